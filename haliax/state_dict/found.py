"""Arrays that were found in a state dict and are not read yet, so that each device reads its own part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np

from haliax.state_dict import errors
from haliax.state_dict.errors import StateDictError

Index: TypeAlias = tuple[slice, ...]


@dataclass(frozen=True, eq=False)
class Found:
    """An array of a state dict, as a module will have it.

    Attributes:
        key: Where it was found.
        values: The array: of numpy, perhaps a part of a file, or of jax.
        dtype: The dtype that it will have.
    """

    key: str
    values: Any
    dtype: np.dtype[Any]

    @property
    def shape(self) -> tuple[int, ...]:
        """Its shape."""
        return tuple(self.values.shape)

    @property
    def on_device(self) -> bool:
        """Whether jax has it already."""
        return isinstance(self.values, jax.Array)

    def part(self, index: Index) -> np.ndarray[Any, Any]:
        """A part of it, read now."""
        found = np.asarray(self.values[index])
        # A copy: jax may keep it as it is, and the file under the values can change.
        new = np.array(found, dtype=self.dtype, order="C")
        if np.issubdtype(self.dtype, np.integer) and found.dtype != self.dtype and not np.array_equal(new, found):
            raise StateDictError("from_state_dict", [errors.too_large(self.key, found.dtype, self.dtype)])
        return new

    def everything(self) -> np.ndarray[Any, Any]:
        """All of it, read now."""
        return self.part((slice(None),) * len(self.shape))

    def whole(self) -> jax.Array:
        """All of it, as an array of jax."""
        if self.on_device and self.values.dtype == self.dtype:
            return self.values  # type: ignore[no-any-return]  # an array of jax
        if isinstance(self.values, jax.core.Tracer):
            return self.values.astype(self.dtype)
        return jnp.asarray(self.everything())


@dataclass(frozen=True, eq=False)
class FoundLayers:
    """Arrays of a state dict, one of each layer, as one array with an axis for the layers.

    Attributes:
        layers: The arrays.
        position: Where the axis is.
    """

    layers: Sequence[Found | FoundLayers]
    position: int

    @property
    def key(self) -> str:
        """Where the first was found."""
        return self.layers[0].key

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype that it will have."""
        return self.layers[0].dtype

    @property
    def shape(self) -> tuple[int, ...]:
        """Its shape."""
        inner = self.layers[0].shape
        return (*inner[: self.position], len(self.layers), *inner[self.position :])

    @property
    def on_device(self) -> bool:
        """Whether jax has some of it already."""
        return any(layer.on_device for layer in self.layers)

    def part(self, index: Index) -> np.ndarray[Any, Any]:
        """A part of it, read now."""
        inner = index[: self.position] + index[self.position + 1 :]
        return np.stack([layer.part(inner) for layer in self.layers[index[self.position]]], self.position)

    def everything(self) -> np.ndarray[Any, Any]:
        """All of it, read now."""
        return self.part((slice(None),) * len(self.shape))

    def whole(self) -> jax.Array:
        """All of it, as an array of jax."""
        if self.on_device:
            return jnp.stack([layer.whole() for layer in self.layers], self.position)
        return jnp.asarray(self.everything())


def in_numpy(value: Any) -> Any:
    """What is found in a state dict, as an array of numpy or jax if it is one of anything else, as torch."""
    if isinstance(value, jax.Array):
        return movable(value)
    if isinstance(value, np.ndarray | np.generic) or not hasattr(value, "__dlpack__"):
        return value
    try:
        return np.from_dlpack(value)
    except (BufferError, RuntimeError):  # it is on another device, or of a dtype that numpy lacks
        return jnp.from_dlpack(value)


def movable(values: Any) -> Any:
    """An array whose dimensions can be cut, joined and split.

    Where the sharding of an array is a part of its type, jax refuses what would change it in a way that is not said.
    Such an array is brought to the host, where a state dict is to go anyway.
    """
    if isinstance(values, jax.core.Tracer) or not isinstance(values, jax.Array):
        return values
    spread = any(part is not None for part in jax.typeof(values).sharding.spec)
    return np.asarray(values) if spread else values
