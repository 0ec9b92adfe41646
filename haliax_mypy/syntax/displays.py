"""`arrays = [x, y]`, `for array in (x, y)`: mypy joins the members at once, without a word to a plugin.

An array whose axes are not all known fits every other, so mypy takes the others for it, or it for one of them. Such a
display is made the argument of a call of `_held`, a function that only the stubs have, of which there is a hook.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mypy.nodes import (
    ARG_POS,
    AssignmentStmt,
    CallExpr,
    DictExpr,
    Expression,
    ForStmt,
    IndexExpr,
    ListExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OpExpr,
    SetExpr,
    SymbolTableNode,
    TupleExpr,
    UnaryExpr,
    Var,
)

from haliax_mypy.syntax.expressions import comprehensions
from haliax_mypy.syntax.instances import reference
from haliax_mypy.syntax.statements import statements


@lru_cache(maxsize=8)
def hold(module: MypyFile, held: SymbolTableNode | None) -> None:
    """Makes the displays of a module arguments of `held`, before mypy comes to them."""
    if held is None:
        return
    for statement, _ in statements(module.defs):
        if isinstance(statement, ForStmt):
            statement.expr = _holding(statement.expr, held)
        elif isinstance(statement, AssignmentStmt) and statement.unanalyzed_type is None:
            if all(isinstance(target, NameExpr | MemberExpr) for target in statement.lvalues):
                statement.rvalue = _holding(statement.rvalue, held)
    for comprehension in comprehensions(module):
        comprehension.sequences = [_holding(sequence, held) for sequence in comprehension.sequences]


def members(display: Expression) -> Iterator[Expression]:
    """The members of a display, of a dict the values; none of other expressions."""
    if isinstance(display, DictExpr):
        yield from (value for _, value in display.items)
    elif isinstance(display, ListExpr | SetExpr | TupleExpr):
        yield from display.items


def _holding(display: Expression, held: SymbolTableNode) -> Expression:
    found = list(members(display))
    if len(found) < 2 or not all(map(_may_be_array, found)):
        return display
    call = CallExpr(reference(held, display), [display], [ARG_POS], [None])
    call.set_line(display)
    return call


def _may_be_array(expr: Expression) -> bool:
    """Whether an expression may be an array, by its looks. Functions and constants are none."""
    if isinstance(expr, NameExpr):
        return isinstance(expr.node, Var)
    if isinstance(expr, MemberExpr):
        return expr.node is None or isinstance(expr.node, Var)
    return isinstance(expr, CallExpr | IndexExpr | OpExpr | UnaryExpr)
