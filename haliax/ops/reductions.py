"""Reductions over named axes: `sum`, `mean`, `argmax`, … The reduced axes go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax.typing import DTypeLike

from haliax.axis import Axis, AxisSelection, AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import kind, known, parts_of, signature_of
from haliax.ops._declare import applied, published
from haliax.ops._explicit import instead
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import reductions as rules

_DOC = """

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
    operation: Operation[Any],
    signatures: Signatures,
    axis: AxisSelection | None,
    dtype: DTypeLike | None = None,
    ddof: int | None = None,
) -> tuple[Kernel, Names]:
    array, where = known(signatures[0]), known(signatures[1]) if len(signatures) > 1 else None
    out = operation.rule(array, axis, where=where).names
    positions = tuple(i for i, name in enumerate(array.names) if name not in out)
    options: dict[str, Any] = {"axis": positions}
    options |= {name: value for name, value in (("dtype", dtype), ("ddof", ddof)) if value is not None}
    assert operation.kernel is not None
    if where is None:
        return kernel(operation.told, operation.kernel, **options), out
    return kernel(operation.told, _with_mask, operation.kernel, move(where.names, array.names), **options), out


def _with_mask(compute: Callable[..., Any], how: Move, array: Any, where: Any, **options: Any) -> Any:
    return compute(array, where=moved(where, how), **options)


def _masked(operation: Operation[Any], array: NamedArray, axis: Any, where: Any, *options: Any) -> NamedArray:
    """The kernel over the positions of the axes, on the elements that `where` lets through."""
    values, signature = parts_of(operation, array)
    if not isinstance(where, NamedArray):
        raise TypeError(
            f"{operation.told}: expected a NamedArray as `where`, got {kind(where)}; name its axes with haliax.named"
        )
    call, out = _reduction(operation, (signature, signature_of(where)), axis, *options)
    try:
        return wrap(call(values, where.array), out)
    except Exception as error:
        found: NamedArray = instead(_masked, (operation, array, axis, where, *options), {}, error)
        return found


def _over_positions(operation: Operation[Any], compute: Callable[..., Any], what: str) -> Callable[..., NamedArray]:
    """Declares a reduction of any axes."""

    def op(array: NamedArray, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
        if where is None:
            return applied(operation, _reduction, array, axis)
        return _masked(operation, array, axis, where)

    return published(
        operation,
        op,
        f"{what} over the given axes, which the result lacks",
        _DOC.format(more=""),
        compute,
        is_placed=True,
    )


def _sums(operation: Operation[Any], compute: Callable[..., Any], what: str) -> Callable[..., NamedArray]:
    """Declares a reduction of any axes whose dtype can be chosen."""

    def op(
        array: NamedArray,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        if where is None:
            return applied(operation, _reduction, array, axis, dtype)
        return _masked(operation, array, axis, where, dtype)

    return published(
        operation,
        op,
        f"{what} over the given axes, which the result lacks",
        _DOC.format(more=_MORE["dtype"]),
        compute,
        is_placed=True,
    )


def _spreads(operation: Operation[Any], compute: Callable[..., Any], what: str) -> Callable[..., NamedArray]:
    """Declares a reduction of any axes with degrees of freedom."""

    def op(
        array: NamedArray,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
        ddof: int = 0,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        if where is None:
            return applied(operation, _reduction, array, axis, dtype, ddof)
        return _masked(operation, array, axis, where, dtype, ddof)

    return published(
        operation,
        op,
        f"{what} over the given axes, which the result lacks",
        _DOC.format(more=_MORE["ddof"] + _MORE["dtype"]),
        compute,
        is_placed=True,
    )


_INDEX_DOC = """

Axes: `[batch, embed], axis=embed -> [batch]`

Args:
    array: The values.
    axis: The axis to search. If None, the whole array, flattened in the order of its axes.

Raises:
    AxisError: If the axis is not there, or is there with another size.
"""


@settled
def _search(operation: Operation[Any], signatures: Signatures, axis: AxisSelector | None) -> tuple[Kernel, Names]:
    if axis is not None and not isinstance(axis, str | Axis):
        raise TypeError(f"expected one axis or its name, got {axis!r}")
    array = known(signatures[0])
    out = operation.rule(array, axis).names
    at = None if axis is None else array.names.index(name_of(axis))
    assert operation.kernel is not None
    return kernel(operation.told, operation.kernel, axis=at), out


def _index(
    operation: Operation[Any], compute: Callable[..., Any], what: str, *, optional: bool = False
) -> Callable[..., NamedArray]:
    """Declares a search along one axis, which may be left out if `optional`."""

    def search(array: NamedArray, axis: AxisSelector | None) -> NamedArray:
        return applied(operation, _search, array, axis)

    def search_or_all(array: NamedArray, axis: AxisSelector | None = None) -> NamedArray:
        return applied(operation, _search, array, axis)

    summary = f"Index of the {what} element along an axis, which the result lacks"
    return published(operation, search_or_all if optional else search, summary, _INDEX_DOC, compute, is_placed=True)


def _extreme(compute: Callable[..., Any], *, largest: bool) -> Callable[..., Any]:
    """`compute` with the initial value that jax asks for when there is a mask: the neutral one of the dtype."""

    def extreme(array: Any, axis: tuple[int, ...], where: Any = None) -> Any:
        if where is None:
            return compute(array, axis=axis)
        return compute(array, axis=axis, where=where, initial=_neutral(array.dtype, largest=largest))

    return extreme


def _neutral(dtype: Any, *, largest: bool) -> Any:
    """The value that leaves every maximum, or every minimum, as it is."""
    if dtype == jnp.bool_:
        return not largest
    if jnp.issubdtype(dtype, jnp.inexact) and _has_infinity(dtype):
        return np.asarray(-np.inf if largest else np.inf, dtype)
    info: Any = (jnp.finfo if jnp.issubdtype(dtype, jnp.floating) else jnp.iinfo)(dtype)
    return np.asarray(info.min if largest else info.max, dtype)


def _has_infinity(dtype: Any) -> bool:
    """Whether a float or complex dtype has one, which some of 8 bits and less have not."""
    with np.errstate(invalid="ignore"):
        return bool(np.isinf(np.asarray(np.inf, dtype)))


def _of_truth(compute: Callable[..., Any]) -> Callable[..., Any]:
    """`compute` of which complex elements are true. jax goes by their real parts."""

    def of_truth(array: Any, axis: tuple[int, ...], where: Any = None) -> Any:
        if jnp.issubdtype(array.dtype, jnp.complexfloating):
            array = array != 0
        return compute(array, axis=axis, where=where)

    return of_truth


def _ptp(array: Any, axis: tuple[int, ...], where: Any = None) -> Any:
    return _largest(array, axis, where) - _smallest(array, axis, where)


_largest = _extreme(jnp.max, largest=True)
_smallest = _extreme(jnp.min, largest=False)

all = _over_positions(rules.all, _of_truth(jnp.all), "Whether all elements are true,")
any = _over_positions(rules.any, _of_truth(jnp.any), "Whether any element is true,")
max = _over_positions(rules.max, _largest, "Largest element")
min = _over_positions(rules.min, _smallest, "Smallest element")
amax = _over_positions(rules.amax, _largest, "Largest element")
amin = _over_positions(rules.amin, _smallest, "Smallest element")
ptp = _over_positions(rules.ptp, _ptp, "Largest minus smallest element")
nanmax = _over_positions(rules.nanmax, _extreme(jnp.nanmax, largest=True), "Largest element, ignoring NaN,")
nanmin = _over_positions(rules.nanmin, _extreme(jnp.nanmin, largest=False), "Smallest element, ignoring NaN,")

sum = _sums(rules.sum, jnp.sum, "Sum")
prod = _sums(rules.prod, jnp.prod, "Product")
product = _sums(rules.product, jnp.prod, "Product")
mean = _sums(rules.mean, jnp.mean, "Mean")
nansum = _sums(rules.nansum, jnp.nansum, "Sum, ignoring NaN,")
nanprod = _sums(rules.nanprod, jnp.nanprod, "Product, ignoring NaN,")
nanmean = _sums(rules.nanmean, jnp.nanmean, "Mean, ignoring NaN,")

std = _spreads(rules.std, jnp.std, "Standard deviation")
var = _spreads(rules.var, jnp.var, "Variance")
nanstd = _spreads(rules.nanstd, jnp.nanstd, "Standard deviation, ignoring NaN,")
nanvar = _spreads(rules.nanvar, jnp.nanvar, "Variance, ignoring NaN,")

argmax = _index(rules.argmax, jnp.argmax, "largest")
argmin = _index(rules.argmin, jnp.argmin, "smallest")
nanargmax = _index(rules.nanargmax, jnp.nanargmax, "largest", optional=True)
nanargmin = _index(rules.nanargmin, jnp.nanargmin, "smallest", optional=True)
