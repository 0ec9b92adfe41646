"""What is measured, by penzai's named arrays: `nmap` lifts a function of jax.numpy over all names."""

from __future__ import annotations

import math
from importlib.metadata import version
from typing import Any

import jax
import jax.numpy as jnp
from penzai import pz
from penzai.pz import nx

from benchmarks.peers.work import SIZES, Library


def _over(axis: str, function: Any, value: Any) -> Any:
    """`function` along a named axis: penzai makes it positional first."""
    return nx.nmap(function)(value.untag(axis))


def _softmax(value: Any, axis: str) -> Any:
    return _over(axis, jax.nn.softmax, value).tag(axis)


def _attention(p: Any, x: Any) -> Any:
    q, k, v = nx.unstack(pz.nn.contract("embed", x, p["qkv"]), "qkv")
    k, v = k.untag("position").tag("key"), v.untag("position").tag("key")
    scores = pz.nn.contract("head_dim", q, k) / math.sqrt(q.named_shape["head_dim"])
    length = x.named_shape["position"]
    causal = nx.arange("position", length) >= nx.arange("key", length)
    weights = _softmax(nx.nmap(jnp.where)(causal, scores, -jnp.inf), "key")
    return pz.nn.contract(("head", "head_dim"), pz.nn.contract("key", weights, v), p["out"])


def _norm(x: Any, scale: Any, shift: Any) -> Any:
    x = x - _over("embed", jnp.mean, x)
    return x * nx.nmap(jax.lax.rsqrt)(_over("embed", jnp.mean, x * x) + 1e-5) * scale + shift


def _block(p: Any, x: Any) -> Any:
    x = x + _attention(p, _norm(x, p["scale1"], p["shift1"]))
    hidden = nx.nmap(jax.nn.gelu)(pz.nn.contract("embed", _norm(x, p["scale2"], p["shift2"]), p["up"]))
    return x + pz.nn.contract("mlp", hidden, p["down"])


def _loss(params: Any, x: Any, target: Any) -> Any:
    for p in params.values():
        x = _block(p, x)
    return nx.nmap(jnp.mean)(nx.nmap(jnp.square)(x - target).untag(*target.named_shape)).unwrap()


PENZAI = Library(
    "penzai",
    version("penzai"),
    named=lambda array, dims: nx.wrap(jnp.asarray(array)).tag(*dims),
    positional=lambda value, dims: value.unwrap(*dims),
    calls={
        "add": lambda n: n.x + n.y,
        "add row": lambda n: n.x + n.row,
        "add column": lambda n: n.x + n.column,
        "add turned": lambda n: n.x + n.turned,
        "exp": lambda n: nx.nmap(jnp.exp)(n.x),
        "where": lambda n: nx.nmap(jnp.where)(n.mask, n.x, n.y),
        "sum": lambda n: _over(n.Embed, jnp.sum, n.x),
        "mean": lambda n: _over(n.Embed, jnp.mean, n.x),
        "softmax": lambda n: _softmax(n.x, n.Embed),
        "dot": lambda n: pz.nn.contract(n.Embed, n.x, n.w),
        "transpose": lambda n: n.x.order_as(n.Embed, n.Batch),
        "split axis": lambda n: n.x.untag(n.Embed).reshape((4, 4)).tag("head", "head_dim"),
        "take": lambda n: n.x[{n.Embed: n.index}],
        "index": lambda n: n.x[{n.Embed: 3}],
        "slice": lambda n: n.x[{n.Embed: slice(2, 10)}],
        "concatenate": lambda n: nx.concatenate([n.x, n.y], n.Embed),
        "zeros": lambda n: nx.zeros({n.Batch: SIZES["batch"], n.Embed: SIZES["embed"]}),
        "named": lambda n: nx.wrap(n.raw).tag(n.Batch, n.Embed),
        "rename": lambda n: n.x.untag(n.Embed).tag("features"),
        "scale": lambda tree: {key: x * 2.0 for key, x in tree.items()},
        "attention": _attention,
        "loss": _loss,
    },
    lacks={"pattern": "it has no patterns: see the row before"},
)
