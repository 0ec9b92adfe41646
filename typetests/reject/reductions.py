"""A reduction names axes that are there, each once."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
Mlp = Axis("mlp", 7)
x = hax.ones((Batch, Position, Embed))
mask = hax.full((Batch, Mlp), True)

# Every reduction says its own name.
hax.sum(x, "embd")  # E: sum: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.all(x, "embd")  # E: all: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.any(x, "embd")  # E: any: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.max(x, "embd")  # E: max: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.min(x, "embd")  # E: min: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.mean(x, "embd")  # E: mean: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.prod(x, "embd")  # E: prod: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.ptp(x, "embd")  # E: ptp: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.std(x, "embd")  # E: std: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.var(x, "embd")  # E: var: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.nansum(x, "embd")  # E: nansum: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.nanmean(x, "embd")  # E: nanmean: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.amax(x, "embd")  # E: amax: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.argmax(x, "embd")  # E: argmax: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
hax.nanargmin(x, "embd")  # E: nanargmin: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]

# So do the methods.
x.sum("mlp")  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.mean("mlp")  # E: mean: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.any("mlp")  # E: any: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.std("mlp")  # E: std: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.var("mlp")  # E: var: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.ptp("mlp")  # E: ptp: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.product("mlp")  # E: product: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.argmax("mlp")  # E: argmax: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.argmin(axis="mlp")  # E: argmin: no axis 'mlp' in [batch, position, embed]  [axis-missing]

# An axis may be given in any form.
x.sum(Mlp)  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.sum(axis=Mlp)  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.sum(("embed", "mlp"))  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.sum(["mlp", Batch])  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.sum({"mlp": None})  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.sum(Embed.alias("mlp"))  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.sum(Mlp.name)  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
x.sum("em" + "bd")  # E: sum: no axis 'embd' in [batch, position, embed]; did you mean 'embed'?  [axis-missing]
NamedArray.sum(x, "mlp")  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]

# Each axis once.
x.sum(("embed", "embed"))  # E: sum: axis 'embed' is repeated in [embed, embed]; name each axis once  [axis-duplicate]
hax.mean(x, (Batch, "batch"))  # E: mean: axis 'batch' is repeated in [batch=2, batch]; name each axis once  [axis-duplicate]

# A mask may not add axes.
hax.sum(x, "embed", where=mask)  # E: sum: [batch, mlp] has 'mlp', which [batch, position, embed] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
x.mean(where=mask)  # E: mean: [batch, mlp] has 'mlp', which [batch, position, embed] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]

# What is gone is gone.
x.sum("embed").sum("embed")  # E: sum: no axis 'embed' in [batch, position]  [axis-missing]
x.max().max("batch")  # E: max: no axis 'batch' in []  [axis-missing]


def parameters(x: NamedArray["batch embed"], y: NamedArray["{batch embed}"], z: NamedArray["batch"]) -> None:
    x.sum("position")  # E: sum: no axis 'position' in [batch, embed]  [axis-missing]
    y.sum("position")  # E(kind): sum: no axis 'position' in {batch, embed}  [axis-missing]
    z.mean("embed")  # E: mean: no axis 'embed' in [batch]  [axis-missing]


parameters(x.sum("position"), x.sum("position"), x.sum(("position", "embed")))
