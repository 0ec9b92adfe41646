"""What modules are made of, and what they say of their state dicts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, TypeAlias, TypeVar

import jax

from haliax.core import NamedArray
from haliax.pure.axis import entries, name_of, show
from haliax.pure.errors import missing
from haliax.state_dict.errors import Groups

F = TypeVar("F", bound=Callable[..., Any])

_NUMBERS = (bool, int, float, complex)


def with_prefix(prefix: str | None, leaf: str | None) -> str | None:
    """Two parts of a key with a dot between them; one of them if the other is None, and None if both are."""
    if prefix is None or leaf is None:
        return leaf if prefix is None else prefix
    return f"{prefix}.{leaf}"


def default(method: F) -> F:
    """Marks a method as one that does what is done without it, so that the walk need not call it."""
    method._is_default = True  # type: ignore[attr-defined]  # functions take attributes
    return method


def custom(node: Any, name: str) -> Callable[..., Any] | None:
    """The method of this name that a class has of its own."""
    method: Callable[..., Any] | None = getattr(type(node), name, None)
    return None if getattr(method, "_is_default", False) else method


def is_array(node: Any) -> bool:
    """Whether this is an array, named or not, or the shape of one. A NamedArray in which is none is not."""
    return hasattr(node, "shape") and hasattr(node, "dtype")


def is_number(node: Any) -> bool:
    """Whether this is a number of Python."""
    return isinstance(node, _NUMBERS)


@dataclasses.dataclass(frozen=True)
class Part:
    """One part of a module or container.

    Attributes:
        name: The field, key or index.
        key: What it is called in state dicts; None if its own parts stand there in its place.
        value: The part.
        saved: Whether state dicts have it.
    """

    name: str
    key: str | None
    value: Any
    saved: bool


def parts(node: Any) -> tuple[list[Part], Callable[[Sequence[Any]], Any]]:
    """The parts of a module or container, and a function that makes another one of as many values.

    What is neither has no parts. Static fields are none.
    """
    if isinstance(node, NamedArray):
        return [], lambda _: node
    flat, structure = jax.tree_util.tree_flatten_with_path(node, is_leaf=lambda inner: inner is not node)
    if len(flat) == 1 and not flat[0][0]:  # a leaf is its own only part
        return [], lambda _: node
    keys, unsaved = _said(node)
    found = []
    for (entry,), value in flat:
        name = _text(entry)
        found.append(Part(name, keys.get(name, name), value, name not in unsaved))
    return found, lambda values: jax.tree_util.tree_unflatten(structure, values)


def _text(entry: Any) -> str:
    """What one step of a path is called: a field, the key of a dict, an index."""
    return str(next(getattr(entry, name) for name in ("name", "key", "idx") if hasattr(entry, name)))


def _said(node: Any) -> tuple[dict[str, str | None], set[str]]:
    """What a module says of its fields: those with a key of their own, and those that are not saved."""
    fields = dataclasses.fields(node) if dataclasses.is_dataclass(node) else ()
    keys = {f.name: f.metadata["state_dict_key"] for f in fields if "state_dict_key" in f.metadata}
    unsaved = {f.name for f in fields if not f.metadata.get("saved", True)}
    key_map = getattr(node, "_state_dict_key_map", None)
    if key_map is not None:
        names = [f.name for f in fields]
        for name, key in key_map().items():
            if name not in names:
                close = get_close_matches(name, names, n=1, cutoff=0.6)
                hint = f"; did you mean '{close[0]}'?" if close else ""
                raise ValueError(f"{type(node).__name__}._state_dict_key_map: no field '{name}'{hint}")
            keys[name] = key
    return keys, unsaved


Layout: TypeAlias = dict[str, tuple[str, ...]]
"""The axes that make up each dimension of an array in torch, by the name of the dimension, in order."""


def layouts(node: Any) -> dict[str, Layout]:
    """The layout of each field with an array, of a module that says so by a method `_state_dict_layout`.

    Raises:
        AxisError: If an array lacks an axis of its layout.
    """
    said = getattr(node, "_state_dict_layout", None)
    if said is None:
        return {}
    found = {}
    for field, dims in said().items():
        array = getattr(node, field)
        if isinstance(array, NamedArray):
            found[field] = {dim: tuple(name_of(axis) for axis in entries(axes)) for dim, axes in dims.items()}
            for name in (name for axes in found[field].values() for name in axes):
                if name not in array.axis_names:
                    error = missing(name, show(array.axes), array.axis_names)
                    raise error.within(f"{type(node).__name__}._state_dict_layout")
    return found


def groups(names: Sequence[str], layout: Layout) -> Groups:
    """The axes of each dimension of an array with these axes. Those that the layout lacks are dimensions in front."""
    said = {name for axes in layout.values() for name in axes}
    return (*((name,) for name in names if name not in said), *layout.values())
