"""What is measured, by haliax: by this one and, with the same code, by the existing library of that name."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

import haliax as hax
from benchmarks import models
from benchmarks.peers.work import SIZES, Library
from haliax import Axis

BATCH, EMBED = Axis("batch", SIZES["batch"]), Axis("embed", SIZES["embed"])
HEADS = Axis("head", 4), Axis("head_dim", 4)


def _loss(params: Any, x: Any, target: Any) -> Any:
    for p in params.values():
        x = models.block(p, x)
    return hax.mean(hax.square(x - target)).array


def library(name: str, version: str) -> Library:
    """The haliax that this process imports, under this name."""
    return Library(
        name,
        version,
        named=lambda array, dims: hax.named(jnp.asarray(array), dims),
        positional=lambda value, dims: hax.rearrange(value, dims).array,
        calls={
            "add": lambda n: n.x + n.y,
            "add row": lambda n: n.x + n.row,
            "add column": lambda n: n.x + n.column,
            "add turned": lambda n: n.x + n.turned,
            "exp": lambda n: hax.exp(n.x),
            "where": lambda n: hax.where(n.mask, n.x, n.y),
            "sum": lambda n: hax.sum(n.x, n.Embed),
            "mean": lambda n: hax.mean(n.x, n.Embed),
            "softmax": lambda n: hax.nn.softmax(n.x, n.Embed),
            "dot": lambda n: hax.dot(n.x, n.w, axis=n.Embed),
            "transpose": lambda n: hax.rearrange(n.x, (n.Embed, n.Batch)),
            "pattern": lambda n: hax.rearrange(n.x, "b e -> e b"),
            "split axis": lambda n: hax.unflatten_axis(n.x, n.Embed, HEADS),
            "take": lambda n: hax.take(n.x, n.Embed, n.index),
            "index": lambda n: n.x[n.Embed, 3],
            "slice": lambda n: n.x[n.Embed, 2:10],
            "concatenate": lambda n: hax.concatenate(n.Embed, [n.x, n.y]),
            "zeros": lambda n: hax.zeros((BATCH, EMBED)),
            "named": lambda n: hax.named(n.raw, (n.Batch, n.Embed)),
            "rename": lambda n: n.x.rename({n.Embed: "features"}),
            "scale": lambda tree: {key: x * 2.0 for key, x in tree.items()},
            "attention": models.attention,
            "loss": _loss,
        },
    )
