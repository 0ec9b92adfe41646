"""Making arrays of given axes."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike, DTypeLike

from haliax.axis import Axis, AxisSelection, AxisSelector, AxisSpec
from haliax.core import NamedArray, wrap
from haliax.errors import AxisError
from haliax.ops._plan import fitting, number_of, settled, shape_of, sized
from haliax.rules import creation as rules

Names = tuple[str, ...]


@settled
def _shaped(op: str, shape: AxisSpec) -> tuple[tuple[int, ...], Names]:
    out = sized(rules.zeros(shape))
    return shape_of(out), out.names


def named(a: Any, axis: AxisSelection) -> NamedArray:
    """An array with names for its axes: `named(jnp.ones((2, 3)), ("batch", "embed"))`.

    Axes: `(batch, embed) -> [batch, embed]`

    Args:
        a: Values of any kind that `jax.numpy.asarray` takes.
        axis: One axis for each dimension, in order. Sizes that are given are checked.

    Raises:
        AxisError: If the axes do not fit the shape, or a name is repeated.
    """
    try:
        return NamedArray(jnp.asarray(a), axis)
    except AxisError as error:
        raise AxisError(error.text, error.kind).within("named") from None


def zeros(shape: AxisSpec, dtype: DTypeLike | None = None) -> NamedArray:
    """An array of zeros, float by default.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    sizes, names = _shaped("zeros", shape)
    return wrap(jnp.zeros(sizes, dtype), names)


def ones(shape: AxisSpec, dtype: DTypeLike | None = None) -> NamedArray:
    """An array of ones, float by default.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    sizes, names = _shaped("ones", shape)
    return wrap(jnp.ones(sizes, dtype), names)


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
    sizes, names = _shaped("full", shape)
    return wrap(jnp.full(sizes, number_of("full", fill_value), dtype), names)


def zeros_like(a: NamedArray, dtype: DTypeLike | None = None) -> NamedArray:
    """Zeros with the axes of `a`, and its dtype by default."""
    return wrap(jnp.zeros_like(fitting("zeros_like", a).array, dtype), a.axis_names)


def ones_like(a: NamedArray, dtype: DTypeLike | None = None) -> NamedArray:
    """Ones with the axes of `a`, and its dtype by default."""
    return wrap(jnp.ones_like(fitting("ones_like", a).array, dtype), a.axis_names)


def full_like(a: NamedArray, fill_value: ArrayLike, dtype: DTypeLike | None = None) -> NamedArray:
    """One value throughout, with the axes of `a`, and its dtype by default."""
    return wrap(jnp.full_like(fitting("full_like", a).array, number_of("full_like", fill_value), dtype), a.axis_names)


def arange(axis: AxisSpec, *, start: Any = 0, step: Any = 1, dtype: DTypeLike | None = None) -> NamedArray:
    """The numbers `start`, `start + step`, … along an axis, or through several in their order.

    Axes: `(batch, embed) -> [batch, embed]`

    Args:
        axis: The axes, which say how many numbers there are.
        start: The first number. It may be traced.
        step: The difference of two neighbours. It may be traced.
        dtype: That of `start` and `step` together by default.

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """
    sizes, names = _shaped("arange", axis)
    count = 1
    for size in sizes:
        count *= size
    return wrap(_counted(count, number_of("arange", start), number_of("arange", step), dtype).reshape(sizes), names)


def _counted(count: int, start: Any, step: Any, dtype: DTypeLike | None) -> jax.Array:
    if isinstance(start, int) and isinstance(step, int) and step != 0:
        # With a step, even of 1, jax multiplies by it.
        return jnp.arange(start, start + count * step, None if step == 1 else step, dtype)
    wanted = jax.dtypes.canonicalize_dtype(jnp.result_type(start, step) if dtype is None else dtype)
    if isinstance(start, int | float) and isinstance(step, int | float):
        return jnp.asarray((start + np.arange(count) * step).astype(wanted))  # by the host, in double precision
    numbers: jax.Array = start + jnp.arange(count) * step
    return numbers.astype(wanted)


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
    size, names = _samples("linspace", axis)
    return wrap(
        jnp.linspace(number_of("linspace", start), number_of("linspace", stop), size, endpoint=endpoint, dtype=dtype),
        names,
    )


_SAMPLES = 50  # as many as numpy takes


@settled
def _samples(op: str, axis: AxisSelector) -> tuple[int, Names]:
    out = rules.linspace(Axis(axis, _SAMPLES) if isinstance(axis, str) else axis)
    return shape_of(out)[0], out.names


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
    size, names = _samples("logspace", axis)
    return wrap(
        jnp.logspace(number_of("logspace", start), number_of("logspace", stop), size, endpoint, base, dtype), names
    )


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
    size, names = _samples("geomspace", axis)
    return wrap(
        jnp.geomspace(number_of("geomspace", start), number_of("geomspace", stop), size, endpoint, dtype), names
    )
