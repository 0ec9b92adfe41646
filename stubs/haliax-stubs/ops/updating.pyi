# Written by `python -m tools.stubs`. Do not edit.
"""`x.at[…]`: arrays with some elements changed.

The update broadcasts by name to the axes that `x[…]` would have, so it may lack some of them but have no others.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic

from typing_extensions import TypeVar

from haliax.core import NamedArray, NamedOrNumeric
from haliax.ops._index import IndexParts
from haliax.pure.axis import AxisKey
from haliax.types import GatherScatterMode

_Array = TypeVar("_Array", bound=NamedArray)
Settings = tuple[tuple[str, Any], ...]

def at(array: NamedArray, item: Any = None) -> Any:
    """`array.at`, or `array.at[item]` if an item is given. See `Updater`."""

class Updater(Generic[_Array]):
    """What `x.at` gives: takes an index in brackets, as `x[…]` does."""

    array: _Array
    __slots__ = ("array",)
    def __init__(self, array: _Array) -> None: ...
    def __getitem__(self, item: Any) -> Update[_Array]: ...

class Update(Generic[_Array]):
    """What `x.at[…]` gives: methods that return the array with the selected elements changed.

    All take these keywords, as in `jax.numpy.ndarray.at`: `mode` says what happens with positions outside the array
    (writes are dropped by default), `indices_are_sorted` and `unique_indices` are promises to the compiler.
    """

    array: _Array
    index: IndexParts
    __slots__ = ("array", "index")
    def __init__(self, array: _Array, index: IndexParts) -> None: ...

    def tree_flatten(self) -> tuple[tuple[Any, ...], Any]:
        """The array and those in the index; the rest is static."""

    @classmethod
    def tree_unflatten(cls, selection: Any, arrays: tuple[Any, ...]) -> Update[_Array]:
        """The inverse of `tree_flatten`."""

    def set(self, update: NamedOrNumeric, **options: Any) -> _Array:
        """The array with the elements set to `update`."""

    def add(self, update: NamedOrNumeric, **options: Any) -> _Array:
        """The array with `update` added to the elements. An element selected twice is added to twice."""

    def subtract(self, update: NamedOrNumeric, **options: Any) -> _Array:
        """The array with `update` subtracted from the elements."""

    def multiply(self, update: NamedOrNumeric, **options: Any) -> _Array:
        """The array with the elements multiplied by `update`."""

    def mul(self, update: NamedOrNumeric, **options: Any) -> _Array:
        """The array with the elements multiplied by `update`."""

    def divide(self, update: NamedOrNumeric, **options: Any) -> _Array:
        """The array with the elements divided by `update`."""

    def power(self, update: NamedOrNumeric, **options: Any) -> _Array:
        """The array with the elements raised to the power `update`."""

    def min(self, update: NamedOrNumeric, **options: Any) -> _Array:
        """The array with each element replaced by `update` where that is smaller."""

    def max(self, update: NamedOrNumeric, **options: Any) -> _Array:
        """The array with each element replaced by `update` where that is larger."""

    def apply(self, function: Callable[[Any], Any], **options: Any) -> _Array:
        """The array with a function of jax arrays applied to the elements."""

    def get(self, *, mode: GatherScatterMode = None, fill_value: Any = None, **options: Any) -> NamedArray:
        """The elements, as `x[…]` gives them.

        Args:
            mode: What positions outside the array give, as in `jax.numpy.ndarray.at`.
            fill_value: What they give in the mode "fill".
            **options: See the class.
        """

def updated_slice(array: NamedArray, start: Mapping[AxisKey, Any], update: NamedArray) -> NamedArray:
    """The array with a contiguous part replaced.

    Axes: `[batch, position=7], {"position": 2}, [position=3] -> [batch, position=7]`

    Args:
        array: The values.
        start: Where the part begins along some axes. It may be traced; then it is moved back as far as the part needs
            to lie within the array. A named array of starts gives each position along its axes, which the array must
            have too, a part of its own.
        update: The new part. Its sizes say how long it is; it is repeated along axes that it lacks, except those of
            `start`, along which it is one position long.

    Raises:
        AxisError: If an axis is not there, or the update has others, or reaches outside the array.
        TypeError: If the dtype of the array cannot hold what the update has.
    """
