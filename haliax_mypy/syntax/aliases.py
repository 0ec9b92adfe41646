"""`Tokens = Int[NamedArray, "batch position"]`: mypy drops what `Annotated` says where it names a type by assignment.

So there the array is written as `NamedArray["batch position"]`, which to mypy is the same, before mypy comes to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mypy.nodes import (
    AssignmentStmt,
    Expression,
    IndexExpr,
    ListExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OpExpr,
    StrExpr,
    TupleExpr,
)

from haliax_mypy.names import DTYPES
from haliax_mypy.syntax.statements import statements


@lru_cache(maxsize=8)
def keep_axes(module: MypyFile) -> None:
    """Writes the arrays in the values of assignments so that mypy keeps their axes."""
    for statement, _ in statements(module.defs):
        if isinstance(statement, AssignmentStmt):
            for expr in _indexed(statement.rvalue):
                _shorten(expr)


def _indexed(expr: Expression) -> Iterator[IndexExpr]:
    """The expressions with brackets in a type: itself, the members of a union, what stands within brackets."""
    parts: list[Expression] = []
    if isinstance(expr, IndexExpr):
        yield expr
        parts = [expr.index]
    elif isinstance(expr, OpExpr):
        parts = [expr.left, expr.right]
    elif isinstance(expr, TupleExpr | ListExpr):
        parts = expr.items
    for part in parts:
        yield from _indexed(part)


def _shorten(expr: IndexExpr) -> None:
    """Makes `Int[NamedArray, "batch"]` of `NamedArray["batch"]`."""
    index = expr.index
    if _name(expr.base) in DTYPES and isinstance(index, TupleExpr) and len(index.items) == 2:
        array, spec = index.items
        if _name(array) == "NamedArray" and isinstance(spec, StrExpr):
            expr.base, expr.index = array, spec


def _name(expr: Expression) -> str:
    return expr.name if isinstance(expr, NameExpr | MemberExpr) else ""
