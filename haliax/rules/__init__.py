"""The rules: which axes come out of each operation, given the axes that go in.

A rule has its operation's name and the parameters of it that matter to axes; where the operation takes an array, the
rule takes its `Axes`. Rules are pure Python on the algebra of `haliax.algebra`. The library runs them when a program
runs, the mypy plugin runs the same ones when it is only read.

`haliax/rules/x.py` is the twin of `haliax/ops/x.py`. The rules of `haliax.nn` and `haliax.random` are in `rules/nn.py`
and `rules/random.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def rule_of(op: str) -> Callable[..., Any] | None:
    """The rule of an operation by its full name, such as `haliax.ops.reductions.sum`; None if it has none."""
    package, _, name = op.rpartition(".")
    parts = package.split(".")
    if len(parts) < 2 or parts[0] != "haliax":
        return None
    family = parts[2] if parts[1] == "ops" and len(parts) > 2 else parts[1]
    if family not in FAMILIES:
        return None
    rule = getattr(import_module(f"haliax.rules.{family}"), name, None)
    # A name that a rule module imports from elsewhere is no rule of it.
    return rule if getattr(rule, "__module__", "") == f"haliax.rules.{family}" else None


FAMILIES = (
    *("elementwise", "reductions", "scans", "sorting", "contraction", "matrices", "comparing", "counting"),
    *(
        "shaping",
        "rearranging",
        "joining",
        "indexing",
        "updating",
        "fourier",
        "polynomials",
        "creation",
        "nn",
        "random",
    ),
)
"""The modules of rules."""
