"""Convolutions along named axes, and their transposes.

The axes of an input that a layer does not name are batches: there may be any number of them, anywhere.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from math import prod, sqrt
from typing import Any, Self

import equinox as eqx
import jax
import jax.numpy as jnp

from haliax.axis import Axis, AxisSelection
from haliax.core import NamedArray, wrap
from haliax.haxtyping import Shaped
from haliax.nn._channels import name_in_weight
from haliax.nn._convolving import convolve
from haliax.nn.layer import Layer, maps
from haliax.ops._explicit import by_names
from haliax.pure import window_errors as errors
from haliax.pure.axes import exactly
from haliax.pure.axis import entries, is_size_said, name_of
from haliax.pure.errors import Fault, WrongKind, no_size
from haliax.pure.operation import Operation
from haliax.pure.rules.convolution import Moves, convolved
from haliax.pure.windows import Padding, Pair, Window, numbers, paddings

_CONV = Operation("Conv", __name__, convolved)
_TRANSPOSE = Operation("ConvTranspose", __name__, convolved)


class Conv(Layer, axes="Spatial: In -> Out"):
    """A convolution: at each place a window of the input is multiplied with the weight and summed up.

    Axes: `height width: in -> out`, `[batch, in, height, width] -> [batch, out, height, width]`

    The channels that come out stand where those that go in stood. Sizes are those of torch.

    Attributes:
        Spatial: The axes along which the window moves. Their sizes, if they say one, do not matter.
        In: The channels that go in.
        Out: The channels that come out. They may have the name of those that go in.
        weight: `[Out, In, *Spatial]`, with as many channels that go in as a group has. If both have one name, those
            that go in have it with `_in` after it.
        bias: `[Out]`, what is added; or None.
        kernel_size: How long the window is along each spatial axis.
        stride: How far it moves.
        padding: How many zeros are put before and after each spatial axis, or "SAME" or "SAME_LOWER".
        dilation: How far the elements of the window are apart.
        groups: How many groups of channels there are, each convolved by itself.
    """

    Spatial: tuple[str | Axis, ...] = eqx.field(static=True)
    In: Axis = eqx.field(static=True)
    Out: Axis = eqx.field(static=True)
    weight: Shaped[NamedArray, "{*Out *In *Spatial}"]
    bias: Shaped[NamedArray, "{*Out}"] | None
    kernel_size: tuple[int, ...] = eqx.field(static=True)
    stride: tuple[int, ...] = eqx.field(static=True)
    padding: tuple[Pair, ...] | str = eqx.field(static=True)
    dilation: tuple[int, ...] = eqx.field(static=True)
    groups: int = eqx.field(static=True)

    @classmethod
    def init(
        cls,
        Spatial: AxisSelection,
        In: Axis,
        Out: Axis,
        kernel_size: int | Sequence[int],
        *,
        stride: int | Sequence[int] = 1,
        padding: Padding = 0,
        dilation: int | Sequence[int] = 1,
        groups: int = 1,
        use_bias: bool = True,
        key: jax.Array,
    ) -> Self:
        """A layer with random parameters, uniform within the bounds that torch has.

        Args:
            Spatial: The axes along which the window moves.
            In: The channels that go in.
            Out: The channels that come out.
            kernel_size: How long the window is: one number, or one for each spatial axis.
            stride: How far it moves.
            padding: How many zeros are put around the elements: one number, a number for each spatial axis, or for each
                a pair, before and after; "VALID" for none; "SAME" or "SAME_LOWER" for as many as give a window for
                each element that the stride comes to, an odd one after the elements or before.
            dilation: How far the elements of the window are apart.
            groups: Into how many groups channels are dealt out.
            use_bias: Whether there is a bias.
            key: A key of `jax.random`.

        Raises:
            AxisError: If an axis is named twice, the channels have no sizes or cannot be dealt out to the groups, or
                there are more numbers than spatial axes.
        """
        with _within(f"{cls.__name__}.init"):
            return cls(**_parts(Spatial, In, Out, kernel_size, stride, padding, dilation, groups, use_bias, key))

    @maps("Spatial In => Spatial Out")
    def __call__(self, inputs: NamedArray, *, key: jax.Array | None = None) -> NamedArray:
        """The convolution of an array.

        Args:
            inputs: The array, with the channels that go in and the spatial axes. Its other axes are batches.
            key: Is not used.

        Raises:
            AxisError: If an axis is not there, there are channels of the name of those that come out, or the window is
                longer than an axis.
        """
        moves = _moves(self.kernel_size, self.stride, self.padding, self.dilation)
        return _applied(inputs, self, _CONV, moves)

    def _state_dict_layout(self) -> dict[str, dict[str, AxisSelection]]:
        kernel = {name: name for name in map(name_of, self.Spatial)}
        weight: dict[str, AxisSelection] = {"Out": self.Out.name, "In": name_in_weight(self.In, self.Out), **kernel}
        return {"weight": weight, "bias": {"Out": self.Out}}


class ConvTranspose(Layer, axes="Spatial: In -> Out"):
    """The transpose of a convolution: of the input's elements, set apart by the stride, a convolution with stride 1.

    Axes: `height width: in -> out`, `[batch, in, height, width] -> [batch, out, height, width]`

    Its sizes are those that a convolution with the same numbers brings to the sizes of the input; of the several there
    may be the least, unless `output_padding` says more. The weight is not flipped: torch stores it the other way round
    along each spatial axis.

    Attributes:
        Spatial: The axes along which the window moves. Their sizes, if they say one, do not matter.
        In: The channels that go in.
        Out: The channels that come out. They may have the name of those that go in.
        weight: `[Out, In, *Spatial]`, with as many channels that go in as a group has. If both have one name, those
            that go in have it with `_in` after it.
        bias: `[Out]`, what is added; or None.
        kernel_size: How long the window is along each spatial axis.
        stride: How far the elements are set apart.
        padding: How many zeros the convolution that this is the transpose of puts before and after each spatial axis,
            or "SAME" or "SAME_LOWER".
        output_padding: How many more elements come out along each spatial axis.
        dilation: How far the elements of the window are apart.
        groups: How many groups of channels there are, each convolved by itself.
    """

    Spatial: tuple[str | Axis, ...] = eqx.field(static=True)
    In: Axis = eqx.field(static=True)
    Out: Axis = eqx.field(static=True)
    weight: Shaped[NamedArray, "{*Out *In *Spatial}"]
    bias: Shaped[NamedArray, "{*Out}"] | None
    kernel_size: tuple[int, ...] = eqx.field(static=True)
    stride: tuple[int, ...] = eqx.field(static=True)
    padding: tuple[Pair, ...] | str = eqx.field(static=True)
    output_padding: tuple[int, ...] = eqx.field(static=True)
    dilation: tuple[int, ...] = eqx.field(static=True)
    groups: int = eqx.field(static=True)

    @classmethod
    def init(
        cls,
        Spatial: AxisSelection,
        In: Axis,
        Out: Axis,
        kernel_size: int | Sequence[int],
        *,
        stride: int | Sequence[int] = 1,
        padding: Padding = 0,
        output_padding: int | Sequence[int] = 0,
        dilation: int | Sequence[int] = 1,
        groups: int = 1,
        use_bias: bool = True,
        key: jax.Array,
    ) -> Self:
        """A layer with random parameters. See `Conv.init`.

        Args:
            Spatial: The axes along which the window moves.
            In: The channels that go in.
            Out: The channels that come out.
            kernel_size: How long the window is: one number, or one for each spatial axis.
            stride: How far the elements are set apart.
            padding: The padding of the convolution that this is the transpose of. It takes elements away.
            output_padding: How many more elements come out, of all sizes that the convolution brings to one.
            dilation: How far the elements of the window are apart.
            groups: Into how many groups channels are dealt out.
            use_bias: Whether there is a bias.
            key: A key of `jax.random`.

        Raises:
            AxisError: As of `Conv.init`, and if the output padding is not less than the stride or the dilation.
        """
        with _within(f"{cls.__name__}.init"):
            parts = _parts(Spatial, In, Out, kernel_size, stride, padding, dilation, groups, use_bias, key)
            names = tuple(axis.name for axis in entries(Spatial))
            more = numbers("the output padding", output_padding, names, 0)
            for one in zip(names, more, parts["stride"], parts["dilation"], strict=True):
                if one[1] >= max(one[2:]):
                    raise errors.too_much_more(*one)
            return cls(**parts, output_padding=more)

    @maps("Spatial In => Spatial Out")
    def __call__(self, inputs: NamedArray, *, key: jax.Array | None = None) -> NamedArray:
        """The transposed convolution of an array.

        Args:
            inputs: The array, with the channels that go in and the spatial axes. Its other axes are batches.
            key: Is not used.

        Raises:
            AxisError: If an axis is not there, there are channels of the name of those that come out, or the padding
                takes all away.
        """
        moves = _moves(self.kernel_size, self.stride, self.padding, self.dilation, self.output_padding)
        return _applied(inputs, self, _TRANSPOSE, moves)

    def flatten_for_export(self) -> ConvTranspose:
        """The layer with its weight as torch has it: `[In, Out of a group, *Spatial]`, and turned round."""
        weight = self.weight.rearrange(self._names_in_weight())
        turned = _with_channels_swapped(weight.array, self.groups, self.Out.size)
        In, Out, *spatial = (weight.axis_names[1], weight.axis_names[0], *weight.axis_names[2:])
        return dataclasses.replace(self, weight=wrap(turned, (In, Out, *spatial)))

    def unflatten_from_export(self, template: ConvTranspose) -> ConvTranspose:
        """The inverse of `flatten_for_export`.

        Args:
            template: A layer whose weight has its axes in the order that is wanted.
        """
        turned = _with_channels_swapped(self.weight.array, self.groups, self.In.size)
        weight = wrap(turned, self._names_in_weight()).rearrange(template.weight.axis_names)
        return dataclasses.replace(self, weight=weight)

    def _names_in_weight(self) -> tuple[str, ...]:
        return (self.Out.name, name_in_weight(self.In, self.Out), *map(name_of, self.Spatial))


def _with_channels_swapped(weight: jax.Array, groups: int, first: int) -> jax.Array:
    """A weight `[a, b of a group, ...]` as `[b, a of a group, ...]`, turned round in the rest; `first` is all of a."""
    in_groups = weight.reshape(groups, first // groups, *weight.shape[1:]).swapaxes(1, 2)
    swapped = in_groups.reshape(-1, *in_groups.shape[2:])
    return jnp.flip(swapped, tuple(range(2, swapped.ndim)))


@contextmanager
def _within(name: str) -> Iterator[None]:
    """Names a function in its errors."""
    try:
        yield
    except Fault as error:
        raise error.within(name).with_traceback(None) from None
    except WrongKind as error:
        raise TypeError(f"{name}: {error}") from None


def _parts(
    Spatial: AxisSelection,
    In: Axis,
    Out: Axis,
    kernel_size: int | Sequence[int],
    stride: int | Sequence[int],
    padding: Padding,
    dilation: int | Sequence[int],
    groups: int,
    use_bias: bool,
    key: jax.Array,
) -> dict[str, Any]:
    """The parts of a new layer, by the names of its fields."""
    axes = entries(Spatial)
    names = tuple(axis.name for axis in axes)
    if not names:
        raise errors.no_spatial_axes()
    (many,) = numbers("the number of groups", groups, ("groups",), 1)
    channels: Any
    for channels in (Out, In):
        if isinstance(channels, str):
            raise no_size(channels)
        if not isinstance(channels, Axis):
            raise WrongKind(f"expected an axis of channels, got {channels!r}")
        if channels.size % many:
            raise errors.no_groups(channels.name, channels.size, many)
    sizes = numbers("the kernel size", kernel_size, names, 1)
    shape = (Out.size, In.size // many, *sizes)
    stored = exactly((Out.name, name_in_weight(In, Out), *names)).names
    weight_key, bias_key = jax.random.split(key)
    bound = 1 / sqrt(prod(shape[1:]))
    found = paddings(padding, names)
    return {
        "Spatial": tuple(axis if is_size_said(axis) else axis.name for axis in axes),
        "In": In,
        "Out": Out,
        "weight": wrap(jax.random.uniform(weight_key, shape, minval=-bound, maxval=bound), stored),
        "bias": wrap(jax.random.uniform(bias_key, shape[:1], minval=-bound, maxval=bound), stored[:1])
        if use_bias
        else None,
        "kernel_size": sizes,
        "stride": numbers("the stride", stride, names, 1),
        "padding": found[0] if isinstance(found[0], str) else found,
        "dilation": numbers("the dilation", dilation, names, 1),
        "groups": many,
    }


@lru_cache(maxsize=1024)
def _moves(
    sizes: tuple[int, ...],
    strides: tuple[int, ...],
    padding: tuple[Pair, ...] | str,
    dilations: tuple[int, ...],
    more: tuple[int, ...] | None = None,
) -> Moves:
    each = (padding,) * len(sizes) if isinstance(padding, str) else padding
    return Moves(tuple(map(Window, sizes, strides, each, dilations)), more)


@by_names
def _applied(inputs: NamedArray, layer: Conv | ConvTranspose, operation: Operation[Any], moves: Moves) -> NamedArray:
    In, Out = layer.In, layer.Out
    names = tuple(map(name_of, layer.Spatial))
    stored = name_in_weight(In, Out)
    try:
        return convolve(operation, inputs, layer.weight, layer.bias, names, In, Out, moves, stored, layer.groups)
    except Fault as error:
        error.op = layer.spelled
        raise
