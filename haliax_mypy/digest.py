"""A digest of everything that decides what the plugin says: its own files and the pure layer of haliax."""

from __future__ import annotations

import hashlib
from pathlib import Path

_PLUGIN = Path(__file__).parent
_PURE = _PLUGIN.parent / "haliax" / "pure"
_COMMANDS = _PLUGIN / "commands"


def digest() -> str:
    """The same text as long as no file of the plugin or of the pure layer changes.

    The command line is not of them.
    """
    found = hashlib.sha1(usedforsecurity=False)
    for folder in (_PLUGIN, _PURE):
        for path in sorted(folder.rglob("*.py")):
            if _COMMANDS not in path.parents:
                found.update(path.relative_to(folder.parent).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()
