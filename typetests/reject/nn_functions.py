"""softmax over what is there, one_hot to what is not."""

import haliax as hax
from haliax import Axis

Batch, Position, Vocab = hax.make_axes(batch=2, position=3, vocab=5)
logits = hax.ones((Batch, Position, Vocab))
tokens = hax.zeros((Batch, Position), dtype=int)

hax.nn.softmax(logits, "vcoab")  # E: softmax: no axis 'vcoab' in [batch, position, vocab]; did you mean 'vocab'?  [axis-missing]
hax.nn.softmax(logits, axis=Axis("heads", 2))  # E: softmax: no axis 'heads' in [batch, position, vocab]  [axis-missing]
hax.nn.log_softmax(logits, ("vocab", "vocab"))  # E: log_softmax: axis 'vocab' is repeated in [vocab, vocab]; name each axis once  [axis-duplicate]
hax.nn.log_softmax(tokens, Vocab)  # E: log_softmax: no axis 'vocab' in [batch, position]  [axis-missing]
hax.nn.logsumexp(logits, "heads")  # E: logsumexp: no axis 'heads' in [batch, position, vocab]  [axis-missing]
hax.nn.logsumexp(logits, Vocab).sum("vocab")  # E: sum: no axis 'vocab' in [batch, position]  [axis-missing]

hax.nn.one_hot(tokens, Position)  # E: one_hot: axis 'position' is already in [batch, position]; choose another name or rename it first  [axis-duplicate]
hax.nn.one_hot(tokens, Vocab).sum("embed")  # E: sum: no axis 'embed' in [batch, position, vocab]  [axis-missing]
hax.nn.one_hot(tokens, Vocab) * hax.ones(Axis("embed", 7))  # E: multiply: cannot broadcast [batch, position, vocab] and [embed]: …  [axis-broadcast]

hax.nn.relu(logits).sum("embed")  # E: sum: no axis 'embed' in [batch, position, vocab]  [axis-missing]
hax.nn.gelu(tokens * 1.0).sum("embed")  # E: sum: no axis 'embed' in [batch, position]  [axis-missing]
hax.nn.silu(logits) + hax.ones(Axis("embed", 7))  # E: add: cannot broadcast [batch, position, vocab] and [embed]: …  [axis-broadcast]
