# Written by `python -m tools.stubs`. Do not edit.
"""`AxisError`, which is raised where the axes of an operation do not fit."""

from typing import Literal, TypeAlias

Mistake: TypeAlias = Literal["missing", "duplicate"] | Literal["broadcast", "size", "order", "pattern"]

class AxisError(ValueError):
    """The axes of an operation do not fit.

    Attributes:
        text: What is wrong, without the operation's name.
        kind: Which kind of mistake it is; mypy shows it as the error code `axis-<kind>`.
        op: The operation, once it is known.
    """

    text: str
    kind: Mistake
    op: str | None
    def __init__(self, text: str, kind: Mistake = "missing") -> None: ...

    def within(self, op: str) -> AxisError:
        """The same error, raised by `op`. The innermost operation that names itself is kept."""

    def __str__(self) -> str: ...
