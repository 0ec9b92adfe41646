"""What annotations have said so far in one call: sizes of axis names, the meaning of row and type variables."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from haliax.axis import Axis
from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax.pure.axis import show
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
    path: tuple[str, ...] = ()

    def inside(self, *path: str) -> Place:
        """A place in this one."""
        return Place(self.what, self.path + path)

    def __str__(self) -> str:
        return f"{self.what} '{'.'.join(self.path)}'" if self.path else self.what


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

    place: Place = Place("the array")
    places: dict[int, Place] = field(default_factory=dict)
    sizes: dict[str, tuple[int, Place]] = field(default_factory=dict)
    rows: dict[str, tuple[Axes, Place]] = field(default_factory=dict)
    variables: dict[TypeVar, dict[tuple[str, ...], Place]] = field(default_factory=dict)
    choices: dict[TypeVar, tuple[int, ...]] = field(default_factory=dict)
    shapes: list[tuple[tuple[int, ...], str]] = field(default_factory=list)
    settled: Variables = frozenset()
    walked: frozenset[int] = frozenset()
    lists: Lists | None = None

    def where(self, value: object) -> Place:
        """The place of a value that is being checked."""
        return self.places.get(id(value), self.place)

    def bind_sizes(self, axes: Iterable[Axis], place: Place) -> None:
        """Note the sizes of axes.

        Raises:
            AxisError: If a name has had another size in this call.
        """
        for axis in axes:
            size, first = self.sizes.setdefault(axis.name, (axis.size, place))
            if size != axis.size:
                raise errors.call_sizes(axis.name, size, first, axis.size, place)

    def bind_row(self, name: str, axes: Axes, place: Place) -> None:
        """Note the axes that a row variable stands for.

        Raises:
            AxisError: If it has stood for other axes in this call.
        """
        known, first = self.rows.setdefault(name, (axes, place))
        if known != axes:
            raise errors.call_rows(f"*{name}", known, first, axes, place)

    def bind_variable(self, variable: TypeVar, names: tuple[str, ...], place: Place) -> None:
        """Note the axes of an array that is annotated with a type variable.

        Raises:
            AxisError: If it is a result, and all arguments had the same other axes. Where they differ, the variable
                stands for any array.
        """
        found = self.variables.setdefault(variable, {})
        if variable not in self.settled:
            found.setdefault(names, place)
        elif len(found) == 1 and names not in found:
            ((known, first),) = found.items()
            raise errors.call_rows(variable.__name__, show(known), first, show(names), place)

    def attempt(self) -> Scope:
        """A scope that knows the same, and learns for itself alone."""
        return replace(
            self,
            sizes=dict(self.sizes),
            rows=dict(self.rows),
            variables={variable: dict(found) for variable, found in self.variables.items()},
            choices=dict(self.choices),
            shapes=list(self.shapes),
        )

    def adopt(self, attempt: Scope) -> None:
        """Take over what an attempt has learnt."""
        self.sizes.update(attempt.sizes)
        self.rows.update(attempt.rows)
        self.variables.update(attempt.variables)
        self.choices.update(attempt.choices)
        self.shapes[:] = attempt.shapes


current_scope: ContextVar[Scope | None] = ContextVar("current_scope", default=None)
"""The scope of the call whose arguments or results are being checked now; None while none are."""


def scope_now() -> Scope:
    """The scope of the call that is being checked, or one of its own where a value is checked outside of calls."""
    return current_scope.get() or Scope()


@contextmanager
def within(scope: Scope) -> Generator[None, None, None]:
    """What is checked in a `with` block is checked in this scope."""
    token = current_scope.set(scope)
    try:
        yield
    finally:
        current_scope.reset(token)
