"""Mistakes with fields of layers, and with layers that hold other arrays than they say."""

from __future__ import annotations

import equinox as eqx
import jax

import haliax as hax
from haliax import AxisSpec, NamedArray
from haliax.debug import checked
from haliax.nn import Embedding, Layer, Linear, maps

Batch, Embed, Mlp, Vocab = hax.make_axes(batch=2, embed=5, mlp=7, vocab=11)
key = jax.random.key(0)
x = hax.ones((Batch, Embed))
up = Linear.init(Embed, Mlp, key=key)
table = Embedding.init(Vocab, Embed, key=key)


class Gate(Layer, axes="{In} -> Out"):
    weight: NamedArray["*In *Out"]
    In: AxisSpec = eqx.field(static=True)
    Out: AxisSpec = eqx.field(static=True)

    @maps("In -> Out")
    def __call__(self, x: NamedArray) -> NamedArray:
        return hax.dot(x, self.weight, axis=self.In)


gate = Gate(hax.ones((Embed, Mlp)), Embed, Mlp)
up.weight.sum("batch")  # E(kind): sum: no axis 'batch' in {embed, mlp}  [axis-missing]
table.weight["embd", 0]  # E(kind): index: no axis 'embd' in {vocab, embed}; did you mean 'embed'?  [axis-missing]
gate.weight.sum("vocab")  # E: sum: no axis 'vocab' in [embed, mlp]  [axis-missing]
hax.sum(x, up.Out)  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
hax.sum(x, table.Vocab)  # E: sum: no axis 'vocab' in [batch, embed]  [axis-missing]
if up.bias is not None:
    up.bias.sum("embed")  # E: sum: no axis 'embed' in [mlp]  [axis-missing]
    x + up.bias  # E: add: cannot broadcast [batch, embed] and [mlp]: neither has all axes of the other; rename an axis, or use broadcast_axis to add the missing ones  [axis-broadcast]


@checked
def tied(weight: NamedArray["mlp"], gate: Gate["embed -> mlp"] | None = None) -> None: ...


tied(up.weight)  # E(type): …  [arg-type]
