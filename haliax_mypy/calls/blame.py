"""Which argument of a call is at fault, and what a note says of the others."""

from __future__ import annotations

from collections.abc import Sequence

from mypy.nodes import Expression, MemberExpr, NameExpr

from haliax.pure.axes import SCALAR, Axes
from haliax.pure.errors import Fault
from haliax.pure.wants import Kind
from haliax_mypy.calls.arguments import Argument
from haliax_mypy.calls.telling import Told


def place_of(error: Fault, call: Sequence[Told]) -> Expression:
    """The argument at fault: the first that is no array, or the last array if it does not go with another one."""
    arrays = [argument for _, argument, _ in _arrays(call)]
    asked = [argument for part in call for argument in part.arguments if part.parameter.want.kind is not Kind.NOTHING]
    others = [argument for argument in asked if not any(argument is array for array in arrays)]
    if others and not (len(arrays) > 1 and error.kind == "broadcast"):
        return others[0].expr
    return arrays[-1].expr if arrays else call[-1].arguments[-1].expr


def note_of(call: Sequence[Told]) -> str:
    """What the axes of each array are, if the sentence of the error does not say it all."""
    arrays = [(written(argument.expr) or name, axes) for name, argument, axes in _arrays(call)]
    found = [(name, " or ".join(map(str, axes))) for name, axes in arrays if axes]
    if len(found) < 2 and not any(" or " in axes for _, axes in found):
        return ""
    return ", ".join(f"{name} is {axes}" for name, axes in found)


def _arrays(call: Sequence[Told]) -> list[tuple[str, Argument, Sequence[Axes]]]:
    """The arrays of a call: the parameter, the argument, and the axes that it may have."""
    found: list[tuple[str, Argument, Sequence[Axes]]] = []
    for part in call:
        if part.parameter.want.kind in (Kind.ARRAY, Kind.OPERAND):
            for argument, values in zip(part.arguments, part.each, strict=True):
                numbers = [SCALAR if isinstance(value, int) else value for value in values]
                axes = [value for value in numbers if isinstance(value, Axes)]
                if axes or part.parameter.want.kind is Kind.ARRAY:
                    found.append((part.parameter.name, argument, axes))
    return found


def written(expr: Expression) -> str | None:
    """How a program writes an operand, if that is short."""
    if isinstance(expr, NameExpr):
        return expr.name
    if isinstance(expr, MemberExpr):
        owner = written(expr.expr)
        return f"{owner}.{expr.name}" if owner else None
    return None
