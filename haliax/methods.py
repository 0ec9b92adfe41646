"""Binds the operations of `haliax.rules.methods.METHODS` to `NamedArray`, as methods and operators.

Most methods are the function itself. Those here have another signature, as numpy's methods do.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Never

import jax
import numpy as np
from jax.typing import DTypeLike

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray
from haliax.ops import contraction, elementwise, reductions, scans, shaping, updating
from haliax.rules.methods import METHODS, REFLECTED


def argmax(self: NamedArray, axis: AxisSelector | None = None) -> NamedArray:
    """See `haliax.argmax`."""
    return reductions.argmax(self, axis)


def var(
    self: NamedArray,
    axis: AxisSelection | None = None,
    dtype: DTypeLike | None = None,
    ddof: int = 0,
    *,
    where: NamedArray | None = None,
) -> NamedArray:
    """See `haliax.var`."""
    return reductions.var(self, axis, where=where, ddof=ddof, dtype=dtype)


def ptp(self: NamedArray, axis: AxisSelection | None = None) -> NamedArray:
    """See `haliax.ptp`."""
    return reductions.ptp(self, axis)


def clip(self: NamedArray, a_min: Any = None, a_max: Any = None) -> NamedArray:
    """See `haliax.clip`."""
    return elementwise.clip(self, a_min, a_max)


def dot(self: NamedArray, *args: Any, **kwargs: Any) -> NamedArray:
    """See `haliax.dot`. The axes come as the keyword `axis`, or as the first argument."""
    if args and not isinstance(args[0], NamedArray) and "axis" not in kwargs:
        kwargs["axis"], args = args[0], args[1:]
    return contraction.dot(self, *args, **kwargs)


def flatten_axes(self: NamedArray, old_axes: AxisSelection, new_axis: AxisSelector) -> NamedArray:
    """See `haliax.flatten_axes`."""
    return shaping.flatten_axes(self, old_axes, new_axis)  # type: ignore[no-any-return]  # of an array, an array


def matmul(self: NamedArray, other: Never) -> Any:
    """Refused, whatever the other operand: `@` does not say which axes to sum over."""
    raise TypeError("`@` does not say which axis to sum over; use haliax.dot(x, y, axis=...)")


def cumprod(self: NamedArray, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
    """See `haliax.cumprod`."""
    return scans.cumprod(self, axis, dtype)


OWN: dict[str, Callable[..., Any]] = {
    "argmax": argmax,
    "var": var,
    "ptp": ptp,
    "clip": clip,
    "cumprod": cumprod,
    "dot": dot,
    "flatten_axes": flatten_axes,
    "__matmul__": matmul,
    "__rmatmul__": matmul,
}
"""Methods whose signature differs from that of the function."""

_OPERANDS = (NamedArray, jax.Array, np.ndarray, np.generic, bool, int, float, complex)


_OF_ONE = ("negative", "positive", "abs", "invert")


def _operator(name: str, op: Callable[..., Any]) -> Callable[..., Any]:
    """`op` as an operator, which leaves what it does not know to the other operand."""
    if name in REFLECTED:

        def reflected(self: NamedArray, other: Any) -> Any:
            return op(other, self) if isinstance(other, _OPERANDS) else NotImplemented

        return reflected

    def operator(self: NamedArray, other: Any) -> Any:
        return op(self, other) if isinstance(other, _OPERANDS) else NotImplemented

    return operator


def _bind() -> None:
    for name, target in METHODS.items():
        family, _, op_name = target.partition(".")
        op = OWN.get(name) or getattr(import_module(f"haliax.ops.{family}"), op_name)
        if name.startswith("__") and family == "elementwise" and op_name not in _OF_ONE:
            op = _operator(name, op)
        setattr(NamedArray, name, op)
    NamedArray.at = property(updating.Updater, doc=updating.Updater.__doc__)  # type: ignore[attr-defined]  # new here
    NamedArray.real = property(elementwise.real, doc="The real part.")  # type: ignore[attr-defined]
    NamedArray.imag = property(elementwise.imag, doc="The imaginary part.")  # type: ignore[attr-defined]
    for name in ("__matmul__", "__rmatmul__"):
        setattr(NamedArray, name, OWN[name])


_bind()
