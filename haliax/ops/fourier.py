"""Discrete Fourier transforms, as in `jax.numpy.fft`.

The `axis` of a transform can be

- None: the last axis;
- the name of an axis;
- an `Axis`: the axis of this name, padded or cut to this size first;
- a sequence of these, or a dict from axes to lengths (None for as long as the axis is): several axes, in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import jax.numpy as jnp

from haliax.axis import Axis, AxisSelection, AxisSelector, entries, name_of
from haliax.core import NamedArray, axes_of, wrap
from haliax.ops._declare import published
from haliax.ops._plan import array_of, axis_of, settled
from haliax.rules import fourier as rules

AxisSizeLike: TypeAlias = int | Axis | None
"""How long a transform is: a number, an axis of that size, or None for as long as the axis is."""

AxisMapping: TypeAlias = Mapping[AxisSelector, AxisSizeLike]
"""The axes to transform, in order, and how long each transform is."""

Names = tuple[str, ...]
Shape = tuple[int, ...]

_DOC = """{what} along some axes.

Axes: `{example}`

Args:
    a: The values.
    axis: The axes to transform, by default the last: a name, an `Axis` of another size to pad or cut to first, a
        sequence of these, or a dict from axes to lengths.{single}
    norm: "backward", "ortho" or "forward", as in `jax.numpy.fft`.

Raises:
    AxisError: If an axis is not there, or is named twice, or a length is below 1.
"""


@settled
def _transforming(
    op: str, rule: Callable[..., Any], names: Names, shape: Shape, axis: Any, is_mapping: bool
) -> tuple[tuple[int, ...], tuple[int | None, ...]]:
    axes = axes_of(names, shape)
    wanted = dict(axis) if is_mapping else axis
    rule(axes, wanted)
    chosen = rules.lengths(axes, wanted)
    return tuple(names.index(name) for name, _ in chosen), tuple(length for _, length in chosen)


def _transform(name: str, one: Callable[..., Any], many: Callable[..., Any] | None, what: str, example: str) -> Any:
    """Declares a transform from the kernels of one and of several axes."""
    rule = getattr(rules, name)

    def op(
        a: NamedArray,
        axis: AxisSelector | Sequence[AxisSelector] | AxisMapping | None = None,
        norm: str | None = None,
    ) -> NamedArray:
        values = array_of(name, a).array
        is_mapping = isinstance(axis, Mapping)
        key = tuple(axis.items()) if isinstance(axis, Mapping) else axis
        places, sizes = _transforming(name, rule, a.axis_names, values.shape, key, is_mapping)
        if len(places) == 1 or many is None:
            return wrap(one(values, sizes[0], places[0], norm), a.axis_names)
        # jax takes the lengths of all axes or of none.
        last = 2 * (values.shape[places[-1]] - 1) if name == "irfft" else values.shape[places[-1]]
        whole = [*(values.shape[at] for at in places[:-1]), last]
        lengths = [size if length is None else length for size, length in zip(whole, sizes, strict=True)]
        return wrap(many(values, lengths, places, norm), a.axis_names)

    single = " Only one." if many is None else ""
    return published(op, name, __name__, _DOC.format(what=what, example=example, single=single))


fft = _transform("fft", jnp.fft.fft, jnp.fft.fftn, "Fourier transform", "[batch, time] -> [batch, time]")
ifft = _transform("ifft", jnp.fft.ifft, jnp.fft.ifftn, "Inverse Fourier transform", "[batch, time] -> [batch, time]")
rfft = _transform(
    "rfft", jnp.fft.rfft, jnp.fft.rfftn, "Fourier transform of real values", "[time=8], axis=time -> [time=5]"
)
irfft = _transform("irfft", jnp.fft.irfft, jnp.fft.irfftn, "Inverse of `rfft`", "[time=5], axis=time -> [time=8]")
hfft = _transform(
    "hfft", jnp.fft.hfft, None, "Fourier transform of values with Hermitian symmetry", "[time=5] -> [time=8]"
)
ihfft = _transform("ihfft", jnp.fft.ihfft, None, "Inverse of `hfft`", "[time=8] -> [time=5]")


@settled
def _places(op: str, names: Names, shape: Shape, axes: AxisSelection | None) -> tuple[int, ...]:
    rules.fftshift(axes_of(names, shape), axes)
    chosen = names if axes is None else tuple(map(name_of, entries(axes)))
    return tuple(names.index(name) for name in chosen)


def fftshift(x: NamedArray, axes: AxisSelection | None = None) -> NamedArray:
    """The array with frequency 0 moved to the middle of the axes, by default of all. The axes stay.

    Axes: `[batch, time], axes=time -> [batch, time]`

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    values = array_of("fftshift", x).array
    return wrap(jnp.fft.fftshift(values, _places("fftshift", x.axis_names, values.shape, axes)), x.axis_names)


def ifftshift(x: NamedArray, axes: AxisSelection | None = None) -> NamedArray:
    """The inverse of `fftshift`.

    Axes: `[batch, time], axes=time -> [batch, time]`

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    values = array_of("ifftshift", x).array
    return wrap(jnp.fft.ifftshift(values, _places("ifftshift", x.axis_names, values.shape, axes)), x.axis_names)


def fftfreq(axis: Axis, d: float = 1.0) -> NamedArray:
    """The frequencies of `fft` along an axis, in cycles per unit of `d`.

    Axes: `time -> [time]`

    Args:
        axis: The axis of the samples.
        d: The distance between two samples.
    """
    samples = axis_of("fftfreq", axis)
    return wrap(jnp.fft.fftfreq(samples.size, d), (samples.name,))


def rfftfreq(axis: Axis, d: float = 1.0) -> NamedArray:
    """The frequencies of `rfft` along an axis, in cycles per unit of `d`.

    Axes: `time=8 -> [time=5]`

    Args:
        axis: The axis of the samples; that of the result has its name, and half its size plus 1.
        d: The distance between two samples.
    """
    samples = axis_of("rfftfreq", axis)
    return wrap(jnp.fft.rfftfreq(samples.size, d), (samples.name,))
