"""Layers: what a call costs beside its operations, and the programs that blocks of layers make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jax
import jax.monitoring
import jax.numpy as jnp

import haliax as hax
from benchmarks import blocks
from benchmarks.counts import equations
from benchmarks.measure import Call, one_by_one, side_by_side
from benchmarks.report import Row
from benchmarks.tracing import traced
from haliax import Axis
from haliax.nn import MLP, Dropout, Embedding, LayerNorm, Linear, RmsNorm, Stacked

EAGER = "Eager calls of layers, beside their operations one by one"
BLOCK = "A transformer block made of layers"
DEEP = "48 layers in a row, beside one"

BATCH, EMBED, HIDDEN, VOCAB = hax.make_axes(batch=8, embed=16, mlp=32, vocab=64)
KEY = jax.random.key(0)

DEPTH = 48
COMPILED = "/jax/core/compile/backend_compile_duration"
"""What jax calls the compilation of a program, where it tells of events."""


@dataclass(frozen=True)
class Case:
    """A call of a layer, and the operations that a person would have written.

    Attributes:
        what: The layer.
        ours: Calls the layer.
        plain: Calls the operations on the arrays of the layer.
    """

    what: str
    ours: Call
    plain: Call


def rows(seconds: float, rounds: int) -> Iterator[Row]:
    """All figures."""
    for case in cases():
        times = one_by_one({"ours": case.ours, "plain": case.plain}, rounds)
        figures = times["ours"].best * 1e6, times["plain"].best * 1e6
        yield Row(EAGER, case.what, *figures, "µs", against="operations", more=1.0)
    block, x = blocks.block(), blocks.inputs()
    plain, array = blocks.plain(block), x.array
    ours, by_hand = traced(block_of_layers, block, x), traced(blocks.block_by_hand, plain, array)
    found = side_by_side({"ours": ours, "plain": by_hand}, seconds)
    figures = found["ours"].best * 1e3, found["plain"].best * 1e3
    paired = found["ours"].paired(found["plain"])
    yield Row(BLOCK, "tracing", *figures, "ms", against="by hand", target=1.1, paired=paired)
    counted = equations(block_of_layers, block, x), equations(blocks.block_by_hand, plain, array)
    yield Row(BLOCK, "jaxpr equations", *counted, "", against="by hand", target=1.0)
    one, many = (compilations(making(depth, embed)) for depth, embed in ((1, 48), (DEPTH, 80)))
    yield Row(DEEP, "Stacked.init: compilations", many, one, "", against="one layer", target=1.0)
    small, large = (equations(lambda s, x: s.fold(x), stacked(depth), x) for depth in (1, DEPTH))
    yield Row(DEEP, "Stacked.fold: jaxpr equations", large, small, "", against="one layer", target=1.0)


def block_of_layers(block: blocks.Block, x: Any) -> Any:
    """The block, as a function of its arrays."""
    return block(x)


def stacked(depth: int) -> Stacked[blocks.Block]:
    """So many blocks in a row."""
    keys = jax.random.split(KEY, depth)
    return Stacked.init(Axis("layers", depth), blocks.Block)(blocks.EMBED, blocks.MLP, key=keys)


def making(depth: int, embed: int) -> Call:
    """A call that makes so many blocks, of a size that none had before."""
    make = Stacked.init(Axis("layers", depth), blocks.Block)
    keys = jax.random.split(KEY, depth)
    return lambda: make(blocks.EMBED.resize(embed), Axis("mlp", 2 * embed + 1), key=keys)


def compilations(call: Call) -> int:
    """How many programs XLA compiles for a call."""
    count = 0

    def listen(event: str, seconds: float, **details: Any) -> None:
        nonlocal count
        count += event == COMPILED

    jax.monitoring.register_event_duration_secs_listener(listen)
    try:
        call()
    finally:
        jax.monitoring.unregister_event_duration_listener(listen)
    return count


def cases() -> list[Case]:
    """What is called."""
    x = hax.random.normal(KEY, (BATCH, EMBED))
    ids = hax.named(jnp.arange(BATCH.size), BATCH)
    return [*_products(x), *_norms(x), *_others(x, ids)]


def _products(x: hax.NamedArray) -> Iterator[Case]:
    linear = Linear.init(EMBED, HIDDEN, key=KEY)
    hidden, vocab = (..., HIDDEN), (..., VOCAB)
    yield Case(
        "Linear", lambda: linear(x), lambda: hax.dot(x, linear.weight, axis=EMBED, out_axes=hidden) + linear.bias
    )
    mlp = MLP.init(EMBED, VOCAB, HIDDEN, 1, key=KEY)
    first, second = mlp.layers

    def by_operations() -> hax.NamedArray:
        inner = hax.nn.relu(hax.dot(x, first.weight, axis=EMBED, out_axes=hidden) + first.bias)
        return hax.dot(inner, second.weight, axis=HIDDEN, out_axes=vocab) + second.bias

    yield Case("MLP of two layers", lambda: mlp(x), by_operations)


def _norms(x: hax.NamedArray) -> Iterator[Case]:
    norm, rms = LayerNorm.init(EMBED), RmsNorm.init(EMBED)

    def by_operations() -> hax.NamedArray:
        centered = x - hax.mean(x, EMBED)
        deviation = hax.rsqrt(hax.mean(hax.square(centered), EMBED) + 1e-5)
        return centered * deviation * norm.weight + norm.bias

    yield Case("LayerNorm", lambda: norm(x), by_operations)

    def rms_by_operations() -> hax.NamedArray:
        return x * hax.rsqrt(hax.mean(hax.square(x), EMBED) + 1e-5) * rms.weight + rms.bias

    yield Case("RmsNorm", lambda: rms(x), rms_by_operations)


def _others(x: hax.NamedArray, ids: hax.NamedArray) -> Iterator[Case]:
    embedding, dropout = Embedding.init(VOCAB, EMBED, key=KEY), Dropout(0.1, inference=True)
    yield Case("Embedding", lambda: embedding(ids), lambda: hax.take(embedding.weight, VOCAB, ids))
    yield Case("Dropout, for inference", lambda: dropout(x), lambda: hax.nn.dropout(x, 0.1, inference=True))
