"""Which operation a full name stands for."""

from __future__ import annotations

from functools import cache, partial
from typing import Final

from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Type

from haliax.algebra import Axes, chosen
from haliax.axis import AxisSelection
from haliax.rules import rule_of
from haliax.rules.methods import METHODS, REFLECTED
from haliax_mypy import lift
from haliax_mypy.accessors import ACCESSORS
from haliax_mypy.dispatch import Operation, infer
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.safe import Callback, guarded


@cache
def function(fullname: str) -> Callback | None:
    """The callback of a function of haliax; None if it is none that has a rule."""
    if fullname == NAMED_ARRAY:
        return _callback(Operation("NamedArray", _named_array))
    rule = rule_of(fullname)
    return None if rule is None else _callback(Operation(fullname.rpartition(".")[2], rule))


def _named_array(array: object, axes: AxisSelection | Axes) -> Axes:
    """The rule of the constructor."""
    return chosen(axes)


@cache
def method(name: str) -> Callback | None:
    """The callback of a method of NamedArray, one of `NAMES`; None if it has none."""
    if name in ACCESSORS:
        return ACCESSORS[name]
    op = METHODS[name]
    rule = rule_of(f"haliax.{op}")
    if rule is None:
        return None
    operation = Operation(
        _told_as(op.rpartition(".")[2]),
        rule,
        method=True,
        positional=name.startswith("__"),
        reflected=name in REFLECTED,
    )
    return _callback(operation)


@cache
def of_numpy(name: str) -> Callback:
    """The callback of an operator of a numpy array, which leaves arrays with names to us."""

    def run(ctx: MethodContext) -> Type:
        array = lift.find(ctx.arg_types[0][0], NAMED_ARRAY) if ctx.arg_types and ctx.arg_types[0] else None
        if array is None:
            return ctx.default_return_type
        typ: Type = method(name)(ctx._replace(default_return_type=array))  # type: ignore[misc]  # operators have one
        return typ

    return guarded(run, _default)


OPERATORS: Final = frozenset(name for name in METHODS if name.startswith("__") and "elementwise" in METHODS[name])
"""The operators of arrays, by the names of their methods."""

NAMES: Final = frozenset(METHODS) | frozenset(ACCESSORS)
"""The methods of NamedArray that the plugin knows."""


def _told_as(name: str) -> str:
    """The name that the library gives an operation in its messages."""
    return "index" if name == "getitem" else name


def _callback(operation: Operation) -> Callback:
    return guarded(partial(infer, operation=operation), _default)


def _default(ctx: FunctionContext | MethodContext) -> Type:
    return ctx.default_return_type
