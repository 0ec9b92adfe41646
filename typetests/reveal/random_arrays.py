"""Random arrays have the axes that were asked for; bounds broadcast into them."""

import jax
import jax.numpy as jnp

import haliax as hax
from haliax.random import normal

Batch, Embed = hax.make_axes(batch=2, embed=3)
key = jax.random.PRNGKey(0)
low = hax.zeros(Embed)

reveal_type(hax.random.normal(key, (Batch, Embed)))  # R: [batch, embed]
reveal_type(hax.random.normal(key, Embed))  # R: [embed]
reveal_type(hax.random.normal(key, {"batch": 2}))  # R: [batch]
reveal_type(hax.random.normal(key, ()))  # R: []
reveal_type(hax.random.normal(key, shape=[Embed, Batch], dtype=jnp.float32))  # R: [embed, batch]
reveal_type(normal(key, (Batch, Embed)) * 0.02)  # R: [batch, embed]

reveal_type(hax.random.uniform(key, (Batch, Embed)))  # R: [batch, embed]
reveal_type(hax.random.uniform(key, (Batch, Embed), minval=low, maxval=1.0))  # R: [batch, embed]
reveal_type(hax.random.uniform(key, Embed, minval=-1.0))  # R: [embed]
reveal_type(hax.random.uniform(key, (Batch, Embed), jnp.float32, low, low + 1))  # R: [batch, embed]

reveal_type(hax.random.randint(key, (Batch, Embed), 0, 7))  # R: [batch, embed]
reveal_type(hax.random.randint(key, Batch, minval=0, maxval=hax.full(Batch, 3)))  # R: [batch]
reveal_type(hax.random.randint(key, (Embed, Batch), low.astype(jnp.int32), 3))  # R: [embed, batch]
