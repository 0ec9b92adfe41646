"""Random arrays of given axes, from the generators of `jax.random`."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike, DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray, NamedOrNumeric, Names, Shape, wrap
from haliax.ops._arguments import known, number, shape_of, signature_of
from haliax.ops._moves import move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation, implements
from haliax.pure.rules import random as rules


@implements(rules.normal)
def normal(key: jax.Array, shape: AxisSpec, dtype: DTypeLike = float) -> NamedArray:
    """Samples of the normal distribution with mean 0 and variance 1.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    sizes, names = _shaped(rules.normal, shape)
    return wrap(jax.random.normal(key, sizes, dtype), names)


@implements(rules.uniform)
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
    sizes, names = _shaped(rules.uniform, shape, minval, maxval)
    return wrap(
        jax.random.uniform(
            key, sizes, dtype, _spread(rules.uniform, minval, names), _spread(rules.uniform, maxval, names)
        ),
        names,
    )


@implements(rules.randint)
def randint(
    key: jax.Array, shape: AxisSpec, minval: NamedOrNumeric, maxval: NamedOrNumeric, dtype: DTypeLike = int
) -> NamedArray:
    """Integers from `minval` up to, not including, `maxval`, each as likely as the others.

    Axes: `(batch, position), [], [] -> [batch, position]`

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a bound has other axes.
    """
    sizes, names = _shaped(rules.randint, shape, minval, maxval)
    return wrap(
        jax.random.randint(
            key, sizes, _spread(rules.randint, minval, names), _spread(rules.randint, maxval, names), dtype
        ),
        names,
    )


def _shaped(operation: Operation[Any], shape: AxisSpec, *parameters: Any) -> tuple[Shape, Names]:
    return _asked_for(operation, tuple(map(signature_of, parameters)), shape)


@settled
def _asked_for(operation: Operation[Any], signatures: Signatures, shape: AxisSpec) -> tuple[Shape, Names]:
    out = operation.rule(None, shape, *map(known, signatures))
    return shape_of(out), out.names


def _spread(operation: Operation[Any], parameter: Any, names: Names) -> ArrayLike:
    """A parameter as an array that broadcasts against one with these axes."""
    if not isinstance(parameter, NamedArray):
        return number(operation, parameter)  # type: ignore[no-any-return]  # it is what the caller gave
    return moved(jnp.asarray(parameter.array), move(parameter.axis_names, names))  # type: ignore[no-any-return]
