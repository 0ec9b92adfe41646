"""A block of a network, with what a block may hold, for tests of layers that stand one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import BlockSeq, Stacked

LAYERS, BATCH, EMBED, MLP = hax.make_axes(layers=3, batch=2, embed=5, mlp=7)
KEYS = jax.random.split(jax.random.key(0), LAYERS.size)
X = hax.random.normal(jax.random.key(1), (BATCH, EMBED))
MASKS = hax.random.normal(jax.random.key(2), (MLP, LAYERS))
KINDS: list[Any] = [Stacked, BlockSeq]


class Block(eqx.Module):
    """Two products with a residual, and a plain array, a function, a number, None and a name beside them."""

    up: NamedArray
    down: NamedArray
    scale: jax.Array
    act: Callable[[NamedArray], NamedArray]
    factor: float = 1.0
    bias: NamedArray | None = None
    name: str = eqx.field(static=True, default="block")

    @staticmethod
    def init(Embed: Axis, Mlp: Axis, *, key: jax.Array, act: Any = hax.tanh) -> Block:
        up, down, scale = jax.random.split(key, 3)
        draw = hax.random.normal
        return Block(draw(up, (Embed, Mlp)) * 0.3, draw(down, (Mlp, Embed)) * 0.3, jax.random.uniform(scale, (4,)), act)

    def __call__(self, x: NamedArray, mask: NamedArray | None = None, *, shift: Any = 0.0) -> NamedArray:
        hidden = self.act(hax.tree_checkpoint_name(hax.dot(x, self.up, axis="embed"), "hidden"))
        if mask is not None:
            hidden = hidden * mask
        return x + hax.dot(hidden, self.down, axis="mlp") * self.scale.sum() * self.factor + shift


def by_hand(blocks: Any, x: NamedArray, masks: Any = None, shifts: Any = None) -> np.ndarray[Any, Any]:
    """What the blocks make of an array of batch and embed, in numpy."""
    out = np.asarray(x.rearrange(("batch", "embed")).array, np.float64)
    for i, block in enumerate(blocks):
        up, down = (np.asarray(w.array, np.float64) for w in (block.up, block.down))
        hidden = np.tanh(out @ up)
        if masks is not None:
            hidden = hidden * np.asarray(masks)[i]
        out = out + hidden @ down * float(block.scale.sum()) * block.factor
        out = out if shifts is None else out + np.asarray(shifts)[i]
    return out


def made(kind: Any, policy: Any = False, layers: Axis = LAYERS) -> Any:
    return kind.init(layers, Block, gradient_checkpointing=policy)(
        EMBED, MLP, key=jax.random.split(jax.random.key(0), layers.size)
    )


def gradients(model: Any, loss: Callable[[Any], Any]) -> list[Any]:
    """The gradient by the arrays of each layer, as one list for either kind."""
    gradient = eqx.filter_grad(lambda m: loss(m).sum().scalar())(model)
    layers = gradient.unstacked() if isinstance(model, Stacked) else gradient.blocks
    return [leaf for layer in layers for leaf in jax.tree.leaves(eqx.filter(layer, eqx.is_array))]


def assert_close(first: Any, second: Any, **tolerance: Any) -> None:
    """Trees of arrays that are equal but for rounding."""
    ours, theirs = jax.tree.leaves(first), jax.tree.leaves(second)
    assert len(ours) == len(theirs) > 0
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(np.asarray(one), np.asarray(other), **({"rtol": 1e-4, "atol": 1e-5} | tolerance))


def arange(size: int) -> jax.Array:
    return jnp.arange(float(size))
