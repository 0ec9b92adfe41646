"""Operations along one axis keep it."""

import jax.numpy as jnp

import haliax as hax
from haliax import NamedArray

Batch, Position = hax.make_axes(batch=2, position=8)
x = hax.ones((Batch, Position))
bits = hax.ones((Position, Batch), dtype=jnp.uint8)

reveal_type(hax.cumsum(x, "position"))  # R: [batch, position]
reveal_type(x.cumsum(Position))  # R: [batch, position]
reveal_type(hax.cumprod(x, axis="position"))  # R: [batch, position]
reveal_type(x.cumprod("batch"))  # R: [batch, position]
reveal_type(hax.nancumsum(x, "position"))  # R: [batch, position]
reveal_type(hax.nancumprod(x, "position"))  # R: [batch, position]
reveal_type(hax.roll(x, 1, "position"))  # R: [batch, position]
reveal_type(hax.roll(x, (1, 2), ("position", "batch")))  # R: [batch, position]
reveal_type(hax.pad(x, {"position": (1, 2)}))  # R: [batch, position]
reveal_type(hax.pad(x, {Position: (0, 1)}, mode="edge"))  # R: [batch, position]
reveal_type(hax.diff(x, "position"))  # R: [batch, position]
reveal_type(hax.diff(x, Position, n=2))  # R: [batch, position]
reveal_type(hax.tile(x, {"position": 2, Batch: 3}))  # R: [batch, position]
reveal_type(hax.repeat(x, "position", 2))  # R: [batch, position]
reveal_type(hax.packbits(bits, "position"))  # R: [position, batch]
reveal_type(hax.unpackbits(bits, "batch", count=3))  # R: [position, batch]


def vague(start: NamedArray["batch ..."], some: NamedArray["{position ...}"], count: int) -> None:
    reveal_type(hax.repeat(start, "batch", count))  # R: [batch, ...]
    reveal_type(hax.tile(start, {"batch": count}))  # R: [batch, ...]
    reveal_type(hax.diff(some, "position", count))  # R: {position, ...}
    reveal_type(start.cumsum("position"))  # R: [batch, ...]
    reveal_type(some.cumsum("position"))  # R: {position, ...}


vague(x, x, 2)
