"""Arguments of arrays taken apart without jax.

For each named array in a pytree jax calls back into Python, which a loop in Python need not. This one knows arrays in
tuples, lists, dicts and Modules of equinox. For all else there is `jax.tree_util`.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from types import NoneType
from typing import Any, Final, TypeAlias

import jax

from haliax.core import NamedArray, wrap
from haliax.ops._settle import exact
from haliax.partitioning.leaves import holds_numbers

Forms: TypeAlias = tuple[Any, ...]
"""What each of several values is: the names of a named array, None for an array without names, `NoneType` for None, and
for a container its type, its forms, and the keys of a dict, or of a Module what it holds besides its children."""

_CONTAINERS: Final = frozenset({tuple, list, dict})


def taken_apart(values: Iterable[Any], arrays: list[Any], modules: list[Any]) -> Forms | None:
    """What the values are; None if there is something else in them.

    Args:
        values: The values.
        arrays: Where their arrays are added, in the order in which `jax.tree_util` has them.
        modules: Where the classes of Modules among them are added.
    """
    found: list[Any] = []
    for value in values:
        kind: Any = type(value)
        if kind is NamedArray:
            array = value._array
            if _ways[type(array)] is not _ARRAY:
                return None
            found.append(value._axis_names)
            arrays.append(array)
            continue
        way = _ways[kind]
        if way is _ARRAY:
            found.append(None)
            arrays.append(value)
        elif way is NoneType:
            found.append(NoneType)
        elif way is _CONTAINER:
            keys = tuple(value) if kind is dict else ()
            order = _in_order(keys)
            if order is None:
                return None
            forms = taken_apart(map(value.__getitem__, order) if order else value, arrays, modules)
            if forms is None:
                return None
            found.append((kind, forms, keys))
        elif way is None:
            return None
        else:
            held = value.__dict__
            if len(held) != way.count:  # some are missing, or it wraps a function
                return None
            try:
                forms = taken_apart(way.children(held), arrays, modules)
                if forms is None:
                    return None
                found.append((kind, forms, exact(way.others(held))))
            except KeyError:
                return None
            modules.append(kind)
    return tuple(found)


@lru_cache(maxsize=256)
def _in_order(keys: tuple[Any, ...]) -> tuple[str, ...] | None:
    """The keys of a dict, sorted; None if they are not strings."""
    return tuple(sorted(keys)) if all(type(key) is str for key in keys) else None


@dataclasses.dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of a Module: how many, and those that are its children or not, of its `__dict__`."""

    count: int
    children: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    others: Callable[[Mapping[str, Any]], tuple[Any, ...]]


_ARRAY: Final = "an array"
_CONTAINER: Final = "a container"
_KEPT: Final = 1024
"""So many classes, and so many structures, are remembered."""


class _Ways(dict[type, Any]):
    """How objects of a class are taken apart: `_ARRAY`, `NoneType`, `_CONTAINER`, the fields of a Module, or not."""

    def __missing__(self, kind: type) -> Any:
        if len(self) >= _KEPT:
            self.clear()
        found: Any = _ARRAY if holds_numbers(kind) else NoneType if kind is NoneType else None
        self[kind] = found = found or (_CONTAINER if kind in _CONTAINERS else _fields(kind))
        return found


_ways: Final = _Ways()


def _fields(kind: type) -> _Fields | None:
    """The fields of a class; None if it is no Module."""
    equinox = sys.modules.get("equinox")
    if equinox is None or not issubclass(kind, equinox.Module):
        return None
    is_static = {field.name: bool(field.metadata.get("static", False)) for field in dataclasses.fields(kind)}
    children, others = ([name for name, static in is_static.items() if static is how] for how in (False, True))
    return _Fields(len(is_static), _values(children), _values(others))


def _values(names: list[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda held: tuple(held[name] for name in names)


class Structure:
    """The forms of arguments with Modules among them, of which only jax knows how to put them together.

    Attributes:
        forms: What tells them from others.
        whole: The same, where all but dicts have what jax knows of them besides their children; None if jax takes a
            Module apart otherwise.
    """

    __slots__ = ("_hash", "forms", "whole")

    forms: Forms
    whole: Forms | None

    def __init__(self, forms: Forms, whole: Forms | None) -> None:
        self.forms, self.whole, self._hash = forms, whole, hash(forms)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Structure) and self.forms == other.forms)

    def __hash__(self) -> int:
        return self._hash


_structures: Final[dict[Forms, Structure]] = {}


def structure_of(forms: Forms, values: tuple[Any, ...], arrays: list[Any]) -> Structure | None:
    """What is known of values that were taken apart, with Modules among them; None if that is left to jax."""
    try:
        found = _structures.get(forms)
    except TypeError:  # something in a Module is not hashable, which jax does not ask for
        return None
    if found is None:
        found = Structure(forms, _whole(values, arrays))
        if len(_structures) >= _KEPT:
            _structures.clear()
        _structures[forms] = found
    return None if found.whole is None else found


def _whole(values: tuple[Any, ...], arrays: list[Any]) -> Forms | None:
    """The forms of values as jax sees them; None if it has other arrays than these, or in another order."""
    leaves = jax.tree_util.tree_leaves(values)
    if len(leaves) != len(arrays) or any(leaf is not array for leaf, array in zip(leaves, arrays, strict=True)):
        return None
    return tuple(map(_seen, values))


def _seen(value: Any) -> Any:
    kind = type(value)
    if kind is dict:
        return kind, tuple(_seen(value[key]) for key in sorted(value)), tuple(value)
    taken = jax.tree_util.default_registry.flatten_one_level(value)
    return None if taken is None else (kind, tuple(map(_seen, taken[0])), taken[1])


def put_together(forms: Forms, arrays: Iterator[Any]) -> tuple[Any, ...]:
    """The values that were taken apart, with other arrays."""
    return tuple(_put(form, arrays) for form in forms)


def _put(form: Any, arrays: Iterator[Any]) -> Any:
    if form is None:
        return next(arrays)
    if form is NoneType:
        return None
    if not form or isinstance(form[0], str):
        return wrap(next(arrays), form)
    kind, forms, data = form
    values = put_together(forms, arrays)
    if kind is dict:
        by_key = dict(zip(sorted(data), values, strict=True))
        return {key: by_key[key] for key in data}
    node = jax.tree_util.PyTreeDef.from_node_data_and_children(
        jax.tree_util.default_registry, (kind, data), [_LEAF] * len(values)
    )
    return node.unflatten(values)


_LEAF: Final = jax.tree_util.tree_structure(0)
