"""An error stands at the argument that is wrong, and a note says which axes each operand has."""

import haliax as hax
from haliax import Axis

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
x = hax.ones((Batch, Embed))
m = hax.ones(Mlp)

# At the axis.
hax.sum(x, "embd")  # E: sum: no axis 'embd' in [batch, embed]; did you mean 'embed'?  [axis-missing] ^ "embd"
hax.sum(x, axis="embd")  # E: sum: no axis 'embd' in [batch, embed]; did you mean 'embed'?  [axis-missing] ^ "embd"
x.mean(Mlp)  # E: mean: no axis 'mlp' in [batch, embed]  [axis-missing] ^ Mlp
x.rename({"embd": "mlp"})  # E: rename: no axis 'embd' in [batch, embed]; did you mean 'embed'?  [axis-missing] ^ {"embd"
hax.dot(x, m, axis="heads")  # E: dot: no axis 'heads' in [batch, embed, mlp]  [axis-missing] ^ "heads"
hax.nn.softmax(x, axis=Mlp)  # E: softmax: no axis 'mlp' in [batch, embed]  [axis-missing] ^ Mlp
x.rearrange((Embed, "mlp"))  # E: rearrange: no axis 'mlp' in [batch, embed]  [axis-missing] ^ (Embed, "mlp")
hax.zeros((Batch, Batch))  # E: zeros: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate] ^ (Batch, Batch)
hax.sum(x, "embed", where=m > 0)  # E: sum: [mlp] has 'mlp', which [batch, embed] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast] ^ m > 0

# Notes call the operands by their names in the program, or else by those of the parameters.
x + m  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast] # N: x is [batch, embed], m is [mlp]
hax.where(m > 0, x, 0.0)  # E: where: cannot broadcast [mlp], [batch, embed] and []: …  [axis-broadcast] # N: condition is [mlp], x is [batch, embed], y is []
hax.arctan2(m, x.sum("batch"))  # E: arctan2: cannot broadcast [mlp] and [embed]: …  [axis-broadcast] # N: m is [mlp], x2 is [embed]
x.clip(0.0, m)  # E: clip: cannot broadcast [batch, embed], [] and [mlp]: …  [axis-broadcast] # N: x is [batch, embed], a_min is [], m is [mlp]
hax.dot(x, m, axis="heads")  # E: dot: no axis 'heads' in [batch, embed, mlp]  [axis-missing] # N: x is [batch, embed], m is [mlp]
left, right = x.split("embed", (Axis("a", 1), Axis("b", 2)))
left * right  # E: multiply: cannot broadcast [batch, a] and [batch, b]: …  [axis-broadcast] # N: left is [batch, a], right is [batch, b]

# In a call inside of a call, the error is that of the one that is wrong.
hax.sum(hax.exp(x), "embd")  # E: sum: no axis 'embd' in [batch, embed]; did you mean 'embed'?  [axis-missing] ^ "embd"


# A code silences its own kind of mistake, another code does not.
if x.ndim == 0:
    x.sum("mlp")  # type: ignore[axis-missing]
x.sum("mlp")  # type: ignore[axis-broadcast]  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing] # E(static): Unused "type: ignore" comment  [unused-ignore]
