"""Types as mypy prints them, read and written in short form.

    NamedArray[Literal['batch'], Literal['embed']]      [batch, embed]        NamedArray["batch embed"]
    NamedArray[Literal['batch'], *tuple[Any, ...]]      [batch, ...]          NamedArray["batch ..."]
    NamedArray[_With[Literal['b', 'f']] | Any, …]       {b, f, ...}           NamedArray["{b f ...}"]
    NamedArray[*Rest, Literal['embed']]                 [*Rest, embed]        NamedArray[*Rest, "embed"]
    Axis[Literal['embed'], Literal[512]]                                      Axis["embed", 512]
    Linear[Literal['[embed -> mlp]']]                                         Linear["embed -> mlp"]

An array that is not exact may be of the class `_Gradual`. What is no type of ours, or cannot be read, stays as it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from haliax.errors import AxisError
from haliax.pure.axes import Axes
from haliax.pure.axis import of_size

_OURS: Final = re.compile(
    r"(?<![\w.])(?:haliax\.core\.)?(?:NamedArray|_Gradual|_Along)(?=\[)|(?<![\w.])(?:haliax\.axis\.)?Axis(?=\[)"
)
_TOKEN: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\(\)|<[^<>]*>|[^][(){}<>,|'"\s]+|\S""")
_SPACES: Final = re.compile(r"\s*")
_MISSING: Final = "?"
"""Stands in an annotation for an axis whose name is not known."""


@dataclass(frozen=True, slots=True)
class Text:
    """A type as it is printed.

    Attributes:
        name: What stands before the brackets; `|` for a union.
        args: The types in the brackets, or the members of the union.
        bracketed: Whether there are brackets.
    """

    name: str
    args: tuple[Text, ...] = ()
    bracketed: bool = False

    @property
    def members(self) -> tuple[Text, ...]:
        """The members of a union, or the type itself."""
        return self.args if self.name == "|" else (self,)

    def __str__(self) -> str:
        inside = (" | " if self.name == "|" else ", ").join(map(str, self.args))
        return f"{self.name}[{inside}]" if self.bracketed else inside or self.name


@dataclass(frozen=True, slots=True)
class ArrayText:
    """An array as its type says it.

    Attributes:
        places: For each axis the names that it may have; none if nothing is known of it. `*...` is any axes,
            `*Rest` those of a row variable.
        axes: The axes, where `Axes` can say them.
    """

    places: tuple[tuple[str, ...], ...]
    axes: Axes | None

    def __str__(self) -> str:
        """`[batch, embed]`."""
        if self.axes is not None:
            return str(self.axes)
        return f"[{', '.join(' or '.join(map(_dots, place)) or '?' for place in self.places)}]"

    @property
    def annotation(self) -> str:
        """`NamedArray["batch embed"]`."""
        axes = self.axes
        if axes is None:
            shown = " ".join("|".join(map(_dots, place)) or _MISSING for place in self.places)
            return f'NamedArray["{shown}"]'
        if axes.gap and axes.ordered:
            quoted = [[f'"{axis.name}"' for axis in side] for side in (axes.head, axes.tail)]
            return f"NamedArray[{', '.join([*quoted[0], f'*{axes.gap}', *quoted[1]])}]"
        names = " ".join(
            [*(a.name for a in axes.head), *(["..."] if axes.is_open else []), *(a.name for a in axes.tail)]
        )
        return f'NamedArray["{names}"]' if axes.ordered else f'NamedArray["{{{names}}}"]'


def _dots(name: str) -> str:
    return "..." if name == _GAP else name


_GAP: Final = "*..."


def read(text: str) -> Text | None:
    """The type that a text says; None if it is not of a form that is read here, as a signature is not."""
    try:
        found, end = _union(text, 0)
    except ValueError:
        return None
    return found if end == len(text) else None


def _token(text: str, at: int) -> tuple[str, int]:
    """The next token and where it ends; an empty one at the end of the text."""
    at = _SPACES.match(text, at).end()  # type: ignore[union-attr]  # it matches everywhere
    found = _TOKEN.match(text, at)
    return (found.group(), found.end()) if found else ("", at)


def _union(text: str, at: int) -> tuple[Text, int]:
    members: list[Text] = []
    bar = "|"
    while bar == "|":
        member, end = _member(text, at)
        members.append(member)
        bar, at = _token(text, end)
    return (members[0] if len(members) == 1 else Text("|", tuple(members))), end


def _member(text: str, at: int) -> tuple[Text, int]:
    name, end = _token(text, at)
    if name == "[":  # the parameters of a Callable
        name, end = "", at
    elif not name or name in set("](){}<>,|"):
        raise ValueError(text)
    bracket, after = _token(text, end)
    if bracket != "[":
        return Text(name.removesuffix("?")), end
    args: list[Text] = []
    token, closed = _token(text, after)
    while token != "]":
        arg, at = _union(text, after)
        args.append(arg)
        token, after = _token(text, at)
        closed = after
        if token not in ("]", ","):
            raise ValueError(text)
    literal = text[closed : closed + 1] == "?"  # `Literal['q']?`, the value of a str
    return Text(name, tuple(args), True), closed + literal


_LAYER: Final = re.compile(
    r"(?:[\w.]+\.)?(\w+)\[(?:(?:Union\[)?(?:[\w.]+\.)?_With\[)?Literal\['\[([^\]']*)\]'\](?:\](?: \| |, )Any\]?)?\]"
)


def spelled(text: str) -> str:
    """A text with every type of ours in it spelled as an annotation."""
    text = _LAYER.sub(r'\1["\2"]', text)
    parts: list[str] = []
    at = 0
    for found in _OURS.finditer(text):
        if found.start() < at:
            continue
        try:
            typ, end = _member(text, found.start())
        except ValueError:
            continue
        short = _annotation(typ)
        if short is not None:
            parts += [text[at : found.start()], short]
            at = end
    return "".join([*parts, text[at:]])


def _annotation(typ: Text) -> str | None:
    if typ.name.rpartition(".")[2] == "_Along" and len(typ.args) == 2:
        names = " ".join(_names(typ.args[1]))
        return f"{spelled(str(typ.args[0]))} along {repr(names) if names else 'other axes'}"
    array = array_of(typ)
    return _axis(typ) if array is None else array.annotation


def shown(typ: Text) -> str:
    """A type within a sentence: an array by its axes, anything else as an annotation."""
    return " or ".join(str(array_of(member) or spelled(str(member))) for member in typ.members)


def array_of(typ: Text) -> ArrayText | None:
    """The axes of an array; None if the type is another one."""
    home, _, name = typ.name.rpartition(".")
    if name not in ("NamedArray", "_Gradual") or not typ.bracketed or home not in ("", "haliax.core"):
        return None
    entries = [] if typ.args == (Text("()"),) else typ.args
    if not home and name == "NamedArray" and entries and not any(map(_is_telling, entries)):
        return None  # the class of another library
    if any(entry.name[:1] in "'\"" for entry in entries):
        return None  # it is in short form already
    unsure = any(map(_is_unsure, entries))
    if name == "_Gradual":  # its first argument says the axes; the next is not quite what it would be for a NamedArray
        told, *entries = entries
        unsure = str(told).startswith("Literal['{")
    entries = [Text("*tuple") if entry == Text("Any") else entry for entry in entries]  # what may be any number of axes
    if name != "_Gradual":
        entries = [Text("*tuple") if _is_mixed(entry) else entry for entry in entries]
    places = [tuple(dict.fromkeys(_names(entry))) for entry in entries]
    gaps = [i for i, place in enumerate(places) if place == (_GAP,)]
    if gaps:  # one is all that can be said
        places = places[: gaps[0] + 1] + places[gaps[-1] + 1 :]
    return ArrayText(tuple(places), _axes(tuple(places), unsure))


def _is_telling(entry: Text) -> bool:
    """Whether only an array has such a type argument."""
    return any(part.name.rpartition(".")[2] in _TELLING or part.name[0] == "*" for part in entry.members)


_TELLING: Final = frozenset({"Literal", "Unpack", "_With", "_AxisName"})


def _is_mixed(entry: Text) -> bool:
    """Whether mypy has joined the axis of one array with one of a set, of which it thinks that it may be any."""
    names = {part.name.rpartition(".")[2] for part in entry.members}
    return {"Literal", "_With"} <= names


def _is_unsure(entry: Text) -> bool:
    return any(part.name.endswith("_With") for part in entry.members)


def _names(entry: Text) -> Iterator[str]:
    """The names that one type argument of an array allows."""
    for part in entry.members:
        name = part.name.rpartition(".")[2]
        if name == "Literal":
            yield from (str(_value(arg)) for arg in part.args)
        elif name == "_With":
            yield from (inner for arg in part.args for inner in _names(arg))
        elif part.name[0] == "*" or name == "Unpack":
            inside = part.name.removeprefix("*") if name != "Unpack" else part.args[0].name
            yield _GAP if inside.endswith("tuple") else f"*{_variable(inside)}"
        elif name not in ("Any", "_AxisName", "str"):
            yield f"*{_variable(part.name)}"  # a variable that stands for one name


def _variable(name: str) -> str:
    """A type variable without the number or the function that mypy tells it apart by."""
    return re.split("[`@]", name)[0]


def _value(literal: Text) -> object:
    try:
        return ast.literal_eval(literal.name)
    except (SyntaxError, ValueError):
        return literal.name


def _axes(places: Sequence[tuple[str, ...]], unsure: bool) -> Axes | None:
    """The axes that places say, if it is a list of them or a set."""
    gaps = [i for i, place in enumerate(places) if len(place) == 1 and place[0].startswith("*")]
    named = [place for i, place in enumerate(places) if i not in gaps]
    gap = places[gaps[0]][0].removeprefix("*").removeprefix("...") if gaps else None
    try:
        if len(gaps) <= 1 and all(len(place) == 1 for place in named):
            at = gaps[0] if gaps else len(named)
            names = [of_size(place[0], None) for place in named]
            return Axes(tuple(names[:at]), gap, tuple(names[at:]), ordered=not unsure)
        if len(gaps) <= 1 and len(set(map(frozenset, named))) == 1 and len(named[0]) == len(named):
            return Axes(tuple(of_size(name, None) for name in named[0]), gap, ordered=False)
    except AxisError:  # two of one name
        return None
    return None


def _axis(typ: Text) -> str | None:
    """`Axis["embed", 512]`; None if the type is another one."""
    if typ.name not in ("Axis", "haliax.axis.Axis") or len(typ.args) != 2:
        return None
    names, sizes = ([part.args if part.name == "Literal" else (part,) for part in arg.members] for arg in typ.args)
    (name, *others), (size, *more) = ([entry for part in parts for entry in part] for parts in (names, sizes))
    if any(part.name[:1] not in "'\"" and part.name not in ("Any", "str") for part in (name, *others)):
        return None
    if any(not re.fullmatch(r"-?\d+|Any|int", part.name) for part in (size, *more)):
        return None
    if typ.args[0].name[:1] in "'\"":
        return None  # it is in short form already
    shown_size = " | ".join(part.name for part in (size, *more) if part.name not in ("Any", "int"))
    if name.name in ("Any", "str"):
        return f"Axis[{_MISSING}, {shown_size}]" if shown_size else "Axis"
    shown_name = " | ".join(f'"{_value(part)}"' for part in (name, *others))
    return f"Axis[{shown_name}, {shown_size}]" if shown_size else f"Axis[{shown_name}]"
