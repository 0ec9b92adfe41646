"""Products in the place of `jax.lax.dot_general`, and fields that say the names of axes."""

from typing import Any

import equinox as eqx
import jax

import haliax as hax
from haliax import NamedArray
from haliax.quantization import (
    DefaultDotGeneralOp,
    DotGeneralOp,
    Fp8DotGeneralOp,
    apply_updates,
    partition_for_grad_overwrite,
)

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
x = hax.ones((Batch, Embed))
w = hax.ones((Embed, Mlp))


class Layer(eqx.Module):
    weight: NamedArray["embed mlp"]
    op: DotGeneralOp = eqx.field(default_factory=DotGeneralOp.default)
    table: jax.Array | None = hax.field(default=None, axis_names=("vocab", "embed"))

    def __call__(self, x: NamedArray["... embed"]) -> NamedArray:
        return hax.dot(x, self.weight, axis="embed", dot_general=self.op)


reveal_type(hax.dot(x, w, axis="embed", dot_general=Fp8DotGeneralOp.init(16)))  # R: [batch, mlp]
reveal_type(hax.dot(x, w, axis="embed", dot_general=DotGeneralOp.default()))  # R: [batch, mlp]
reveal_type(hax.einsum("b e, e m -> b m", x, w, _dot_general=DefaultDotGeneralOp.init()))  # R: [batch, mlp]
layers = (Layer(w), Layer(w, Fp8DotGeneralOp.init()), Layer(w, DefaultDotGeneralOp()))
op: DotGeneralOp = jax.lax.dot_general


def step(layer: Layer, gradient: Layer) -> Any:
    overwrites, others = partition_for_grad_overwrite(gradient)
    reveal_type(others.weight)  # R: [embed, mlp]
    return apply_updates(layer, others, overwrites)


step(layers[1], layers[1])
