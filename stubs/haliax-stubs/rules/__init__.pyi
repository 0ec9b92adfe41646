# Written by `python -m tools.stubs`. Do not edit.
"""The rules: which axes come out of each operation, given the axes that go in.

A rule has its operation's name and the parameters of it that matter to axes; where the operation takes an array, the
rule takes its `Axes`. Rules are pure Python on the algebra of `haliax.algebra`. The library runs them when a program
runs, the mypy plugin runs the same ones when it is only read.

`haliax/rules/x.py` is the twin of `haliax/ops/x.py`. The rules of `haliax.nn` and `haliax.random` are in `rules/nn.py`
and `rules/random.py`.
"""

from collections.abc import Callable
from typing import Any

def rule_of(op: str) -> Callable[..., Any] | None:
    """The rule of an operation by its full name, such as `haliax.ops.reductions.sum`; None if it has none."""

FAMILIES: tuple[str, ...]
"""The modules of rules."""
