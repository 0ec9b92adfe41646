"""The type of all values that were seen at one place.

Arrays are joined by what they have in common: `[batch, embed]` alone is `"batch embed"`; with `[embed, batch]` it is
`"{batch embed}"`, with `[head, embed]` `"... embed"`, and with `[embed, head]` `"{embed ...}"`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final, TypeAlias

from haliax.pure.dtypes import is_kind
from haliax_mypy.commands.annotate.types import ANY, NONE, Array, Axes, Instance, Layer, OneAxis, Type, union
from haliax_mypy.commands.record.store import Class

Form: TypeAlias = Any
Names: TypeAlias = tuple[str, ...]

_BUILTINS: Final = frozenset({"bool", "bytes", "complex", "float", "int", "str"})
_MOST_CLASSES: Final = 3
"""A union of more classes says nothing that a reader wants to know."""


class NothingInCommon(Exception):
    """The values that were seen have no type that says more than none would; its text says why."""


@dataclass(frozen=True)
class Joining:
    """Joins forms.

    Attributes:
        classes: The classes of the user, by file and name.
        dtypes: Whether types say dtypes.
    """

    classes: Mapping[tuple[str, str], Class]
    dtypes: bool = False

    def type_of(self, forms: Iterable[Form]) -> Type:
        """The type of everything that has one of some forms.

        Raises:
            NothingInCommon: If there is none that is worth writing.
        """
        groups: dict[str, list[Form]] = {}
        for form in forms:
            groups.setdefault("tuple" if form[0] == "tuple*" else form[0], []).append(form)
        groups.pop("unfit", None)
        ways: dict[str, Callable[[list[Form]], list[Type]]] = {
            "array": self._arrays,
            "axis": _axes,
            "layer": self._layers,
            "stack": self._stacks,
            "object": self._objects,
            "tuple": self._tuples,
            "list": lambda found: [Instance("builtins", "list", (self._member(f for form in found for f in form[1]),))],
            "dict": self._dicts,
            "value": _values,
            "none": lambda found: [NONE],
        }
        if not groups:
            raise NothingInCommon("its arrays were seen within jax.vmap or as placeholders only")
        return union([kind for name, found in groups.items() for kind in ways[name](found)])

    def _member(self, forms: Iterable[Form]) -> Type:
        """The type of a member of a container, which may be any where nothing is in common."""
        found = list(forms)
        try:
            return self.type_of(found) if found else ANY
        except NothingInCommon:
            return ANY

    def _arrays(self, forms: list[Form]) -> list[Type]:
        axes = axes_of([tuple(form[1]) for form in forms])
        return [Array(axes, dtype_of(form[2] for form in forms) if self.dtypes else "")]

    def _layers(self, forms: list[Form]) -> list[Type]:
        texts: dict[tuple[str, str], set[str | None]] = {}
        for _, where, name, text in forms:
            texts.setdefault((where, name), set()).add(text)
        found: list[Type] = []
        for (where, name), of_one in texts.items():
            found.append(Layer(where, name, next(iter(of_one)) if len(of_one) == 1 else None))
        return _few(found)

    def _stacks(self, forms: list[Form]) -> list[Type]:
        inner: dict[tuple[str, str], list[Form]] = {}
        for _, where, name, form in forms:
            inner.setdefault((where, name), []).append(form)
        return _few([Instance(where, name, (self._member(found),)) for (where, name), found in inner.items()])

    def _objects(self, forms: list[Form]) -> list[Type]:
        names = list(dict.fromkeys((form[1], form[2]) for form in forms))
        bases = [self.classes[name].bases if name in self.classes else [name] for name in names]
        shared = [base for base in bases[0] if all(base in others for others in bases)]
        # What all have as a base is the type of each; a class that is one of those seen is.
        found = shared[:1] or names
        return _few([Instance(where, name) for where, name in found])

    def _tuples(self, forms: list[Form]) -> list[Type]:
        fixed = [form[1] for form in forms if form[0] == "tuple"]
        if len(fixed) == len(forms) and len({len(members) for members in fixed}) == 1:
            return [Instance("builtins", "tuple", tuple(map(self._member, zip(*fixed, strict=True))))]
        member = self._member(member for form in forms for member in form[1])
        return [Instance("builtins", "tuple", (member,), repeats=True)]

    def _dicts(self, forms: list[Form]) -> list[Type]:
        keys = self._member(key for form in forms for key in form[1])
        values = self._member(value for form in forms for value in form[2])
        return [Instance("builtins", "dict", (keys, values))]


def axes_of(seen: Sequence[Names]) -> Axes:
    """What arrays have in common.

    Raises:
        NothingInCommon: If they share no axis.
    """
    different = list(dict.fromkeys(seen))
    first = different[0]
    if len(different) == 1:
        return Axes(first)
    if all(sorted(names) == sorted(first) for names in different):
        return Axes(first, is_ordered=False)
    shared = [name for name in first if all(name in names for names in different)]
    before = reduce(_common_start, different)
    after = reduce(_common_start, [names[::-1] for names in different])[::-1]
    # A scalar among them leaves neither start nor end; names occur once, so both overlap in the shortest array only.
    after = after[max(0, len(before) + len(after) - min(map(len, different))) :]
    if not shared:
        raise NothingInCommon(f"it is {_listed(different)}, which share no axis")
    if len(before) + len(after) == len(shared):
        return Axes(before, after, is_open=True)
    return Axes(tuple(shared), is_open=True, is_ordered=False)


def _common_start(one: Names, other: Names) -> Names:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]


def _listed(seen: Sequence[Names]) -> str:
    texts = [f"[{', '.join(names)}]" for names in seen[:4]]
    return f"{', '.join(texts[:-1])} and {'others' if len(seen) > 4 else texts[-1]}"


_KINDS: Final = ("Bool", "Key", "Int", "UInt", "Float", "Complex", "Integer", "Inexact", "Real", "Num")
"""The annotations for dtypes, narrow ones first."""


def dtype_of(dtypes: Iterable[str]) -> str:
    """The narrowest annotation for some dtypes; "" if there is none that says more than any."""
    found = set(dtypes)
    return next((kind for kind in _KINDS if all(is_kind(dtype, kind) for dtype in found)), "")


def _axes(forms: list[Form]) -> list[Type]:
    names = list(dict.fromkeys(form[1] for form in forms))
    if len(names) > 1:
        raise NothingInCommon(f"it is an axis of several names: {', '.join(names[:4])}")
    return [OneAxis(names[0])]


def _values(forms: list[Form]) -> list[Type]:
    """Other values: of types that every file can name."""
    found: list[Type] = []
    for _, module, name in forms:
        if module == "builtins" and name in _BUILTINS:
            found.append(Instance("builtins", name))
        elif (module, name) == ("jax", "Array") or module == "haliax.nn":  # a layer that names no axes, as Dropout
            found.append(Instance(module, name))
        else:
            raise NothingInCommon(f"it is also of class {module}.{name}")
    return found


def _few(found: list[Type]) -> list[Type]:
    if len(found) > _MOST_CLASSES:
        raise NothingInCommon(f"it is of {len(found)} classes")
    return found
