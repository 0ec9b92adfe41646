"""The stub of `haliax` itself, whose names are loaded on first use."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

import haliax
from tools.stubs.render import render
from tools.stubs.source import Origin, home_of, source_of


def contents() -> str:
    """The text of the stub."""
    imports = {name: _home(name) for name in haliax.__all__}
    listed = ast.List([ast.Constant(name) for name in haliax.__all__])
    names = ast.Assign([ast.Name("__all__", ast.Store())], listed, lineno=0)
    return render(inspect.getdoc(haliax) or "", imports, imports, [names])


def _home(name: str) -> Origin:
    """Where a name of `haliax` is defined."""
    value = getattr(haliax, name)
    if isinstance(value, ModuleType):
        return Origin("haliax", name)
    home = source_of(haliax._HOME[name])
    return home_of(home.imports.get(name) or Origin(home.name, name))
