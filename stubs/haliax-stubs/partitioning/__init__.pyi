# Written by `python -m tools.stubs`. Do not edit.
"""Spreading arrays over devices by the names of their axes, and compiling functions that do.

A resource mapping says for each named axis over which axes of the device mesh it is spread. It takes effect where a
mesh is in force, by `jax.set_mesh`; elsewhere the same program runs on one device.
"""

from haliax.partitioning.auto import auto_axes as auto_axes
from haliax.partitioning.compiled import WrappedCallable as WrappedCallable
from haliax.partitioning.inferring import (
    all_mesh_axes_explicit as all_mesh_axes_explicit,
    get_pspec_for_manual_mesh as get_pspec_for_manual_mesh,
    infer_resource_partitions as infer_resource_partitions,
    pspec_for as pspec_for,
)
from haliax.partitioning.jit import fsdp as fsdp, named_jit as named_jit, named_pjit as named_pjit
from haliax.partitioning.making import (
    make_array_from_callback as make_array_from_callback,
    make_array_from_process_local_data as make_array_from_process_local_data,
)
from haliax.partitioning.manual import axis_index as axis_index, axis_parts as axis_parts, shard_map as shard_map
from haliax.partitioning.mapping import (
    PhysicalAxisSpec as PhysicalAxisSpec,
    ResourceAxis as ResourceAxis,
    ResourceMapping as ResourceMapping,
    axis_mapping as axis_mapping,
    current_thread_local_mapping as current_thread_local_mapping,
    set_mesh as set_mesh,
)
from haliax.partitioning.sharding import (
    auto_sharded as auto_sharded,
    physical_axis_name as physical_axis_name,
    physical_axis_size as physical_axis_size,
    pspec_for_axis as pspec_for_axis,
    round_axis_for_partitioning as round_axis_for_partitioning,
    shard as shard,
    shard_with_axis_mapping as shard_with_axis_mapping,
    sharding_for_axis as sharding_for_axis,
)
