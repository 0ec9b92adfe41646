# Written by `python -m tools.stubs`. Do not edit.
"""The positional index that does what an index by name does.

numpy's rules say where the axes of index arrays are left; the rule of indexing says where they are to be. What is
settled holds for all positions: where static ones start is taken out of an index first, and given to its kernel. Under
a trace the index is put together as a person would write it. Eagerly, where compiling it for each position of a loop
would be slow, first a region is cut out which holds all the positions and starts where the arguments say; then the same
index is taken, relative to the region.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import jax

from haliax.core import Names, Signature
from haliax.ops._index import At, Range, Static, Statics
from haliax.ops._kernels import Kernel
from haliax.ops._matched import Matched
from haliax.ops._moves import Move
from haliax.pure.axes import Axes
from haliax.pure.operation import Operation

@dataclass(frozen=True, slots=True)
class Listing:
    """An index array for one dimension.

    Attributes:
        how: How the positions are brought to the axes of all index arrays.
        source: Which of the arrays gives the positions, or where they start if there are distances.
        distances: Static positions, or the distances from a start.
        is_cut: Whether the static positions start where an argument says.
    """

    how: Move
    source: int | None
    distances: tuple[int, ...] | None
    is_cut: bool = ...

    def of(self, arrays: Sequence[Any], start: int) -> Any:
        """The positions, with a dimension for each axis of index arrays."""

@dataclass(frozen=True, slots=True)
class Positional:
    """A positional index with holes for arrays, and for where static positions start.

    Attributes:
        parts: For each dimension an `At`, a `Range` or a `Listing`; without those at the end that are taken whole,
            which cost jax time.
        back: From the order in which numpy leaves the axes to the one that the rule wants.
        filled: Whether positions past the end give a fill value, as those of a `dslice` do.
    """

    parts: tuple[At | Range | Listing, ...]
    back: Move
    filled: bool

    def index(self, arrays: Sequence[Any], starts: Sequence[int] = ()) -> tuple[Any, ...]:
        """The positional index, with the arrays in place. By default it is relative to where static positions start."""

def is_cut(part: Static | Listing | None) -> bool:
    """Whether positions are static, and not all there are."""

@dataclass(frozen=True, slots=True)
class Region:
    """A part of an array, of known extent, that starts where the arguments of a kernel say.

    Attributes:
        places: The dimensions along which it is cut out.
        extents: How long it is along these.
    """

    places: tuple[int, ...]
    extents: tuple[int, ...]

    def cut(self, array: Any, starts: Sequence[Any]) -> Any:
        """The region of an array."""

    def cut_from(self, array: Any, *starts: Any) -> Any:
        """The same, as a kernel."""

    def put_back(self, array: Any, region: Any, starts: Sequence[Any]) -> Any:
        """The array with its region replaced."""

    def starts(self, array: Any, starts: Sequence[Any]) -> list[Any]:
        """Where it starts along each dimension."""

OnIndex: TypeAlias = Callable[..., Any]
"""A function of an index, what it was made of, static arguments, an array, and perhaps an update."""

def read(index: tuple[Any, ...], positional: Positional, array: Any) -> jax.Array:
    """The elements at an index."""

@dataclass(frozen=True, eq=False)
class Plan:
    """How an index is carried out, wherever its static positions start.

    Attributes:
        name: What jax calls the kernels.
        signature: The names and the shape of the array.
        chosen: The index, by names.
        region: What holds all the static positions.
        selected: The axes that are left, as the rule says.
        matched: The index, if it is one array that shares axes with the one that it indexes. Then only few methods need
            it by positions, which take sizes that are numbers.
    """

    name: str
    signature: Signature
    chosen: Mapping[str, Static]
    region: Region
    selected: Axes
    matched: Matched | None

    @property
    def positional(self) -> Positional:
        """The index."""

    @property
    def layout(self) -> Names:
        """The axes in the order in which numpy leaves them."""

    @cached_property
    def relative(self) -> Positional:
        """The index, relative to the region."""

    @property
    def out(self) -> Names:
        """The axes that are left, in the order in which the rule wants them."""

    @cached_property
    def read(self) -> Kernel:
        """Reads the elements of an array, given the starts and the arrays of the index."""

    def reader(self, compute: OnIndex, *statics: Any) -> Kernel:
        """`compute`, ready for an array, the starts and the arrays of the index."""

    def writer(self, compute: OnIndex, *statics: Any) -> Kernel:
        """`compute`, ready for an array, an update, the starts and the arrays of the index."""

def planned(operation: Operation[Any], signature: Signature, selection: Statics) -> tuple[Plan, tuple[int, ...]]:
    """The plan of an index on an array, and where its static positions start."""
