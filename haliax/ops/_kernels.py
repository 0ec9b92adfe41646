"""Kernels: functions of positional arrays, compiled once for all names.

A kernel depends on positions, shapes and options only, so two programs that differ in names share one. It is kept under
those, and what is kept is of bounded number. Called eagerly it is one compiled program. Under a trace its operations
become part of the trace, which has just those that a person would have written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from threading import Thread
from typing import Any, Final, TypeAlias

import jax
import jax.numpy as jnp
from jax.extend.core import find_top_trace
from jax.sharding import get_abstract_mesh

from haliax.ops._settle import KEPT, Exact

Kernel: TypeAlias = Callable[..., Any]
"""A function of arrays, with its static arguments settled."""


def kernel(name: str, function: Callable[..., Any], *statics: Any, **options: Any) -> Kernel:
    """`function(*statics, *arrays, **options)` as a kernel, which logs and profiles of jax call `name`.

    Its arguments are arrays that are not known when it is traced. See `kernel_of_known`.
    """
    return _compiled(Exact((name, function, statics, tuple(options.items()))), inline=_INTO_TRACE)


def kernel_of_known(name: str, function: Callable[..., Any], *statics: Any, **options: Any) -> Kernel:
    """The same for arguments that may be known where others are traced, such as a position: the trace has its value."""
    return dispatched(partial(function, *statics, **options), compiled(name, function, *statics, **options))


def compiled(name: str, function: Callable[..., Any], *statics: Any, **options: Any) -> Kernel:
    """The same, compiled wherever it is called. There is one for each function and static arguments."""
    return _compiled(Exact((name, function, statics, tuple(options.items()))), inline=False)


def at_once(name: str, function: Callable[..., Any]) -> Kernel:
    """A function of arrays as a kernel, if jax has not compiled it already."""
    return function if isinstance(function, _COMPILED) else kernel(name, function)


@lru_cache(maxsize=KEPT)
def _compiled(key: Exact, *, inline: Any) -> Kernel:
    name, function, statics, options = key.value
    call = partial(function, *statics, **dict(options))
    call.__name__ = name  # type: ignore[attr-defined]  # jax shows it
    return jax.jit(call, inline=inline)


_COMPILED: Final = type(jax.jit(len))
_INTO_TRACE: Final[Any] = jax.Inline.JAX_EARLY if hasattr(jax, "Inline") else True  # what jax 0.12 calls it, and 0.11


def dispatched(plain: Kernel, eager: Kernel) -> Kernel:
    """The kernel that is `eager` where nothing is traced, and `plain` under a trace, of constants too."""

    def run(*arrays: Any) -> Any:
        return eager(*arrays) if _trace(()) is _EAGER else plain(*arrays)

    return run


def at_position(plain: Kernel, eager: Kernel) -> Kernel:
    """The same for kernels of an array and a position.

    The position is given to the eager one as an array that is kept, which takes jax less time than a number. An array
    that is made where a mesh is in force would be of that mesh, so there it is a number.
    """

    def run(array: Any, index: int) -> Any:
        if _trace(()) is not _EAGER:
            return plain(array, index)
        return eager(array, _position(index) if get_abstract_mesh().empty else index)

    return run


@lru_cache(maxsize=KEPT)
def _position(index: int) -> jax.Array:
    return jnp.asarray(index, jnp.int32)


_trace: Final[Callable[[tuple[()]], object]] = find_top_trace


def _eager() -> object:
    """What jax has in the place of a trace where nothing is traced, as in a new thread, wherever this is imported."""
    found: list[object] = []
    thread = Thread(target=lambda: found.append(_trace(())))
    thread.start()
    thread.join()
    return found[0]


_EAGER: Final = _eager()
