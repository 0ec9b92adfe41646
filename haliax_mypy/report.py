"""How a mistake in the axes is told: the rule's own sentence, at the argument that is at fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mypy.errors import ErrorInfo
from mypy.nodes import Context, Expression, MemberExpr, NameExpr
from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext

from haliax.algebra import Axes
from haliax.errors import AxisError
from haliax_mypy.arguments import Argument
from haliax_mypy.codes import CODES
from haliax_mypy.lower import Lowering
from haliax_mypy.signature import Parameter, Want


def mistake(
    ctx: FunctionContext | MethodContext,
    error: AxisError,
    present: Sequence[Parameter],
    bound: Mapping[str, list[Argument]],
    lowering: Lowering,
) -> None:
    """Reports `error` of a call with the arguments `bound`."""
    place = _place(error, present, bound)
    parent = report(ctx.api, error, place)
    operands = _operands(present, bound, lowering)
    if len(operands) > 1 or any(" or " in axes for _, axes in operands):
        told = ", ".join(f"{name} is {axes}" for name, axes in operands)
        ctx.api.msg.note(told, place, code=CODES[error.kind], parent_error=parent)


def report(api: CheckerPluginInterface, error: AxisError, place: Context) -> ErrorInfo | None:
    """Reports an error at a place."""
    code = CODES[error.kind]
    first, *rest = str(error).replace("=?", "").split("\n")  # a pattern has a caret below it
    parent = api.fail(first, place, code=code)
    for line in rest:
        api.msg.note(line, place, code=code, parent_error=parent)
    return parent


def _place(error: AxisError, present: Sequence[Parameter], bound: Mapping[str, list[Argument]]) -> Expression:
    """The argument at fault: the one that the error names, else the last array if it does not go with another one.

    Else the first argument that is no array.
    """
    if error.argument in bound:
        return bound[error.argument or ""][0].expr
    arrays = [argument for p in present if p.want is Want.AXES for argument in bound[p.name]]
    others = [p for p in present if p.want not in (Want.AXES, Want.NOTHING)]
    if others and not (len(arrays) > 1 and error.kind == "broadcast"):
        return bound[others[0].name][0].expr
    return arrays[-1].expr if arrays else bound[present[-1].name][-1].expr


def _operands(
    present: Sequence[Parameter], bound: Mapping[str, list[Argument]], lowering: Lowering
) -> list[tuple[str, str]]:
    """What the arrays of a call are called, and their axes."""
    found: list[tuple[str, str]] = []
    for parameter in present:
        if parameter.want is Want.AXES:
            for argument in bound[parameter.name]:
                axes = [axes for axes in lowering.arrays(argument.type) if isinstance(axes, Axes)]
                found.append((_name(argument.expr) or parameter.name, " or ".join(map(str, axes))))
    return found


def _name(expr: Expression) -> str | None:
    """How a program writes an operand, if that is short."""
    if isinstance(expr, NameExpr):
        return expr.name
    if isinstance(expr, MemberExpr):
        owner = _name(expr.expr)
        return f"{owner}.{expr.name}" if owner else None
    return None
