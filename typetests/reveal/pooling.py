"""Pooling keeps the axes; a product of rows with the matrices of their groups has the axes of both."""

import jax.numpy as jnp

import haliax as hax
from haliax import Axis
from haliax.nn import max_pool, mean_pool, min_pool, ragged_dot

Batch, Height, Width = hax.make_axes(batch=2, height=11, width=7)
image = hax.ones((Batch, Height, Width))

reveal_type(max_pool({"height": 2, "width": 2}, image))  # R: [batch, height, width]
reveal_type(min_pool((Axis("height", 2), Axis("width", 3)), image, stride=2))  # R: [batch, height, width]
reveal_type(mean_pool(Axis("width", 3), image, padding="SAME"))  # R: [batch, height, width]
reveal_type(hax.nn.pool.pool(Axis("width", 3), image, 0.0, jnp.add))  # R: [batch, height, width]

Token, Embed, Mlp, Expert = hax.make_axes(token=11, embed=3, mlp=5, expert=4)
rows, matrices, sizes = hax.ones((Token, Embed)), hax.ones((Expert, Embed, Mlp)), hax.ones(Expert, dtype=int)
reveal_type(ragged_dot(rows, matrices, sizes, axis="embed"))  # R: [token, mlp]
reveal_type(ragged_dot(rows, matrices, sizes, axis=Embed).sum("mlp"))  # R: [token]
