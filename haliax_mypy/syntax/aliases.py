"""`Tokens = Int[NamedArray, "batch position"]`: mypy drops what `Annotated` says where a type stands among values.

So there the array is written as `NamedArray["batch position"]`, which to mypy is the same, before mypy comes to it.
In `Tokens = Int["batch position"]` mypy would keep the axes alone, and take them for a type. So the whole is written
again in their place, as text: `Int["Int['batch position']", ...]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    EllipsisExpr,
    Expression,
    ExpressionStmt,
    Import,
    ImportFrom,
    IndexExpr,
    ListExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OpExpr,
    ReturnStmt,
    StrExpr,
    TupleExpr,
)

from haliax_mypy.names import DTYPES, HAXTYPING, ROOT
from haliax_mypy.syntax.statements import all_of


@lru_cache(maxsize=8)
def keep_axes(module: MypyFile) -> None:
    """Writes the arrays in the values of a module so that mypy keeps their axes."""
    short = short_forms(module)
    values = [statement.rvalue for statement in all_of(module, AssignmentStmt)]
    values += [statement.expr for statement in all_of(module, ExpressionStmt)]
    values += [statement.expr for statement in all_of(module, ReturnStmt) if statement.expr is not None]
    for value in values:
        if type(value) in _BRACKETED:
            for expr in _indexed(value):
                _shorten(expr)
                if short and _path(expr.base) in short:
                    _repeat(expr)


def short_forms(module: MypyFile) -> set[str]:
    """What the annotations of haliax that say the dtype are called in a module: `Float`, `ht.Float`."""
    names, modules = set(), set()
    for statement in module.imports:
        if isinstance(statement, ImportFrom) and statement.id == HAXTYPING:
            names |= {new or name for name, new in statement.names if name in DTYPES}
        elif isinstance(statement, ImportFrom) and statement.id == ROOT:
            modules |= {new or name for name, new in statement.names if f"{ROOT}.{name}" == HAXTYPING}
        elif isinstance(statement, Import):
            for name, new in statement.ids:
                if name == HAXTYPING:
                    modules.add(new or name)
                elif name == ROOT:
                    modules.add(f"{new or name}.{HAXTYPING.rpartition('.')[2]}")
    return names | {f"{path}.{name}" for path in modules for name in DTYPES}


_BRACKETED: Final[frozenset[object]] = frozenset({CallExpr, IndexExpr, ListExpr, OpExpr, TupleExpr})
"""Values that may have brackets in them."""


def _indexed(expr: Expression) -> Iterator[IndexExpr]:
    """The expressions with brackets in a type: itself, the members of a union, what stands within brackets.

    Of a call they are those that a function of `typing` takes.
    """
    parts: Sequence[Expression] = []
    if isinstance(expr, IndexExpr):
        yield expr
        parts = [expr.index]
    elif isinstance(expr, OpExpr):
        parts = [expr.left, expr.right] if expr.op == "|" else []
    elif isinstance(expr, TupleExpr | ListExpr):
        parts = expr.items
    elif isinstance(expr, CallExpr):
        is_typing = _name(expr.callee) in _TYPING
        parts = expr.args if is_typing else [arg for arg in expr.args if isinstance(arg, CallExpr)]
    for part in parts:
        yield from _indexed(part)


_TYPING: Final = frozenset({"TypeVar", "cast", "assert_type"})
"""Functions of `typing` that take types."""


def _shorten(expr: IndexExpr) -> None:
    """Makes `Int[NamedArray, "batch"]` of `NamedArray["batch"]`."""
    index = expr.index
    if _name(expr.base) in DTYPES and isinstance(index, TupleExpr) and len(index.items) == 2:
        array, spec = index.items
        if _name(array) == "NamedArray" and isinstance(spec, StrExpr):
            expr.base, expr.index = array, spec


def _repeat(expr: IndexExpr) -> None:
    """Makes `Int["batch"]` of `Int["Int['batch']", ...]`."""
    parts = expr.index.items if isinstance(expr.index, TupleExpr) else [expr.index]
    spec = [_spelled(part) for part in parts]
    if None not in spec and "[" not in str(spec[0]):  # else it is written so already
        whole = StrExpr(f"{_path(expr.base)}[{', '.join(map(str, spec))}]")
        more = EllipsisExpr()
        index = TupleExpr([whole, more])
        for made in (whole, more, index):
            made.set_line(expr.index)
        expr.index = index


def _spelled(part: Expression) -> str | None:
    """A name of axes, or the dots, as they are written."""
    if isinstance(part, StrExpr):
        return repr(part.value)
    return "..." if isinstance(part, EllipsisExpr) else None


def _name(expr: Expression) -> str:
    return expr.name if isinstance(expr, NameExpr | MemberExpr) else ""


def _path(expr: Expression) -> str:
    """A name and the modules before it, as they are written."""
    if isinstance(expr, MemberExpr):
        return f"{_path(expr.expr)}.{expr.name}"
    return expr.name if isinstance(expr, NameExpr) else ""
