# Written by `python -m tools.stubs`. Do not edit.
"""Where the arguments of `vmap` are mapped: along the axis that is named, and what is said of plain arrays."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from haliax.axis import Axis
from haliax.transforms._leaves import Found, Names

Where: TypeAlias = int | Callable[[Any], int | None] | None
"""The dimension along which a plain array is mapped; None for an array that is passed whole; or what says which."""

def zero_if_array_else_none(leaf: Any) -> int | None:
    """The first dimension of an array that has one."""

class Mapped(NamedTuple):
    """What jax maps.

    Attributes:
        leaves: Which leaves are mapped, along any axis.
        arrays: Their values.
        names: Their names inside; None for a plain array.
        in_axes: For each axis, the dimension of each of them that it is, after those before it are gone.
        found: For each axis, the sizes that are there.
    """

    leaves: list[int]
    arrays: list[Any]
    names: tuple[Names, ...]
    in_axes: tuple[tuple[int | None, ...], ...]
    found: list[list[Found]]

def mapped(axes: tuple[Axis, ...], leaves: list[Any], default: Where, said: list[Any] | None) -> Mapped:
    """What is mapped of the leaves of a call.

    Args:
        axes: The axes, in order.
        leaves: The leaves.
        default: Where plain arrays are mapped.
        said: What else was said of each leaf, if anything was.

    Raises:
        ValueError: If a plain array lacks the dimension that is asked for.
    """

UNSAID: Any
"""Nothing was said of an argument."""

class Given(NamedTuple):
    """What `vmap` was told of the arguments of its function."""

    args: Any
    kwargs: Mapping[str, Any]
    parameters: Sequence[str]

    def wheres(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
        """Where each leaf of a call is mapped, in the order in which jax takes the call apart."""
