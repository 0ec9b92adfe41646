"""A first statement, `"".strip()`, by which mypy comes to a hook in a module that may have no other.

Functions without annotations have none in them. Strict mode has something to say even of a module that is no more than
such functions; whether a comment in it asks for that is not known when it has just been parsed. The daemon comes to
the statement again when it checks the module again.
"""

from __future__ import annotations

from mypy.nodes import CallExpr, ExpressionStmt, MemberExpr, MypyFile, StrExpr


def begin(module: MypyFile) -> None:
    """Puts the statement in front of a module that has just been parsed. It stands on no line."""
    statement = ExpressionStmt(CallExpr(MemberExpr(StrExpr(""), "strip"), [], [], []))
    if module.defs:  # mypy may parse it elsewhere, in a process of its own
        module.defs.insert(0, statement)


def has_begun(module: MypyFile) -> bool:
    """Whether a module begins with that statement."""
    first = module.defs[0] if module.defs else None
    return isinstance(first, ExpressionStmt) and first.line < 0 and isinstance(first.expr, CallExpr)
