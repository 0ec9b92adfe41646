"""What is measured, by hand: with jax.numpy, and with numpy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks import positional
from benchmarks.measure import Call
from benchmarks.peers.work import SIZES, Library


def _eager(xp: Any) -> dict[str, Callable[[Any], Any]]:
    """The calls that `xp`, jax.numpy or numpy, writes in the same way."""
    shape = SIZES["batch"], SIZES["embed"]
    return {
        "add": lambda n: n.x + n.y,
        "add row": lambda n: n.x + n.row,
        "add column": lambda n: n.x + n.column[:, None],
        "add turned": lambda n: n.x + n.turned.T,
        "exp": lambda n: xp.exp(n.x),
        "where": lambda n: xp.where(n.mask, n.x, n.y),
        "sum": lambda n: xp.sum(n.x, axis=1),
        "mean": lambda n: xp.mean(n.x, axis=1),
        "dot": lambda n: n.x @ n.w,
        "transpose": lambda n: xp.transpose(n.x),
        "pattern": lambda n: xp.transpose(n.x),
        "split axis": lambda n: xp.reshape(n.x, (8, 4, 4)),
        "take": lambda n: xp.take(n.x, n.index, axis=1),
        "index": lambda n: n.x[:, 3],
        "slice": lambda n: n.x[:, 2:10],
        "concatenate": lambda n: xp.concatenate([n.x, n.y], axis=1),
        "zeros": lambda n: xp.zeros(shape, xp.float32),
        "named": lambda n: n.raw,
        "rename": lambda n: n.x,
    }


def _loss(params: Any, x: jax.Array, target: jax.Array) -> jax.Array:
    for p in params.values():
        x = positional.block(p, x)
    return jnp.mean(jnp.square(x - target))


PLAIN = Library(
    "jax.numpy",
    jax.__version__,
    named=lambda array, dims: jnp.asarray(array),
    positional=lambda array, dims: array,
    calls={
        **_eager(jnp),
        "softmax": lambda n: jax.nn.softmax(n.x, axis=1),
        "scale": lambda tree: {name: x * 2.0 for name, x in tree.items()},
        "attention": positional.attention,
        "loss": _loss,
    },
)

NUMPY = Library(
    "numpy",
    np.__version__,
    named=lambda array, dims: np.asarray(array),
    positional=lambda array, dims: array,
    calls=_eager(np),
    lacks=dict.fromkeys(("softmax", "scale", "attention", "loss"), "numpy has no such thing"),
    with_numpy=True,
)


def compiled(call: Callable[[Any], Any], given: SimpleNamespace) -> Call:
    """A call of jax.numpy as one compiled function, of those arrays that it takes."""
    names: list[str] = []

    class Noted:
        def __getattr__(self, name: str) -> Any:
            names.append(name)
            return getattr(given, name)

    call(Noted())
    function = jax.jit(lambda *arrays: call(SimpleNamespace(**dict(zip(names, arrays, strict=True)))))
    return partial(function, *(getattr(given, name) for name in names))
