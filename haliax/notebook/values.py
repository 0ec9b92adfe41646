"""A few numbers about all values of an array, and a sample that is small enough to look at."""

from __future__ import annotations

import math
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from haliax.notebook.picture import Picture, picture_of

_ROWS, _COLUMNS = 48, 160
"""How many values of an array are drawn at most."""


def summary(array: jax.Array) -> str | None:
    """The range, mean and standard deviation of what is finite; None where values are no numbers, as random keys.

    They are worked out where the array is, in one pass over it, and only they are brought here.
    """
    if jnp.issubdtype(array.dtype, jax.dtypes.extended):
        return None
    if array.dtype == bool:
        return f"true: {float(jnp.mean(array)):.2%}"
    least, most, mean, deviation, missing, endless = [found.item() for found in jax.device_get(_numbers(array))]
    if jnp.issubdtype(array.dtype, jnp.integer):
        return f"{least} to {most}, mean {mean:.4g}"
    of = "absolute values " if jnp.issubdtype(array.dtype, jnp.complexfloating) else ""
    finite = f"{of}{least:.4g} to {most:.4g}, mean {mean:.4g}, standard deviation {deviation:.4g}"
    parts = [finite] if missing + endless < array.size else []
    parts += [f"{count:,} {what}" for count, what in ((missing, "NaN"), (endless, "infinite")) if count]
    return ", ".join(parts)


@jax.jit
def _numbers(array: jax.Array) -> tuple[jax.Array, ...]:
    """The least, the most, mean and deviation of what is finite, and how many are no number and infinite."""
    whole = jnp.issubdtype(array.dtype, jnp.integer)
    values = jnp.abs(array) if jnp.iscomplexobj(array) else array
    values = values if whole else values.astype(jnp.promote_types(values.dtype, jnp.float32))
    finite = jnp.isfinite(values)
    floats = values.astype(jax.dtypes.canonicalize_dtype(float))
    mean = jnp.mean(floats, where=finite)
    return (
        jnp.min(values, where=finite, initial=_end(values.dtype, most=True)),
        jnp.max(values, where=finite, initial=_end(values.dtype, most=False)),
        mean,
        jnp.sqrt(jnp.mean((floats - mean) ** 2, where=finite)),
        jnp.sum(jnp.isnan(values)),
        jnp.sum(jnp.isinf(values)),
    )


def _end(dtype: Any, most: bool) -> Any:
    if jnp.issubdtype(dtype, jnp.integer):
        return np.iinfo(dtype).max if most else np.iinfo(dtype).min
    return math.inf if most else -math.inf


def sample(names: tuple[str, ...], array: jax.Array) -> tuple[Picture, str]:
    """Values at even distances along the last two axes, at the start of the others; and words that say so."""
    lines = max(array.ndim - 2, 0)
    steps = [-(-size // most) for size, most in zip(array.shape[lines:], (_ROWS, _COLUMNS)[-array.ndim :], strict=True)]
    values = array[(0,) * lines + tuple(slice(None, None, step) for step in steps)]
    pairs = zip(names[lines:], steps, strict=True)
    drawn = [name if step == 1 else f"{name} in steps of {step}" for name, step in pairs]
    at = "".join(f", at {name} 0" for name in names[:lines])
    picture, scale = picture_of(np.atleast_2d(np.asarray(jax.device_get(values))))
    down = f"down: {drawn[0]}; " if len(drawn) == 2 else ""
    return picture, f"{down}across: {drawn[-1]}{at}; {scale}"
