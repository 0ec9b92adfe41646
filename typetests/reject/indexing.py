"""Indices name axes that are there, once, and lie within them."""

from typing import Any

import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position, Embed = hax.make_axes(batch=2, position=5, embed=3)
x = hax.ones((Batch, Position, Embed))
picks = hax.named([3, 0], "pick")

x["positon", 0]  # E: index: no axis 'positon' in [batch, position, embed]; did you mean 'position'?  [axis-missing]
x["batch", 0, "batch", 1]  # E: index: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
x[{"mlp": slice(2)}]  # E: index: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x[Axis("mlp", 7), picks]  # E: index: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x[Batch, 5]  # E: index: index 5 is out of range for axis 'batch' of size 2  [axis-size]
x["batch", 0]["batch", 0]  # E: index: no axis 'batch' in [position, embed]  [axis-missing]
x["batch", 0].sum("batch")  # E: sum: no axis 'batch' in [position, embed]  [axis-missing]
x["position", picks].sum("position")  # E: sum: no axis 'position' in [batch, pick, embed]  [axis-missing]
x["position", 1:3].sum("pick")  # E: sum: no axis 'pick' in [batch, position, embed]  [axis-missing]

hax.index(x, {"mlp": 0})  # E: index: no axis 'mlp' in [batch, position, embed]  [axis-missing]
hax.slice(x, "mlp", "part", 0, 2)  # E: slice: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.slice("position", "embed", 0, 2)  # E: slice: axis 'embed' is already in …  [axis-duplicate]
x.slice("position", "part", 0, 2).sum("position")  # E: sum: no axis 'position' in [batch, part, embed]  [axis-missing]
x.slice(Position, Axis("part", 4), start=3)  # E: slice: positions 3 to 7 are not within axis 'position' of size 5  [axis-size]
x.updated_slice({"mlp": 0}, hax.ones({"position": 2}))  # E: updated_slice: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.updated_slice({"position": 0}, hax.ones({"mlp": 2}))  # E: updated_slice: the update [mlp] has 'mlp', which [batch, position, embed] lacks; …  [axis-broadcast]
x.at["position", 0].set(0.0).sum("mlp")  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]

# What is no index by name.
x[0]  # E: index: expected x["axis", index, ...] or x[{"axis": index}], got x[0]; an index follows its axis  [axis-kind] ^ 0
x[:, 0]  # E: index: expected x["axis", index, ...] or x[{"axis": index}], got x[:, 0]; an index follows its axis  [axis-kind]
x[..., 0]  # E: index: expected … got x[..., 0]; an index follows its axis  [axis-kind]
x["batch"]  # E: index: expected … got x["batch"]; an index follows its axis  [axis-kind]
x["batch", 0, "embed"]  # E: index: expected … got x["batch", 0, "embed"]; an index follows its axis  [axis-kind]
x[{"batch", "embed"}]  # E: index: expected … got x[set]; an index follows its axis  [axis-kind]
x[{0: "batch"}]  # E: index: expected … got x[{...}]; an index follows its axis  [axis-kind]
x[x > 0]  # E: index: expected … got x[NamedArray]; an index follows its axis  [axis-kind]
x[None]  # E: index: expected … got x[None]; an index follows its axis  [axis-kind]
x[Batch]  # E(kind): index: expected … got x[Axis]; an index follows its axis  [axis-kind]
x["batch", "embed"]  # E: index: axis 'batch' cannot be indexed by str; use an integer, a slice, or an array of positions  [axis-kind]
x["batch", None]  # E: index: axis 'batch' cannot be indexed by NoneType; …  [axis-kind]
x["batch", 1.5]  # E: index: axis 'batch' cannot be indexed by float; …  [axis-kind]
x["batch", True]  # E: index: axis 'batch' cannot be indexed by bool; …  [axis-kind]
x["batch", {"embed": 0}]  # E: index: axis 'batch' cannot be indexed by dict; …  [axis-kind]
x.at["batch"].set(0.0)  # E: at: expected … got x["batch"]; an index follows its axis  [axis-kind]
x.at[0].set(0.0)  # E: at: expected … got x[0]; an index follows its axis  [axis-kind]
x.at["batch", None].get()  # E: at: axis 'batch' cannot be indexed by NoneType; …  [axis-kind]

# An axis that is not there, beside an index of which nothing is known.
anything: Any = [0]
x["slot", jnp.array(0)]  # E: index: no axis 'slot' in [batch, position, embed]  [axis-missing]
x[{"slot": jnp.array([0, 1])}]  # E: index: no axis 'slot' in [batch, position, embed]  [axis-missing]
x["batch", anything, "slot", 0]  # E: index: no axis 'slot' in [batch, position, embed]  [axis-missing]
x["batch", 0]["batch", anything]  # E: index: no axis 'batch' in [position, embed]  [axis-missing]
x["batch", 0, "batch", anything]  # E: index: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
x["batch", anything, "embed"]  # E(kind): index: expected … got x["batch", …, "embed"]; an index follows its axis  [axis-kind]
x.at["slot", anything].set(0)  # E: at: no axis 'slot' in [batch, position, embed]  [axis-missing]
x.at["slot", jnp.arange(1)].get()  # E: at: no axis 'slot' in [batch, position, embed]  [axis-missing]
hax.index(x, {"batch": jnp.array(0), "slot": slice(0, 1)})  # E: index: no axis 'slot' in [batch, position, embed]  [axis-missing]


def kinds(i: int, array: jax.Array, name: str, several: list[int], either: str | None) -> None:
    x[i]  # E(kind): index: expected … got x[int]; an index follows its axis  [axis-kind]
    x[i, 0]  # E(kind): index: expected … got x[int, 0]; an index follows its axis  [axis-kind]
    x[array]  # E(kind): index: expected … got x[Array]; an index follows its axis  [axis-kind]
    x[name]  # E(kind): index: expected … got x[str]; an index follows its axis  [axis-kind]
    x[several]  # E: index: expected … got x[list]; an index follows its axis  [axis-kind]
    x["batch", name]  # E: index: axis 'batch' cannot be indexed by str; …  [axis-kind]
    x["batch", either]  # E: index: axis 'batch' cannot be indexed by str; …  [axis-kind]


kinds(0, jnp.array(0), "batch", [0], "embed")


def parts(start: NamedArray["batch ..."], some: NamedArray["{batch embed}"]) -> None:
    some["position", 0]  # E(kind): index: no axis 'position' in {batch, embed}  [axis-missing]
    start["batch", 0, "batch", 1]  # E: index: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]


parts(x, x["position", 0])
