# Written by `python -m tools.stubs`. Do not edit.
"""Annotations that say the dtype too: `Float[NamedArray, "batch embed"]`.

With a NamedArray they are what `NamedArray["batch embed"]` is, and ask for a kind of dtype as well. With any other
array they are the annotation of jaxtyping of the same kind: `i32[jax.Array, "n"]` is `jaxtyping.Int32[jax.Array, "n"]`.
Without a type of array they are of a NamedArray: `Float["batch embed"]`. To a type checker all of them are
`typing.Annotated`, so that the short form needs the mypy plugin.

typeguard learns of them through `checker_lookup`, which it finds as an entry point when it is imported. So this module
imports nothing heavy, nor typeguard, until it is needed.
"""

from collections.abc import Callable
from typing import (
    Any,
    Annotated as Bool,
    Annotated as Complex,
    Annotated as Float,
    Annotated as Inexact,
    Annotated as Int,
    Annotated as Integer,
    Annotated as Key,
    Annotated as Num,
    Annotated as Real,
    Annotated as Shaped,
    Annotated as UInt,
    Annotated as bf16,
    Annotated as bool_,
    Annotated as complex128,
    Annotated as complex64,
    Annotated as f16,
    Annotated as f32,
    Annotated as f64,
    Annotated as i16,
    Annotated as i32,
    Annotated as i64,
    Annotated as i8,
    Annotated as u16,
    Annotated as u32,
    Annotated as u64,
    Annotated as u8,
)

from haliax.core import NamedArray as Named

def checker_lookup(origin_type: Any, args: tuple[Any, ...], extras: tuple[Any, ...]) -> Callable[..., None] | None:
    """The checker that typeguard should use for a type; None for its own.

    Annotations of named arrays have a checker always. Within a checked call, unions and dataclasses have one too.

    Args:
        origin_type: The type without its arguments.
        args: Its arguments.
        extras: What else `typing.Annotated` says of it.
    """

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
