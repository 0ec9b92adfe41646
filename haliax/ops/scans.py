"""Operations along one axis that keep it: running sums, rolling, padding, packing of bits."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import DTypeLike

from haliax.axis import AxisSelection, AxisSelector, entries, name_of, show
from haliax.core import NamedArray, NamedOrNumeric, axes_of, wrap
from haliax.ops._plan import array_of, kind, number_of, settled
from haliax.rules import scans as rules

Names = tuple[str, ...]
Shape = tuple[int, ...]


@settled
def _place(op: str, rule: Callable[..., Any], names: Names, shape: Shape, axis: AxisSelector) -> int:
    rule(axes_of(names, shape), axis)
    return names.index(name_of(axis))


def _scan(op: str, kernel: Callable[..., Any], a: NamedArray, axis: AxisSelector, **options: Any) -> NamedArray:
    values = array_of(op, a).array
    return wrap(
        kernel(values, axis=_place(op, rules.cumsum, a.axis_names, values.shape, axis), **options), a.axis_names
    )


def cumsum(a: NamedArray, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
    """Running sums along an axis, which stays.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return _scan("cumsum", jnp.cumsum, a, axis, dtype=dtype)


def cumprod(a: NamedArray, axis: AxisSelector, dtype: DTypeLike | None = None) -> NamedArray:
    """Running products along an axis, which stays.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return _scan("cumprod", jnp.cumprod, a, axis, dtype=dtype)


def nancumsum(a: NamedArray, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
    """Running sums along an axis, which stays. NaN counts as 0.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return _scan("nancumsum", jnp.nancumsum, a, axis, dtype=dtype)


def nancumprod(a: NamedArray, axis: AxisSelector, dtype: DTypeLike | None = None) -> NamedArray:
    """Running products along an axis, which stays. NaN counts as 1.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return _scan("nancumprod", jnp.nancumprod, a, axis, dtype=dtype)


def roll(array: NamedArray, shift: Any, axis: AxisSelection) -> NamedArray:
    """The array with its elements moved along axes; those that leave at one end come back at the other.

    Axes: `[batch, position], 1, position -> [batch, position]`

    Args:
        array: The values.
        shift: How many positions to move, or a tuple of one number for each axis. It may be traced.
        axis: The axes to move along.

    Raises:
        AxisError: If an axis is not there, is there with another size, or is named twice.
    """
    values = array_of("roll", array).array
    places = _places("roll", array.axis_names, values.shape, axis)
    shifts = [_shift(s) for s in shift] if isinstance(shift, tuple | list) else [_shift(shift)] * len(places)
    if len(shifts) != len(places):
        raise TypeError(
            f"roll: {len(shifts)} shifts are given for {show(entries(axis))}; give one, or one for each axis"
        )
    return wrap(jnp.roll(values, tuple(shifts), places), array.axis_names)


def _shift(shift: Any) -> Any:
    number = number_of("roll", shift)
    if jnp.issubdtype(jnp.result_type(number), jnp.integer):
        return number
    raise TypeError(f"roll: a shift is an integer, got {jnp.result_type(number)}")


@settled
def _places(op: str, names: Names, shape: Shape, axis: AxisSelection) -> tuple[int, ...]:
    rules.roll(axes_of(names, shape), axis)
    return tuple(names.index(name_of(a)) for a in entries(axis))


def pad(
    array: NamedArray,
    pad_width: Mapping[AxisSelector, tuple[int, int]],
    *,
    mode: str = "constant",
    constant_values: NamedOrNumeric = 0,
    **kwargs: Any,
) -> NamedArray:
    """The array with elements added before and after those of some axes.

    Axes: `[batch, position=5], {"position": (1, 2)} -> [batch, position=8]`

    Args:
        array: The values.
        pad_width: For each axis how many elements to add before and after. Other axes stay as they are.
        mode: What they are: "constant", "edge", "reflect", "wrap", …, as in `jax.numpy.pad`.
        constant_values: The value of those of the mode "constant".
        **kwargs: Options of other modes, as in `jax.numpy.pad`.

    Raises:
        AxisError: If an axis is not there, or is there with another size.
    """
    values = array_of("pad", array).array
    if not isinstance(pad_width, Mapping):
        raise TypeError(f"pad: expected a dict from axes to pairs (before, after), got {kind(pad_width)}")
    given = tuple((axis, _pair(axis, width)) for axis, width in pad_width.items())
    widths = _widths("pad", array.axis_names, values.shape, given)
    if mode == "constant":
        kwargs["constant_values"] = number_of("pad", constant_values)
    return wrap(jnp.pad(values, widths, mode=mode, **kwargs), array.axis_names)


def _pair(axis: AxisSelector, width: Any) -> tuple[int, int]:
    """How many elements to add before and after."""
    try:
        before, after = map(operator.index, width)
    except (TypeError, ValueError):
        raise TypeError(
            f"pad: axis '{name_of(axis)}' needs a pair (before, after) of integers known before the program runs"
        ) from None
    if before < 0 or after < 0:
        raise ValueError(
            f"pad: axis '{name_of(axis)}' is padded by ({before}, {after}); take a slice to make it shorter"
        )
    return before, after


@settled
def _widths(op: str, names: Names, shape: Shape, pad_width: tuple[Any, ...]) -> tuple[tuple[int, int], ...]:
    rules.pad(axes_of(names, shape), dict(pad_width))
    widths = {name_of(axis): width for axis, width in pad_width}
    return tuple(widths.get(name, (0, 0)) for name in names)


def packbits(a: NamedArray, axis: AxisSelector, *, bitorder: str = "big") -> NamedArray:
    """Bits along an axis packed into bytes, the last one filled up with zeros.

    Axes: `[batch, bit=12], bit -> [batch, bit=2]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    values = array_of("packbits", a).array
    place = _place("packbits", rules.packbits, a.axis_names, values.shape, axis)
    return wrap(jnp.packbits(values, axis=place, bitorder=bitorder), a.axis_names)


def unpackbits(a: NamedArray, axis: AxisSelector, *, count: int | None = None, bitorder: str = "big") -> NamedArray:
    """Bytes along an axis taken apart into bits.

    Axes: `[batch, bit=2], bit -> [batch, bit=16]`

    Args:
        a: Bytes, of dtype uint8.
        axis: The axis.
        count: How many bits to keep; a negative number is how many to leave out at the end. All by default.
        bitorder: "big" for the highest bit of a byte first, "little" for the lowest.

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    values = array_of("unpackbits", a).array
    place = _place("unpackbits", rules.unpackbits, a.axis_names, values.shape, axis)
    bits: jax.Array = jnp.unpackbits(values, axis=place, count=count, bitorder=bitorder)
    return wrap(bits, a.axis_names)
