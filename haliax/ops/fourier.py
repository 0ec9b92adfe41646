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

from haliax.axis import Axis, AxisSelection, AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import axis_of, known, parts_of
from haliax.ops._declare import applied, published
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import AxisKey, entries
from haliax.pure.operation import Operation
from haliax.pure.rules import fourier as rules

AxisSizeLike: TypeAlias = int | Axis | None
"""How long a transform is: a number, an axis of that size, or None for as long as the axis is."""

AxisMapping: TypeAlias = Mapping[AxisKey, AxisSizeLike]
"""The axes to transform, in order, and how long each transform is."""

_DOC = """

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
    operation: Operation[Any], signatures: Signatures, axis: Any, is_mapping: bool
) -> tuple[tuple[int, ...], tuple[int | None, ...], Names]:
    axes = known(signatures[0])
    wanted = dict(axis) if is_mapping else axis
    out = operation.rule(axes, wanted)
    chosen = rules.transformed(axes, wanted)
    places = tuple(axes.names.index(part.name) for part in chosen)
    return places, tuple(part.length for part in chosen), out.names


def _transform(
    operation: Operation[Any], one: Callable[..., Any], many: Callable[..., Any] | None, what: str, example: str
) -> Any:
    """Declares a transform from the kernels of one and of several axes."""

    def op(
        a: NamedArray,
        axis: AxisSelector | Sequence[AxisSelector] | AxisMapping | None = None,
        norm: str | None = None,
    ) -> NamedArray:
        values, signature = parts_of(operation, a)
        key = tuple(axis.items()) if isinstance(axis, Mapping) else axis
        places, sizes, out = _transforming(operation, (signature,), key, isinstance(axis, Mapping))
        if len(places) == 1 or many is None:
            return wrap(one(values, sizes[0], places[0], norm), out)
        # jax takes the lengths of all axes or of none.
        last = 2 * (values.shape[places[-1]] - 1) if operation is rules.irfft else values.shape[places[-1]]
        whole = [*(values.shape[at] for at in places[:-1]), last]
        lengths = [size if length is None else length for size, length in zip(whole, sizes, strict=True)]
        return wrap(many(values, lengths, places, norm), out)

    single = " Only one." if many is None else ""
    return published(operation, op, f"{what} along some axes", _DOC.format(example=example, single=single))


fft = _transform(rules.fft, jnp.fft.fft, jnp.fft.fftn, "Fourier transform", "[batch, time] -> [batch, time]")
ifft = _transform(
    rules.ifft, jnp.fft.ifft, jnp.fft.ifftn, "Inverse Fourier transform", "[batch, time] -> [batch, time]"
)
rfft = _transform(
    rules.rfft, jnp.fft.rfft, jnp.fft.rfftn, "Fourier transform of real values", "[time=8], axis=time -> [time=5]"
)
irfft = _transform(rules.irfft, jnp.fft.irfft, jnp.fft.irfftn, "Inverse of `rfft`", "[time=5], axis=time -> [time=8]")
hfft = _transform(
    rules.hfft, jnp.fft.hfft, None, "Fourier transform of values with Hermitian symmetry", "[time=5] -> [time=8]"
)
ihfft = _transform(rules.ihfft, jnp.fft.ihfft, None, "Inverse of `hfft`", "[time=8] -> [time=5]")


@settled
def _shifting(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], axes: AxisSelection | None
) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axes)
    chosen = array.names if axes is None else [axis.name for axis in entries(axes)]
    return kernel(operation.told, compute, axes=tuple(map(array.names.index, chosen))), out.names


@implements(rules.fftshift, is_placed=True)
def fftshift(x: NamedArray, axes: AxisSelection | None = None) -> NamedArray:
    """The array with frequency 0 moved to the middle of the axes, by default of all. The axes stay.

    Axes: `[batch, time], axes=time -> [batch, time]`

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return applied(rules.fftshift, _shifting, x, jnp.fft.fftshift, axes)


@implements(rules.ifftshift, is_placed=True)
def ifftshift(x: NamedArray, axes: AxisSelection | None = None) -> NamedArray:
    """The inverse of `fftshift`.

    Axes: `[batch, time], axes=time -> [batch, time]`

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    return applied(rules.ifftshift, _shifting, x, jnp.fft.ifftshift, axes)


@implements(rules.fftfreq)
def fftfreq(axis: Axis, d: float = 1.0) -> NamedArray:
    """The frequencies of `fft` along an axis, in cycles per unit of `d`.

    Axes: `time -> [time]`

    Args:
        axis: The axis of the samples.
        d: The distance between two samples.
    """
    samples = axis_of(rules.fftfreq, axis)
    return wrap(jnp.fft.fftfreq(samples.size, d), rules.fftfreq.rule(samples).names)


@implements(rules.rfftfreq)
def rfftfreq(axis: Axis, d: float = 1.0) -> NamedArray:
    """The frequencies of `rfft` along an axis, in cycles per unit of `d`.

    Axes: `time=8 -> [time=5]`

    Args:
        axis: The axis of the samples; that of the result has its name, and half its size plus 1.
        d: The distance between two samples.
    """
    samples = axis_of(rules.rfftfreq, axis)
    return wrap(jnp.fft.rfftfreq(samples.size, d), rules.rfftfreq.rule(samples).names)
