"""Layers that normalize along axes: `LayerNorm`, `RmsNorm`."""

from __future__ import annotations

from functools import lru_cache
from typing import Self

import equinox
import jax
import jax.numpy as jnp
from jax.typing import DTypeLike

from haliax.axis import AxisSelection, AxisSpec
from haliax.core import NamedArray, Signature, wrap
from haliax.haxtyping import Shaped
from haliax.nn._channels import hashable
from haliax.nn._telling import told_as
from haliax.nn.layer import Layer, attribute, maps
from haliax.ops._arguments import plain, signature_of
from haliax.ops._explicit import by_names
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops.creation import ones, zeros
from haliax.pure.axis import entries


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

    @maps("axis")
    def __call__(self, x: NamedArray) -> NamedArray:
        """The array, normalized. The axes stay.

        Raises:
            AxisError: If an axis of `axis` is not there.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say how to normalize")


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
        return _normalized(x, self, is_centered=True)


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
        return _normalized(x, self, is_centered=False)


# Functions of a layer, not methods, each call of which takes equinox longer than all of this.
@by_names
def _normalized(x: NamedArray, layer: LayerNormBase, *, is_centered: bool) -> NamedArray:
    """The array, normalized, with weight and bias."""
    parts = attribute(layer, "__dict__")
    weight, bias = parts["weight"], parts["bias"]
    given = ((x._axis_names, x._array.shape), signature_of(weight), signature_of(bias))
    call, is_whole = _kernel(given, hashable(parts["axis"]), parts["eps"], parts["dtype"], is_centered)
    if is_whole:
        return wrap(call(x._array, plain(weight), plain(bias)), x._axis_names)
    out = wrap(call(x._array, None, None), x._axis_names)
    out = out if weight is None else out * weight.astype(out.dtype)
    return out if bias is None else out + bias.astype(out.dtype)


@lru_cache(maxsize=1024)
def _kernel(
    signatures: tuple[Signature | None, ...], axis: AxisSpec, eps: float, dtype: DTypeLike | None, is_centered: bool
) -> tuple[Kernel, bool]:
    """What normalizes arrays of these axes, and whether weight and bias have axes of the array, so that it adds them.

    Other axes are left to the operations, which say what is wrong with them.
    """
    names, shape = signatures[0] or ((), ())
    sizes = dict(zip(names, shape, strict=True))
    others = [one for one in signatures[1:] if one is not None]
    is_whole = all(sizes.get(name) == size for one in others for name, size in zip(*one, strict=True))
    moves = tuple(move(one[0], names) if one and is_whole else None for one in signatures[1:])
    over = tuple(sorted(names.index(one.name) for one in entries(axis)))
    return kernel("norm", _norm, over, eps, dtype, is_centered, moves), is_whole


def _norm(
    over: tuple[int, ...],
    eps: float,
    dtype: DTypeLike | None,
    is_centered: bool,
    moves: tuple[Move | None, ...],
    x: jax.Array,
    weight: jax.Array | None,
    bias: jax.Array | None,
) -> jax.Array:
    """The values on positions: computed in a wide dtype, with weight and bias in that of the array."""
    values = x.astype(jnp.promote_types(x.dtype, jnp.float32) if dtype is None else dtype)
    if is_centered:
        values = values - jnp.mean(values, over, keepdims=True)
    out = values * jax.lax.rsqrt(jnp.mean(jnp.square(values), over, keepdims=True) + eps)
    if jnp.issubdtype(x.dtype, jnp.inexact):
        out = out.astype(x.dtype)
    if weight is not None and moves[0] is not None:
        out = out * moved(weight, moves[0]).astype(out.dtype)
    if bias is not None and moves[1] is not None:
        out = out + moved(bias, moves[1]).astype(out.dtype)
    return out
