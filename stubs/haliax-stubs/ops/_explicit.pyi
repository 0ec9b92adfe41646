# Written by `python -m tools.stubs`. Do not edit.
"""Operations on arrays that are spread over Explicit axes of a device mesh.

There jax wants to know where the result of an operation lies before it is computed. Often it finds that by itself: an
elementwise result lies as its operands. Where it does not, it raises, and the names decide: the operation is done once
more, under axes that the compiler may spread as it likes, and its result is put where `haliax.pure.placing` says.
So a program without Explicit axes pays nothing.
"""

from collections.abc import Callable
from typing import Any, ParamSpec

from typing_extensions import TypeVar

from haliax.meshes import Frozen
from haliax.pure.operation import Operation

Args = ParamSpec("Args")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])

def implements(
    operation: Operation[Any],
    kernel: Callable[..., Any] | None = None,
    *,
    by_jax: bool = True,
    is_placed: bool = False,
) -> Callable[[F], F]:
    """Makes the function that it decorates, with results that lie by their names, the one of an operation.

    Args:
        operation: The operation.
        kernel: See `Operation.implement`.
        by_jax: Whether jax may say where the results lie. It would put an array that is made from nothing on every
            device in full, which may be more than one can hold; and of some functions it knows only when it compiles
            them that it does not know.
        is_placed: Whether the results lie by their names already, where jax cannot tell where they lie.
    """

def by_names(function: Callable[Args, R]) -> Callable[Args, R]:
    """The function, whose results lie as their names say where jax cannot tell."""

def instead(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], error: Exception) -> Any:
    """The result of a call that failed since jax could not tell where it lies.

    Raises:
        Exception: The error, if the call fails for another reason.
    """

def by_mapping(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    mapping: Frozen,
) -> Callable[[], Any] | None:
    """The call with its results placed by a mapping before all else; None if there is no Explicit axis."""
