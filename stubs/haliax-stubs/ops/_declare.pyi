# Written by `python -m tools.stubs`. Do not edit.
"""How the members of a large family are declared, one line each, with a name, a signature and a docstring."""

from collections.abc import Callable
from typing import Any

from jax.typing import ArrayLike
from typing_extensions import TypeVar

from haliax.core import NamedArray, Names
from haliax.ops._kernels import Kernel
from haliax.ops._settle import Settle, Signatures
from haliax.pure.operation import Operation

A = TypeVar("A", bound=NamedArray | ArrayLike)
F = TypeVar("F", bound=Callable[..., Any])

def published(
    operation: Operation[Any],
    function: F,
    what: str,
    doc: str,
    compute: Callable[..., Any] | None = None,
    *,
    is_placed: bool = False,
) -> F:
    """Gives a declared function the face that a written one would have, and to its operation.

    Args:
        operation: The declaration.
        function: The function.
        what: What it computes: the first line of the docstring, up to the full stop.
        doc: The rest of the docstring.
        compute: The kernel, where the family has one way to it.
        is_placed: Whether its results lie by their names already, where jax cannot tell where they lie.
    """

def applied(
    operation: Operation[Any],
    settle: Settle[tuple[Kernel, Names]],
    array: Any,
    *statics: Any,
) -> NamedArray:
    """The kernel that an operation settles on, with its one array. The result lies by its names."""

def unary(operation: Operation[Any], compute: Callable[..., Any], what: str) -> Callable[[A], A]:
    """Declares an operation of one array. If its rule says that the axes stay, no call asks it again."""

def names_after(operation: Operation[Any], signatures: Signatures, *statics: Any) -> Names:
    """The names of what comes out, where the rule wants arrays and then `statics`."""

def names_of_each(operation: Operation[Any], signatures: Signatures, *statics: Any) -> tuple[Names, ...]:
    """The names of each array that comes out, where there are several."""

def allowed(operation: Operation[Any], signatures: Signatures, *statics: Any) -> None:
    """Refuses what the rule refuses."""

def binary(operation: Operation[Any], compute: Callable[..., Any], what: str) -> Callable[[Any, Any], Any]:
    """Declares an operation of two arrays, which broadcast by name. Of two with the same axes they stay."""

def broadcast_call(operation: Operation[Any], signatures: Signatures) -> tuple[Kernel, Names]:
    """The kernel of an operation of two operands, for operands with these axes, and the names of what comes out."""

def aligned(
    operation: Operation[Any],
    compute: Callable[..., Any],
    *operands: Any,
    more: tuple[Any, ...] = (),
) -> NamedArray:
    """The kernel on operands brought to the axes that the rule settles; numbers stay as they are.

    Args:
        operation: The declaration.
        compute: Computes the values.
        operands: The operands that the rule wants to know of.
        more: Numbers that the kernel is given after them.
    """
