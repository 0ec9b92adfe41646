# Written by `python -m tools.stubs`. Do not edit.
"""Dropout: elements that are left out at random while a network learns."""

from typing import overload

import equinox
import jax
from jax.typing import ArrayLike
from typing_extensions import TypeVar

from haliax.axis import AxisSelection
from haliax.core import NamedArray

_Array = TypeVar("_Array", bound=NamedArray)
A = TypeVar("A", bound=NamedArray | ArrayLike)

@overload
def dropout(
    x: _Array,
    pdrop: float | jax.Array,
    broadcast_axes: AxisSelection | None = None,
    *,
    inference: bool,
    key: jax.Array | None = None,
) -> _Array:
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

@overload
def dropout(
    x: ArrayLike,
    pdrop: float | jax.Array,
    broadcast_axes: AxisSelection | None = None,
    *,
    inference: bool,
    key: jax.Array | None = None,
) -> jax.Array: ...

class Dropout(equinox.Module):
    """Leaves out elements at random while a network learns. See `dropout`.

    Attributes:
        pdrop: How likely an element is left out.
        broadcast_axes: Axes along which the elements are left out together.
        inference: Whether nothing is left out.
    """

    pdrop: float | jax.Array = ...
    broadcast_axes: AxisSelection | None = ...
    inference: bool = ...
    def __check_init__(self) -> None: ...

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

    @property
    def is_active(self) -> bool:
        """Whether elements are left out."""
