"""`dot` and `einsum`: shared axes are multiplied, contracted axes are summed out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from types import EllipsisType
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import lax
from jax.lax import PrecisionLike
from jax.typing import DTypeLike

from haliax.axis import Axis, AxisSelection, AxisSelector
from haliax.core import NamedArray, Names, wrap
from haliax.ops._arguments import kind, known, parts_of
from haliax.ops._explicit import by_names, implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.errors import Misuse
from haliax.pure.operation import Operation
from haliax.pure.rules import contraction as rules

_DOT_GENERAL = lax.dot_general
_new = object.__new__


@implements(rules.dot, is_placed=True)
def dot(
    *arrays: Any,
    precision: PrecisionLike = None,
    preferred_element_type: DTypeLike | None = None,
    out_axes: Sequence[Any] | None = None,
    dot_general: Callable[..., jax.Array] = lax.dot_general,
    **kwargs: Any,
) -> NamedArray:
    """The product of arrays, summed over `axis`.

    Axes: `[batch, embed], [embed, mlp], axis=embed -> [batch, mlp]`

    Other axes stay, in the order in which they first appear; those that several arrays share are matched. An axis that
    only some arrays have is summed over too. `axis=None` sums over all axes, `axis=()` over none, which gives an outer
    product. The axes may also come first, as in `dot("embed", x, w)`; that form is older.

    Args:
        arrays: The arrays.
        precision: Passed to `dot_general`.
        preferred_element_type: The dtype in which products are summed.
        out_axes: The order of the axes of the result. `...` stands for axes that are not named; there may be several.
        dot_general: Multiplies two arrays, in the place of `jax.lax.dot_general`.
        **kwargs: `axis`, the axes to sum over. It must be given, here or as the first argument.

    Raises:
        AxisError: If no array has an axis of `axis`, or two arrays have one name with different sizes.
        TypeError: If `axis` is not given.
    """
    if len(kwargs) == 1 and out_axes is precision is preferred_element_type is None and dot_general is _DOT_GENERAL:
        try:
            x, y = arrays  # the usual case, spelled out for its speed
            left, right = x._array, y._array
            names, shape, axis = x._axis_names, left.aval.shape, kwargs["axis"]
            other = y._axis_names, right.aval.shape
            found = _dot.of_two(rules.dot, rules.dot.rule, names, shape, *other, axis, None, None, None)
            out = _new(NamedArray)  # `wrap`, written out
            out._array = found[0](left, right)
            out._axis_names = found[1]
            return out
        except Exception:  # of which `_any_dot` tells, or to which it knows another way
            pass
    return _any_dot(arrays, kwargs, out_axes, precision, preferred_element_type, dot_general)


@by_names
def _any_dot(
    arrays: tuple[Any, ...],
    kwargs: dict[str, Any],
    out_axes: Sequence[Any] | None,
    precision: PrecisionLike,
    preferred_element_type: DTypeLike | None,
    dot_general: Callable[..., jax.Array],
) -> NamedArray:
    """The product of any number of arrays, in any form of the call."""
    is_usual = len(kwargs) == 1 and "axis" in kwargs
    axis, operands = (kwargs["axis"], arrays) if is_usual else _form_of(arrays, kwargs)
    order = None if out_axes is None else tuple(out_axes)
    values, signatures = _parts_of(rules.dot, operands)
    quick, out, compute, _parts = _dot(rules.dot, signatures, axis, order, precision, preferred_element_type)
    if dot_general is _DOT_GENERAL:
        return wrap(quick(*values), out)
    # It may hold arrays, of which nothing that is kept for later calls may know.
    return wrap(compute(dot_general, *values), out)


def _form_of(arrays: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[AxisSelection | None, tuple[Any, ...]]:
    """The axes and the arrays, in any form of the call."""
    for name in kwargs:
        if name != "axis":
            raise TypeError(f"dot: unexpected keyword argument '{name}'")
    try:
        return rules.form_of(arrays, kwargs.get("axis", rules.NOT_GIVEN), NamedArray)
    except Misuse as error:
        raise error.within("dot") from None


@implements(rules.outer)
def outer(a: NamedArray, b: NamedArray) -> NamedArray:
    """The product of each element of one array with each of another, summed over nothing.

    Axes: `[batch], [embed, mlp] -> [batch, embed, mlp]`

    Args:
        a: The array whose axes come first.
        b: The array whose axes come after them.

    Raises:
        AxisError: If both have an axis of one name. Rename it in one of them, or use `dot(a, b, axis=())`, which
            matches what both have.
    """
    (first, second), signatures = _parts_of(rules.outer, (a, b))
    call, out = _outer(rules.outer, signatures)
    return wrap(call(first, second), out)


@settled
def _outer(operation: Operation[Any], signatures: Signatures) -> tuple[Kernel, Names]:
    first, second = map(known, signatures)
    out = operation.rule(first, second).names
    return kernel(operation.told, _multiplied, move(first.names, out), move(second.names, out)), out


def _multiplied(first: Move, second: Move, left: Any, right: Any) -> jax.Array:
    return jnp.multiply(moved(left, first), moved(right, second))


@implements(rules.einsum)
def einsum(
    equation: str,
    *arrays: NamedArray,
    precision: PrecisionLike = None,
    preferred_element_type: DTypeLike | None = None,
    _dot_general: Callable[..., jax.Array] = lax.dot_general,
    **axis_aliases: AxisSelector,
) -> NamedArray:
    """The product of arrays, summed over the axes that do not come out.

    Axes: `"b e, e m -> b m", [batch, embed], [embed, mlp] -> [batch, mlp]`

    - `"b e, e m -> b m"` binds identifiers to the axes of each array by position. Axes keep their
      names. One identifier is one axis: it stands for the same name in all arrays.
    - `"{batch embed} -> batch"` finds axes by name, in any of the arrays. Those that it does not
      mention stay, where `...` stands on the right, or else in front.
    - `"-> batch mlp"` keeps just these axes and sums over all others.

    Args:
        equation: The axes that go in and those that come out.
        *arrays: The arrays.
        precision: Passed to `_dot_general`.
        preferred_element_type: The dtype in which products are summed.
        _dot_general: Multiplies two arrays, in the place of `jax.lax.dot_general`.
        **axis_aliases: The axes that identifiers stand for, where that is not the axis of their name.

    Raises:
        AxisError: If the equation is malformed, or does not fit the axes of the arrays.
    """
    if not arrays:
        raise TypeError("einsum: expected at least one array")
    for name, alias in axis_aliases.items():
        if not isinstance(alias, str | Axis):
            raise TypeError(f"einsum: expected an axis or its name as `{name}`, got {kind(alias)}")
    aliases = tuple(axis_aliases.items())
    values, signatures = _parts_of(rules.einsum, arrays)
    quick, out, compute, _parts = _einsum(
        rules.einsum, signatures, equation, aliases, precision, preferred_element_type
    )
    return wrap(quick(*values) if _dot_general is _DOT_GENERAL else compute(_dot_general, *values), out)


def _parts_of(operation: Operation[Any], arrays: Sequence[Any]) -> tuple[Sequence[Any], Signatures]:
    """The values of arrays, and their names and shapes."""
    if len(arrays) == 2 and isinstance(arrays[0], NamedArray) and isinstance(arrays[1], NamedArray):
        x, y = arrays  # the usual case, spelled out for its speed
        left, right = x._array, y._array
        return (left, right), ((x._axis_names, left.shape), (y._axis_names, right.shape))
    parts = [parts_of(operation, array) for array in arrays]
    return [values for values, _ in parts], tuple([signature for _, signature in parts])


class Contraction(NamedTuple):
    """What multiplies arrays and sums out axes.

    Attributes:
        quick: Computes it.
        out: The axes that come out.
        compute: Computes it with a function in the place of `lax.dot_general`, its first argument.
        parts: What `quick` is made of: a function and its static arguments.
    """

    quick: Kernel
    out: Names
    compute: Callable[..., jax.Array]
    parts: tuple[Any, ...]


@settled
def _einsum(
    operation: Operation[Any],
    signatures: Signatures,
    equation: str,
    aliases: tuple[tuple[str, AxisSelector], ...],
    *options: Any,
) -> Contraction:
    out = operation.rule(equation, *map(known, signatures), **dict(aliases)).names
    return _contraction(operation, signatures, out, *options)


@settled
def _dot(
    operation: Operation[Any],
    signatures: Signatures,
    axis: AxisSelection | None,
    order: tuple[str | Axis | EllipsisType, ...] | None,
    *options: Any,
) -> Contraction:
    out = operation.rule(*map(known, signatures), axis=axis, out_axes=order).names
    return _contraction(operation, signatures, out, *options)


def _contraction(
    operation: Operation[Any],
    signatures: Signatures,
    out: Names,
    precision: PrecisionLike,
    preferred_element_type: DTypeLike | None,
) -> Contraction:
    options = (("precision", precision), ("preferred_element_type", preferred_element_type))
    operands = tuple(known(signature).names for signature in signatures)
    if len(operands) != 2:
        many = _Many.of(operands, out)
        parts: tuple[Any, ...] = (_Many.product, many, options, lax.dot_general)
        return Contraction(kernel(operation.told, *parts), out, partial(many.product, options), parts)
    pair, swapped = _Pair.of(*operands, out), _Pair.of(*operands[::-1], out)
    # With the arrays swapped the result may come in order. Only `lax.dot_general` is sure not to mind.
    better = swapped._replace(is_swapped=True) if pair.last.order and not swapped.last.order else pair
    parts = (_Pair.product, better, options, lax.dot_general)
    return Contraction(kernel(operation.told, *parts), out, partial(pair.product, options), parts)


@by_names
def dot_and_add(
    x: NamedArray, weight: NamedArray, bias: NamedArray, axis: Names, out_axes: Sequence[Any]
) -> NamedArray:
    """`dot(x, weight, axis=axis, out_axes=out_axes) + bias`, which is one compiled call where nothing is traced."""
    values, signatures = _parts_of(rules.dot, (x, weight))
    added = (bias._axis_names, bias._array.shape)
    call, out, is_whole = _dot_and_add(rules.dot, (*signatures, added), axis, out_axes)
    return wrap(call(*values, bias._array), out) if is_whole else wrap(call(*values), out) + bias


@settled
def _dot_and_add(
    operation: Operation[Any], signatures: Signatures, axis: Names, order: tuple[Any, ...]
) -> tuple[Kernel, Names, bool]:
    """The kernel, the axes that come out, and whether it adds the bias, which has some of these axes.

    One with others is left to the addition, which says what is wrong with them.
    """
    *operands, added = map(known, signatures)
    product = _dot(operation, signatures[:2], axis, order, None, None)
    sizes = {one.name: one.size for operand in operands for one in operand.known if one.name in product.out}
    if any(sizes.get(one.name) != one.size for one in added.known):
        return product.quick, product.out, False
    call = kernel(operation.told, _product_and_sum, product.parts, move(added.names, product.out))
    return call, product.out, True


def _product_and_sum(parts: tuple[Any, ...], how: Move, *arrays: Any) -> Any:
    compute, *statics = parts
    return jnp.add(compute(*statics, *arrays[:-1]), moved(arrays[-1], how))


class _Many(NamedTuple):
    """A contraction of any number of arrays, in an order that `jnp.einsum` finds.

    Attributes:
        operands: A letter for each dimension of each array; letters are integers.
        out: A letter for each dimension of the result.
    """

    operands: tuple[tuple[int, ...], ...]
    out: tuple[int, ...]

    @classmethod
    def of(cls, operands: tuple[Names, ...], out: Names) -> _Many:
        letters = {name: i for i, name in enumerate(dict.fromkeys(chain(*operands)))}
        return cls(
            tuple(tuple(letters[name] for name in names) for names in operands),
            tuple(letters[name] for name in out),
        )

    def product(self, options: Any, dot_general: Callable[..., jax.Array], *arrays: Any) -> jax.Array:
        pairs = chain(*zip(arrays, map(list, self.operands), strict=True))
        return jnp.einsum(*pairs, list(self.out), **dict(options), _dot_general=dot_general)


class _Pair(NamedTuple):
    """A contraction of two arrays.

    Attributes:
        sums: The positions that are summed over in each array, since the other lacks their axes.
        numbers: The dimension numbers of the `dot_general` that follows.
        last: The transpose of its result, if it comes in another order.
        is_swapped: Whether the arrays are given in the other order.
    """

    sums: tuple[tuple[int, ...], tuple[int, ...]]
    numbers: Any
    last: Move
    is_swapped: bool = False

    @classmethod
    def of(cls, left: Names, right: Names, out: Names) -> _Pair:
        alone = (_alone(left, right, out), _alone(right, left, out))
        left = tuple(name for i, name in enumerate(left) if i not in alone[0])
        right = tuple(name for i, name in enumerate(right) if i not in alone[1])
        summed = [name for name in left if name in right and name not in out]
        shared = [name for name in out if name in left and name in right]
        numbers = tuple((tuple(map(left.index, names)), tuple(map(right.index, names))) for names in (summed, shared))
        rest = [name for name in (*left, *right) if name not in summed and name not in shared]
        return cls(alone, numbers, move((*shared, *rest), out))

    def product(self, options: Any, dot_general: Callable[..., jax.Array], left: Any, right: Any) -> jax.Array:
        if self.is_swapped:
            left, right = right, left
        dtype = dict(options)["preferred_element_type"]
        left, right = _promoted(left, right)
        left, right = _promoted(_summed(left, self.sums[0], dtype), _summed(right, self.sums[1], dtype))
        multiplied = dot_general(left, right, self.numbers, **dict(options))
        return moved(multiplied, self.last)  # type: ignore[no-any-return]  # a move gives an array


def _alone(names: Names, other: Names, out: Names) -> tuple[int, ...]:
    """The positions of the axes that neither the other array nor the result has."""
    return tuple(i for i, name in enumerate(names) if name not in out and name not in other)


def _summed(array: Any, positions: tuple[int, ...], preferred: Any) -> Any:
    """The array summed over some positions, in the preferred dtype if that is wider."""
    if not positions:
        return array
    dtype = array.dtype if preferred is None else jnp.promote_types(array.dtype, preferred)
    return array.astype(dtype).sum(positions).astype(dtype)


def _promoted(left: Any, right: Any) -> tuple[Any, Any]:
    if left.dtype == right.dtype:
        return left, right
    dtype = jnp.result_type(left, right)
    return left.astype(dtype), right.astype(dtype)
