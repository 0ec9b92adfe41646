"""Indices name axes that are there, once, and lie within them."""

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
x.updated_slice({"position": 0}, hax.ones({"mlp": 2}))  # E: updated_slice: [mlp] has 'mlp', which [batch, position, embed] lacks; …  [axis-broadcast]
x.at["position", 0].set(0.0).sum("mlp")  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]


def parts(start: NamedArray["batch ..."], some: NamedArray["{batch embed}"]) -> None:
    some["position", 0]  # E(kind): index: no axis 'position' in {batch, embed}  [axis-missing]
    start["batch", 0, "batch", 1]  # E: index: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]


parts(x, x["position", 0])
