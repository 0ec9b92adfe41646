"""Losses are scalars, or have the axes of the logits without the label. Activations, norms and dropout keep axes."""

import jax
import jax.numpy as jnp

import haliax as hax
from haliax import NamedArray
from haliax.nn.loss import maybe_reduce_loss
from haliax.types import ReductionFunction

Batch, Position, Vocab = hax.make_axes(batch=2, position=4, vocab=6)
key = jax.random.key(0)
logits = hax.ones((Batch, Position, Vocab))
labels = hax.zeros((Batch, Position), dtype=jnp.int32)
losses = hax.ones((Batch, Position))
where = losses > 0

reveal_type(hax.nn.cross_entropy_loss(logits, "vocab", labels))  # R: []
reveal_type(hax.nn.cross_entropy_loss(logits, Vocab, hax.nn.one_hot(labels, Vocab)))  # R: []
reveal_type(hax.nn.cross_entropy_loss(logits, "vocab", labels, reduction=None))  # R: [batch, position]
reveal_type(hax.nn.cross_entropy_loss(logits, "position", hax.zeros((Vocab, Batch), dtype=int), None))  # R: [batch, vocab]
reveal_type(hax.nn.cross_entropy_loss(logits, Vocab, labels, hax.sum))  # R: []
reveal_type(hax.nn.cross_entropy_loss(logits, Vocab, labels, hax.mean, where))  # R: []
reveal_type(hax.nn.cross_entropy_loss(logits, Vocab, labels, reduction_axis="position"))  # R: [batch]
reveal_type(hax.nn.cross_entropy_loss(logits, Vocab, labels, hax.max, reduction_axis=(Batch,)))  # R: [position]
reveal_type(hax.nn.cross_entropy_loss(logits, Vocab, labels, weight=losses))  # R: []
reveal_type(hax.nn.cross_entropy_loss_and_log_normalizers(logits, Vocab, labels))  # R(static): tuple[[batch, position], [batch, position]]
reveal_type(hax.nn.cross_entropy_loss_and_log_normalizers(logits, Vocab, labels)[1])  # R: [batch, position]

reveal_type(hax.nn.binary_cross_entropy_loss(logits, logits > 0))  # R: []
reveal_type(hax.nn.binary_cross_entropy_loss(logits, logits.max("batch"), None))  # R: [batch, position, vocab]
reveal_type(hax.nn.binary_cross_entropy_loss(logits, logits, reduction_axis="vocab", weight=losses))  # R: [batch, position]

reveal_type(hax.nn.reduce_loss(losses))  # R: []
reveal_type(hax.nn.reduce_loss(losses, None))  # R: [batch, position]
reveal_type(hax.nn.reduce_loss(losses, None, where=where))  # R: [batch, position]
reveal_type(hax.nn.reduce_loss(losses, hax.sum, "batch"))  # R: [position]
reveal_type(hax.nn.reduce_loss(losses, reduction_axis=(Position,), weight=losses))  # R: [batch]
reveal_type(maybe_reduce_loss(losses, hax.sum, "batch", None))  # R: [position]
reveal_type(maybe_reduce_loss(losses, None, None, where))  # R: [batch, position]
reveal_type(maybe_reduce_loss(losses, hax.mean, None, where, losses))  # R: []

reveal_type(hax.nn.sigmoid(logits))  # R: [batch, position, vocab]
reveal_type(hax.nn.softplus(losses))  # R: [batch, position]
reveal_type(hax.nn.quick_gelu(losses))  # R: [batch, position]
reveal_type(hax.nn.relu_squared(losses))  # R: [batch, position]
reveal_type(hax.nn.tanh(losses))  # R: [batch, position]
reveal_type(hax.nn.relu_squared(jnp.ones(3)))  # R(static): jax._src.basearray.Array
reveal_type(hax.nn.glu(logits, "vocab"))  # R: [batch, position, vocab]
reveal_type(hax.nn.standardize(logits, "vocab"))  # R: [batch, position, vocab]
reveal_type(hax.nn.standardize(logits, (Vocab, Position), mean=losses, variance=1.0))  # R: [batch, position, vocab]
reveal_type(hax.nn.dropout(logits, 0.1, inference=True))  # R: [batch, position, vocab]
reveal_type(hax.nn.dropout(logits, 0.1, "position", inference=False, key=key))  # R: [batch, position, vocab]
reveal_type(hax.nn.dropout(jnp.ones(3), 0.1, inference=True))  # R(static): jax._src.basearray.Array


def of_parts(
    start: NamedArray["batch ..."],
    any_order: NamedArray["{batch vocab}"],
    reduction: ReductionFunction,
    perhaps: ReductionFunction | None,
) -> None:
    reveal_type(hax.nn.cross_entropy_loss(start, "vocab", labels))  # R: []
    reveal_type(hax.nn.cross_entropy_loss(start, "vocab", labels, None))  # R: [batch, ...]
    reveal_type(hax.nn.cross_entropy_loss(any_order, "vocab", hax.zeros(Batch, dtype=int), None))  # R: [batch]
    reveal_type(hax.nn.cross_entropy_loss(logits, "vocab", labels, reduction))  # R: []
    reveal_type(hax.nn.cross_entropy_loss(logits, "vocab", labels, reduction, reduction_axis="batch"))  # R: [position]
    reveal_type(hax.nn.cross_entropy_loss(logits, "vocab", labels, perhaps))  # R: [...]
    reveal_type(hax.nn.reduce_loss(any_order, reduction))  # R: []
    reveal_type(hax.nn.glu(start, "batch"))  # R: [batch, ...]
    reveal_type(hax.nn.dropout(any_order, 0.1, inference=True))  # R: {batch, vocab}
    reveal_type(hax.nn.standardize(start, "batch"))  # R: [batch, ...]


of_parts(logits, hax.ones((Vocab, Batch)), hax.mean, None)
of_parts(hax.ones((Batch, Position, Vocab)), hax.ones((Batch, Vocab)), hax.sum, hax.sum)
