"""`dot` and `einsum`: shared axes are multiplied, contracted axes are summed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import EllipsisType

from haliax import errors, pattern
from haliax.algebra import SCALAR, UNKNOWN, Axes, drop, select, union
from haliax.axis import AxisSelection, AxisSelector, name_of
from haliax.matching import Bindings, Found, bound, check_bindings, laid_out, match
from haliax.order import arrange
from haliax.pattern import Dots, Name, Pattern


def dot(
    *arrays: Axes,
    axis: AxisSelection | Axes | None,
    out_axes: Sequence[AxisSelector | EllipsisType] | None = None,
) -> Axes:
    if not arrays:
        raise errors.no_arrays()
    total = union(*arrays)
    out = SCALAR if axis is None else drop(total, axis)
    return out if out_axes is None else arrange(out, out_axes)


def einsum(
    equation: str,
    *arrays: Axes,
    precision: object = None,  # here because all other keywords are aliases
    preferred_element_type: object = None,
    _dot_general: object = None,
    **axis_aliases: AxisSelector,
) -> Axes:
    if not arrays:
        raise errors.no_arrays()
    read = pattern.equation(equation)
    check_bindings(read, axis_aliases)
    if read.operands[0].by_name:
        return _by_name(read, union(*arrays), axis_aliases)
    return _by_position(read, arrays, axis_aliases)


def _by_name(equation: Pattern, total: Axes, aliases: Bindings) -> Axes:
    left, out = equation.operands[0], equation.out
    names = list(left.names | out.names)
    found = dict(zip(names, select(total, [bound(n, aliases) for n in names]).known, strict=True))
    rest = drop(total, tuple(found.values()))
    parts = _parts(equation, found, rest)
    # Axes that are not spoken of stay, in front. `...` on the left speaks of them all.
    return laid_out(parts if out.dots or left.dots else [rest, *parts])


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
    return laid_out(_parts(equation, found, rest))


def _one_axis(identifier: str, first: Found, second: Found) -> Found:
    """The axis that an identifier stands for in two arrays."""
    if first is None or second is None:
        return first or second
    if name_of(first) != name_of(second):
        raise errors.two_axes(identifier, name_of(first), name_of(second))
    return second if isinstance(first, str) else first


def _one_identifier(found: Mapping[str, Found], rest: Axes) -> None:
    """Each axis must be known by one identifier only, since arrays are multiplied by name."""
    known = {identifier: name_of(axis) for identifier, axis in found.items() if axis is not None}
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
            parts.append(UNKNOWN if axis is None else Axes((axis,)))
    return parts
