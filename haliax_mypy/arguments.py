"""Which argument of a call belongs to which parameter of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from mypy.nodes import Expression
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Instance, TupleType, Type, get_proper_type

from haliax_mypy import compat
from haliax_mypy.names import SELECTIONS
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
        bound = _by_name(given, wanted)
        _put_axis(bound, wanted, at=0)
        return bound
    receiver = _receiver(ctx, given, operation)
    if operation.positional:
        operands = [receiver, *(_whole(ctx, arguments, operation) for arguments in given.values())]
        if operation.reflected:
            operands.reverse()
        return {p.name: operand for p, operand in zip(wanted, operands, strict=False)}
    bound = _by_name(given, wanted if wanted[0].takes is Takes.REST else wanted[1:])
    bound[wanted[0].name] = receiver + bound.get(wanted[0].name, [])
    _put_axis(bound, wanted, at=1)
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
    if not free:
        _bind_loose(bound, given, wanted)
    return bound


def _bind_loose(bound: Bound, given: Bound, wanted: Sequence[Parameter]) -> None:
    """Binds what a function of several forms takes as `*args`: to `*arrays` of the rule, or one by one."""
    loose = given.get("args", [])
    rest = next((p.name for p in wanted if p.takes is Takes.REST), None)
    if rest is not None and loose:
        bound.setdefault(rest, []).extend(loose)
    elif given.keys() <= {"args", "kwargs"}:
        bound.update({p.name: [argument] for p, argument in zip(wanted, loose, strict=False)})


def _put_axis(bound: Bound, wanted: Sequence[Parameter], *, at: int) -> None:
    """Where an operation takes `*arrays` and `axis`, the axes may also come first: `dot("embed", x, w)`."""
    rest = next((p.name for p in wanted if p.takes is Takes.REST), "")
    if "axis" in bound or not any(p.name == "axis" for p in wanted) or len(bound.get(rest, [])) <= at:
        return
    first = get_proper_type(bound[rest][at].type)
    if isinstance(first, TupleType) or (isinstance(first, Instance) and first.type.fullname in SELECTIONS):
        bound["axis"] = [bound[rest][at]]
        bound[rest] = bound[rest][:at] + bound[rest][at + 1 :]


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
    return [Argument(_union(ctx, expr, ctx.type), expr)]


def _whole(ctx: FunctionContext | MethodContext, arguments: list[Argument], operation: Operation) -> list[Argument]:
    """The other operand of an operator."""
    expr = compat.receiver(ctx, reflected=not operation.reflected) if isinstance(ctx, MethodContext) else None
    if expr is None or len(arguments) != 1 or not compat.is_operator(ctx.context):
        return arguments
    return [replace(arguments[0], type=_union(ctx, expr, arguments[0].type))]


def _union(ctx: FunctionContext | MethodContext, expr: Expression, member: Type) -> Type:
    """The union that an operand is, where mypy asks for each member by itself.

    A mistake is one only if all members make it.
    """
    whole = compat.type_of(ctx.api, expr)
    return whole if whole is not None and compat.has_member(whole, member) else member
