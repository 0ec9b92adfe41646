# Written by `python -m tools.stubs`. Do not edit.
"""`Axes`: what is known of the axes of an array, and the algebra that rules are written in.

When a program runs, every axis is known, with its size. A checker often knows less: only the first axes, only a set of
names, no sizes. `Axes` can say all of it, and the functions here work on all of it. Each has three answers:

- yes: the `Axes` that come out, as exact as what went in allows;
- no, whatever the unknown part may be: an `AxisError`;
- cannot tell: a vaguer `Axes`, down to `[...]`. It is never an error.

This is abstract interpretation (Cousot and Cousot, 1977). An `Axes` is an abstract value: it stands for all the lists
of axes that it describes (its concretization), and a rule on it must cover what the rule does to each of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from haliax.axis import Axis
from haliax.pure.axis import AxisSelection, AxisSelector

@dataclass(frozen=True, slots=True)
class Axes:
    """The axes of an array, as far as they are known.

    Attributes:
        head: The first axes, in order; all known axes where the order is unknown.
        gap: What else there may be between head and tail. None: nothing. "": any axes. Else: the axes that the row
            variable of this name stands for.
        tail: The last axes, in order. Empty where there is no gap or no order.
        ordered: Whether the axes come in the order given here.
        absent: Names that no axis in the gap has. Empty but for a gap of any axes.
        names: The names that are known.
    """

    head: tuple[Axis, ...] = ...
    gap: str | None = ...
    tail: tuple[Axis, ...] = ...
    ordered: bool = ...
    absent: frozenset[str] = ...
    names: tuple[str, ...] = field(init=False)
    def __post_init__(self) -> None: ...

    @property
    def known(self) -> tuple[Axis, ...]:
        """The axes whose names are known."""

    @property
    def is_open(self) -> bool:
        """Whether there may be axes that are not known."""

    @property
    def is_exact(self) -> bool:
        """Whether all names and their order are known. Sizes may still be unknown."""

    def has(self, name: str) -> bool | None:
        """Whether there is an axis of this name; None if that cannot be told."""

    def get(self, name: str) -> Axis:
        """All that is known of the axis of this name: its size, or only the name."""

    def size(self, name: str) -> int | None:
        """The size of the axis of this name, None where it is not known."""

    def sizes(self) -> dict[str, int]:
        """The sizes that are known, by name."""

    def __str__(self) -> str: ...

@dataclass(frozen=True, slots=True)
class Repeated:
    """A list of arrays with the same axes; its length is None where it is not known."""

    axes: Axes
    count: int | None

ANY: Axes
"""Nothing is known: `[...]`, which describes all lists of axes. The top of the lattice."""

SCALAR: Axes
"""No axes: `[]`."""

def exactly(selection: AxisSelection | Axes) -> Axes:
    """Just these axes, in this order. A selection of which a checker knows only a part is `Axes` already.

    Raises:
        AxisError: If a name is repeated.
    """

def mismatch(spec: Axes, axes: Axes) -> str | None:
    """Why `axes` are not among those that `spec` describes; None if they are, or if that cannot be told."""

def describes(spec: Axes, axes: Axes) -> bool:
    """Whether `axes`, all of them known, are among those that `spec` stands for."""

def find(axes: Axes, axis: AxisSelector) -> Axis:
    """The axis of `axes` that a selector means, with its size if either gives one.

    Raises:
        AxisError: If it is not there, or there with another size.
    """

def select(axes: Axes, selection: AxisSelection | Axes) -> Axes:
    """The selected axes, each found in `axes`, in the order of the selection.

    Raises:
        AxisError: If one is not there, is there with another size, or is selected twice.
    """

def having(axes: Axes, selection: AxisSelection | Axes) -> Axes:
    """The axes themselves, with all that is known of them if they have the selected ones.

    Raises:
        AxisError: If one is not there, is there with another size, or is selected twice.
    """

def drop(axes: Axes, selection: AxisSelection | Axes | None) -> Axes:
    """The axes without the selected ones; no axes at all if the selection is None.

    Raises:
        AxisError: If one is not there, is there with another size, or is selected twice.
    """

def without(axes: Axes, names: Sequence[str]) -> Axes:
    """The axes without those names, wherever they may be."""

def followed(axes: Axes, new: tuple[Axis, ...]) -> Axes:
    """The axes, and after them others, which are not among them."""

def swap(axes: Axes, old: AxisSelector, new: Iterable[AxisSelector]) -> Axes:
    """The axes with `new` ones in the place of `old`.

    Raises:
        AxisError: If `old` is not there, or the name of a new one is taken.
    """

def resize(axes: Axes, axis: AxisSelector, size: int | None) -> Axes:
    """The axes with another size for one of them; None for any size.

    Raises:
        AxisError: If it is not there, or there with another size than the selector gives.
    """

def rename(axes: Axes, renames: Mapping[AxisSelector, AxisSelector]) -> Axes:
    """The axes under other names, all changed at once.

    Raises:
        AxisError: If an axis is not there, a new size differs from the old one, or a name comes out twice.
    """

def merge(axes: Axes, old: AxisSelection | Axes, new: AxisSelector) -> Axes:
    """The axes with the `old` ones merged into one, where the first of them in `axes` was.

    Raises:
        AxisError: If an old axis is not there, the new name is taken, or the sizes do not multiply to the new size.
    """

def merged_axis(parts: Axes, new: AxisSelector) -> Axis:
    """The axis that `parts` merge into, with its size if all of theirs are known.

    Raises:
        AxisError: If the sizes do not multiply to that of `new`.
    """

def with_sizes(axes: Axes, sizes: Mapping[str, int]) -> Axes:
    """The axes with the sizes that `sizes` knows, where they have none."""

def broadcast(*operands: Axes) -> Axes:
    """The axes of the first operand that has all axes of the others.

    Raises:
        AxisError: If none has, or two give one name different sizes.
    """

def either(options: Sequence[Axes]) -> Axes:
    """What is known of axes that are those of one of the options."""

def union(*operands: Axes) -> Axes:
    """All axes of the operands, in the order in which they first appear.

    Raises:
        AxisError: If two operands give one name different sizes.
    """

def same(*operands: Axes) -> Axes:
    """The axes of the first operand, which the others must have too, in any order.

    Raises:
        AxisError: If they differ, in name or size.
    """
