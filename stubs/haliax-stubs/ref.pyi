# Written by `python -m tools.stubs`. Do not edit.
"""Mutable references to named arrays, on `jax.Ref`.

A view of a reference remembers indices; reading it or writing to it goes through them. Views nest: an index of a view
is an index of what the view reads. So for any view, `view[index]` reads what `view.value()[index]` is, and writes to
just those elements. Only an integer that is traced, and outside, is taken by jax as the last one inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

from typing_extensions import TypeVarTuple, Unpack

from haliax.axis import Axis, AxisSelection, AxisSpec
from haliax.core import NamedArray, NamedOrNumeric
from haliax.ops._index import IndexParts
from haliax.pure.axis import AxisKey
from haliax.pure.spec import NamedArrayAxesSpec

_Axes = TypeVarTuple("_Axes", default=Unpack[tuple[Any, ...]])

@dataclass(frozen=True, repr=False)
class NamedRef(Generic[Unpack[_Axes]]):
    """A mutable array with named axes: `ref["layer", 0] = x` writes in place."""

    _ref: Any
    _axes: tuple[Axis, ...]
    _prefix: tuple[IndexParts, ...]

    def __class_getitem__(cls, spec: NamedArrayAxesSpec) -> Any:
        """An annotation, `NamedRef["batch embed"]`: a reference to an array with these axes."""

    def __repr__(self) -> str: ...

    @property
    def dtype(self) -> Any:
        """The dtype of the values."""

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes that this view has."""

    @property
    def shape(self) -> Mapping[str, int]:
        """The size of each axis of this view, by name, in order."""

    @property
    def named_shape(self) -> Mapping[str, int]:
        """The same as `shape`."""

    @property
    def ndim(self) -> int:
        """The number of axes of this view."""

    def resolve_axis(self, axis: AxisSelection) -> AxisSpec:
        """The axes of this view that a selection means, in the form of the selection.

        Raises:
            AxisError: If one is not there, or there with another size.
        """

    def value(self) -> NamedArray:
        """What this view reads now."""

    def unsliced(self) -> NamedRef:
        """The whole reference, without the indices of this view."""

    def slice(self, selector: Mapping[AxisKey, Any]) -> NamedRef:
        """A view with more indices, of the axes of this one.

        Raises:
            AxisError: If an axis is not there, or an integer is outside it.
        """

    def unsafe_buffer_pointer(self) -> Any:
        """Where the values lie in memory. For debugging."""

    def __getitem__(self, item: Any) -> NamedArray: ...
    def __setitem__(self, item: Any, value: NamedOrNumeric) -> None: ...

def new_ref(value: NamedArray) -> NamedRef:
    """A mutable reference, with these values at first."""

def freeze(ref: NamedRef) -> NamedArray:
    """What a reference reads at the end. It cannot be used any more."""

def get(ref: NamedRef, idx: Any = ...) -> NamedArray:
    """The elements at `idx`, as `ref[idx]` gives them."""

def swap(ref: NamedRef, idx: Any, value: NamedOrNumeric) -> NamedArray:
    """Writes `value` at `idx`.

    Returns:
        What was there before.

    Raises:
        AxisError: If an axis is not there, or `value` has others.
        TypeError: If the dtype of the reference cannot hold what `value` has.
    """
