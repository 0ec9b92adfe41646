"""Reads the types that mypy reveals, and says whether a value is of one.

Arrays are read in either spelling: `NamedArray["batch embed"]`, as annotations have it, and
`haliax.core.NamedArray[Literal['batch'], Literal['embed']]`, as mypy itself prints the encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, TypeAlias

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.pure.axes import ANY, Axes, describes, exactly
from haliax.pure.axis import unsized
from haliax.pure.spec import read_spec

_ARRAYS: Final = ("NamedArray", "_Gradual", "Named")
_GAPS: Final = ("*tuple[Any, ...]", "Unpack[tuple[Any, ...]]")
_SOMEWHERE: Final = "haliax.core._With["  # one place of an array that has these axes in some order
_ROW: Final = re.compile(r"\*\w+")
_BRACKETS: Final = {"[": 1, "(": 1, "{": 1, "]": -1, ")": -1, "}": -1}
_PLAIN: Final[Mapping[str, type]] = {
    **{"int": int, "str": str, "bool": bool, "float": float, "None": type(None), "NoneType": type(None)},
    **{"tuple": tuple, "list": list, "dict": dict},
}


class Fit(IntEnum):
    """How a type is of a value, from the worst to the best."""

    WRONG = 0
    UNSEEN = 1
    VAGUE = 2
    EXACT = 3


@dataclass(frozen=True, slots=True)
class Places:
    """An array whose axes may each have one of some names; None for any.

    Attributes:
        head: The first axes.
        gap: Whether there may be others between head and tail.
        tail: The last axes.
    """

    head: tuple[frozenset[str] | None, ...]
    gap: bool = False
    tail: tuple[frozenset[str] | None, ...] = ()

    def describe(self, names: tuple[str, ...]) -> bool:
        """Whether an array may have these axes."""
        known = len(self.head) + len(self.tail)
        if len(names) < known or (len(names) > known and not self.gap):
            return False
        ends = names[: len(self.head)] + names[len(names) - len(self.tail) :]
        return all(may is None or name in may for name, may in zip(ends, self.head + self.tail, strict=True))


Array: TypeAlias = Axes | Places


def options(text: str) -> list[str]:
    """The members of a union; one that is none is its only member."""
    text = text.removeprefix("Union[").removesuffix("]") if text.startswith("Union[") else text
    return parts(text, "|")


def parts(text: str, by: str = ",") -> list[str]:
    """The parts of a text between commas, or bars, that stand in no brackets and no quotes."""
    found, depth, quote = [""], 0, ""
    for letter in text:
        if letter in "'\"":
            quote = "" if quote == letter else quote or letter
        elif not quote:
            depth += _BRACKETS.get(letter, 0)
        if letter == by and depth == 0 and not quote:
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found if part.strip()]


def array(text: str) -> Array | None:
    """The axes of an array type; None if it is no array, or cannot be read."""
    name, bracket, inside = text.partition("[")
    if name.rpartition(".")[2] not in _ARRAYS:
        return None
    if not bracket:
        return ANY
    entries = parts(inside.removesuffix("]"))
    said = re.fullmatch(r"Literal\['([\[{].*[\]}])'\]", entries[0])
    if said:  # the class of arrays of which not all is known says first what is
        return _written(said[1])
    if entries == ["()"]:
        return Axes()
    if len(entries) == 1 and entries[0][0] in "'\"":
        return _spec(_ROW.sub("...", entries[0][1:-1]))
    return _encoded(entries)


def _spec(text: str) -> Array:
    """Axes as annotations have them; `?` stands for an axis whose name is not known, `a|b` for one of two names."""
    names = text.strip("{}").split()
    if not any(mark in text for mark in "?|"):
        return read_spec(text).axes
    if text.startswith("{"):
        return ANY
    places = [None if name == "?" else frozenset(name.split("|")) for name in names]
    at = names.index("...") if "..." in names else len(names)
    return Places(tuple(places[:at]), "..." in names, tuple(places[at + 1 :]))


def _written(text: str) -> Axes:
    """Axes as they are printed: `[batch, ..., embed]`."""
    names = ["..." if name.startswith("*") else name for name in parts(text[1:-1])]
    gap = "" if "..." in names else None
    at = names.index("...") if gap is not None else len(names)
    return _of_names(names[:at], gap, names[at + 1 :], text.startswith("["))


def _encoded(entries: list[str]) -> Array:
    """The axes of an array whose type arguments are given as mypy prints them."""
    gap = next((i for i, entry in enumerate(entries) if entry in _GAPS or re.match(r"\*|Unpack\[", entry)), None)
    places = [_names(entry) for i, entry in enumerate(entries) if i != gap]
    known = set().union(*(place for place in places if place is not None))
    in_order = not any(_SOMEWHERE in entry for entry in entries)
    if in_order and all(place is not None and len(place) == 1 for place in places):
        names = [next(iter(place)) for place in places if place]
        at = len(names) if gap is None else gap
        return _of_names(names[:at], None if gap is None else "", names[at:]) if _distinct(names) else ANY
    if len(known) == len(places) and all(place == known for place in places):
        return _of_names(sorted(known), None if gap is None else "", [], ordered=False)
    may = tuple(frozenset(place) if place else None for place in places)
    return Places(may) if gap is None else Places(may[:gap], True, may[gap:])


def _of_names(head: list[str], gap: str | None, tail: list[str], ordered: bool = True) -> Axes:
    return Axes(tuple(map(unsized, head)), gap, tuple(map(unsized, tail)), ordered)


def _distinct(names: list[str]) -> bool:
    return len(set(names)) == len(names)


def _names(text: str) -> set[str] | None:
    """The names that one type argument of NamedArray allows; None for any."""
    found: set[str] = set()
    for part in parts(text.removesuffix(" | Any") if _SOMEWHERE in text else text, "|"):
        if part.startswith(_SOMEWHERE):
            inner = _names(part[len(_SOMEWHERE) : -1])
            if inner is None:
                return None
            found |= inner
            continue
        literal = re.fullmatch(r"Literal\[(.*)\]\??|(['\"].*['\"])", part)
        if literal is None:
            return None
        found |= {name.strip("'\"") for name in parts(literal[1] or literal[2])}
    return found


def fit(value: Any, text: str) -> Fit:
    """How a revealed type is of a value that was there when the program ran."""
    members = options(text)
    if len(members) > 1:
        fits = [fit(value, member) for member in members]
        best = max(fits)
        return best if best <= Fit.UNSEEN else Fit.VAGUE
    return _fit(value, members[0] if members else "")


def _fit(value: Any, text: str) -> Fit:
    axes = array(text)
    if axes is not None:
        return _fit_array(value, axes)
    name, bracket, inside = text.partition("[")
    short = name.rpartition(".")[2].rstrip("?")
    arguments = parts(inside.removesuffix("]").removesuffix("]?")) if bracket else []
    if short == "Literal":
        return Fit.EXACT if repr(value) in arguments else Fit.WRONG
    if short == "Axis":
        return _fit_axis(value, arguments)
    if short == "Any" or text in ("Never", "object", "builtins.object"):
        return Fit.WRONG if text == "Never" else Fit.VAGUE
    if bracket:
        return _fit_container(value, short, arguments)
    if short in _PLAIN:
        return _fit_plain(value, short)
    return Fit.UNSEEN


def _fit_plain(value: Any, name: str) -> Fit:
    if isinstance(value, NamedArray | Axis) or value is None:
        return Fit.EXACT if isinstance(value, _PLAIN[name]) else Fit.WRONG
    return Fit.EXACT if type(value) is _PLAIN[name] else Fit.UNSEEN


def _fit_array(value: Any, axes: Array) -> Fit:
    if not isinstance(value, NamedArray):
        return Fit.WRONG
    names = value.axis_names
    if isinstance(axes, Places):
        return Fit.VAGUE if axes.describe(names) else Fit.WRONG
    if not describes(axes, exactly(names)):
        return Fit.WRONG
    return Fit.EXACT if axes.is_exact else Fit.VAGUE


def _fit_axis(value: Any, arguments: list[str]) -> Fit:
    if not isinstance(value, Axis):
        return Fit.WRONG
    known = [re.sub(r"Literal\[(.*)\]\??", r"\1", argument).strip("'\"") for argument in arguments]
    wanted = list(zip(known, (value.name, str(value.size)), strict=False))
    if any(said not in ("Any", "str", "int", "?", is_) for said, is_ in wanted):
        return Fit.WRONG
    return Fit.EXACT if known and known[0] == value.name else Fit.VAGUE


def _fit_container(value: Any, name: str, arguments: list[str]) -> Fit:
    if name == "tuple" and arguments[1:] != ["..."]:
        arguments = [a for a in arguments if a != "()" and not a.startswith("fallback=")]  # of a NamedTuple
        if not isinstance(value, tuple) or len(value) != len(arguments):
            return Fit.WRONG
        return min([fit(v, a) for v, a in zip(value, arguments, strict=True)], default=Fit.EXACT)
    if name in ("list", "Sequence", "tuple", "Iterable", "Collection"):
        if not isinstance(value, list | tuple):
            return Fit.WRONG if isinstance(value, NamedArray) else Fit.UNSEEN
        return _least(fit(item, arguments[0]) for item in value)
    if name in ("dict", "Mapping"):
        if not isinstance(value, dict):
            return Fit.WRONG if isinstance(value, NamedArray) else Fit.UNSEEN
        return _least(min(fit(k, arguments[0]), fit(v, arguments[1])) for k, v in value.items())
    return Fit.UNSEEN


def _least(fits: Iterator[Fit]) -> Fit:
    return min(fits, default=Fit.EXACT)


def is_exact(text: str) -> bool:
    """Whether a type says all names of all arrays in it, and their order."""
    return "Any" not in text and "_Gradual" not in text and all(exact for exact in _arrays(text))


def _arrays(text: str) -> Iterator[bool]:
    """For each array within a type: whether all of it is known."""
    for member in options(text):
        axes = array(member)
        if axes is not None:
            yield isinstance(axes, Axes) and axes.is_exact
        elif "[" in member:
            for part in parts(member.partition("[")[2].removesuffix("]")):
                yield from _arrays(part)
