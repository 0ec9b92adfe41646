# Written by `python -m tools.stubs`. Do not edit.
"""Operations along one axis that keep it: running sums, rolling, padding, packing of bits."""

from collections.abc import Callable, Mapping
from typing import Any

from jax.typing import DTypeLike

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, NamedOrNumeric, Names
from haliax.ops._kernels import Kernel
from haliax.ops._settle import Signatures
from haliax.pure.axis import AxisKey
from haliax.pure.operation import Operation

def along(
    operation: Operation[Any],
    signatures: Signatures,
    compute: Callable[..., Any],
    axis: AxisSelector,
    *counts: int,
) -> tuple[Kernel, Names]:
    """The kernel `compute(place, *counts, array)` along an axis, where the rule takes the counts too."""

def along_with(
    operation: Operation[Any],
    signatures: Signatures,
    compute: Callable[..., Any],
    axis: Any,
    *options: Any,
) -> tuple[Kernel, Names]:
    """The kernel `compute(place, *options, array)` along an axis, where the rule knows nothing of the options."""

def cumsum(a: NamedArray, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
    """Running sums along an axis, which stays.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

def cumprod(a: NamedArray, axis: AxisSelector, dtype: DTypeLike | None = None) -> NamedArray:
    """Running products along an axis, which stays.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

def nancumsum(a: NamedArray, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
    """Running sums along an axis, which stays. NaN counts as 0.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

def nancumprod(a: NamedArray, axis: AxisSelector, dtype: DTypeLike | None = None) -> NamedArray:
    """Running products along an axis, which stays. NaN counts as 1.

    Axes: `[batch, position], axis=position -> [batch, position]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

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

def static_count(operation: Operation[Any], axis: Any, count: Any) -> int:
    """How many times something is done along an axis.

    Raises:
        TypeError: If that is not an integer known before the program runs.
    """

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

def packbits(a: NamedArray, axis: AxisSelector, *, bitorder: str = "big") -> NamedArray:
    """Bits along an axis packed into bytes, the last one filled up with zeros.

    Axes: `[batch, bit=12], bit -> [batch, bit=2]`

    Raises:
        AxisError: If the axis is not there, or is there with another size.
    """

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
