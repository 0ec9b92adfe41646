"""How a convolution is computed, whatever the order of axes: one convolution of jax, and as little else as can be."""

from __future__ import annotations

from math import prod
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import lax

from haliax.axis import Axis
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.ops._arguments import known, parts_of, shape_of, signature_of
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation
from haliax.pure.rules.convolution import Moves

Spec = tuple[int, ...]
"""The positions of the rows, the channels and the spatial axes, in this order."""


class _Plan(NamedTuple):
    """A convolution by position.

    Attributes:
        order: How the input is transposed first, if it is.
        shape: How it is reshaped then, if it is: to have one dimension of rows.
        specs: Where the rows, the channels and the spatial axes are, in the input, the weight and the output.
        strides: How far the windows move.
        padding: What is put around the elements.
        spread: How far the elements are set apart first, in a transposed convolution.
        dilation: How far the elements of a window are apart.
        groups: How many groups of channels there are.
        out: How the output is reshaped, if it is.
        back: How it is transposed then, if it is.
    """

    order: tuple[int, ...] | None
    shape: Shape | None
    specs: tuple[Spec, Spec, Spec]
    strides: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]
    spread: tuple[int, ...]
    dilation: tuple[int, ...]
    groups: int
    out: Shape | None
    back: tuple[int, ...] | None


def convolve(
    operation: Operation[Any],
    inputs: NamedArray,
    weight: NamedArray,
    bias: NamedArray | None,
    *layer: Any,
) -> NamedArray:
    """The convolution of an array with a weight.

    Args:
        operation: The operation, whose rule is that of `haliax.pure.rules.convolution`.
        inputs: The array.
        weight: The weight; its axes may be stored in any order.
        bias: What is added, an array along the channels that come out.
        layer: What the rule is told of the layer; the name of the channels of the weight that go in; the number
            of groups.
    """
    values, signature = parts_of(operation, inputs)
    call, out = _settle(operation, (signature, signature_of(weight)), *layer)
    arrays = (values, weight.array) if bias is None else (values, weight.array, bias.array)
    return wrap(call(*arrays), out)


@settled
def _settle(
    operation: Operation[Any],
    signatures: Signatures,
    Spatial: tuple[str, ...],
    In: Axis,
    Out: Axis,
    moves: Moves,
    weight_in: str,
    groups: int,
) -> tuple[Kernel, Names]:
    array, weight = map(known, signatures)
    out = operation.rule(array, Spatial, In, Out, moves)
    placed = [moves.placed(at, name, array.get(name).size) for at, name in enumerate(Spatial)]
    strides = tuple(window.stride for window in moves.windows)
    ones = (1,) * len(strides)
    order, shape, spec = _with_one_row(array.names, shape_of(array), (In.name, *Spatial))
    where = (Out.name, weight_in, *Spatial)
    plan = _Plan(
        order=order,
        shape=shape,
        specs=(spec, tuple(map(weight.names.index, where)), spec),
        strides=strides if moves.more is None else ones,
        padding=tuple(one.padding for one in placed),
        spread=ones if moves.more is None else strides,
        dilation=tuple(window.dilation for window in moves.windows),
        groups=groups,
        out=None if shape is None else tuple(shape_of(out)[at] for at in order or range(len(out.names))),
        back=None if order is None else tuple(map(order.index, range(len(order)))),
    )
    return kernel(operation.told, _convolved, plan), out.names


def _with_one_row(
    names: Names, shape: Shape, others: tuple[str, ...]
) -> tuple[tuple[int, ...] | None, Shape | None, Spec]:
    """How the axes that are no `others` become one dimension, and where all dimensions are then.

    One axis is that dimension, wherever it is stored. Several are put together where the first of them is stored.
    """
    rows = [name for name in names if name not in others]
    if len(rows) == 1:
        return None, None, tuple(map(names.index, (*rows, *others)))
    if not rows:
        return None, (1, *shape), (0, *(1 + names.index(name) for name in others))
    first = names.index(rows[0])
    after = [name for name in names[first:] if name in others]
    want = (*names[:first], *rows, *after)
    order = tuple(map(names.index, want))
    sizes = [shape[at] for at in order]
    end = first + len(rows)
    merged = (*sizes[:first], prod(sizes[first:end]), *sizes[end:])
    left = (*names[:first], rows[0], *after)
    return None if want == names else order, merged, tuple(map(left.index, (rows[0], *others)))


def _convolved(plan: _Plan, array: Any, weight: Any, bias: Any = None) -> jax.Array:
    """The kernel."""
    dtype = jnp.result_type(array, weight)
    if plan.order is not None:
        array = lax.transpose(array, plan.order)
    if plan.shape is not None:
        array = lax.reshape(array, plan.shape)
    out: jax.Array = lax.conv_general_dilated(
        array.astype(dtype),
        weight.astype(dtype),
        plan.strides,
        plan.padding,
        plan.spread,
        plan.dilation,
        dimension_numbers=lax.ConvDimensionNumbers(*plan.specs),
        feature_group_count=plan.groups,
    )
    if bias is not None:
        out = out + lax.expand_dims(bias, [at for at in range(out.ndim) if at != plan.specs[2][1]])
    if plan.out is not None:
        out = lax.reshape(out, plan.out)
    return out if plan.back is None else lax.transpose(out, plan.back)
