# Written by `python -m tools.stubs`. Do not edit.
"""Operations on elements, as in `jax.numpy`. Operands broadcast by name, whatever their order.

Two operands broadcast if one has all the axes of the other; the result has the axes of the one that has them all, of
the first if both do. Plain arrays with dimensions are refused, since their axes have no names.
"""

from jax.typing import ArrayLike, DTypeLike
from typing_extensions import TypeVar

from haliax.axis import Axis
from haliax.core import NamedArray, NamedOrNumeric

_Array = TypeVar("_Array", bound=NamedArray)
A = TypeVar("A", bound=NamedArray | ArrayLike)

def absolute(a: A) -> A:
    """Absolute value, element by element. The axes stay."""

def abs(a: A) -> A:
    """Absolute value, element by element. The axes stay."""

def angle(a: A) -> A:
    """Angle of a complex number, in radians, element by element. The axes stay."""

def arccos(a: A) -> A:
    """Inverse cosine, in radians, element by element. The axes stay."""

def arccosh(a: A) -> A:
    """Inverse hyperbolic cosine, element by element. The axes stay."""

def arcsin(a: A) -> A:
    """Inverse sine, in radians, element by element. The axes stay."""

def arcsinh(a: A) -> A:
    """Inverse hyperbolic sine, element by element. The axes stay."""

def arctan(a: A) -> A:
    """Inverse tangent, in radians, element by element. The axes stay."""

def arctanh(a: A) -> A:
    """Inverse hyperbolic tangent, element by element. The axes stay."""

def bitwise_count(a: A) -> A:
    """Number of 1-bits of the absolute value, element by element. The axes stay."""

def bitwise_invert(a: A) -> A:
    """Bits inverted, element by element. The axes stay."""

def bitwise_not(a: A) -> A:
    """Bits inverted, element by element. The axes stay."""

def cbrt(a: A) -> A:
    """Cube root, element by element. The axes stay."""

def ceil(a: A) -> A:
    """Smallest integer not below, element by element. The axes stay."""

def conj(a: A) -> A:
    """Complex conjugate, element by element. The axes stay."""

def conjugate(a: A) -> A:
    """Complex conjugate, element by element. The axes stay."""

def copy(a: A) -> A:
    """Copy, element by element. The axes stay."""

def cos(a: A) -> A:
    """Cosine of radians, element by element. The axes stay."""

def cosh(a: A) -> A:
    """Hyperbolic cosine, element by element. The axes stay."""

def deg2rad(a: A) -> A:
    """Degrees as radians, element by element. The axes stay."""

def degrees(a: A) -> A:
    """Radians as degrees, element by element. The axes stay."""

def exp(a: A) -> A:
    """e to the power, element by element. The axes stay."""

def exp2(a: A) -> A:
    """2 to the power, element by element. The axes stay."""

def expm1(a: A) -> A:
    """e to the power, minus 1, element by element. The axes stay."""

def fabs(a: A) -> A:
    """Absolute value, as a float, element by element. The axes stay."""

def fix(a: A) -> A:
    """Nearest integer towards zero, element by element. The axes stay."""

def floor(a: A) -> A:
    """Largest integer not above, element by element. The axes stay."""

def i0(a: A) -> A:
    """Modified Bessel function of the first kind, order 0, element by element. The axes stay."""

def imag(a: A) -> A:
    """Imaginary part, element by element. The axes stay."""

def invert(a: A) -> A:
    """Bits inverted, element by element. The axes stay."""

def iscomplex(a: A) -> A:
    """Whether the imaginary part is not zero, element by element. The axes stay."""

def isfinite(a: A) -> A:
    """Whether neither infinite nor NaN, element by element. The axes stay."""

def isinf(a: A) -> A:
    """Whether infinite, element by element. The axes stay."""

def isnan(a: A) -> A:
    """Whether NaN, element by element. The axes stay."""

def isneginf(a: A) -> A:
    """Whether minus infinity, element by element. The axes stay."""

def isposinf(a: A) -> A:
    """Whether plus infinity, element by element. The axes stay."""

def isreal(a: A) -> A:
    """Whether the imaginary part is zero, element by element. The axes stay."""

def log(a: A) -> A:
    """Natural logarithm, element by element. The axes stay."""

def log10(a: A) -> A:
    """Logarithm to base 10, element by element. The axes stay."""

def log1p(a: A) -> A:
    """Natural logarithm of 1 plus, element by element. The axes stay."""

def log2(a: A) -> A:
    """Logarithm to base 2, element by element. The axes stay."""

def logical_not(a: A) -> A:
    """Logical not, element by element. The axes stay."""

def negative(a: A) -> A:
    """Negative, element by element. The axes stay."""

def positive(a: A) -> A:
    """The same value, element by element. The axes stay."""

def rad2deg(a: A) -> A:
    """Radians as degrees, element by element. The axes stay."""

def radians(a: A) -> A:
    """Degrees as radians, element by element. The axes stay."""

def real(a: A) -> A:
    """Real part, element by element. The axes stay."""

def reciprocal(a: A) -> A:
    """1 divided by, element by element. The axes stay."""

def rint(a: A) -> A:
    """Nearest integer, element by element. The axes stay."""

def rsqrt(a: A) -> A:
    """1 divided by the square root, element by element. The axes stay."""

def sign(a: A) -> A:
    """Sign, element by element. The axes stay."""

def signbit(a: A) -> A:
    """Whether the sign bit is set, element by element. The axes stay."""

def sin(a: A) -> A:
    """Sine of radians, element by element. The axes stay."""

def sinc(a: A) -> A:
    """sin(pi x) / (pi x), element by element. The axes stay."""

def sinh(a: A) -> A:
    """Hyperbolic sine, element by element. The axes stay."""

def square(a: A) -> A:
    """Square, element by element. The axes stay."""

def sqrt(a: A) -> A:
    """Square root, element by element. The axes stay."""

def tan(a: A) -> A:
    """Tangent of radians, element by element. The axes stay."""

def tanh(a: A) -> A:
    """Hyperbolic tangent, element by element. The axes stay."""

def trunc(a: A) -> A:
    """Integer part, element by element. The axes stay."""

def round(a: A, decimals: int = 0) -> A:
    """Rounds each element to `decimals` places, halves to the even neighbour. The axes stay."""

def around(a: A) -> A:
    """Nearest integer, the even one of two that are as near, element by element. The axes stay."""

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
    """log(exp(x1) + exp(x2)), element by element.

    Operands broadcast by name: one must have all the axes of the other.

    Axes: `[batch, embed], [embed] -> [batch, embed]`

    Raises:
        AxisError: If neither has all axes of the other, or a shared axis has two sizes.
    """

def logaddexp2(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedArray:
    """log2(2**x1 + 2**x2), element by element.

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

def where(
    condition: NamedOrNumeric | bool,
    x: NamedOrNumeric | None = None,
    y: NamedOrNumeric | None = None,
    fill_value: int | None = None,
    new_axis: Axis | None = None,
) -> NamedArray:
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

def clip(array: NamedOrNumeric, a_min: NamedOrNumeric | None, a_max: NamedOrNumeric | None) -> NamedArray:
    """The elements of `array`, those below `a_min` or above `a_max` replaced by the bound. None is no bound.

    Axes: `[batch, embed], [embed], [] -> [batch, embed]`

    Raises:
        AxisError: If none has all axes of the others, or a shared axis has two sizes.
    """
