"""`NamedArray`: an array and the names of its axes.

Only names are stored; sizes come from the array. So a treedef holds no sizes, and an array keeps its names when a jax
transform changes a size. The constructor always checks. Unflattening cannot, since jax unflattens with placeholders; an
array that a transform leaves with another number of dimensions says so when it is first used.

The methods that are operations stand in the body of the class, each as the declaration that it comes from. A
declaration finds its function in `haliax.ops` when that is first needed. So the class needs no operation to be there
before it, and operations are written for the class.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MethodType
from typing import Any, Generic, Never, TypeAlias, TypeVar, overload

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike, DTypeLike

from haliax.annotating import annotation
from haliax.exporting import storable
from haliax.operators import of_one, operator
from haliax.printing import text_of
from haliax.pure import errors
from haliax.pure.axes import Axes, Repeated, describes, exactly, find
from haliax.pure.axis import (
    Axis,
    AxisSelection,
    AxisSelector,
    AxisSpec,
    PartialShapeDict,
    entries,
    name_of,
    show,
    size_of,
)
from haliax.pure.dtypes import is_kind
from haliax.pure.operation import Operation, implements
from haliax.pure.rules import (
    contraction,
    creation,
    elementwise,
    indexing,
    joining,
    matrices,
    rearranging,
    reductions,
    scans,
    shaping,
    sorting,
    updating,
)
from haliax.pure.selections import resolve_axis
from haliax.pure.spec import NamedArrayAxesSpec, read_spec, specs_in
from haliax.shapes import Names as Names
from haliax.shapes import Shape as Shape
from haliax.shapes import Signature as Signature
from haliax.shapes import are_shape_checks_enabled, names_for
from haliax.shapes import axes_of as axes_of

R = TypeVar("R", covariant=True)


class method(Generic[R]):
    """A method of `NamedArray`: the function of an operation, with the array as its first argument.

    Raises:
        TypeError: If the operation is not declared to be a method of this name.
    """

    def __init__(self, operation: Operation[R]) -> None:
        self.operation = operation

    def __set_name__(self, owner: type, name: str) -> None:
        if name not in self.operation.methods:
            raise TypeError(f"{self.operation!r} is not declared to be the method {name}")

    # What comes out of the function follows from what comes out of the rule.
    @overload
    def __get__(self: method[Axes], instance: Any, owner: Any = None) -> Callable[..., NamedArray]: ...
    @overload
    def __get__(self: method[Repeated], instance: Any, owner: Any = None) -> Callable[..., list[NamedArray]]: ...
    @overload
    def __get__(self: method[Any], instance: Any, owner: Any = None) -> Callable[..., tuple[NamedArray, ...]]: ...
    def __get__(self, instance: Any, owner: Any = None) -> Callable[..., Any]:
        function = self.operation.function
        return function if instance is None else MethodType(function, instance)


def run(operation: Operation[Axes]) -> Callable[..., NamedArray]:
    """The function of an operation that gives one array."""
    return operation.function


class attribute(method[R]):
    """A property of `NamedArray`: what the function of an operation gives for the array."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else self.operation.function(instance)


@implements(creation.NamedArray)
class NamedArray:
    """An array whose axes have names.

    Many functions of haliax are methods too, with the array as their first argument.

    Args:
        array: The values: a jax or numpy array, a tracer, a number, or anything else with a shape.
        axes: One axis for each dimension, in order. Sizes that are given are checked.

    Raises:
        AxisError: If the axes do not fit the shape, or a name is repeated.
    """

    __slots__ = ("_array", "_axis_names")

    _array: jax.Array
    _axis_names: tuple[str, ...]

    def __init__(self, array: Any, axes: AxisSelection) -> None:
        shape = None
        if are_shape_checks_enabled():
            array = array if hasattr(array, "shape") else jnp.asarray(array)
            shape = array.shape
        self._array = array
        self._axis_names = names_for(creation.NamedArray.rule, axes, shape)

    @property
    def array(self) -> jax.Array:
        """The values."""
        return self._array

    @property
    def axis_names(self) -> tuple[str, ...]:
        """The name of each dimension."""
        return self._axis_names

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes, with their sizes, in the order in which the array stores them."""
        array: Any = self.array
        if isinstance(array, NamedArray):
            raise errors.nested(show(self.axis_names), show(array.axis_names)).within("NamedArray")
        return axes_of(self.axis_names, array.shape).head

    @property
    def shape(self) -> dict[str, int]:
        """The size of each axis, by name, in order."""
        return {axis.name: axis.size for axis in self.axes}

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of the values."""
        return self.array.dtype

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return self.array.ndim

    @property
    def size(self) -> int:
        """The number of elements."""
        return self.array.size

    @property
    def nbytes(self) -> int:
        """The size of the values, in bytes; of a `jax.ShapeDtypeStruct`, of values like it."""
        found: object = getattr(self.array, "nbytes", None)
        return found if isinstance(found, int) else self.size * self.dtype.itemsize

    @overload
    def resolve_axis(self, axes: AxisSelector) -> Axis: ...  # type: ignore[overload-overlap]  # a str is a Sequence[str] too
    @overload
    def resolve_axis(self, axes: PartialShapeDict) -> dict[str, int]: ...
    @overload
    def resolve_axis(self, axes: Sequence[AxisSelector]) -> tuple[Axis, ...]: ...
    def resolve_axis(self, axes: AxisSelection) -> AxisSpec:
        """The axes of this array that a selection means, in the form of the selection.

        Raises:
            AxisError: If one is not there, or there with another size.
        """
        return resolve_axis(self.axes, axes)

    @overload
    def axis_size(self, axis: AxisSelector) -> int: ...  # type: ignore[overload-overlap]  # as above
    @overload
    def axis_size(self, axis: Sequence[AxisSelector]) -> tuple[int, ...]: ...
    def axis_size(self, axis: AxisSelection) -> int | tuple[int, ...]:
        """The size of an axis, or a tuple of the sizes of several.

        Raises:
            AxisError: If one is not there.
        """
        try:
            sizes = tuple(size_of(find(exactly(self.axes), a)) for a in entries(axis))
        except errors.AxisError as error:
            raise error.within("axis_size") from None
        return sizes[0] if isinstance(axis, str | Axis) else sizes  # type: ignore[return-value]  # exact: no None

    def has_axis(self, axis: AxisSelection) -> bool:
        """Whether every selected axis is there, with the size that is given, if any."""
        sizes = self.shape
        return all(name_of(a) in sizes and size_of(a) in (None, sizes[name_of(a)]) for a in entries(axis))

    @overload
    def axis_indices(self, axis: AxisSelector) -> int | None: ...  # type: ignore[overload-overlap]  # as above
    @overload
    def axis_indices(self, axis: Sequence[AxisSelector]) -> tuple[int | None, ...]: ...
    def axis_indices(self, axis: AxisSelection) -> int | tuple[int | None, ...] | None:
        """The position of an axis, or a tuple of the positions of several; None for one that is not there."""
        found = tuple(self.axis_names.index(name_of(a)) if self.has_axis(a) else None for a in entries(axis))
        return found[0] if isinstance(axis, str | Axis) else found

    def matches_axes(self, spec: object) -> bool:
        """Whether the array has the axes that an annotation asks for, and the dtype if it asks for one.

        Args:
            spec: What stands between the brackets of `NamedArray[...]`, or the annotation; a union if a member fits.
        """
        axes = exactly(self.axes)
        return any(
            describes(wanted.axes, axes) and (wanted.dtype is None or is_kind(self.dtype.name, wanted.dtype))
            for wanted in specs_in(spec, NamedArray)
        )

    def scalar(self) -> jax.Array:
        """The value of an array without axes, as a jax array without dimensions.

        Raises:
            AxisError: If it has axes.
        """
        if self.axes:
            raise errors.not_scalar(show(self.axes)).within("scalar")
        return self.array

    def item(self) -> Any:
        """The value of an array of one element, as a Python number. Not for use under jit."""
        return self.array.item()

    def tolist(self) -> Any:
        """The values as nested lists of Python numbers, in the order in which the array stores its axes."""
        return self.array.tolist()

    def tobytes(self, order: Any = "C") -> bytes:
        """The values as bytes, in the order in which the array stores its axes."""
        return np.asarray(self.array).tobytes(order)

    def __class_getitem__(cls, spec: NamedArrayAxesSpec) -> Any:
        return annotation(cls, read_spec(spec))

    def __repr__(self) -> str:
        return text_of(self.axis_names, self.array)

    def __format__(self, spec: str) -> str:
        """A scalar formats as its value does: `f"{loss:.3f}"`."""
        return format(self.array, spec) if spec else str(self)

    def _repr_html_(self) -> str:
        """What notebooks show: axes, dtype and devices, then the values, or a summary and a picture of them."""
        from haliax.notebook import html_of  # a program seldom needs it

        return html_of(self.axis_names, self.array)

    def __reduce__(self) -> tuple[Any, ...]:
        return wrap, (self.array, self.axis_names)

    def __bool__(self) -> bool:
        return bool(self.array)

    def __int__(self) -> int:
        return int(self._number("int"))

    def __float__(self) -> float:
        return float(self._number("float"))

    def __complex__(self) -> complex:
        return complex(self._number("complex"))

    def __index__(self) -> int:
        return self._number("index").__index__()

    def _number(self, wanted: str) -> jax.Array:
        """The array, of which Python wants a number."""
        if self.axis_names:
            raise errors.not_number(show(self.axes)).within(wanted)
        return self.array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        return np.array(self.array, dtype=dtype) if copy else np.asarray(self.array, dtype=dtype)

    def tree_flatten(self) -> tuple[tuple[Any], tuple[str, ...]]:
        """The array, and the names as static data."""
        return (self.array,), self.axis_names

    @classmethod
    def tree_unflatten(cls, aux: tuple[str, ...], tree: tuple[Any]) -> NamedArray:
        """The inverse of `tree_flatten`. Checks nothing: jax puts placeholders where arrays were."""
        return wrap(tree[0], aux)

    __hash__ = None  # type: ignore[assignment]  # `==` compares elements, so there is no hash that would agree with it
    __iter__ = None  # without this Python would iterate by x[0], x[1], …
    __array_ufunc__ = None  # numpy leaves operators with a NamedArray to us

    all = method(reductions.all)
    any = method(reductions.any)
    argmin = method(reductions.argmin)
    max = method(reductions.max)
    mean = method(reductions.mean)
    min = method(reductions.min)
    prod = method(reductions.prod)
    product = method(reductions.product)
    std = method(reductions.std)
    sum = method(reductions.sum)

    astype = method(elementwise.astype)
    conj = method(elementwise.conj)
    conjugate = method(elementwise.conjugate)
    copy = method(elementwise.copy)
    round = method(elementwise.round)

    cumsum = method(scans.cumsum)
    argsort = method(sorting.argsort)
    sort = method(sorting.sort)
    trace = method(matrices.trace)
    rearrange = method(rearranging.rearrange)

    rename = method(shaping.rename)
    broadcast_to = method(shaping.broadcast_to)
    broadcast_axis = method(shaping.broadcast_axis)
    unflatten_axis = method(shaping.unflatten_axis)
    ravel = method(shaping.ravel)
    flatten = method(shaping.flatten)
    take = method(shaping.take)
    split = method(joining.split)
    unbind = method(joining.unbind)
    slice = method(indexing.slice)
    updated_slice = method(updating.updated_slice)

    __getitem__ = method(indexing.getitem)
    __neg__ = of_one(elementwise.negative, "__neg__")
    __pos__ = of_one(elementwise.positive, "__pos__")
    __abs__ = of_one(elementwise.abs, "__abs__")
    __round__ = method(elementwise.round)
    __invert__ = of_one(elementwise.invert, "__invert__")

    __add__ = operator(elementwise.add)
    __radd__ = operator(elementwise.add, reflected=True)
    __sub__ = operator(elementwise.subtract)
    __rsub__ = operator(elementwise.subtract, reflected=True)
    __mul__ = operator(elementwise.multiply)
    __rmul__ = operator(elementwise.multiply, reflected=True)
    __truediv__ = operator(elementwise.divide)
    __rtruediv__ = operator(elementwise.divide, reflected=True)
    __floordiv__ = operator(elementwise.floor_divide)
    __rfloordiv__ = operator(elementwise.floor_divide, reflected=True)
    __mod__ = operator(elementwise.mod)
    __rmod__ = operator(elementwise.mod, reflected=True)
    __divmod__ = operator(elementwise.divmod)
    __rdivmod__ = operator(elementwise.divmod, reflected=True)
    __pow__ = operator(elementwise.power)
    __rpow__ = operator(elementwise.power, reflected=True)
    __lshift__ = operator(elementwise.left_shift)
    __rlshift__ = operator(elementwise.left_shift, reflected=True)
    __rshift__ = operator(elementwise.right_shift)
    __rrshift__ = operator(elementwise.right_shift, reflected=True)
    __and__ = operator(elementwise.bitwise_and)
    __rand__ = operator(elementwise.bitwise_and, reflected=True)
    __or__ = operator(elementwise.bitwise_or)
    __ror__ = operator(elementwise.bitwise_or, reflected=True)
    __xor__ = operator(elementwise.bitwise_xor)
    __rxor__ = operator(elementwise.bitwise_xor, reflected=True)
    __eq__ = operator(elementwise.equal)
    __ne__ = operator(elementwise.not_equal)
    __lt__ = operator(elementwise.less)
    __le__ = operator(elementwise.less_equal)
    __gt__ = operator(elementwise.greater)
    __ge__ = operator(elementwise.greater_equal)

    real = attribute(elementwise.real)
    imag = attribute(elementwise.imag)
    at = attribute(updating.at)

    def __matmul__(self, other: Never) -> Any:
        """Refused, whatever the other operand: `@` does not say which axes to sum over."""
        raise errors.no_matmul()

    __rmatmul__ = __matmul__

    # Methods whose signature differs from that of the function, as numpy's methods do.

    def argmax(self, axis: AxisSelector | None = None) -> NamedArray:
        """See `haliax.argmax`."""
        return run(reductions.argmax)(self, axis)

    def var(
        self,
        axis: AxisSelection | None = None,
        dtype: DTypeLike | None = None,
        ddof: int = 0,
        *,
        where: NamedArray | None = None,
    ) -> NamedArray:
        """See `haliax.var`."""
        return run(reductions.var)(self, axis, where=where, ddof=ddof, dtype=dtype)

    def ptp(self, axis: AxisSelection | None = None) -> NamedArray:
        """See `haliax.ptp`."""
        return run(reductions.ptp)(self, axis)

    def clip(self, a_min: Any = None, a_max: Any = None) -> NamedArray:
        """See `haliax.clip`."""
        return run(elementwise.clip)(self, a_min, a_max)

    def cumprod(self, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
        """See `haliax.cumprod`."""
        return run(scans.cumprod)(self, axis, dtype)

    def dot(self, *args: Any, **kwargs: Any) -> NamedArray:
        """See `haliax.dot`. The axes come as the keyword `axis`, or as the first argument."""
        return run(contraction.dot)(self, *args, **kwargs)

    def flatten_axes(self, old_axes: AxisSelection, new_axis: AxisSelector) -> NamedArray:
        """See `haliax.flatten_axes`."""
        return run(shaping.flatten_axes)(self, old_axes, new_axis)


NamedOrNumeric: TypeAlias = NamedArray | ArrayLike
"""A NamedArray, or a number."""
_new = object.__new__


def wrap(array: Any, names: tuple[str, ...]) -> NamedArray:
    """A NamedArray of parts that are known to fit."""
    out = _new(NamedArray)
    out._array = array
    out._axis_names = names
    return out


_MOVED = {
    operation.name: operation
    for operation in (
        *(creation.named, indexing.index, indexing.slice, updating.updated_slice, scans.roll, joining.split),
        *(shaping.broadcast_axis, shaping.broadcast_to, shaping.flatten, shaping.flatten_axes, shaping.ravel),
        *(joining.unbind, shaping.rename, shaping.take, shaping.unflatten_axis),
    )
}
"""The operations that haliax 1.x had in this module."""


def __getattr__(name: str) -> Any:
    if name in _MOVED:
        return _MOVED[name].function
    raise AttributeError(f"module 'haliax.core' has no attribute {name!r}")


def _unflatten(names: tuple[str, ...], children: Any) -> NamedArray:
    out = _new(NamedArray)  # `wrap`, written out: jax calls this for each array that leaves a compiled function
    out._array = children[0]
    out._axis_names = names
    return out


_KEY = jax.tree_util.GetAttrKey("array")
jax.tree_util.register_pytree_with_keys(
    NamedArray,
    lambda a: (((_KEY, a._array),), a._axis_names),
    _unflatten,
    lambda a: ((a._array,), a._axis_names),
)
storable(NamedArray, tuple)
