"""What is open in the editor, and what mypy says of it: mypy runs after each change, and requests wait for that."""

from __future__ import annotations

import asyncio
import os
import site
import sys
import sysconfig
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from haliax_mypy.commands.lsp.asking import Mypy
from haliax_mypy.commands.lsp.folder import Checked, own_cache
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.places import Span

PAUSE: Final = 0.15
"""How many seconds a check waits for the next key."""

_INSTALLED: Final = {"site-packages", "dist-packages"}
_LIBRARIES: Final = tuple({sysconfig.get_path("stdlib"), *site.getsitepackages()})


@dataclass(frozen=True)
class Document:
    """A document as it is now.

    Attributes:
        uri: Its name in the protocol.
        path: Its file.
        text: What is in it.
        version: The number of this text.
    """

    uri: str
    path: str
    text: str
    version: int | None


class Session:
    """The documents that are open, by folders in which mypy runs."""

    def __init__(
        self, config: str | None, started: Callable[[str], object], ended: Callable[[str, Checked, Checked], object]
    ) -> None:
        """Calls `started` before a folder is checked, and `ended` with what was known and what is now."""
        self.documents: dict[str, Document] = {}
        self._mypy = Mypy(config)
        self._started, self._ended = started, ended
        self._roots: list[str] = []
        self._checked: dict[str, Checked] = {}
        self._stale: set[str] = set()
        self._wanted = self._done = 0
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._changed = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._work())

    def within(self, roots: Iterable[str]) -> None:
        """Sets the folders of the workspace."""
        self._roots = sorted((os.path.abspath(root) for root in roots), key=len, reverse=True)
        self.stale()

    def put(self, document: Document) -> None:
        """Takes a document that was opened or changed."""
        if not _is_of_a_library(document.path):
            self.documents[document.uri] = document
            self.stale(self._root(document.path))

    def drop(self, uri: str) -> None:
        """Forgets a document that was closed."""
        document = self.documents.pop(uri, None)
        if document is not None:
            self.stale(self._root(document.path))

    def stale(self, *roots: str) -> None:
        """Has folders checked anew, or all."""
        self._stale |= set(roots) if roots else {*self._checked, *(self._root(d.path) for d in self.documents.values())}
        self._wanted += 1
        self._changed.set()

    async def checked(self, uri: str) -> tuple[Document, Checked] | None:
        """A document and what mypy says of its folder, when all changes until now have been looked at."""
        if self._done < self._wanted:
            future = asyncio.get_running_loop().create_future()
            self._waiting.append((self._wanted, future))
            await future
        document = self.documents.get(uri)
        found = self._checked.get(self._root(document.path)) if document is not None else None
        return None if document is None or found is None else (document, found)

    async def causes(self, document: Document, span: Span) -> list[Cause]:
        """Why less than all is known of an expression of a document; empty if all is, or nobody can tell."""
        return await self._mypy.causes(self._root(document.path), document.path, span)

    def end(self) -> None:
        """Checks nothing any more."""
        self._task.cancel()
        self._mypy.end()

    def _root(self, path: str) -> str:
        """The folder in which mypy runs for a file: one of the workspace, or that of the file."""
        return next((root for root in self._roots if Path(path).is_relative_to(root)), os.path.dirname(path))

    async def _work(self) -> None:
        while True:
            await self._changed.wait()
            await asyncio.sleep(PAUSE)
            self._changed.clear()
            number, roots = self._wanted, sorted(self._stale)
            self._stale.clear()
            for root in roots:
                try:
                    await self._check(root)
                except Exception:
                    traceback.print_exc(file=sys.stderr)
            self._done = number
            waiting, self._waiting = self._waiting, []
            for wanted, future in waiting:
                if wanted > number:
                    self._waiting.append((wanted, future))
                elif not future.done():
                    future.set_result(None)

    async def _check(self, root: str) -> None:
        texts = {one.path: one.text for one in self.documents.values() if self._root(one.path) == root}
        before = self._checked.get(root, Checked())
        if texts:
            self._started(root)
        now = _with_older(await self._mypy.check(root, self._cache(root), texts), before, texts)
        if texts:
            self._checked[root] = now
        else:
            self._checked.pop(root, None)
        self._ended(root, before, now)

    def _cache(self, root: str) -> str | None:
        """Where mypy's cache is, if not where the configuration says: files from elsewhere leave none beside them."""
        return own_cache() if self._roots and root not in self._roots else None


def _with_older(now: Checked, before: Checked, texts: Iterable[str]) -> Checked:
    """What is known of documents that could not be checked this time stays, but for errors."""
    now.files = {path: before.files[path] for path in texts if path in before.files} | now.files
    return now


def _is_of_a_library(path: str) -> bool:
    """Whether a file is of an installed library or of Python: mypy tells no errors there, and some are large."""
    return not _INSTALLED.isdisjoint(Path(path).parts) or any(Path(path).is_relative_to(lib) for lib in _LIBRARIES)
