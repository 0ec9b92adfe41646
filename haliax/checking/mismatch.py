"""What a check says of a value that is not as annotated, and where the arrays in a value stand."""

from __future__ import annotations

from collections.abc import Iterator, MappingView, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

import jax
import typeguard

from haliax.checking.scope import Place
from haliax.checking.trees import apart
from haliax.core import NamedArray
from haliax.errors import AxisError
from haliax.printing import dimensions
from haliax.pure import errors
from haliax.pure.axis import show
from haliax.pure.spec import NamedArrayAxes


class Mismatch(typeguard.TypeCheckError):
    """A value that is not what its annotation says, in the words of this library.

    Attributes:
        error: What a checked call raises: an AxisError, or a TypeError about another kind of thing.
        is_near: Whether the value is a named array, as is wanted, but another one.
    """

    def __init__(self, error: AxisError | TypeError, place: Place, *, is_near: bool | None = None) -> None:
        super().__init__(str(error).removeprefix(f"{place} "))  # typeguard puts its own words for the place in front
        self.error = error
        self.is_near: bool = isinstance(error, AxisError) if is_near is None else is_near


def wrong(place: Place, value: object, wanted: str, why: str = "") -> Mismatch:
    """What a check raises about a value of another kind than is wanted, or of another dtype, which is `why`."""
    return Mismatch(TypeError(f"{place} is {describe(value)}; expected {wanted}{why}"), place, is_near=bool(why))


def fits_none(place: Place, value: object, wanted: str, failures: Sequence[Exception]) -> Mismatch:
    """What a check raises about a value that fits none of several annotations, each of which failed in its way."""
    near = [one for one in failures if isinstance(one, Mismatch) and one.is_near]
    if len(near) == 1:  # the others are of another kind: None, a number
        return near[0]
    if not any(isinstance(one.error, AxisError) for one in near):
        return wrong(place, value, wanted)
    return Mismatch(errors.not_as_annotated(place, describe(value), wanted, "it fits none of them", "missing"), place)


def describe(value: object) -> str:
    """A value as error messages show it: an array by its dtype and axes or shape, never its elements."""
    if isinstance(value, NamedArray):
        shape = dimensions(value.array)
        if shape is not None and len(shape) == len(value.axis_names):
            return f"{show(value.axes)} of {value.dtype}"
        return f"{show(value.axis_names)} of {describe(value.array)}"
    shape, dtype = dimensions(value), getattr(value, "dtype", None)
    if shape is None or dtype is None:
        return "None" if value is None else f"a value of type {type(value).__name__}"
    return f"{dtype}[{','.join(map(str, shape))}]"


def text_of(annotation: Any) -> str:
    """An annotation as error messages show it."""
    specs = [extra for extra in getattr(annotation, "__metadata__", ()) if isinstance(extra, NamedArrayAxes)]
    if specs:
        return str(specs[0])
    if annotation is type(None):
        return "None"
    if get_origin(annotation) in (Union, UnionType):
        return " or ".join(map(text_of, get_args(annotation)))
    name = getattr(get_origin(annotation) or annotation, "__name__", str(annotation))
    inside = ", ".join("..." if part is ... else text_of(part) for part in get_args(annotation))
    return f"{name}[{inside}]" if inside else name


def places_in(place: Place, value: Any) -> dict[int, Place]:
    """The places of the arrays in a value, by their identity."""
    leaves = apart(jax.tree_util.tree_leaves_with_path, value, _is_leaf) or ()
    return {
        id(leaf): place.inside(jax.tree_util.keystr(path, simple=True, separator=".")) if path else place
        for path, leaf in leaves
        if hasattr(leaf, "shape")
    }


def arrays_in(value: Any) -> list[Any]:
    """The leaves of a value, with named arrays as they are."""
    return apart(jax.tree_util.tree_leaves, value, _is_leaf) or []


def _is_leaf(node: object) -> bool:
    return isinstance(node, NamedArray | Iterator | MappingView)  # jax takes these for leaves, but not gladly
