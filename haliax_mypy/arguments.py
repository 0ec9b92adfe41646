"""Which argument of a call belongs to which parameter of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from mypy.nodes import Expression
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Type

from haliax_mypy import compat
from haliax_mypy.signature import Parameter, Takes, Want, parameters

if TYPE_CHECKING:
    from haliax_mypy.dispatch import Operation


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call.

    Attributes:
        type: Its type.
        expr: The expression that is passed.
        keyword: The name that it is passed by, if any.
    """

    type: Type
    expr: Expression
    keyword: str | None = None


Bound: TypeAlias = dict[str, list[Argument]]
"""The arguments that each parameter of a rule is given."""


def bind(ctx: FunctionContext | MethodContext, operation: Operation) -> Bound:
    """The arguments of each parameter of the rule that is given any."""
    given = _given(ctx)
    wanted = parameters(operation.rule)
    if not operation.method:
        return _by_name(given, wanted)
    receiver = _receiver(ctx, given, operation)
    if operation.positional:
        operands = [receiver, *given.values()]
        if operation.reflected:
            operands.reverse()
        return {p.name: operand for p, operand in zip(wanted, operands, strict=False)}
    bound = _by_name(given, wanted if wanted[0].takes is Takes.REST else wanted[1:])
    bound[wanted[0].name] = receiver + bound.get(wanted[0].name, [])
    return bound


def _given(ctx: FunctionContext | MethodContext) -> Bound:
    """The arguments that each parameter of the called function is given; None has no name for some."""
    given: Bound = {}
    for i, name in enumerate(ctx.callee_arg_names):
        for part in zip(ctx.arg_types[i], ctx.args[i], ctx.arg_names[i], strict=True):
            argument = Argument(*part)
            given.setdefault(name or f"#{i}", []).append(argument)
    return given


def _by_name(given: Bound, wanted: Sequence[Parameter]) -> Bound:
    """The arguments of parameters that the function and the rule have in common.

    The function may take through `**kwargs` what the rule has as a parameter. A rule that takes calls
    of any form, `*args` and `**kwargs`, gets all other arguments by their names.
    """
    bound = {p.name: given[p.name] for p in wanted if p.name in given}
    single = {p.name for p in wanted if p.takes is Takes.ONE}
    free = [p.name for p in wanted if p.want is Want.VALUE and p.takes is not Takes.ONE]
    for name, arguments in given.items():
        for argument in arguments:
            if argument.keyword in single and argument.keyword != name:  # passed through `**kwargs`
                bound[argument.keyword] = [argument]
            elif len(free) == 2 and name not in bound:
                bound.setdefault(free[1], []).append(replace(argument, keyword=name))
    if not any(name in bound for name in given) and not free:  # `f(*args, **kwargs)`, of several forms
        loose = [argument for arguments in given.values() for argument in arguments]
        rest = [p.name for p in wanted if p.name not in bound]
        bound |= {name: [a] for name, a in zip(rest, (a for a in loose if not a.keyword), strict=False)}
    return bound


def _receiver(
    ctx: FunctionContext | MethodContext, given: dict[str, list[Argument]], operation: Operation
) -> list[Argument]:
    """The array that a method is called on; it is taken out of `given` where it is passed like any other."""
    if not isinstance(ctx, MethodContext):  # super().sum("batch")
        return [Argument(compat.self_type(ctx.api), compat.expression(ctx.context))]
    if compat.is_class(ctx.type):  # NamedArray.sum(x, "batch")
        return given.pop(next(iter(given)))
    expr = compat.receiver(ctx, reflected=operation.reflected)
    if expr is None:
        return [Argument(ctx.type, compat.expression(ctx.context))]
    # mypy asks for each member of a union by itself, but a mistake is one only if all members make it.
    whole = compat.type_of(ctx.api, expr)
    return [Argument(whole if whole is not None and compat.has_member(whole, ctx.type) else ctx.type, expr)]
