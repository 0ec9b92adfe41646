"""The mypy plugin of haliax: axes checked before the program runs.

Switch it on in the configuration of mypy:

    [tool.mypy]
    plugins = ["haliax_mypy"]

The plugin runs the rules of `haliax.pure`, the same that the library runs, on the axes that mypy knows of. It imports
mypy and the pure layer of haliax, never jax.

This module itself imports nothing: programs that are recorded (`haliax_mypy.commands.record`) load it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy.plugin import Plugin


def plugin(version: str) -> type[Plugin]:
    """The entry point that mypy looks for."""
    from haliax_mypy.entry import HaliaxPlugin

    return HaliaxPlugin


def __getattr__(name: str) -> str:
    # mypy asks for `__version__` at each start, when it has made the plugin, and puts it into the key of its cache; the
    # daemon starts anew where it is another one. By itself mypy would see changes of this file only, and an edited rule
    # would keep its old message.
    if name == "__version__":
        from haliax_mypy.digest import digest
        from haliax_mypy.settings import settings

        return digest() + settings().key
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
