"""Functions of elements: one operand keeps its axes; several broadcast by name."""

import jax.numpy as jnp

import haliax as hax

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
x = hax.ones((Batch, Position, Embed))
bias = hax.ones((Embed,))
swapped = hax.ones((Embed, Batch))
n = hax.full((Batch, Embed), 3)

# One operand. Each of the 57 keeps the axes; these are of every kind that there is.
reveal_type(hax.abs(x))  # R: [batch, position, embed]
reveal_type(hax.absolute(x))  # R: [batch, position, embed]
reveal_type(hax.exp(x))  # R: [batch, position, embed]
reveal_type(hax.log1p(x))  # R: [batch, position, embed]
reveal_type(hax.rsqrt(x))  # R: [batch, position, embed]
reveal_type(hax.tanh(swapped))  # R: [embed, batch]
reveal_type(hax.square(bias))  # R: [embed]
reveal_type(hax.isnan(x))  # R: [batch, position, embed]
reveal_type(hax.logical_not(x))  # R: [batch, position, embed]
reveal_type(hax.bitwise_not(n))  # R: [batch, embed]
reveal_type(hax.real(x))  # R: [batch, position, embed]
reveal_type(hax.conj(bias))  # R: [embed]
reveal_type(hax.copy(bias))  # R: [embed]
reveal_type(hax.sign(hax.sum(x)))  # R: []
reveal_type(hax.round(x, 2))  # R: [batch, position, embed]
reveal_type(hax.around(x))  # R: [batch, position, embed]
reveal_type(x.round())  # R: [batch, position, embed]
reveal_type(x.copy())  # R: [batch, position, embed]
reveal_type(x.conj())  # R: [batch, position, embed]
reveal_type(bias.conjugate())  # R: [embed]
reveal_type(x.astype(jnp.int32))  # R: [batch, position, embed]
reveal_type(hax.frexp(swapped))  # R: tuple[[embed, batch], [embed, batch]]
reveal_type(hax.ndim(x))  # R: int

# Two operands: the axes are those of the one that has all, of the first if both have.
reveal_type(hax.add(x, bias))  # R: [batch, position, embed]
reveal_type(hax.add(bias, x))  # R: [batch, position, embed]
reveal_type(hax.subtract(x, swapped))  # R: [batch, position, embed]
reveal_type(hax.multiply(swapped, x))  # R: [batch, position, embed]
reveal_type(hax.divide(n, swapped))  # R: [batch, embed]
reveal_type(hax.true_divide(swapped, n))  # R: [embed, batch]
reveal_type(hax.floor_divide(n, swapped))  # R: [batch, embed]
reveal_type(hax.power(x, 2))  # R: [batch, position, embed]
reveal_type(hax.float_power(2.0, bias))  # R: [embed]
reveal_type(hax.maximum(x, bias))  # R: [batch, position, embed]
reveal_type(hax.minimum(0.0, bias))  # R: [embed]
reveal_type(hax.arctan2(bias, bias))  # R: [embed]
reveal_type(hax.hypot(bias, swapped))  # R: [embed, batch]
reveal_type(hax.logaddexp(x, x))  # R: [batch, position, embed]
reveal_type(hax.mod(n, 2))  # R: [batch, embed]
reveal_type(hax.fmod(n, bias))  # R: [batch, embed]
reveal_type(hax.left_shift(n, 1))  # R: [batch, embed]
reveal_type(hax.bitwise_xor(n, n))  # R: [batch, embed]
reveal_type(hax.logical_and(x, bias))  # R: [batch, position, embed]
reveal_type(hax.equal(x, bias))  # R: [batch, position, embed]
reveal_type(hax.less_equal(bias, x))  # R: [batch, position, embed]
reveal_type(hax.not_equal(swapped, n))  # R: [embed, batch]
reveal_type(hax.nextafter(bias, bias))  # R: [embed]
reveal_type(hax.add(x1=bias, x2=x))  # R: [batch, position, embed]
reveal_type(hax.add(x, jnp.ones(())))  # R: [batch, position, embed]
reveal_type(hax.divmod(n, swapped))  # R: tuple[[batch, embed], [batch, embed]]

# Three operands.
reveal_type(hax.where(x > 0, x, bias))  # R: [batch, position, embed]
reveal_type(hax.where(bias > 0, x, 0.0))  # R: [batch, position, embed]
reveal_type(hax.where(swapped > 0, bias, x))  # R: [batch, position, embed]
reveal_type(hax.where(True, bias, bias))  # R: [embed]
reveal_type(hax.clip(x, 0, 1))  # R: [batch, position, embed]
reveal_type(hax.clip(bias, a_min=None, a_max=x))  # R: [batch, position, embed]
reveal_type(hax.clip(x, None, bias))  # R: [batch, position, embed]
reveal_type(x.clip(0.0, bias))  # R: [batch, position, embed]
reveal_type(bias.clip(a_min=0.0))  # R: [embed]
