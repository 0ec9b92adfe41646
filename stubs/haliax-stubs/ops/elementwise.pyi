# Written by `python -m tools.stubs`. Do not edit.
"""Operations on elements, as in `jax.numpy`. Operands broadcast by name, whatever their order.

Two operands broadcast if one has all the axes of the other; the result has the axes of the one that has them all, of
the first if both do. Plain arrays with dimensions are refused, since their axes have no names.
"""

from typing import overload

import jax
from jax.typing import ArrayLike, DTypeLike
from typing_extensions import TypeVar

from haliax.axis import Axis
from haliax.core import NamedArray, NamedOrNumeric

_Array = TypeVar("_Array", bound=NamedArray)
A = TypeVar("A", bound=NamedArray | ArrayLike)

@overload
def absolute(a: _Array) -> _Array:
    """Absolute value, element by element. The axes stay."""

@overload
def absolute(a: ArrayLike) -> jax.Array: ...

@overload
def abs(a: _Array) -> _Array:
    """Absolute value, element by element. The axes stay."""

@overload
def abs(a: ArrayLike) -> jax.Array: ...

@overload
def angle(a: _Array) -> _Array:
    """Angle of a complex number, in radians, element by element. The axes stay."""

@overload
def angle(a: ArrayLike) -> jax.Array: ...

@overload
def arccos(a: _Array) -> _Array:
    """Inverse cosine, in radians, element by element. The axes stay."""

@overload
def arccos(a: ArrayLike) -> jax.Array: ...

@overload
def arccosh(a: _Array) -> _Array:
    """Inverse hyperbolic cosine, element by element. The axes stay."""

@overload
def arccosh(a: ArrayLike) -> jax.Array: ...

@overload
def arcsin(a: _Array) -> _Array:
    """Inverse sine, in radians, element by element. The axes stay."""

@overload
def arcsin(a: ArrayLike) -> jax.Array: ...

@overload
def arcsinh(a: _Array) -> _Array:
    """Inverse hyperbolic sine, element by element. The axes stay."""

@overload
def arcsinh(a: ArrayLike) -> jax.Array: ...

@overload
def arctan(a: _Array) -> _Array:
    """Inverse tangent, in radians, element by element. The axes stay."""

@overload
def arctan(a: ArrayLike) -> jax.Array: ...

@overload
def arctanh(a: _Array) -> _Array:
    """Inverse hyperbolic tangent, element by element. The axes stay."""

@overload
def arctanh(a: ArrayLike) -> jax.Array: ...

@overload
def bitwise_count(a: _Array) -> _Array:
    """Number of 1-bits of the absolute value, element by element. The axes stay."""

@overload
def bitwise_count(a: ArrayLike) -> jax.Array: ...

@overload
def bitwise_invert(a: _Array) -> _Array:
    """Bits inverted, element by element. The axes stay."""

@overload
def bitwise_invert(a: ArrayLike) -> jax.Array: ...

@overload
def bitwise_not(a: _Array) -> _Array:
    """Bits inverted, element by element. The axes stay."""

@overload
def bitwise_not(a: ArrayLike) -> jax.Array: ...

@overload
def cbrt(a: _Array) -> _Array:
    """Cube root, element by element. The axes stay."""

@overload
def cbrt(a: ArrayLike) -> jax.Array: ...

@overload
def ceil(a: _Array) -> _Array:
    """Smallest integer not below, element by element. The axes stay."""

@overload
def ceil(a: ArrayLike) -> jax.Array: ...

@overload
def conj(a: _Array) -> _Array:
    """Complex conjugate, element by element. The axes stay."""

@overload
def conj(a: ArrayLike) -> jax.Array: ...

@overload
def conjugate(a: _Array) -> _Array:
    """Complex conjugate, element by element. The axes stay."""

@overload
def conjugate(a: ArrayLike) -> jax.Array: ...

@overload
def copy(a: _Array) -> _Array:
    """Copy, element by element. The axes stay."""

@overload
def copy(a: ArrayLike) -> jax.Array: ...

@overload
def cos(a: _Array) -> _Array:
    """Cosine of radians, element by element. The axes stay."""

@overload
def cos(a: ArrayLike) -> jax.Array: ...

@overload
def cosh(a: _Array) -> _Array:
    """Hyperbolic cosine, element by element. The axes stay."""

@overload
def cosh(a: ArrayLike) -> jax.Array: ...

@overload
def deg2rad(a: _Array) -> _Array:
    """Degrees as radians, element by element. The axes stay."""

@overload
def deg2rad(a: ArrayLike) -> jax.Array: ...

@overload
def degrees(a: _Array) -> _Array:
    """Radians as degrees, element by element. The axes stay."""

@overload
def degrees(a: ArrayLike) -> jax.Array: ...

@overload
def exp(a: _Array) -> _Array:
    """e to the power, element by element. The axes stay."""

@overload
def exp(a: ArrayLike) -> jax.Array: ...

@overload
def exp2(a: _Array) -> _Array:
    """2 to the power, element by element. The axes stay."""

@overload
def exp2(a: ArrayLike) -> jax.Array: ...

@overload
def expm1(a: _Array) -> _Array:
    """e to the power, minus 1, element by element. The axes stay."""

@overload
def expm1(a: ArrayLike) -> jax.Array: ...

@overload
def fabs(a: _Array) -> _Array:
    """Absolute value, as a float, element by element. The axes stay."""

@overload
def fabs(a: ArrayLike) -> jax.Array: ...

@overload
def fix(a: _Array) -> _Array:
    """Nearest integer towards zero, element by element. The axes stay."""

@overload
def fix(a: ArrayLike) -> jax.Array: ...

@overload
def floor(a: _Array) -> _Array:
    """Largest integer not above, element by element. The axes stay."""

@overload
def floor(a: ArrayLike) -> jax.Array: ...

@overload
def i0(a: _Array) -> _Array:
    """Modified Bessel function of the first kind, order 0, element by element. The axes stay."""

@overload
def i0(a: ArrayLike) -> jax.Array: ...

@overload
def imag(a: _Array) -> _Array:
    """Imaginary part, element by element. The axes stay."""

@overload
def imag(a: ArrayLike) -> jax.Array: ...

@overload
def invert(a: _Array) -> _Array:
    """Bits inverted, element by element. The axes stay."""

@overload
def invert(a: ArrayLike) -> jax.Array: ...

@overload
def iscomplex(a: _Array) -> _Array:
    """Whether the imaginary part is not zero, element by element. The axes stay."""

@overload
def iscomplex(a: ArrayLike) -> jax.Array: ...

@overload
def isfinite(a: _Array) -> _Array:
    """Whether neither infinite nor NaN, element by element. The axes stay."""

@overload
def isfinite(a: ArrayLike) -> jax.Array: ...

@overload
def isinf(a: _Array) -> _Array:
    """Whether infinite, element by element. The axes stay."""

@overload
def isinf(a: ArrayLike) -> jax.Array: ...

@overload
def isnan(a: _Array) -> _Array:
    """Whether NaN, element by element. The axes stay."""

@overload
def isnan(a: ArrayLike) -> jax.Array: ...

@overload
def isneginf(a: _Array) -> _Array:
    """Whether minus infinity, element by element. The axes stay."""

@overload
def isneginf(a: ArrayLike) -> jax.Array: ...

@overload
def isposinf(a: _Array) -> _Array:
    """Whether plus infinity, element by element. The axes stay."""

@overload
def isposinf(a: ArrayLike) -> jax.Array: ...

@overload
def isreal(a: _Array) -> _Array:
    """Whether the imaginary part is zero, element by element. The axes stay."""

@overload
def isreal(a: ArrayLike) -> jax.Array: ...

@overload
def log(a: _Array) -> _Array:
    """Natural logarithm, element by element. The axes stay."""

@overload
def log(a: ArrayLike) -> jax.Array: ...

@overload
def log10(a: _Array) -> _Array:
    """Logarithm to base 10, element by element. The axes stay."""

@overload
def log10(a: ArrayLike) -> jax.Array: ...

@overload
def log1p(a: _Array) -> _Array:
    """Natural logarithm of 1 plus, element by element. The axes stay."""

@overload
def log1p(a: ArrayLike) -> jax.Array: ...

@overload
def log2(a: _Array) -> _Array:
    """Logarithm to base 2, element by element. The axes stay."""

@overload
def log2(a: ArrayLike) -> jax.Array: ...

@overload
def logical_not(a: _Array) -> _Array:
    """Logical not, element by element. The axes stay."""

@overload
def logical_not(a: ArrayLike) -> jax.Array: ...

@overload
def negative(a: _Array) -> _Array:
    """Negative, element by element. The axes stay."""

@overload
def negative(a: ArrayLike) -> jax.Array: ...

@overload
def positive(a: _Array) -> _Array:
    """The same value, element by element. The axes stay."""

@overload
def positive(a: ArrayLike) -> jax.Array: ...

@overload
def rad2deg(a: _Array) -> _Array:
    """Radians as degrees, element by element. The axes stay."""

@overload
def rad2deg(a: ArrayLike) -> jax.Array: ...

@overload
def radians(a: _Array) -> _Array:
    """Degrees as radians, element by element. The axes stay."""

@overload
def radians(a: ArrayLike) -> jax.Array: ...

@overload
def real(a: _Array) -> _Array:
    """Real part, element by element. The axes stay."""

@overload
def real(a: ArrayLike) -> jax.Array: ...

@overload
def reciprocal(a: _Array) -> _Array:
    """1 divided by, element by element. The axes stay."""

@overload
def reciprocal(a: ArrayLike) -> jax.Array: ...

@overload
def rint(a: _Array) -> _Array:
    """Nearest integer, element by element. The axes stay."""

@overload
def rint(a: ArrayLike) -> jax.Array: ...

@overload
def rsqrt(a: _Array) -> _Array:
    """1 divided by the square root, element by element. The axes stay."""

@overload
def rsqrt(a: ArrayLike) -> jax.Array: ...

@overload
def sign(a: _Array) -> _Array:
    """Sign, element by element. The axes stay."""

@overload
def sign(a: ArrayLike) -> jax.Array: ...

@overload
def signbit(a: _Array) -> _Array:
    """Whether the sign bit is set, element by element. The axes stay."""

@overload
def signbit(a: ArrayLike) -> jax.Array: ...

@overload
def sin(a: _Array) -> _Array:
    """Sine of radians, element by element. The axes stay."""

@overload
def sin(a: ArrayLike) -> jax.Array: ...

@overload
def sinc(a: _Array) -> _Array:
    """sin(pi x) / (pi x), element by element. The axes stay."""

@overload
def sinc(a: ArrayLike) -> jax.Array: ...

@overload
def sinh(a: _Array) -> _Array:
    """Hyperbolic sine, element by element. The axes stay."""

@overload
def sinh(a: ArrayLike) -> jax.Array: ...

@overload
def square(a: _Array) -> _Array:
    """Square, element by element. The axes stay."""

@overload
def square(a: ArrayLike) -> jax.Array: ...

@overload
def sqrt(a: _Array) -> _Array:
    """Square root, element by element. The axes stay."""

@overload
def sqrt(a: ArrayLike) -> jax.Array: ...

@overload
def tan(a: _Array) -> _Array:
    """Tangent of radians, element by element. The axes stay."""

@overload
def tan(a: ArrayLike) -> jax.Array: ...

@overload
def tanh(a: _Array) -> _Array:
    """Hyperbolic tangent, element by element. The axes stay."""

@overload
def tanh(a: ArrayLike) -> jax.Array: ...

@overload
def trunc(a: _Array) -> _Array:
    """Integer part, element by element. The axes stay."""

@overload
def trunc(a: ArrayLike) -> jax.Array: ...

@overload
def round(a: _Array, decimals: int = 0) -> _Array:
    """Rounds each element to `decimals` places, halves to the even neighbour. The axes stay."""

@overload
def round(a: ArrayLike, decimals: int = 0) -> jax.Array: ...

@overload
def around(a: _Array) -> _Array:
    """Nearest integer, the even one of two that are as near, element by element. The axes stay."""

@overload
def around(a: ArrayLike) -> jax.Array: ...

def ndim(a: NamedOrNumeric) -> int:
    """The number of axes; 0 for a number."""

def frexp(a: A) -> tuple[A, A]:
    """Mantissa and exponent, so that `a == mantissa * 2**exponent`, element by element. The axes stay."""

def astype(a: _Array, dtype: DTypeLike) -> _Array:
    """The values as another dtype. The axes stay."""

def add(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Sum, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def arctan2(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Angle of the point (x2, x1), in radians, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def bitwise_and(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Bitwise and, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def bitwise_left_shift(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Bits of x1 shifted left by x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def bitwise_or(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Bitwise or, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def bitwise_right_shift(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Bits of x1 shifted right by x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def bitwise_xor(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Bitwise exclusive or, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def divide(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Quotient, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def equal(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Whether equal, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def float_power(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """x1 to the power x2, in floats, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def floor_divide(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Quotient rounded down, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def fmax(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Larger one, ignoring NaN, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def fmin(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Smaller one, ignoring NaN, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def fmod(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Remainder with the sign of x1, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def greater(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Whether x1 > x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def greater_equal(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Whether x1 >= x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def hypot(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Hypotenuse of a right triangle with legs x1 and x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def left_shift(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Bits of x1 shifted left by x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def less(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Whether x1 < x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def less_equal(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Whether x1 <= x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def logaddexp(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """`log(exp(x1) + exp(x2))`, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def logaddexp2(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """`log2(2**x1 + 2**x2)`, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def logical_and(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Logical and, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def logical_or(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Logical or, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def logical_xor(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Logical exclusive or, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def maximum(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Larger one, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def minimum(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Smaller one, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def mod(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Remainder with the sign of x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def multiply(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Product, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def nextafter(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Next float after x1 towards x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def not_equal(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Whether different, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def power(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """x1 to the power x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def remainder(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Remainder with the sign of x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def right_shift(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Bits of x1 shifted right by x2, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def subtract(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Difference, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def true_divide(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """Quotient, element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def divmod(x1: NamedOrNumeric, x2: NamedOrNumeric) -> tuple[NamedArray, NamedArray]:
    """Quotient rounded down, and remainder, element by element. Operands broadcast as in `add`."""

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

def clip(array: NamedOrNumeric, a_min: NamedOrNumeric | None, a_max: NamedOrNumeric | None) -> NamedArray:
    """The elements of `array`, those below `a_min` or above `a_max` replaced by the bound. None is no bound.

    Axes: `[batch, embed], [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If none has all axes of the others, or a shared axis has two sizes.
    """
