"""Layers that normalize along axes: `LayerNorm`, `RmsNorm`."""

from __future__ import annotations

from typing import Any, Self, TypeVar

import equinox
import jax.numpy as jnp
from jax.typing import DTypeLike

from haliax.axis import AxisSelection, AxisSpec
from haliax.core import NamedArray
from haliax.haxtyping import Shaped
from haliax.nn._telling import told_as
from haliax.nn.layer import Layer, maps
from haliax.ops.creation import ones, zeros
from haliax.ops.elementwise import rsqrt, square
from haliax.ops.reductions import mean

A = TypeVar("A", bound=NamedArray)


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

    axis: AxisSpec = equinox.field(static=True)
    weight: Shaped[NamedArray, "{*axis}"] | None
    bias: Shaped[NamedArray, "{*axis}"] | None
    eps: float = equinox.field(default=1e-5, static=True)
    dtype: DTypeLike | None = equinox.field(default=None, static=True)

    @classmethod
    def init(
        cls,
        axis: AxisSpec,
        eps: float = 1e-5,
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
        with told_as(f"{cls.__name__}.init"):
            return cls(axis, ones(axis) if use_weight else None, zeros(axis) if use_bias else None, eps, dtype)

    def _state_dict_layout(self) -> dict[str, dict[str, AxisSelection]]:
        return {"weight": {"axis": self.axis}, "bias": {"axis": self.axis}}

    def __call__(self, x: A) -> A:
        """The array, normalized. The axes stay.

        Raises:
            AxisError: If an axis of `axis` is not there.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say how to normalize")

    def _wide(self, x: NamedArray) -> NamedArray:
        """The array in the dtype in which to compute."""
        dtype = self.dtype
        if dtype is None:
            dtype = jnp.promote_types(x.dtype, jnp.float32)
        return x.astype(dtype)

    def _finished(self, out: NamedArray, x: NamedArray) -> Any:
        """The result with weight and bias, in the dtype of the array."""
        if jnp.issubdtype(x.dtype, jnp.inexact):
            out = out.astype(x.dtype)
        if self.weight is not None:
            out = out * self.weight.astype(out.dtype)
        if self.bias is not None:
            out = out + self.bias.astype(out.dtype)
        return out


class LayerNorm(LayerNormBase, axes="{axis}"):
    """Values with a mean of 0 and a variance of 1 along axes, times a weight, plus a bias.

    Axes: `LayerNorm["embed"]: [batch, embed] -> [batch, embed]`

    Ba, Kiros, Hinton, "Layer Normalization", arXiv:1607.06450. See `LayerNormBase` for the attributes.
    """

    @maps("axis")
    def __call__(self, x: A) -> A:
        """The array, normalized. The axes stay.

        Axes: `LayerNorm["embed"]: [batch, embed] -> [batch, embed]`

        Raises:
            AxisError: If an axis of `axis` is not there.
        """
        wide = self._wide(x)
        centered = wide - mean(wide, self.axis)
        return self._finished(centered * rsqrt(mean(square(centered), self.axis) + self.eps), x)  # type: ignore[no-any-return]  # of the axes of x


class RmsNorm(LayerNormBase, axes="{axis}"):
    """Values with a mean square of 1 along axes, times a weight, plus a bias.

    Axes: `RmsNorm["embed"]: [batch, embed] -> [batch, embed]`

    Zhang, Sennrich, "Root Mean Square Layer Normalization", arXiv:1910.07467. See `LayerNormBase` for the attributes.
    """

    @maps("axis")
    def __call__(self, x: A) -> A:
        """The array, normalized. The axes stay.

        Axes: `RmsNorm["embed"]: [batch, embed] -> [batch, embed]`

        Raises:
            AxisError: If an axis of `axis` is not there.
        """
        wide = self._wide(x)
        return self._finished(wide * rsqrt(mean(square(wide), self.axis) + self.eps), x)  # type: ignore[no-any-return]  # of the axes of x
