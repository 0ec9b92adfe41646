"""Annotations that say the dtype too: `Float[NamedArray, "batch embed"]`.

With a NamedArray they are what `NamedArray["batch embed"]` is, and ask for a kind of dtype as well. With any other
array they are the annotation of jaxtyping of the same kind: `i32[jax.Array, "n"]` is `jaxtyping.Int32[jax.Array, "n"]`.
Without a type of array they are of a NamedArray: `Float["batch embed"]`. To a type checker all of them are
`typing.Annotated`, so that the short form needs the mypy plugin.

typeguard learns of them through `checker_lookup`, which it finds as an entry point when it is imported. So this module
imports nothing heavy, nor typeguard, until it is needed.
"""

from __future__ import annotations

import functools
from types import EllipsisType, UnionType
from typing import TYPE_CHECKING, Any, Final, TypeVar, TypeVarTuple, Union, Unpack, get_args, get_origin

from haliax.checking.scope import current_scope
from haliax.pure.axis import Axis
from haliax.pure.dtypes import SHORT
from haliax.pure.layers import LayerAxes
from haliax.pure.spec import NamedArrayAxes, read_spec

if TYPE_CHECKING:
    from collections.abc import Callable


_OF_ANY_DTYPE: Final = ("Shaped", "Named")
_JAXTYPING: Final = {**SHORT, "Named": "Shaped"}
"""What jaxtyping calls an annotation, where it has another name for it."""


class _Kind:
    """What stands before the brackets in `Float[NamedArray, "batch embed"]`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __getitem__(self, item: Any) -> Any:
        parts = item if isinstance(item, tuple) else (item,)
        if parts and _is_axes(parts[0]):
            from haliax.core import NamedArray

            return self._of(NamedArray, item)
        if len(parts) < 2:
            raise TypeError(
                f'{self.name}[...] takes a type of array and its axes: {self.name}[NamedArray, "batch embed"]'
            )
        array, *axes = parts
        return self._of(array, axes[0] if len(axes) == 1 else tuple(axes))

    def _of(self, array: Any, axes: Any) -> Any:
        from haliax.core import NamedArray

        if isinstance(array, TypeVar):
            array = array.__bound__ or Union[array.__constraints__ or (Any,)]  # noqa: UP007  (from a tuple)
        if get_origin(array) in (Union, UnionType):
            return Union[tuple(self._member(member, axes) for member in get_args(array))]  # noqa: UP007
        if isinstance(array, type) and issubclass(array, NamedArray):
            from haliax.annotating import annotation

            return annotation(array, read_spec(axes, self._dtype))
        import jaxtyping

        return getattr(jaxtyping, _JAXTYPING.get(self.name, self.name))[array, axes]

    def _member(self, member: Any, axes: Any) -> Any:
        return member if member is type(None) else self._of(member, axes)

    @property
    def _dtype(self) -> str | None:
        return None if self.name in _OF_ANY_DTYPE else self.name

    def __repr__(self) -> str:
        return f"{__name__}.{self.name}"


class _Named(_Kind):
    """`Named["batch embed"]` is `NamedArray["batch embed"]`, under a name that says it is an annotation.

    With a type of array, as in `Named[NamedArray, "batch embed"]`, it is what `Shaped` is.
    """


def _is_axes(part: object) -> bool:
    """Whether something speaks of axes, and is no type of array."""
    if isinstance(part, str | Axis | EllipsisType | list | set | frozenset | NamedArrayAxes):
        return True
    return get_origin(part) is Unpack or isinstance(part, TypeVarTuple)


if TYPE_CHECKING:
    from typing import Annotated as Bool
    from typing import Annotated as Complex
    from typing import Annotated as Float
    from typing import Annotated as Inexact
    from typing import Annotated as Int
    from typing import Annotated as Integer
    from typing import Annotated as Key
    from typing import Annotated as Num
    from typing import Annotated as Real
    from typing import Annotated as Shaped
    from typing import Annotated as UInt
    from typing import Annotated as bf16
    from typing import Annotated as bool_
    from typing import Annotated as complex64
    from typing import Annotated as complex128
    from typing import Annotated as f16
    from typing import Annotated as f32
    from typing import Annotated as f64
    from typing import Annotated as i8
    from typing import Annotated as i16
    from typing import Annotated as i32
    from typing import Annotated as i64
    from typing import Annotated as u8
    from typing import Annotated as u16
    from typing import Annotated as u32
    from typing import Annotated as u64

    from haliax.core import NamedArray as Named
else:
    Named = _Named("Named")
    Shaped = _Kind("Shaped")
    Num = _Kind("Num")
    Real = _Kind("Real")
    Inexact = _Kind("Inexact")
    Float = _Kind("Float")
    Complex = _Kind("Complex")
    Integer = _Kind("Integer")
    Int = _Kind("Int")
    UInt = _Kind("UInt")
    Bool = _Kind("Bool")
    Key = _Kind("Key")
    bf16 = _Kind("bf16")
    f16 = _Kind("f16")
    f32 = _Kind("f32")
    f64 = _Kind("f64")
    i8 = _Kind("i8")
    i16 = _Kind("i16")
    i32 = _Kind("i32")
    i64 = _Kind("i64")
    u8 = _Kind("u8")
    u16 = _Kind("u16")
    u32 = _Kind("u32")
    u64 = _Kind("u64")
    complex64 = _Kind("complex64")
    complex128 = _Kind("complex128")
    bool_ = _Kind("bool_")


def checker_lookup(origin_type: Any, args: tuple[Any, ...], extras: tuple[Any, ...]) -> Callable[..., None] | None:
    """The checker that typeguard should use for a type; None for its own.

    Annotations of named arrays have a checker always. Within a checked call, unions and dataclasses have one too.

    Args:
        origin_type: The type without its arguments.
        args: Its arguments.
        extras: What else `typing.Annotated` says of it.
    """
    spec = next((extra for extra in extras if isinstance(extra, NamedArrayAxes | LayerAxes)), None)
    if spec is None and current_scope.get() is None:
        return None
    from haliax.checking import checkers

    if isinstance(spec, LayerAxes):
        return functools.partial(checkers.check_layer, spec=spec)
    if spec is not None:
        return functools.partial(checkers.check_named, spec=spec)
    return checkers.checker_in_call(origin_type)


__all__ = [
    "Bool",
    "Complex",
    "Float",
    "Inexact",
    "Int",
    "Integer",
    "Key",
    "Named",
    "Num",
    "Real",
    "Shaped",
    "UInt",
    "bf16",
    "bool_",
    "checker_lookup",
    "complex64",
    "complex128",
    "f16",
    "f32",
    "f64",
    "i8",
    "i16",
    "i32",
    "i64",
    "u8",
    "u16",
    "u32",
    "u64",
]
