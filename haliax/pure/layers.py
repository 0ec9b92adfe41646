"""What a layer says of axes: the lists of axes that its type names, and what its methods do to those of an array.

class Linear(Layer, axes="{In} -> Out")      Linear["embed -> head head_dim"]
@maps("In -> Out")                           [batch, embed] -> [batch, head, head_dim]
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

from haliax.pure import errors
from haliax.pure.axes import Axes, drop, followed, having, swap
from haliax.pure.axis import Axis, AxisSelector, as_axis, entries, name_of

Lists: TypeAlias = Mapping[str, Sequence[AxisSelector] | None]
"""The axes of each list of a layer; None where they are not known."""

_ARROW: Final = "->"
_TOKEN: Final = re.compile(r"->|\.\.\.|[\w-]+(?<!-)|\S")
_NAME: Final = re.compile(r"[\w-]+")


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
        groups: list[list[str]] = [[]]
        found: list[str] = []
        for token in _TOKEN.findall(spec):
            if token in (_ARROW, ":"):
                found.append(token)
                groups.append([])
            elif token not in "{}":
                groups[-1].append(token)
        wrong = next((t for group in groups for t in group if t != "..." and not _NAME.fullmatch(t)), None)
        if wrong is not None:
            raise errors.malformed(f"unexpected '{wrong}'; separate names by spaces: '{self.example}'", spec)
        if tuple(found) != self.between:
            raise errors.malformed(f"expected the form '{self.example}'", spec)
        for group in groups:
            for name in group:
                if group.count(name) > 1:
                    raise errors.repeated(name, f"'{' '.join(group)}'")
        known = [None if "..." in group else tuple(group) for group in groups]
        return dict(zip(self.lists, known, strict=True))

    def write(self, lists: Lists) -> str:
        """The axes of a layer, as its type names them; those of a set by the alphabet, `...` for what is not known."""
        words: list[str] = []
        for name, after in zip(self.lists, (*self.between, ""), strict=True):
            axes = lists[name]
            names = ["..."] if axes is None else [name_of(axis) for axis in axes]
            words += sorted(names) if name in self.sets else names
            if after == ":":
                words.append(f"{words.pop() if names else ''}:")
            elif after:
                words.append(after)
        return " ".join(words)

    def fits(self, spec: str, text: str) -> bool:
        """Whether the axes of a layer are those that a type names, in the lists that it does not leave open."""
        wanted, found = self.read(spec), self.read(text)
        open_ = {name for name, axes in wanted.items() if axes is None}
        return self.write(wanted) == self.write({name: None if name in open_ else found[name] for name in found})

    def check(self, effect: Effect) -> None:
        """What a method does must be about lists that its class names.

        Raises:
            AxisError: If one is another.
        """
        for name in effect.lists:
            if name not in self.lists:
                raise errors.missing(name, f"the lists of '{self.text}'", self.lists)

    @property
    def example(self) -> str:
        """The form that a type has."""
        return self.text.replace("{", "").replace("}", "")


@lru_cache(maxsize=256)
def read_template(text: str) -> Template:
    """The meaning of `axes="..."` at a class.

    Raises:
        AxisError: If it is no list of names with `->` or `:` between them.
    """
    tokens = [token for token in _TOKEN.findall(text) if token not in "{}"]
    lists, between = tuple(tokens[::2]), tuple(tokens[1::2])
    is_whole = len(tokens) % 2 == 1 and all(map(str.isidentifier, lists)) and set(between) <= {_ARROW, ":"}
    if not is_whole or len(set(lists)) < len(lists):
        raise errors.malformed("a layer names lists of axes, with `->` or `:` between them: 'In -> Out'", text)
    return Template(text, lists, between, frozenset(re.findall(r"\{\s*(\w+)\s*\}", text)))


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
    in_place: bool = False

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists of axes that it is about."""
        return tuple(dict.fromkeys((*self.needs, *self.gives)))

    def __call__(self, array: Axes, lists: Lists) -> Axes:
        """The axes that come out.

        Raises:
            AxisError: If an axis is not there that is needed, or one is there already that comes out.
        """
        kept = [name for name in self.needs if name in self.gives]
        gone = [name for name in self.needs if name not in self.gives]
        come = [name for name in self.gives if name not in self.needs]
        stays, taken, new = (_axes_of(names, lists) for names in (kept, gone, come))
        # What changes other axes may change the sizes of those that stay, too.
        array = having(array, tuple(map(name_of, stays) if gone or come else stays))
        if any(lists[name] is None for name in gone):
            having(array, taken)
            return Axes(new, "", ordered=False) if self.in_place else Axes((), "", new)
        rest = drop(array, taken) if taken else array
        for axis in new:
            if rest.has(axis.name):
                raise errors.taken(axis.name, array)
        if any(lists[name] is None for name in come):
            at_end = rest.ordered and not self.in_place
            return Axes(rest.head if at_end else rest.known, "", ordered=at_end)
        if not new:
            return rest
        if self.in_place and len(taken) == 1:
            return swap(array, taken[0], new)
        return followed(rest, new)


def _axes_of(names: Sequence[str], lists: Lists) -> tuple[Axis, ...]:
    """The axes of some lists, as far as they are known."""
    return tuple(as_axis(axis) for name in names for axis in lists[name] or ())


@lru_cache(maxsize=256)
def read_effect(text: str) -> Effect:
    """The meaning of `@maps("...")` at a method.

    Raises:
        AxisError: If it cannot be read.
    """
    arrow = "=>" if "=>" in text else _ARROW
    sides = [side.split() for side in text.split(arrow)]
    if len(sides) > 2 or not any(sides) or not all(name.isidentifier() for side in sides for name in side):
        raise errors.malformed("expected the lists of axes that go in and those that come out: 'In -> Out'", text)
    return Effect(text, tuple(sides[0]), tuple(sides[-1]), arrow == "=>")


def axes_by_list(layer: object, template: Template) -> Lists:
    """The axes that a layer has in its attributes of the names of the lists."""
    return {name: entries(getattr(layer, name)) for name in template.lists}


@dataclass(frozen=True)
class LayerAxes:
    """What an annotation asks of a layer: `Linear["embed -> mlp"]`.

    Attributes:
        layer: The class, as it is called.
        text: The axes, as `Template.write` says them; None if they are left open.
    """

    layer: str
    text: str | None

    def __str__(self) -> str:
        return self.layer if self.text is None else f'{self.layer}["{self.text}"]'


def axes_of_spec(layer: str, template: Template, spec: str) -> LayerAxes:
    """What stands between the brackets of the type of a layer.

    Raises:
        AxisError: If it cannot be read.
    """
    try:
        lists = template.read(spec)
    except errors.AxisError as error:
        raise error.within(layer) from None
    return LayerAxes(layer, None if all(axes is None for axes in lists.values()) else template.write(lists))
