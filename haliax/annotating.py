"""What `NamedArray["batch embed"]` is: `typing.Annotated` of a class that knows which arrays have these axes.

`isinstance` of that class looks at axes and dtype. So every checker of types that calls `isinstance`, as beartype does,
or jaxtyping's `jaxtyped` with one, checks the same as ours does. The axes stand beside the class, too, for those who
read annotations.
"""

from __future__ import annotations

import copyreg
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, cast

import numpy as np

from haliax.printing import dimensions
from haliax.pure.axes import describes, exactly, mismatch
from haliax.pure.axis import Axis, made, name_of, show
from haliax.pure.dtypes import is_kind
from haliax.pure.spec import NamedArrayAxes


class _Described(type):
    """The class of such classes."""

    array_type: type
    spec: NamedArrayAxes

    def __instancecheck__(cls, value: Any) -> bool:
        if not isinstance(value, cls.array_type):
            return False
        array: Any = value
        shape = dimensions(array.array)
        if shape is None:
            return True  # a placeholder, which a transform has put where the array was
        return len(shape) == len(array.axis_names) and _why_not(cls.spec, array, shape) is None

    def __instancecheck_str__(cls, value: Any) -> str:
        """What beartype says of a value that is no instance."""
        if not isinstance(value, cls.array_type):
            return f"is no {cls.array_type.__name__}"
        array: Any = value
        shape = dimensions(array.array)
        if shape is None or len(shape) != len(array.axis_names):
            return f"is {show(array.axis_names)}, and its array has not one dimension for each axis"
        axes = show(map(made, array.axis_names, shape))
        return f"is {axes} of {array.dtype}; expected {cls.spec}: {_why_not(cls.spec, array, shape)}"

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return cls.array_type(*args, **kwargs)

    def __repr__(cls) -> str:
        return f"{cls.__module__}.{cls.__name__}"


@lru_cache(maxsize=4096)
def _described(array: type, spec: NamedArrayAxes) -> _Described:
    inside: dict[str, Any] = {"__slots__": (), "__module__": array.__module__, "array_type": array, "spec": spec}
    return _Described(f"{array.__name__}[{str(spec.axes)[1:-1]}]", (array,), inside)


def annotation(array: type, spec: NamedArrayAxes) -> Any:
    """The annotation of an array of a class with these axes, and this dtype.

    Args:
        array: The class.
        spec: What is asked of the array. Lists of a layer say something only in that layer.
    """
    return Annotated[cast(Any, array if spec.parts else _described(array, spec)), spec]


def _why_not(spec: NamedArrayAxes, array: Any, shape: tuple[int, ...]) -> str | None:
    """Why an array is not as described; None if it is."""
    axes = exactly(tuple(map(made, array.axis_names, shape)))
    if not describes(spec.axes, axes):
        return mismatch(spec.axes, axes) or "other axes"
    if spec.dtype is not None and not is_kind(array.dtype.name, spec.dtype):
        return f"{array.dtype} is not {spec.dtype}"
    if not _agrees(spec, axes.head):
        return "an axis has another size here than before"
    return None


def _agrees(spec: NamedArrayAxes, axes: tuple[Axis, ...]) -> bool:
    """Whether sizes are those that jaxtyping has seen in the call that it is checking, if it is."""
    jaxtyping = sys.modules.get("jaxtyping")
    if jaxtyping is None:
        return True
    named = set(map(name_of, spec.before + spec.after))
    sizes = {_word(axis.name): axis.size for axis in axes if axis.name in named}
    words, shape = list(sizes), list(sizes.values())
    if spec.row:
        words.append(f"*{spec.row}")
        shape += _middle(spec, axes)
    array = np.broadcast_to(np.empty(()), shape)
    return isinstance(array, jaxtyping.Shaped[np.ndarray, " ".join(words)])


def _word(name: str) -> str:
    """A name as jaxtyping takes it: an identifier, which `head-dim` is not."""
    return name if name.isidentifier() and not name.startswith("_") else "axis_" + name.replace("-", "_")


def _middle(spec: NamedArrayAxes, axes: tuple[Axis, ...]) -> Iterator[int]:
    return (axis.size for axis in axes[len(spec.before) : len(axes) - len(spec.after)])


def _reduced(kind: _Described) -> tuple[Any, ...]:
    return _described, (kind.array_type, kind.spec)


copyreg.pickle(_Described, _reduced)
