"""Mistakes with layers of which one list of axes is known and another is not."""

from __future__ import annotations

import jax

import haliax as hax
from haliax import AxisSpec, NamedArray
from haliax.debug import checked
from haliax.nn import Linear

Batch, Position, Embed, Mlp, Vocab = hax.make_axes(batch=2, position=3, embed=5, mlp=7, vocab=11)
key = jax.random.key(0)
x = hax.ones((Batch, Position, Embed))
h = hax.ones((Batch, Position, Mlp))


def some(axes: AxisSpec) -> AxisSpec:
    return axes


to_some = Linear.init(Embed, some(Mlp), key=key)
to_some(h)  # E(kind): Linear["embed -> ..."]: no axis 'embed' in [batch, position, mlp]  [axis-missing]


@checked
def takes(layer: Linear["embed -> ..."], x: NamedArray["batch position mlp"]) -> None:
    layer(x)  # E(static): Linear["embed -> ..."]: no axis 'embed' in [batch, position, mlp]  [axis-missing]


takes(to_some, x)  # E(type): takes: argument 'x' is [batch, position, embed]; expected [batch, position, mlp]: no axis 'mlp'  [arg-type]
