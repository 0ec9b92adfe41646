"""The plugin: which callback mypy gets for which name. No logic of its own."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import TypeInfo
from mypy.plugin import AnalyzeTypeContext, AttributeContext, FunctionContext, MethodContext, Plugin
from mypy.types import Type

from haliax.rules.methods import METHODS
from haliax_mypy import annotate, attributes, axes, operations
from haliax_mypy.names import ANNOTATED, AXIS, BUILTINS, NAMED_ARRAY, PACKAGE


class HaliaxPlugin(Plugin):
    """Runs the rules of haliax on the types that mypy knows."""

    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        if fullname == NAMED_ARRAY:
            return annotate.array
        if fullname == AXIS:
            return annotate.axis
        return annotate.annotated if fullname in ANNOTATED else None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        if not fullname.startswith(PACKAGE):
            return None
        return axes.FUNCTIONS.get(fullname) or operations.function(fullname)

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        owner, _, name = fullname.rpartition(".")
        if name not in METHODS or owner.startswith(BUILTINS):
            return axes.METHODS.get(fullname)
        return operations.method(name) if self._is_array(owner) else None

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return attributes.ATTRIBUTES.get(fullname) if fullname.startswith(PACKAGE) else None

    def _is_array(self, fullname: str) -> bool:
        """Whether a class is NamedArray or inherits from it."""
        if fullname == NAMED_ARRAY:
            return True
        symbol = self.lookup_fully_qualified(fullname)
        return symbol is not None and isinstance(symbol.node, TypeInfo) and symbol.node.has_base(NAMED_ARRAY)
