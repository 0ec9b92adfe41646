"""An index that shares axes with the array: `logits["vocab", targets]`, where both have a batch.

numpy would be given a position along each shared axis too: `logits[arange(8), targets]`. Here the shared axes are
batches of a gather, as in `jnp.take_along_axis`. So nothing is computed for them, and devices with parts of them, or of
the axis that is indexed, have little to tell each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from haliax.core import Names, Shape
from haliax.ops._index import WHOLE, Gather, Static
from haliax.ops._kernels import Kernel, kernel_of_known
from haliax.ops._moves import Move, move, moved

_Options: TypeAlias = tuple[tuple[str, Any], ...]
"""Those of the methods of `jax.numpy.ndarray.at[…]`."""


@dataclass(frozen=True, slots=True)
class _Read:
    """How elements are read.

    Attributes:
        index: From the dimensions of the index to those of the result, without the others of the array.
        numbers: As `jax.lax.gather` has them.
        is_alone: Whether there is one position for each of the shared axes.
    """

    index: Move
    numbers: lax.GatherDimensionNumbers
    is_alone: bool

    def run(self, options: _Options, array: Any, index: Any) -> jax.Array:
        """The elements."""
        given = dict(options)
        array, index = jnp.asarray(array), moved(index, self.index)
        (at,), shared = self.numbers.start_index_map, self.numbers.operand_batching_dims
        if given.pop("wrap_negative_indices", True):
            index = _from_start(index, array.shape[at])
        given["mode"] = given.get("mode") or "promise_in_bounds"  # which jax.numpy takes too
        if self.is_alone:
            given |= {"indices_are_sorted": True, "unique_indices": True}
        sizes = [1 if i == at or i in shared else size for i, size in enumerate(array.shape)]
        return lax.gather(array, lax.expand_dims(index, (index.ndim,)), self.numbers, sizes, **given)


def _from_start(index: Any, size: Any) -> Any:
    """The positions, with negative ones counted from the start."""
    if jnp.issubdtype(index.dtype, jnp.unsignedinteger):
        return index
    choose: Callable[..., Any] = np.where if isinstance(index, np.ndarray) else lax.select
    return choose(index < 0, index + size, index)


@dataclass(frozen=True, slots=True)
class _Write:
    """How elements are changed, in an array whose first dimensions are the shared ones.

    Attributes:
        at: The dimension that is indexed, of those that are not shared.
        index: Brings the shared dimensions of the index to the front.
        has: For each shared dimension whether the update has it.
        update: Brings those of the update to the front.
        placed: Brings its others to where they belong. None for a number.
    """

    at: int
    index: Move
    has: tuple[bool, ...]
    update: Move
    placed: Move | None

    def run(self, method: str, options: _Options, array: Any, update: Any, index: Any) -> jax.Array:
        """The array with the elements changed."""

        def change(array: Any, update: Any, index: Any) -> Any:
            where = array.at[(*[slice(None)] * self.at, index)]
            return getattr(where, method)(
                update if self.placed is None else moved(update, self.placed), **dict(options)
            )

        for has in reversed(self.has):
            change = jax.vmap(change, in_axes=(0, 0 if has else None, 0))
        if self.placed is not None:
            update = moved(jnp.asarray(update), self.update)
        changed: jax.Array = change(jnp.asarray(array), update, moved(jnp.asarray(index), self.index))
        return changed


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
        return tuple(i for i, name in enumerate(self.array) if name in self.index and i != self.at)

    def reader(self, name: str, options: _Options = ()) -> Kernel:
        """Reads the elements of an array, given it and the index."""
        own = tuple(name for name in self.out if name in self.index)
        numbers = lax.GatherDimensionNumbers(
            offset_dims=tuple(i for i, name in enumerate(self.out) if name not in own),
            collapsed_slice_dims=(self.at,),
            start_index_map=(self.at,),
            operand_batching_dims=self.shared,
            start_indices_batching_dims=tuple(own.index(self.array[i]) for i in self.shared),
        )
        how = _Read(move(self.index, own), numbers, len(own) == len(self.shared))
        return kernel_of_known(name, _Read.run, how, options)

    def writer(self, name: str, method: str, update: Names | None, options: _Options) -> Kernel | None:
        """Changes elements, given an array, an update with these axes, and the index. None: it would move the array."""
        count = len(self.shared)
        if self.shared != tuple(range(count)):
            return None
        common, rest = self.array[:count], self.array[count:]
        new = tuple(name for name in self.index if name not in common)
        at = self.at - count
        layout = (*rest[:at], *new, *rest[at + 1 :])  # where numpy leaves what one array indexes
        have = update or ()
        first, last = tuple(n for n in common if n in have), tuple(n for n in layout if n in have)
        how = _Write(
            at,
            move(self.index, (*common, *new)),
            tuple(name in have for name in common),
            move(have, (*first, *last)),
            None if update is None else move(last, layout),
        )
        return kernel_of_known(name, _Write.run, how, method, options)


def matched(names: Names, shape: Shape, chosen: Mapping[str, Static], out: Names) -> Matched | None:
    """How an index is carried out if it is of this form; None if not, or if there may be nothing to read."""
    arrays = [(name, static) for name, static in chosen.items() if static != WHOLE]
    if len(arrays) != 1:
        return None
    ((name, static),) = arrays
    if not isinstance(static, Gather) or 0 in (*shape, *static.shape):
        return None
    found = Matched(names.index(name), names, static.names, out)
    kept = [other for other in names if other not in static.names and other != name]
    is_in_order = kept == [other for other in out if other not in static.names]
    return found if found.shared and is_in_order else None
