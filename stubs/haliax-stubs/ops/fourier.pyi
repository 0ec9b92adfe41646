# Written by `python -m tools.stubs`. Do not edit.
"""Discrete Fourier transforms, as in `jax.numpy.fft`.

The `axis` of a transform can be

- None: the last axis;
- the name of an axis;
- an `Axis`: the axis of this name, padded or cut to this size first;
- a sequence of these, or a dict from axes to lengths (None for as long as the axis is): several axes, in this order.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from haliax.axis import Axis, AxisSelection, AxisSelector
from haliax.core import NamedArray
from haliax.pure.axis import AxisKey

AxisSizeLike: TypeAlias = int | Axis | None
"""How long a transform is: a number, an axis of that size, or None for as long as the axis is."""

AxisMapping: TypeAlias = Mapping[AxisKey, AxisSizeLike]
"""The axes to transform, in order, and how long each transform is."""

def fft(
    a: NamedArray,
    axis: AxisSelector | Sequence[AxisSelector] | AxisMapping | None = None,
    norm: str | None = None,
) -> NamedArray:
    """Fourier transform along some axes.

    Axes: `[batch, time] -> [batch, time]`

    Args:
        a: The values.
        axis: The axes to transform, by default the last: a name, an `Axis` of another size to pad or cut to first, a
            sequence of these, or a dict from axes to lengths.
        norm: "backward", "ortho" or "forward", as in `jax.numpy.fft`.

    Raises:
        AxisError: If an axis is not there, or is named twice, or a length is below 1.
    """

def ifft(
    a: NamedArray,
    axis: AxisSelector | Sequence[AxisSelector] | AxisMapping | None = None,
    norm: str | None = None,
) -> NamedArray:
    """Inverse Fourier transform along some axes.

    Axes: `[batch, time] -> [batch, time]`

    Args:
        a: The values.
        axis: The axes to transform, by default the last: a name, an `Axis` of another size to pad or cut to first, a
            sequence of these, or a dict from axes to lengths.
        norm: "backward", "ortho" or "forward", as in `jax.numpy.fft`.

    Raises:
        AxisError: If an axis is not there, or is named twice, or a length is below 1.
    """

def rfft(
    a: NamedArray,
    axis: AxisSelector | Sequence[AxisSelector] | AxisMapping | None = None,
    norm: str | None = None,
) -> NamedArray:
    """Fourier transform of real values along some axes.

    Axes: `[time=8], axis=time -> [time=5]`

    Args:
        a: The values.
        axis: The axes to transform, by default the last: a name, an `Axis` of another size to pad or cut to first, a
            sequence of these, or a dict from axes to lengths.
        norm: "backward", "ortho" or "forward", as in `jax.numpy.fft`.

    Raises:
        AxisError: If an axis is not there, or is named twice, or a length is below 1.
    """

def irfft(
    a: NamedArray,
    axis: AxisSelector | Sequence[AxisSelector] | AxisMapping | None = None,
    norm: str | None = None,
) -> NamedArray:
    """Inverse of `rfft` along some axes.

    Axes: `[time=5], axis=time -> [time=8]`

    Args:
        a: The values.
        axis: The axes to transform, by default the last: a name, an `Axis` of another size to pad or cut to first, a
            sequence of these, or a dict from axes to lengths.
        norm: "backward", "ortho" or "forward", as in `jax.numpy.fft`.

    Raises:
        AxisError: If an axis is not there, or is named twice, or a length is below 1.
    """

def hfft(
    a: NamedArray,
    axis: AxisSelector | Sequence[AxisSelector] | AxisMapping | None = None,
    norm: str | None = None,
) -> NamedArray:
    """Fourier transform of values with Hermitian symmetry along some axes.

    Axes: `[time=5] -> [time=8]`

    Args:
        a: The values.
        axis: The axes to transform, by default the last: a name, an `Axis` of another size to pad or cut to first, a
            sequence of these, or a dict from axes to lengths. Only one.
        norm: "backward", "ortho" or "forward", as in `jax.numpy.fft`.

    Raises:
        AxisError: If an axis is not there, or is named twice, or a length is below 1.
    """

def ihfft(
    a: NamedArray,
    axis: AxisSelector | Sequence[AxisSelector] | AxisMapping | None = None,
    norm: str | None = None,
) -> NamedArray:
    """Inverse of `hfft` along some axes.

    Axes: `[time=8] -> [time=5]`

    Args:
        a: The values.
        axis: The axes to transform, by default the last: a name, an `Axis` of another size to pad or cut to first, a
            sequence of these, or a dict from axes to lengths. Only one.
        norm: "backward", "ortho" or "forward", as in `jax.numpy.fft`.

    Raises:
        AxisError: If an axis is not there, or is named twice, or a length is below 1.
    """

def fftshift(x: NamedArray, axes: AxisSelection | None = None) -> NamedArray:
    """The array with frequency 0 moved to the middle of the axes, by default of all. The axes stay.

    Axes: `[batch, time], axes=time -> [batch, time]`

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """

def ifftshift(x: NamedArray, axes: AxisSelection | None = None) -> NamedArray:
    """The inverse of `fftshift`.

    Axes: `[batch, time], axes=time -> [batch, time]`

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """

def fftfreq(axis: Axis, d: float = 1.0) -> NamedArray:
    """The frequencies of `fft` along an axis, in cycles per unit of `d`.

    Axes: `time -> [time]`

    Args:
        axis: The axis of the samples.
        d: The distance between two samples.
    """

def rfftfreq(axis: Axis, d: float = 1.0) -> NamedArray:
    """The frequencies of `rfft` along an axis, in cycles per unit of `d`.

    Axes: `time=8 -> [time=5]`

    Args:
        axis: The axis of the samples; that of the result has its name, and half its size plus 1.
        d: The distance between two samples.
    """
