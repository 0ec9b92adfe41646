"""Losses and attention as programs use them: nothing here is wrong."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

import haliax as hax
from haliax import AxisSelection, AxisSelector, NamedArray
from haliax.nn import attention
from haliax.types import ReductionFunction

Batch, Position, Vocab, Embed = hax.make_axes(batch=2, position=3, vocab=4, embed=8)
KeyPosition = Position.alias("key_position")
key = jax.random.key(0)
activations: dict[str, Callable[[NamedArray], NamedArray]] = {
    "gelu": hax.nn.gelu,
    "quick_gelu": hax.nn.quick_gelu,
    "relu_squared": hax.nn.relu_squared,
    "swish": hax.nn.swish,
}


def next_token_loss(
    logits: NamedArray,
    tokens: NamedArray,
    *,
    loss_mask: NamedArray | None = None,
    reduction: ReductionFunction | None = hax.mean,
    reduction_axis: AxisSelection | None = None,
    z_loss: float = 0.0,
) -> NamedArray:
    targets = hax.roll(tokens, -1, "position")
    last = hax.arange(Position) < Position.size - 1
    mask = last if loss_mask is None else loss_mask * last
    loss, log_z = hax.nn.cross_entropy_loss_and_log_normalizers(logits, "vocab", targets)
    if z_loss:
        loss = loss + z_loss * log_z**2
    return hax.nn.reduce_loss(loss, reduction, reduction_axis, where=mask)


logits = hax.ones((Batch, Position, Vocab))
tokens = hax.zeros((Batch, Position), dtype=int)
total: float = next_token_loss(logits, tokens).item()
whole: NamedArray["batch position"] = next_token_loss(logits, tokens, reduction=None, z_loss=1e-4)
rows: NamedArray["batch"] = next_token_loss(logits, tokens, reduction=hax.sum, reduction_axis="position")


class Block:
    def __init__(self, label: AxisSelector, activation: str, mask: NamedArray | None = None) -> None:
        self.label, self.activation, self.mask = label, activations[activation], mask

    def __call__(self, x: NamedArray["batch position embed"], *, key: jax.Array | None = None) -> NamedArray["batch position embed"]:
        keys = x.rename({"position": "key_position"})
        mask = attention.combine_masks_and(attention.causal_mask(Position, KeyPosition), self.mask)
        y = attention.dot_product_attention("key_position", Embed, x, keys, keys, mask=mask)
        y = hax.nn.dropout(self.activation(y), 0.1, inference=key is None, key=key)
        return hax.nn.standardize(x + y, "embed")


x = hax.ones((Batch, Position, Embed))
x = Block("vocab", "gelu")(x, key=key)
x = Block("vocab", "swish", hax.ones((Batch, KeyPosition), dtype=bool))(x)
gated: NamedArray["batch position embed"] = hax.nn.glu(hax.concatenate("embed", (x, x)), "embed")


def unknown(x: Any, axis: Any, bare: NamedArray, masks: list[NamedArray | None]) -> None:
    mask: NamedArray | None = None
    for one in masks:
        mask = attention.combine_masks_and(mask, one)
    hax.nn.cross_entropy_loss(x, axis, x)
    hax.nn.cross_entropy_loss(bare, "vocab", bare)
    hax.nn.cross_entropy_loss(bare, axis, tokens, None).sum("batch")
    hax.nn.cross_entropy_loss(logits, axis, tokens, where=x)
    hax.nn.reduce_loss(bare, x, axis)
    keys = bare.rename({"position": "key_position"})
    attention.dot_product_attention(axis, axis, bare, x, x)
    attention.dot_product_attention("key_position", "vocab", bare, keys, keys, mask)
    hax.nn.dropout(bare, 0.1, axis, inference=True)


unknown(logits, "vocab", logits, [None, attention.causal_mask(Position, KeyPosition)]) if total < 0 else None
hax.vmap(lambda row, t: hax.nn.cross_entropy_loss(row, "vocab", t), "batch")(logits, tokens).sum("batch")
jax.grad(lambda z: hax.nn.cross_entropy_loss(z, "vocab", tokens).scalar())(logits).sum("vocab")
jnp.asarray(hax.nn.binary_cross_entropy_loss(logits, logits > 0).array)
