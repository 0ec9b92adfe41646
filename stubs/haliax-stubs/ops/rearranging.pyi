# Written by `python -m tools.stubs`. Do not edit.
"""`rearrange`: axes are moved, split and merged, as a pattern or a list of axes says."""

from typing import Any, NamedTuple, TypeAlias

from haliax.axis import AxisSelector
from haliax.core import NamedArray, Shape

Spot = tuple[int, int]
Binding: TypeAlias = tuple[str, AxisSelector | int]

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

class Steps(NamedTuple):
    """A reshape, a transpose and a reshape, each None where it would change nothing."""

    before: Shape | None
    order: tuple[int, ...] | None
    after: Shape | None
