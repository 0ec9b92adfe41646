"""Operations and annotations in the spelling that every type checker takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Bool, Float, Int, Shaped, f32, i32

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
x: Float[NamedArray, "batch embed"] = hax.ones((Batch, Embed))
w: Float[NamedArray, "embed mlp"] = hax.ones((Embed, Mlp))
n: Int[NamedArray, "batch"] = hax.arange(Batch)


def reduce(x: Float[NamedArray, "batch embed"], where: Bool[NamedArray, "batch"] | None) -> Float[NamedArray, "batch"]:
    total = hax.sum(x, "embed", where=where)
    mean = x.mean(axis="embed")
    return total + mean - hax.max(x, Embed) * x.min("embed")


def elementwise(x: f32[NamedArray, "{batch embed}"], y: Shaped[NamedArray, "..."] | float) -> NamedArray:
    z = hax.exp(x) + 1
    z = 2 * z - x / 3.0
    z = -z**2
    z = hax.where(z > 0, z, 0.0)
    z = z.clip(0.0, 1.0)
    return abs(z) + y


def shapes(x: Float[NamedArray, "batch embed"]) -> Sequence[Float[NamedArray, "..."]]:
    renamed = x.rename({"embed": "mlp"})
    moved = hax.rearrange(x, ("embed", "batch"))
    merged = hax.rearrange(x, "b e -> (all: b e)")
    wider = x.broadcast_axis(Mlp)
    stacked = hax.stack("layer", [x, x + 1])
    first, second = x.split("embed", (Axis("a", 1), Axis("b", 2)))
    rows = x.unbind("batch")
    return [renamed, moved, merged, wider, stacked, first, second, rows[0], hax.concatenate("embed", [x, x])]


def contract(x: Float[NamedArray, "... embed"], w: Float[NamedArray, "embed mlp"]) -> Float[NamedArray, "... mlp"]:
    out = hax.dot(x, w, axis="embed")
    out = out.rearrange((..., "mlp"))
    return hax.nn.relu(out)


def decompose(x: Float[NamedArray, "batch embed"]) -> tuple[NamedArray, NamedArray]:
    square = hax.cov(x, "batch", "embed", "other") + hax.eye((Embed, Embed.alias("other")))
    _, vectors = hax.linalg.eigh(square, ("embed", "other"), "mode")
    left, singular, right = hax.linalg.svd(x, axis=(Batch, Embed), new_axis="mode")
    product = hax.dot(left, singular, right, axis="mode")
    return hax.linalg.solve(square, product, ("embed", "other")), hax.outer(vectors, hax.linalg.norm(x, "embed", ord=1))


def statistics(x: Float[NamedArray, "batch embed"], q: Float[NamedArray, "q"]) -> Sequence[NamedArray]:
    values, counts = hax.unique(x, Axis("value", 4), return_counts=True)
    found, index, inverse, _ = hax.unique_all(x, Axis("value", 4), axis="batch")
    repeated = hax.repeat(hax.tile(hax.diff(x, "embed"), {"embed": 2}), Batch, 2)
    medians = [hax.median(x), hax.quantile(x, 0.5, "embed"), hax.percentile(x, q, axis=("batch", "embed"))]
    return [values, counts, found, index, inverse, repeated, hax.average(x, weights=x), hax.unique(x, Mlp), *medians]


def scan(step: Callable[[Float[NamedArray, "embed"]], Float[NamedArray, "embed"]], rows: int) -> float:
    state: Float[NamedArray, "embed"] = hax.zeros(Embed)
    for _ in range(rows):
        state = step(state)
    return float(state.sum().item())


def made(key: jax.Array, sizes: dict[str, int]) -> i32[NamedArray, "batch ..."]:
    noise = hax.random.uniform(key, sizes, minval=0.0, maxval=2.0)
    named = hax.named(jnp.ones((2, 3)), ("batch", "embed"))
    return (noise + named).astype(jnp.int32)


reduce(x, None)
reduce(x, n > 0)
elementwise(x, 1.0)
elementwise(x, x)
shapes(x)
contract(x, w)
decompose(x)
statistics(x, hax.linspace(Axis("q", 3), start=0.0, stop=1.0))
scan(lambda state: state + 1, 3)
made(jax.random.PRNGKey(0), {"batch": 2, "embed": 3})
for axis in x.axes:
    print(axis.name, axis.size, x.sum(axis).ndim)
