"""Axes that `dot` or `einsum` sums, and that one operand has: they are summed there before anything is multiplied.

`dot` takes them, as it takes any axis of its operands; most often it is a name that differs on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from haliax.pure import pattern
from haliax.pure.axes import Axes, select, union
from haliax.pure.matching import bound, match
from haliax.pure.operation import Operation
from haliax.pure.rules.contraction import NOT_GIVEN, dot, einsum, form_of
from haliax_mypy.calls.evaluation import evaluate
from haliax_mypy.calls.telling import Told, call_rule


@dataclass(frozen=True, slots=True)
class Alone:
    """An axis that is summed, and that one operand has.

    Attributes:
        name: Its name.
        owner: The operand that has it.
        others: The other operands.
    """

    name: str
    owner: Axes
    others: tuple[Axes, ...]


def unshared(operation: Operation[Any], call: Sequence[Told]) -> str:
    """What is doubtful about a contraction; empty if nothing is, or not whichever alternative comes."""
    find = _FINDERS.get(operation)
    if find is None:
        return ""
    parameters = [part.parameter for part in call]
    found = evaluate(
        operation.told,
        lambda *values: call_rule(find, parameters, values),
        *(part.alternatives for part in call),
    )
    alone = [one for one in found.results if isinstance(one, Alone)]
    if not alone or len(alone) < len(found.results):
        return ""
    name, owner = alone[0].name, alone[0].owner
    others = " and ".join(map(str, alone[0].others))
    lack = "has not" if len(alone[0].others) == 1 else "have not"
    return (
        f"{operation.told}: sums axis '{name}' of {owner}, which {others} {lack}; "
        f"rename the axis that should meet it, or sum before: x.sum('{name}')"
    )


def _in_dot(*arrays: Any, axis: Any = NOT_GIVEN, out_axes: object = None) -> Alone | None:
    axis, arrays = form_of(arrays, axis, Axes)
    operands = [array for array in arrays if isinstance(array, Axes)]
    if axis is None or len(operands) < len(arrays):
        return None  # all axes are summed
    return _alone(select(union(*operands), axis).names, operands)


def _in_einsum(equation: str, *arrays: Axes, **aliases: Any) -> Alone | None:
    read = pattern.equation(equation)
    kept = read.out.names
    if read.operands[0].by_name:
        return _alone([bound(name, aliases).name for name in read.operands[0].names if name not in kept], arrays)
    summed: list[str] = []
    for side, array in zip(read.operands, arrays, strict=True):
        found = zip(side.names, match(read, side, array, aliases).axes, strict=True)
        summed += [axis.name for name, axis in found if axis is not None and name not in kept]
    return _alone(summed, arrays)


def _alone(summed: Iterable[str], operands: Sequence[Axes]) -> Alone | None:
    """The first of some axes that one of several operands has, as far as that is certain."""
    for name in summed:
        has = [array.has(name) for array in operands]
        if has.count(True) == 1 and has.count(False) == len(has) - 1 > 0:
            others = [array for array in operands if not array.has(name)]
            return Alone(name, operands[has.index(True)], tuple(others))
    return None


_FINDERS: Final[Mapping[Operation[Any], Callable[..., Alone | None]]] = {dot: _in_dot, einsum: _in_einsum}
