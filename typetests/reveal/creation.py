"""New arrays have the axes that were asked for, in that order."""

import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

Batch, Embed = hax.make_axes(batch=2, embed=3)
x = hax.zeros((Embed, Batch))

# zeros, ones and full, from one axis, a tuple, a list or a shape dict.
reveal_type(hax.zeros(Batch))  # R: [batch]
reveal_type(hax.zeros((Batch, Embed)))  # R: [batch, embed]
reveal_type(hax.zeros([Embed, Batch]))  # R: [embed, batch]
reveal_type(hax.zeros({"batch": 2, "embed": 3}))  # R: [batch, embed]
reveal_type(hax.zeros(()))  # R: []
reveal_type(hax.ones((Batch, Embed), dtype=jnp.int32))  # R: [batch, embed]
reveal_type(hax.ones(shape=Batch))  # R: [batch]
reveal_type(hax.ones(Axis("heads", 7)))  # R: [heads]
reveal_type(hax.eye((Batch, Embed)))  # R: [batch, embed]
reveal_type(hax.eye((Embed, Embed.alias("other")), k=1, dtype=int))  # R: [embed, other]
reveal_type(hax.full((Batch, Embed), 0.5))  # R: [batch, embed]
reveal_type(hax.full(Embed, fill_value=1, dtype=jnp.float32))  # R: [embed]

# As another array.
reveal_type(hax.zeros_like(x))  # R: [embed, batch]
reveal_type(hax.ones_like(x, dtype=jnp.int32))  # R: [embed, batch]
reveal_type(hax.full_like(x, 2.0))  # R: [embed, batch]
reveal_type(hax.zeros_like(x.sum("batch")))  # R: [embed]

# Names for the axes of a plain array.
plain = jnp.ones((2, 3))
reveal_type(hax.named(plain, ("batch", "embed")))  # R: [batch, embed]
reveal_type(hax.named(plain, (Batch, Embed)))  # R: [batch, embed]
reveal_type(hax.named(plain, ["batch", Embed]))  # R: [batch, embed]
reveal_type(hax.named(plain[0], "embed"))  # R: [embed]
reveal_type(hax.named(plain[0], axis=Embed))  # R: [embed]
reveal_type(hax.named(1.0, ()))  # R: []
reveal_type(hax.named([1, 2, 3], "embed"))  # R: [embed]
reveal_type(NamedArray(plain, ("batch", "embed")))  # R: [batch, embed]
reveal_type(NamedArray(plain, axes=(Batch, Embed)))  # R: [batch, embed]

# Sequences of numbers.
reveal_type(hax.arange(Batch))  # R: [batch]
reveal_type(hax.arange((Batch, Embed), start=1, step=2))  # R: [batch, embed]
reveal_type(hax.arange({"batch": 2}))  # R: [batch]
reveal_type(hax.linspace(Embed, start=0.0, stop=1.0))  # R: [embed]
reveal_type(hax.linspace("time", start=0.0, stop=1.0))  # R: [time]
reveal_type(hax.logspace(Embed, start=0.0, stop=2.0))  # R: [embed]
reveal_type(hax.geomspace(Embed, start=1.0, stop=9.0))  # R: [embed]

# What an array says of itself.
reveal_type(x.axes)  # R: tuple[Axis[embed], Axis[batch]]
reveal_type(x.array)  # R(static): jax._src.basearray.Array
reveal_type(x.ndim)  # R: int
reveal_type(x.size)  # R: int
reveal_type(x.has_axis("batch"))  # R: True
reveal_type(x.resolve_axis("batch"))  # R: Axis[batch]
reveal_type(x.axis_size("batch"))  # R: int
reveal_type(hax.sum(x).item())  # R(static): Any
