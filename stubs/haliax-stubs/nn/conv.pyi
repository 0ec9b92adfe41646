# Written by `python -m tools.stubs`. Do not edit.
"""Convolutions along named axes, and their transposes.

The axes of an input that a layer does not name are batches: there may be any number of them, anywhere.
"""

from collections.abc import Sequence
from typing import Self

import jax

from haliax.axis import Axis, AxisSelection
from haliax.core import NamedArray
from haliax.haxtyping import Shaped
from haliax.nn.layer import Layer, maps
from haliax.pure.windows import Padding, Pair

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

    Spatial: tuple[str | Axis, ...]
    In: Axis
    Out: Axis
    weight: Shaped[NamedArray, "{*Out *In *Spatial}"]
    bias: Shaped[NamedArray, "{*Out}"] | None
    kernel_size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[Pair, ...] | str
    dilation: tuple[int, ...]
    groups: int

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

    Spatial: tuple[str | Axis, ...]
    In: Axis
    Out: Axis
    weight: Shaped[NamedArray, "{*Out *In *Spatial}"]
    bias: Shaped[NamedArray, "{*Out}"] | None
    kernel_size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[Pair, ...] | str
    output_padding: tuple[int, ...]
    dilation: tuple[int, ...]
    groups: int

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

    def flatten_for_export(self) -> ConvTranspose:
        """The layer with its weight as torch has it: `[In, Out of a group, *Spatial]`, and turned round."""

    def unflatten_from_export(self, template: ConvTranspose) -> ConvTranspose:
        """The inverse of `flatten_for_export`.

        Args:
            template: A layer whose weight has its axes in the order that is wanted.
        """
