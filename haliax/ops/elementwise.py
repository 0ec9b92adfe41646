"""Operations on elements, as in `jax.numpy`. Operands broadcast by name, whatever their order.

Two operands broadcast if one has all the axes of the other; the result has the axes of the one that has them all, of
the first if both do. Plain arrays with dimensions are refused, since their axes have no names.
"""

from __future__ import annotations

from typing import TypeVar

import jax
import jax.numpy as jnp
from jax import lax
from jax.typing import ArrayLike, DTypeLike

from haliax.axis import Axis
from haliax.core import NamedArray, NamedOrNumeric, wrap
from haliax.ops import _declare, counting
from haliax.ops._plan import fitting
from haliax.rules import elementwise as rules

A = TypeVar("A", NamedArray, ArrayLike)


def _rsqrt(x: ArrayLike) -> jax.Array:
    x = jnp.asarray(x)
    return lax.rsqrt(x if jnp.issubdtype(x.dtype, jnp.inexact) else x.astype(float))


unary = _declare.unary(__name__)

absolute = unary("absolute", jnp.absolute, "Absolute value")
abs = unary("abs", jnp.abs, "Absolute value")
angle = unary("angle", jnp.angle, "Angle of a complex number, in radians")
arccos = unary("arccos", jnp.arccos, "Inverse cosine, in radians")
arccosh = unary("arccosh", jnp.arccosh, "Inverse hyperbolic cosine")
arcsin = unary("arcsin", jnp.arcsin, "Inverse sine, in radians")
arcsinh = unary("arcsinh", jnp.arcsinh, "Inverse hyperbolic sine")
arctan = unary("arctan", jnp.arctan, "Inverse tangent, in radians")
arctanh = unary("arctanh", jnp.arctanh, "Inverse hyperbolic tangent")
bitwise_count = unary("bitwise_count", jnp.bitwise_count, "Number of 1-bits of the absolute value")
bitwise_invert = unary("bitwise_invert", jnp.bitwise_invert, "Bits inverted")
bitwise_not = unary("bitwise_not", jnp.bitwise_not, "Bits inverted")
cbrt = unary("cbrt", jnp.cbrt, "Cube root")
ceil = unary("ceil", jnp.ceil, "Smallest integer not below")
conj = unary("conj", jnp.conj, "Complex conjugate")
conjugate = unary("conjugate", jnp.conjugate, "Complex conjugate")
copy = unary("copy", jnp.copy, "Copy")
cos = unary("cos", jnp.cos, "Cosine of radians")
cosh = unary("cosh", jnp.cosh, "Hyperbolic cosine")
deg2rad = unary("deg2rad", jnp.deg2rad, "Degrees as radians")
degrees = unary("degrees", jnp.degrees, "Radians as degrees")
exp = unary("exp", jnp.exp, "e to the power")
exp2 = unary("exp2", jnp.exp2, "2 to the power")
expm1 = unary("expm1", jnp.expm1, "e to the power, minus 1")
fabs = unary("fabs", jnp.fabs, "Absolute value, as a float")
fix = unary("fix", jnp.trunc, "Nearest integer towards zero")
floor = unary("floor", jnp.floor, "Largest integer not above")
i0 = unary("i0", jnp.i0, "Modified Bessel function of the first kind, order 0")
imag = unary("imag", jnp.imag, "Imaginary part")
invert = unary("invert", jnp.invert, "Bits inverted")
iscomplex = unary("iscomplex", jnp.iscomplex, "Whether the imaginary part is not zero")
isfinite = unary("isfinite", jnp.isfinite, "Whether neither infinite nor NaN")
isinf = unary("isinf", jnp.isinf, "Whether infinite")
isnan = unary("isnan", jnp.isnan, "Whether NaN")
isneginf = unary("isneginf", jnp.isneginf, "Whether minus infinity")
isposinf = unary("isposinf", jnp.isposinf, "Whether plus infinity")
isreal = unary("isreal", jnp.isreal, "Whether the imaginary part is zero")
log = unary("log", jnp.log, "Natural logarithm")
log10 = unary("log10", jnp.log10, "Logarithm to base 10")
log1p = unary("log1p", jnp.log1p, "Natural logarithm of 1 plus")
log2 = unary("log2", jnp.log2, "Logarithm to base 2")
logical_not = unary("logical_not", jnp.logical_not, "Logical not")
negative = unary("negative", jnp.negative, "Negative")
positive = unary("positive", jnp.positive, "The same value")
rad2deg = unary("rad2deg", jnp.rad2deg, "Radians as degrees")
radians = unary("radians", jnp.radians, "Degrees as radians")
real = unary("real", jnp.real, "Real part")
reciprocal = unary("reciprocal", jnp.reciprocal, "1 divided by")
rint = unary("rint", jnp.rint, "Nearest integer")
rsqrt = unary("rsqrt", _rsqrt, "1 divided by the square root")
sign = unary("sign", jnp.sign, "Sign")
signbit = unary("signbit", jnp.signbit, "Whether the sign bit is set")
sin = unary("sin", jnp.sin, "Sine of radians")
sinc = unary("sinc", jnp.sinc, "sin(pi x) / (pi x)")
sinh = unary("sinh", jnp.sinh, "Hyperbolic sine")
square = unary("square", jnp.square, "Square")
sqrt = unary("sqrt", jnp.sqrt, "Square root")
tan = unary("tan", jnp.tan, "Tangent of radians")
tanh = unary("tanh", jnp.tanh, "Hyperbolic tangent")
trunc = unary("trunc", jnp.trunc, "Integer part")


def round(a: A, decimals: int = 0) -> A:
    """Rounds each element to `decimals` places, halves to the even neighbour. The axes stay."""
    if isinstance(a, NamedArray):
        return wrap(jnp.round(fitting("round", a).array, decimals), a.axis_names)
    return jnp.round(a, decimals)


def around(a: A) -> A:
    """Rounds each element to the nearest integer, halves to the even neighbour. The axes stay."""
    return round(a)


def ndim(a: NamedOrNumeric) -> int:
    """The number of axes; 0 for a number."""
    return a.ndim if isinstance(a, NamedArray) else jnp.ndim(a)


def frexp(a: A) -> tuple[A, A]:
    """Mantissa and exponent, so that `a == mantissa * 2**exponent`, element by element. The axes stay."""
    if isinstance(a, NamedArray):
        mantissa, exponent = jnp.frexp(fitting("frexp", a).array)
        return wrap(mantissa, a.axis_names), wrap(exponent, a.axis_names)
    return jnp.frexp(a)


def astype(a: NamedArray, dtype: DTypeLike) -> NamedArray:
    """The values as another dtype. The axes stay."""
    return wrap(fitting("astype", a).array.astype(dtype), a.axis_names)


binary = _declare.binary(__name__)

add = binary("add", jnp.add, "Sum")
arctan2 = binary("arctan2", jnp.arctan2, "Angle of the point (x2, x1), in radians")
bitwise_and = binary("bitwise_and", jnp.bitwise_and, "Bitwise and")
bitwise_left_shift = binary("bitwise_left_shift", jnp.bitwise_left_shift, "Bits of x1 shifted left by x2")
bitwise_or = binary("bitwise_or", jnp.bitwise_or, "Bitwise or")
bitwise_right_shift = binary("bitwise_right_shift", jnp.bitwise_right_shift, "Bits of x1 shifted right by x2")
bitwise_xor = binary("bitwise_xor", jnp.bitwise_xor, "Bitwise exclusive or")
divide = binary("divide", jnp.divide, "Quotient")
equal = binary("equal", jnp.equal, "Whether equal")
float_power = binary("float_power", jnp.float_power, "x1 to the power x2, in floats")
floor_divide = binary("floor_divide", jnp.floor_divide, "Quotient rounded down")
fmax = binary("fmax", jnp.fmax, "Larger one, ignoring NaN")
fmin = binary("fmin", jnp.fmin, "Smaller one, ignoring NaN")
fmod = binary("fmod", jnp.fmod, "Remainder with the sign of x1")
greater = binary("greater", jnp.greater, "Whether x1 > x2")
greater_equal = binary("greater_equal", jnp.greater_equal, "Whether x1 >= x2")
hypot = binary("hypot", jnp.hypot, "Hypotenuse of a right triangle with legs x1 and x2")
left_shift = binary("left_shift", jnp.left_shift, "Bits of x1 shifted left by x2")
less = binary("less", jnp.less, "Whether x1 < x2")
less_equal = binary("less_equal", jnp.less_equal, "Whether x1 <= x2")
logaddexp = binary("logaddexp", jnp.logaddexp, "log(exp(x1) + exp(x2))")
logaddexp2 = binary("logaddexp2", jnp.logaddexp2, "log2(2**x1 + 2**x2)")
logical_and = binary("logical_and", jnp.logical_and, "Logical and")
logical_or = binary("logical_or", jnp.logical_or, "Logical or")
logical_xor = binary("logical_xor", jnp.logical_xor, "Logical exclusive or")
maximum = binary("maximum", jnp.maximum, "Larger one")
minimum = binary("minimum", jnp.minimum, "Smaller one")
mod = binary("mod", jnp.mod, "Remainder with the sign of x2")
multiply = binary("multiply", jnp.multiply, "Product")
nextafter = binary("nextafter", jnp.nextafter, "Next float after x1 towards x2")
not_equal = binary("not_equal", jnp.not_equal, "Whether different")
power = binary("power", jnp.power, "x1 to the power x2")
remainder = binary("remainder", jnp.remainder, "Remainder with the sign of x2")
right_shift = binary("right_shift", jnp.right_shift, "Bits of x1 shifted right by x2")
subtract = binary("subtract", jnp.subtract, "Difference")
true_divide = binary("true_divide", jnp.true_divide, "Quotient")


def divmod(x1: NamedOrNumeric, x2: NamedOrNumeric) -> tuple[NamedOrNumeric, NamedOrNumeric]:
    """Quotient rounded down, and remainder, element by element. Operands broadcast as in `add`."""
    if not isinstance(x1, NamedArray) and not isinstance(x2, NamedArray):
        return jnp.divmod(x1, x2)
    both = _divmod(x1, x2)  # the kernel gives a pair in the place of an array
    quotient, rest = both.array
    return wrap(quotient, both.axis_names), wrap(rest, both.axis_names)


_divmod = binary("divmod", jnp.divmod, "Quotient rounded down, and remainder")


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
    if x is not None and y is not None:
        return _declare.aligned("where", jnp.where, rules.where, condition, x, y)
    if x is not None or y is not None or new_axis is None:
        raise TypeError("where: expected both x and y, or neither and a new_axis for the positions")
    return counting.positions_of("where", condition, new_axis, fill_value or 0)


def clip(array: NamedOrNumeric, a_min: NamedOrNumeric | None, a_max: NamedOrNumeric | None) -> NamedArray:
    """The elements of `array`, those below `a_min` or above `a_max` replaced by the bound. None is no bound.

    Axes: `[batch, embed], [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If none has all axes of the others, or a shared axis has two sizes.
    """
    if a_min is None and a_max is None:
        return _declare.aligned("clip", jnp.positive, rules.clip, array)
    if a_min is None:
        return _declare.aligned("clip", jnp.minimum, rules.clip, array, a_max)
    if a_max is None:
        return _declare.aligned("clip", jnp.maximum, rules.clip, array, a_min)
    return _declare.aligned("clip", jnp.clip, rules.clip, array, a_min, a_max)
