"""Dropout: elements that are left out at random while a network learns."""

from __future__ import annotations

from typing import Any, TypeVar

import equinox
import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.axis import AxisSelection
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.nn._numbers import floats
from haliax.ops._arguments import kind, known, signature_of
from haliax.ops._explicit import implements
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import entries
from haliax.pure.operation import Operation
from haliax.pure.rules import nn as rules

A = TypeVar("A", NamedArray, ArrayLike)


@implements(rules.dropout)
def dropout(
    x: A,
    pdrop: float | jax.Array,
    broadcast_axes: AxisSelection | None = None,
    *,
    inference: bool,
    key: jax.Array | None = None,
) -> A:
    """The values, of which each is 0 with probability `pdrop` and the others are divided by `1 - pdrop`. The axes stay.

    So each keeps its value on average. For inference the values stay as they are.

    Axes: `[batch, embed], 0.1 -> [batch, embed]`

    Args:
        x: The values. A plain array or a number gives an array without names.
        pdrop: How likely an element is left out, from 0 to 1. It may be traced.
        broadcast_axes: Axes along which the elements are left out together.
        inference: Whether nothing is left out.
        key: The key; needed unless for inference, or `pdrop` is 0.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
        TypeError: If a key is needed and there is none, or if axes are named of an array that has no names.
        ValueError: If `pdrop` is not from 0 to 1.
    """
    _check_probability(pdrop)
    if not isinstance(x, NamedArray):
        if broadcast_axes is not None:
            raise TypeError(
                f"dropout: expected a NamedArray, got {kind(x)}, which has no axes that `broadcast_axes` could name; "
                "name its axes with haliax.named"
            )
        values = jnp.asarray(x)
        return _left_out(values, pdrop, values.shape, inference, key)
    shape, out = _together(rules.dropout, (signature_of(x),), broadcast_axes)
    return wrap(_left_out(x.array, pdrop, shape, inference, key), out)


def _check_probability(pdrop: Any) -> None:
    if isinstance(pdrop, NamedArray):
        raise TypeError("dropout: expected a number as `pdrop`, got a NamedArray; use .scalar()")
    if not isinstance(pdrop, jax.core.Tracer) and not 0 <= pdrop <= 1:
        raise ValueError(f"dropout: pdrop is {pdrop}, but a probability is from 0 to 1")


@settled
def _together(
    operation: Operation[Any], signatures: Signatures, broadcast_axes: AxisSelection | None
) -> tuple[Shape, Names]:
    """The shape of what is drawn: 1 along the axes of which all elements share their fate."""
    x = known(signatures[0])
    out = operation.rule(x, broadcast_axes)
    shared = () if broadcast_axes is None else tuple(axis.name for axis in entries(broadcast_axes))
    return tuple(1 if axis.name in shared else axis.size for axis in x.known), out.names


def _left_out(values: Any, pdrop: Any, shape: Shape, inference: bool, key: jax.Array | None) -> jax.Array:
    values = floats(values)
    is_number = isinstance(pdrop, float | int)
    if inference or (is_number and pdrop == 0):
        return values  # type: ignore[no-any-return]  # an array
    if key is None:
        raise TypeError(
            "dropout: expected a key, since elements are left out at random; pass key=..., or inference=True"
        )
    share = 1.0 - pdrop
    kept = jax.random.bernoulli(key, share, shape)
    if not is_number or pdrop == 1:  # nothing is divided by 0, which would make NaN of the gradient
        share = jnp.where(share == 0, 1.0, share).astype(values.dtype)
    return jnp.where(kept, values / share, 0)


class Dropout(equinox.Module):
    """Leaves out elements at random while a network learns. See `dropout`.

    Attributes:
        pdrop: How likely an element is left out.
        broadcast_axes: Axes along which the elements are left out together.
        inference: Whether nothing is left out.
    """

    pdrop: float | jax.Array = 0.5
    broadcast_axes: AxisSelection | None = equinox.field(default=None, static=True)
    inference: bool = False

    def __check_init__(self) -> None:
        if isinstance(self.pdrop, float | int):  # transforms put other things there
            _check_probability(self.pdrop)

    def __call__(self, x: A, *, inference: bool | None = None, key: jax.Array | None = None) -> A:
        """The values, of which some are left out. The axes stay.

        Args:
            x: The values.
            inference: Whether nothing is left out, in the place of what the layer says.
            key: The key; needed unless nothing is left out.

        Raises:
            AxisError: If an axis of `broadcast_axes` is not there.
            TypeError: If a key is needed and there is none.
        """
        layer = vars(self)  # one look of equinox at an attribute, not three
        is_inference = layer["inference"] if inference is None else inference
        return dropout(x, layer["pdrop"], layer["broadcast_axes"], inference=is_inference, key=key)

    @property
    def is_active(self) -> bool:
        """Whether elements are left out."""
        return not self.inference and not (isinstance(self.pdrop, float | int) and self.pdrop == 0)
