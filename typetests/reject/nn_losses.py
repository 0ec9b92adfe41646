"""Targets where logits belong, labels and axes that are not there, losses of other axes than is said."""

import jax.numpy as jnp

import haliax as hax
from haliax import NamedArray

Batch, Position, Vocab, Embed = hax.make_axes(batch=2, position=4, vocab=6, embed=8)
logits = hax.ones((Batch, Position, Vocab))
labels = hax.zeros((Batch, Position), dtype=jnp.int32)
hidden = hax.ones((Batch, Position, Embed))
losses = hax.ones((Batch, Position))

hax.nn.cross_entropy_loss(labels, "vocab", logits)  # E: cross_entropy_loss: no axis 'vocab' in the logits [batch, position], but in the targets [batch, position, vocab]; pass the logits first  [axis-missing]
hax.nn.cross_entropy_loss(labels, Vocab, hax.nn.one_hot(labels, Vocab), reduction=None)  # E: cross_entropy_loss: no axis 'vocab' in the logits [batch, position], but in the targets [batch, position, vocab]; pass the logits first  [axis-missing]
hax.nn.cross_entropy_loss(hidden, "vocab", labels)  # E: cross_entropy_loss: no axis 'vocab' in [batch, position, embed]  [axis-missing]
hax.nn.cross_entropy_loss(logits, "vocb", labels)  # E: cross_entropy_loss: no axis 'vocb' in [batch, position, vocab]; did you mean 'vocab'?  [axis-missing]
hax.nn.cross_entropy_loss(logits, "vocab", hidden)  # E: cross_entropy_loss: [batch, position, embed] has 'embed', which [batch, position, vocab] lacks; …  [axis-broadcast]
hax.nn.cross_entropy_loss(logits, "vocab", labels, where=logits > 0)  # E: cross_entropy_loss: [batch, position, vocab] has 'vocab', which [batch, position] lacks; …  [axis-broadcast]
hax.nn.cross_entropy_loss(logits, "vocab", labels, weight=hidden)  # E: cross_entropy_loss: [batch, position, embed] has 'embed', which [batch, position] lacks; …  [axis-broadcast]
hax.nn.cross_entropy_loss(logits, "vocab", labels, reduction_axis="vocab")  # E: cross_entropy_loss: no axis 'vocab' in [batch, position]  [axis-missing]
hax.nn.cross_entropy_loss(logits, "vocab", labels, None, reduction_axis="embed")  # E: cross_entropy_loss: no axis 'embed' in [batch, position]  [axis-missing]
hax.nn.cross_entropy_loss(logits, "vocab", labels).sum("batch")  # E: sum: no axis 'batch' in []  [axis-missing]
hax.nn.cross_entropy_loss(logits, "vocab", labels, reduction=None).sum("vocab")  # E: sum: no axis 'vocab' in [batch, position]  [axis-missing]
hax.nn.cross_entropy_loss(logits, "vocab", labels, reduction=None).scalar()  # E: scalar: [batch, position] is not a scalar; …  [axis-size]
hax.nn.cross_entropy_loss(logits, Vocab, labels, reduction_axis="batch") + hidden.max("position")  # E: add: cannot broadcast [position] and [batch, embed]: …  [axis-broadcast]
hax.nn.cross_entropy_loss_and_log_normalizers(labels, Vocab, logits)  # E: cross_entropy_loss_and_log_normalizers: no axis 'vocab' in the logits [batch, position], but in the targets [batch, position, vocab]; pass the logits first  [axis-missing]
hax.nn.cross_entropy_loss_and_log_normalizers(logits, Vocab, labels)[1].sum("vocab")  # E: sum: no axis 'vocab' in [batch, position]  [axis-missing]

hax.nn.binary_cross_entropy_loss(logits, hidden)  # E: binary_cross_entropy_loss: [batch, position, embed] has 'embed', which [batch, position, vocab] lacks; …  [axis-broadcast]
hax.nn.binary_cross_entropy_loss(logits, logits, reduction_axis="embed")  # E: binary_cross_entropy_loss: no axis 'embed' in [batch, position, vocab]  [axis-missing]
hax.nn.reduce_loss(losses, hax.mean, "vocab")  # E: reduce_loss: no axis 'vocab' in [batch, position]  [axis-missing]
hax.nn.reduce_loss(losses, hax.sum, ("batch", Batch))  # E: reduce_loss: axis 'batch' is repeated in [batch, batch=2]; name each axis once  [axis-duplicate]
hax.nn.reduce_loss(losses, weight=logits)  # E: reduce_loss: [batch, position, vocab] has 'vocab', which [batch, position] lacks; …  [axis-broadcast]
hax.nn.reduce_loss(losses).sum("batch")  # E: sum: no axis 'batch' in []  [axis-missing]
hax.nn.loss.maybe_reduce_loss(losses, None, "vocab", None)  # E: maybe_reduce_loss: no axis 'vocab' in [batch, position]  [axis-missing]

hax.nn.glu(logits, "embed")  # E: glu: no axis 'embed' in [batch, position, vocab]  [axis-missing]
hax.nn.standardize(logits, "embed")  # E: standardize: no axis 'embed' in [batch, position, vocab]  [axis-missing]
hax.nn.standardize(logits, Vocab, mean=hidden)  # E: standardize: [batch, position, embed] has 'embed', which [batch, position, vocab] lacks; …  [axis-broadcast]
hax.nn.standardize(losses, ("batch", "batch"))  # E: standardize: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
hax.nn.dropout(logits, 0.1, "embed", inference=True)  # E: dropout: no axis 'embed' in [batch, position, vocab]  [axis-missing]
hax.nn.dropout(losses, 0.1, Vocab, inference=True)  # E: dropout: no axis 'vocab' in [batch, position]  [axis-missing]
hax.nn.sigmoid(losses).sum("vocab")  # E: sum: no axis 'vocab' in [batch, position]  [axis-missing]
hax.nn.quick_gelu(losses) + hidden.max("batch")  # E: add: cannot broadcast [batch, position] and [position, embed]: …  [axis-broadcast]


def loss(x: NamedArray["batch position vocab"], t: NamedArray["batch position"]) -> NamedArray["batch"]:
    return hax.nn.cross_entropy_loss(x, "vocab", t)  # E(static): loss: the result is []; expected [batch]: no axis 'batch'  [return-value]


def each(x: NamedArray["batch position vocab"], t: NamedArray["batch position"]) -> NamedArray["position batch"]:
    return hax.nn.cross_entropy_loss(x, "vocab", t, reduction=None)  # E(static): each: the result is [batch, position]; expected [position, batch]: the axes are in another order; use rearrange(("position", "batch"))  [return-value]
