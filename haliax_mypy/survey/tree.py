"""The parts of a program that mypy has checked, as they stand in its source.

The plugin has written calls and statements into the tree, which are passed over here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from mypy.nodes import (
    Argument,
    AssertStmt,
    AssignmentExpr,
    AssignmentStmt,
    AwaitExpr,
    Block,
    CallExpr,
    ClassDef,
    ComparisonExpr,
    ConditionalExpr,
    Decorator,
    DelStmt,
    DictExpr,
    DictionaryComprehension,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncDef,
    FuncItem,
    GeneratorExpr,
    IfStmt,
    IndexExpr,
    LambdaExpr,
    ListComprehension,
    ListExpr,
    MatchStmt,
    MemberExpr,
    MypyFile,
    NameExpr,
    Node,
    OperatorAssignmentStmt,
    OpExpr,
    OverloadedFuncDef,
    RaiseStmt,
    ReturnStmt,
    SetComprehension,
    SetExpr,
    SliceExpr,
    StarExpr,
    Statement,
    SuperExpr,
    TryStmt,
    TupleExpr,
    UnaryExpr,
    WhileStmt,
    WithStmt,
    YieldExpr,
    YieldFromExpr,
)

from haliax_mypy.names import HELD
from haliax_mypy.syntax.written import as_written, is_handed

_PARTS: Final[dict[type[Node], tuple[str, ...]]] = {
    Argument: ("initializer",),
    AssertStmt: ("expr", "msg"),
    AssignmentExpr: ("target", "value"),
    AssignmentStmt: ("lvalues", "rvalue"),
    AwaitExpr: ("expr",),
    Block: ("body",),
    CallExpr: ("callee", "args"),
    ClassDef: ("decorators", "defs"),
    ComparisonExpr: ("operands",),
    ConditionalExpr: ("cond", "if_expr", "else_expr"),
    Decorator: ("original_decorators", "func"),
    DelStmt: ("expr",),
    DictExpr: ("items",),
    DictionaryComprehension: ("sequences", "indices", "condlists", "key", "value"),
    ExpressionStmt: ("expr",),
    ForStmt: ("expr", "index", "body", "else_body"),
    FuncDef: ("arguments", "body"),
    GeneratorExpr: ("sequences", "indices", "condlists", "left_expr"),
    IfStmt: ("expr", "body", "else_body"),
    IndexExpr: ("base", "index"),
    LambdaExpr: ("arguments", "body"),
    ListComprehension: ("generator",),
    ListExpr: ("items",),
    MatchStmt: ("subject", "patterns", "guards", "bodies"),
    MemberExpr: ("expr",),
    MypyFile: ("defs",),
    OpExpr: ("left", "right"),
    OperatorAssignmentStmt: ("lvalue", "rvalue"),
    OverloadedFuncDef: ("items", "impl"),
    RaiseStmt: ("expr", "from_expr"),
    ReturnStmt: ("expr",),
    SetComprehension: ("generator",),
    SetExpr: ("items",),
    SliceExpr: ("begin_index", "end_index", "stride"),
    StarExpr: ("expr",),
    SuperExpr: ("call",),
    TryStmt: ("body", "types", "vars", "handlers", "else_body", "finally_body"),
    TupleExpr: ("items",),
    UnaryExpr: ("expr",),
    WhileStmt: ("expr", "body", "else_body"),
    WithStmt: ("expr", "target", "body"),
    YieldExpr: ("expr",),
    YieldFromExpr: ("expr",),
}


def parts(node: Node) -> Iterator[Node]:
    """The nodes directly within one, in the order of the source, without what the plugin has put there."""
    copies = copies_of(node) if isinstance(node, FuncItem) else []
    if copies:
        yield from copies
        return
    if isinstance(node, FuncDef):
        yield from node.arguments
        yield from own_statements(node)
        return
    for name in _PARTS.get(type(node), ()):
        yield from _flat(getattr(node, name))


def copies_of(function: FuncItem) -> list[FuncItem]:
    """The copies of a function that mypy has checked in its place: one for each value of its type variables."""
    return [copy for copy in function.expanded if copy is not function]


def _flat(part: Any) -> Iterator[Node]:
    if isinstance(part, list | tuple):
        for member in part:
            yield from _flat(member)
    elif isinstance(part, Expression):
        yield written(part)
    elif isinstance(part, Node):
        yield part


def written(expr: Expression) -> Expression:
    """An expression as it stands in the program; of a swap, `(b, a) + ()`, the values."""
    expr = as_written(expr)
    if isinstance(expr, OpExpr) and isinstance(expr.right, TupleExpr) and not expr.right.items:
        left = as_written(expr.left)
        if isinstance(left, TupleExpr) and (left.line, left.column) == (expr.right.line, expr.right.column):
            return left
    return expr


def own_statements(function: FuncDef) -> list[Statement]:
    """The statements of a function but for `x = _held(x)`, which the plugin lets it begin with."""
    return [statement for statement in function.body.body if not is_opening(statement, function)]


def is_opening(statement: Statement, function: FuncDef) -> bool:
    """Whether a statement is one that the plugin lets a function begin with."""
    if not isinstance(statement, AssignmentStmt) or not is_handed(statement.rvalue, HELD):
        return False
    return (statement.line, statement.column) == (function.line, function.column)


def within(node: Node) -> Iterator[Node]:
    """All nodes within one, each before those within it."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += reversed(list(parts(found)))


def blocks_within(module: MypyFile) -> Iterator[Block]:
    """The blocks of a module, of functions too."""
    for node in within(module):
        if isinstance(node, Block):
            yield node
        elif isinstance(node, FuncItem):
            yield node.body


def is_name(expr: Node | None) -> bool:
    """Whether an expression is a name, or one with a dot."""
    return isinstance(expr, NameExpr | MemberExpr)
