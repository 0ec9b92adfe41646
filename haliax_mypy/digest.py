"""A digest of everything that decides what the plugin says: its own files and the pure modules of haliax."""

from __future__ import annotations

import hashlib
from pathlib import Path

_HERE = Path(__file__).parent
_HALIAX = _HERE.parent / "haliax"


def digest() -> str:
    """The same text as long as no file of the plugin or of the rules changes."""
    found = hashlib.sha1(usedforsecurity=False)
    for folder in (_HERE, _HALIAX, _HALIAX / "rules"):
        for path in sorted(folder.glob("*.py")):
            found.update(f"{folder.name}/{path.name}".encode())
            found.update(path.read_bytes())
    return found.hexdigest()
