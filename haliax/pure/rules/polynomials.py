"""Polynomials: their coefficients lie along one axis, highest power first."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import ANY, Axes, find, same, swap
from haliax.pure.axis import is_size_said, name_of, of_size, size_of
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalArray, Plain, Selector

declare = Family("haliax.ops.polynomials")

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
    return ANY if name is None else Axes((of_size(name, size),))


def _count(operand: Axes) -> int | None:
    """How many coefficients an operand has, where that is known."""
    return size_of(operand.known[0]) if operand.known else None


def _poly(seq_of_zeros: Array) -> Axes:
    count = _count(seq_of_zeros)
    return _coefficients(_along(seq_of_zeros), None if count is None else count + 1)


poly = declare("poly", _poly)


def _longer(p1: Array, p2: Array) -> Axes:
    counts = (_count(p1), _count(p2))
    size = None if None in counts else max(count for count in counts if count is not None)
    return _coefficients(_along(p1, p2), size)


polyadd = declare("polyadd", _longer)
polysub = declare("polysub", _longer)


def _polymul(p1: Array, p2: Array) -> Axes:
    first, second = _count(p1), _count(p2)
    size = None if first is None or second is None else max(first, 1) + max(second, 1) - 1
    return _coefficients(_along(p1, p2), size)


polymul = declare("polymul", _polymul)


def _polydiv(p1: Array, p2: Array) -> tuple[Axes, Axes]:
    name, first, second = _along(p1, p2), _count(p1), _count(p2)
    quotient = None if first is None or second is None else max(first - second + 1, 1)
    return _coefficients(name, quotient), _coefficients(name, first)


polydiv = declare("polydiv", _polydiv)


def _polyint(p: Array, m: Plain[int] = 1) -> Axes:
    count = _count(p)
    return _coefficients(_along(p), None if count is None else count + m)


polyint = declare("polyint", _polyint)


def _polyder(p: Array, m: Plain[int] = 1) -> Axes:
    count = _count(p)
    return _coefficients(_along(p), None if count is None else max(count - m, 0))


polyder = declare("polyder", _polyder)


def _polyval(p: Array, x: Array) -> Axes:
    _along(p)
    return x


polyval = declare("polyval", _polyval)


def _roots(p: Array) -> Axes:
    count = _count(p)
    return _coefficients(_along(p), None if count is None else max(count - 1, 0))


roots = declare("roots", _roots)


def _trim_zeros(f: Array) -> Axes:
    return _coefficients(_along(f), None)


trim_zeros = declare("trim_zeros", _trim_zeros)


def _vander(x: Array, degree: Selector) -> Axes:
    name = _along(x)
    if name is None:
        return ANY
    if not x.known:
        raise errors.one_axis(x)
    if name == name_of(degree):
        raise errors.taken(name, x)
    size = size_of(degree) if is_size_said(degree) else _count(x)
    find(x, name)
    return swap(x, name, [*x.known, of_size(name_of(degree), size)])


vander = declare("vander", _vander)


def _polyfit(x: Array, y: Array, w: OptionalArray = None) -> Axes:
    named = [operand for operand in (x, y, w) if operand is not None and operand.known]
    if len(named) > 1:
        same(*named)
    return _coefficients(_along(x, y), None)


polyfit = declare("polyfit", _polyfit)
