# Written by `python -m tools.stubs`. Do not edit.
"""`NamedArray`: an array and the names of its axes.

Only names are stored; sizes come from the array. So a treedef holds no sizes, and an array keeps its names when a jax
transform changes a size. The constructor always checks. Unflattening cannot, since jax unflattens with placeholders; an
array that a transform leaves with another number of dimensions says so when it is first used.

The methods that are operations stand in the body of the class, each as the declaration that it comes from. A
declaration finds its function in `haliax.ops` when that is first needed. So the class needs no operation to be there
before it, and operations are written for the class.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, Never, Self, TypeAlias, overload

import jax
import numpy as np
from jax.typing import ArrayLike, DTypeLike
from typing_extensions import TypeVar, TypeVarTuple, Unpack

from haliax.axis import Axis, AxisSelection, AxisSelector, AxisSpec
from haliax.ops.creation import named as named
from haliax.ops.indexing import index as index, slice as slice
from haliax.ops.joining import split as split, unbind as unbind
from haliax.ops.scans import roll as roll
from haliax.ops.shaping import (
    broadcast_axis as broadcast_axis,
    broadcast_to as broadcast_to,
    flatten as flatten,
    flatten_axes as flatten_axes,
    ravel as ravel,
    rename as rename,
    take as take,
    unflatten_axis as unflatten_axis,
)
from haliax.ops.updating import Updater, updated_slice as updated_slice
from haliax.pure.axes import Axes, Repeated
from haliax.pure.axis import AxisKey, PartialShapeDict
from haliax.pure.operation import Operation
from haliax.pure.spec import NamedArrayAxesSpec
from haliax.shapes import Names as Names, Shape as Shape, Signature as Signature, axes_of as axes_of

_Axes = TypeVarTuple("_Axes", default=Unpack[tuple[Any, ...]])
_Names = TypeVar("_Names", bound=str, covariant=True, default=Any)
class _With(Any, Generic[_Names]): ...  # type: ignore[misc]
class _AxisName(str, Any): ...  # type: ignore[misc]
class _Gradual(NamedArray[Unpack[_Axes]], Generic[_Names, Unpack[_Axes]]): ...
_Held = TypeVar("_Held")

class _Hold:
    def __call__(self, display: _Held, /) -> _Held: ...

class _Operand:
    def __call__(self, value: object, /) -> Any: ...

def _is_array(value: object, array: object, /) -> bool: ...
class _Anything(jax.Array): ...

class _Keeps(Generic[_Held]):
    def __call__(self, fn: Any, /) -> Any: ...

_Axis = TypeVar("_Axis")
_Kind = TypeVar("_Kind")

class _Mapped(Generic[_Held, _Axis, _Kind]):
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

class _Along(Any, Generic[_Held, _Axis]): ...  # type: ignore[misc]
R = TypeVar("R", covariant=True)

class method(Generic[R]):
    """A method of `NamedArray`: the function of an operation, with the array as its first argument.

    Raises:
        TypeError: If the operation is not declared to be a method of this name.
    """

    operation: Operation[R]
    def __init__(self, operation: Operation[R]) -> None: ...
    def __set_name__(self, owner: type, name: str) -> None: ...

    @overload
    def __get__(self: method[Axes], instance: Any, owner: Any = None) -> Callable[..., NamedArray]: ...

    @overload
    def __get__(self: method[Repeated], instance: Any, owner: Any = None) -> Callable[..., list[NamedArray]]: ...

    @overload
    def __get__(self: method[Any], instance: Any, owner: Any = None) -> Callable[..., tuple[NamedArray, ...]]: ...

def run(operation: Operation[Axes]) -> Callable[..., NamedArray]:
    """The function of an operation that gives one array."""

class attribute(method[R]):
    """A property of `NamedArray`: what the function of an operation gives for the array."""

    def __get__(self, instance: Any, owner: Any = None) -> Any: ...

class NamedArray(Generic[Unpack[_Axes]]):
    """An array whose axes have names.

    Many functions of haliax are methods too, with the array as their first argument.

    Args:
        array: The values: a jax or numpy array, a tracer, a number, or anything else with a shape.
        axes: One axis for each dimension, in order. Sizes that are given are checked.

    Raises:
        AxisError: If the axes do not fit the shape, or a name is repeated.
    """

    __slots__ = ("_array", "_axis_names")
    def __init__(self, array: Any, axes: AxisSelection) -> None: ...

    @property
    def array(self) -> jax.Array:
        """The values."""

    @property
    def axis_names(self) -> tuple[str, ...]:
        """The name of each dimension."""

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes, with their sizes, in the order in which the array stores them."""

    @property
    def shape(self) -> dict[str, int]:
        """The size of each axis, by name, in order."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of the values."""

    @property
    def ndim(self) -> int:
        """The number of axes."""

    @property
    def size(self) -> int:
        """The number of elements."""

    @property
    def nbytes(self) -> int:
        """The size of the values, in bytes; of a `jax.ShapeDtypeStruct`, of values like it."""

    @overload
    def resolve_axis(self, axes: AxisSelector) -> Axis: ...  # type: ignore[overload-overlap]

    @overload
    def resolve_axis(self, axes: PartialShapeDict) -> dict[str, int]: ...

    @overload
    def resolve_axis(self, axes: Sequence[AxisSelector]) -> tuple[Axis, ...]: ...

    @overload
    def axis_size(self, axis: AxisSelector) -> int: ...  # type: ignore[overload-overlap]

    @overload
    def axis_size(self, axis: Sequence[AxisSelector]) -> tuple[int, ...]: ...

    def has_axis(self, axis: AxisSelection) -> bool:
        """Whether every selected axis is there, with the size that is given, if any."""

    @overload
    def axis_indices(self, axis: AxisSelector) -> int | None: ...  # type: ignore[overload-overlap]

    @overload
    def axis_indices(self, axis: Sequence[AxisSelector]) -> tuple[int | None, ...]: ...

    def matches_axes(self, spec: object) -> bool:
        """Whether the array has the axes that an annotation asks for, and the dtype if it asks for one.

        Args:
            spec: What stands between the brackets of `NamedArray[...]`, or the annotation; a union if a member fits.
        """

    def scalar(self) -> jax.Array:
        """The value of an array without axes, as a jax array without dimensions.

        Raises:
            AxisError: If it has axes.
        """

    def item(self) -> Any:
        """The value of an array of one element, as a Python number. Not for use under jit."""

    def tolist(self) -> Any:
        """The values as nested lists of Python numbers, in the order in which the array stores its axes."""

    def tobytes(self, order: Any = "C") -> bytes:
        """The values as bytes, in the order in which the array stores its axes."""

    def __class_getitem__(cls, spec: NamedArrayAxesSpec) -> Any: ...
    def __repr__(self) -> str: ...

    def __format__(self, spec: str) -> str:
        """A scalar formats as its value does: `f"{loss:.3f}"`."""

    def __reduce__(self) -> tuple[Any, ...]: ...
    def __bool__(self) -> bool: ...
    def __int__(self) -> int: ...
    def __float__(self) -> float: ...
    def __complex__(self) -> complex: ...
    def __index__(self) -> int: ...
    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]: ...

    def tree_flatten(self) -> tuple[tuple[Any], tuple[str, ...]]:
        """The array, and the names as static data."""

    @classmethod
    def tree_unflatten(cls, aux: tuple[str, ...], tree: tuple[Any]) -> NamedArray:
        """The inverse of `tree_flatten`. Checks nothing: jax puts placeholders where arrays were."""

    __hash__: ClassVar[None]  # type: ignore[assignment]
    __iter__: ClassVar[None]
    __array_ufunc__: ClassVar[None]

    def __matmul__(self, other: Never) -> Any:
        """Refused, whatever the other operand: `@` does not say which axes to sum over."""

    def __rmatmul__(self, other: Never) -> Any:
        """Refused, whatever the other operand: `@` does not say which axes to sum over."""

    def argmax(self, axis: AxisSelector | None = None) -> NamedArray:
        """See `haliax.argmax`."""

    def var(
        self,
        axis: AxisSelection | None = None,
        dtype: DTypeLike | None = None,
        ddof: int = 0,
        *,
        where: NamedArray | None = None,
    ) -> NamedArray:
        """See `haliax.var`."""

    def ptp(self, axis: AxisSelection | None = None) -> NamedArray:
        """See `haliax.ptp`."""

    def clip(self, a_min: Any = None, a_max: Any = None) -> NamedArray:
        """See `haliax.clip`."""

    def cumprod(self, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
        """See `haliax.cumprod`."""

    def dot(self, *args: Any, **kwargs: Any) -> NamedArray:
        """See `haliax.dot`. The axes come as the keyword `axis`, or as the first argument."""

    def flatten_axes(self, old_axes: AxisSelection, new_axis: AxisSelector) -> NamedArray:
        """See `haliax.flatten_axes`."""

    def all(array, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
        """Whether all elements are true, over the given axes, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axes to reduce. All of them if None, which gives a scalar.
            where: Which elements count: a boolean array with some or all of the axes of `array`.

        Raises:
            AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
        """

    def any(array, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
        """Whether any element is true, over the given axes, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axes to reduce. All of them if None, which gives a scalar.
            where: Which elements count: a boolean array with some or all of the axes of `array`.

        Raises:
            AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
        """

    def argmin(array, axis: AxisSelector | None) -> NamedArray:
        """Index of the smallest element along an axis, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axis to search. If None, the whole array, flattened in the order of its axes.

        Raises:
            AxisError: If the axis is not there, or is there with another size.
        """

    def max(array, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
        """Largest element over the given axes, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axes to reduce. All of them if None, which gives a scalar.
            where: Which elements count: a boolean array with some or all of the axes of `array`.

        Raises:
            AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
        """

    def mean(
        array,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        """Mean over the given axes, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axes to reduce. All of them if None, which gives a scalar.
            where: Which elements count: a boolean array with some or all of the axes of `array`.
            dtype: The dtype of the result, and of the sums that lead to it.

        Raises:
            AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
        """

    def min(array, axis: AxisSelection | None = None, *, where: NamedArray | None = None) -> NamedArray:
        """Smallest element over the given axes, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axes to reduce. All of them if None, which gives a scalar.
            where: Which elements count: a boolean array with some or all of the axes of `array`.

        Raises:
            AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
        """

    def prod(
        array,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        """Product over the given axes, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axes to reduce. All of them if None, which gives a scalar.
            where: Which elements count: a boolean array with some or all of the axes of `array`.
            dtype: The dtype of the result, and of the sums that lead to it.

        Raises:
            AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
        """

    def product(
        array,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        """Product over the given axes, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axes to reduce. All of them if None, which gives a scalar.
            where: Which elements count: a boolean array with some or all of the axes of `array`.
            dtype: The dtype of the result, and of the sums that lead to it.

        Raises:
            AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
        """

    def std(
        array,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
        ddof: int = 0,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        """Standard deviation over the given axes, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axes to reduce. All of them if None, which gives a scalar.
            where: Which elements count: a boolean array with some or all of the axes of `array`.
            ddof: Delta degrees of freedom: the divisor is the number of elements minus this.
            dtype: The dtype of the result, and of the sums that lead to it.

        Raises:
            AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
        """

    def sum(
        array,
        axis: AxisSelection | None = None,
        *,
        where: NamedArray | None = None,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        """Sum over the given axes, which the result lacks.

        Axes: `[batch, embed], axis=embed -> [batch]`

        Args:
            array: The values.
            axis: The axes to reduce. All of them if None, which gives a scalar.
            where: Which elements count: a boolean array with some or all of the axes of `array`.
            dtype: The dtype of the result, and of the sums that lead to it.

        Raises:
            AxisError: If an axis is not there, is there with another size, or is named twice; if `where` has other axes.
        """

    def astype(a, dtype: DTypeLike) -> Self:
        """The values as another dtype. The axes stay."""

    def conj(a) -> Self:
        """Complex conjugate, element by element. The axes stay."""

    def conjugate(a) -> Self:
        """Complex conjugate, element by element. The axes stay."""

    def copy(a) -> Self:
        """Copy, element by element. The axes stay."""

    def round(a, decimals: int = 0) -> Self:
        """Rounds each element to `decimals` places, halves to the even neighbour. The axes stay."""

    def cumsum(a, axis: AxisSelector, *, dtype: DTypeLike | None = None) -> NamedArray:
        """Running sums along an axis, which stays.

        Axes: `[batch, position], axis=position -> [batch, position]`

        Raises:
            AxisError: If the axis is not there, or is there with another size.
        """

    def argsort(a, axis: AxisSelector | None, *, stable: bool = False) -> NamedArray:
        """The positions that would sort the elements along an axis. The axes stay.

        Axes: `[batch, position], axis=position -> [batch, position]`

        Args:
            a: The values.
            axis: The axis to sort along. If None, the flattened array is sorted, and the result has one axis named "flat".
            stable: Whether equal elements keep their order.

        Raises:
            AxisError: If the axis is not there, or is there with another size.
        """

    def sort(a, axis: AxisSelector) -> NamedArray:
        """The elements along an axis in rising order. The axes stay.

        Axes: `[batch, position], axis=position -> [batch, position]`

        Raises:
            AxisError: If the axis is not there, or is there with another size.
        """

    def trace(
        array,
        axis1: AxisSelector,
        axis2: AxisSelector,
        offset: int = 0,
        dtype: DTypeLike | None = None,
    ) -> NamedArray:
        """The sum of a diagonal of the matrices that two axes span, which the result lacks.

        Axes: `[batch, row, column], row, column -> [batch]`

        Args:
            array: The values.
            axis1: The rows.
            axis2: The columns.
            offset: Which diagonal: 0 is the main one, positive ones are above it.
            dtype: The dtype of the result, and of the sums that lead to it.

        Raises:
            AxisError: If an axis is not there, is there with another size, or both are the same.
        """

    def rearrange(array, *args: Any, **kwargs: Any) -> NamedArray:
        """The array with its axes in another order, and some of them split or merged.

        Axes: `[batch, height, width], "b h w -> b (pixel: h w)" -> [batch, pixel]`

        There are two forms: `rearrange(array, axes)`, where `axes` is a sequence of axes, and
        `rearrange(array, expression, **bindings)`. In a sequence one `...` stands for the axes that are
        not named, in their order. An expression says what goes in and what comes out:

        - `"b h w -> w b h"` binds names to axes by position. Axes that are only moved keep the names
          they have in the array.
        - `"{height width} -> ... width height"` finds axes by name. Those that are not named go where
          `...` stands.
        - `"{(height: rows height)} -> ..."` splits an axis. All sizes but one must be bound.
        - `"b h w -> b (pixel: h w)"` merges axes, the first changing slowest.

        Args:
            array: The values.
            *args: The sequence of axes, or the expression.
            **kwargs: Bindings of the identifiers of an expression: a size, the name of the axis, or an
                `Axis` for both. The name is that of the axis in the array, or of the axis that is made.

        Raises:
            AxisError: If the expression is malformed, or the axes or the bindings do not fit it.

        Examples:
            >>> x = haliax.zeros({"batch": 2, "height": 6, "width": 8})
            >>> y = haliax.rearrange(x, "b (h1 h) w -> (b: b h1) h w", h=3, b="batch")
            >>> y.shape
            {'batch': 4, 'h': 3, 'width': 8}
        """

    def rename(array, renames: Mapping[AxisKey, AxisSelector]) -> NamedArray:
        """The array with other names for some axes, all changed at once.

        Axes: `[batch, embed], {"embed": "mlp"} -> [batch, mlp]`

        Raises:
            AxisError: If an axis is not there, a new one has another size, or a name comes out twice.
        """

    def broadcast_to(
        a,
        axes: AxisSpec,
        ensure_order: bool = True,
        enforce_no_extra_axes: bool = True,
    ) -> NamedArray:
        """The array, repeated along those of `axes` that it lacks.

        Axes: `[embed], (batch, embed) -> [batch, embed]`

        Args:
            a: An array or a number.
            axes: The axes of the result, in order.
            ensure_order: Whether the result has them in this order. If not, the array's own axes keep their order and new
                ones come first.
            enforce_no_extra_axes: Whether an axis of the array that `axes` lacks is an error. If not, such axes come last.

        Raises:
            AxisError: If the array has an axis that `axes` lacks, or has with another size.
        """

    def broadcast_axis(a, axis: AxisSpec) -> NamedArray:
        """The array with all of `axis`, repeated along those that it lacks. They come first, its other axes after them.

        Axes: `[embed], batch -> [batch, embed]`

        Raises:
            AxisError: If the array has one of them with another size.
        """

    def unflatten_axis(array, axis: AxisSelector, new_axes: AxisSpec) -> NamedArray:
        """The array with one axis split into several, in its place.

        Axes: `[batch, pixel], pixel, (height, width) -> [batch, height, width]`

        Raises:
            AxisError: If the axis is not there, a new name is taken, or the new sizes do not multiply to its size.
        """

    def ravel(array, new_axis_name: AxisSelector) -> NamedArray:
        """The array with all its axes merged into one, in the order in which it stores them.

        Axes: `[batch, embed], flat -> [flat]`

        Raises:
            AxisError: If the new axis has a size, and another than the number of elements.
        """

    def flatten(array, new_axis_name: AxisSelector) -> NamedArray:
        """The same as `ravel`."""

    def take(array, axis: AxisSelector, index: int | jax.Array | NamedArray) -> NamedArray:
        """The elements at `index` along an axis.

        Axes: `[batch, vocab], axis=vocab, index=[position] -> [batch, position]`

        The axes of the index take the place of `axis`. Those that the array has too are matched: `take(logits, "vocab",
        targets)`, where both have `batch`, takes one logit in each batch.

        Args:
            array: The values.
            axis: The axis to take along, which the result lacks.
            index: A position, or an array of them. Positions outside the axis give NaN, or the smallest integer, as in
                `jax.numpy.take`; a Python integer outside it is an error.

        Raises:
            AxisError: If the axis is not there, a Python integer is outside it, or a shared axis has two sizes.
            TypeError: If the index is no integer, nor an array of integers.
        """

    def split(a, axis: AxisSelector, new_axes: Sequence[Axis]) -> Sequence[NamedArray]:
        """The array cut along an axis into pieces, each with an axis of its own in its place.

        Axes: `[batch, qkv=9], qkv, (q=3, kv=6) -> [batch, q=3], [batch, kv=6]`

        Args:
            a: The array to cut.
            axis: The axis to cut along.
            new_axes: The axis of each piece. Their sizes must add up to that of `axis`.

        Returns:
            A tuple of arrays, one for each of `new_axes`.

        Raises:
            AxisError: If the axis is not there, a new name is taken, or the sizes do not add up.
        """

    def unbind(array, axis: AxisSelector) -> list[NamedArray]:
        """The slices of the array along an axis, which they lack.

        Axes: `[layer=2, batch], layer -> [batch], [batch]`

        Raises:
            AxisError: If the axis is not there, or is there with another size.
        """

    def slice(array, *args: Any, **kwargs: Any) -> NamedArray:
        """A contiguous part of the array along some axes.

        Axes: `[batch, position], position, Axis("window", 3), start=2 -> [batch, window=3]`

        Two forms:

        - `slice(array, axis, new_axis=None, start=0, length=None)`: along one axis, which `new_axis` takes the place of.
          The length is that of `new_axis` if it has a size, else `length`, else all that there is after a start that is an
          integer.
        - `slice(array, start={axis: start}, length={axis: length})`: along several. A length may be an `Axis`, which then
          takes the place of the old one.

        A start may be traced.

        Raises:
            AxisError: If an axis is not there, or the part does not lie within it, where that is known.
            TypeError: If the length is not given and the start is traced.
        """

    def updated_slice(array, start: Mapping[AxisKey, Any], update: NamedArray) -> NamedArray:
        """The array with a contiguous part replaced.

        Axes: `[batch, position=7], {"position": 2}, [position=3] -> [batch, position=7]`

        Args:
            array: The values.
            start: Where the part begins along some axes. It may be traced; then it is moved back as far as the part needs
                to lie within the array. A named array of starts gives each position along its axes, which the array must
                have too, a part of its own.
            update: The new part. Its sizes say how long it is; it is repeated along axes that it lacks, except those of
                `start`, along which it is one position long.

        Raises:
            AxisError: If an axis is not there, or the update has others, or reaches outside the array.
            TypeError: If the dtype of the array cannot hold what the update has.
        """

    def __getitem__(array, item: Any) -> NamedArray:
        """The elements that `array[item]` means: `array["batch", 0, "embed", 1:3]` or `array[{"batch": 0}]`."""

    def __neg__(a) -> Self:
        """Negative, element by element. The axes stay."""

    def __pos__(a) -> Self:
        """The same value, element by element. The axes stay."""

    def __abs__(a) -> Self:
        """Absolute value, element by element. The axes stay."""

    def __round__(a, decimals: int = 0) -> Self:
        """Rounds each element to `decimals` places, halves to the even neighbour. The axes stay."""

    def __invert__(a) -> Self:
        """Bits inverted, element by element. The axes stay."""

    def __add__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __radd__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __sub__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rsub__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __mul__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rmul__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __truediv__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rtruediv__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __floordiv__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rfloordiv__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __mod__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rmod__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __divmod__(self, other: NamedOrNumeric) -> tuple[NamedArray, NamedArray]: ...
    def __rdivmod__(self, other: NamedOrNumeric) -> tuple[NamedArray, NamedArray]: ...
    def __pow__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rpow__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __lshift__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rlshift__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rshift__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rrshift__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __and__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rand__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __or__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __ror__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __xor__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __rxor__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __eq__(self, other: NamedOrNumeric) -> NamedArray: ...  # type: ignore[override]
    def __ne__(self, other: NamedOrNumeric) -> NamedArray: ...  # type: ignore[override]
    def __lt__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __le__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __gt__(self, other: NamedOrNumeric) -> NamedArray: ...
    def __ge__(self, other: NamedOrNumeric) -> NamedArray: ...

    @property
    def real(self) -> Self:
        """Real part, element by element. The axes stay."""

    @property
    def imag(self) -> Self:
        """Imaginary part, element by element. The axes stay."""

    @property
    def at(self) -> Updater[Self]:
        """`array.at`, or `array.at[item]` if an item is given. See `Updater`."""

NamedOrNumeric: TypeAlias = NamedArray | ArrayLike
"""A NamedArray, or a number."""

def wrap(array: Any, names: tuple[str, ...]) -> NamedArray:
    """A NamedArray of parts that are known to fit."""
