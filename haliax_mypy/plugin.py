"""The plugin: which callback mypy gets for which name. No logic of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mypy.nodes import TypeInfo
from mypy.options import Options
from mypy.plugin import AnalyzeTypeContext, AttributeContext, FunctionContext, MethodContext, MethodSigContext, Plugin
from mypy.types import FunctionLike, Type

from haliax_mypy import accessors, annotate, axes, operations, redefinition
from haliax_mypy.containers import ADDED, ADDING, READ, READERS, READING
from haliax_mypy.names import ANNOTATED, AXIS, BUILTINS, NAMED_ARRAY, NUMPY_ARRAY, OF_ARRAY, PACKAGE
from haliax_mypy.passing import checked
from haliax_mypy.updates import UPDATES


class HaliaxPlugin(Plugin):
    """Runs the rules of haliax on the types that mypy knows."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        redefinition.allow(options)

    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        if fullname == NAMED_ARRAY:
            return annotate.array
        if fullname == AXIS:
            return annotate.axis
        return annotate.annotated if fullname in ANNOTATED else None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        if not fullname.startswith(PACKAGE):
            if fullname.endswith(OF_ARRAY):  # super().sum("batch")
                return self._short(fullname)
            if fullname in READERS:
                return READ
            symbol = self.lookup_fully_qualified(fullname)
            return checked(symbol.node, bound=False) if symbol is not None else None
        return axes.FUNCTIONS.get(fullname) or operations.function(fullname)

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        owner, _, name = fullname.rpartition(".")
        if name in operations.NAMES and not owner.startswith(BUILTINS) and self._is_array(owner):
            return operations.method(name)
        if owner.startswith(PACKAGE):
            return axes.METHODS.get(fullname) or UPDATES.get(fullname)
        if owner == NUMPY_ARRAY and name in operations.OPERATORS:
            return operations.of_numpy(name)
        if name in READING:
            return READ
        if not owner:  # the receiver's type is a variable
            return self._short(fullname)
        if owner.startswith(BUILTINS):
            return None
        symbol = self.lookup_fully_qualified(owner)
        member = symbol.node.get(name) if symbol and isinstance(symbol.node, TypeInfo) else None
        return checked(member.node, bound=True) if member is not None else None

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        return ADDED if fullname in ADDING else None

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return accessors.ATTRIBUTES.get(fullname) if fullname.startswith(PACKAGE) else None

    def _short(self, name: str) -> Callable[[Any], Type] | None:
        """The callback of `sum of NamedArray`, as mypy calls a method where the receiver is of no single class."""
        method, of, _ = name.partition(OF_ARRAY)
        return operations.method(method) if of and method in operations.NAMES else None

    def _is_array(self, fullname: str) -> bool:
        """Whether a class is NamedArray or inherits from it."""
        if fullname == NAMED_ARRAY:
            return True
        symbol = self.lookup_fully_qualified(fullname)
        return symbol is not None and isinstance(symbol.node, TypeInfo) and symbol.node.has_base(NAMED_ARRAY)
