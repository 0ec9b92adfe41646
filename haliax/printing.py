"""How a named array is printed, whatever a transform has put into it: an array, a placeholder, another named array."""

from __future__ import annotations

import html
from typing import Any

import jax
from jax.extend.core import find_top_trace

from haliax.pure.axis import made, show


def dimensions(array: Any) -> tuple[int, ...] | None:
    """The shape of what a named array holds; None for a placeholder, and for a named array, as in a jacobian."""
    shape = None if _is_named(array) else getattr(array, "shape", None)
    return shape if isinstance(shape, tuple) else None


def text_of(names: tuple[str, ...], array: Any) -> str:
    """A named array on one line or more: its dtype and axes, then the values."""
    shape = dimensions(array)
    if shape is None or len(shape) != len(names):
        return f"NamedArray({array!r}, {names!r})"
    return f"NamedArray({_kind(array)}{show(map(made, names, shape))}, {array})"


def html_of(names: tuple[str, ...], array: Any) -> str:
    """What notebooks show: the axes in a row, the values below."""
    shape = dimensions(array)
    axes = map(made, names, shape) if shape is not None and len(shape) == len(names) else names
    cells = "".join(f"<td>{html.escape(str(axis))}</td>" for axis in axes)
    return f"<table><tr><th>{html.escape(_kind(array))}</th>{cells}</tr></table><pre>{html.escape(str(array))}</pre>"


def _kind(array: Any) -> str:
    dtype = None if _is_named(array) else getattr(array, "dtype", None)
    if dtype is None:
        return type(array).__name__
    return "float0" if dtype == jax.dtypes.float0 else str(dtype)


def _is_named(array: Any) -> bool:
    return hasattr(type(array), "axis_names")


def transform(added: int) -> str:
    """What has added dimensions to an array, or taken some away, as far as can be told here and now."""
    if added > 0:
        return "jax.vmap, jax.lax.scan or jax.jacobian"
    trace = type(find_top_trace(())).__name__  # type: ignore[no-untyped-call]  # jax declares no types for it
    if trace == "BatchTrace":
        return "jax.vmap"
    return "a function of each array" if trace == "EvalTrace" else "jax.lax.scan or jax.vmap"
