"""Names that are put together: `"key_" + Pos.name`, `f"key_{Pos.name}"`."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import CallExpr, Expression, OpExpr, StrExpr
from mypy.types import Type

from haliax_mypy.syntax import fstrings
from haliax_mypy.syntax.written import as_written
from haliax_mypy.types.literals import literal_str


def text_of(expr: Expression, type_of: Callable[[Expression], Type]) -> str | None:
    """The text that an expression is, if all of its parts are known."""
    if isinstance(expr, StrExpr):
        return expr.value
    parts: list[Expression] = []
    if isinstance(expr, OpExpr) and expr.op == "+":
        parts = [as_written(expr.left), as_written(expr.right)]
    elif isinstance(expr, CallExpr):
        parts = fstrings.parts(expr)
    if not parts:
        return literal_str(type_of(expr))
    texts = [text_of(part, type_of) for part in parts]
    known = [text for text in texts if text is not None]
    return "".join(known) if len(known) == len(texts) else None
