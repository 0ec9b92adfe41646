"""The plugin as mypy sees it. The hooks are loaded when the first is asked for: where all is cached, none is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from mypy.options import Options
from mypy.plugin import AnalyzeTypeContext, AttributeContext, FunctionContext, MethodContext, MethodSigContext, Plugin
from mypy.types import FunctionLike, Type

import haliax_mypy.messages.codes  # noqa: F401  (mypy looks error codes up as soon as it has loaded its plugins)
from haliax_mypy import redefinition
from haliax_mypy.names import ADDING, ANNOTATING, PACKAGE, REFUSED


@cache
def hooks() -> Any:
    """The module `haliax_mypy.hooks`."""
    return import_module("haliax_mypy.hooks")


class HaliaxPlugin(Plugin):
    """Runs the rules of haliax on the types that mypy knows."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        redefinition.allow(options)

    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        if fullname in ANNOTATING:
            found: Callable[[AnalyzeTypeContext], Type] = hooks().ANNOTATIONS[fullname]
            return found
        return None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        found: Callable[[FunctionContext], Type] | None = hooks().function_hook(fullname, self.lookup_fully_qualified)
        return found

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        found: Callable[[MethodContext], Type] | None = hooks().method_hook(fullname, self.lookup_fully_qualified)
        return found

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        if fullname not in ADDING and fullname.rpartition(".")[2] not in REFUSED:
            return None
        found: Callable[[MethodSigContext], FunctionLike] | None
        found = hooks().signature_hook(fullname, self.lookup_fully_qualified)
        return found

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return hooks().ATTRIBUTES.get(fullname) if fullname.startswith(PACKAGE) else None
