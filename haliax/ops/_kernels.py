"""Kernels: functions of positional arrays, compiled once for all names.

A kernel depends on positions, shapes and options only, so two programs that differ in names share one. It is kept under
those, and what is kept is of bounded number. Called eagerly it is one compiled program. Under a trace it is called as
the function that it is, so the trace has just the operations that a person would have written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from threading import Thread
from typing import Any, Final, TypeAlias

import jax
import jax.numpy as jnp
from jax.extend.core import get_opaque_trace_state
from jax.sharding import get_abstract_mesh

from haliax.ops._settle import KEPT, Exact

Kernel: TypeAlias = Callable[..., Any]
"""A function of arrays, with its static arguments settled."""


def kernel(name: str, function: Callable[..., Any], *statics: Any, **options: Any) -> Kernel:
    """`function(*statics, *arrays, **options)` as a kernel, which logs and profiles of jax call `name`."""
    return dispatched(partial(function, *statics, **options), compiled(name, function, *statics, **options))


def compiled(name: str, function: Callable[..., Any], *statics: Any, **options: Any) -> Kernel:
    """The same, compiled wherever it is called. There is one for each function and static arguments."""
    return _compiled(Exact((name, function, statics, tuple(options.items()))))


@lru_cache(maxsize=KEPT)
def _compiled(key: Exact) -> Kernel:
    name, function, statics, options = key.value
    call = partial(function, *statics, **dict(options))
    call.__name__ = name  # type: ignore[attr-defined]  # jax shows it
    return jax.jit(call)


def dispatched(plain: Kernel, eager: Kernel) -> Kernel:
    """The kernel that is `eager` where nothing is traced, and `plain` under a trace, of constants too."""

    def run(*arrays: Any) -> Any:
        return eager(*arrays) if _state(convention=_CONVENTION) == _OUTSIDE else plain(*arrays)

    return run


def position(index: int) -> Any:
    """A position as an argument of an eager kernel: as an array that is kept, since to make one takes longer to jax."""
    return _position(index) if get_abstract_mesh().empty else index


@lru_cache(maxsize=KEPT)
def _position(index: int) -> jax.Array:
    return jnp.asarray(index, jnp.int32)


_state: Final[Callable[..., object]] = get_opaque_trace_state
_CONVENTION: Final = "haliax"  # jax asks for one, and does nothing with it


def _outside() -> object:
    """The state of jax where nothing is traced, as it is in a new thread, wherever haliax may be imported."""
    found: list[object] = []
    thread = Thread(target=lambda: found.append(_state(convention=_CONVENTION)))
    thread.start()
    thread.join()
    return found[0]


_OUTSIDE: Final = _outside()
