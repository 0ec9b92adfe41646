"""Pooling: one value for each window along some axes, such as the largest element in it.

The window is given by axes: those of the input along which it moves, each with the length of the window in the place of
its size. Sizes are those of torch, with `use_ceil` for its `ceil_mode`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, Literal, NamedTuple, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.typing import ArrayLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray, Names, wrap
from haliax.ops import elementwise
from haliax.ops._arguments import converted, known, parts_of, scalar
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.pure.axes import exactly
from haliax.pure.operation import Operation
from haliax.pure.rules import pooling as rules
from haliax.pure.windows import counted

Padding: TypeAlias = Literal["VALID", "SAME", "SAME_LOWER"] | int | Sequence[int] | Sequence[tuple[int, int]]
"""No padding; as much as gives a window for each element that the stride comes to; one number for all axes; a number
for each; or for each a pair: before the first element and after the last."""

DEFAULT_PADDING: Literal["VALID"] = "VALID"
"""No padding."""


class _Windows(NamedTuple):
    """The windows of an array, by position.

    Attributes:
        sizes: How many elements a window has along each dimension.
        strides: How far it moves.
        padding: What is put before and after the elements.
    """

    sizes: tuple[int, ...]
    strides: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]

    def reduce(self, array: Any, init: Any, reduce_fn: Callable[..., Any]) -> jax.Array:
        return lax.reduce_window(array, init, reduce_fn, self.sizes, self.strides, self.padding)  # type: ignore[no-any-return]  # of one array


def _hashable(value: Any) -> Any:
    """Numbers that are given in lists as tuples."""
    return tuple(map(_hashable, value)) if isinstance(value, list | tuple) else value


class _Placed(NamedTuple):
    """What the rule settles.

    Attributes:
        windows: The windows.
        counts: How many elements each has along each dimension; one number where all have as many.
        names: The names of what comes out.
    """

    windows: _Windows
    counts: tuple[tuple[int, ...], ...]
    names: Names


def _settle(
    operation: Operation[Any],
    signatures: Signatures,
    axes: AxisSpec,
    stride: Any,
    padding: Any,
    use_ceil: bool,
    with_padding: bool = False,
) -> _Placed:
    array, given = known(signatures[0]), exactly(axes)
    names = operation.rule(axes, array, stride, padding, use_ceil).names
    windows = dict(zip(given.names, rules.windows_of(given, stride, padding), strict=True))
    rows: list[tuple[int, int, tuple[int, int]]] = []
    counts: list[tuple[int, ...]] = []
    for axis in array.known:
        window = windows.get(axis.name)
        if window is None:
            counts.append((1,))
            rows.append((1, 1, (0, 0)))
            continue
        found = rules.pooled(axis.name, axis.size, window, ceil=use_ceil)
        several = counted(axis.size, window, found, with_padding=with_padding)
        counts.append(several[:1] if len(set(several)) == 1 else several)
        rows.append((window.size, window.stride, found.padding))
    return _Placed(_Windows(*(tuple(column) for column in zip(*rows, strict=True))), tuple(counts), names)


_placed = settled(_settle)


@settled
def _by(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], *given: Any
) -> tuple[Kernel, Names]:
    windows, counts, names = _settle(operation, signatures, *given)
    return kernel(operation.told, compute, windows, counts), names


def _pooled(
    operation: Operation[Any],
    compute: Callable[..., Any],
    axes: AxisSpec,
    inputs: NamedArray,
    stride: Any,
    padding: Any,
    *flags: bool,
) -> NamedArray:
    values, signature = parts_of(operation, inputs)
    if compute is not _mean and jnp.issubdtype(values.dtype, jnp.complexfloating):
        raise TypeError(f"{operation.told}: complex numbers have no order; pool their absolute values, or their parts")
    call, out = _by(operation, (signature,), compute, axes, _hashable(stride), _hashable(padding), *flags)
    return wrap(call(values), out)


def _extreme(reduce_fn: Callable[..., Any], sign: int) -> Callable[..., Any]:
    """The kernel of a maximum, which begins with the least number, or of a minimum, with a sign of 1."""

    def compute(windows: _Windows, _: Any, array: Any) -> jax.Array:
        dtype = array.dtype
        small = jnp.issubdtype(dtype, jnp.floating) and dtype.itemsize == 1  # which may have no infinity
        wide = array.astype(jnp.float32) if small else array
        return windows.reduce(wide, _first(sign, wide.dtype), reduce_fn).astype(dtype)

    return compute


def _first(sign: int, dtype: Any) -> Any:
    """The least number of a dtype, or the greatest one if the sign is 1."""
    if dtype == jnp.bool_:
        return np.array(sign > 0)
    if jnp.issubdtype(dtype, jnp.integer):
        iinfo: Any = jnp.iinfo
        return np.array(iinfo(dtype).max if sign > 0 else iinfo(dtype).min, dtype)
    return np.array(sign * np.inf, dtype)


_LAX: dict[Any, Callable[..., Any]] = {
    **dict.fromkeys((jnp.add, elementwise.add, operator.add), lax.add),
    **dict.fromkeys((jnp.maximum, elementwise.maximum, max), lax.max),
    **dict.fromkeys((jnp.minimum, elementwise.minimum, min), lax.min),
}
"""What jax calls functions that it has itself."""

_max, _min = _extreme(lax.max, -1), _extreme(lax.min, 1)


def _mean(windows: _Windows, counts: tuple[tuple[int, ...], ...], array: Any) -> jax.Array:
    """The kernel of the mean; `counts` are those of the elements of windows, along each dimension."""
    dtype = array.dtype if jnp.issubdtype(array.dtype, jnp.inexact) else jnp.result_type(float)
    wide = array.astype(jnp.float32 if dtype.itemsize < 4 else dtype)
    totals = windows.reduce(wide, np.zeros((), wide.dtype), lax.add)
    # The number of elements in a window is the product of those along each dimension.
    divisor = reduce(np.multiply.outer, [np.array(several, wide.dtype) for several in counts])
    return (totals / (divisor if divisor.size > 1 else divisor.item())).astype(dtype)


@implements(rules.max_pool)
def max_pool(
    Window: AxisSpec,
    inputs: NamedArray,
    stride: int | Sequence[int] | None = None,
    padding: Padding = DEFAULT_PADDING,
    use_ceil: bool = False,
) -> NamedArray:
    """The largest element in each window. The axes stay, and become shorter.

    Axes: `height=2, [batch, height=6] -> [batch, height=5]`

    Args:
        Window: Along which axes the window moves, and how long it is along each.
        inputs: The values.
        stride: How far it moves: one number, or one for each axis of the window. 1 if None.
        padding: What is put around the elements; it is never the largest.
        use_ceil: Whether a window may go over the end, as long as it begins before that.

    Raises:
        AxisError: If an axis of the window is not there, has no size, or is named twice; if no window fits, or one lies
            wholly in padding; if there are more strides than axes.
        TypeError: If the values are complex.
    """
    return _pooled(rules.max_pool, _max, Window, inputs, stride, padding, use_ceil)


@implements(rules.min_pool)
def min_pool(
    Window: AxisSpec,
    inputs: NamedArray,
    stride: int | Sequence[int] | None = None,
    padding: Padding = DEFAULT_PADDING,
    use_ceil: bool = False,
) -> NamedArray:
    """The smallest element in each window. The axes stay, and become shorter.

    Axes: `height=2, [batch, height=6] -> [batch, height=5]`

    Args:
        Window: Along which axes the window moves, and how long it is along each.
        inputs: The values.
        stride: How far it moves: one number, or one for each axis of the window. 1 if None.
        padding: What is put around the elements; it is never the smallest.
        use_ceil: Whether a window may go over the end, as long as it begins before that.

    Raises:
        AxisError: If an axis of the window is not there, has no size, or is named twice; if no window fits, or one lies
            wholly in padding; if there are more strides than axes.
        TypeError: If the values are complex.
    """
    return _pooled(rules.min_pool, _min, Window, inputs, stride, padding, use_ceil)


@implements(rules.mean_pool)
def mean_pool(
    Window: AxisSpec,
    inputs: NamedArray,
    stride: int | Sequence[int] | None = None,
    padding: Padding = DEFAULT_PADDING,
    *,
    use_ceil: bool = False,
    count_include_pad: bool = False,
) -> NamedArray:
    """The mean of the elements in each window. The axes stay, and become shorter.

    Axes: `height=2, [batch, height=6] -> [batch, height=5]`

    Integers give floats. Numbers of fewer than 32 bits are added up in 32.

    Args:
        Window: Along which axes the window moves, and how long it is along each.
        inputs: The values.
        stride: How far it moves: one number, or one for each axis of the window. 1 if None.
        padding: What is put around the elements: zeros.
        use_ceil: Whether a window may go over the end, as long as it begins before that.
        count_include_pad: Whether the padding counts as elements. What lies beyond it, by `use_ceil`, never does.

    Raises:
        AxisError: If an axis of the window is not there, has no size, or is named twice; if no window fits, or one lies
            wholly in padding; if there are more strides than axes.
    """
    return _pooled(rules.mean_pool, _mean, Window, inputs, stride, padding, use_ceil, count_include_pad)


@implements(rules.pool)
def pool(
    Window: AxisSpec,
    inputs: NamedArray,
    init: ArrayLike,
    reduce_fn: Callable[[Any, Any], Any],
    stride: int | Sequence[int] | None = None,
    padding: Padding = DEFAULT_PADDING,
    use_ceil: bool = False,
) -> NamedArray:
    """What a function of two numbers makes of the elements in each window. The axes stay, and become shorter.

    Axes: `height=2, [batch, height=6], 0.0, jax.numpy.add -> [batch, height=5]`

    It has a gradient for addition, and for `max` and `min` with the infinity that they begin with.

    Args:
        Window: Along which axes the window moves, and how long it is along each.
        inputs: The values.
        init: What each window begins with and what padding holds: a number that changes nothing, as 0 in a sum.
        reduce_fn: The function, which must not depend on the order of elements.
        stride: How far it moves: one number, or one for each axis of the window. 1 if None.
        padding: What is put around the elements.
        use_ceil: Whether a window may go over the end, as long as it begins before that.

    Raises:
        AxisError: If an axis of the window is not there, has no size, or is named twice; if no window fits, or one lies
            wholly in padding; if there are more strides than axes.
        TypeError: If `init` is no number of the dtype of the values.
    """
    values, signature = parts_of(rules.pool, inputs)
    placed = _placed(rules.pool, (signature,), Window, _hashable(stride), _hashable(padding), use_ceil)
    first = scalar(rules.pool, init)
    # jax has gradients for sums and extremes of its own, if it knows that they begin with a neutral element.
    first = converted("pool", first, values.dtype)
    return wrap(placed.windows.reduce(values, first, _LAX.get(reduce_fn, reduce_fn)), placed.names)
