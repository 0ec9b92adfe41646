"""Eager calls on small arrays, where what counts is the way to the kernel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp

import haliax as hax
from benchmarks.measure import Call, side_by_side
from benchmarks.report import Row
from haliax import Axis

GROUP = "Eager calls on small arrays"

BATCH, EMBED, MLP = hax.make_axes(batch=8, embed=16, mlp=32)
POSITION = Axis("position", 4)
PARTS = (Axis("query", 4), Axis("key", 12))


@dataclass(frozen=True)
class Case:
    """One operation, on both sides.

    Attributes:
        what: What is measured.
        ours: With named axes.
        plain: With positions, as a person would write it.
        target: The ratio that ours must not exceed.
        against: What the plain one is, where it is not jax.numpy.
    """

    what: str
    ours: Call
    plain: Call
    target: float | None = None
    against: str = "jax.numpy"


def rows(seconds: float) -> Iterator[Row]:
    """The figures of all operations."""
    for case in cases():
        times = side_by_side({"ours": case.ours, "plain": case.plain}, seconds)
        ours, plain = times["ours"], times["plain"]
        yield Row(
            GROUP,
            case.what,
            ours.best * 1e6,
            plain.best * 1e6,
            "µs",
            against=case.against,
            target=case.target,
            paired=ours.paired(plain),
        )


def cases() -> list[Case]:
    """All operations."""
    p = _plain()
    n = SimpleNamespace(
        x=hax.named(p.x, (BATCH, EMBED)),
        y=hax.named(p.y, (BATCH, EMBED)),
        turned=hax.named(p.turned, (EMBED, BATCH)),
        embed=hax.named(p.embed, EMBED),
        batch=hax.named(p.batch, BATCH),
        w=hax.named(p.w, (EMBED, MLP)),
        mask=hax.named(p.mask, (BATCH, EMBED)),
        index=hax.named(p.index, POSITION),
    )
    return [*_elementwise(n, p), *_reductions(n, p), *_shaping(n, p), *_trees(n, p)]


def _plain() -> SimpleNamespace:
    x = jax.random.normal(jax.random.key(0), (BATCH.size, EMBED.size))
    return SimpleNamespace(
        x=x,
        y=x + 1,
        turned=jnp.transpose(x) + 0,
        embed=x[0],
        batch=x[:, 0],
        w=jax.random.normal(jax.random.key(1), (EMBED.size, MLP.size)),
        mask=x > 0,
        index=jnp.arange(POSITION.size),
    )


def _elementwise(n: Any, p: Any) -> list[Case]:
    return [
        Case("x + y, same axes", lambda: n.x + n.y, lambda: p.x + p.y, 1.25),
        Case(
            "x + y, [batch, embed] + [embed]",
            lambda: n.x + n.embed,
            lambda: p.x + p.embed,
            1.4,
        ),
        Case(
            "x + y, [batch, embed] + [batch]",
            lambda: n.x + n.batch,
            lambda: p.x + p.batch[:, None],
            1.4,
        ),
        Case(
            "x + y, [batch, embed] + [embed, batch]",
            lambda: n.x + n.turned,
            lambda: p.x + p.turned.T,
        ),
        Case(
            "x + 1.0",
            lambda: n.x + 1.0,
            lambda: p.x + 1.0,
        ),
        Case(
            "exp",
            lambda: hax.exp(n.x),
            lambda: jnp.exp(p.x),
        ),
        Case(
            "where",
            lambda: hax.where(n.mask, n.x, n.y),
            lambda: jnp.where(p.mask, p.x, p.y),
            1.5,
        ),
    ]


def _reductions(n: Any, p: Any) -> list[Case]:
    return [
        Case(
            "sum",
            lambda: hax.sum(n.x, "embed"),
            lambda: jnp.sum(p.x, axis=1),
            1.4,
        ),
        Case(
            "mean",
            lambda: hax.mean(n.x, "embed"),
            lambda: jnp.mean(p.x, axis=1),
        ),
        Case(
            "softmax",
            lambda: hax.nn.softmax(n.x, "embed"),
            lambda: jax.nn.softmax(p.x, axis=1),
        ),
        Case(
            "dot",
            lambda: hax.dot(n.x, n.w, axis="embed"),
            lambda: p.x @ p.w,
            1.25,
            against="x @ w",
        ),
    ]


def _shaping(n: Any, p: Any) -> list[Case]:
    return [
        Case(
            'rearrange "b e -> e b"',
            lambda: hax.rearrange(n.x, "b e -> e b"),
            lambda: jnp.transpose(p.x, (1, 0)),
            1.6,
        ),
        Case(
            'rearrange "b (h d) -> h (bd: b d)"',
            lambda: hax.rearrange(n.x, "b (h d) -> h (bd: b d)", h=4),
            lambda: jnp.reshape(jnp.transpose(jnp.reshape(p.x, (8, 4, 4)), (1, 0, 2)), (4, 32)),
            1.6,
        ),
        Case("split", lambda: hax.split(n.x, "embed", PARTS), lambda: jnp.split(p.x, [4], axis=1), 1.5),
        Case(
            "concatenate",
            lambda: hax.concatenate("embed", [n.x, n.y]),
            lambda: jnp.concatenate([p.x, p.y], axis=1),
        ),
        Case(
            "take",
            lambda: hax.take(n.x, "embed", n.index),
            lambda: jnp.take(p.x, p.index, axis=1),
        ),
    ]


def _trees(n: Any, p: Any) -> list[Case]:
    tree = [n.x, n.y, n.w]
    plain = [p.x, p.y, p.w]
    return [
        Case(
            "pytree of 3: flatten, unflatten",
            partial(_round_trip, tree),
            partial(_round_trip, plain),
            against="plain arrays",
        ),
    ]


def _round_trip(tree: Any) -> Any:
    leaves, structure = jax.tree_util.tree_flatten(tree)
    return jax.tree_util.tree_unflatten(structure, leaves)
