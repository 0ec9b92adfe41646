# Written by `python -m tools.stubs`. Do not edit.
"""The leaves of what goes into a mapped function and of what comes out of it.

A NamedArray is a leaf here. What is no array goes around jax, and comes out as it went in.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

from haliax.axis import Axis, AxisSelection

Call: TypeAlias = tuple[tuple[Any, ...], dict[str, Any]]
"""The arguments of a call, by position and by name."""

Names: TypeAlias = tuple[str, ...] | None
"""The names of an array; None for a plain one."""

class Refused(Exception):
    """A mistake in a call, on its way to the place where the user called: what lies between is no help to anyone.

    Attributes:
        error: The mistake, as it will be raised.
    """

    error: Exception
    def __init__(self, error: Exception) -> None: ...

def mapped_along(op: str, fn: Any, axis: AxisSelection) -> tuple[Axis, ...]:
    """The axes along which a function is mapped: one or more.

    Raises:
        Refused: If they are none, or it is no function.
    """

def is_named(leaf: Any) -> bool:
    """Whether this is a NamedArray."""

def is_array(leaf: Any) -> bool:
    """Whether this is a plain array, traced or not, of what jax can compute with."""

def is_data(leaf: Any) -> bool:
    """Whether jax can make an array of it."""

def flatten(tree: Any, is_leaf: Callable[[Any], bool] = is_named) -> tuple[list[Any], Any]:
    """The leaves and the structure of a pytree, whose dicts keep their order when it is put together again."""

class Static:
    """Something that is no array, in a result on its way through jax.

    Attributes:
        value: It.
    """

    value: Any
    def __init__(self, value: Any) -> None: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...

def same(one: Any, other: Any) -> bool:
    """Whether two things that are no arrays are the same."""

def sealed(result: Any) -> Any:
    """A result as jax takes it: its leaves are arrays, and its dicts keep their order."""

def opened(op: str, result: Any, front: tuple[str, ...]) -> Any:
    """What was sealed, with new axes in front of each array.

    Raises:
        Refused: If an array has one of them already.
    """

class Found(NamedTuple):
    """A size that an argument gives to an axis.

    Attributes:
        size: The size.
        leaf: Which leaf it is.
    """

    size: int
    leaf: int

class Described:
    """A call as errors speak of it.

    Args:
        fn: The function that is mapped.
        call: Its arguments.
        skipped: How many parameters come before those.
    """

    def __init__(self, fn: Callable[..., Any], call: Call, skipped: int = 0) -> None: ...

    def place(self, leaf: int) -> str:
        """An argument, or a part of it, with its axes or its shape."""

    def arrays(self) -> list[str]:
        """All arguments, and parts of them, that are arrays."""

    def names(self) -> list[str]:
        """All names of axes."""

def positional(fn: Callable[..., Any]) -> list[str]:
    """The names of the parameters that can be given by position, as far as Python can tell."""

def size_along(axis: Axis, found: Sequence[Found], call: Callable[[], Described], way_out: str) -> int:
    """How often a function is called along an axis.

    Args:
        axis: The axis, with a size or by its name alone.
        found: What the arguments say.
        call: Describes the call, for an error.
        way_out: What to do where a plain array has another size.

    Raises:
        AxisError: If the sizes differ, or there is none.
    """
