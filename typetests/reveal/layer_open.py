"""Layers of which one list of axes is known and another is not."""

from __future__ import annotations

import jax

import haliax as hax
from haliax import Axis, AxisSpec
from haliax.nn import Conv, Embedding, Linear

Batch, Position, Embed, Mlp, Vocab = hax.make_axes(batch=2, position=3, embed=5, mlp=7, vocab=11)
key = jax.random.key(0)
x = hax.ones((Batch, Position, Embed))


def some(axes: AxisSpec) -> AxisSpec:
    return axes


def one(name: str) -> Axis:
    return Axis(name, 7)


to_some = Linear.init(Embed, some(Mlp), key=key)
from_some = Linear.init(some(Embed), Mlp, key=key)
reveal_type(to_some)  # R(static): Linear["embed -> ..."]
reveal_type(to_some(x))  # R: [batch, position, ...]
reveal_type(from_some)  # R(static): Linear["... -> mlp"]
reveal_type(from_some(x))  # R: [..., mlp]
reveal_type(to_some.weight)  # R: {embed, ...}
reveal_type(hax.sum(x, to_some.In))  # R: [batch, position]
reveal_type(Linear.init(some(Embed), some(Mlp), key=key)(x))  # R: [...]
reveal_type(Embedding.init(Vocab, some(Embed), key=key).unembed(x))  # R: [..., vocab]
reveal_type(Embedding.init(Vocab, some(Embed), key=key)(hax.arange(Batch)))  # R: [batch, ...]
reveal_type(Conv.init("position", Embed, one("mlp"), 3, key=key)(x.rearrange(("embed", ...))))  # R: {batch, position, ...}
reveal_type(Conv.init("position", one("embed"), Mlp, 3, key=key)(h := hax.ones((Batch, one("embed"), Position))))  # R: {mlp, ...}


def takes(whole: Linear["embed -> mlp"], first: Linear["embed -> ..."], last: Linear["... -> mlp"]) -> None:
    reveal_type(first(x))  # R: [batch, position, ...]
    reveal_type(last(x))  # R: [..., mlp]
    whole = first
    first = last
    last = whole


takes(to_some, to_some, to_some)
takes(from_some, from_some, from_some)
takes(Linear.init(Embed, Mlp, key=key), Linear.init(Embed, Mlp, key=key), Linear.init(Embed, Mlp, key=key))
