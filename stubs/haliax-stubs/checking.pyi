# Written by `python -m tools.stubs`. Do not edit.
"""The check of a call against its annotations.

typeguard walks the annotations. Here are its checkers for what it does not know: named arrays, and within a call also
unions and dataclasses; and `Contract`, which puts typeguard to work on the arguments and the result of a function.
Nothing depends on values, so traced arrays are checked as well as real ones.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import typeguard

from haliax.errors import AxisError
from haliax.scope import Place
from haliax.spec import NamedArrayAxes

class Mismatch(typeguard.TypeCheckError):
    """A value that is not what its annotation says, in the words of this library.

    Attributes:
        error: What a checked call raises: an AxisError, or a TypeError about another kind of thing.
    """

    error: AxisError | TypeError
    def __init__(self, error: AxisError | TypeError, place: Place) -> None: ...

def describe(value: object) -> str:
    """A value as error messages show it: an array by its dtype and axes or shape, never its elements."""

def check_named(value: Any, origin_type: Any, args: Any, memo: Any, *, spec: NamedArrayAxes) -> None:
    """Check one array against its annotation, and against what other arrays of the call have said.

    Args:
        value: What should be a named array.
        origin_type: The class that it should have.
        args: Not used.
        memo: Not used.
        spec: The axes and dtype that it should have.

    Raises:
        Mismatch: If it does not.
    """

def checker_in_call(origin_type: Any) -> Callable[..., None] | None:
    """The checker of a type within a checked call; None for typeguard's own."""

@dataclass(frozen=True)
class Contract:
    """What the annotations of a function ask of its arguments and its result.

    Attributes:
        name: The function, as error messages call it.
        signature: Its parameters; None if Python cannot tell them.
        hints: Its annotations, by parameter; `return` for the result.
    """

    name: str
    signature: inspect.Signature | None
    hints: dict[str, Any]

    @classmethod
    def of(cls, fn: Callable[..., Any]) -> Contract:
        """The contract of a function, method, partial application or callable object."""

    def call(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call the function, with its arguments and its result checked.

        Raises:
            AxisError: If the axes of an array are not as annotated, or two arrays give one name two sizes.
            TypeError: If something is of another kind, or an array of another dtype, than annotated.
        """
