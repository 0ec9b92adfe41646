"""`rearrange`: axes are moved, split and merged, as a pattern or a list of axes says."""

from __future__ import annotations

from collections.abc import Sequence
from operator import index
from types import EllipsisType
from typing import Any, NamedTuple, TypeAlias

from jax import lax

from haliax.axis import Axis, AxisSelector
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.ops._arguments import kind, known, parts_of, shape_of
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax.pure.axis import size_of
from haliax.pure.matching import Taken, form_of, take_apart
from haliax.pure.operation import Operation
from haliax.pure.pattern import Name, Pattern, Side, rearrangement
from haliax.pure.rules import rearranging as rules

Spot = tuple[int, int]
Binding: TypeAlias = tuple[str, AxisSelector | int]


@implements(rules.rearrange)
def rearrange(array: NamedArray, *args: Any, **kwargs: Any) -> NamedArray:
    """The array with its axes in another order, and some of them split or merged.

    Axes: `[batch, height, width], "b h w -> b (pixel: h w)" -> [batch, pixel]`

    There are two forms: `rearrange(array, axes)`, where `axes` is a sequence of axes, and
    `rearrange(array, expression, **bindings)`. In a sequence one `...` stands for the axes that are
    not named, in their order. An expression says what goes in and what comes out:

    - `"b h w -> w b h"` binds names to axes by position. Axes that are only moved keep the names
      they have in the array.
    - `"{height width} -> ... width height"` finds axes by name. Those that are not named go where
      `...` stands.
    - `"{(height: rows height)} -> ..."` splits an axis. All sizes but one must be bound.
    - `"b h w -> b (pixel: h w)"` merges axes, the first changing slowest.

    Args:
        array: The values.
        *args: The sequence of axes, or the expression.
        **kwargs: Bindings of the identifiers of an expression: a size, the name of the axis, or an
            `Axis` for both. The name is that of the axis in the array, or of the axis that is made.

    Raises:
        AxisError: If the expression is malformed, or the axes or the bindings do not fit it.

    Examples:
        >>> x = haliax.zeros({"batch": 2, "height": 6, "width": 8})
        >>> y = haliax.rearrange(x, "b (h1 h) w -> (b: b h1) h w", h=3, b="batch")
        >>> y.shape
        {'batch': 4, 'h': 3, 'width': 8}
    """
    values, signature = parts_of(rules.rearrange, array)
    order, bindings = form_of(args, kwargs)
    if isinstance(order, str):
        given = tuple((name, _binding(name, value)) for name, value in bindings.items())
        call, out = _by_pattern(rules.rearrange, (signature,), order, given)
    else:
        call, out = _by_order(rules.rearrange, (signature,), _order(order))
    return wrap(values if call is None else call(values), out)


def _order(order: Any) -> tuple[AxisSelector | EllipsisType, ...]:
    if not isinstance(order, Sequence):
        raise TypeError(f"rearrange: expected a sequence of axes or an expression, got {kind(order)}")
    for entry in order:
        if not isinstance(entry, str | Axis | EllipsisType):
            raise TypeError(f"rearrange: expected an axis, its name or `...`, got {kind(entry)}")
    return tuple(order)


def _binding(name: str, given: Any) -> AxisSelector | int:
    if isinstance(given, str | Axis):
        return given
    try:
        return index(given)
    except TypeError:
        raise TypeError(f"rearrange: expected a size, a name or an Axis as `{name}`, got {kind(given)}") from None


class Steps(NamedTuple):
    """A reshape, a transpose and a reshape, each None where it would change nothing."""

    before: Shape | None
    order: tuple[int, ...] | None
    after: Shape | None


def _run(steps: Steps, array: Any) -> Any:
    if steps.before is not None:
        array = lax.reshape(array, steps.before)
    if steps.order is not None:
        array = lax.transpose(array, steps.order)
    return array if steps.after is None else lax.reshape(array, steps.after)


def _steps(have: Shape, parts: Shape, order: tuple[int, ...], want: Shape) -> Steps:
    """The fewest steps from shape `have` through `parts`, put in another order, to shape `want`."""
    if order == tuple(range(len(order))):
        return Steps(None, None, None if have == want else want)
    moved = tuple(parts[i] for i in order)
    return Steps(None if have == parts else parts, order, None if moved == want else want)


def _planned(operation: Operation[Any], steps: Steps, out: Axes) -> tuple[Kernel | None, Names]:
    return (None if steps == (None, None, None) else kernel(operation.told, _run, steps)), out.names


@settled
def _by_order(
    operation: Operation[Any], signatures: Signatures, order: tuple[AxisSelector | EllipsisType, ...]
) -> tuple[Kernel | None, Names]:
    array = known(signatures[0])
    out, shape = operation.rule(array, order), shape_of(array)
    positions = tuple(map(array.names.index, out.names))
    return _planned(operation, _steps(shape, shape, positions, tuple(shape[i] for i in positions)), out)


@settled
def _by_pattern(
    operation: Operation[Any], signatures: Signatures, text: str, bindings: tuple[Binding, ...]
) -> tuple[Kernel | None, Names]:
    axes, pattern = known(signatures[0]), rearrangement(text)
    names, shape = axes.names, shape_of(axes)
    out = operation.rule(axes, text, **dict(bindings))
    taken = take_apart(pattern, axes, dict(bindings))
    # The finest axes of which the pattern speaks, each by where it is stored: which axis of the
    # array, and which part of that.
    rest = [(names.index(name), 0) for name in taken.match.rest.names]
    stored = _places(pattern, taken, names)
    sizes = {place: shape[place[0]] for place in rest}
    sizes |= {stored[identifier]: _size(axis) for identifier, axis in taken.captures.items()}
    have = sorted(sizes)
    want: list[Spot] = []
    for part in pattern.out.parts:
        want += [stored[part.text]] if isinstance(part, Name) else rest
    parts = tuple(sizes[place] for place in have)
    return _planned(operation, _steps(shape, parts, tuple(map(have.index, want)), shape_of(out)), out)


def _places(pattern: Pattern, taken: Taken, names: tuple[str, ...]) -> dict[str, Spot]:
    """Where the axis of each identifier is stored."""
    side = pattern.operands[0]
    return {
        identifier: (names.index(axis.name), i)
        for item, axis in zip(side.axes, taken.match.axes, strict=True)
        if axis is not None
        for i, identifier in enumerate(Side((item,)).names)
    }


def _size(axis: Axis | None) -> int:
    """The size of an axis that must have one by now."""
    size = None if axis is None else size_of(axis)
    if size is None:
        raise errors.no_size("" if axis is None else axis.name)
    return size
