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
from haliax.sharding import (
    auto_sharded as auto_sharded,
    physical_axis_name as physical_axis_name,
    physical_axis_size as physical_axis_size,
    pspec_for_axis as pspec_for_axis,
    round_axis_for_partitioning as round_axis_for_partitioning,
    shard as shard,
    shard_with_axis_mapping as shard_with_axis_mapping,
    sharding_for_axis as sharding_for_axis,
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

def fsdp(*args: Any, **kwargs: Any) -> Any:
    """`named_jit` for fully sharded data parallelism: parameters lie by one mapping, and are computed with by another.

    `fsdp(fn, parameter_mapping, compute_mapping)`, or `@fsdp(parameter_mapping, compute_mapping)`, is
    `named_jit(fn, compute_mapping, in_axis_resources=parameter_mapping, out_axis_resources=parameter_mapping)`.

    Raises:
        TypeError: If the arguments are of neither form.
    """

__all__ = [
    "PhysicalAxisSpec",
    "ResourceAxis",
    "ResourceMapping",
    "WrappedCallable",
    "auto_sharded",
    "axis_mapping",
    "current_thread_local_mapping",
    "fsdp",
    "named_jit",
    "physical_axis_name",
    "physical_axis_size",
    "pspec_for_axis",
    "round_axis_for_partitioning",
    "shard",
    "shard_with_axis_mapping",
    "sharding_for_axis",
]
