# Written by `python -m tools.stubs`. Do not edit.
"""The positional shape of a random array, and its parameters in the order of that shape."""

from collections.abc import Callable
from typing import Any

import jax
from jax.typing import ArrayLike, DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray, Names, Shape
from haliax.pure.operation import Operation

def sampled(
    operation: Operation[Any],
    sample: Callable[..., jax.Array],
    key: jax.Array,
    shape: AxisSpec,
    dtype: DTypeLike,
) -> NamedArray:
    """Samples of a distribution without parameters: those of `sample(key, shape, dtype)`."""

def sampled_with(
    operation: Operation[Any],
    sample: Callable[..., jax.Array],
    key: jax.Array,
    shape: AxisSpec,
    parameters: tuple[Any, ...],
    *rest: Any,
) -> NamedArray:
    """Samples of a distribution with parameters: those of `sample(key, *parameters, shape, *rest)`."""

def shaped(operation: Operation[Any], shape: AxisSpec, *parameters: Any) -> tuple[Shape, Names]:
    """The sizes and names of what comes out.

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """

def spread(operation: Operation[Any], parameter: Any, names: Names) -> ArrayLike:
    """A parameter as an array that broadcasts against one with these axes."""
