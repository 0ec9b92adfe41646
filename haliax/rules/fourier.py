"""Discrete Fourier transforms: the axes keep their names, and some change their size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from haliax import errors
from haliax.algebra import Axes, find, select, swap
from haliax.axis import Axis, AxisSelection, AxisSelector, Unsized, entries, name_of, size_of

Lengths: TypeAlias = Mapping[AxisSelector, int | Axis | None]
"""How long the transform along each axis is; None for as long as the axis."""

Resize: TypeAlias = Callable[[int | None, int | None], int | None]
"""The size of a transformed axis, from its old one and the length that was asked for; None where it is not known."""


def lengths(a: Axes, axis: AxisSelector | Sequence[AxisSelector] | Lengths | None) -> list[tuple[str, int | None]]:
    """The axes to transform, in order, and how long each transform is, where that is given.

    Raises:
        AxisError: If an axis is not there, or is named twice, or a length is below 1.
    """
    if axis is None:
        if not a.known:
            raise errors.no_axes("a Fourier transform")
        chosen: list[tuple[str, int | None]] = [(a.names[-1], None)]
    elif isinstance(axis, Mapping):
        chosen = [(name_of(key), _length(key, value)) for key, value in axis.items()]
    else:
        chosen = [(name_of(entry), size_of(entry)) for entry in entries(axis)]
    if not chosen:
        raise errors.no_axes("a Fourier transform")
    select(a, tuple(name for name, _ in chosen))
    for name, length in chosen:
        if isinstance(length, int) and length < 1:
            raise errors.too_short(name, length)
    return chosen


def _length(key: AxisSelector, value: int | Axis | None) -> int | None:
    if isinstance(value, Axis | Unsized):
        if name_of(value) != name_of(key):
            raise errors.length_of_another(name_of(key), value)
        return size_of(value)
    return size_of(key) if value is None else value


def _unsized(axis: AxisSelector | Sequence[AxisSelector] | Lengths | None) -> set[str]:
    """The axes that are transformed with a length of which a checker knows only that it is given."""
    if axis is None:
        return set()
    if isinstance(axis, Mapping):
        lengths = {name_of(key): key if value is None else value for key, value in axis.items()}
        return {name for name, length in lengths.items() if isinstance(length, Unsized)}
    return {entry for entry in entries(axis) if isinstance(entry, Unsized)}


def _full(size: int | None, length: int | None) -> int | None:
    return size if length is None else length


def _half(size: int | None, length: int | None) -> int | None:
    total = _full(size, length)
    return None if total is None else total // 2 + 1


def _double(size: int | None, length: int | None) -> int | None:
    return length if length is not None or size is None else max(2 * (size - 1), 0)


def _transform(last: Resize, *, single: bool = False) -> Callable[..., Axes]:
    """The rule of a transform that gives its last axis the size `last` says, and the others their length."""

    def rule(a: Axes, axis: AxisSelector | Sequence[AxisSelector] | Lengths | None = None) -> Axes:
        if axis is None and not (a.is_exact or a.tail):  # which axis is the last cannot be told
            return replace(a, head=a.names, gap="" if a.is_open else None)
        chosen = lengths(a, axis)
        if single and len(chosen) > 1:
            raise errors.several_axes([name for name, _ in chosen])
        vague = _unsized(axis)
        out = a
        for i, (name, length) in enumerate(chosen):
            resize = last if i == len(chosen) - 1 else _full
            size = None if name in vague else resize(size_of(find(a, name)), length)
            out = swap(out, name, [name if size is None else Axis(name, size)])
        return out

    rule.__module__ = __name__
    return rule


fft = ifft = _transform(_full)
rfft = _transform(_half)
irfft = _transform(_double)
hfft = _transform(_double, single=True)
ihfft = _transform(_half, single=True)


def _shift(x: Axes, axes: AxisSelection | Axes | None = None) -> Axes:
    if axes is not None:
        select(x, axes)
    return x


fftshift = ifftshift = _shift


def fftfreq(axis: AxisSelector) -> Axes:
    return Axes((axis,))


def rfftfreq(axis: AxisSelector) -> Axes:
    size = _half(size_of(axis), None)
    return Axes((axis if size is None else Axis(name_of(axis), size),))
