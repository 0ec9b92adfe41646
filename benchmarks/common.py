"""The operations that programs call most, each with the call that a person would write without names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

import haliax as hax
from benchmarks.measure import Call

BATCH, EMBED, MLP, POSITION = hax.make_axes(batch=8, embed=16, mlp=32, position=4)


@dataclass(frozen=True)
class Common:
    """One operation.

    Attributes:
        what: What is measured.
        ours: With named axes.
        plain: With positions.
    """

    what: str
    ours: Call
    plain: Call


def cases() -> list[Common]:
    """All of them."""
    p = jax.random.normal(jax.random.key(0), (8, 16))
    x = hax.named(p, (BATCH, EMBED))
    return [*_elements(x, p), *_with_numbers(x, p), *_functions(x, p), *_others(x, p), *_places(x, p)]


def _elements(x: Any, p: Any) -> list[Common]:
    y, q = x + 1, p + 1
    return [
        Common("x + y", lambda: x + y, lambda: p + q),
        Common("x - y", lambda: x - y, lambda: p - q),
        Common("x * y", lambda: x * y, lambda: p * q),
        Common("x / y", lambda: x / y, lambda: p / q),
        Common("x ** y", lambda: x**y, lambda: p**q),
        Common("x == y", lambda: x == y, lambda: p == q),
        Common("x < y", lambda: x < y, lambda: p < q),
        Common("maximum", lambda: hax.maximum(x, y), lambda: jnp.maximum(p, q)),
        Common("minimum", lambda: hax.minimum(x, y), lambda: jnp.minimum(p, q)),
    ]


def _with_numbers(x: Any, p: Any) -> list[Common]:
    return [
        Common("x + 1.0", lambda: x + 1.0, lambda: p + 1.0),
        Common("2.0 * x", lambda: 2.0 * x, lambda: 2.0 * p),
        Common("x ** 2", lambda: x**2, lambda: p**2),
        Common("x > 0.0", lambda: x > 0.0, lambda: p > 0.0),
        Common("-x", lambda: -x, lambda: -p),
    ]


def _functions(x: Any, p: Any) -> list[Common]:
    functions: Mapping[str, Callable[..., Any]] = {name: getattr(jnp, name) for name in _UNARY.split()}
    functions |= {f"nn.{name}": getattr(jax.nn, name) for name in ("relu", "sigmoid", "silu", "gelu")}
    return [_unary(name, function, x, p) for name, function in functions.items()]


_UNARY = "abs exp log negative sqrt square tanh"


def _unary(name: str, function: Callable[..., Any], x: Any, p: Any) -> Common:
    ours = getattr(hax.nn if "." in name else hax, name.removeprefix("nn."))
    return Common(name, lambda: ours(x), lambda: function(p))


def _others(x: Any, p: Any) -> list[Common]:
    y, q = x + 1, p + 1
    r = jax.random.normal(jax.random.key(1), (16, 32))
    w, mask, where = hax.named(r, (EMBED, MLP)), hax.named(p > 0, (BATCH, EMBED)), p > 0
    return [
        Common("sum", lambda: hax.sum(x, "embed"), lambda: jnp.sum(p, axis=1)),
        Common("x.sum", lambda: x.sum("embed"), lambda: p.sum(1)),
        Common("mean", lambda: hax.mean(x, "embed"), lambda: jnp.mean(p, axis=1)),
        Common("max", lambda: hax.max(x, "embed"), lambda: jnp.max(p, axis=1)),
        Common("argmax", lambda: hax.argmax(x, "embed"), lambda: jnp.argmax(p, axis=1)),
        Common("where", lambda: hax.where(mask, x, y), lambda: jnp.where(where, p, q)),
        Common("dot, beside x @ w", lambda: hax.dot(x, w, axis="embed"), lambda: p @ r),
        Common("nn.softmax", lambda: hax.nn.softmax(x, "embed"), lambda: jax.nn.softmax(p, axis=1)),
        Common("x.astype", lambda: x.astype(jnp.int32), lambda: p.astype(jnp.int32)),
    ]


def _places(x: Any, p: Any) -> list[Common]:
    y, q = x + 1, p + 1
    at = jnp.arange(POSITION.size)
    index = hax.named(at, POSITION)
    return [
        Common("take", lambda: hax.take(x, "embed", index), lambda: jnp.take(p, at, axis=1)),
        Common('x["embed", 2]', lambda: x["embed", 2], lambda: p[:, 2]),
        Common('x["embed", 2:6]', lambda: x["embed", 2:6], lambda: p[:, 2:6]),
        Common('x["embed", index]', lambda: x["embed", index], lambda: p[:, at]),
        Common("concatenate", lambda: hax.concatenate("embed", [x, y]), lambda: jnp.concatenate([p, q], axis=1)),
        Common("stack", lambda: hax.stack("layer", [x, y]), lambda: jnp.stack([p, q])),
        Common("rearrange", lambda: hax.rearrange(x, ("embed", "batch")), lambda: jnp.transpose(p, (1, 0))),
    ]
