"""Activations keep the axes, logsumexp drops some, one_hot adds one."""

import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import gelu, softmax

Batch, Position, Vocab = hax.make_axes(batch=2, position=3, vocab=5)
logits = hax.ones((Batch, Position, Vocab))
tokens = hax.zeros((Batch, Position), dtype=jnp.int32)

reveal_type(hax.nn.relu(logits))  # R: [batch, position, vocab]
reveal_type(hax.nn.silu(logits))  # R: [batch, position, vocab]
reveal_type(hax.nn.gelu(logits))  # R: [batch, position, vocab]
reveal_type(gelu(logits, approximate=False))  # R: [batch, position, vocab]

reveal_type(softmax(logits, "vocab"))  # R: [batch, position, vocab]
reveal_type(hax.nn.softmax(logits, axis=Vocab))  # R: [batch, position, vocab]
reveal_type(hax.nn.softmax(logits, axis=(Position, Vocab)))  # R: [batch, position, vocab]
reveal_type(hax.nn.softmax(logits))  # R: [batch, position, vocab]
reveal_type(hax.nn.log_softmax(logits, Vocab))  # R: [batch, position, vocab]

reveal_type(hax.nn.logsumexp(logits, "vocab"))  # R: [batch, position]
reveal_type(hax.nn.logsumexp(logits, axis=(Vocab, "batch")))  # R: [position]
reveal_type(hax.nn.logsumexp(logits))  # R: []

reveal_type(hax.nn.one_hot(tokens, Vocab))  # R: [batch, position, vocab]
reveal_type(hax.nn.one_hot(tokens, Vocab, dtype=jnp.float32))  # R: [batch, position, vocab]
reveal_type(hax.nn.one_hot(3, Vocab))  # R: [vocab]
reveal_type(hax.nn.one_hot(hax.arange(Batch), class_axis=Axis("class", 2)))  # R: [batch, class]

# The loss of a language model.
log_probs = logits - hax.nn.logsumexp(logits, Vocab)
reveal_type(log_probs)  # R: [batch, position, vocab]
reveal_type(-hax.sum(hax.nn.one_hot(tokens, Vocab) * log_probs, Vocab))  # R: [batch, position]
reveal_type(-log_probs.take(Vocab, tokens).mean())  # R: []


# Plain arrays and numbers go through activations as they are.
reveal_type(hax.nn.relu(jnp.ones(3)))  # R(static): jax._src.basearray.Array


def of_parts(start: NamedArray["batch ..."], any_order: NamedArray["{batch vocab}"]) -> None:
    reveal_type(hax.nn.softmax(start, "vocab"))  # R: [batch, ...]
    reveal_type(hax.nn.relu(any_order))  # R: {batch, vocab}
    reveal_type(hax.nn.logsumexp(any_order, "vocab"))  # R: [batch]
    reveal_type(hax.nn.logsumexp(start, "batch"))  # R: [...]
    reveal_type(hax.nn.one_hot(start.astype(int), Axis("class", 7)))  # R: [batch, ..., class]
    reveal_type(hax.nn.one_hot(any_order.astype(int), Axis("class", 7)))  # R: {batch, vocab, class}


of_parts(logits, hax.ones((Vocab, Batch)))
