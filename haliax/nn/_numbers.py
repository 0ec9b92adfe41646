"""The dtypes that networks compute in."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from haliax.pure.operation import Operation


def floats(a: Any) -> Any:
    """The values, integers and booleans as floats."""
    a = a if isinstance(a, jax.Array) else jnp.asarray(a)
    return a if jnp.issubdtype(a.dtype, jnp.inexact) else a.astype(float)


def wide(a: Any) -> Any:
    """The values in float32 at least."""
    a = floats(a)
    return a.astype(jnp.promote_types(a.dtype, jnp.float32))


def refuse_complex(operation: Operation[Any], name: str, dtype: Any) -> None:
    """Refuses complex numbers, of which none is the largest.

    Raises:
        TypeError: If that is the dtype.
    """
    if jnp.issubdtype(dtype, jnp.complexfloating):
        raise TypeError(f"{operation.told}: expected real numbers as `{name}`, got {dtype}; take x.real or abs(x)")


def lowest(dtype: Any) -> Any:
    """The least number of a float dtype that is not infinite."""
    info: Any = jnp.finfo
    return info(dtype).min
