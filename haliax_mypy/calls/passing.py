"""Arrays passed to functions that ask for `NamedArray["{batch ...}"]`: at least these axes, in any order.

mypy has no type for that, and takes any array there. So where such a function is called, the axes are looked for here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from mypy.nodes import Decorator, FuncDef, SymbolNode, TypeInfo, Var
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import CallableType, Instance, Type, UnionType, get_proper_type

from haliax.pure.axes import Axes, find
from haliax_mypy.calls.arguments import reader_of
from haliax_mypy.calls.evaluation import evaluate
from haliax_mypy.messages.reports import report
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.types.encoding import decode


def check_of(node: SymbolNode | None, *, bound: bool) -> Callable[[FunctionContext | MethodContext], Type] | None:
    """The callback of a function, if it asks for such an array.

    Args:
        node: What the name of the function stands for.
        bound: Whether it is a method, whose first parameter is not passed.
    """
    name = node.name if node is not None else ""
    if isinstance(node, TypeInfo):
        symbol = node.get("__init__")
        node, bound = symbol.node if symbol is not None else None, True
    if isinstance(node, Decorator):
        bound, node = bound and not node.func.is_static, node.var
    if not isinstance(node, FuncDef | Var) or node.type is None:
        return None
    function = get_proper_type(node.type)
    if not isinstance(function, CallableType) or not any(map(_asks, function.arg_types)):
        return None
    types = function.arg_types[1:] if bound else function.arg_types
    return partial(_check, name=name, wanted=[_wanted(typ) for typ in types])


def _asks(typ: Type) -> bool:
    """Whether a parameter's type says axes in any order."""
    typ = get_proper_type(typ)
    if isinstance(typ, UnionType):
        return any(map(_asks, typ.items))
    if not isinstance(typ, Instance) or typ.type.fullname != NAMED_ARRAY or not typ.args:
        return False
    return isinstance(get_proper_type(typ.args[0]), UnionType)


def _wanted(typ: Type) -> Axes | None:
    """The axes that a parameter asks for, if they are a set with others allowed."""
    typ = get_proper_type(typ)
    if isinstance(typ, UnionType):  # with None, most likely
        found = [axes for axes in map(_wanted, typ.items) if axes is not None]
        return found[0] if len(found) == 1 else None
    if not isinstance(typ, Instance) or typ.type.fullname != NAMED_ARRAY:
        return None
    axes = decode(typ.args, {})
    return axes if axes.is_open and not axes.ordered else None


def _check(ctx: FunctionContext | MethodContext, name: str, wanted: Sequence[Axes | None]) -> Type:
    """Looks for the axes that each parameter asks for. All members of a union must have them, as with any type."""
    reader = reader_of(ctx.api)
    if len(wanted) == len(ctx.args):
        for spec, types, exprs in zip(wanted, ctx.arg_types, ctx.args, strict=True):
            if spec is not None:
                for typ, expr in zip(types, exprs, strict=True):
                    outcome = evaluate(name, partial(_passed, spec), reader.arrays(typ))
                    if outcome.errors:
                        report(ctx.api, outcome.errors[0], expr)
    return ctx.default_return_type


def _passed(spec: Axes, axes: Axes | None) -> None:
    """The rule of passing an array where `spec` is asked for."""
    if axes is None or (not axes.is_open and len(axes.names) < len(spec.names)):
        return  # mypy itself can tell
    for name in spec.names:
        find(axes, name)
