"""`arrays = [x, y]`, `for array in (x, y)`: mypy joins the members at once, without a word to a plugin.

An array whose axes are not all known fits every other, so mypy takes the others for it, or it for one of them. Such a
display is made the argument of a call of `_Hold`, a class that only the stubs have, of which there is a hook. So is
what an overloaded function gives a name, of which a plugin sees only what each item of the overload gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    ConditionalExpr,
    DictExpr,
    Expression,
    ExpressionStmt,
    ForStmt,
    IndexExpr,
    ListExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OpExpr,
    OverloadedFuncDef,
    RefExpr,
    SetExpr,
    StarExpr,
    SymbolTableNode,
    TupleExpr,
    UnaryExpr,
    Var,
)

from haliax_mypy.names import FOREIGN, HELD, PACKAGE
from haliax_mypy.syntax.expressions import comprehensions, conditionals
from haliax_mypy.syntax.statements import all_of, reveal
from haliax_mypy.syntax.written import handed, is_handed


def hold(module: MypyFile, held: SymbolTableNode) -> None:
    """Makes the displays of a module arguments of `held`, before mypy comes to them."""
    for loop in all_of(module, ForStmt):
        loop.expr = _iterated(loop.expr, held)
    for assignment in all_of(module, AssignmentStmt):
        if all(map(_is_free, assignment.lvalues)):
            _hold_assigned(assignment, held)
    for statement in all_of(module, ExpressionStmt):
        if (shown := reveal(statement)) is not None and isinstance(shown.expr, NameExpr | MemberExpr | IndexExpr):
            shown.expr = handed(shown.expr, held)  # in a loop, mypy joins what each turn reveals
    for part in conditionals(module):
        part.if_expr, part.else_expr = _held(part.if_expr, held), _held(part.else_expr, held)
    for comprehension in comprehensions(module):
        comprehension.sequences = [_iterated(sequence, held) for sequence in comprehension.sequences]


def _hold_assigned(statement: AssignmentStmt, held: SymbolTableNode) -> None:
    target, source = statement.lvalues[0], statement.rvalue
    if isinstance(target, TupleExpr):
        whole = source.left if isinstance(source, OpExpr) else source
        if starred_part(target) is not None:
            if not is_handed(source, HELD):
                statement.rvalue = handed(source, held)
            return
        if isinstance(whole, TupleExpr):
            whole.items = [_held(item, held) for item in whole.items]
            return
    if type(source) in _HOLDING:
        statement.rvalue = _held(source, held)


def starred_part(target: TupleExpr) -> int | None:
    """Where the star stands in `first, *rest, last = ...`."""
    return next((i for i, item in enumerate(target.items) if isinstance(item, StarExpr)), None)


def _is_free(target: Expression) -> bool:
    """Whether something is assigned to variables whose types are not declared."""
    if isinstance(target, NameExpr):
        return isinstance(target.node, Var) and target.node.is_inferred
    if isinstance(target, TupleExpr):
        return all(map(_is_free, target.items))
    return isinstance(target, StarExpr) and _is_free(target.expr)


def members(display: Expression) -> Iterator[Expression]:
    """The members of a display, of a dict the values; none of other expressions."""
    if isinstance(display, DictExpr):
        yield from (value for _, value in display.items)
    elif isinstance(display, ListExpr | SetExpr | TupleExpr):
        yield from display.items


def _iterated(expr: Expression, held: SymbolTableNode) -> Expression:
    """What is gone through: a call may give a NamedTuple, whose members mypy joins too."""
    if isinstance(expr, CallExpr) and not is_handed(expr, HELD):
        callee = expr.callee
        if isinstance(callee, RefExpr) and callee.fullname.startswith((PACKAGE, *FOREIGN)):
            return expr
        is_view = isinstance(callee, MemberExpr) and callee.name in _VIEWS and not expr.args
        return expr if is_view else handed(expr, held)
    return _held(expr, held)


_VIEWS: Final = frozenset({"items", "keys", "values"})
"""Methods of a dict, whose members mypy has joined before."""


def _held(display: Expression, held: SymbolTableNode) -> Expression:
    if type(display) not in _HOLDING:
        return display
    found = list(members(display))
    if isinstance(display, ConditionalExpr):
        display.if_expr, display.else_expr = (_held(part, held) for part in (display.if_expr, display.else_expr))
        return display
    is_variable = isinstance(display, NameExpr) and isinstance(display.node, Var)
    is_open = is_variable or _is_overloaded(display) or (found and all(map(_may_be_array, found)))
    return handed(display, held) if is_open else display


_HOLDING: Final = frozenset({CallExpr, ConditionalExpr, DictExpr, ListExpr, NameExpr, SetExpr, TupleExpr})


def _is_overloaded(expr: Expression) -> bool:
    """Whether an expression is a call of an overloaded function of a user."""
    node = expr.callee.node if isinstance(expr, CallExpr) and isinstance(expr.callee, NameExpr) else None
    return isinstance(node, OverloadedFuncDef) and not node.fullname.startswith((PACKAGE, *FOREIGN))


def _may_be_array(expr: Expression) -> bool:
    """Whether an expression may be an array, by its looks. Functions and constants are none."""
    if isinstance(expr, NameExpr):
        return isinstance(expr.node, Var)
    if isinstance(expr, MemberExpr):
        return expr.node is None or isinstance(expr.node, Var)
    return isinstance(expr, CallExpr | IndexExpr | OpExpr | UnaryExpr)
