# Written by `python -m tools.stubs`. Do not edit.
"""Annotations that say the dtype too: `Float[NamedArray, "batch embed"]`.

With a NamedArray they are what `NamedArray["batch embed"]` is, and ask for a kind of dtype as well. With any other
array they are the annotation of jaxtyping of the same kind: `i32[jax.Array, "n"]` is `jaxtyping.Int32[jax.Array, "n"]`.
To a type checker all of them are `typing.Annotated`.

typeguard learns of them through `checker_lookup`, which it finds as an entry point when it is imported. So this module
imports nothing heavy, nor typeguard, until it is needed.
"""

from collections.abc import Callable
from haliax.core import NamedArray as Named
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
from typing import Annotated as complex128
from typing import Annotated as complex64
from typing import Annotated as f16
from typing import Annotated as f32
from typing import Annotated as f64
from typing import Annotated as i16
from typing import Annotated as i32
from typing import Annotated as i64
from typing import Annotated as i8
from typing import Annotated as u16
from typing import Annotated as u32
from typing import Annotated as u64
from typing import Annotated as u8
from typing import Any

def checker_lookup(
    origin_type: Any,
    args: tuple[Any, ...],
    extras: tuple[Any, ...],
) -> Callable[..., None] | None:
    """The checker that typeguard should use for a type; None for its own.

    Annotations of named arrays have a checker always. Within a checked call, unions and dataclasses have one too.

    Args:
        origin_type: The type without its arguments.
        args: Its arguments.
        extras: What else `typing.Annotated` says of it.
    """

__all__ = [
    'Bool',
    'Complex',
    'Float',
    'Inexact',
    'Int',
    'Integer',
    'Key',
    'Named',
    'Num',
    'Real',
    'Shaped',
    'UInt',
    'bf16',
    'bool_',
    'checker_lookup',
    'complex64',
    'complex128',
    'f16',
    'f32',
    'f64',
    'i8',
    'i16',
    'i32',
    'i64',
    'u8',
    'u16',
    'u32',
    'u64',
]
