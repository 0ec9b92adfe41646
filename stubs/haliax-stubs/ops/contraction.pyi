# Written by `python -m tools.stubs`. Do not edit.
"""`dot` and `einsum`: shared axes are multiplied, contracted axes are summed out."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import jax
from jax.lax import PrecisionLike
from jax.typing import DTypeLike

from haliax.axis import AxisSelector
from haliax.core import NamedArray, Names
from haliax.ops._kernels import Kernel

def dot(
    *arrays: Any,
    precision: PrecisionLike = None,
    preferred_element_type: DTypeLike | None = None,
    out_axes: Sequence[Any] | None = None,
    dot_general: Callable[..., jax.Array] = ...,
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

def einsum(
    equation: str,
    *arrays: NamedArray,
    precision: PrecisionLike = None,
    preferred_element_type: DTypeLike | None = None,
    _dot_general: Callable[..., jax.Array] = ...,
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

def dot_and_add(
    x: NamedArray,
    weight: NamedArray,
    bias: NamedArray,
    axis: Names,
    out_axes: Sequence[Any],
) -> NamedArray:
    """`dot(x, weight, axis=axis, out_axes=out_axes) + bias`, which is one compiled call where nothing is traced."""
