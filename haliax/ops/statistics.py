"""Statistics that are more than a sum: medians, quantiles, weighted means, covariances."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, NamedOrNumeric, Names, Shape, wrap
from haliax.ops._arguments import kind, known, number, parts_of, plain, shape_of, signature_of
from haliax.ops._declare import applied, published
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import statistics as rules

_MEDIAN_DOC = """

Axes: `[batch, embed], axis=embed -> [batch]`

Args:
    array: The values.
    axis: The axes, which the result lacks. All of them if None, which gives a scalar.

Raises:
    AxisError: If an axis is not there, is there with another size, or is named twice.
"""


def _median(operation: Operation[Any], compute: Callable[..., Any], what: str) -> Callable[..., NamedArray]:
    """Declares a median."""

    def op(array: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
        return applied(operation, _ranked, array, compute, axis)

    return published(operation, op, what, _MEDIAN_DOC, compute, is_placed=True)


@settled
def _ranked(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], axis: AxisSelection | None
) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axis).names
    return kernel(operation.told, compute, axis=_gone(array.names, out)), out


_Gone: TypeAlias = int | tuple[int, ...] | None


def _gone(names: Names, out: Names) -> _Gone:
    """The positions of the axes that do not come out, in the form that spares jax a reshape."""
    places = tuple(i for i, name in enumerate(names) if name not in out)
    if names and len(places) == len(names):
        return None
    return places[0] if len(places) == 1 else places


median = _median(rules.median, jnp.median, "Median over the given axes")
nanmedian = _median(rules.nanmedian, jnp.nanmedian, "Median over the given axes, ignoring NaN")

_QUANTILE_DOC = """

Axes: `[batch, embed], 0.5, axis=embed -> [batch]`

Axes: `[batch, embed], [quantile], axis=embed -> [quantile, batch]`

Args:
    array: The values.
    q: Which: a number from 0 to {most}, or an array of such numbers. Its axes come out first.
    axis: The axes, which the result lacks. All of them if None.
    method: What lies between two elements: "linear", "lower", "higher", "midpoint" or "nearest".

Raises:
    AxisError: If an axis is not there, is there with another size, or is named twice; if `q` has an axis that the
        array keeps.
"""


def _quantile(
    operation: Operation[Any], compute: Callable[..., Any], what: str, most: int
) -> Callable[..., NamedArray]:
    """Declares a quantile, of numbers up to `most`."""

    def op(
        array: NamedArray, q: NamedOrNumeric, axis: AxisSelection | None = None, *, method: str = "linear"
    ) -> NamedArray:
        values, signature = parts_of(operation, array)
        which = q if isinstance(q, NamedArray) else number(operation, q)
        call, out = _between(operation, (signature, signature_of(which)), compute, axis, method)
        return wrap(call(values, plain(which)), out)

    return published(operation, op, what, _QUANTILE_DOC.format(most=most), compute)


@settled
def _between(
    operation: Operation[Any],
    signatures: Signatures,
    compute: Callable[..., Any],
    axis: AxisSelection | None,
    method: str,
) -> tuple[Kernel, Names]:
    array, which = map(known, signatures)
    out = operation.rule(array, which, axis).names
    kept = out[len(which.names) :]
    gone = _gone(array.names, kept)
    return kernel(operation.told, _quantiles, compute, shape_of(which), gone, method), out


def _quantiles(
    compute: Callable[..., Any], shape: Shape, gone: _Gone, method: str, array: Any, which: Any
) -> jax.Array:
    """The kernel for numbers in an array of any shape. jax takes those of one dimension at most."""
    several = len(shape) > 1
    found: jax.Array = compute(array, jnp.ravel(which) if several else which, axis=gone, method=method)
    return found.reshape(shape + found.shape[1:]) if several else found


quantile = _quantile(rules.quantile, jnp.quantile, "Quantiles over the given axes", 1)
nanquantile = _quantile(rules.nanquantile, jnp.nanquantile, "Quantiles over the given axes, ignoring NaN", 1)
percentile = _quantile(rules.percentile, jnp.percentile, "Percentiles over the given axes", 100)
nanpercentile = _quantile(rules.nanpercentile, jnp.nanpercentile, "Percentiles over the given axes, ignoring NaN", 100)


@implements(rules.average)
def average(array: NamedArray, axis: AxisSelection | None = None, *, weights: NamedArray | None = None) -> NamedArray:
    """The mean over the given axes, of elements that may count more or less than others.

    Axes: `[batch, embed], axis=batch, weights=[batch] -> [embed]`

    It is `sum(weights * array) / sum(weights)`, as of `jax.numpy.average`.

    Args:
        array: The values.
        axis: The axes, which the result lacks. All of them if None, which gives a scalar.
        weights: How much each element counts: an array with some or all of the axes of `array`. All alike by default.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice; if `weights` has other axes.
    """
    values, signature = parts_of(rules.average, array)
    if weights is None:
        call, out = _averaged(rules.average, (signature, None), axis)
        return wrap(call(values), out)
    if not isinstance(weights, NamedArray):
        raise TypeError(
            f"average: expected a NamedArray as `weights`, got {kind(weights)}; name its axes with haliax.named"
        )
    call, out = _averaged(rules.average, (signature, signature_of(weights)), axis)
    return wrap(call(values, weights.array), out)


@settled
def _averaged(operation: Operation[Any], signatures: Signatures, axis: AxisSelection | None) -> tuple[Kernel, Names]:
    array, weights = known(signatures[0]), None if signatures[1] is None else known(signatures[1])
    out = operation.rule(array, axis, weights=weights).names
    gone = _gone(array.names, out)
    if weights is None:
        return kernel(operation.told, jnp.mean, axis=gone), out
    return kernel(operation.told, _weighted, gone, move(weights.names, array.names), shape_of(array)), out


def _weighted(gone: _Gone, how: Move, shape: Shape, array: Any, weights: Any) -> jax.Array:
    return jnp.average(array, axis=gone, weights=jnp.broadcast_to(moved(weights, how), shape))


@implements(rules.cov, is_placed=True)
def cov(
    array: NamedArray,
    axis: AxisSelector,
    variable: AxisSelector,
    new_axis: AxisSelector | None = None,
    *,
    ddof: int = 1,
) -> NamedArray:
    """The covariances of the variables along one axis, over the observations along another.

    Axes: `[sample, feature], axis=sample, variable=feature -> [feature, feature_cov]`

    That of variables i and j is the mean of `(x_i - mean(x_i)) * conj(x_j - mean(x_j))` over the observations, as of
    `numpy.cov`. Other axes stay: there is a matrix for each of their positions.

    Args:
        array: The values.
        axis: The observations, which the result lacks.
        variable: The variables.
        new_axis: The second axis of the variables, after the first. By default it is named like the first with `_cov`
            after it.
        ddof: Delta degrees of freedom: the divisor is the number of observations minus this.

    Raises:
        AxisError: If an axis is not there, is there with another size, or both are the same; if the name of the new
            axis is taken.
    """
    return applied(rules.cov, _spread_of, array, axis, variable, new_axis, ddof)


@settled
def _spread_of(
    operation: Operation[Any],
    signatures: Signatures,
    axis: AxisSelector,
    variable: AxisSelector,
    new_axis: AxisSelector | None,
    ddof: int,
) -> tuple[Kernel, Names]:
    array = known(signatures[0])
    out = operation.rule(array, axis, variable, new_axis).names
    first = out.index(name_of(variable))
    pair = out[first : first + 2]
    batch = tuple(name for name in out if name not in pair)
    there = move(array.names, (*batch, name_of(variable), name_of(axis)))
    return kernel(operation.told, _covariance, there, move((*batch, *pair), out), ddof), out


def _covariance(there: Move, back: Move, ddof: int, array: Any) -> jax.Array:
    values = moved(array, there)
    centred = values - jnp.mean(values, -1, keepdims=True)
    products = jnp.matmul(centred, jnp.conj(jnp.matrix_transpose(centred)))
    return moved(products / (values.shape[-1] - ddof), back)  # type: ignore[no-any-return]  # a move gives an array
