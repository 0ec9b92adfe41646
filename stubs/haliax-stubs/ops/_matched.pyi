# Written by `python -m tools.stubs`. Do not edit.
"""An index that shares axes with the array: `logits["vocab", targets]`, where both have a batch.

numpy would be given a position along each shared axis too: `logits[arange(8), targets]`. Here the shared axes are
batches of a gather, as in `jnp.take_along_axis`. So nothing is computed for them, and devices with parts of them, or of
the axis that is indexed, have little to tell each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from haliax.core import Names, Shape
from haliax.ops._index import Static
from haliax.ops._kernels import Kernel

_Options: TypeAlias = tuple[tuple[str, Any], ...]
"""Those of the methods of `jax.numpy.ndarray.at[…]`."""

@dataclass(frozen=True, slots=True)
class Matched:
    """An index by one array along one axis, which has others of the array too. Those that are not indexed are whole.

    Attributes:
        at: The dimension that is indexed.
        array: The axes of the array.
        index: Those of the index.
        out: Those of the result.
    """

    at: int
    array: Names
    index: Names
    out: Names

    @property
    def shared(self) -> tuple[int, ...]:
        """The dimensions of the array that the index has too."""

    def reader(self, name: str, options: _Options = ()) -> Kernel:
        """Reads the elements of an array, given it and the index."""

    def writer(self, name: str, method: str, update: Names | None, options: _Options) -> Kernel | None:
        """Changes elements, given an array, an update with these axes, and the index. None: it would move the array."""

def matched(names: Names, shape: Shape, chosen: Mapping[str, Static], out: Names) -> Matched | None:
    """How an index is carried out if it is of this form; None if not, or if there may be nothing to read."""
