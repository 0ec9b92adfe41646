"""Products of rows with one matrix for each group of them, as mixtures of experts need."""

from __future__ import annotations

from typing import Any, Literal

import jax
import jax.numpy as jnp
from jax import lax

from haliax.axis import AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import kind, known, parts_of
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.partitioning import ResourceAxis
from haliax.pure.axis import name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import ragged as rules

_THERE = ("auto", "xla")


@implements(rules.ragged_dot)
def ragged_dot(
    lhs: NamedArray | jax.Array,
    rhs: NamedArray | jax.Array,
    group_sizes: NamedArray | jax.Array,
    ar: bool = False,
    implementation: Literal["auto", "xla", "megablox", "triton"] = "auto",
    *,
    axis: AxisSelector | None = None,
) -> Any:
    """The product of each row of `lhs` with the matrix of its group.

    Axes: `[token, embed], [expert, embed, mlp], [expert], axis=embed -> [token, mlp]`

    The rows are sorted: the first ones are of the first group, as many as its size says, then come those of the second.
    Rows that are left over give zeros.

    Plain arrays are taken too, as `jax.lax.ragged_dot` takes them: `[rows, in]`, `[groups, in, out]` and `[groups]`.

    Args:
        lhs: The rows: an array with one axis beside `axis`.
        rhs: The matrices. What axes they have beside `axis` and that of the groups come out.
        group_sizes: How many rows each group has: integers along the axis of the groups.
        ar: Whether the products are added up over the devices along "model", in a function that runs on each of them.
        implementation: "xla" for `jax.lax.ragged_dot`, which "auto" is too. Kernels written for one kind of device,
            "megablox" and "triton", are not here.
        axis: The axis to sum over. It must be given for named arrays.

    Raises:
        AxisError: If an axis is not there or there with another size; if there is not one axis of rows and one of
            groups, or the rows and the matrices share another axis.
        TypeError: If `axis` is not given for named arrays, or the sizes are no integers.
        NotImplementedError: If the implementation is not there.
    """
    if implementation not in _THERE:
        raise NotImplementedError(
            f"ragged_dot: there is no implementation {implementation!r} here; use 'auto' or 'xla', jax.lax.ragged_dot"
        )
    if any(isinstance(array, NamedArray) for array in (lhs, rhs, group_sizes)):
        return grouped(rules.ragged_dot, lhs, rhs, group_sizes, axis, ar=ar)
    if axis is not None:
        raise TypeError(f"ragged_dot: expected named arrays to go with axis {axis!r}, got {kind(lhs)}")
    out: Any = lax.ragged_dot(*_of_one_dtype(lhs, rhs), _whole(rules.ragged_dot, group_sizes))
    return _summed(out) if ar else out


def grouped(
    operation: Operation[Any], lhs: Any, rhs: Any, group_sizes: Any, axis: AxisSelector | None, *, ar: bool = False
) -> Any:
    """`ragged_dot` of named arrays, for an operation with its rule."""
    arrays, signatures = zip(*(parts_of(operation, array) for array in (lhs, rhs, group_sizes)), strict=True)
    call, out = _by_position(operation, signatures, axis)
    product = call(*arrays[:2], _whole(operation, arrays[2]))
    return wrap(_summed(product) if ar else product, out)


@settled
def _by_position(operation: Operation[Any], signatures: Signatures, axis: AxisSelector) -> tuple[Kernel, Names]:
    lhs, rhs, sizes = map(known, signatures)
    out = operation.rule(lhs, rhs, sizes, axis=axis).names
    name, group = name_of(axis), sizes.names[0]
    summed = lhs.names.index(name), rhs.names.index(name)
    return kernel(operation.told, _products, summed, 1 - summed[0], rhs.names.index(group)), out


def _products(
    summed: tuple[int, int], row: int, group: int, lhs: jax.Array, rhs: jax.Array, sizes: jax.Array
) -> jax.Array:
    """The kernel. The dimensions may be in any order, of which jax takes care."""
    of: Any = lax.RaggedDotDimensionNumbers
    numbers = of(
        dot_dimension_numbers=(((summed[0],), (summed[1],)), ((), ())),
        lhs_ragged_dimensions=[row],
        rhs_group_dimensions=[group],
    )
    return lax.ragged_dot_general(*_of_one_dtype(lhs, rhs), sizes, numbers)


def _summed(product: Any) -> Any:
    """The sum over the devices along the axis of models."""
    psum: Any = lax.psum
    return psum(product, ResourceAxis.MODEL)


def _of_one_dtype(lhs: Any, rhs: Any) -> tuple[jax.Array, jax.Array]:
    dtype = jnp.result_type(lhs, rhs)
    return lhs.astype(dtype), rhs.astype(dtype)


def _whole(operation: Operation[Any], sizes: Any) -> Any:
    dtype = getattr(sizes, "dtype", None)
    if dtype is None or not jnp.issubdtype(dtype, jnp.integer):
        raise TypeError(f"{operation.told}: expected integers as group_sizes, got {dtype or kind(sizes)}")
    return sizes
