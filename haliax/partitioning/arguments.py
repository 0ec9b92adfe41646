"""Arguments of arrays taken apart without jax.

For each named array in a pytree jax calls back into Python, which a loop in Python need not. This one knows arrays in
tuples, lists and dicts. For all else there is `jax.tree_util`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import NoneType
from typing import Any, TypeAlias

from haliax.core import NamedArray, wrap
from haliax.partitioning.leaves import holds_numbers

Forms: TypeAlias = tuple[Any, ...]
"""What each of several values is: the names of a named array, None for an array without names, `NoneType` for None, and
for a container its type, its forms and, if it is a dict, its keys."""

_CONTAINERS = frozenset({tuple, list, dict})


def taken_apart(values: Iterable[Any], arrays: list[Any]) -> Forms | None:
    """What the values are; None if there is something else in them.

    Args:
        values: The values.
        arrays: Where their arrays are added, in the order in which `jax.tree_util` has them.
    """
    found: list[Any] = []
    for value in values:
        kind: Any = type(value)
        if kind is NamedArray:
            inner: Any = type(value._array)
            if not holds_numbers(inner):
                return None
            found.append(value._axis_names)
            arrays.append(value._array)
        elif holds_numbers(kind):
            found.append(None)
            arrays.append(value)
        elif kind is NoneType:
            found.append(NoneType)
        elif kind in _CONTAINERS:
            keys = tuple(value) if kind is dict else ()
            order = _in_order(keys)
            if order is None:
                return None
            forms = taken_apart(map(value.__getitem__, order) if order else value, arrays)
            if forms is None:
                return None
            found.append((kind, forms, keys))
        else:
            return None
    return tuple(found)


@lru_cache(maxsize=256)
def _in_order(keys: tuple[Any, ...]) -> tuple[str, ...] | None:
    """The keys of a dict, sorted; None if they are not strings."""
    return tuple(sorted(keys)) if all(type(key) is str for key in keys) else None


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
    kind, forms, keys = form
    values = put_together(forms, arrays)
    if kind is not dict:
        return kind(values)
    by_key = dict(zip(sorted(keys), values, strict=True))
    return {key: by_key[key] for key in keys}
