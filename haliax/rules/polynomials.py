"""Polynomials: their coefficients lie along one axis, highest power first."""

from __future__ import annotations

from haliax import errors
from haliax.algebra import UNKNOWN, Axes, find, same, swap
from haliax.axis import Axis, AxisSelector, Unsized, name_of, size_of

DEFAULT_POLY_AXIS_NAME = "degree"
"""The axis of coefficients where no operand has a name for it."""


def _along(*operands: Axes) -> str | None:
    """The name of the axis of coefficients: that of the first operand with an axis. None if that cannot be told.

    Raises:
        AxisError: If an operand has more than one axis.
    """
    for operand in operands:
        if len(operand.known) > 1:
            raise errors.one_axis(operand)
    for operand in operands:
        if operand.known:
            return operand.names[0]
        if operand.is_open:
            return None
    return DEFAULT_POLY_AXIS_NAME


def _coefficients(name: str | None, size: int | None) -> Axes:
    if name is None:
        return UNKNOWN
    return Axes((name if size is None else Axis(name, size),))


def _count(operand: Axes) -> int | None:
    """How many coefficients an operand has, where that is known."""
    return size_of(operand.known[0]) if operand.known else None


def poly(seq_of_zeros: Axes) -> Axes:
    count = _count(seq_of_zeros)
    return _coefficients(_along(seq_of_zeros), None if count is None else count + 1)


def _longer(p1: Axes, p2: Axes) -> Axes:
    counts = (_count(p1), _count(p2))
    size = None if None in counts else max(count for count in counts if count is not None)
    return _coefficients(_along(p1, p2), size)


polyadd = polysub = _longer


def polymul(p1: Axes, p2: Axes) -> Axes:
    first, second = _count(p1), _count(p2)
    size = None if first is None or second is None else max(first, 1) + max(second, 1) - 1
    return _coefficients(_along(p1, p2), size)


def polydiv(p1: Axes, p2: Axes) -> tuple[Axes, Axes]:
    name, first, second = _along(p1, p2), _count(p1), _count(p2)
    quotient = None if first is None or second is None else max(first - second + 1, 1)
    return _coefficients(name, quotient), _coefficients(name, first)


def polyint(p: Axes, m: int = 1) -> Axes:
    count = _count(p)
    return _coefficients(_along(p), None if count is None else count + m)


def polyder(p: Axes, m: int = 1) -> Axes:
    count = _count(p)
    return _coefficients(_along(p), None if count is None else max(count - m, 0))


def polyval(p: Axes, x: Axes) -> Axes:
    _along(p)
    return x


def roots(p: Axes) -> Axes:
    count = _count(p)
    return _coefficients(_along(p), None if count is None else max(count - 1, 0))


def trim_zeros(f: Axes) -> Axes:
    return _coefficients(_along(f), None)


def vander(x: Axes, degree: AxisSelector) -> Axes:
    name = _along(x)
    if name is None:
        return UNKNOWN
    if not x.known:
        raise errors.one_axis(x)
    if name == name_of(degree):
        raise errors.taken(name, x)
    size = size_of(degree) if isinstance(degree, Axis | Unsized) else _count(x)
    find(x, name)
    return swap(x, name, [*x.known, name_of(degree) if size is None else Axis(name_of(degree), size)])


def polyfit(x: Axes, y: Axes, w: Axes | None = None) -> Axes:
    named = [operand for operand in (x, y, w) if operand is not None and operand.known]
    if len(named) > 1:
        same(*named)
    return _coefficients(_along(x, y), None)
