# Written by `python -m tools.stubs`. Do not edit.
"""What annotations have said so far in one call: sizes of axis names, the meaning of row and type variables."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeAlias

from typing_extensions import TypeVar

from haliax.axis import Axis
from haliax.pure.axes import Axes
from haliax.pure.layers import Lists

Variables: TypeAlias = frozenset[TypeVar]

@dataclass(frozen=True)
class Place:
    """Where a value stands in a call, as error messages call it: `argument 'model.mlp.weight'`.

    Attributes:
        what: What kind of place it is, such as "argument".
        path: The names that lead there.
    """

    what: str
    path: tuple[str, ...] = ...

    def inside(self, *path: str) -> Place:
        """A place in this one."""

    def __str__(self) -> str: ...

@dataclass
class Scope:
    """The sizes and rows that the annotated arrays of one call agree on.

    Attributes:
        place: What is being checked.
        places: The places of the arrays inside it, by their identity.
        sizes: The size of each axis that an annotation has named, and where it was found.
        rows: The axes that each row variable stands for, and where they were found.
        variables: The names of axes that arguments have given to each type variable, and where they were found.
        choices: Which constraints of each type variable still fit.
        shapes: The shapes of arrays without names, with what an annotation of jaxtyping says of each.
        settled: The type variables of which a result has to be what an argument was.
        walked: The objects that are being walked, by their identity.
        lists: The axes of each list of the layer whose fields are being checked; None outside of layers.
    """

    place: Place = ...
    places: dict[int, Place] = ...
    sizes: dict[str, tuple[int, Place]] = ...
    rows: dict[str, tuple[Axes, Place]] = ...
    variables: dict[TypeVar, dict[tuple[str, ...], Place]] = ...
    choices: dict[TypeVar, tuple[int, ...]] = ...
    shapes: list[tuple[tuple[int, ...], str]] = ...
    settled: Variables = ...
    walked: frozenset[int] = ...
    lists: Lists | None = ...

    def where(self, value: object) -> Place:
        """The place of a value that is being checked."""

    def bind_sizes(self, axes: Iterable[Axis], place: Place) -> None:
        """Note the sizes of axes.

        Raises:
            AxisError: If a name has had another size in this call.
        """

    def bind_row(self, name: str, axes: Axes, place: Place) -> None:
        """Note the axes that a row variable stands for.

        Raises:
            AxisError: If it has stood for other axes in this call.
        """

    def bind_variable(self, variable: TypeVar, names: tuple[str, ...], place: Place) -> None:
        """Note the axes of an array that is annotated with a type variable.

        Raises:
            AxisError: If it is a result, and all arguments had the same other axes. Where they differ, the variable
                stands for any array.
        """

    def attempt(self) -> Scope:
        """A scope that knows the same, and learns for itself alone."""

    def adopt(self, attempt: Scope) -> None:
        """Take over what an attempt has learnt."""

current_scope: ContextVar[Scope | None]
"""The scope of the call whose arguments or results are being checked now; None while none are."""

def scope_now() -> Scope:
    """The scope of the call that is being checked, or one of its own where a value is checked outside of calls."""

@contextmanager
def within(scope: Scope) -> Generator[None, None, None]:
    """What is checked in a `with` block is checked in this scope."""
