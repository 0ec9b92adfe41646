# Written by `python -m tools.stubs`. Do not edit.
"""Making arrays of given axes."""

from typing import Any

from jax.typing import ArrayLike, DTypeLike
from typing_extensions import TypeVar

from haliax.axis import AxisSelection, AxisSelector, AxisSpec
from haliax.core import NamedArray

_Array = TypeVar("_Array", bound=NamedArray)

def named(a: Any, axis: AxisSelection) -> NamedArray:
    """An array with names for its axes: `named(jnp.ones((2, 3)), ("batch", "embed"))`.

    Axes: `(batch, embed) -> [batch, embed]`

    Args:
        a: Values of any kind that `jax.numpy.asarray` takes.
        axis: One axis for each dimension, in order. Sizes that are given are checked.

    Raises:
        AxisError: If the axes do not fit the shape, or a name is repeated.
    """

def zeros(shape: AxisSpec, dtype: DTypeLike | None = None) -> NamedArray:
    """An array of zeros, float by default.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def ones(shape: AxisSpec, dtype: DTypeLike | None = None) -> NamedArray:
    """An array of ones, float by default.

    Axes: `(batch, embed) -> [batch, embed]`

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def full(shape: AxisSpec, fill_value: ArrayLike, dtype: DTypeLike | None = None) -> NamedArray:
    """An array of one value throughout.

    Axes: `(batch, embed) -> [batch, embed]`

    Args:
        shape: The axes.
        fill_value: The value: a number, or an array without dimensions.
        dtype: Its own by default.

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def eye(shape: AxisSpec, k: int = 0, dtype: DTypeLike | None = None) -> NamedArray:
    """Matrices of ones on a diagonal and zeros elsewhere: `eye((Row, Column))`.

    Axes: `(row, column) -> [row, column]`

    Args:
        shape: The axes of the rows and of the columns. An axis and itself under another name, `Row.alias("column")`,
            give the identity.
        k: Which diagonal: 0 is the main one, positive ones are above it.
        dtype: Float by default.

    Raises:
        AxisError: If there is another number of axes than two, one has no size, or both have one name.
    """

def zeros_like(a: _Array, dtype: DTypeLike | None = None) -> _Array:
    """Zeros with the axes of `a`, and its dtype by default."""

def ones_like(a: _Array, dtype: DTypeLike | None = None) -> _Array:
    """Ones with the axes of `a`, and its dtype by default."""

def full_like(a: _Array, fill_value: ArrayLike, dtype: DTypeLike | None = None) -> _Array:
    """One value throughout, with the axes of `a`, and its dtype by default."""

def arange(axis: AxisSpec, *, start: Any = 0, step: Any = 1, dtype: DTypeLike | None = None) -> NamedArray:
    """The numbers `start`, `start + step`, … along an axis, or through several in their order.

    Axes: `(batch, embed) -> [batch, embed]`

    Args:
        axis: The axes, which say how many numbers there are.
        start: The first number. It may be traced.
        step: The difference of two neighbours. It may be traced.
        dtype: That of `start` and `step` together by default. Of integers it has at least 32 bits, so that any axis can
            be counted through.

    Raises:
        AxisError: If an axis has no size, or a name is repeated.
    """

def linspace(
    axis: AxisSelector,
    *,
    start: float,
    stop: float,
    endpoint: bool = True,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Numbers at equal distances from `start` to `stop`.

    Axes: `position -> [position]`

    Args:
        axis: The axis, which says how many. 50 if it is given by its name alone.
        start: The first number.
        stop: The last number, or the one after it if not `endpoint`.
        endpoint: Whether `stop` is among them.
        dtype: A float dtype by default.
    """

def logspace(
    axis: AxisSelector,
    *,
    start: float,
    stop: float,
    endpoint: bool = True,
    base: float = 10.0,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Numbers at equal ratios from `base**start` to `base**stop`.

    Axes: `position -> [position]`

    Args:
        axis: The axis, which says how many. 50 if it is given by its name alone.
        start: The exponent of the first number.
        stop: The exponent of the last number, or of the one after it if not `endpoint`.
        endpoint: Whether `base**stop` is among them.
        base: The base.
        dtype: A float dtype by default.
    """

def geomspace(
    axis: AxisSelector,
    *,
    start: float,
    stop: float,
    endpoint: bool = True,
    dtype: DTypeLike | None = None,
) -> NamedArray:
    """Numbers at equal ratios from `start` to `stop`.

    Axes: `position -> [position]`

    Args:
        axis: The axis, which says how many. 50 if it is given by its name alone.
        start: The first number.
        stop: The last number, or the one after it if not `endpoint`.
        endpoint: Whether `stop` is among them.
        dtype: A float dtype by default.
    """
