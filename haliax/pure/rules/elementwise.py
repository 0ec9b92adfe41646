"""Operations on elements: the axes stay, and operands broadcast by name."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import Axes, Repeated, broadcast
from haliax.pure.errors import WrongKind
from haliax.pure.operation import Family
from haliax.pure.rules import counting
from haliax.pure.wants import Array, OptionalArray, OptionalSelector

declare = Family("haliax.ops.elementwise")


def _unary(a: Array) -> Axes:
    return a


abs = declare("abs", _unary, "__abs__")
absolute = declare("absolute", _unary)
angle = declare("angle", _unary)
arccos = declare("arccos", _unary)
arccosh = declare("arccosh", _unary)
arcsin = declare("arcsin", _unary)
arcsinh = declare("arcsinh", _unary)
arctan = declare("arctan", _unary)
arctanh = declare("arctanh", _unary)
around = declare("around", _unary)
astype = declare("astype", _unary, "astype")
bitwise_count = declare("bitwise_count", _unary)
bitwise_invert = declare("bitwise_invert", _unary)
bitwise_not = declare("bitwise_not", _unary)
cbrt = declare("cbrt", _unary)
ceil = declare("ceil", _unary)
conj = declare("conj", _unary, "conj")
conjugate = declare("conjugate", _unary, "conjugate")
copy = declare("copy", _unary, "copy")
cos = declare("cos", _unary)
cosh = declare("cosh", _unary)
deg2rad = declare("deg2rad", _unary)
degrees = declare("degrees", _unary)
exp = declare("exp", _unary)
exp2 = declare("exp2", _unary)
expm1 = declare("expm1", _unary)
fabs = declare("fabs", _unary)
fix = declare("fix", _unary)
floor = declare("floor", _unary)
i0 = declare("i0", _unary)
imag = declare("imag", _unary, "imag")
invert = declare("invert", _unary, "__invert__")
iscomplex = declare("iscomplex", _unary)
isfinite = declare("isfinite", _unary)
isinf = declare("isinf", _unary)
isnan = declare("isnan", _unary)
isneginf = declare("isneginf", _unary)
isposinf = declare("isposinf", _unary)
isreal = declare("isreal", _unary)
log = declare("log", _unary)
log10 = declare("log10", _unary)
log1p = declare("log1p", _unary)
log2 = declare("log2", _unary)
logical_not = declare("logical_not", _unary)
negative = declare("negative", _unary, "__neg__")
positive = declare("positive", _unary, "__pos__")
rad2deg = declare("rad2deg", _unary)
radians = declare("radians", _unary)
real = declare("real", _unary, "real")
reciprocal = declare("reciprocal", _unary)
rint = declare("rint", _unary)
round = declare("round", _unary, "round __round__")
rsqrt = declare("rsqrt", _unary)
sign = declare("sign", _unary)
signbit = declare("signbit", _unary)
sin = declare("sin", _unary)
sinc = declare("sinc", _unary)
sinh = declare("sinh", _unary)
sqrt = declare("sqrt", _unary)
square = declare("square", _unary)
tan = declare("tan", _unary)
tanh = declare("tanh", _unary)
trunc = declare("trunc", _unary)


def _ndim(a: Array) -> None:
    return None


ndim = declare("ndim", _ndim)


def _frexp(a: Array) -> tuple[Axes, Axes]:
    return a, a


frexp = declare("frexp", _frexp)


def _binary(x1: Array, x2: Array) -> Axes:
    return broadcast(x1, x2)


add = declare("add", _binary, "__add__ __radd__")
arctan2 = declare("arctan2", _binary)
bitwise_and = declare("bitwise_and", _binary, "__and__ __rand__")
bitwise_left_shift = declare("bitwise_left_shift", _binary)
bitwise_or = declare("bitwise_or", _binary, "__or__ __ror__")
bitwise_right_shift = declare("bitwise_right_shift", _binary)
bitwise_xor = declare("bitwise_xor", _binary, "__xor__ __rxor__")
divide = declare("divide", _binary, "__truediv__ __rtruediv__")
equal = declare("equal", _binary, "__eq__")
float_power = declare("float_power", _binary)
floor_divide = declare("floor_divide", _binary, "__floordiv__ __rfloordiv__")
fmax = declare("fmax", _binary)
fmin = declare("fmin", _binary)
fmod = declare("fmod", _binary)
greater = declare("greater", _binary, "__gt__")
greater_equal = declare("greater_equal", _binary, "__ge__")
hypot = declare("hypot", _binary)
left_shift = declare("left_shift", _binary, "__lshift__ __rlshift__")
less = declare("less", _binary, "__lt__")
less_equal = declare("less_equal", _binary, "__le__")
logaddexp = declare("logaddexp", _binary)
logaddexp2 = declare("logaddexp2", _binary)
logical_and = declare("logical_and", _binary)
logical_or = declare("logical_or", _binary)
logical_xor = declare("logical_xor", _binary)
maximum = declare("maximum", _binary)
minimum = declare("minimum", _binary)
mod = declare("mod", _binary, "__mod__ __rmod__")
multiply = declare("multiply", _binary, "__mul__ __rmul__")
nextafter = declare("nextafter", _binary)
not_equal = declare("not_equal", _binary, "__ne__")
power = declare("power", _binary, "__pow__ __rpow__")
remainder = declare("remainder", _binary)
right_shift = declare("right_shift", _binary, "__rshift__ __rrshift__")
subtract = declare("subtract", _binary, "__sub__ __rsub__")
true_divide = declare("true_divide", _binary)


def _divmod(x1: Array, x2: Array) -> tuple[Axes, Axes]:
    out = broadcast(x1, x2)
    return out, out


divmod = declare("divmod", _divmod, "__divmod__ __rdivmod__")


def _where(
    condition: Array, x: OptionalArray = None, y: OptionalArray = None, *, new_axis: OptionalSelector = None
) -> Axes | tuple[Axes, ...] | Repeated:
    if x is not None and y is not None:
        return broadcast(condition, x, y)
    if new_axis is None:
        raise errors.half_where()
    if x is not None or y is not None:
        raise WrongKind(errors.half_where().text)  # what a checker knows nothing of may be None
    return counting.positions(condition, size=new_axis)


where = declare("where", _where)


def _clip(array: Array, a_min: OptionalArray = None, a_max: OptionalArray = None) -> Axes:
    return broadcast(*(operand for operand in (array, a_min, a_max) if operand is not None))


clip = declare("clip", _clip, "clip")
