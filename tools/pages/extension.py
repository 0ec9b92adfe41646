"""What griffe calls when it has read haliax for mkdocstrings."""

from __future__ import annotations

from typing import Any

import griffe

from tools.pages import families, reference


class ToldOnce(griffe.Extension):
    """Takes out of each entry what the head of its section tells."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Shortens the docstrings, once the stubs have been read too."""
        if pkg.name != "haliax":
            return
        for name, parts in reference.told().items():
            found = pkg[name.removeprefix("haliax.")] if name != "haliax" else pkg
            if found.is_function:
                reference.complete(found)
            if found.docstring is not None:
                found.docstring.value = families.without(found.docstring.value, parts)
