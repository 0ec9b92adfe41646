"""Eager calls on small arrays, where what counts is the way to the kernel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
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
    """One operation, as each library has it.

    Attributes:
        what: What is measured.
        ours: With named axes.
        plain: With positions, as a person would write it.
        target: The ratio that ours must not exceed.
        against: What the plain one is, where it is not jax.numpy.
        others: The same by other libraries, where they have it.
    """

    what: str
    ours: Call
    plain: Call
    target: float | None = None
    against: str = "jax.numpy"
    others: tuple[tuple[str, Call], ...] = ()


def rows(seconds: float) -> Iterator[Row]:
    """The figures of all operations."""
    for case in cases():
        times = side_by_side({"ours": case.ours, "plain": case.plain}, seconds)
        others = side_by_side(dict(case.others), seconds / 4)
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
            others={name: found.best * 1e6 for name, found in others.items()},
        )


def cases(*, others: bool = True) -> list[Case]:
    """All operations, by other libraries too if asked."""
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
    z, r = (_penzai(p), _xarray(p)) if others else (None, None)
    return [*_elementwise(n, p, z, r), *_reductions(n, p, z, r), *_shaping(n, p, z, r), *_trees(n, p)]


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


def _elementwise(n: Any, p: Any, z: Any, r: Any) -> list[Case]:
    return [
        Case("x + y, same axes", lambda: n.x + n.y, lambda: p.x + p.y, 1.25, others=_add(z, r, "y")),
        Case(
            "x + y, [batch, embed] + [embed]",
            lambda: n.x + n.embed,
            lambda: p.x + p.embed,
            1.4,
            others=_add(z, r, "embed"),
        ),
        Case(
            "x + y, [batch, embed] + [batch]",
            lambda: n.x + n.batch,
            lambda: p.x + p.batch[:, None],
            1.4,
            others=_add(z, r, "batch"),
        ),
        Case(
            "x + y, [batch, embed] + [embed, batch]",
            lambda: n.x + n.turned,
            lambda: p.x + p.turned.T,
            others=_add(z, r, "turned"),
        ),
        Case(
            "x + 1.0",
            lambda: n.x + 1.0,
            lambda: p.x + 1.0,
            others=(*_if(z, "penzai", lambda: z.x + 1.0), *_if(r, "xarray", lambda: r.x + 1.0)),
        ),
        Case(
            "exp",
            lambda: hax.exp(n.x),
            lambda: jnp.exp(p.x),
            others=(*_if(z, "penzai", lambda: z.nmap(jnp.exp)(z.x)), *_if(r, "xarray", lambda: r.np.exp(r.x))),
        ),
        Case(
            "where",
            lambda: hax.where(n.mask, n.x, n.y),
            lambda: jnp.where(p.mask, p.x, p.y),
            1.5,
            others=(
                *_if(z, "penzai", lambda: z.nmap(jnp.where)(z.mask, z.x, z.y)),
                *_if(r, "xarray", lambda: r.where(r.mask, r.x, r.y)),
            ),
        ),
    ]


def _add(z: Any, r: Any, other: str) -> tuple[tuple[str, Call], ...]:
    return (
        *_if(z, "penzai", lambda: z.x + getattr(z, other)),
        *_if(r, "xarray", lambda: r.x + getattr(r, other)),
    )


def _reductions(n: Any, p: Any, z: Any, r: Any) -> list[Case]:
    def over_embed(name: str, kernel: Any) -> tuple[tuple[str, Call], ...]:
        return (
            *_if(z, "penzai", lambda: z.nmap(kernel)(z.x.untag("embed"))),
            *_if(r, "xarray", lambda: getattr(r.x, name)("embed")),
        )

    return [
        Case(
            "sum",
            lambda: hax.sum(n.x, "embed"),
            lambda: jnp.sum(p.x, axis=1),
            1.4,
            others=over_embed("sum", jnp.sum),
        ),
        Case(
            "mean",
            lambda: hax.mean(n.x, "embed"),
            lambda: jnp.mean(p.x, axis=1),
            others=over_embed("mean", jnp.mean),
        ),
        Case(
            "softmax",
            lambda: hax.nn.softmax(n.x, "embed"),
            lambda: jax.nn.softmax(p.x, axis=1),
            others=_if(z, "penzai", lambda: z.nmap(jax.nn.softmax)(z.x.untag("embed")).tag("embed")),
        ),
        Case(
            "dot",
            lambda: hax.dot(n.x, n.w, axis="embed"),
            lambda: p.x @ p.w,
            1.25,
            against="x @ w",
            others=(
                *_if(z, "penzai", lambda: z.nmap(jnp.dot)(z.x.untag("embed"), z.w.untag("embed"))),
                *_if(r, "xarray", lambda: r.dot(r.x, r.w, dim="embed")),
            ),
        ),
    ]


def _shaping(n: Any, p: Any, z: Any, r: Any) -> list[Case]:
    return [
        Case(
            'rearrange "b e -> e b"',
            lambda: hax.rearrange(n.x, "b e -> e b"),
            lambda: jnp.transpose(p.x, (1, 0)),
            1.6,
            others=(
                *_if(z, "penzai", lambda: z.x.untag("embed", "batch").tag("embed", "batch")),
                *_if(r, "xarray", lambda: r.x.transpose("embed", "batch")),
            ),
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
            others=(
                *_if(z, "penzai", lambda: z.concatenate([z.x, z.y], "embed")),
                *_if(r, "xarray", lambda: r.concat([r.x, r.y], "embed")),
            ),
        ),
        Case(
            "take",
            lambda: hax.take(n.x, "embed", n.index),
            lambda: jnp.take(p.x, p.index, axis=1),
            others=(
                *_if(z, "penzai", lambda: z.x[{"embed": z.index}]),
                *_if(r, "xarray", lambda: r.x.isel(embed=r.index)),
            ),
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


def _if(library: Any, name: str, call: Call) -> tuple[tuple[str, Call], ...]:
    return ((name, call),) if library else ()


def _penzai(p: Any) -> Any:
    """The arrays as penzai names them; None without penzai."""
    if find_spec("penzai") is None:
        return None
    from penzai.core import named_axes as pz

    return SimpleNamespace(
        nmap=pz.nmap,
        concatenate=pz.concatenate,
        x=pz.wrap(p.x).tag("batch", "embed"),
        y=pz.wrap(p.y).tag("batch", "embed"),
        turned=pz.wrap(p.turned).tag("embed", "batch"),
        embed=pz.wrap(p.embed).tag("embed"),
        batch=pz.wrap(p.batch).tag("batch"),
        w=pz.wrap(p.w).tag("embed", "mlp"),
        mask=pz.wrap(p.mask).tag("batch", "embed"),
        index=pz.wrap(p.index).tag("position"),
    )


def _xarray(p: Any) -> Any:
    """The arrays as xarray names them, with values of numpy, which it is made for; None without xarray."""
    if find_spec("xarray") is None:
        return None
    import numpy as np
    import xarray as xr

    def named(array: Any, *dims: str) -> Any:
        return xr.DataArray(np.asarray(array), dims=dims)

    return SimpleNamespace(
        np=np,
        where=xr.where,
        concat=xr.concat,
        dot=xr.dot,
        x=named(p.x, "batch", "embed"),
        y=named(p.y, "batch", "embed"),
        turned=named(p.turned, "embed", "batch"),
        embed=named(p.embed, "embed"),
        batch=named(p.batch, "batch"),
        w=named(p.w, "embed", "mlp"),
        mask=named(p.mask, "batch", "embed"),
        index=named(p.index, "position"),
    )
