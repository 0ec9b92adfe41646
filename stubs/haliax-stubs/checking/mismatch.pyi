# Written by `python -m tools.stubs`. Do not edit.
"""What a check says of a value that is not as annotated, and where the arrays in a value stand."""

from collections.abc import Sequence
from typing import Any

import typeguard

from haliax.checking.scope import Place
from haliax.errors import AxisError

class Mismatch(typeguard.TypeCheckError):
    """A value that is not what its annotation says, in the words of this library.

    Attributes:
        error: What a checked call raises: an AxisError, or a TypeError about another kind of thing.
        is_near: Whether the value is a named array, as is wanted, but another one.
    """

    error: AxisError | TypeError
    is_near: bool
    def __init__(self, error: AxisError | TypeError, place: Place, *, is_near: bool | None = None) -> None: ...

def wrong(place: Place, value: object, wanted: str, why: str = "") -> Mismatch:
    """What a check raises about a value of another kind than is wanted, or of another dtype, which is `why`."""

def fits_none(place: Place, value: object, wanted: str, failures: Sequence[Exception]) -> Mismatch:
    """What a check raises about a value that fits none of several annotations, each of which failed in its way."""

def describe(value: object) -> str:
    """A value as error messages show it: an array by its dtype and axes or shape, never its elements."""

def text_of(annotation: Any) -> str:
    """An annotation as error messages show it."""

def places_in(place: Place, value: Any) -> dict[int, Place]:
    """The places of the arrays in a value, by their identity."""

def arrays_in(value: Any) -> list[Any]:
    """The leaves of a value, with named arrays as they are."""
