# Written by `python -m tools.stubs`. Do not edit.
"""What a layer says of axes: the lists of axes that its type names, and what its methods do to those of an array.

class Linear(Layer, axes="{In} -> Out")      Linear["embed -> head head_dim"]
@maps("In -> Out")                           [batch, embed] -> [batch, head, head_dim]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelector

Lists: TypeAlias = Mapping[str, Sequence[AxisSelector] | None]
"""The axes of each list of a layer; None where they are not known."""

@dataclass(frozen=True)
class Template:
    """The lists of axes that the type of a layer names: `"{In} -> Out"`.

    Attributes:
        text: How it is written.
        lists: The names of the lists.
        between: What stands between two lists: `->` or `:`.
        sets: The lists whose order does not matter.
    """

    text: str
    lists: tuple[str, ...]
    between: tuple[str, ...]
    sets: frozenset[str]

    def read(self, spec: str) -> dict[str, tuple[str, ...] | None]:
        """The axes that a type names, by list; None for a list that `...` leaves open.

        Raises:
            AxisError: If they cannot be read, or one list names an axis twice.
        """

    def write(self, lists: Lists) -> str:
        """The axes of a layer, as its type names them; those of a set by the alphabet, `...` for what is not known."""

    def fits(self, spec: str, text: str) -> bool:
        """Whether the axes of a layer are those that a type names, in the lists that it does not leave open."""

    def check(self, effect: Effect) -> None:
        """What a method does must be about lists that its class names.

        Raises:
            AxisError: If one is another.
        """

    @property
    def example(self) -> str:
        """The form that a type has."""

def read_template(text: str) -> Template:
    """The meaning of `axes="..."` at a class.

    Raises:
        AxisError: If it is no list of names with `->` or `:` between them.
    """

@dataclass(frozen=True, eq=False)
class Effect:
    """What a method of a layer does to the axes of its array: `"In -> Out"`.

    Attributes:
        text: How it is written.
        needs: The lists of axes that the array must have.
        gives: The lists of axes that come out: those that it needed stay where they are, others come last.
        in_place: Whether others come where the one axis stood that was taken.
    """

    text: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    in_place: bool = ...

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists of axes that it is about."""

    def __call__(self, array: Axes, lists: Lists) -> Axes:
        """The axes that come out.

        Raises:
            AxisError: If an axis is not there that is needed, or one is there already that comes out.
        """

def read_effect(text: str) -> Effect:
    """The meaning of `@maps("...")` at a method.

    Raises:
        AxisError: If it cannot be read.
    """

def axes_by_list(layer: object, template: Template) -> Lists:
    """The axes that a layer has in its attributes of the names of the lists."""

@dataclass(frozen=True)
class LayerAxes:
    """What an annotation asks of a layer: `Linear["embed -> mlp"]`.

    Attributes:
        layer: The class, as it is called.
        text: The axes, as `Template.write` says them; None if they are left open.
    """

    layer: str
    text: str | None
    def __str__(self) -> str: ...

def axes_of_spec(layer: str, template: Template, spec: str) -> LayerAxes:
    """What stands between the brackets of the type of a layer.

    Raises:
        AxisError: If it cannot be read.
    """
