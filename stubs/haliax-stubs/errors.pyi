# Written by `python -m tools.stubs`. Do not edit.
"""`AxisError`, which is raised where the axes of an operation do not fit."""

from typing import Literal, Self, TypeAlias

Mistake: TypeAlias = Literal["missing", "duplicate"] | Literal["broadcast", "size", "order", "pattern", "kind"]

class Fault(Exception):
    """A mistake that a rule tells of.

    Attributes:
        text: What is wrong, without the operation's name.
        kind: Which kind of mistake it is; mypy shows it as the error code `axis-<kind>`.
        op: The operation, once it is known.
    """

    text: str
    kind: Mistake
    op: str | None
    def __init__(self, text: str, kind: Mistake) -> None: ...

    def within(self, op: str) -> Self:
        """The same error, raised by `op`. The innermost operation that names itself is kept."""

    def __str__(self) -> str: ...

class AxisError(Fault, ValueError):
    """The axes of an operation do not fit.

    Attributes:
        text: What is wrong, without the operation's name.
        kind: Which kind of mistake it is; mypy shows it as the error code `axis-<kind>`.
        op: The operation, once it is known.
    """

    def __init__(self, text: str, kind: Mistake = "missing") -> None: ...
