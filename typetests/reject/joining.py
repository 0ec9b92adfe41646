"""Joined arrays have the same axes, and a stack has a new one."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
x = hax.ones((Batch, Embed))
b = hax.ones(Batch)
e = hax.ones(Embed)

# stack
hax.stack("layer", [x, b])  # E: stack: needs arrays with the same axes, got [batch, embed] and [batch]; broadcast or rename them first  [axis-order]
hax.stack("layer", (x, x, e))  # E: stack: needs arrays with the same axes, got [batch, embed], [batch, embed] and [embed]; broadcast or rename them first  [axis-order]
hax.stack("embed", [x, x])  # E: stack: axis 'embed' is already in [batch, embed]; choose another name or rename it first  [axis-duplicate]
hax.stack(Batch, [x])  # E: stack: axis 'batch' is already in [batch, embed]; choose another name or rename it first  [axis-duplicate]
hax.stack(Axis("layer", 3), [x, x])  # E: stack: axis 'layer' is given with size 3, but the array has 2 there  [axis-size]
hax.stack("layer", [])  # E: stack: needs at least one array, got none  [axis-missing]

# concatenate
hax.concatenate("mlp", [x, x])  # E: concatenate: no axis 'mlp' in [batch, embed]  [axis-missing]
hax.concatenate("embed", [x, b])  # E: concatenate: no axis 'embed' in [batch]  [axis-missing]
hax.concatenate("embed", [x, e])  # E: concatenate: needs arrays with the same axes, got [batch, embed] and [embed]; broadcast or rename them first  [axis-order]
hax.concatenate(axis=Mlp, arrays=[x])  # E: concatenate: no axis 'mlp' in [batch, embed]  [axis-missing]

# split
x.split("mlp", (Axis("a", 1), Axis("b", 2)))  # E: split: no axis 'mlp' in [batch, embed]  [axis-missing]
hax.split(x, "embed", (Batch, Axis("b", 1)))  # E: split: axis 'batch' is already in [batch, embed]; choose another name or rename it first  [axis-duplicate]
hax.split(x, Embed, (Axis("a", 1), Axis("b", 1)))  # E: split: the sizes of [a=1, b=1] add up to 2, but axis 'embed' has size 3; they must be equal  [axis-size]
x.split("embed", (Axis("a", 1), Axis("b", 2)))[0].sum("b")  # E: sum: no axis 'b' in [batch, a]  [axis-missing]
left, right = x.split("embed", (Axis("a", 1), Axis("b", 2)))
left + right  # E: add: cannot broadcast [batch, a] and [batch, b]: …  [axis-broadcast]

# unbind
x.unbind("mlp")  # E: unbind: no axis 'mlp' in [batch, embed]  [axis-missing]
hax.unbind(x, Mlp)  # E: unbind: no axis 'mlp' in [batch, embed]  [axis-missing]
x.unbind("batch")[0].sum("batch")  # E: sum: no axis 'batch' in [embed]  [axis-missing]
for row in x.unbind("batch"):
    row.sum("batch")  # E: sum: no axis 'batch' in [embed]  [axis-missing]


def combine(parts: list[NamedArray["batch embed"]]) -> None:
    hax.stack("batch", parts)  # E(kind): stack: axis 'batch' is already in [batch, embed]; choose another name or rename it first  [axis-duplicate]
    hax.concatenate("mlp", parts)  # E(kind): concatenate: no axis 'mlp' in [batch, embed]  [axis-missing]
    hax.stack("layer", parts).sum("mlp")  # E: sum: no axis 'mlp' in [layer, batch, embed]  [axis-missing]


combine([x, x])
