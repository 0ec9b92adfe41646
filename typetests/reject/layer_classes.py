"""Mistakes with classes that inherit from a layer."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax

import haliax as hax
from haliax import NamedArray
from haliax.debug import checked
from haliax.nn import Conv, LayerNorm, LayerNormBase, Linear, MoELinear, maps

Batch, Position, Embed, Mlp, Expert = hax.make_axes(batch=2, position=3, embed=5, mlp=7, expert=4)
key = jax.random.key(0)
x = hax.ones((Batch, Position, Embed))
h = hax.ones((Batch, Position, Mlp))


class Conv1D(Linear):
    @maps("Out -> In")
    def back(self, y: NamedArray) -> NamedArray:
        return hax.dot(y, self.weight, axis=self.Out)


class Scaled(Conv1D):
    scale: float = 2.0


class Norm(LayerNormBase):
    @maps("axis")
    def __call__(self, x: Any) -> Any:
        return x


class Filter(Conv): ...


class Experts(MoELinear): ...


class Fixed(Linear["embed -> mlp"]): ...


up = Conv1D.init(Embed, Mlp, key=key)
up(h)  # E: Conv1D["embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
up.back(x)  # E: Conv1D["embed -> mlp"]: no axis 'mlp' in [batch, position, embed]  [axis-missing]
up(x).sum("embed")  # E: sum: no axis 'embed' in [batch, position, mlp]  [axis-missing]
Scaled.init(Embed, Mlp, key=key)(h)  # E: Scaled["embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
Scaled.init(Embed, Mlp, key=key).back(x)  # E: Scaled["embed -> mlp"]: no axis 'mlp' in [batch, position, embed]  [axis-missing]
Norm.init(Embed)(h)  # E: Norm["embed"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
Filter.init("position", Embed, Mlp, 3, key=key)(h)  # E: Filter["position: embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
Experts.init(Expert, Embed, Mlp, key=key)(h, hax.ones(Expert, dtype=int))  # E: Experts["expert: embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]


@checked
def project(layer: Linear["mlp -> embed"], own: Conv1D["embed -> mlp"] | None = None) -> None: ...


@checked
def normal(layer: LayerNormBase["embed"]) -> None: ...


project(up)  # E(type): project: argument 'layer' is Conv1D["embed -> mlp"]; expected Linear["mlp -> embed"]  [arg-type]
project(Linear.init(Mlp, Embed, key=key), Conv1D.init(Mlp, Embed, key=key))  # E(type): project: argument 'own' is Conv1D["mlp -> embed"]; expected Conv1D["embed -> mlp"] or None  [arg-type]
project(Fixed.init(Embed, Mlp, key=key))  # E(type): …  [arg-type]
normal(LayerNorm.init(Mlp))  # E(type): normal: argument 'layer' is LayerNorm["mlp"]; expected LayerNormBase["embed"]  [arg-type]
normal(Norm.init(Mlp))  # E(type): normal: argument 'layer' is Norm["mlp"]; expected LayerNormBase["embed"]  [arg-type]


class Model(eqx.Module):
    first: Conv1D["embed"]  # E(static): Conv1D: cannot read 'embed': expected the form 'In -> Out'  [axis-pattern]
