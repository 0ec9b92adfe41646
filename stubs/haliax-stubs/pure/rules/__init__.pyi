# Written by `python -m tools.stubs`. Do not edit.
"""The operations: which axes come out of each, given the axes that go in.

A rule has the parameters of its operation that matter to axes; where the operation takes an array, the rule takes its
`Axes`. Rules are pure Python on the algebra of `haliax.pure.axes`. A name in a module here is the declaration of an
operation (`haliax.pure.operation`), which the library and the mypy plugin go by; `rules/x.py` is the twin of
`haliax/ops/x.py`.
"""

from typing import Any

from haliax.pure.operation import Operation

HOMES: dict[str, str]
"""The module of rules that declares the operations of each module of haliax."""

def operation_of(full_name: str) -> Operation[Any] | None:
    """The operation whose function has this full name, such as `haliax.ops.reductions.sum`; None if there is none."""

def operations() -> tuple[Operation[Any], ...]:
    """All operations there are."""

def methods() -> dict[str, Operation[Any]]:
    """The operations that are methods and operators of `NamedArray`, by the names of the methods."""
