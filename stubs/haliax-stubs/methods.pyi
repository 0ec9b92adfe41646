# Written by `python -m tools.stubs`. Do not edit.
"""Binds the operations of `haliax.rules.methods.METHODS` to `NamedArray`, as methods and operators.

Most methods are the function itself. Those here have another signature, as numpy's methods do.
"""

from collections.abc import Callable
from typing import Any, Never

from jax.typing import DTypeLike

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray

def argmax(self: NamedArray, axis: AxisSelector | None = None) -> NamedArray:
    """See `haliax.argmax`."""

def var(
    self: NamedArray,
    axis: AxisSelection | None = None,
    dtype: DTypeLike | None = None,
    ddof: int = 0,
    *,
    where: NamedArray | None = None,
) -> NamedArray:
    """See `haliax.var`."""

def ptp(self: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """See `haliax.ptp`."""

def clip(self: NamedArray, a_min: Any = None, a_max: Any = None) -> NamedArray:
    """See `haliax.clip`."""

def dot(self: NamedArray, *args: Any, **kwargs: Any) -> NamedArray:
    """See `haliax.dot`. The axes come as the keyword `axis`, or as the first argument."""

def flatten_axes(self: NamedArray, old_axes: AxisSelection, new_axis: AxisSelector) -> NamedArray:
    """See `haliax.flatten_axes`."""

def matmul(self: NamedArray, other: Never) -> Any:
    """Refused, whatever the other operand: `@` does not say which axes to sum over."""

def cumprod(self: NamedArray, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
    """See `haliax.cumprod`."""

OWN: dict[str, Callable[..., Any]]
"""Methods whose signature differs from that of the function."""
