"""Operations on elements, as in `jax.numpy`. Operands broadcast by name, whatever their order.

Two operands broadcast if one has all the axes of the other; the result has the axes of the one that has them all, of
the first if both do. Plain arrays with dimensions are refused, since their axes have no names.
"""

from __future__ import annotations

from typing import Any, TypeVar, overload

import jax
import jax.numpy as jnp
from jax import lax
from jax.typing import ArrayLike, DTypeLike

from haliax.axis import Axis
from haliax.core import NamedArray, NamedOrNumeric, Names, wrap
from haliax.ops import counting
from haliax.ops._arguments import known, number, parts_of, plain, signature_of
from haliax.ops._declare import aligned, applied, binary, broadcast_call, names_after, names_of_each, unary
from haliax.ops._explicit import implements, instead
from haliax.ops._kernels import Kernel, kernel
from haliax.ops._settle import Signatures, settled
from haliax.pure import errors
from haliax.pure.axes import ANY
from haliax.pure.operation import Operation
from haliax.pure.rules import elementwise as rules

A = TypeVar("A", NamedArray, ArrayLike)


def _rsqrt(x: ArrayLike) -> jax.Array:
    x = jnp.asarray(x)
    return lax.rsqrt(x if jnp.issubdtype(x.dtype, jnp.inexact) else x.astype(float))


absolute = unary(rules.absolute, jnp.absolute, "Absolute value")
abs = unary(rules.abs, jnp.abs, "Absolute value")
angle = unary(rules.angle, jnp.angle, "Angle of a complex number, in radians")
arccos = unary(rules.arccos, jnp.arccos, "Inverse cosine, in radians")
arccosh = unary(rules.arccosh, jnp.arccosh, "Inverse hyperbolic cosine")
arcsin = unary(rules.arcsin, jnp.arcsin, "Inverse sine, in radians")
arcsinh = unary(rules.arcsinh, jnp.arcsinh, "Inverse hyperbolic sine")
arctan = unary(rules.arctan, jnp.arctan, "Inverse tangent, in radians")
arctanh = unary(rules.arctanh, jnp.arctanh, "Inverse hyperbolic tangent")
bitwise_count = unary(rules.bitwise_count, jnp.bitwise_count, "Number of 1-bits of the absolute value")
bitwise_invert = unary(rules.bitwise_invert, jnp.bitwise_invert, "Bits inverted")
bitwise_not = unary(rules.bitwise_not, jnp.bitwise_not, "Bits inverted")
cbrt = unary(rules.cbrt, jnp.cbrt, "Cube root")
ceil = unary(rules.ceil, jnp.ceil, "Smallest integer not below")
conj = unary(rules.conj, jnp.conj, "Complex conjugate")
conjugate = unary(rules.conjugate, jnp.conjugate, "Complex conjugate")
copy = unary(rules.copy, jnp.copy, "Copy")
cos = unary(rules.cos, jnp.cos, "Cosine of radians")
cosh = unary(rules.cosh, jnp.cosh, "Hyperbolic cosine")
deg2rad = unary(rules.deg2rad, jnp.deg2rad, "Degrees as radians")
degrees = unary(rules.degrees, jnp.degrees, "Radians as degrees")
exp = unary(rules.exp, jnp.exp, "e to the power")
exp2 = unary(rules.exp2, jnp.exp2, "2 to the power")
expm1 = unary(rules.expm1, jnp.expm1, "e to the power, minus 1")
fabs = unary(rules.fabs, jnp.fabs, "Absolute value, as a float")
fix = unary(rules.fix, jnp.trunc, "Nearest integer towards zero")
floor = unary(rules.floor, jnp.floor, "Largest integer not above")
i0 = unary(rules.i0, jnp.i0, "Modified Bessel function of the first kind, order 0")
imag = unary(rules.imag, jnp.imag, "Imaginary part")
invert = unary(rules.invert, jnp.invert, "Bits inverted")
iscomplex = unary(rules.iscomplex, jnp.iscomplex, "Whether the imaginary part is not zero")
isfinite = unary(rules.isfinite, jnp.isfinite, "Whether neither infinite nor NaN")
isinf = unary(rules.isinf, jnp.isinf, "Whether infinite")
isnan = unary(rules.isnan, jnp.isnan, "Whether NaN")
isneginf = unary(rules.isneginf, jnp.isneginf, "Whether minus infinity")
isposinf = unary(rules.isposinf, jnp.isposinf, "Whether plus infinity")
isreal = unary(rules.isreal, jnp.isreal, "Whether the imaginary part is zero")
log = unary(rules.log, jnp.log, "Natural logarithm")
log10 = unary(rules.log10, jnp.log10, "Logarithm to base 10")
log1p = unary(rules.log1p, jnp.log1p, "Natural logarithm of 1 plus")
log2 = unary(rules.log2, jnp.log2, "Logarithm to base 2")
logical_not = unary(rules.logical_not, jnp.logical_not, "Logical not")
negative = unary(rules.negative, jnp.negative, "Negative")
positive = unary(rules.positive, jnp.positive, "The same value")
rad2deg = unary(rules.rad2deg, jnp.rad2deg, "Radians as degrees")
radians = unary(rules.radians, jnp.radians, "Degrees as radians")
real = unary(rules.real, jnp.real, "Real part")
reciprocal = unary(rules.reciprocal, jnp.reciprocal, "1 divided by")
rint = unary(rules.rint, jnp.rint, "Nearest integer")
rsqrt = unary(rules.rsqrt, _rsqrt, "1 divided by the square root")
sign = unary(rules.sign, jnp.sign, "Sign")
signbit = unary(rules.signbit, jnp.signbit, "Whether the sign bit is set")
sin = unary(rules.sin, jnp.sin, "Sine of radians")
sinc = unary(rules.sinc, jnp.sinc, "sin(pi x) / (pi x)")
sinh = unary(rules.sinh, jnp.sinh, "Hyperbolic sine")
square = unary(rules.square, jnp.square, "Square")
sqrt = unary(rules.sqrt, jnp.sqrt, "Square root")
tan = unary(rules.tan, jnp.tan, "Tangent of radians")
tanh = unary(rules.tanh, jnp.tanh, "Hyperbolic tangent")
trunc = unary(rules.trunc, jnp.trunc, "Integer part")


@implements(rules.round, is_placed=True)
def round(a: A, decimals: int = 0) -> A:
    """Rounds each element to `decimals` places, halves to the even neighbour. The axes stay."""
    if isinstance(a, NamedArray):
        return applied(rules.round, _rounding, a, decimals)
    return jnp.round(a, decimals)


@settled
def _rounding(operation: Operation[Any], signatures: Signatures, decimals: int) -> tuple[Kernel, Names]:
    return kernel(operation.told, jnp.round, decimals=decimals), operation.rule(known(signatures[0])).names


around = unary(rules.around, jnp.round, "Nearest integer, the even one of two that are as near")


@implements(rules.ndim)
def ndim(a: NamedOrNumeric) -> int:
    """The number of axes; 0 for a number."""
    rules.ndim.rule(ANY)
    return a.ndim if isinstance(a, NamedArray) else jnp.ndim(a)


@implements(rules.frexp, by_jax=False)
def frexp(a: A) -> tuple[A, A]:
    """Mantissa and exponent, so that `a == mantissa * 2**exponent`, element by element. The axes stay."""
    if isinstance(a, NamedArray):
        values, signature = parts_of(rules.frexp, a)
        first, second = names_of_each(rules.frexp, (signature,))
        mantissa, exponent = jnp.frexp(values)
        return wrap(mantissa, first), wrap(exponent, second)
    return jnp.frexp(a)


@implements(rules.astype, is_placed=True)
def astype(a: NamedArray, dtype: DTypeLike) -> NamedArray:
    """The values as another dtype. The axes stay."""
    values, signature = parts_of(rules.astype, a)
    names = names_after(rules.astype, (signature,))
    try:
        return wrap(values.astype(dtype), names)
    except Exception as error:
        __tracebackhide__ = True
        return instead(astype, (a, dtype), {}, error)  # type: ignore[no-any-return]  # what it gives


add = binary(rules.add, jnp.add, "Sum")
arctan2 = binary(rules.arctan2, jnp.arctan2, "Angle of the point (x2, x1), in radians")
bitwise_and = binary(rules.bitwise_and, jnp.bitwise_and, "Bitwise and")
bitwise_left_shift = binary(rules.bitwise_left_shift, jnp.bitwise_left_shift, "Bits of x1 shifted left by x2")
bitwise_or = binary(rules.bitwise_or, jnp.bitwise_or, "Bitwise or")
bitwise_right_shift = binary(rules.bitwise_right_shift, jnp.bitwise_right_shift, "Bits of x1 shifted right by x2")
bitwise_xor = binary(rules.bitwise_xor, jnp.bitwise_xor, "Bitwise exclusive or")
divide = binary(rules.divide, jnp.divide, "Quotient")
equal = binary(rules.equal, jnp.equal, "Whether equal")
float_power = binary(rules.float_power, jnp.float_power, "x1 to the power x2, in floats")
floor_divide = binary(rules.floor_divide, jnp.floor_divide, "Quotient rounded down")
fmax = binary(rules.fmax, jnp.fmax, "Larger one, ignoring NaN")
fmin = binary(rules.fmin, jnp.fmin, "Smaller one, ignoring NaN")
fmod = binary(rules.fmod, jnp.fmod, "Remainder with the sign of x1")
greater = binary(rules.greater, jnp.greater, "Whether x1 > x2")
greater_equal = binary(rules.greater_equal, jnp.greater_equal, "Whether x1 >= x2")
hypot = binary(rules.hypot, jnp.hypot, "Hypotenuse of a right triangle with legs x1 and x2")
left_shift = binary(rules.left_shift, jnp.left_shift, "Bits of x1 shifted left by x2")
less = binary(rules.less, jnp.less, "Whether x1 < x2")
less_equal = binary(rules.less_equal, jnp.less_equal, "Whether x1 <= x2")
logaddexp = binary(rules.logaddexp, jnp.logaddexp, "`log(exp(x1) + exp(x2))`")
logaddexp2 = binary(rules.logaddexp2, jnp.logaddexp2, "`log2(2**x1 + 2**x2)`")
logical_and = binary(rules.logical_and, jnp.logical_and, "Logical and")
logical_or = binary(rules.logical_or, jnp.logical_or, "Logical or")
logical_xor = binary(rules.logical_xor, jnp.logical_xor, "Logical exclusive or")
maximum = binary(rules.maximum, jnp.maximum, "Larger one")
minimum = binary(rules.minimum, jnp.minimum, "Smaller one")
mod = binary(rules.mod, jnp.mod, "Remainder with the sign of x2")
multiply = binary(rules.multiply, jnp.multiply, "Product")
nextafter = binary(rules.nextafter, jnp.nextafter, "Next float after x1 towards x2")
not_equal = binary(rules.not_equal, jnp.not_equal, "Whether different")
power = binary(rules.power, jnp.power, "x1 to the power x2")
remainder = binary(rules.remainder, jnp.remainder, "Remainder with the sign of x2")
right_shift = binary(rules.right_shift, jnp.right_shift, "Bits of x1 shifted right by x2")
subtract = binary(rules.subtract, jnp.subtract, "Difference")
true_divide = binary(rules.true_divide, jnp.true_divide, "Quotient")


@implements(rules.divmod, jnp.divmod)
def divmod(x1: NamedOrNumeric, x2: NamedOrNumeric) -> tuple[NamedOrNumeric, NamedOrNumeric]:
    """Quotient rounded down, and remainder, element by element. Operands broadcast as in `add`."""
    signatures = signature_of(x1), signature_of(x2)
    if not isinstance(x1, NamedArray) and not isinstance(x2, NamedArray):
        return jnp.divmod(x1, x2)
    call, out = broadcast_call(rules.divmod, signatures)
    quotient, rest = call(*(plain(x) if isinstance(x, NamedArray) else number(rules.divmod, x) for x in (x1, x2)))
    return wrap(quotient, out), wrap(rest, out)


@overload
def where(
    condition: NamedOrNumeric | bool,
    x: NamedOrNumeric | None = None,
    y: NamedOrNumeric | None = None,
    fill_value: int | None = None,
    new_axis: None = None,
) -> NamedArray: ...
@overload
def where(
    condition: NamedOrNumeric | bool,
    x: None = None,
    y: None = None,
    fill_value: int | None = None,
    *,
    new_axis: Axis,
) -> tuple[NamedArray, ...]: ...
@implements(rules.where)
def where(
    condition: NamedOrNumeric | bool,
    x: NamedOrNumeric | None = None,
    y: NamedOrNumeric | None = None,
    fill_value: int | None = None,
    new_axis: Axis | None = None,
) -> NamedArray | tuple[NamedArray, ...]:
    """The elements of `x` where `condition` holds, of `y` elsewhere.

    Axes: `[batch], [batch, embed], [embed] -> [batch, embed]`

    One of the three must have all axes of the others. With only a condition, the positions of its True elements: see
    `nonzero`, which is then called with `size=new_axis`.

    Args:
        condition: Which to take, True for `x`.
        x: The values where it holds.
        y: The values where it does not.
        fill_value: Fills the positions when there are fewer True elements than `new_axis` is long.
        new_axis: The axis of the positions.

    Raises:
        AxisError: If none has all axes of the others, or a shared axis has two sizes.
        TypeError: If only one of `x` and `y` is given, or neither and no `new_axis`.
    """
    if isinstance(condition, NamedArray) and isinstance(x, NamedArray) and isinstance(y, NamedArray):
        names, test, first, second = condition._axis_names, condition._array, x._array, y._array
        if names == x._axis_names == y._axis_names and test.shape == first.shape == second.shape:
            names_after(rules.where, ((names, test.shape),) * 3)
            return wrap(_where(test, first, second), names)
    if x is not None and y is not None:
        return aligned(rules.where, jnp.where, condition, x, y)
    if x is not None or y is not None or new_axis is None:
        raise errors.half_where().within("where")
    return counting.positions_of(rules.where, condition, new_axis, fill_value or 0)


_where = kernel(rules.where.told, jnp.where)


@implements(rules.clip)
def clip(array: NamedOrNumeric, a_min: NamedOrNumeric | None, a_max: NamedOrNumeric | None) -> NamedArray:
    """The elements of `array`, those below `a_min` or above `a_max` replaced by the bound. None is no bound.

    Axes: `[batch, embed], [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If none has all axes of the others, or a shared axis has two sizes.
    """
    if a_min is None and a_max is None:
        return aligned(rules.clip, jnp.positive, array)
    if a_min is None:
        return aligned(rules.clip, jnp.minimum, array, a_max)
    if a_max is None:
        return aligned(rules.clip, jnp.maximum, array, a_min)
    return aligned(rules.clip, jnp.clip, array, a_min, a_max)
