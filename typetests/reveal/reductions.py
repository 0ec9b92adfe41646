"""The reduced axes go; the others keep their order."""

import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
x = hax.ones((Batch, Position, Embed))
mask = hax.full((Embed, Batch), True)

# Every reduction, as a function.
reveal_type(hax.all(x, "embed"))  # R: [batch, position]
reveal_type(hax.any(x, "embed"))  # R: [batch, position]
reveal_type(hax.max(x, "embed"))  # R: [batch, position]
reveal_type(hax.min(x, "embed"))  # R: [batch, position]
reveal_type(hax.amax(x, "embed"))  # R: [batch, position]
reveal_type(hax.amin(x, "embed"))  # R: [batch, position]
reveal_type(hax.sum(x, "embed"))  # R: [batch, position]
reveal_type(hax.mean(x, "embed"))  # R: [batch, position]
reveal_type(hax.prod(x, "embed"))  # R: [batch, position]
reveal_type(hax.product(x, "embed"))  # R: [batch, position]
reveal_type(hax.ptp(x, "embed"))  # R: [batch, position]
reveal_type(hax.std(x, "embed"))  # R: [batch, position]
reveal_type(hax.var(x, "embed"))  # R: [batch, position]
reveal_type(hax.nanmax(x, "embed"))  # R: [batch, position]
reveal_type(hax.nanmin(x, "embed"))  # R: [batch, position]
reveal_type(hax.nansum(x, "embed"))  # R: [batch, position]
reveal_type(hax.nanmean(x, "embed"))  # R: [batch, position]
reveal_type(hax.nanprod(x, "embed"))  # R: [batch, position]
reveal_type(hax.nanstd(x, "embed"))  # R: [batch, position]
reveal_type(hax.nanvar(x, "embed"))  # R: [batch, position]
reveal_type(hax.argmax(x, "embed"))  # R: [batch, position]
reveal_type(hax.argmin(x, "embed"))  # R: [batch, position]
reveal_type(hax.nanargmax(x, "embed"))  # R: [batch, position]
reveal_type(hax.nanargmin(x, "embed"))  # R: [batch, position]

# Every reduction that is a method.
reveal_type(x.all("position"))  # R: [batch, embed]
reveal_type(x.any("position"))  # R: [batch, embed]
reveal_type(x.max("position"))  # R: [batch, embed]
reveal_type(x.min("position"))  # R: [batch, embed]
reveal_type(x.sum("position"))  # R: [batch, embed]
reveal_type(x.mean("position"))  # R: [batch, embed]
reveal_type(x.prod("position"))  # R: [batch, embed]
reveal_type(x.product("position"))  # R: [batch, embed]
reveal_type(x.ptp("position"))  # R: [batch, embed]
reveal_type(x.std("position"))  # R: [batch, embed]
reveal_type(x.var("position"))  # R: [batch, embed]
reveal_type(x.argmax("position"))  # R: [batch, embed]
reveal_type(x.argmin("position"))  # R: [batch, embed]

# An axis is given as an Axis, a name, a tuple, a list or a dict of either.
reveal_type(x.sum(Embed))  # R: [batch, position]
reveal_type(x.sum(axis=Embed))  # R: [batch, position]
reveal_type(x.sum((Batch, "embed")))  # R: [position]
reveal_type(x.sum(["batch", Position]))  # R: [embed]
reveal_type(x.sum({"batch": 2, "embed": None}))  # R: [position]
reveal_type(x.sum(("embed", "batch", "position")))  # R: []
reveal_type(x.sum(()))  # R: [batch, position, embed]

# None, or nothing, is all axes.
reveal_type(x.sum())  # R: []
reveal_type(hax.mean(x))  # R: []
reveal_type(x.max(None))  # R: []
reveal_type(hax.argmax(x, None))  # R: []
reveal_type(hax.nanargmax(x))  # R: []

# A mask has some of the array's axes, in any order; other arguments change nothing.
reveal_type(hax.sum(x, "embed", where=mask))  # R: [batch, position]
reveal_type(x.mean("position", where=mask))  # R: [batch, embed]
reveal_type(x.all(where=mask))  # R: []
reveal_type(x.sum("embed", dtype=jnp.float32))  # R: [batch, position]
reveal_type(hax.std(x, Embed, ddof=1))  # R: [batch, position]
reveal_type(x.var(Batch, None, 1))  # R: [position, embed]

# A chain, a method called through the class, and axes named by variables.
reveal_type(x.sum("embed").max("batch").mean("position"))  # R: []
reveal_type(NamedArray.sum(x, "embed"))  # R: [batch, position]

Vocab = Axis("vocab", 7)
table = hax.ones((Vocab, Embed))
reveal_type(table.sum(Vocab))  # R: [embed]
reveal_type(table.sum(Embed.name))  # R: [vocab]
reveal_type(table.sum(table.axes))  # R: []


# Reductions as arguments.
def reduced(a: NamedArray["batch embed"], by: hax.ReductionFunction, last: hax.SimpleReductionFunction) -> None:
    reveal_type(by(a, "embed"))  # R: [...]
    reveal_type(by(a, axis="embed", where=a > 0))  # R: [...]
    reveal_type(last(a, "embed"))  # R: [...]


be = hax.ones((Batch, Embed))
reduced(be, hax.mean, hax.argmax)
reduced(be, hax.sum, hax.argmin)
reduced(be, lambda array, axis=None, *, where=None: array.max(axis, where=where), hax.nanargmax)
