"""dot sums out axes that some operand has."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position, Embed, Mlp = hax.make_axes(batch=2, position=3, embed=5, mlp=7)
x = hax.ones((Batch, Position, Embed))
w = hax.ones((Embed, Mlp))

# An outer product has each axis once.
hax.outer(x, w)  # E: outer: axis 'embed' is in both [batch, position, embed] and [embed, mlp]; rename one, or match them by dot(x, y, axis=())  [axis-duplicate]
hax.outer(w, w)  # E: outer: axes 'embed', 'mlp' are in both [embed, mlp] and [embed, mlp]; rename one, or match them by dot(x, y, axis=())  [axis-duplicate]
hax.outer(w, hax.ones(Batch)).sum("position")  # E: sum: no axis 'position' in [embed, mlp, batch]  [axis-missing]
hax.outer(w, 2.0)  # E(type): outer: argument 'b' is a value of type float; expected a NamedArray, [...]  [arg-type]

# An axis that no operand has.
hax.dot(x, w, axis="embd")  # E: dot: no axis 'embd' in [batch, position, embed, mlp]; did you mean 'embed'?  [axis-missing]
hax.dot(x, w, axis="heads")  # E: dot: no axis 'heads' in [batch, position, embed, mlp]  [axis-missing]
hax.dot(x, w, axis=("embed", "heads"))  # E: dot: no axis 'heads' in [batch, position, embed, mlp]  [axis-missing]
hax.dot(x, w, axis=Axis("heads", 2))  # E: dot: no axis 'heads' in [batch, position, embed, mlp]  [axis-missing]
hax.dot("heads", x, w)  # E: dot: no axis 'heads' in [batch, position, embed, mlp]  [axis-missing]
hax.dot(Axis("heads", 2), x)  # E: dot: no axis 'heads' in [batch, position, embed]  [axis-missing]
x.dot(w, axis="heads")  # E: dot: no axis 'heads' in [batch, position, embed, mlp]  [axis-missing]
x.dot("heads", w)  # E: dot: no axis 'heads' in [batch, position, embed, mlp]  [axis-missing]
hax.dot(x, axis=Mlp)  # E: dot: no axis 'mlp' in [batch, position, embed]  [axis-missing]

# Each once.
hax.dot(x, w, axis=("embed", "embed"))  # E: dot: axis 'embed' is repeated in [embed, embed]; name each axis once  [axis-duplicate]

# The order of the result names axes that come out, all of them or with `...`.
hax.dot(x, w, axis="embed", out_axes=("batch", "position"))  # E: dot: the new order leaves out 'mlp' of [batch, position, mlp]; name every axis, or use `...` for the rest  [axis-order]
hax.dot(x, w, axis="embed", out_axes=("embed", ...))  # E: dot: no axis 'embed' in [batch, position, mlp]  [axis-missing]
hax.dot(x, w, axis="embed", out_axes=("mlp", ..., "mlp"))  # E: dot: axis 'mlp' is repeated in [mlp, mlp]; name each axis once  [axis-duplicate]

# What is summed out is gone, and what is not is not.
hax.dot(x, w, axis="embed").sum("embed")  # E: sum: no axis 'embed' in [batch, position, mlp]  [axis-missing]
hax.dot(x, w, axis="embed") + x  # E: add: cannot broadcast [batch, position, mlp] and [batch, position, embed]: …  [axis-broadcast]
hax.dot(hax.dot(x, w, axis="embed"), w, axis="heads")  # E: dot: no axis 'heads' in [batch, position, mlp, embed]  [axis-missing]

# A missing rename in attention: both positions are one axis, and the softmax is over another.
Size = Axis("head_size", 11)
query = hax.ones((Batch, Position, Size))
key = hax.ones((Batch, Position, Size))
scores = hax.dot(query, key, axis=Size)
hax.nn.softmax(scores, axis="key_position")  # E: softmax: no axis 'key_position' in [batch, position]; did you mean 'position'?  [axis-missing]


def forward(x: NamedArray["batch embed"], w: NamedArray["mlp embed"]) -> None:
    hax.dot(x, w, axis="heads")  # E: dot: no axis 'heads' in [batch, embed, mlp]  [axis-missing]
    hax.dot(x, w, axis="embed").sum("embed")  # E: sum: no axis 'embed' in [batch, mlp]  [axis-missing]


forward(x.sum("position"), w.rearrange((Mlp, Embed)))
