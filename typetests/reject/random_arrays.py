"""Random arrays: bounds may not add axes."""

import jax

import haliax as hax
from haliax import Axis

Batch, Embed = hax.make_axes(batch=2, embed=3)
key = jax.random.PRNGKey(0)
low = hax.zeros(Embed)

hax.random.normal(key, (Batch, Batch))  # E: normal: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.random.normal(key, Batch).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
hax.random.uniform(key, Batch, minval=low)  # E: uniform: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.uniform(key, (Batch, Axis("mlp", 5)), maxval=low)  # E: uniform: [embed] has 'embed', which [batch=2, mlp=5] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.uniform(key, {"batch": 2}).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
hax.random.randint(key, Batch, 0, low.astype(int))  # E: randint: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.randint(key, (Embed, Embed), 0, 3)  # E: randint: axis 'embed' is repeated in [embed=3, embed=3]; name each axis once  [axis-duplicate]
hax.random.normal(key, "batch")  # E(type): normal: argument 'shape' is a value of type str; expected Axis or Sequence[Axis] or Mapping[str, int]  [arg-type]
