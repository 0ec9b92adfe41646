"""The annotation language: `NamedArray["batch embed ..."]`, `NamedArray["{batch embed}"]`.

    "batch embed"      exactly these axes, in this order
    "batch ... embed"  these at the ends, any others between
    "{batch embed}"    exactly these, in any order
    "{embed ...}"      at least these, in any order
    ""                 a scalar
    "..."              anything

In a layer `*In` stands for the axes of its list `In`: `NamedArray["{*In *Out}"]`. See `haliax.nn.Layer`.

The same may be written without quotes around the whole: `NamedArray["batch", ...]`, `NamedArray[{"batch", "embed"}]`,
and a row variable of PEP 646 stands for a run of axes: `NamedArray[*Rest, "embed"]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin

from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax.pure.axis import Axis, AxisSelector, as_axis, name_of

# `re` compiles them when they are first used, and remembers them.
_TOKEN = r"\.\.\.|\*?[\w-]+|\S"
_NAME = r"[\w-]+"
_LIST = r"\*[^\W\d]\w*"


@dataclass(frozen=True)
class NamedArrayAxes:
    """What an annotation asks of an array.

    Attributes:
        before: The first axes; all of them where there is no `...`, or no order.
        after: The axes after `...`.
        ordered: Whether the array must have the axes in this order.
        subset: Whether it may have other axes too, where `...` stands.
        dtype: The kind of dtype asked for: the name of an annotation of `haliax.haxtyping`, such as "Float" or "i32".
        row: The row variable that stands in the place of `...`, if any.
        parts: All of it, where lists of a layer are among it, each with a `*` before its name. What they stand for is
            not known until `filled`: `...` stands in their place.
    """

    before: tuple[AxisSelector, ...]
    after: tuple[AxisSelector, ...] = ()
    ordered: bool = True
    subset: bool = False
    dtype: str | None = None
    row: str = ""
    parts: tuple[str, ...] = ()

    def filled(self, lists: Mapping[str, Sequence[AxisSelector] | None]) -> NamedArrayAxes:
        """What is asked of an array in a layer whose lists have these axes; None for a list that is not known."""
        if not self.parts:
            return self
        found: list[str | None] = []
        for part in self.parts:
            axes = lists.get(part[1:]) if part[0] == "*" else None if part == "..." else (part,)
            found += [None] if axes is None else map(name_of, axes)
        names = [name for name in found if name is not None]
        distinct = tuple(dict.fromkeys(names))
        if len(distinct) < len(names):  # the layer calls one of them by another name
            return NamedArrayAxes(distinct, ordered=False, subset=True, dtype=self.dtype)
        gaps = [at for at, name in enumerate(found) if name is None]
        if not gaps or not self.ordered:
            return NamedArrayAxes(distinct, ordered=self.ordered, subset=bool(gaps), dtype=self.dtype)
        after = tuple(name for name in found[gaps[-1] + 1 :] if name is not None)
        before = tuple(name for name in found[: gaps[0]] if name is not None)
        return NamedArrayAxes(before, after, subset=True, dtype=self.dtype)

    @property
    def axes(self) -> Axes:
        """The axes that the annotation describes."""
        before, after = (tuple(map(as_axis, side)) for side in (self.before, self.after))
        return Axes(before, self.row if self.subset else None, after, self.ordered)

    def __str__(self) -> str:
        return f"{self.dtype}{self.axes}" if self.dtype else str(self.axes)


NamedArrayAxesSpec: TypeAlias = (
    NamedArrayAxes | str | list[object] | tuple[object, ...] | set[object] | frozenset[object]
)
"""Anything that `NamedArray[...]` takes between its brackets."""


def read_spec(spec: object, dtype: str | None = None) -> NamedArrayAxes:
    """The meaning of what stands in the brackets of an annotation.

    Raises:
        AxisError: If a string cannot be read, or an axis is repeated.
        TypeError: If it is not a string, nor axes, `...` or a row variable.
    """
    if isinstance(spec, NamedArrayAxes):
        return spec
    try:
        parts, ordered = _parts_of(spec)
        found = _assemble([_part(part) for part in parts], ordered, spec, dtype)
        found.axes  # noqa: B018  (raises if an axis is repeated)
    except errors.AxisError as error:
        raise error.within("NamedArray") from None
    return found


def specs_in(annotation: Any, array: type) -> list[NamedArrayAxes]:
    """What an annotation in any form asks of arrays of a class: one entry for each member of a union.

    Args:
        annotation: An annotation, the class itself, or what stands in the brackets of one.
        array: The class.

    Raises:
        AxisError: If a string cannot be read, or an axis is repeated.
        TypeError: If it is not a string, nor axes, `...` or a row variable.
    """
    metadata = [extra for extra in getattr(annotation, "__metadata__", ()) if isinstance(extra, NamedArrayAxes)]
    if metadata:
        return metadata[:1]
    if isinstance(annotation, TypeVar):
        members: tuple[Any, ...] = annotation.__constraints__ or (annotation.__bound__ or array,)
    elif get_origin(annotation) in (Union, UnionType):
        members = get_args(annotation)
    elif hasattr(annotation, "__metadata__") or hasattr(annotation, "__value__"):  # Annotated, or an alias of a type
        members = (getattr(annotation, "__value__", None) or annotation.__origin__,)
    elif isinstance(annotation, type) or annotation is Any or annotation is None:
        fits = annotation is Any or (isinstance(annotation, type) and issubclass(array, annotation))
        return [NamedArrayAxes((), subset=True)] if fits else []
    else:
        return [read_spec(annotation)]
    return [spec for member in members for spec in specs_in(member, array)]


def _parts_of(spec: object) -> tuple[list[object], bool]:
    """The names, axes, dots and row variables of a spec, and whether they are ordered."""
    if isinstance(spec, str):
        return _parse(spec)
    if isinstance(spec, set | frozenset):
        return sorted(spec, key=_last_dots), False
    return (list(spec) if isinstance(spec, tuple | list) else [spec]), True


def _last_dots(part: object) -> tuple[bool, str]:
    return part is ..., str(part)


def _parse(text: str) -> tuple[list[object], bool]:
    """The names and dots of a spec string, and whether they are ordered."""
    tokens = [(match.group(), match.start()) for match in re.finditer(_TOKEN, text)]
    ordered = not (tokens and tokens[0][0] == "{")
    if not ordered:
        if tokens[-1][0] != "}":
            raise errors.malformed("`{` is never closed", text)
        tokens = tokens[1:-1]
    for token, _ in tokens:
        if token.isdecimal():
            raise errors.malformed(f"'{token}' is a size; an annotation names each axis, and says no sizes", text)
        if token != "..." and not re.fullmatch(_NAME, token) and not re.fullmatch(_LIST, token):
            raise errors.malformed(f"unexpected '{token}'; separate names by spaces: 'batch embed ...'", text)
    return [_meant(token) for token, _ in tokens], ordered


def _meant(token: str) -> object:
    return ... if token == "..." else _List(token) if token[0] == "*" else token


@dataclass(frozen=True)
class _Row:
    name: str


@dataclass(frozen=True)
class _List:
    text: str


def _part(part: object) -> object:
    """One part of a spec: an axis, `...`, or a row variable."""
    if part is ... or isinstance(part, Axis | _List):
        return part
    if isinstance(part, str):
        if not re.fullmatch(_NAME, part):
            raise errors.malformed("not a name of an axis", part)
        return part
    # `*Rest` is Unpack[Rest] in typing's terms, whose argument is the TypeVarTuple.
    variables: tuple[Any, ...] = getattr(part, "__args__", (part,))
    if len(variables) == 1 and type(variables[0]).__name__ == "TypeVarTuple":
        return _Row(variables[0].__name__)
    raise errors.WrongKind(f"NamedArray[...] takes names of axes, got {part!r}")


def _assemble(parts: list[object], ordered: bool, spec: object, dtype: str | None) -> NamedArrayAxes:
    gaps = [i for i, part in enumerate(parts) if part is ... or isinstance(part, _Row)]
    if len(gaps) > 1:
        raise errors.malformed("more than one `...`", str(spec))
    if any(isinstance(part, _List) for part in parts):
        texts = tuple("..." if part is ... else getattr(part, "text", str(part)) for part in parts)
        return replace(
            NamedArrayAxes((), ordered=ordered, dtype=dtype, parts=texts).filled({}), parts=texts, ordered=ordered
        )
    axes = [part for part in parts if isinstance(part, str | Axis)]
    at = gaps[0] if gaps and ordered else len(axes)
    gap = parts[gaps[0]] if gaps else None
    return NamedArrayAxes(
        before=tuple(axes[:at]),
        after=tuple(axes[at:]),
        ordered=ordered,
        subset=bool(gaps),
        dtype=dtype,
        row=gap.name if isinstance(gap, _Row) else "",
    )


def names(spec: NamedArrayAxes) -> tuple[str, ...]:
    """The names that an annotation mentions."""
    return tuple(map(name_of, spec.before + spec.after))
