"""The process that mypy runs in, a child of the server: it asks `Folder`s, one question after the other.

It stays, so that what mypy has loaded is there for the next question. Whatever becomes of mypy, the server goes on.
Questions and answers are pickled, each behind its length.
"""

from __future__ import annotations

import gc
import os
import pickle
import struct
import sys
import threading
import traceback
from collections.abc import Mapping
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import BinaryIO, Final

from haliax_mypy.commands.lsp.folder import Checked, Folder
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.places import Span

LENGTH: Final = struct.Struct(">Q")
"""How the length of a message is written."""

_STACK: Final = 512 * 2**20
"""The compiled functions of mypy call each other without asking Python how deep they may. It is address space only."""

_RECURSION: Final = 2**14
"""What mypy's own command line sets."""

_IDLE: Final = 1.0
"""How many seconds nothing must be asked before memory is tidied, which takes half a second."""

_SOME: Final = 4
"""After how many questions it is tidied when nothing is asked."""

_MOST: Final = 8
"""After how many it is tidied in any case."""

_Remembering: Final = type(lru_cache(len))


class Asked:
    """What can be asked. A folder is made when it is asked for first."""

    def __init__(self) -> None:
        self._folders: dict[str, Folder] = {}

    def check(self, root: str, config: str | None, cache: str | None, texts: Mapping[str, str]) -> Checked:
        """What mypy says of documents in a folder; of none, the folder is forgotten."""
        if not texts:
            folder = self._folders.pop(root, None)
            if folder is not None:
                folder.close()
            return Checked()
        if root not in self._folders:
            self._folders[root] = Folder(root, config, cache)
        return self._folders[root].check(texts)

    def causes(self, root: str, path: str, span: Span) -> list[Cause]:
        """Why less than all is known of what stands at a place of a document."""
        return self._folders[root].causes(path, span) if root in self._folders else []

    def close(self) -> None:
        """Removes what would be left behind."""
        for folder in list(self._folders.values()):
            folder.close()


def main() -> None:
    """Answers until the server is gone, which ends even a run of mypy."""
    asked = Asked()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # for all that mypy or a plugin prints
    questions: SimpleQueue[bytes] = SimpleQueue()
    threading.stack_size(_STACK)
    threading.Thread(target=_answer, args=(asked, questions, answers), daemon=True).start()
    while True:
        head = sys.stdin.buffer.read(LENGTH.size)
        if len(head) < LENGTH.size:
            asked.close()
            os._exit(0)
        questions.put(sys.stdin.buffer.read(*LENGTH.unpack(head)))


def _answer(asked: Asked, questions: SimpleQueue[bytes], answers: BinaryIO) -> None:
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))
    since = 0
    while True:
        try:
            name, arguments = pickle.loads(questions.get(timeout=_IDLE if since >= _SOME else None))
        except Empty:
            since = tidy()
            continue
        found: object
        try:
            found = getattr(asked, name)(*arguments)
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            found = RuntimeError(f"{type(error).__name__}: {error}")
        data = pickle.dumps(found)
        answers.write(LENGTH.pack(len(data)) + data)
        answers.flush()
        del found, data
        since += 1
        if since >= _MOST:
            since = tidy()


def tidy() -> int:
    """Frees what earlier runs of mypy have left: trees that hold each other, which mypy keeps from the collector.

    The plugin remembers some nodes of each run, of which each holds a whole program.
    """
    for one in gc.get_objects():
        if isinstance(one, _Remembering) and one.__module__.startswith("haliax_mypy."):
            one.cache_clear()
    gc.unfreeze()
    gc.collect()
    return 0
