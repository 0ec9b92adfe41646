# Written by `python -m tools.stubs`. Do not edit.
"""`Contract`: puts typeguard to work on the arguments and the result of a function."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
