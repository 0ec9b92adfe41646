"""Joining arrays along an axis, and taking them apart."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
x = hax.ones((Batch, Embed))
y = hax.ones((Embed, Batch))
layers = [x, x, x]

# concatenate keeps the axes of the first array.
reveal_type(hax.concatenate("embed", [x, x]))  # R: [batch, embed]
reveal_type(hax.concatenate("embed", (x, y)))  # R: [batch, embed]
reveal_type(hax.concatenate("batch", [y, x]))  # R: [embed, batch]
reveal_type(hax.concatenate(Axis("embed", 6), [x, x]))  # R: [batch, embed]
reveal_type(hax.concatenate(axis="embed", arrays=[x]))  # R: [batch, embed]
reveal_type(hax.concatenate("embed", [x, hax.ones((Batch, Embed.resize(7)))]))  # R: [batch, embed]

# stack puts the new axis first.
reveal_type(hax.stack("layer", [x, x]))  # R: [layer, batch, embed]
reveal_type(hax.stack("layer", (y, x)))  # R: [layer, embed, batch]
reveal_type(hax.stack(Axis("layer", 2), [x, y]))  # R: [layer, batch, embed]
reveal_type(hax.stack(Axis("layer", 1), arrays=[x]))  # R: [layer, batch, embed]
reveal_type(hax.stack("layer", layers))  # R: [layer, batch, embed]
reveal_type(hax.concatenate("embed", layers))  # R: [batch, embed]
reveal_type(hax.stack("layer", [x.sum("embed"), y.sum("embed")]))  # R: [layer, batch]
sums = [x.sum("embed") for _ in range(2)]
reveal_type(hax.stack("layer", sums))  # R: [layer, batch]
reveal_type(hax.stack("layer", [x.sum("embed") for _ in range(2)]))  # R: [layer, batch]

# split gives each piece an axis of its own, in the place of the old one.
Q, K, V = hax.make_axes(q=2, k=1, v=4)
qkv = hax.ones((Batch, Axis("qkv", 7), Embed))
reveal_type(hax.split(qkv, "qkv", (Q, K, V)))  # R: tuple[[batch, q, embed], [batch, k, embed], [batch, v, embed]]
reveal_type(qkv.split("qkv", [Q, K, V])[1])  # R: [batch, k, embed]
q, k, v = qkv.split("qkv", (Q, K, V))
reveal_type(q)  # R: [batch, q, embed]
reveal_type(v)  # R: [batch, v, embed]
first, second = x.split("batch", new_axes=[Axis("first", 1), Axis("second", 1)])
reveal_type(second)  # R: [second, embed]

# unbind gives a list of slices.
reveal_type(x.unbind("batch"))  # R: list[[embed]]
reveal_type(hax.unbind(x, Embed))  # R: list[[batch]]
reveal_type([row.sum() for row in x.unbind("batch")])  # R: list[[]]
for row in x.unbind("batch"):
    reveal_type(row)  # R: [embed]
top, bottom = x.unbind("batch")
reveal_type(top * bottom)  # R: [embed]


# A sequence whose members mypy does not know one by one.
def combine(parts: list[NamedArray["batch embed"]], anything: list[NamedArray]) -> None:
    reveal_type(hax.stack("layer", parts))  # R: [layer, batch, embed]
    reveal_type(hax.concatenate("embed", parts))  # R: [batch, embed]
    reveal_type(hax.stack("layer", anything))  # R: [layer, ...]
    reveal_type(hax.stack("layer", [*parts, x]))  # R: [layer, ...]
    reveal_type(hax.concatenate("mlp", anything))  # R: {mlp, ...}
    reveal_type(hax.concatenate("embed", [x, *parts]))  # R: {embed, ...}


combine([x, x], [hax.ones(Mlp)])
