"""What griffe calls when it has read haliax for mkdocstrings."""

from __future__ import annotations

from typing import Any

import griffe

from tools.pages import families, reference


class Entries(griffe.Extension):
    """Takes out of each entry what the head of its section tells, and puts its example in."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Changes the docstrings, once the stubs have been read too."""
        if pkg.name != "haliax":
            return
        told, shown = reference.told(), reference.shown()
        reference.adopt(pkg, reference.package())
        written = {name: reference.docstring(pkg, name) for name in told}
        for name in told:
            found = reference.own(pkg, name, told)
            text = families.without(written[name], told[name])
            text = f"{text}\n\n{shown.get(name, '')}".strip()
            if found.docstring is None:
                found.docstring = griffe.Docstring(text, parent=found)
            found.docstring.value = text
