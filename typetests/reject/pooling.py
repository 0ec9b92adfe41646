"""Windows along axes that are not there, and products of rows that do not fit."""

import jax.numpy as jnp

import haliax as hax
from haliax import Axis
from haliax.nn import max_pool, mean_pool, min_pool, ragged_dot

Batch, Height, Width = hax.make_axes(batch=2, height=11, width=7)
image = hax.ones((Batch, Height, Width))

max_pool(Axis("hight", 2), image)  # E: max_pool: no axis 'hight' in [batch, height, width]; did you mean 'height'?  [axis-missing]
min_pool({"channel": 2}, image)  # E: min_pool: no axis 'channel' in [batch, height, width]  [axis-missing]
mean_pool(Axis("height", 2), image, stride=0)  # E: mean_pool: the stride is 0; it must be 1 or more  [axis-size]
mean_pool(Axis("height", 2), image, (2, 2))  # E: mean_pool: the stride has 2 entries for the axes [height]; give one for each, or one number for all  [axis-size]
hax.nn.pool.pool(Axis("channel", 3), image, 0.0, jnp.add)  # E: pool: no axis 'channel' in [batch, height, width]  [axis-missing]

Token, Embed, Mlp, Expert = hax.make_axes(token=11, embed=3, mlp=5, expert=4)
rows, matrices, sizes = hax.ones((Token, Embed)), hax.ones((Expert, Embed, Mlp)), hax.ones(Expert, dtype=int)
ragged_dot(rows, matrices, sizes, axis="token")  # E: ragged_dot: no axis 'token' in [expert, embed, mlp]  [axis-missing]
ragged_dot(rows, matrices, sizes)  # E: ragged_dot: expected `axis`, the axes to sum over; pass it by name, as in dot(x, y, axis=...)  [axis-kind]
ragged_dot(matrices, matrices, sizes, axis="embed")  # E: ragged_dot: expected one axis of rows beside 'embed', got [expert, mlp]; flatten them into one  [axis-size]
