"""The operations: which axes come out of each, given the axes that go in.

A rule has the parameters of its operation that matter to axes; where the operation takes an array, the rule takes its
`Axes`. Rules are pure Python on the algebra of `haliax.pure.axes`. A name in a module here is the declaration of an
operation (`haliax.pure.operation`), which the library and the mypy plugin go by; `rules/x.py` is the twin of
`haliax/ops/x.py`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from haliax.pure.operation import Operation

HOMES: dict[str, str] = {
    **{
        f"haliax.ops.{name}": name
        for name in (
            *("elementwise", "reductions", "scans", "sorting", "contraction", "matrices", "comparing", "counting"),
            *("shaping", "rearranging", "joining", "indexing", "updating", "fourier", "polynomials", "creation"),
            *("repeating", "statistics", "distinct", "collectives"),
        )
    },
    "haliax.core": "creation",
    "haliax.linalg.norms": "linalg",
    "haliax.linalg.solving": "linalg",
    "haliax.linalg.decompositions": "linalg",
    "haliax.nn.activations": "nn",
    "haliax.nn.normalization": "nn",
    "haliax.nn.onehot": "nn",
    "haliax.nn.dropout": "nn",
    "haliax.nn.loss": "nn_loss",
    "haliax.nn.attention.masks": "nn_masks",
    "haliax.nn.attention.products": "nn_attention",
    "haliax.nn.pool": "pooling",
    "haliax.nn.ragged": "ragged",
    **{f"haliax.random.{name}": "random" for name in ("standard", "bounded", "parametric", "choosing")},
}
"""The module of rules that declares the operations of each module of haliax."""


def operation_of(full_name: str) -> Operation[Any] | None:
    """The operation whose function has this full name, such as `haliax.ops.reductions.sum`; None if there is none."""
    home, _, name = full_name.rpartition(".")
    if home not in HOMES:
        return None
    found = getattr(import_module(f"haliax.pure.rules.{HOMES[home]}"), name, None)
    return found if isinstance(found, Operation) and found.home == home else None


@cache
def operations() -> tuple[Operation[Any], ...]:
    """All operations there are."""
    families = [import_module(f"haliax.pure.rules.{family}") for family in dict.fromkeys(HOMES.values())]
    found = [value for family in families for value in vars(family).values() if isinstance(value, Operation)]
    return tuple(dict.fromkeys(found))


@cache
def methods() -> dict[str, Operation[Any]]:
    """The operations that are methods and operators of `NamedArray`, by the names of the methods."""
    return {method: operation for operation in operations() for method in operation.methods}
