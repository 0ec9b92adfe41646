"""Operators, in both directions, broadcast by name as their functions do."""

import jax.numpy as jnp
import numpy as np

import haliax as hax

Batch, Embed = hax.make_axes(batch=2, embed=3)
x = hax.ones((Batch, Embed))
b = hax.ones((Embed,))
swapped = hax.ones((Embed, Batch))
n = hax.full((Batch, Embed), 3)
k = hax.full((Embed,), 2)

# A named array on the left.
reveal_type(x + b)  # R: [batch, embed]
reveal_type(b + x)  # R: [batch, embed]
reveal_type(x - swapped)  # R: [batch, embed]
reveal_type(swapped - x)  # R: [embed, batch]
reveal_type(x * 2)  # R: [batch, embed]
reveal_type(x / b)  # R: [batch, embed]
reveal_type(n // k)  # R: [batch, embed]
reveal_type(n % 2)  # R: [batch, embed]
reveal_type(b**2)  # R: [embed]
reveal_type(b**x)  # R: [batch, embed]
reveal_type(n << k)  # R: [batch, embed]
reveal_type(n >> 1)  # R: [batch, embed]
reveal_type(n & k)  # R: [batch, embed]
reveal_type(k | n)  # R: [batch, embed]
reveal_type(n ^ n)  # R: [batch, embed]
reveal_type(divmod(n, k))  # R: tuple[[batch, embed], [batch, embed]]

# A number on the left.
reveal_type(1 + x)  # R: [batch, embed]
reveal_type(1.0 - b)  # R: [embed]
reveal_type(2 * swapped)  # R: [embed, batch]
reveal_type(1 / x)  # R: [batch, embed]
reveal_type(7 // n)  # R: [batch, embed]
reveal_type(7 % n)  # R: [batch, embed]
reveal_type(2**b)  # R: [embed]
reveal_type(1 << n)  # R: [batch, embed]
reveal_type(255 >> n)  # R: [batch, embed]
reveal_type(1 & n)  # R: [batch, embed]
reveal_type(True | n)  # R: [batch, embed]
reveal_type(1 ^ n)  # R: [batch, embed]
reveal_type(1j * b)  # R: [embed]

# A number of numpy's or jax's on the right.
reveal_type(x + jnp.ones(()))  # R: [batch, embed]
reveal_type(x * np.float32(2))  # R: [batch, embed]

# Comparisons, in both directions.
reveal_type(x == b)  # R: [batch, embed]
reveal_type(b != x)  # R: [batch, embed]
reveal_type(x < 1)  # R: [batch, embed]
reveal_type(swapped <= x)  # R: [embed, batch]
reveal_type(x > b)  # R: [batch, embed]
reveal_type(x >= 0.5)  # R: [batch, embed]
reveal_type(1 < x)  # R: [batch, embed]
reveal_type(0 == b)  # R: [embed]

# One operand.
reveal_type(-x)  # R: [batch, embed]
reveal_type(+b)  # R: [embed]
reveal_type(~n)  # R: [batch, embed]
reveal_type(abs(swapped))  # R: [embed, batch]

# Assignment with an operator, and longer expressions.
total = hax.zeros((Batch, Embed))
total += b
reveal_type(total)  # R: [batch, embed]
wider = hax.zeros(Embed)
wider *= x
reveal_type(wider)  # R: [batch, embed]
reveal_type((x - x.mean("embed")) / (x.std("embed") + 1e-5))  # R: [batch, embed]
reveal_type(x * b + 1 > -swapped)  # R: [batch, embed]
reveal_type((x + 1).sum("batch") * b)  # R: [embed]
