"""How a named array is printed, whatever a transform has put into it: an array, a placeholder, another named array."""

from __future__ import annotations

from typing import Any

import jax

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
    return f"NamedArray({kind(array)}{show(map(made, names, shape))}, {values_of(array)})"


def values_of(array: Any) -> str:
    """The values of an array as text. One that is deleted, as `donate` leaves it, has none."""
    deleted = isinstance(array, jax.Array) and not isinstance(array, jax.core.Tracer) and array.is_deleted()
    return "deleted" if deleted else str(array)


def kind(array: Any) -> str:
    """The dtype of what a named array holds, or its type where it has none."""
    dtype = None if _is_named(array) else getattr(array, "dtype", None)
    if dtype is None:
        return type(array).__name__
    return "float0" if dtype == jax.dtypes.float0 else str(dtype)


def spread(sharding: jax.sharding.Sharding) -> dict[int, str]:
    """The axes of the mesh over which each dimension is cut, where there is a mesh: ` over data`."""
    spec = sharding.spec if isinstance(sharding, jax.sharding.NamedSharding) else ()
    return {i: f" over {', '.join(one) if isinstance(one, tuple) else one}" for i, one in enumerate(spec) if one}


def memory(size: float) -> str:
    """A number of bytes: `24 B`, `1.5 MiB`."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if size < 1024:
            return f"{size:.4g} {unit}"
        size /= 1024
    return f"{size:.4g} TiB"


def _is_named(array: Any) -> bool:
    return hasattr(type(array), "axis_names")


def transform(added: int) -> str:
    """What has added dimensions to an array, or taken some away, as far as can be told here and now."""
    if added > 0:
        return "jax.vmap, jax.lax.scan or jax.jacobian"
    from jax.extend.core import find_top_trace  # slow to import

    trace = type(find_top_trace(())).__name__  # type: ignore[no-untyped-call]  # jax declares no types for it
    if trace == "BatchTrace":
        return "jax.vmap"
    return "a function of each array" if trace == "EvalTrace" else "jax.lax.scan or jax.vmap"
