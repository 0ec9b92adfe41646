"""Operations on elements: the axes stay, and operands broadcast by name."""

from __future__ import annotations

from haliax.algebra import Axes, Repeated, broadcast
from haliax.axis import AxisSelector
from haliax.rules import counting


def _unary(a: Axes) -> Axes:
    return a


abs = absolute = angle = arccos = arccosh = arcsin = arcsinh = arctan = arctanh = around = bitwise_count = _unary
bitwise_invert = bitwise_not = cbrt = ceil = conj = conjugate = copy = cos = cosh = deg2rad = degrees = _unary
exp = exp2 = expm1 = fabs = fix = floor = i0 = imag = invert = iscomplex = isfinite = isinf = isnan = _unary
isneginf = isposinf = isreal = log = log10 = log1p = log2 = logical_not = negative = positive = rad2deg = _unary
radians = real = reciprocal = rint = round = rsqrt = sign = signbit = sin = sinc = sinh = square = sqrt = _unary
tan = tanh = trunc = astype = _unary


def frexp(a: Axes) -> tuple[Axes, Axes]:
    return a, a


def _binary(x1: Axes, x2: Axes) -> Axes:
    return broadcast(x1, x2)


add = arctan2 = bitwise_and = bitwise_left_shift = bitwise_or = bitwise_right_shift = bitwise_xor = divide = _binary
equal = float_power = floor_divide = fmax = fmin = fmod = greater = greater_equal = hypot = left_shift = _binary
less = less_equal = logaddexp = logaddexp2 = logical_and = logical_or = logical_xor = maximum = minimum = _binary
mod = multiply = nextafter = not_equal = power = remainder = right_shift = subtract = true_divide = _binary


def divmod(x1: Axes, x2: Axes) -> tuple[Axes, Axes]:
    out = broadcast(x1, x2)
    return out, out


def where(
    condition: Axes, x: Axes | None = None, y: Axes | None = None, *, new_axis: AxisSelector | None = None
) -> Axes | tuple[Axes, ...] | Repeated:
    if x is not None and y is not None:
        return broadcast(condition, x, y)
    if x is not None or y is not None or new_axis is None:
        raise TypeError("expected both x and y, or neither and a new_axis for the positions")
    return counting.nonzero(condition, size=new_axis)


def clip(array: Axes, a_min: Axes | None = None, a_max: Axes | None = None) -> Axes:
    return broadcast(*(operand for operand in (array, a_min, a_max) if operand is not None))
