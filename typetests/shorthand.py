"""Types in short form: `[batch, ..., embed]` for `haliax.core.NamedArray[Literal['batch'], *tuple[Any, ...], …]`.

    [batch, embed]          exactly these axes, in this order
    [batch, ...]            others may follow
    {batch, embed}          in any order
    {embed, ...}            at least this
    [*Rest, embed]          a row variable and an axis
    [?, ?]                  two axes, names unknown
    Axis[embed, 512]        an axis; Axis[embed] where the size is unknown

Whatever else mypy prints stays, without the names of the modules that everybody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from haliax import Axis, NamedArray
from haliax.pure.axes import Axes, describes, exactly

_ARRAY, _AXIS = "haliax.core.NamedArray", "haliax.axis.Axis"
_SOMEWHERE = "haliax.core._With["  # one place of an array that has these axes in some order
_GAPS = ("*tuple[Any, ...]", "Unpack[tuple[Any, ...]]")


def shorten(text: str) -> str:
    """The short form of a type as mypy prints it."""
    text = text.replace("builtins.", "").replace("typing.", "").replace("collections.abc.", "")
    text = _from_annotations(text)
    text = re.sub(r"haliax\.core\._With\[((?:[^][]|\[[^][]*\])*)\]", r"\1", text)  # one axis of an array that has these
    for long, short in ((_ARRAY, _array), (_AXIS, _axis)):
        while (at := text.find(f"{long}[")) >= 0:
            end = _closing(text, at + len(long))
            text = text[:at] + short(_parts(text[at + len(long) + 1 : end])) + text[end + 1 :]
    return re.sub(r"Literal\[('\w+'|-?\d+|True|False)\]\??", r"\1", text.replace(_AXIS, "Axis"))


def _from_annotations(text: str) -> str:
    """The short form of the arrays and axes that are spelled as annotations: `NamedArray["batch embed"]`."""
    text = re.sub(r'Axis\[("[^]]*)\]', lambda m: f"Axis[{m[1].replace(chr(34), '')}]", text)
    text = re.sub(r"(?<![\w.])NamedArray\[([^][]*\*[^][]*)\]", lambda m: f"[{m[1].replace(chr(34), '')}]", text)
    return re.sub(r'(?<![\w.])NamedArray\["([^"]*)"\]', lambda m: _listed(m[1]), text)


def _listed(spec: str) -> str:
    names = ", ".join(re.findall(r"[^\s{}]+", spec))
    return f"<{names}>" if "|" in spec else f"{{{names}}}" if spec.startswith("{") else f"[{names}]"


def same(short: str, other: str) -> bool:
    """Whether two types in short form are one: names in braces have no order, nor have the members of a union."""
    return _settled(short) == _settled(other)


def _settled(short: str) -> str:
    options = _parts(short, "|")
    if len(options) > 1:
        return " | ".join(sorted(map(_settled, options)))
    if short.startswith("{"):
        return f"{{{', '.join(sorted(_parts(short[1:-1])))}}}"
    name, bracket, inside = short.partition("[")
    return f"{name}[{', '.join(map(_settled, _parts(inside[:-1])))}]" if bracket and inside.endswith("]") else short


def _closing(text: str, start: int) -> int:
    """The position of the bracket that closes the one at `start`."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"[": 1, "(": 1, "{": 1, "]": -1, ")": -1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise ValueError(f"brackets do not match in {text}")


def _parts(text: str, by: str = ",") -> list[str]:
    """The parts of a text between commas, or bars, that stand in no brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += {"[": 1, "(": 1, "{": 1, "]": -1, ")": -1, "}": -1}.get(letter, 0)
        if letter == by and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def _array(entries: list[str]) -> str:
    if entries == ["()"]:
        return "[]"
    shown = [_entry(entry) for entry in entries]
    names = list(dict.fromkeys(name for entry in shown for name in entry if name not in ("...", "?")))
    if any(len(entry) > 1 for entry in shown) or any(_SOMEWHERE in entry for entry in entries):
        gap = [entry[0] for entry in shown if entry == ["..."] or entry[0].startswith("*")]
        fits = len(names) == len(shown) - len(gap) and all(entry[0] in (*names, *gap) for entry in shown)
        return f"{{{', '.join(names + gap)}}}" if fits else f"<{', '.join('|'.join(entry) for entry in shown)}>"
    return f"[{', '.join(entry[0] for entry in shown)}]"


def _entry(text: str) -> list[str]:
    """One type argument of NamedArray: the names that it allows, `?` for any, `...` for a run of axes."""
    if text in _GAPS:
        return ["..."]
    row = re.fullmatch(r"(?:\*|Unpack\[)(\w+)(?:`-?\d+)?\]?", text)
    if row:
        return [f"*{row[1]}"]
    return list(_names(text))


def _names(text: str) -> Iterator[str]:
    for part in _parts(text.removesuffix(" | Any") if _SOMEWHERE in text else text, "|"):
        if part.startswith(_SOMEWHERE):
            yield from _names(part[len(_SOMEWHERE) : -1])
            continue
        literal = re.fullmatch(r"Literal\[(.*)\]\??", part)
        if literal:
            yield from (name.strip("'\"") for name in _parts(literal[1]))
        else:
            yield "?"


def _axis(arguments: list[str]) -> str:
    name, size = (re.sub(r"Literal\['?(.*?)'?\]\??", r"\1", argument) for argument in arguments)
    name = "" if name in ("Any", "str") else name
    size = "" if size in ("Any", "int") else size
    inside = ", ".join([name or "?", size] if size else [name] if name else [])
    return f"Axis[{inside}]" if inside else "Axis"


def fits(value: Any, short: str) -> bool:
    """Whether a value has a type that is given in short form.

    Raises:
        ValueError: If that cannot be seen from the value; such a reveal is marked static.
    """
    options = _parts(short, "|")
    if len(options) > 1:
        return any(fits(value, option) for option in options)
    if short.startswith(("[", "{")):
        return isinstance(value, NamedArray) and _has_axes(value, short)
    name, _, inside = short.removesuffix("]").partition("[")
    if name == "Axis":
        name, size, *_ = (*_parts(inside), "?", "?") if inside else ("?", "?")
        return isinstance(value, Axis) and name in ("?", value.name) and size in ("?", str(value.size))
    if inside:
        return _fits_container(value, name, _parts(inside))
    if name in ("None", "True", "False") or re.fullmatch(r"'.*'|-?\d+", name):
        return repr(value) == name
    if name in ("int", "str", "bool", "float", "complex"):
        return type(value).__name__ == name
    raise ValueError(f"cannot see from a value whether it is {short}")


def _fits_container(value: Any, name: str, inside: list[str]) -> bool:
    if (name in ("tuple", "Sequence") and inside[1:] == ["..."]) or name in ("list", "Sequence"):
        return isinstance(value, tuple | list) and all(fits(item, inside[0]) for item in value)
    if name == "tuple":
        inside = [] if inside == ["()"] else inside
        return isinstance(value, tuple) and len(value) == len(inside) and all(map(fits, value, inside))
    if name in ("dict", "Mapping"):
        items = value.items() if isinstance(value, dict) else ()
        return isinstance(value, dict) and all(fits(k, inside[0]) and fits(v, inside[1]) for k, v in items)
    raise ValueError(f"cannot see from a value whether it is {name}[{', '.join(inside)}]")


def _has_axes(value: NamedArray, short: str) -> bool:
    entries = _parts(short[1:-1])
    if "?" in entries:
        return len(entries) == value.ndim and all(e in ("?", n) for e, n in zip(entries, value.axis_names, strict=True))
    gaps = [i for i, entry in enumerate(entries) if entry == "..." or entry.startswith("*")]
    at = gaps[0] if gaps else len(entries)
    head, tail = tuple(entries[:at]), tuple(entries[at + 1 :])
    return describes(Axes(head, "" if gaps else None, tail, short.startswith("[")), exactly(value.axes))
