"""Samples of what there is: positions along an axis, elements of an array, orders of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

from haliax.axis import AxisSelector, AxisSpec
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.ops._arguments import known, parts_of, shape_of
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel
from haliax.ops._moves import Move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import name_of
from haliax.pure.operation import Operation
from haliax.pure.rules import random as rules
from haliax.random._shapes import keyed


@implements(rules.categorical, by_jax=False)
def categorical(key: jax.Array, logits: NamedArray, axis: AxisSelector, shape: AxisSpec | None = None) -> NamedArray:
    """Positions along an axis, each as likely as its logit says. The axis goes.

    Axes: `[batch, vocab], axis=vocab -> [batch]`

    Args:
        key: The key.
        logits: Logarithms of probabilities, which need not add up to 1.
        axis: The axis of the choices, of which one position is drawn.
        shape: The axes of the result, which must have all other axes of the logits. By default just those. Along the
            axes that the logits lack, positions are drawn independently from the same logits.

    Raises:
        AxisError: If the axis is not there, or is there with another size, or if `shape` has no size for an axis,
            repeats one, or lacks one of the logits.
    """
    values, signature = parts_of(rules.categorical, logits)
    if shape is None:
        call, out = _along(rules.categorical, (signature,), _chosen, axis)
    else:
        call, out = _repeated(rules.categorical, (signature,), axis, shape)
    return wrap(call(key, values), out)


@settled
def _along(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], axis: AxisSelector, *options: Any
) -> tuple[Kernel, Names]:
    """The kernel `compute(place, *options, key, array)` along an axis."""
    array = known(signatures[0])
    out = operation.rule(None, array, axis)
    return keyed(operation.told, compute, array.names.index(name_of(axis)), *options), out.names


def _chosen(place: int, key: Any, logits: Any) -> jax.Array:
    return jax.random.categorical(key, logits, place)


@settled
def _repeated(
    operation: Operation[Any], signatures: Signatures, axis: AxisSelector, shape: AxisSpec
) -> tuple[Kernel, Names]:
    """The kernel that brings logits to the order of the result, with the axis of the choices last, and chooses."""
    logits = known(signatures[0])
    out = operation.rule(None, logits, axis, shape)
    place = logits.names.index(name_of(axis))
    each = [*logits.names[:place], *logits.names[place + 1 :]]
    order = (*(logits.names.index(name) for name in out.names if name in each), place)
    new = tuple(i for i, name in enumerate(out.names) if name not in each)
    how = Move(None if order == tuple(range(len(order))) else order, new)
    return keyed(operation.told, _chosen_for_each, how, shape_of(out)), out.names


def _chosen_for_each(how: Move, shape: Shape, key: Any, logits: Any) -> jax.Array:
    return jax.random.categorical(key, moved(jnp.asarray(logits), how), -1, shape)


@implements(rules.choice, by_jax=False)
def choice(
    key: jax.Array,
    shape: AxisSpec,
    a: NamedArray,
    axis: AxisSelector,
    replace: bool = True,
    p: NamedArray | None = None,
) -> NamedArray:
    """Elements of an array, drawn along one of its axes, which the axes of the draws replace.

    Axes: `(draw,), [batch, vocab, embed], axis=vocab -> [batch, draw, embed]`

    Args:
        key: The key.
        shape: The axes of the draws. One of them may have the name of `axis`.
        a: The elements. What has one position along `axis` is drawn as a whole.
        axis: The axis along which elements are drawn.
        replace: Whether an element can be drawn more than once.
        p: How likely each is, along `axis`. By default each is as likely as the others.

    Raises:
        AxisError: If the axis is not there, or is there with another size, if `shape` has no size for an axis or a name
            that the array has too, or if `p` has other axes than that one.
        ValueError: If more elements are drawn than there are, and none may be drawn twice.
    """
    values, signature = parts_of(rules.choice, a)
    weights, weighted = (None, None) if p is None else parts_of(rules.choice, p)
    call, out = _drawn(rules.choice, (signature, weighted), shape, axis, replace)
    return wrap(call(key, values, weights), out)


@settled
def _drawn(
    operation: Operation[Any], signatures: Signatures, shape: AxisSpec, axis: AxisSelector, replace: bool
) -> tuple[Kernel, Names]:
    array, weights = known(signatures[0]), signatures[1]
    out = operation.rule(None, shape, array, axis, None if weights is None else known(weights))
    place = array.names.index(name_of(axis))
    after = len(array.names) - place - 1
    sizes = shape_of(out)[place : len(out.names) - after]
    return keyed(operation.told, _elements, sizes, place, replace), out.names


def _elements(sizes: Shape, place: int, replace: bool, key: Any, array: Any, weights: Any) -> jax.Array:
    return jax.random.choice(key, array, sizes, replace, weights, place)


@implements(rules.permutation, by_jax=False)
def permutation(key: jax.Array, x: NamedArray, axis: AxisSelector, independent: bool = False) -> NamedArray:
    """The array with what is along an axis in a random order. The axes stay.

    Axes: `[batch, embed], axis=batch -> [batch, embed]`

    Args:
        key: The key.
        x: The array.
        axis: The axis whose positions change places.
        independent: Whether each row along the axis has an order of its own.

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    values, signature = parts_of(rules.permutation, x)
    call, out = _along(rules.permutation, (signature,), _permuted, axis, independent)
    return wrap(call(key, values), out)


def _permuted(place: int, independent: bool, key: Any, array: Any) -> jax.Array:
    return jax.random.permutation(key, array, place, independent)
