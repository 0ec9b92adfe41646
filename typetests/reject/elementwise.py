"""Functions of several arrays broadcast by name, and refuse plain arrays with dimensions."""

import jax.numpy as jnp

import haliax as hax
from haliax import Axis

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
x = hax.ones((Batch, Embed))
m = hax.ones(Mlp)
n = hax.full(Mlp, 3)

# Two operands.
hax.add(x, m)  # E: add: cannot broadcast [batch, embed] and [mlp]: neither has all axes of the other; rename an axis, or use broadcast_axis to add the missing ones  [axis-broadcast]
hax.subtract(m, x)  # E: subtract: cannot broadcast [mlp] and [batch, embed]: …  [axis-broadcast]
hax.maximum(x, m)  # E: maximum: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
hax.power(x, m)  # E: power: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
hax.true_divide(x, m)  # E: true_divide: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
hax.arctan2(m, x.sum("batch"))  # E: arctan2: cannot broadcast [mlp] and [embed]: …  [axis-broadcast]
hax.logical_and(x, m)  # E: logical_and: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
hax.bitwise_or(n, x.astype(jnp.int32))  # E: bitwise_or: cannot broadcast [mlp] and [batch, embed]: …  [axis-broadcast]
hax.equal(x1=x, x2=m)  # E: equal: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
hax.less(m, x)  # E: less: cannot broadcast [mlp] and [batch, embed]: …  [axis-broadcast]
hax.logaddexp(x, m)  # E: logaddexp: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
hax.divmod(x, m)  # E(kind): divmod: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]

# Three operands: one of them has all axes.
hax.where(x > 0, x, m)  # E: where: cannot broadcast [batch, embed], [batch, embed] and [mlp]: none has all axes of the others; …  [axis-broadcast]
hax.where(m > 0, x, 0.0)  # E: where: cannot broadcast [mlp], [batch, embed] and []: …  [axis-broadcast]
hax.where(x.sum("embed") > 0, x.sum("batch"), 1)  # E: where: cannot broadcast [batch], [embed] and []: …  [axis-broadcast]
hax.clip(x, m, 1.0)  # E: clip: cannot broadcast [batch, embed], [mlp] and []: …  [axis-broadcast]
x.clip(0.0, m)  # E: clip: cannot broadcast [batch, embed], [] and [mlp]: …  [axis-broadcast]
m.clip(a_max=x)  # E: clip: cannot broadcast [mlp] and [batch, embed]: …  [axis-broadcast]

# In nested calls only what is wrong is told, and told once.
hax.exp(hax.add(x, m)).sum("batch")  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
hax.add(hax.square(x), hax.sin(m))  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
hax.round(x, 1).sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
hax.frexp(x)[0].sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
hax.sqrt(m).mean(Axis("ml", 5))  # E: mean: no axis 'ml' in [mlp]; did you mean 'mlp'?  [axis-missing]
abs(x).sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
