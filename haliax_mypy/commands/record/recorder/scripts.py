"""The script that Python was started with: `python train.py`.

Python compiles it by itself, out of our reach. So the process starts again, as `python startup/script.py train.py`,
which runs the script as Python does.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Sequence
from importlib.machinery import SourceFileLoader
from typing import Final

from haliax_mypy.commands.record.recorder.files import Files

_RUNNER: Final = os.path.abspath(os.path.join(__file__, os.pardir, os.pardir, "startup", "script.py"))
_WITH_A_VALUE: Final = ("-W", "-X", "--check-hash-based-pycs")


def start_again(files: Files) -> None:
    """Starts this process again if it is about to run a script of the user.

    Not on Windows, where a process that starts another in its place is at an end for who waits for it.
    """
    at = _script(sys.orig_argv)
    if at is not None and files.path(sys.orig_argv[at]) is not None and sys.executable and os.name == "posix":
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:at], _RUNNER, *sys.orig_argv[at:]])


def _script(words: Sequence[str]) -> int | None:
    """Where the script stands in the words that Python was started with; None if there is none."""
    at = 1
    while at < len(words):
        word = words[at]
        if not word.startswith("-"):
            return at
        if word == "-" or (not word.startswith("--") and _ends_options(word)):
            return None
        at += 2 if word in _WITH_A_VALUE else 1
    return None


def _ends_options(word: str) -> bool:
    """Whether a word with short options says a command or a module, as in `-m pytest` and `-Bc code`."""
    for letter in word[1:]:
        if letter in "WX":
            return False
        if letter in "cm":
            return True
    return False


def run() -> None:
    """Runs the script that the first argument names, as `__main__`."""
    del sys.argv[0]
    path = os.path.abspath(sys.argv[0])
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = os.path.dirname(os.path.realpath(path))
    names = vars(sys.modules["__main__"])
    names.clear()
    names |= {"__name__": "__main__", "__doc__": None, "__package__": None, "__spec__": None, "__cached__": None}
    names |= {"__file__": path, "__builtins__": builtins, "__loader__": SourceFileLoader("__main__", path)}
    names |= {"__annotations__": {}}
    if _fails(path, names):
        sys.exit(1)


def _fails(path: str, names: dict[str, object]) -> bool:
    """Whether a script ends by an exception, which is printed as Python does, without the frames that are ours."""
    try:
        with open(path, "rb") as file:
            source = file.read()
        exec(compile(source, path, "exec", dont_inherit=True), names)
    except Exception as error:
        traceback = error.__traceback__
        while traceback is not None and traceback.tb_frame.f_code.co_filename != path:
            traceback = traceback.tb_next
        sys.excepthook(type(error), error.with_traceback(traceback), traceback)
        return True
    return False
