"""`dot` and `einsum`: shared axes are multiplied, contracted axes are summed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from haliax.pure import errors, pattern
from haliax.pure.axes import ANY, SCALAR, Axes, drop, select, union
from haliax.pure.axis import AxisSelector, size_of
from haliax.pure.errors import WrongKind
from haliax.pure.matching import Bindings, Found, bound, check_bindings, concatenated, match
from haliax.pure.operation import Family
from haliax.pure.order import arrange
from haliax.pure.pattern import Dots, Name, Pattern
from haliax.pure.wants import Array, Ignored, Operand, OptionalSelection, Order, Plain

declare = Family("haliax.ops.contraction")

NOT_GIVEN: Final[Any] = object()
"""The axes to sum over, where they come first among the operands or not at all."""


def _dot(
    *arrays: Operand,
    axis: OptionalSelection = NOT_GIVEN,
    out_axes: Plain[Order | None] = None,
) -> Axes:
    try:
        axis, arrays = form_of(arrays, axis, Axes)
    except errors.Misuse as error:
        raise error if ANY not in arrays[:2] else WrongKind(error.text) from None  # it may be the axes
    if not arrays:
        raise errors.no_arrays()
    operands = [array for array in arrays if isinstance(array, Axes)]
    if len(operands) < len(arrays):
        raise errors.no_array(next(type(array).__name__ for array in arrays if not isinstance(array, Axes)))
    total = union(*operands)
    out = SCALAR if axis is None else drop(total, axis)
    return out if out_axes is None else arrange(out, out_axes)


dot = declare("dot", _dot, "dot")


def _outer(a: Array, b: Array) -> Axes:
    shared = [name for name in a.names if b.has(name)]
    if shared:
        raise errors.shared_axes(shared, a, b)
    if a.gap and a.gap == b.gap:  # what a row variable stands for is in both, so it is nothing
        a, b = replace(a, gap=None), replace(b, gap=None)
    return concatenated((a, b))


outer = declare("outer", _outer)


def form_of(operands: tuple[Any, ...], axis: Any, array: type) -> tuple[Any, tuple[Any, ...]]:
    """The axes to sum over and the arrays, in any form of a call of `dot`.

    The axes come as `axis`, or first, as in `dot("embed", x, w)` and `x.dot("embed", w)`.

    Args:
        operands: What was passed by position.
        axis: What was passed as `axis`.
        array: What an array is.

    Raises:
        Misuse: If the axes are not given.
    """
    if axis is not NOT_GIVEN:
        return axis, operands
    at = next((i for i, operand in enumerate(operands[:2]) if not isinstance(operand, array)), None)
    if at is None:
        raise errors.no_sum_axes(last=any(not isinstance(operand, array) for operand in operands))
    return operands[at], operands[:at] + operands[at + 1 :]


def _einsum(
    equation: Plain[str],
    *arrays: Array,
    precision: Ignored = None,  # here because all other keywords are aliases
    preferred_element_type: Ignored = None,
    _dot_general: Ignored = None,
    **axis_aliases: Plain[AxisSelector],
) -> Axes:
    if not arrays:
        raise errors.no_arrays()
    read = pattern.equation(equation)
    check_bindings(read, axis_aliases)
    if read.operands[0].by_name:
        return _by_name(read, union(*arrays), axis_aliases)
    return _by_position(read, arrays, axis_aliases)


einsum = declare("einsum", _einsum)


def _by_name(equation: Pattern, total: Axes, aliases: Bindings) -> Axes:
    left, out = equation.operands[0], equation.out
    names = list(left.names | out.names)
    found: dict[str, Found] = dict(zip(names, select(total, [bound(n, aliases) for n in names]).known, strict=True))
    rest = drop(total, tuple(axis for axis in found.values() if axis is not None))
    parts = _parts(equation, found, rest)
    # Axes that are not spoken of stay, in front. `...` on the left speaks of them all.
    return concatenated(parts if out.dots or left.dots else [rest, *parts])


def _by_position(equation: Pattern, arrays: Sequence[Axes], aliases: Bindings) -> Axes:
    if len(arrays) != len(equation.operands):
        raise errors.wrong_arrays(equation.text, len(equation.operands), len(arrays))
    matches = [match(equation, side, array, aliases) for side, array in zip(equation.operands, arrays, strict=True)]
    found: dict[str, Found] = {}
    for side, matched in zip(equation.operands, matches, strict=True):
        for identifier, axis in zip(side.names, matched.axes, strict=True):
            found[identifier] = _one_axis(identifier, found.get(identifier), axis)
    union(*arrays)  # one name has one size, whatever identifies it
    rest = union(*(matched.rest for matched in matches))
    _one_identifier(found, rest)
    return concatenated(_parts(equation, found, rest))


def _one_axis(identifier: str, first: Found, second: Found) -> Found:
    """The axis that an identifier stands for in two arrays."""
    if first is None or second is None:
        return first or second
    if first.name != second.name:
        raise errors.two_axes(identifier, first.name, second.name)
    return second if size_of(first) is None else first


def _one_identifier(found: Mapping[str, Found], rest: Axes) -> None:
    """Each axis must be known by one identifier only, since arrays are multiplied by name."""
    known = {identifier: axis.name for identifier, axis in found.items() if axis is not None}
    of_name = dict.fromkeys(rest.names, "...")
    for identifier, name in known.items():
        other = of_name.setdefault(name, identifier)
        if other != identifier:
            raise errors.two_identifiers(other, identifier, name)


def _parts(equation: Pattern, found: Mapping[str, Found], rest: Axes) -> list[Axes]:
    """The axes that each item of the right side stands for."""
    parts: list[Axes] = []
    for item in equation.out.items:
        if isinstance(item, Dots):
            parts.append(rest)
        elif isinstance(item, Name):
            axis = found[item.text]
            parts.append(ANY if axis is None else Axes((axis,)))
    return parts
