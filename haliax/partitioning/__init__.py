"""Spreading arrays over devices by the names of their axes, and compiling functions that do.

A resource mapping says for each named axis over which axes of the device mesh it is spread. It takes effect where a
mesh is in force, by `jax.set_mesh`; elsewhere the same program runs on one device.
"""

from __future__ import annotations

from haliax.partitioning.auto import auto_axes as auto_axes
from haliax.partitioning.compiled import WrappedCallable as WrappedCallable
from haliax.partitioning.inferring import all_mesh_axes_explicit as all_mesh_axes_explicit
from haliax.partitioning.inferring import get_pspec_for_manual_mesh as get_pspec_for_manual_mesh
from haliax.partitioning.inferring import infer_resource_partitions as infer_resource_partitions
from haliax.partitioning.inferring import pspec_for as pspec_for
from haliax.partitioning.jit import fsdp as fsdp
from haliax.partitioning.jit import named_jit as named_jit
from haliax.partitioning.jit import named_pjit as named_pjit
from haliax.partitioning.making import make_array_from_callback as make_array_from_callback
from haliax.partitioning.making import make_array_from_process_local_data as make_array_from_process_local_data
from haliax.partitioning.manual import axis_index as axis_index
from haliax.partitioning.manual import axis_parts as axis_parts
from haliax.partitioning.manual import shard_map as shard_map
from haliax.partitioning.mapping import PhysicalAxisSpec as PhysicalAxisSpec
from haliax.partitioning.mapping import ResourceAxis as ResourceAxis
from haliax.partitioning.mapping import ResourceMapping as ResourceMapping
from haliax.partitioning.mapping import axis_mapping as axis_mapping
from haliax.partitioning.mapping import current_thread_local_mapping as current_thread_local_mapping
from haliax.partitioning.mapping import set_mesh as set_mesh
from haliax.partitioning.sharding import auto_sharded as auto_sharded
from haliax.partitioning.sharding import physical_axis_name as physical_axis_name
from haliax.partitioning.sharding import physical_axis_size as physical_axis_size
from haliax.partitioning.sharding import pspec_for_axis as pspec_for_axis
from haliax.partitioning.sharding import round_axis_for_partitioning as round_axis_for_partitioning
from haliax.partitioning.sharding import shard as shard
from haliax.partitioning.sharding import shard_with_axis_mapping as shard_with_axis_mapping
from haliax.partitioning.sharding import sharding_for_axis as sharding_for_axis
