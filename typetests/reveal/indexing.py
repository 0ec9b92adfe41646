"""An index takes its axis away, keeps it, or puts the axes of a named array in its place."""

from typing import Any

import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position, Embed = hax.make_axes(batch=2, position=5, embed=3)
x = hax.ones((Batch, Position, Embed))
picks = hax.named([3, 0], "pick")
last = hax.named([4, 1], "batch")

# Integers, slices, lists.
reveal_type(x["batch", 0])  # R: [position, embed]
reveal_type(x["batch", -1, "embed", 2])  # R: [position]
reveal_type(x["batch", 0, "position", 0, "embed", 0])  # R: []
reveal_type(x[Batch, 0])  # R: [position, embed]
reveal_type(x[{"position": 0}])  # R: [batch, embed]
reveal_type(x[{Position: 0, "embed": slice(1)}])  # R: [batch, embed]
reveal_type(x["position", 1:3])  # R: [batch, position, embed]
reveal_type(x["position", ::-1, "batch", 0])  # R: [position, embed]
reveal_type(x["position", [0, 2]])  # R: [batch, position, embed]
reveal_type(x[...])  # R: [batch, position, embed]

# Slices whose start is computed.
reveal_type(x["position", hax.dslice(1, 2)])  # R: [batch, position, embed]
reveal_type(x["position", hax.ds(0, Axis("window", 2))])  # R: [batch, position, embed]
reveal_type(x["position", hax.dblock(1, 2), "batch", 0])  # R: [position, embed]
reveal_type(hax.dslice(1, 2).size)  # R: int

# Named arrays.
reveal_type(x["position", picks])  # R: [batch, pick, embed]
reveal_type(x["position", last])  # R: [batch, embed]
reveal_type(x["position", last, "embed", 0])  # R: [batch]
reveal_type(x["position", picks, "embed", hax.named([0, 2], "pick")])  # R: [batch, pick]
reveal_type(x["position", picks, "embed", hax.named([0, 1, 2], "column")])  # R: [batch, pick, column]
reveal_type(x["embed", picks, "batch", hax.named([1, 1, 0], "row")])  # R: [row, pick, position]
reveal_type(x["position", hax.named([[0, 1]], ("block", "inner"))])  # R: [batch, block, inner, embed]

# As functions.
reveal_type(hax.index(x, {"batch": 0, "position": picks}))  # R: [pick, embed]
reveal_type(hax.slice(x, "position", "window", 1, 2))  # R: [batch, window, embed]
reveal_type(x.slice("position", Axis("window", 2), start=1))  # R: [batch, window, embed]
reveal_type(x.slice("position", start=1))  # R: [batch, position, embed]
reveal_type(x.slice({"position": 1, "embed": 0}, {"position": 2, "embed": Axis("part", 2)}))  # R: [batch, position, part]
reveal_type(hax.updated_slice(x, {"position": 1}, hax.zeros({"position": 2})))  # R: [batch, position, embed]
reveal_type(x.updated_slice({"position": 1, "batch": 0}, hax.zeros({"position": 2, "embed": 3})))  # R: [batch, position, embed]

# An update keeps the axes; `get` gives those of the index.
reveal_type(x.at["position", 0].set(1.0))  # R: [batch, position, embed]
reveal_type(x.at["position", last].add(hax.ones(Embed)))  # R: [batch, position, embed]
reveal_type(x.at[{"batch": 0}].multiply(2))  # R: [batch, position, embed]
reveal_type(x.at["embed", 1:].apply(jnp.negative))  # R: [batch, position, embed]


def vague(
    start: NamedArray["batch ..."],
    some: NamedArray["{batch embed}"],
    any_axes: NamedArray,
    i: jax.Array,
    positions: NamedArray["query"],
    bare: NamedArray,
    maybe: int | None,
    either: int | list[int],
    anything: Any,
) -> None:
    reveal_type(start["batch", 0])  # R: [...]
    reveal_type(some["batch", 0])  # R: [embed]
    reveal_type(any_axes["batch", 0])  # R: [...]
    reveal_type(x["position", positions])  # R: [batch, query, embed]

    # What is not indexed stays.
    reveal_type(x["position", i])  # R: [batch, ..., embed]
    reveal_type(x["position", anything])  # R: [batch, ..., embed]
    reveal_type(x["position", bare])  # R: [batch, ..., embed]
    reveal_type(x["batch", anything])  # R: [..., position, embed]
    reveal_type(x["position", anything, "embed", i])  # R: [batch, ...]
    reveal_type(x["batch", anything, "embed", i])  # R: {position, ...}
    reveal_type(x["batch", 0, "embed", anything])  # R: [position, ...]
    reveal_type(x["position", anything, "embed", positions])  # R: {batch, query, ...}
    reveal_type(start["batch", anything])  # R: [...]
    reveal_type(some["embed", anything])  # R: {batch, ...}
    reveal_type(hax.index(x, {"batch": i}))  # R: [..., position, embed]
    reveal_type(x.at["batch", i].get())  # R: [..., position, embed]
    reveal_type(x["batch", maybe])  # R: [position, embed]
    reveal_type(x["batch", either])  # R: [..., position, embed]
    reveal_type(x["batch", (1, 0)])  # R: [batch, position, embed]


vague(x, x["position", 0], x, jnp.array(0), hax.arange(Axis("query", 4)), picks, 0, 0, [0, 1])

# Arrays without names, where they are made: how many dimensions they have can be read.
reveal_type(x["batch", jnp.arange(2)])  # R: [batch, position, embed]
reveal_type(x["batch", jnp.array(0)])  # R: [position, embed]
reveal_type(x["batch", jnp.array([0, 1]), "embed", 0])  # R: [batch, position]
reveal_type(x.at["position", jnp.arange(2)].get())  # R: [batch, position, embed]
