"""Making arrays of given axes."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike, DTypeLike

from haliax.axis import Axis, AxisSelection, AxisSelector, AxisSpec
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.dynamic import widened
from haliax.errors import AxisError
from haliax.ops._arguments import parts_of, scalar, shape_of
from haliax.ops._declare import names_after
from haliax.ops._explicit import implements
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation
from haliax.pure.rules import creation as rules
from haliax.shapes import are_shape_checks_enabled, names_for


@settled
def _shaped(operation: Operation[Any], signatures: Signatures, shape: AxisSpec) -> tuple[Shape, Names]:
    out = operation.rule(shape)
    return shape_of(out), out.names


@implements(rules.named)
def named(a: Any, axis: AxisSelection) -> NamedArray:
    """An array with names for its axes: `named(jnp.ones((2, 3)), ("batch", "embed"))`.

    Axes: `(batch, embed) -> [batch, embed]`

    Args:
        a: Values of any kind that `jax.numpy.asarray` takes.
        axis: One axis for each dimension, in order. Sizes that are given are checked.

    Raises:
        AxisError: If the axes do not fit the shape, or a name is repeated.
    """
    array = a if isinstance(a, jax.Array) else jnp.asarray(a)
    try:
        return wrap(array, names_for(rules.named.rule, axis, array.shape if are_shape_checks_enabled() else None))
    except AxisError as error:
        raise AxisError(error.text, error.kind).within("named") from None


@implements(rules.zeros, by_jax=False)
def zeros(shape: AxisSpec, dtype: DTypeLike | None = None) -> NamedArray:
    """An array of zeros, float by default.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    sizes, names = _shaped(rules.zeros, (), shape)
    return wrap(jnp.zeros(sizes, dtype), names)


@implements(rules.ones, by_jax=False)
def ones(shape: AxisSpec, dtype: DTypeLike | None = None) -> NamedArray:
    """An array of ones, float by default.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    sizes, names = _shaped(rules.ones, (), shape)
    return wrap(jnp.ones(sizes, dtype), names)


@implements(rules.full, by_jax=False)
def full(shape: AxisSpec, fill_value: ArrayLike, dtype: DTypeLike | None = None) -> NamedArray:
    """An array of one value throughout.

    Axes: `(batch, embed) -> [batch, embed]`

    Args:
        shape: The axes.
        fill_value: The value: a number, or an array without dimensions.
        dtype: Its own by default.

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    sizes, names = _shaped(rules.full, (), shape)
    return wrap(jnp.full(sizes, scalar(rules.full, fill_value), dtype), names)


@implements(rules.eye, by_jax=False)
def eye(shape: AxisSpec, k: int = 0, dtype: DTypeLike | None = None) -> NamedArray:
    """Matrices of ones on a diagonal and zeros elsewhere: `eye((Row, Column))`.

    Axes: `(row, column) -> [row, column]`

    Args:
        shape: The axes of the rows and of the columns. An axis and itself under another name, `Row.alias("column")`,
            give the identity.
        k: Which diagonal: 0 is the main one, positive ones are above it.
        dtype: Float by default.

    Raises:
        AxisError: If there is another number of axes than two, one has no size, or both have one name.
    """
    sizes, names = _shaped(rules.eye, (), shape)
    rows, columns = sizes
    return wrap(jnp.eye(rows, columns, k, dtype), names)


@implements(rules.zeros_like)
def zeros_like(a: NamedArray, dtype: DTypeLike | None = None) -> NamedArray:
    """Zeros with the axes of `a`, and its dtype by default."""
    values, signature = parts_of(rules.zeros_like, a)
    return wrap(jnp.zeros_like(values, dtype), names_after(rules.zeros_like, (signature,)))


@implements(rules.ones_like)
def ones_like(a: NamedArray, dtype: DTypeLike | None = None) -> NamedArray:
    """Ones with the axes of `a`, and its dtype by default."""
    values, signature = parts_of(rules.ones_like, a)
    return wrap(jnp.ones_like(values, dtype), names_after(rules.ones_like, (signature,)))


@implements(rules.full_like)
def full_like(a: NamedArray, fill_value: ArrayLike, dtype: DTypeLike | None = None) -> NamedArray:
    """One value throughout, with the axes of `a`, and its dtype by default."""
    values, signature = parts_of(rules.full_like, a)
    filled = jnp.full_like(values, scalar(rules.full_like, fill_value), dtype)
    return wrap(filled, names_after(rules.full_like, (signature,)))


@implements(rules.arange, by_jax=False)
def arange(axis: AxisSpec, *, start: Any = 0, step: Any = 1, dtype: DTypeLike | None = None) -> NamedArray:
    """The numbers `start`, `start + step`, … along an axis, or through several in their order.

    Axes: `(batch, embed) -> [batch, embed]`

    Args:
        axis: The axes, which say how many numbers there are.
        start: The first number. It may be traced.
        step: The difference of two neighbours. It may be traced.
        dtype: That of `start` and `step` together by default. Of integers it has at least 32 bits, so that any axis can
            be counted through.

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    sizes, names = _shaped(rules.arange, (), axis)
    count = 1
    for size in sizes:
        count *= size
    numbers = _counted(count, scalar(rules.arange, start), scalar(rules.arange, step), dtype)
    return wrap(numbers if len(sizes) == 1 else numbers.reshape(sizes), names)


def _counted(count: int, start: Any, step: Any, dtype: DTypeLike | None) -> jax.Array:
    if isinstance(start, int) and isinstance(step, int) and step != 0:
        if start == 0 and step == 1:
            return jnp.arange(count, dtype=dtype)  # which takes jax less time than with a start
        # With a step, even of 1, jax multiplies by it.
        return jnp.arange(start, start + count * step, None if step == 1 else step, dtype)
    wanted = jax.dtypes.canonicalize_dtype(dtype or jnp.result_type(widened(start), widened(step)))
    if isinstance(start, int | float) and isinstance(step, int | float):
        return jnp.asarray((start + np.arange(count) * step).astype(wanted))  # by the host, in double precision
    numbers: jax.Array = widened(start) + jnp.arange(count) * step
    return numbers.astype(wanted)


@implements(rules.linspace, by_jax=False)
def linspace(
    axis: AxisSelector, *, start: float, stop: float, endpoint: bool = True, dtype: DTypeLike | None = None
) -> NamedArray:
    """Numbers at equal distances from `start` to `stop`.

    Axes: `position -> [position]`

    Args:
        axis: The axis, which says how many. 50 if it is given by its name alone.
        start: The first number.
        stop: The last number, or the one after it if not `endpoint`.
        endpoint: Whether `stop` is among them.
        dtype: A float dtype by default.
    """
    size, names = _samples(rules.linspace, (), axis)
    return wrap(
        jnp.linspace(scalar(rules.linspace, start), scalar(rules.linspace, stop), size, endpoint=endpoint, dtype=dtype),
        names,
    )


_SAMPLES = 50  # as many as numpy takes


@settled
def _samples(operation: Operation[Any], signatures: Signatures, axis: AxisSelector) -> tuple[int, Names]:
    out = operation.rule(Axis(axis, _SAMPLES) if isinstance(axis, str) else axis)
    return shape_of(out)[0], out.names


@implements(rules.logspace, by_jax=False)
def logspace(
    axis: AxisSelector,
    *,
    start: float,
    stop: float,
    endpoint: bool = True,
    base: float = 10.0,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Numbers at equal ratios from `base**start` to `base**stop`.

    Axes: `position -> [position]`

    Args:
        axis: The axis, which says how many. 50 if it is given by its name alone.
        start: The exponent of the first number.
        stop: The exponent of the last number, or of the one after it if not `endpoint`.
        endpoint: Whether `base**stop` is among them.
        base: The base.
        dtype: A float dtype by default.
    """
    size, names = _samples(rules.logspace, (), axis)
    return wrap(
        jnp.logspace(scalar(rules.logspace, start), scalar(rules.logspace, stop), size, endpoint, base, dtype), names
    )


@implements(rules.geomspace, by_jax=False)
def geomspace(
    axis: AxisSelector, *, start: float, stop: float, endpoint: bool = True, dtype: DTypeLike | None = None
) -> NamedArray:
    """Numbers at equal ratios from `start` to `stop`.

    Axes: `position -> [position]`

    Args:
        axis: The axis, which says how many. 50 if it is given by its name alone.
        start: The first number.
        stop: The last number, or the one after it if not `endpoint`.
        endpoint: Whether `stop` is among them.
        dtype: A float dtype by default.
    """
    size, names = _samples(rules.geomspace, (), axis)
    return wrap(
        jnp.geomspace(scalar(rules.geomspace, start), scalar(rules.geomspace, stop), size, endpoint, dtype), names
    )
