"""Discrete Fourier transforms: the axes keep their names, and some change their size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from haliax.pure import errors
from haliax.pure.axes import Axes, find, having, resize, select
from haliax.pure.axis import Axis, AxisSelector, as_axis, entries, is_size_said, name_of, of_size, size_of
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalSelection, Plain, Selector

declare = Family("haliax.ops.fourier")

Lengths: TypeAlias = Mapping[AxisSelector, int | Axis | None]
"""How long the transform along each axis is; None for as long as the axis."""

Resizing: TypeAlias = Callable[[int | None, int | None], int | None]
"""The size of a transformed axis, from its old one and the length that was asked for; None where it is not known."""


Along: TypeAlias = AxisSelector | Sequence[AxisSelector] | Lengths | None
"""The axes to transform, in any form."""


class Transformed(NamedTuple):
    """One axis to transform.

    Attributes:
        name: Its name.
        length: How long the transform is; None for as long as the axis, or not known.
        is_said: Whether a length was given.
    """

    name: str
    length: int | None
    is_said: bool


def transformed(a: Axes, axis: Along) -> list[Transformed]:
    """The axes to transform, in order, and how long each transform is, where that is given.

    Raises:
        AxisError: If an axis is not there, or is named twice, or a length is below 1.
    """
    if axis is None:
        chosen = [Transformed(name, None, False) for name in a.names[-1:]]
    elif isinstance(axis, Mapping):
        chosen = [_of_length(key, value) for key, value in axis.items()]
    else:
        chosen = [Transformed(entry.name, size_of(entry), is_size_said(entry)) for entry in entries(axis)]
    if not chosen:
        raise errors.no_axes("a Fourier transform")
    select(a, tuple(name for name, *_ in chosen))
    for name, length, _ in chosen:
        if length is not None and length < 1:
            raise errors.too_short(name, length)
    return chosen


def _of_length(key: AxisSelector, value: int | Axis | None) -> Transformed:
    if isinstance(value, int):
        return Transformed(name_of(key), value, True)
    given = as_axis(key if value is None else value)
    if given.name != name_of(key):
        raise errors.length_of_another(name_of(key), given)
    return Transformed(given.name, size_of(given), is_size_said(given))


def _full(size: int | None, length: int | None) -> int | None:
    return size if length is None else length


def _half(size: int | None, length: int | None) -> int | None:
    total = _full(size, length)
    return None if total is None else total // 2 + 1


def _double(size: int | None, length: int | None) -> int | None:
    return length if length is not None or size is None else max(2 * (size - 1), 0)


def _transform(last: Resizing, *, single: bool = False) -> Callable[..., Axes]:
    """The rule of a transform that gives its last axis the size `last` says, and the others their length."""

    def rule(a: Array, axis: Plain[Along] = None) -> Axes:
        if axis is None and not (a.is_exact or a.tail):  # which axis is the last cannot be told
            if last is _full:
                return a
            return replace(a, head=tuple(of_size(name, None) for name in a.names), gap="" if a.is_open else None)
        chosen = transformed(a, axis)
        if single and len(chosen) > 1:
            raise errors.several_axes([name for name, *_ in chosen])
        out = a
        for i, (name, length, is_said) in enumerate(chosen):
            new_size = last if i == len(chosen) - 1 else _full
            is_vague = is_said and length is None
            out = resize(out, name, None if is_vague else new_size(size_of(find(a, name)), length))
        return out

    return rule


fft = declare("fft", _transform(_full))
ifft = declare("ifft", _transform(_full))
rfft = declare("rfft", _transform(_half))
irfft = declare("irfft", _transform(_double))
hfft = declare("hfft", _transform(_double, single=True))
ihfft = declare("ihfft", _transform(_half, single=True))


def _shift(x: Array, axes: OptionalSelection = None) -> Axes:
    return x if axes is None else having(x, axes)


fftshift = declare("fftshift", _shift)
ifftshift = declare("ifftshift", _shift)


def _fftfreq(axis: Selector) -> Axes:
    return Axes((as_axis(axis),))


fftfreq = declare("fftfreq", _fftfreq)


def _rfftfreq(axis: Selector) -> Axes:
    return Axes((of_size(name_of(axis), _half(size_of(axis), None)),))


rfftfreq = declare("rfftfreq", _rfftfreq)
