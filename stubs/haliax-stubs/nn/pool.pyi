# Written by `python -m tools.stubs`. Do not edit.
"""Pooling: one value for each window along some axes, such as the largest element in it.

The window is given by axes: those of the input along which it moves, each with the length of the window in the place of
its size. Sizes are those of torch, with `use_ceil` for its `ceil_mode`.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias

from jax.typing import ArrayLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray

Padding: TypeAlias = Literal["VALID", "SAME", "SAME_LOWER"] | int | Sequence[int] | Sequence[tuple[int, int]]
"""No padding; as much as gives a window for each element that the stride comes to; one number for all axes; a number
for each; or for each a pair: before the first element and after the last.
"""

DEFAULT_PADDING: Literal["VALID"]
"""No padding."""

def max_pool(
    Window: AxisSpec,
    inputs: NamedArray,
    stride: int | Sequence[int] | None = None,
    padding: Padding = DEFAULT_PADDING,
    use_ceil: bool = False,
) -> NamedArray:
    """The largest element in each window. The axes stay, and become shorter.

    Axes: `height=2, [batch, height=6] -> [batch, height=5]`

    Args:
        Window: Along which axes the window moves, and how long it is along each.
        inputs: The values.
        stride: How far it moves: one number, or one for each axis of the window. 1 if None.
        padding: What is put around the elements; it is never the largest.
        use_ceil: Whether a window may go over the end, as long as it begins before that.

    Raises:
        AxisError: If an axis of the window is not there, has no size, or is named twice; if no window fits, or one lies
            wholly in padding; if there are more strides than axes.
        TypeError: If the values are complex.
    """

def min_pool(
    Window: AxisSpec,
    inputs: NamedArray,
    stride: int | Sequence[int] | None = None,
    padding: Padding = DEFAULT_PADDING,
    use_ceil: bool = False,
) -> NamedArray:
    """The smallest element in each window. The axes stay, and become shorter.

    Axes: `height=2, [batch, height=6] -> [batch, height=5]`

    Args:
        Window: Along which axes the window moves, and how long it is along each.
        inputs: The values.
        stride: How far it moves: one number, or one for each axis of the window. 1 if None.
        padding: What is put around the elements; it is never the smallest.
        use_ceil: Whether a window may go over the end, as long as it begins before that.

    Raises:
        AxisError: If an axis of the window is not there, has no size, or is named twice; if no window fits, or one lies
            wholly in padding; if there are more strides than axes.
        TypeError: If the values are complex.
    """

def mean_pool(
    Window: AxisSpec,
    inputs: NamedArray,
    stride: int | Sequence[int] | None = None,
    padding: Padding = DEFAULT_PADDING,
    *,
    use_ceil: bool = False,
    count_include_pad: bool = False,
) -> NamedArray:
    """The mean of the elements in each window. The axes stay, and become shorter.

    Axes: `height=2, [batch, height=6] -> [batch, height=5]`

    Integers give floats. Numbers of fewer than 32 bits are added up in 32.

    Args:
        Window: Along which axes the window moves, and how long it is along each.
        inputs: The values.
        stride: How far it moves: one number, or one for each axis of the window. 1 if None.
        padding: What is put around the elements: zeros.
        use_ceil: Whether a window may go over the end, as long as it begins before that.
        count_include_pad: Whether the padding counts as elements. What lies beyond it, by `use_ceil`, never does.

    Raises:
        AxisError: If an axis of the window is not there, has no size, or is named twice; if no window fits, or one lies
            wholly in padding; if there are more strides than axes.
    """

def pool(
    Window: AxisSpec,
    inputs: NamedArray,
    init: ArrayLike,
    reduce_fn: Callable[[Any, Any], Any],
    stride: int | Sequence[int] | None = None,
    padding: Padding = DEFAULT_PADDING,
    use_ceil: bool = False,
) -> NamedArray:
    """What a function of two numbers makes of the elements in each window. The axes stay, and become shorter.

    Axes: `height=2, [batch, height=6], 0.0, jax.numpy.add -> [batch, height=5]`

    It has a gradient for addition, and for `max` and `min` with the infinity that they begin with.

    Args:
        Window: Along which axes the window moves, and how long it is along each.
        inputs: The values.
        init: What each window begins with and what padding holds: a number that changes nothing, as 0 in a sum.
        reduce_fn: The function, which must not depend on the order of elements.
        stride: How far it moves: one number, or one for each axis of the window. 1 if None.
        padding: What is put around the elements.
        use_ceil: Whether a window may go over the end, as long as it begins before that.

    Raises:
        AxisError: If an axis of the window is not there, has no size, or is named twice; if no window fits, or one lies
            wholly in padding; if there are more strides than axes.
        TypeError: If `init` is no number of the dtype of the values.
    """
