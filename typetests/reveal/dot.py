"""dot sums out its axes and keeps the others in the order in which they first appear."""

import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position, Embed, Mlp = hax.make_axes(batch=2, position=3, embed=5, mlp=7)
x = hax.ones((Batch, Position, Embed))
w = hax.ones((Embed, Mlp))
v = hax.ones((Mlp, Batch))

# One axis, in every way to give it.
reveal_type(hax.dot(x, w, axis="embed"))  # R: [batch, position, mlp]
reveal_type(hax.dot(x, w, axis=Embed))  # R: [batch, position, mlp]
reveal_type(hax.dot(w, x, axis="embed"))  # R: [mlp, batch, position]
reveal_type(x.dot(w, axis=Embed))  # R: [batch, position, mlp]
reveal_type(x.dot(w, axis=("embed",)))  # R: [batch, position, mlp]
reveal_type(hax.dot(x, w, axis=["embed"]))  # R: [batch, position, mlp]

# The older form has the axes first.
reveal_type(hax.dot("embed", x, w))  # R: [batch, position, mlp]
reveal_type(hax.dot(Embed, x, w))  # R: [batch, position, mlp]
reveal_type(hax.dot(("embed", "batch"), x, w))  # R: [position, mlp]
reveal_type(x.dot("embed", w))  # R: [batch, position, mlp]

# Several axes, none, and all.
reveal_type(hax.dot(x, x, axis=("embed", "position")))  # R: [batch]
reveal_type(hax.dot(x, w, axis=(Embed, Batch)))  # R: [position, mlp]
reveal_type(hax.dot(x, w, axis=()))  # R: [batch, position, embed, mlp]
reveal_type(hax.dot(x, w, axis=None))  # R: []
reveal_type(hax.dot(x, x, axis=x.axes))  # R: []
reveal_type(hax.dot(x, w, axis={"embed": 5}))  # R: [batch, position, mlp]

# Shared axes that are not summed out are matched.
reveal_type(hax.dot(x, v, axis=()))  # R: [batch, position, embed, mlp]
reveal_type(hax.dot(x, v, axis="batch"))  # R: [position, embed, mlp]
reveal_type(hax.dot(v, x, axis="embed"))  # R: [mlp, batch, position]

# One array, and more than two.
reveal_type(hax.dot(x, axis="embed"))  # R: [batch, position]
reveal_type(hax.dot(x, w, v, axis=("embed", "mlp")))  # R: [batch, position]
reveal_type(hax.dot(w, x, v, axis="mlp"))  # R: [embed, batch, position]

# Each element with each: all axes of one, then all of the other.
reveal_type(hax.outer(hax.ones(Batch), w))  # R: [batch, embed, mlp]
reveal_type(hax.outer(w, hax.ones((Position, Batch))))  # R: [embed, mlp, position, batch]

# The order of the result.
reveal_type(hax.dot(x, w, axis="embed", out_axes=("mlp", "position", "batch")))  # R: [mlp, position, batch]
reveal_type(hax.dot(x, w, axis="embed", out_axes=(Mlp, ...)))  # R: [mlp, batch, position]
reveal_type(hax.dot(x, w, axis="embed", out_axes=(..., Batch)))  # R: [position, mlp, batch]
reveal_type(hax.dot(x, w, axis="embed", out_axes=[Position, ..., Batch]))  # R: [position, mlp, batch]
reveal_type(hax.dot(x, w, axis="embed", out_axes=(..., "position", ...)))  # R: [batch, position, mlp]

# Other arguments change nothing.
reveal_type(hax.dot(x, w, axis="embed", preferred_element_type=jnp.float32))  # R: [batch, position, mlp]
reveal_type(hax.dot(x, w, axis="embed", precision="highest"))  # R: [batch, position, mlp]

# Attention, as it is written with names.
Heads, Size = Axis("heads", 2), Axis("head_size", 3)
KeyPosition = Position.alias("key_position")
query = hax.ones((Batch, Position, Heads, Size))
key = hax.ones((Batch, Position, Heads, Size)).rename({"position": "key_position"})
scores = hax.dot(query, key, axis=Size)
reveal_type(scores)  # R: [batch, position, heads, key_position]
weights = hax.nn.softmax(scores, axis=KeyPosition)
reveal_type(hax.dot(weights, key, axis=KeyPosition))  # R: [batch, position, heads, head_size]


# Of an array with unknown axes, those that are known stay known.
def partly(rest: NamedArray["batch ..."], any_order: NamedArray["{embed mlp}"], name: str) -> None:
    reveal_type(hax.dot(any_order, w, axis="embed"))  # R: [mlp]
    reveal_type(hax.dot(any_order, x, axis="embed"))  # R: {mlp, batch, position}
    reveal_type(hax.dot(rest, w, axis="mlp"))  # R: {batch, embed, ...}
    reveal_type(hax.dot(w, rest, axis="batch"))  # R: [embed, mlp, ...]
    reveal_type(hax.dot(x, w, axis=name))  # R: [...]
    reveal_type(hax.outer(v, hax.ones(Axis("heads", 2))))  # R: [mlp, batch, heads]
    reveal_type(hax.outer(any_order, v["mlp", 0]))  # R: {embed, mlp, batch}


partly(x, w, "embed")
