"""Which callback mypy gets for which name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from mypy.nodes import SymbolTableNode, TypeInfo
from mypy.types import Type

from haliax_mypy import annotate, operations
from haliax_mypy.accessors import ATTRIBUTES
from haliax_mypy.axes import FUNCTIONS, METHODS
from haliax_mypy.containers import ADDED, READ, READERS, READING
from haliax_mypy.names import ADDING, ANNOTATED, AXIS, BUILTINS, NAMED_ARRAY, NUMPY_ARRAY, OF_ARRAY, PACKAGE
from haliax_mypy.passing import checked
from haliax_mypy.updates import UPDATES

Hook: TypeAlias = Callable[[Any], Type]

Lookup: TypeAlias = Callable[[str], SymbolTableNode | None]
"""What a full name stands for."""

SIGNATURES: Final = dict.fromkeys(ADDING, ADDED)
"""The callbacks of signatures, by the full names of methods."""

ANNOTATIONS: Final[dict[str, Hook]] = {
    NAMED_ARRAY: annotate.array,
    AXIS: annotate.axis,
    **dict.fromkeys(ANNOTATED, annotate.annotated),
}
"""The callbacks of what stands in annotations, by full name."""


def function(fullname: str, lookup: Lookup) -> Hook | None:
    """The callback of a call of a function or a class."""
    if fullname.startswith(PACKAGE):
        return FUNCTIONS.get(fullname) or operations.function(fullname)
    if fullname.endswith(OF_ARRAY):  # super().sum("batch")
        return _short(fullname)
    if fullname in READERS:
        return READ
    symbol = lookup(fullname)
    return checked(symbol.node, bound=False) if symbol is not None else None


def method(fullname: str, lookup: Lookup) -> Hook | None:
    """The callback of a call of a method, named by the class that it is called on."""
    owner, _, name = fullname.rpartition(".")
    if name in operations.NAMES and not owner.startswith(BUILTINS) and _is_array(owner, lookup):
        return operations.method(name)
    if owner.startswith(PACKAGE):
        return METHODS.get(fullname) or UPDATES.get(fullname)
    if owner == NUMPY_ARRAY and name in operations.OPERATORS:
        return operations.of_numpy(name)
    if name in READING:
        return READ
    if not owner:  # the receiver's type is a variable
        return _short(fullname)
    if owner.startswith(BUILTINS):
        return None
    symbol = lookup(owner)
    member = symbol.node.get(name) if symbol and isinstance(symbol.node, TypeInfo) else None
    return checked(member.node, bound=True) if member is not None else None


def attribute(fullname: str) -> Hook | None:
    """The callback of an attribute, named by the class that has it."""
    return ATTRIBUTES.get(fullname)


def _short(name: str) -> Hook | None:
    """The callback of `sum of NamedArray`, as mypy calls a method where the receiver is of no single class."""
    called, of, _ = name.partition(OF_ARRAY)
    return operations.method(called) if of and called in operations.NAMES else None


def _is_array(fullname: str, lookup: Lookup) -> bool:
    """Whether a class is NamedArray or inherits from it."""
    if fullname == NAMED_ARRAY:
        return True
    symbol = lookup(fullname)
    return symbol is not None and isinstance(symbol.node, TypeInfo) and symbol.node.has_base(NAMED_ARRAY)
