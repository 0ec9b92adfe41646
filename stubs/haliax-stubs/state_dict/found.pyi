# Written by `python -m tools.stubs`. Do not edit.
"""Arrays that were found in a state dict and are not read yet, so that each device reads its own part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import jax
import numpy as np

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

    @property
    def on_device(self) -> bool:
        """Whether jax has it already."""

    def part(self, index: Index) -> np.ndarray[Any, Any]:
        """A part of it, read now."""

    def everything(self) -> np.ndarray[Any, Any]:
        """All of it, read now."""

    def whole(self) -> jax.Array:
        """All of it, as an array of jax."""

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

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype that it will have."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Its shape."""

    @property
    def on_device(self) -> bool:
        """Whether jax has some of it already."""

    def part(self, index: Index) -> np.ndarray[Any, Any]:
        """A part of it, read now."""

    def everything(self) -> np.ndarray[Any, Any]:
        """All of it, read now."""

    def whole(self) -> jax.Array:
        """All of it, as an array of jax."""

def in_numpy(value: Any) -> Any:
    """What is found in a state dict, as an array of numpy or jax if it is one of anything else, as torch."""

def movable(values: Any) -> Any:
    """An array whose dimensions can be cut, joined and split.

    Where the sharding of an array is a part of its type, jax refuses what would change it in a way that is not said.
    Such an array is brought to the host, where a state dict is to go anyway.
    """
