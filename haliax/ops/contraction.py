"""`dot` and `einsum`: shared axes are multiplied, contracted axes are summed out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import EllipsisType
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax
from jax.lax import PrecisionLike
from jax.typing import DTypeLike

from haliax.axis import Axis, AxisSelection, AxisSelector
from haliax.core import NamedArray, axes_of, wrap
from haliax.ops._plan import Fused, Move, array_of, kind, move, moved, settled
from haliax.rules import contraction as rules

Names = tuple[str, ...]
Signature = tuple[tuple[Names, tuple[int, ...]], ...]


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
    axis, operands = _arguments(arrays, kwargs)
    signature = tuple((array_of("dot", a).axis_names, a.array.shape) for a in operands)
    order = None if out_axes is None else tuple(out_axes)
    call, out = _contraction("dot", signature, axis, order, precision, preferred_element_type, dot_general)
    return wrap(call(*[a.array for a in operands]), out)


def _arguments(arrays: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[AxisSelection | None, tuple[Any, ...]]:
    """The axes and the arrays, in either form of the call."""
    unknown = kwargs.keys() - {"axis"}
    if unknown:
        raise TypeError(f"dot: unexpected keyword argument '{min(unknown)}'")
    if kwargs:
        return kwargs["axis"], arrays
    if arrays and not isinstance(arrays[0], NamedArray):
        return arrays[0], arrays[1:]
    raise TypeError("dot: expected `axis`, the axes to sum over; pass axis=() for an outer product, None for all axes")


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
    signature = tuple((array_of("einsum", a).axis_names, a.array.shape) for a in arrays)
    aliases = tuple(axis_aliases.items())
    options = precision, preferred_element_type, _dot_general
    call, out = _einsum("einsum", equation, signature, aliases, *options)
    return wrap(call(*[a.array for a in arrays]), out)


@settled
def _einsum(
    op: str,
    equation: str,
    signature: Signature,
    aliases: tuple[tuple[str, AxisSelector], ...],
    *options: Any,
) -> tuple[Fused, Names]:
    axes = (axes_of(*operand) for operand in signature)
    out = rules.einsum(equation, *axes, **dict(aliases)).names
    return contraction(tuple(names for names, _ in signature), out, *options), out


@settled
def _contraction(
    op: str,
    signature: Signature,
    axis: AxisSelection | None,
    order: tuple[str | Axis | EllipsisType, ...] | None,
    *options: Any,
) -> tuple[Fused, Names]:
    out = rules.dot(*(axes_of(*operand) for operand in signature), axis=axis, out_axes=order).names
    return contraction(tuple(names for names, _ in signature), out, *options), out


def contraction(
    operands: tuple[Names, ...],
    out: Names,
    precision: PrecisionLike,
    preferred_element_type: DTypeLike | None,
    dot_general: Callable[..., jax.Array],
) -> Fused:
    """What multiplies arrays with the axes `operands` and sums out the axes that `out` lacks."""
    multiply = partial(dot_general, precision=precision, preferred_element_type=preferred_element_type)
    if len(operands) == 2:
        return Fused(_Pair.of(operands[0], operands[1], out, multiply))
    letters = {name: i for i, name in enumerate(dict.fromkeys(name for names in operands for name in names))}

    def call(*arrays: Any) -> jax.Array:
        pairs = [part for a, n in zip(arrays, operands, strict=True) for part in (a, [letters[name] for name in n])]
        return jnp.einsum(
            *pairs,
            [letters[name] for name in out],
            precision=precision,
            preferred_element_type=preferred_element_type,
            _dot_general=dot_general,
        )

    return Fused(call)


class _Pair:
    """A contraction of two arrays: sums over what only one has, a `dot_general`, a transpose if needed."""

    def __init__(self, sums: tuple[tuple[int, ...], ...], numbers: Any, last: Move, multiply: Callable[..., Any]):
        self.sums = sums
        self.numbers = numbers
        self.last = last
        self.multiply = multiply

    @classmethod
    def of(cls, left: Names, right: Names, out: Names, multiply: Callable[..., Any]) -> _Pair:
        alone = tuple(
            tuple(i for i, name in enumerate(names) if name not in out and name not in other)
            for names, other in ((left, right), (right, left))
        )
        left = tuple(name for i, name in enumerate(left) if i not in alone[0])
        right = tuple(name for i, name in enumerate(right) if i not in alone[1])
        summed = [name for name in left if name in right and name not in out]
        shared = [name for name in left if name in right and name in out]
        numbers = tuple(
            (tuple(left.index(n) for n in names), tuple(right.index(n) for n in names)) for names in (summed, shared)
        )
        natural = (*shared, *(n for n in left if n not in right), *(n for n in right if n not in left))
        return cls(alone, numbers, move(natural, out), multiply)

    def __call__(self, left: Any, right: Any) -> jax.Array:
        left, right = _promoted(left, right)
        left, right = (a.sum(axis) if axis else a for a, axis in zip((left, right), self.sums, strict=True))
        return moved(self.multiply(left, right, self.numbers), self.last)  # type: ignore[no-any-return]


def _promoted(left: Any, right: Any) -> tuple[Any, Any]:
    if left.dtype == right.dtype:
        return left, right
    dtype = jnp.result_type(left, right)
    return left.astype(dtype), right.astype(dtype)
