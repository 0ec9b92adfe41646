"""Trees, references and shardings: what they hold is anything, but arrays that go through stay as they are."""

import warnings

import jax
from jax.sharding import NamedSharding

import haliax as hax
from haliax import Axis, NamedArray, NamedRef

Batch, Embed = hax.make_axes(batch=2, embed=3)
x = hax.ones((Batch, Embed))
leaves, structure = hax.tree.flatten({"x": x})

# Trees.
reveal_type(hax.tree.map(hax.exp, x))  # R(static): Any
reveal_type(hax.tree.scan_aware_map(hax.exp, [x]))  # R(static): Any
reveal_type(hax.tree.leaves({"x": x}))  # R(static): Sequence[Any]
reveal_type(hax.tree.structure(x))  # R(static): Any
reveal_type(hax.tree.unflatten(structure, leaves))  # R(static): Any
reveal_type(hax.tree_checkpoint_name(x, "hidden"))  # R: [batch, embed]
reveal_type(x.tree_flatten())  # R(static): tuple[tuple[Any], tuple[str, ...]]
reveal_type(NamedArray.tree_unflatten(("batch", "embed"), (x.array,)))  # R: [...]

# What arrays say of themselves.
reveal_type(x.nbytes)  # R: int
reveal_type(x.tobytes())  # R(static): bytes
reveal_type(x.tolist())  # R(static): Any
reveal_type(x.axis_indices("embed"))  # R: int
reveal_type(x.axis_indices(("embed", "batch")))  # R: tuple[int, ...]

# References.
ref = hax.new_ref(x)
reveal_type(ref)  # R(static): haliax.ref.NamedRef['batch', 'embed']
reveal_type(ref["batch", 0])  # R: [embed]
reveal_type(ref.value())  # R: [batch, embed]
reveal_type(ref.axes)  # R(static): tuple[Axis, ...]
reveal_type(ref.shape)  # R(static): Mapping[str, int]
reveal_type(ref.named_shape)  # R(static): Mapping[str, int]
reveal_type(ref.ndim)  # R: int
reveal_type(ref.dtype)  # R(static): Any
reveal_type(ref.resolve_axis("embed"))  # R(static): Axis | Sequence[Axis] | Mapping[str, int]
view: NamedRef = ref.slice({"batch": 0})
reveal_type(view)  # R(static): haliax.ref.NamedRef[*tuple[Any, ...]]
reveal_type(view.unsliced())  # R(static): haliax.ref.NamedRef[*tuple[Any, ...]]
reveal_type(hax.swap(view, ("embed", 0), 2.0))  # R: [...]
reveal_type(ref.unsafe_buffer_pointer())  # R(static): Any
reveal_type(hax.freeze(ref))  # R: [batch, embed]

# Partitioning.
mesh = jax.make_mesh((1,), ("data",))
mapping = {"batch": "data"}
reveal_type(hax.shard(x, mapping, mesh))  # R: [batch, embed]
reveal_type(hax.physical_axis_name("batch", mapping))  # R(static): Sequence[str] | None
reveal_type(hax.physical_axis_size("embed", mapping))  # R(static): int | None
reveal_type(hax.round_axis_for_partitioning(Axis("batch", 3)))  # R(static): Axis
sharding: NamedSharding = hax.sharding_for_axis(x.axes, mapping, mesh)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    reveal_type(hax.shard_with_axis_mapping(x, mapping, mesh))  # R: [batch, embed]
    reveal_type(hax.auto_sharded(x, mesh))  # R: [batch, embed]


def double(x: NamedArray["batch embed"]) -> NamedArray["batch embed"]:
    return 2 * x


reveal_type(hax.named_jit(double)(x))  # R: [batch, embed]
reveal_type(hax.fsdp(double, {}, {})(x))  # R: [batch, embed]
