"""What the arguments of an operation are, or what is wrong with them."""

from __future__ import annotations

import warnings
from typing import Any, Final

import jax
import jax.numpy as jnp
import numpy as np

from haliax.core import NamedArray, Shape, Signature, axes_of
from haliax.errors import AxisError
from haliax.pure import errors
from haliax.pure.axes import SCALAR, Axes
from haliax.pure.axis import Axis, is_size_said
from haliax.pure.operation import Operation


def parts_of(operation: Operation[Any], value: object) -> tuple[Any, Signature]:
    """The values of an array, and its names and shape.

    Raises:
        TypeError: If it is no NamedArray.
    """
    if isinstance(value, NamedArray):
        array = value._array
        return array, (value._axis_names, array.shape)
    raise errors.no_array(kind(value)).within(operation.told)


def signature_of(value: object) -> Signature | None:
    """The names and the shape of an array; None for what has no names."""
    return (value._axis_names, value._array.shape) if isinstance(value, NamedArray) else None


def plain(value: Any) -> Any:
    """The values of an array; what has no names as it is."""
    return value.array if isinstance(value, NamedArray) else value


def known(signature: Signature | None) -> Axes:
    """The axes of a signature, as rules see them; none for a number.

    Raises:
        AxisError: If the names do not fit the shape.
    """
    return SCALAR if signature is None else axes_of(*signature)


NUMBERS: Final = frozenset({bool, int, float, complex})
"""The numbers of Python, which have no axes."""


def number(operation: Operation[Any], value: Any) -> Any:
    """The value, which must be a number or an array without dimensions.

    Raises:
        TypeError: If it is a plain array with dimensions, or a list, whose axes have no names.
    """
    if type(value) in NUMBERS:
        return value
    shape = getattr(value, "shape", ())
    if shape == () and not isinstance(value, list | tuple):
        return value
    raise TypeError(
        f"{operation.told}: expected a NamedArray or a number, got {kind(value)}; name its axes with haliax.named"
    )


def scalar(operation: Operation[Any], value: Any) -> Any:
    """The number, or the array without dimensions, that a value is or that it names no axes of.

    Raises:
        AxisError: If it is a NamedArray with axes.
        TypeError: If it is a plain array with dimensions, whose axes have no names.
    """
    if not isinstance(value, NamedArray):
        return number(operation, value)
    try:
        return value.scalar()
    except AxisError as error:
        error.op = operation.told
        raise


def whole(operation: Operation[Any], what: str, value: Any) -> Any:
    """The value, which must be a position, or an array of positions.

    Raises:
        TypeError: If it is no integer, nor an array of integers.
    """
    dtype = getattr(value, "dtype", type(value).__name__)
    if (isinstance(value, int) and not isinstance(value, bool)) or (
        hasattr(value, "shape") and jnp.issubdtype(dtype, jnp.integer)
    ):
        return value
    raise TypeError(f"{operation.told}: expected integers as {what}, got {dtype}")


def converted(op: str, value: Any, dtype: Any) -> Any:
    """A plain array or a number in the dtype of what it is written into.

    Raises:
        TypeError: If the dtype cannot hold all that the value may be. A number need only be one that it holds.
    """
    if type(value) is int and -2048 <= value <= 2048 and dtype.kind in "fc":  # which numpy's own floats all hold
        return np.asarray(value, dtype)
    given = jnp.result_type(value)
    if given == dtype:
        return value
    try:
        fits = jnp.result_type(value, dtype) == dtype
    except jax.dtypes.TypePromotionError:
        fits = False
    if not fits and isinstance(value, bool | int | float | complex):
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # numpy warns of what is found out here
            fits = bool(np.asarray(value).astype(dtype) == value)
    if not fits:
        raise TypeError(f"{op}: {given} is written into {dtype}, which would lose values; convert it with .astype")
    # Of numpy, since under a trace jax would trace what is known.
    return (jnp if isinstance(value, jax.core.Tracer) else np).asarray(value).astype(dtype)


def axis_of(operation: Operation[Any], value: object) -> Axis:
    """The value, which must be an axis with its size.

    Raises:
        AxisError: If it is a name alone.
        TypeError: If it is neither.
    """
    if isinstance(value, Axis):
        return value
    if isinstance(value, str):
        raise errors.no_size(value).within(operation.told)
    raise TypeError(f"{operation.told}: expected an axis, got {value!r}")


def kind(value: object) -> str:
    """What a value is, for an error message: its type and shape, never what it holds."""
    shape = getattr(value, "shape", None)
    return type(value).__name__ if shape is None else f"a plain array of shape {tuple(shape)}"


def shape_of(axes: Axes) -> Shape:
    """The sizes of the axes of a result, in order, all of which must have one by now.

    Raises:
        AxisError: If one was given by its name alone, or has a size below zero.
    """
    for axis in axes.known:
        if not is_size_said(axis):
            raise errors.no_size(axis.name)
        if axis.size < 0:
            raise errors.negative_size(axis.name, axis.size)
    return tuple(axis.size for axis in axes.known)
