"""New arrays need axes with sizes, each once."""

import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

Batch, Embed = hax.make_axes(batch=2, embed=3)
plain = jnp.ones((2, 3))

# Each axis once.
hax.zeros((Batch, Batch))  # E: zeros: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.ones((Batch, Embed, Axis("batch", 5)))  # E: ones: axis 'batch' is repeated in [batch=2, embed=3, batch=5]; name each axis once  [axis-duplicate]
hax.full([Embed, Embed], 1.0)  # E: full: axis 'embed' is repeated in [embed=3, embed=3]; name each axis once  [axis-duplicate]
hax.arange((Embed, Embed))  # E: arange: axis 'embed' is repeated in [embed=3, embed=3]; name each axis once  [axis-duplicate]
hax.named(plain, ("batch", "batch"))  # E: named: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
hax.named(plain, ("batch", Batch))  # E: named: axis 'batch' is repeated in [batch, batch=2]; name each axis once  [axis-duplicate]
NamedArray(plain, ("embed", "embed"))  # E: NamedArray: axis 'embed' is repeated in [embed, embed]; name each axis once  [axis-duplicate]
hax.zeros(hax.concat_axes(Batch, (Embed, Batch)))  # E: concat_axes: axis 'batch' is already in [batch=2]; choose another name or rename it first  [axis-duplicate]

# A name alone has no size. (It is no AxisSpec, so mypy says so by itself.)
hax.zeros("batch")  # E(type): zeros: argument 'shape' is a value of type str; expected Axis or Sequence[Axis] or Mapping[str, int]  [arg-type]
hax.ones((Batch, "embed"))  # E(type): ones: argument 'shape' is tuple[Axis["batch", 2], str]; expected Axis or Sequence[Axis] or Mapping[str, int]  [arg-type]
hax.full("batch", 1.0)  # E(type): full: argument 'shape' is a value of type str; expected Axis or Sequence[Axis] or Mapping[str, int]  [arg-type]
hax.arange("batch")  # E(type): arange: argument 'axis' is a value of type str; expected Axis or Sequence[Axis] or Mapping[str, int]  [arg-type]

# A matrix has two axes.
hax.eye(Batch)  # E: eye: a matrix has two axes, its rows and its columns, got [batch=2]; name both  [axis-size]
hax.eye((Batch, Batch))  # E: eye: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.eye((Batch, Embed), dtype=int).sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]

# What is made has only the axes that were asked for.
hax.zeros(Batch).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
hax.zeros_like(hax.ones(Batch)).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
hax.named(plain, ("batch", "embed")).sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
NamedArray(plain, ("batch", "embed")).sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
hax.arange(Batch) + hax.arange(Embed)  # E: add: cannot broadcast [batch] and [embed]: …  [axis-broadcast]
hax.linspace(Embed, start=0.0, stop=1.0).sum("batch")  # E: sum: no axis 'batch' in [embed]  [axis-missing]
hax.zeros({"batch": 2}).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
hax.zeros(Axis("batch", 2).alias("rows")).sum("batch")  # E: sum: no axis 'batch' in [rows]  [axis-missing]
