# Written by `python -m tools.stubs`. Do not edit.
"""How the members of a large family are declared, one line each, with a name, a signature and a docstring."""

from collections.abc import Callable
from typing import Any

from jax.typing import ArrayLike
from typing_extensions import TypeVar

from haliax.core import NamedArray

A = TypeVar("A", bound=NamedArray | ArrayLike)
F = TypeVar("F", bound=Callable[..., Any])

def published(op: F, name: str, module: str, doc: str) -> F:
    """Gives a declared operation the name, home and docstring that a written one would have."""

def unary(module: str) -> Callable[[str, Callable[..., Any], str], Callable[[A], A]]:
    """Declares operations of one array in `module`: name, kernel, what it computes."""

def binary(module: str) -> Callable[[str, Callable[..., Any], str], Callable[[Any, Any], Any]]:
    """Declares operations of two arrays in `module`: name, kernel, what it computes."""

def aligned(op: str, kernel: Callable[..., Any], rule: Callable[..., Any], *operands: Any) -> NamedArray:
    """The kernel on operands brought to the axes that the rule settles; numbers stay as they are."""
