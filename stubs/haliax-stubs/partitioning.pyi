# Written by `python -m tools.stubs`. Do not edit.
"""Spreading arrays over devices by the names of their axes, and compiling functions that do.

A resource mapping says for each named axis over which axes of the device mesh it is spread. It takes effect where a
mesh is in force, by `jax.set_mesh`; elsewhere the same program runs on one device.
"""

from collections.abc import Callable
from typing import Any, ClassVar, ParamSpec, overload

from typing_extensions import TypeVar

from haliax.jit import WrappedCallable as WrappedCallable
from haliax.mapping import (
    PhysicalAxisSpec as PhysicalAxisSpec,
    ResourceMapping as ResourceMapping,
    axis_mapping as axis_mapping,
    current_thread_local_mapping as current_thread_local_mapping,
)

Args = ParamSpec("Args")
R = TypeVar("R")

class ResourceAxis:
    """Usual names for the axes of a device mesh."""

    MODEL: ClassVar[str]
    DATA: ClassVar[str]
    REPLICA: ClassVar[str]

@overload
def named_jit(
    fn: Callable[Args, R],
    axis_resources: ResourceMapping | None = None,
    *,
    in_axis_resources: ResourceMapping | None = None,
    out_axis_resources: ResourceMapping | None = None,
    donate_args: Any = None,
    donate_kwargs: Any = None,
    check: bool | None = None,
    **pjit_args: Any,
) -> WrappedCallable[Args, R]: ...

@overload
def named_jit(
    fn: None = None,
    axis_resources: ResourceMapping | None = None,
    *,
    in_axis_resources: ResourceMapping | None = None,
    out_axis_resources: ResourceMapping | None = None,
    donate_args: Any = None,
    donate_kwargs: Any = None,
    check: bool | None = None,
    **pjit_args: Any,
) -> Callable[[Callable[Args, R]], WrappedCallable[Args, R]]: ...

__all__ = [
    "PhysicalAxisSpec",
    "ResourceAxis",
    "ResourceMapping",
    "WrappedCallable",
    "axis_mapping",
    "current_thread_local_mapping",
    "named_jit",
]
