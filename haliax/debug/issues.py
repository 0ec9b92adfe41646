"""Mistakes that are easily made in a model, and hard to see when it is trained."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from haliax.core import NamedArray
from haliax.printing import dimensions
from haliax.pure.axis import made, show
from haliax.tree_util import is_named_array

Path = tuple[Any, ...]


class ModuleProblems(Exception):
    """What is wrong with a model.

    Attributes:
        reused_arrays: Arrays that stand in several places, each with its places. jax makes an array of each, so that
            they are trained apart, and a step that donates its arguments is refused.
        static_arrays: The static fields that hold arrays. These are not trained, and a function under jit is compiled
            anew, or fails, when they change.
        nan_arrays: The places of arrays that hold what is no number.
        misshapen_arrays: The places of named arrays whose values do not have the dimensions of their names, as
            transforms of jax that add or take away dimensions leave them.
    """

    def __init__(self) -> None:
        self.reused_arrays: list[tuple[Any, list[str]]] = []
        self.static_arrays: list[str] = []
        self.nan_arrays: list[str] = []
        self.misshapen_arrays: list[str] = []

    def __bool__(self) -> bool:
        return any((self.reused_arrays, self.static_arrays, self.nan_arrays, self.misshapen_arrays))

    def __str__(self) -> str:
        said = [
            *[
                f"{describe_array(array)} stands in {', '.join(at)}; copy it, or share it"
                for array, at in self.reused_arrays
            ],
            *[f"{at} is static and holds an array; make it a field that is not static" for at in self.static_arrays],
            *[f"{at} holds what is no number" for at in self.nan_arrays],
            *[
                f"{at} has other dimensions than its names say; use haliax.vmap or haliax.scan"
                for at in self.misshapen_arrays
            ],
        ]
        return "\n  ".join(["problems of the module:", *said]) if said else "no problems of the module"


def diagnose_common_issues(module: Any) -> None:
    """Looks for mistakes in a model: arrays in several places, in static fields, not numbers, or of a wrong shape.

    Args:
        module: The model: a module of equinox, or any pytree of modules and arrays.

    Raises:
        ModuleProblems: If there are any, with all of them.
    """
    problems = ModuleProblems()
    places: dict[int, tuple[Any, list[str]]] = {}
    for path, leaf in jax.tree_util.tree_leaves_with_path(module, is_leaf=is_named_array):
        at = _text(path)
        if isinstance(leaf, NamedArray) and _fitting_shape(leaf) is None:
            problems.misshapen_arrays.append(at)
        array = leaf.array if isinstance(leaf, NamedArray) else leaf
        if not isinstance(array, jax.Array | np.ndarray):
            continue
        places.setdefault(id(array), (leaf, []))[1].append(at)
        if _has_nan(array):
            problems.nan_arrays.append(at)
    problems.reused_arrays = [(array, at) for array, at in places.values() if len(at) > 1]
    problems.static_arrays = [_text(path) for path in _static_arrays(module, ())]
    if problems:
        raise problems


def describe_array(arr: Any) -> str:
    """What an array is, without its values: `NamedArray(float32[batch=2, embed=3])`, `Array(float32[2, 3])`.

    What is no array is described by its type.
    """
    if isinstance(arr, NamedArray):
        shape = _fitting_shape(arr)
        if shape is None:
            return f"NamedArray({list(arr.axis_names)} of {describe_array(arr.array)})"
        return f"NamedArray({arr.dtype}{show(map(made, arr.axis_names, shape))})"
    if isinstance(arr, jax.Array | np.ndarray | np.generic):
        kind = "Array" if isinstance(arr, jax.Array) else type(arr).__name__
        return f"{kind}({arr.dtype}[{', '.join(map(str, arr.shape))}])"
    return type(arr).__name__


def _fitting_shape(x: NamedArray) -> tuple[int, ...] | None:
    """The shape of a named array, if it has a dimension for each name."""
    shape = dimensions(x.array)
    return shape if shape is not None and len(shape) == len(x.axis_names) else None


def _text(path: Path) -> str:
    return jax.tree_util.keystr(path) or "the module"


def _has_nan(array: Any) -> bool:
    is_known = not isinstance(array, jax.core.Tracer) and jnp.issubdtype(array.dtype, jnp.inexact)
    return is_known and bool(jnp.isnan(array).any())


def _static_arrays(tree: Any, path: Path) -> Iterator[Path]:
    """The places of static fields that hold arrays."""
    import equinox  # slow to import

    if isinstance(tree, equinox.Module):
        for field in dataclasses.fields(tree):
            held = jax.tree.leaves(getattr(tree, field.name, None)) if field.metadata.get("static") else []
            if any(isinstance(leaf, jax.Array | np.ndarray) for leaf in held):
                yield *path, jax.tree_util.GetAttrKey(field.name)
    for inner, node in jax.tree_util.tree_leaves_with_path(tree, is_leaf=lambda node: node is not tree):
        if node is not tree:
            yield from _static_arrays(node, (*path, *inner))
