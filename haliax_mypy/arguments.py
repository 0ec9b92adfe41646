"""Which argument of a call belongs to which parameter of a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mypy.nodes import Expression
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Type

from haliax_mypy import compat
from haliax_mypy.signature import parameters

if TYPE_CHECKING:
    from haliax_mypy.dispatch import Operation


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call: its type, and the expression that is passed."""

    type: Type
    expr: Expression


def bind(ctx: FunctionContext | MethodContext, operation: Operation) -> dict[str, list[Argument]]:
    """The arguments of each parameter of the rule that is given any."""
    given = {
        name or f"#{i}": [Argument(typ, expr) for typ, expr in zip(types, exprs, strict=True)]
        for i, (name, types, exprs) in enumerate(zip(ctx.callee_arg_names, ctx.arg_types, ctx.args, strict=True))
        if types
    }
    wanted = [parameter.name for parameter in parameters(operation.rule)]
    if not operation.method or not isinstance(ctx, MethodContext):
        return {name: given[name] for name in wanted if name in given}
    receiver = _receiver(ctx, given, operation)
    if operation.positional:
        operands = [receiver, *given.values()]
        return dict(zip(wanted, reversed(operands) if operation.reflected else operands, strict=False))
    bound = {name: given[name] for name in wanted if name in given}
    bound[wanted[0]] = receiver + bound.get(wanted[0], [])
    return bound


def _receiver(ctx: MethodContext, given: dict[str, list[Argument]], operation: Operation) -> list[Argument]:
    """The array that a method is called on; it is taken out of `given` where it is passed like any other."""
    if compat.is_class(ctx.type):  # NamedArray.sum(x, "batch")
        return given.pop(next(iter(given)))
    expr = compat.receiver(ctx, reflected=operation.reflected)
    if expr is None:
        return [Argument(ctx.type, compat.expression(ctx.type, ctx.context))]
    # mypy asks for each member of a union by itself, but a mistake is one only if all members make it.
    whole = compat.type_of(ctx.api, expr)
    return [Argument(whole if whole is not None and compat.has_member(whole, ctx.type) else ctx.type, expr)]
