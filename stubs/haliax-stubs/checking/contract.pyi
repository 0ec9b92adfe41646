# Written by `python -m tools.stubs`. Do not edit.
"""`Contract`: puts typeguard to work on the arguments and the result of a function."""

import inspect
from collections.abc import Callable
from typing import Any

from haliax.checking.scope import Variables
from haliax.modes import AXES, Kinds

class Contract:
    """What the annotations of a function ask of its arguments and its result.

    A call like one that has passed, by the structure, axes, shapes and dtypes of all that is looked at, passes.

    Args:
        name: The function, as error messages call it.
        signature: Its parameters; None if Python cannot tell them.
        hints: Its annotations, by parameter; `return` for the result.
        settled: Its type variables of which a result has to be what an argument was.
    """

    name: str
    signature: inspect.Signature | None
    hints: dict[str, Any]
    settled: Variables

    def __init__(
        self,
        name: str,
        signature: inspect.Signature | None,
        hints: dict[str, Any],
        settled: Variables = ...,
    ) -> None: ...

    def __reduce__(self) -> tuple[Any, ...]: ...

    @classmethod
    def of(cls, fn: Callable[..., Any]) -> Contract:
        """The contract of a function, method, partial application or callable object."""

    def call(
        self,
        fn: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        kinds: Kinds = AXES,
        of_result: Kinds | None = None,
    ) -> Any:
        """Call the function, with its arguments and its result checked.

        Args:
            fn: The function.
            args: Its positional arguments.
            kwargs: Its keyword arguments.
            kinds: What is checked.
            of_result: What is checked of the result, if it is something else.

        Raises:
            AxisError: If the axes of an array are not as annotated, or two arrays give one name two sizes.
            TypeError: If something is of another kind, or an array of another dtype, than annotated.
            ValueError: If an array lies otherwise than the mapping in force says, where that is checked.
            FloatingPointError: If an array has values that are no finite numbers, where that is checked.
        """

    def check_fields(self, made: Any, kinds: Kinds = AXES) -> None:
        """Check the fields of an object, which the annotations of its class speak of.

        Raises:
            AxisError: If the axes of an array are not as annotated, or two arrays give one name two sizes.
            TypeError: If something is of another kind, or an array of another dtype, than annotated.
        """
