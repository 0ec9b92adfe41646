# Written by `python -m tools.stubs`. Do not edit.
"""Spreading arrays over devices by the names of their axes, and compiling functions that do.

A resource mapping says for each named axis over which axes of the device mesh it is spread. It takes effect where a
mesh is in force, by `jax.set_mesh`; elsewhere the same program runs on one device.
"""

from collections.abc import Callable
from haliax.jit import WrappedCallable as WrappedCallable
from haliax.mapping import PhysicalAxisSpec as PhysicalAxisSpec
from haliax.mapping import ResourceMapping as ResourceMapping
from haliax.mapping import axis_mapping as axis_mapping
from haliax.mapping import current_thread_local_mapping as current_thread_local_mapping
from typing import Any
from typing import ClassVar
from typing import ParamSpec
from typing import overload
from typing_extensions import TypeVar

Args = ParamSpec('Args')
R = TypeVar('R')

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
    'PhysicalAxisSpec',
    'ResourceAxis',
    'ResourceMapping',
    'WrappedCallable',
    'axis_mapping',
    'current_thread_local_mapping',
    'named_jit',
]
