"""Operations of every family, which every type checker must take without a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

import haliax as hax
from haliax import Axis, AxisSelection, NamedArray, NamedOrNumeric
from haliax.haxtyping import Float, Int, bf16

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)


@dataclass
class Cache:
    keys: Float[NamedArray, "batch position embed"]
    length: Int[NamedArray, ""]


def total(arrays: Sequence[NamedArray], axis: AxisSelection) -> NamedArray:
    out: NamedArray = hax.sum(arrays[0], axis)
    for array in arrays[1:]:
        out = out + array.sum(axis)
    return out


def halved(x: NamedOrNumeric) -> NamedOrNumeric:
    return x / 2


key = jax.random.key(0)
x = hax.random.normal(key, (Batch, Position, Embed))
cache = Cache(keys=x, length=hax.named(3, ()))

# Creation.
plain = hax.named(jnp.ones((2, 3)), ("batch", "position"))
from_numpy = hax.named(np.ones(5), Embed)
zeros = hax.zeros_like(x) + hax.ones({"embed": 5}) + hax.full((Embed,), 1.0) + hax.full_like(from_numpy, 2)
line = hax.linspace(Embed, start=0, stop=1) + hax.arange(Embed, start=1, step=2)

# Elements and operators.
y = hax.exp(x).sum(Embed) + 1
y = 1 + y * 2 - y / 3
y = abs(-y) ** 2 % 7 // 2
y = hax.maximum(y, 0.0) + hax.minimum(0.0, y)
low = ~(y < 0) & (y >= 1) | (y != 2)
same = (x == x).all()
quotient, rest = divmod(hax.arange(Embed), 2)
mantissa, exponent = hax.frexp(x)
clipped = x.clip(0.0, 1.0) + hax.clip(x, hax.zeros(Embed), None)
chosen = hax.where(x > 0, x, -1.0).mean()
half: bf16[NamedArray, "..."] = x.astype(jnp.bfloat16)
parts = x.real + x.imag
halves = halved(x), halved(2.0)

# Reductions.
mean = x.mean(("batch",), where=x > 0).max("position").sum()
largest = x.argmax("embed") + hax.argmin(x, Embed)
spread = x.std() + x.var("embed", ddof=1).sum() + x.ptp().sum()
count = total([x, x], ("batch", Embed)).sum().item()

# Shapes.
left, right = x.split("embed", (Axis("left", 2), Axis("right", 3)))
pieces = x.unbind("batch")
stacked = hax.stack("layer", pieces).rename({"layer": "batch"})
longer = hax.concatenate("position", [x, x, stacked])
mixed = hax.rearrange(x, "b p e -> e (row: b p)").rearrange(("row", ...))
flat = hax.flatten_axes(x, ("batch", "position"), "token")
back = flat.unflatten_axis("token", (Batch, Position)).flatten("all").ravel("every")
wide = from_numpy.broadcast_axis(Batch).broadcast_to((Position, Batch, Embed))
row = x["batch", 0, "position", 1:3]
picked = x.take("embed", hax.arange(Batch))

# Products.
product = hax.dot(x, from_numpy, axis=Embed) + x.dot(from_numpy, axis="embed")
scores = hax.nn.softmax(product, axis="position").sum("position")
lse = hax.nn.logsumexp(product, axis=("batch", "position"))
hot = hax.nn.one_hot(hax.arange(Batch), Axis("class", 4))
active = hax.nn.relu(x) + hax.nn.silu(x) + hax.nn.gelu(x)

# Axes.
size: int = hax.axis_size((Batch, Embed))
names: tuple[str, ...] = hax.axis_name((Batch, "embed"))
name: str = hax.axis_name(Batch)
renamed: Axis = Embed.alias("embed2").resize(4)
first: int = x.axes[0].size + x.shape["batch"] + x.resolve_axis("embed").size + x.axis_size("embed")
shape: dict[str, int] = x.resolve_axis({"batch": 2})

# Containers, and names that are bound again.
named = {"x": x, "y": y}
everything = [x, y, mean]
for array in everything:
    mean = mean + array.sum()
for label, array in named.items():
    print(label, array.ndim, array.dtype, array.size)

try:
    x.item()
except hax.AxisError as error:
    print(error.kind, error.op)
except TypeError as mistake:
    print(type(mistake))
except ValueError as problem:
    print(type(problem))
