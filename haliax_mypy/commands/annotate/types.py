"""The types that annotations are made of, and how each is spelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias


class Namer(Protocol):
    """How the names of a file are written: `NamedArray`, or `hax.NamedArray`."""

    bare: bool
    """Whether axes are left out: `NamedArray` in the place of `NamedArray["batch"]`."""

    def name(self, module: str, name: str) -> str:
        """What is written for a class or a function of a module; an import is added if there is none."""

    def variable(self, variable: Variable) -> str:
        """What is written for a type variable; it is defined if it is not yet."""


@dataclass(frozen=True)
class Axes:
    """Which axes an array has.

    Attributes:
        before: The first axes; all of them where nothing is left open, or there is no order.
        after: The axes after what is left open.
        is_open: Whether there may be others.
        is_ordered: Whether the order is known.
    """

    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    is_open: bool = False
    is_ordered: bool = True

    @property
    def text(self) -> str:
        """As it stands between the quotes of an annotation."""
        words = [*self.before, *["..."] * self.is_open, *self.after]
        return " ".join(words) if self.is_ordered else f"{{{' '.join(words)}}}"

    def run(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The axes of an array that stand where this leaves it open."""
        return names[len(self.before) : len(names) - len(self.after)]


@dataclass(frozen=True)
class Variable:
    """A type variable: of a run of axes, or, with a bound, of an array.

    Attributes:
        role: What tells the variables of one function apart.
        bound: The axes that an array has; None for a run of axes.
    """

    role: str
    bound: Axes | None = None


@dataclass(frozen=True)
class Array:
    """A NamedArray.

    Attributes:
        axes: Its axes.
        dtype: The annotation of `haliax.haxtyping` for its dtype; "" if that is not said.
        variable: What stands for the axes that are left open, or for the whole array.
    """

    axes: Axes
    dtype: str = ""
    variable: Variable | None = None

    def spelled(self, namer: Namer) -> str:
        array = namer.name("haliax", "NamedArray")
        if namer.bare:
            return array
        if self.variable is not None and self.variable.bound is not None:
            return namer.variable(self.variable)
        if self.variable is not None:
            row = f"*{namer.variable(self.variable)}"
            return f"{array}[{', '.join([*map(_quoted, self.axes.before), row, *map(_quoted, self.axes.after)])}]"
        if self.dtype:
            return f"{namer.name('haliax.haxtyping', self.dtype)}[{array}, {_quoted(self.axes.text)}]"
        return f"{array}[{_quoted(self.axes.text)}]"


@dataclass(frozen=True)
class OneAxis:
    """An `Axis` of one name."""

    axis: str

    def spelled(self, namer: Namer) -> str:
        axis = namer.name("haliax", "Axis")
        return axis if namer.bare else f"{axis}[{_quoted(self.axis)}]"


@dataclass(frozen=True)
class Layer:
    """A layer, with the axes that its type names; None if they are left open."""

    module: str
    name: str
    text: str | None

    def spelled(self, namer: Namer) -> str:
        layer = namer.name(self.module, self.name)
        return layer if namer.bare or self.text is None else f"{layer}[{_quoted(self.text)}]"


@dataclass(frozen=True)
class Instance:
    """An instance of a class, perhaps of members of some types: `int`, `Block`, `list[...]`, `tuple[..., ...]`."""

    module: str
    name: str
    members: tuple[Type, ...] = ()
    repeats: bool = False

    def spelled(self, namer: Namer) -> str:
        cls = self.name if self.module == "builtins" else namer.name(self.module, self.name)
        if namer.bare and self.module == "haliax.nn":  # a stack, bare of its layers
            return cls
        if not self.members:
            return f"{cls}[()]" if (self.module, self.name) == ("builtins", "tuple") else cls
        members = [member.spelled(namer) for member in self.members]
        return f"{cls}[{', '.join([*members, *['...'] * self.repeats])}]"


@dataclass(frozen=True)
class Union:
    """One of several types; None comes last."""

    members: tuple[Type, ...]

    def spelled(self, namer: Namer) -> str:
        return " | ".join(member.spelled(namer) for member in self.members)


Type: TypeAlias = Array | OneAxis | Layer | Instance | Union

NONE = Instance("builtins", "None")
FLOAT = Instance("builtins", "float")
ANY = Instance("typing", "Any")


def union(members: list[Type]) -> Type:
    """One of several types: those that say axes first, None last."""
    flat = [one for member in members for one in (member.members if isinstance(member, Union) else (member,))]
    found = list(dict.fromkeys(flat))
    found.sort(key=lambda member: (member == NONE, not says_axes(member)))
    return found[0] if len(found) == 1 else Union(tuple(found))


def parts(kind: Type) -> list[Type]:
    """A type and all types within it."""
    inside = kind.members if isinstance(kind, Union | Instance) else ()
    return [kind, *(part for member in inside for part in parts(member))]


def says_axes(kind: Type) -> bool:
    """Whether a type says something of axes."""
    return any(isinstance(part, Array | OneAxis | Layer) for part in parts(kind))


def _quoted(text: str) -> str:
    return f'"{text}"'
