"""What of a value decides whether it is as annotated: its structure, axes, shapes and dtypes, but no elements.

Two values with equal facts pass or fail the same check. So a check that has passed need not be done again.
"""

from __future__ import annotations

import functools
import sys
import weakref
from collections import OrderedDict, defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Hashable, Iterator, MappingView
from typing import Any, TypeAlias

import jax
import numpy as np

from haliax.axis import Axis
from haliax.checking.annotations import has_fields
from haliax.checking.trees import apart
from haliax.core import NamedArray

Facts: TypeAlias = Hashable
"""Facts of a value; None where they cannot be told, so that it has to be looked at each time."""

_CONTAINERS = (type(None), list, dict, OrderedDict, defaultdict, NamedArray)
_LATER = (Iterator, AsyncIterator, Coroutine, MappingView)
_MUTABLE = (list, dict, OrderedDict, defaultdict)


def _sort_of(kind: type) -> str:
    """How values of a class are looked at."""
    if kind is NamedArray:
        return "named"
    if issubclass(kind, jax.Array | jax.core.Tracer | np.ndarray | np.generic | jax.ShapeDtypeStruct):
        return "array"
    if _is_module(kind):
        return "module"
    if kind is Axis:
        return "itself"
    # What has a shape may pass for an array of jaxtyping, and what has fields or elements is looked into.
    is_whole = issubclass(kind, str | bytes | range) or not issubclass(kind, (*_LATER, Collection))
    return "other" if is_whole and not has_fields(kind) and not hasattr(kind, "shape") else "unknown"


_sort: Callable[[type], str] = functools.lru_cache(maxsize=1024)(_sort_of)


def _is_module(kind: type) -> bool:
    equinox = sys.modules.get("equinox")  # slow to import
    return equinox is not None and issubclass(kind, equinox.Module)


class Known:
    """The facts of Modules that have been looked at: they never change, and take long to flatten."""

    def __init__(self) -> None:
        self._of: dict[int, tuple[weakref.ref[Any], Any]] = {}

    def __call__(self, value: Any) -> Any:
        """The facts of a value; None if they cannot be told."""
        kind = type(value)
        if kind is NamedArray:
            array = value.array
            return value.axis_names, type(array), array.shape, array.dtype
        sort = _sort(kind)
        if sort == "array":
            return kind, value.shape, value.dtype
        if sort == "module":
            found = self._of.get(id(value))
            if found is not None and found[0]() is value:
                return found[1]
        return self._tree(value, sort)

    def _tree(self, value: Any, sort: str) -> Any:
        found = apart(jax.tree_util.tree_flatten, value, _is_later)
        if found is None:
            return None
        leaves, structure = found
        if len(leaves) == 1 and leaves[0] is value:
            return _leaf(value)
        nodes = set(_nodes(structure))
        if not all(node in _CONTAINERS or issubclass(node, tuple) or _is_module(node) for node in nodes):
            return None  # another class may keep to itself what its annotations speak of
        parts = tuple(map(_leaf, leaves))
        facts = None if None in parts else (structure, parts)
        if sort == "module" and facts is not None and not nodes.intersection(_MUTABLE):
            self._keep(value, facts)
        return facts

    def _keep(self, value: Any, facts: Facts) -> None:
        key, known = id(value), self._of
        known[key] = weakref.ref(value, _forgetting(known, key)), facts


def _forgetting(known: dict[int, Any], key: int) -> Callable[[object], object]:
    return lambda _: known.pop(key, None)


def _is_later(value: object) -> bool:
    return isinstance(value, _LATER)


def _leaf(value: Any) -> Any:
    sort = _sort(type(value))
    if sort == "array":
        return type(value), value.shape, value.dtype
    if sort == "itself":
        return Axis, value
    return type(value) if sort == "other" else None


def _nodes(structure: jax.tree_util.PyTreeDef) -> Iterator[type]:
    data = structure.node_data()
    if data is not None:
        yield data[0]
    for child in structure.children():
        yield from _nodes(child)
