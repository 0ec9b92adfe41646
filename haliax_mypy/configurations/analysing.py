"""What mypy is at while it looks names up and reads annotations.

Like `haliax_mypy.compat`, this uses parts of mypy that its plugin interface does not promise. A test holds each.
"""

from __future__ import annotations

from typing import Any

from mypy.nodes import Decorator, FuncDef, MypyFile, OverloadedFuncDef, Statement, TypeInfo
from mypy.plugin import SemanticAnalyzerPluginInterface, TypeAnalyzerPluginInterface

from haliax_mypy.types.encoding import Maker


def function(api: TypeAnalyzerPluginInterface) -> FuncDef | None:
    """The function whose annotations are read, if it stands in no other; of a property with a setter, the getter."""
    analyser: Any = api
    found: object = analyser.api.scope.function
    first = found.items[0] if isinstance(found, OverloadedFuncDef) and found.items else found
    function = first.func if isinstance(first, Decorator) else first
    return function if isinstance(function, FuncDef) else None


def class_around(api: TypeAnalyzerPluginInterface) -> TypeInfo | None:
    """The class whose annotations are read."""
    analyser: Any = api
    found: TypeInfo | None = analyser.api.type
    return found


def statement(api: TypeAnalyzerPluginInterface) -> Statement | None:
    """The statement whose annotations are read."""
    analyser: Any = api
    found: Statement | None = analyser.api.statement
    return found


def module(api: SemanticAnalyzerPluginInterface) -> MypyFile:
    """The module whose classes are read."""
    analyser: Any = api
    found: MypyFile = analyser.cur_mod_node
    return found


def maker(api: SemanticAnalyzerPluginInterface) -> Maker:
    """What types are made with while classes are read."""
    analyser: Any = api
    return Maker(api.named_type, analyser.modules)
