"""Calls that every type checker must take: variables in the place of displays, numbers in the place of arrays."""

from collections.abc import Iterator

import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

A, B, C = Axis("a", 2), Axis("b", 3), Axis("c", 5)
x = hax.ones((A, B))

# Numbers of jax where an array is asked for.
hot = hax.nn.one_hot(jnp.array(1), A)
wide = hax.broadcast_axis(jnp.zeros(()), A)
item = (hax.log(10000) / 3).item()
root = hax.sqrt(2.0).astype(int)

# Mappings in variables.
names: dict[str, str] = {"a": "z"}
from_axes: dict[Axis, str] = {A: "z"}
to_axes: dict[str, Axis] = {"a": Axis("z", 2)}
indices: dict[str, int] = {"a": 0}
first = x.rename(names), x.rename(from_axes), x.rename(to_axes), x.rename({A: "z", "b": Axis("y", 3)})
second = hax.index(x, indices), x.updated_slice(indices, hax.ones({"a": 1})), hax.new_ref(x).slice(indices)
padding: dict[str, tuple[int, int]] = {"a": (1, 1)}
third = hax.pad(x, padding)


# Arrays that are made one by one.
def rows() -> Iterator[NamedArray]:
    yield x["a", 0]
    yield x["a", 1]


joined = hax.stack("n", (hax.zeros(A) for _ in range(2))), hax.concatenate("b", rows())
by_name = hax.stack("n", {"first": x, "second": x}.values())

# Positions, one array for each axis.
across, down = hax.where(x > 0, new_axis=Axis("n", 2))


def with_axes(y: NamedArray) -> None:
    """Functions on axes give what their callers take."""
    left: tuple[Axis, ...] = hax.eliminate_axes(y.axes, "a")
    made = hax.zeros(hax.concat_axes(y.axes, C)), hax.zeros(hax.union_axes(y.axes, C))
    more = hax.zeros(hax.without_axes(y.axes, A)), hax.zeros(hax.replace_axis(y.axes, A, C))
    size: int = hax.resolve_axis(y.axes, "a").size
    total = sum(axis.size for axis in hax.eliminate_axes(y.axes, "a"))
    axes = (C, *hax.eliminate_axes(y.axes, "a")), (C,) + hax.intersect_axes(y.axes, (A, B))
    sizes: dict[str, int] = hax.eliminate_axes({"a": 2, "b": 3}, "a")


with_axes(x)


@hax.fsdp({"embed": "data"}, {"embed": "data"})
def step(y: NamedArray) -> NamedArray:
    """A typed function stays typed."""
    return y * 2
