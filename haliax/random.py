"""Random arrays of given axes, from the generators of `jax.random`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike, DTypeLike

from haliax.algebra import SCALAR
from haliax.axis import AxisSpec
from haliax.core import NamedArray, NamedOrNumeric, axes_of, wrap
from haliax.ops._plan import move, moved, scalar, settled, shape_of, sized
from haliax.rules import random as rules

Names = tuple[str, ...]


def normal(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the normal distribution with mean 0 and variance 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    sizes, names = _shaped("normal", rules.normal, shape)
    return wrap(jax.random.normal(key, sizes, dtype), names)


def uniform(
    key: jax.Array,
    shape: AxisSpec,
    dtype: DTypeLike = float,
    minval: NamedOrNumeric = 0.0,
    maxval: NamedOrNumeric = 1.0,
) -> NamedArray:
    """Samples of the uniform distribution on `[minval, maxval)`.

    Axes: `(batch, embed), [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a bound has other axes.
    """
    sizes, names = _shaped("uniform", rules.uniform, shape, minval, maxval)
    return wrap(
        jax.random.uniform(key, sizes, dtype, _spread("uniform", minval, names), _spread("uniform", maxval, names)),
        names,
    )


def randint(
    key: jax.Array, shape: AxisSpec, minval: NamedOrNumeric, maxval: NamedOrNumeric, dtype: DTypeLike = int
) -> NamedArray:
    """Integers from `minval` up to, not including, `maxval`, each as likely as the others.

    Axes: `(batch, position), [], [] -> [batch, position]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a bound has other axes.
    """
    sizes, names = _shaped("randint", rules.randint, shape, minval, maxval)
    return wrap(
        jax.random.randint(key, sizes, _spread("randint", minval, names), _spread("randint", maxval, names), dtype),
        names,
    )


def _shaped(op: str, rule: Callable[..., Any], shape: AxisSpec, *parameters: Any) -> tuple[tuple[int, ...], Names]:
    signature = tuple((p.axis_names, p.array.shape) if isinstance(p, NamedArray) else None for p in parameters)
    return _settled_shape(op, rule, shape, signature)


@settled
def _settled_shape(
    op: str, rule: Callable[..., Any], shape: AxisSpec, parameters: tuple[Any, ...]
) -> tuple[tuple[int, ...], Names]:
    out = sized(rule(None, shape, *(SCALAR if p is None else axes_of(*p) for p in parameters)))
    return shape_of(out), out.names


def _spread(op: str, parameter: Any, names: Names) -> ArrayLike:
    """A parameter as an array that broadcasts against one with these axes."""
    if not isinstance(parameter, NamedArray):
        return scalar(op, parameter)  # type: ignore[no-any-return]  # it is what the caller gave
    return moved(jnp.asarray(parameter.array), move(parameter.axis_names, names))  # type: ignore[no-any-return]
