"""Which files are the user's own: those that are recorded."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Final

_INSTALLED: Final = ("site-packages", "dist-packages")
_OWN: Final = os.path.abspath(os.path.join(__file__, *[os.pardir] * 4))


class Files:
    """The files below some folders that no installer has put there.

    Args:
        include: The folders, or single files.
    """

    def __init__(self, include: Iterable[str]) -> None:
        # A folder may be known by a link to it, and code by either name.
        self._roots = {name(root) for root in include if root for name in (os.path.abspath, os.path.realpath)}
        self._known: dict[str, str | None] = {}

    def path(self, filename: str) -> str | None:
        """The full path of a file by the name that code has of it; None if it is not of the user."""
        try:
            return self._known[filename]
        except KeyError:
            found = self._known[filename] = self._find(filename)
            return found

    def of_module(self, name: str) -> str | None:
        """The file of a module that is loaded; None if it is not of the user."""
        filename = getattr(sys.modules.get(name), "__file__", None)
        return self.path(filename) if isinstance(filename, str) else None

    def _find(self, filename: str) -> str | None:
        if not filename.endswith(".py"):
            return None
        path = os.path.abspath(filename)
        if any(part in _INSTALLED for part in path.split(os.sep)) or not os.path.isfile(path):
            return None
        if _below(path, _OWN) or _below(path, os.path.join(os.path.dirname(_OWN), "haliax")):
            return None
        if _below(path, os.path.dirname(os.__file__)):
            return None
        return path if any(_below(path, root) or _below(os.path.realpath(path), root) for root in self._roots) else None


def _below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)
