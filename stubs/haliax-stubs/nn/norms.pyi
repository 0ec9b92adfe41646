# Written by `python -m tools.stubs`. Do not edit.
"""Layers that normalize along axes: `LayerNorm`, `RmsNorm`."""

from typing import Self

from jax.typing import DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray
from haliax.haxtyping import Shaped
from haliax.nn.layer import Layer, maps

class LayerNormBase(Layer, axes="{axis}"):
    """What layers that normalize along axes have in common. A subclass says how, in `__call__`.

    Attributes:
        axis: The axes to normalize along.
        weight: What the result is multiplied by, with the axes of `axis`; None for nothing.
        bias: What is added after that; None for nothing.
        eps: Added to the variance, so that nothing is divided by 0.
        dtype: The dtype in which to compute; by default that of the array, of 32 bits at least. The result has the
            dtype of the array, weight and bias included.
    """

    axis: AxisSpec
    weight: Shaped[NamedArray, "{*axis}"] | None
    bias: Shaped[NamedArray, "{*axis}"] | None
    eps: float = ...
    dtype: DTypeLike | None = ...

    @classmethod
    def init(
        cls,
        axis: AxisSpec,
        eps: float = 1e-05,
        *,
        use_weight: bool = True,
        use_bias: bool = True,
        dtype: DTypeLike | None = None,
    ) -> Self:
        """A layer whose weight is 1 and whose bias is 0.

        Args:
            axis: The axes to normalize along.
            eps: Added to the variance.
            use_weight: Whether there is a weight.
            use_bias: Whether there is a bias.
            dtype: The dtype in which to compute.

        Raises:
            AxisError: If an axis has no size, or is named twice.
        """

    @maps("axis")
    def __call__(self, x: NamedArray) -> NamedArray:
        """The array, normalized. The axes stay.

        Raises:
            AxisError: If an axis of `axis` is not there.
        """

class LayerNorm(LayerNormBase, axes="{axis}"):
    """Values with a mean of 0 and a variance of 1 along axes, times a weight, plus a bias.

    Axes: `LayerNorm["embed"]: [batch, embed] -> [batch, embed]`

    Ba, Kiros, Hinton, "Layer Normalization", arXiv:1607.06450. See `LayerNormBase` for the attributes.
    """

    @maps("axis")
    def __call__(self, x: NamedArray) -> NamedArray:
        """The array, normalized. The axes stay.

        Axes: `LayerNorm["embed"]: [batch, embed] -> [batch, embed]`

        Raises:
            AxisError: If an axis of `axis` is not there.
        """

class RmsNorm(LayerNormBase, axes="{axis}"):
    """Values with a mean square of 1 along axes, times a weight, plus a bias.

    Axes: `RmsNorm["embed"]: [batch, embed] -> [batch, embed]`

    Zhang, Sennrich, "Root Mean Square Layer Normalization", arXiv:1910.07467. See `LayerNormBase` for the attributes.
    """

    @maps("axis")
    def __call__(self, x: NamedArray) -> NamedArray:
        """The array, normalized. The axes stay.

        Axes: `RmsNorm["embed"]: [batch, embed] -> [batch, embed]`

        Raises:
            AxisError: If an axis of `axis` is not there.
        """
