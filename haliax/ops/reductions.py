"""Reductions over named axes: `sum`, `mean`, `argmax`, … The reduced axes go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
from jax.typing import DTypeLike

from haliax.axis import Axis, AxisSelection, AxisSelector, name_of
from haliax.core import NamedArray, axes_of, wrap
from haliax.ops._declare import published
from haliax.ops._plan import Fused, Move, array_of, fused, kind, move, moved, settled
from haliax.rules import reductions as rules

_DOC = """{what} over the given axes, which the result lacks.

Axes: `[batch, embed], axis=embed -> [batch]`

Args:
    array: The values.
    axis: The axes to reduce. All of them if None, which gives a scalar.
    where: Which elements count: a boolean array with some or all of the axes of `array`.{more}

Raises:
    AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
"""

_MORE = {
    "dtype": "\n    dtype: The dtype of the result, and of the sums that lead to it.",
    "ddof": "\n    ddof: Delta degrees of freedom: the divisor is the number of elements minus this.",
}


@settled
def _reduction(
    op: str,
    kernel: Callable[..., Any],
    names: tuple[str, ...],
    shape: tuple[int, ...],
    axis: AxisSelection | None,
    where: tuple[tuple[str, ...], tuple[int, ...]] | None,
    options: tuple[tuple[str, Any], ...],
) -> tuple[Fused, tuple[str, ...]]:
    mask = None if where is None else axes_of(*where)
    out = rules.sum(axes_of(names, shape), axis, where=mask).names
    positions = tuple(i for i, name in enumerate(names) if name not in out)
    if where is None:
        return fused(op, kernel, axis=positions, **dict(options)), out
    return fused(op, _with_mask, kernel, move(where[0], names), positions, dict(options)), out


def _with_mask(
    kernel: Callable[..., Any],
    how: Move,
    positions: tuple[int, ...],
    options: dict[str, Any],
    array: Any,
    where: Any,
) -> Any:
    return kernel(array, axis=positions, where=moved(where, how), **options)


def _reduce(
    op: str,
    kernel: Callable[..., Any],
    array: NamedArray,
    axis: Any,
    where: Any,
    options: tuple[tuple[str, Any], ...] = (),
) -> NamedArray:
    """The kernel over the positions of the axes, on the elements that `where` lets through."""
    values = array_of(op, array).array
    names = array.axis_names
    if where is None:
        call, out = _reduction(op, kernel, names, values.shape, axis, None, options)
        return wrap(call(values), out)
    if not isinstance(where, NamedArray):
        raise TypeError(f"{op}: expected a NamedArray as `where`, got {kind(where)}; name its axes with haliax.named")
    mask = where.array
    signature = where.axis_names, mask.shape
    call, out = _reduction(op, kernel, names, values.shape, axis, signature, options)
    return wrap(call(values, mask), out)


def _over_positions(name: str, kernel: Callable[..., Any], what: str) -> Callable[..., NamedArray]:
    """Declares a reduction of any axes."""

    def op(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
        return _reduce(name, kernel, array, axis, where)

    return published(op, name, __name__, _DOC.format(what=what, more=""))


def _sums(name: str, kernel: Callable[..., Any], what: str) -> Callable[..., NamedArray]:
    """Declares a reduction of any axes whose dtype can be chosen."""

    def op(
        array: NamedArray,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        return _reduce(name, kernel, array, axis, where, (("dtype", dtype),))

    return published(op, name, __name__, _DOC.format(what=what, more=_MORE["dtype"]))


def _spreads(name: str, kernel: Callable[..., Any], what: str) -> Callable[..., NamedArray]:
    """Declares a reduction of any axes with degrees of freedom."""

    def op(
        array: NamedArray,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
        ddof: int = 0,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        return _reduce(name, kernel, array, axis, where, (("ddof", ddof), ("dtype", dtype)))

    return published(op, name, __name__, _DOC.format(what=what, more=_MORE["ddof"] + _MORE["dtype"]))


_INDEX_DOC = """Index of the {what} element along an axis, which the result lacks.

Axes: `[batch, embed], axis=embed -> [batch]`

Args:
    array: The values.
    axis: The axis to search. If None, the whole array, flattened in the order of its axes.

Raises:
    AxisError: If the axis is not there, or is there with another size.
"""


@settled
def _search(
    op: str,
    kernel: Callable[..., Any],
    names: tuple[str, ...],
    shape: tuple[int, ...],
    axis: AxisSelector | None,
) -> tuple[Fused, tuple[str, ...]]:
    if axis is not None and not isinstance(axis, str | Axis):
        raise TypeError(f"expected one axis or its name, got {axis!r}")
    out = rules.argmax(axes_of(names, shape), axis).names
    return fused(op, kernel, axis=None if axis is None else names.index(name_of(axis))), out


def _index(name: str, kernel: Callable[..., Any], what: str, *, optional: bool = False) -> Callable[..., NamedArray]:
    """Declares a search along one axis, which may be left out if `optional`."""

    def search(array: NamedArray, axis: AxisSelector | None) -> NamedArray:
        values = array_of(name, array).array
        call, out = _search(name, kernel, array.axis_names, values.shape, axis)
        return wrap(call(values), out)

    def search_or_all(array: NamedArray, axis: AxisSelector | None = None) -> NamedArray:
        return search(array, axis)

    return published(search_or_all if optional else search, name, __name__, _INDEX_DOC.format(what=what))


def _extreme(kernel: Callable[..., Any], *, largest: bool) -> Callable[..., Any]:
    """`kernel` with the initial value that jax asks for when there is a mask: the neutral one of the dtype."""

    def extreme(array: Any, axis: tuple[int, ...], where: Any = None) -> Any:
        if where is None:
            return kernel(array, axis=axis)
        return kernel(array, axis=axis, where=where, initial=_neutral(array.dtype, largest=largest))

    return extreme


def _neutral(dtype: Any, *, largest: bool) -> Any:
    """The value that leaves every maximum, or every minimum, as it is."""
    if jnp.issubdtype(dtype, jnp.inexact):
        return -jnp.inf if largest else jnp.inf
    if dtype == jnp.bool_:
        return not largest
    info = jnp.iinfo(dtype)  # type: ignore[no-untyped-call]  # jax declares no types for it
    return info.min if largest else info.max


def _ptp(array: Any, axis: tuple[int, ...], where: Any = None) -> Any:
    return _largest(array, axis, where) - _smallest(array, axis, where)


_largest = _extreme(jnp.max, largest=True)
_smallest = _extreme(jnp.min, largest=False)

all = _over_positions("all", jnp.all, "Whether all elements are true,")
any = _over_positions("any", jnp.any, "Whether any element is true,")
max = _over_positions("max", _largest, "Largest element")
min = _over_positions("min", _smallest, "Smallest element")
amax = _over_positions("amax", _largest, "Largest element")
amin = _over_positions("amin", _smallest, "Smallest element")
ptp = _over_positions("ptp", _ptp, "Largest minus smallest element")
nanmax = _over_positions("nanmax", _extreme(jnp.nanmax, largest=True), "Largest element, ignoring NaN,")
nanmin = _over_positions("nanmin", _extreme(jnp.nanmin, largest=False), "Smallest element, ignoring NaN,")

sum = _sums("sum", jnp.sum, "Sum")
prod = _sums("prod", jnp.prod, "Product")
product = _sums("product", jnp.prod, "Product")
mean = _sums("mean", jnp.mean, "Mean")
nansum = _sums("nansum", jnp.nansum, "Sum, ignoring NaN,")
nanprod = _sums("nanprod", jnp.nanprod, "Product, ignoring NaN,")
nanmean = _sums("nanmean", jnp.nanmean, "Mean, ignoring NaN,")

std = _spreads("std", jnp.std, "Standard deviation")
var = _spreads("var", jnp.var, "Variance")
nanstd = _spreads("nanstd", jnp.nanstd, "Standard deviation, ignoring NaN,")
nanvar = _spreads("nanvar", jnp.nanvar, "Variance, ignoring NaN,")

argmax = _index("argmax", jnp.argmax, "largest")
argmin = _index("argmin", jnp.argmin, "smallest")
nanargmax = _index("nanargmax", jnp.nanargmax, "largest", optional=True)
nanargmin = _index("nanargmin", jnp.nanargmin, "smallest", optional=True)
