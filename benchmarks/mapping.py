"""Functions mapped along an axis: what names cost a call of `vmap` and of `scan`, and the program that comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

import haliax as hax
from benchmarks import models, positional
from benchmarks.counts import equations
from benchmarks.measure import Call, side_by_side
from benchmarks.report import Row
from benchmarks.tracing import traced

GROUP = "Functions mapped along an axis"

BATCH, EMBED, MLP = hax.make_axes(batch=8, embed=16, mlp=32)


@dataclass(frozen=True)
class Case:
    """One call, as each library has it.

    Attributes:
        what: What is measured.
        ours: With a named axis.
        plain: With a position, as a person would write it.
        target: The ratio that ours must not exceed.
    """

    what: str
    ours: Call
    plain: Call
    target: float | None = None


def rows(seconds: float) -> Iterator[Row]:
    """The times of eager calls, and the equations of the same calls traced."""
    for case in cases():
        times = side_by_side({"ours": case.ours, "plain": case.plain}, seconds)
        ours, plain = times["ours"], times["plain"]
        figures = ours.best * 1e6, plain.best * 1e6
        yield Row(GROUP, case.what, *figures, "µs", against="jax", target=case.target, paired=ours.paired(plain))
        counted = equations(case.ours), equations(case.plain)
        yield Row(GROUP, f"{case.what}: jaxpr equations", *counted, "", against="jax", target=1.0)
    for what, ours_traced, plain_traced in _blocks():
        times = side_by_side({"ours": ours_traced, "plain": plain_traced}, seconds)
        ours, plain = times["ours"], times["plain"]
        figures = ours.best * 1e3, plain.best * 1e3
        yield Row(GROUP, what, *figures, "ms", against="jax", target=1.1, paired=ours.paired(plain))


def _blocks() -> Iterator[tuple[str, Call, Call]]:
    """Traces of one transformer block that is mapped, or carried along, by name and by position."""
    params, x = models.params(), models.inputs()
    a = x.array
    layers = hax.Axis("layer", 3)
    stacked = {name: param.broadcast_axis(layers) for name, param in params.items()}
    yield (
        "tracing vmap(block, axis)(params, x)",
        traced(hax.vmap(models.block, "layer"), stacked, x),
        traced(jax.vmap(positional.block, in_axes=(0, None)), models.plain(stacked), a),
    )
    yield (
        "tracing fold(block, axis)(x, params)",
        traced(_folded, x, stacked),
        traced(_folded_by_hand, a, models.plain(stacked)),
    )


def _folded(x: Any, stacked: Any) -> Any:
    return hax.fold(lambda x, params: models.block(params, x), "layer")(x, stacked)  # a function that jax does not know


def _folded_by_hand(x: Any, stacked: Any) -> Any:
    return jax.lax.scan(lambda x, params: (positional.block(params, x), None), x, stacked)[0]


def cases() -> list[Case]:
    """What is called. The function is the same at each call; what maps it is made anew, and once before."""
    x = hax.named(jax.random.normal(jax.random.key(0), (BATCH.size, EMBED.size)), (BATCH, EMBED))
    w = hax.named(jax.random.normal(jax.random.key(1), (EMBED.size, MLP.size)), (EMBED, MLP))
    zero = hax.zeros(EMBED)
    a, b, c = x.array, w.array, zero.array
    ours, plain = hax.vmap(_total, "batch"), jax.vmap(jnp.sum)
    by_hand = jax.vmap(_product_by_hand, in_axes=(0, None))
    return [
        Case("vmap(f, axis)(x)", lambda: hax.vmap(_total, "batch")(x), lambda: jax.vmap(jnp.sum)(a), 1.2),
        Case("vmap(f, axis), made before", lambda: ours(x), lambda: plain(a), 1.2),
        Case(
            "vmap(f, axis)(x), another axis",
            lambda: hax.vmap(_same, "embed")(x),
            lambda: jax.vmap(_same, in_axes=1)(a),
            1.2,
        ),
        Case(
            "vmap(f, axis)(x, w), w passed whole",
            lambda: hax.vmap(_product, "batch")(x, w),
            lambda: by_hand(a, b),
            1.2,
        ),
        Case(
            "scan(f, axis)(init, x)", lambda: hax.scan(_decayed, "batch")(zero, x), lambda: jax.lax.scan(_decayed, c, a)
        ),
        Case(
            "scan(f, axis, remat=True)(init, x)",
            lambda: hax.scan(_decayed, "batch", remat=True)(zero, x),
            lambda: jax.lax.scan(_KEPT, c, a),
        ),
    ]


def _same(x: Any) -> Any:
    return x


def _total(row: hax.NamedArray) -> hax.NamedArray:
    return hax.sum(row)


def _product(row: hax.NamedArray, w: hax.NamedArray) -> hax.NamedArray:
    return hax.dot(row, w, axis="embed")


def _product_by_hand(row: jax.Array, w: jax.Array) -> jax.Array:
    return row @ w


def _decayed(carry: Any, row: Any) -> Any:
    carry = carry * 0.5 + row
    return carry, carry.sum()


_KEPT = jax.checkpoint(_decayed, prevent_cse=False)
