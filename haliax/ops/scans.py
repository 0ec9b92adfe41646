"""Operations along one axis that keep it: running sums, rolling, padding, packing of bits."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import DTypeLike

from haliax.axis import Axis, AxisSelection, AxisSelector
from haliax.core import NamedArray, NamedOrNumeric, Names, wrap
from haliax.ops._arguments import kind, known, parts_of, scalar
from haliax.ops._declare import applied
from haliax.ops._explicit import implements
from haliax.ops._kernels import Kernel, kernel, kernel_of_known
from haliax.ops._settle import Signatures, settled
from haliax.pure.axis import AxisKey, entries, name_of, show
from haliax.pure.operation import Operation
from haliax.pure.rules import scans as rules


@settled
def along(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], axis: AxisSelector, *counts: int
) -> tuple[Kernel, Names]:
    """The kernel `compute(place, *counts, array)` along an axis, where the rule takes the counts too."""
    array = known(signatures[0])
    out = operation.rule(array, axis, *counts)
    return kernel(operation.told, compute, array.names.index(name_of(axis)), *counts), out.names


@settled
def along_with(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], axis: Any, *options: Any
) -> tuple[Kernel, Names]:
    """The kernel `compute(place, *options, array)` along an axis, where the rule knows nothing of the options."""
    array = known(signatures[0])
    out = operation.rule(array, axis)
    place = None if axis is None else array.names.index(name_of(axis))
    return kernel(operation.told, compute, place, *options), out.names


def _running(compute: Callable[..., Any]) -> Callable[..., Any]:
    def running(place: int, dtype: DTypeLike | None, array: Any) -> Any:
        return compute(array, axis=place, dtype=dtype)

    return running


_cumsum = _running(jnp.cumsum)
_cumprod = _running(jnp.cumprod)
_nancumsum = _running(jnp.nancumsum)
_nancumprod = _running(jnp.nancumprod)


@implements(rules.cumsum, is_placed=True)
def cumsum(a: NamedArray, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
    """Running sums along an axis, which stays.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return applied(rules.cumsum, along_with, a, _cumsum, axis, dtype)


@implements(rules.cumprod, is_placed=True)
def cumprod(a: NamedArray, axis: AxisSelector, dtype: DTypeLike | None = None) -> NamedArray:
    """Running products along an axis, which stays.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return applied(rules.cumprod, along_with, a, _cumprod, axis, dtype)


@implements(rules.nancumsum, is_placed=True)
def nancumsum(a: NamedArray, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
    """Running sums along an axis, which stays. NaN counts as 0.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return applied(rules.nancumsum, along_with, a, _nancumsum, axis, dtype)


@implements(rules.nancumprod, is_placed=True)
def nancumprod(a: NamedArray, axis: AxisSelector, dtype: DTypeLike | None = None) -> NamedArray:
    """Running products along an axis, which stays. NaN counts as 1.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return applied(rules.nancumprod, along_with, a, _nancumprod, axis, dtype)


@implements(rules.diff, is_placed=True)
def diff(a: NamedArray, axis: AxisSelector, n: int = 1) -> NamedArray:
    """The differences of neighbours along an axis, which becomes shorter.

    Axes: `[batch, position=5], axis=position -> [batch, position=4]`

    Args:
        a: The values.
        axis: The axis.
        n: How many times to take differences. The axis loses one position each time, while it has any.

    Raises:
        AxisError: If the axis is not there, is there with another size, or `n` is below 0.
        TypeError: If `n` is not an integer known before the program runs.
    """
    times = static_count(rules.diff, axis, n)
    return applied(rules.diff, along, a, _differences, axis, times)


def _differences(place: int, times: int, array: Any) -> jax.Array:
    return jnp.diff(array, times, place)


def static_count(operation: Operation[Any], axis: Any, count: Any) -> int:
    """How many times something is done along an axis.

    Raises:
        TypeError: If that is not an integer known before the program runs.
    """
    try:
        if type(count) is int:
            return count
        if isinstance(count, bool | NamedArray):
            raise TypeError
        return operator.index(count)
    except TypeError:
        given = "a NamedArray" if isinstance(count, NamedArray) else kind(count)
        place = f"axis '{name_of(axis)}'" if isinstance(axis, str | Axis) else "an axis"
        raise TypeError(
            f"{operation.told}: {place} needs an integer known before the program runs, got {given}"
        ) from None


@implements(rules.roll)
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
    values, signature = parts_of(rules.roll, array)
    call, out, count = _rolling(rules.roll, (signature,), axis)
    shifts = tuple(map(_shift, shift)) if isinstance(shift, tuple | list) else (_shift(shift),) * count
    if len(shifts) != count:
        raise TypeError(
            f"roll: {len(shifts)} shifts are given for {show(entries(axis))}; give one, or one for each axis"
        )
    return wrap(call(values, *shifts), out)


def _shift(shift: Any) -> Any:
    if type(shift) is int:
        return shift
    found = scalar(rules.roll, shift)
    if jnp.issubdtype(jnp.result_type(found), jnp.integer):
        return found
    raise TypeError(f"roll: a shift is an integer, got {jnp.result_type(found)}")


@settled
def _rolling(operation: Operation[Any], signatures: Signatures, axis: AxisSelection) -> tuple[Kernel, Names, int]:
    array = known(signatures[0])
    out = operation.rule(array, axis)
    places = tuple(array.names.index(a.name) for a in entries(axis))
    return kernel_of_known(operation.told, _rolled, places), out.names, len(places)


def _rolled(places: tuple[int, ...], array: Any, *shifts: Any) -> jax.Array:
    return jnp.roll(array, shifts, places)


@implements(rules.pad)
def pad(
    array: NamedArray,
    pad_width: Mapping[AxisKey, tuple[int, int]],
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
    values, signature = parts_of(rules.pad, array)
    if not isinstance(pad_width, Mapping):
        raise TypeError(f"pad: expected a dict from axes to pairs (before, after), got {kind(pad_width)}")
    pairs = [_pair(axis, width) for axis, width in pad_width.items()]
    call, widths, out = _padding(rules.pad, (signature,), *pad_width, *chain.from_iterable(pairs))
    if mode != "constant":
        return wrap(jnp.pad(values, widths, mode=mode, **kwargs), out)
    constant = scalar(rules.pad, constant_values)
    if kwargs:
        return wrap(jnp.pad(values, widths, constant_values=constant, **kwargs), out)  # which refuses them
    return wrap(call(values, constant), out)


def _pair(axis: AxisSelector, width: Any) -> tuple[int, int]:
    """How many elements to add before and after."""
    try:
        before, after = width
        if not (type(before) is type(after) is int):
            before, after = operator.index(before), operator.index(after)
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
def _padding(
    operation: Operation[Any], signatures: Signatures, *axes_and_counts: Any
) -> tuple[Kernel, tuple[tuple[int, int], ...], Names]:
    """The kernel that pads with a constant, how many elements each axis gets before and after, and the names.

    It is given the axes, then the two numbers of each.
    """
    array = known(signatures[0])
    axes, counts = axes_and_counts[: len(axes_and_counts) // 3], axes_and_counts[len(axes_and_counts) // 3 :]
    pad_width = dict(zip(axes, zip(counts[::2], counts[1::2], strict=True), strict=True))
    out = operation.rule(array, pad_width)
    given = {name_of(axis): width for axis, width in pad_width.items()}
    widths = tuple(given.get(name, (0, 0)) for name in array.names)
    return kernel_of_known(operation.told, _padded, widths), widths, out.names


def _padded(widths: tuple[tuple[int, int], ...], array: Any, constant: Any) -> jax.Array:
    return jnp.pad(array, widths, constant_values=constant)


@implements(rules.packbits, is_placed=True)
def packbits(a: NamedArray, axis: AxisSelector, *, bitorder: str = "big") -> NamedArray:
    """Bits along an axis packed into bytes, the last one filled up with zeros.

    Axes: `[batch, bit=12], bit -> [batch, bit=2]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """
    return applied(rules.packbits, along_with, a, _packed, axis, bitorder)


def _packed(place: int, bitorder: str, array: Any) -> jax.Array:
    return jnp.packbits(array, axis=place, bitorder=bitorder)


@implements(rules.unpackbits, is_placed=True)
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
    return applied(rules.unpackbits, along_with, a, _unpacked, axis, count, bitorder)


def _unpacked(place: int, count: int | None, bitorder: str, array: Any) -> jax.Array:
    return jnp.unpackbits(array, axis=place, count=count, bitorder=bitorder)
