"""`f"key_{name}"`, of which mypy makes `"".join(["key_", "{:{}}".format(name, "")])`."""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, ListExpr, MemberExpr, StrExpr


def parts(expr: Expression) -> list[Expression]:
    """The parts of such a string, each as it is printed; empty if it is none, or if one is printed in another form."""
    items = _joined(expr)
    found = [_plain(item) for item in items]
    known = [part for part in found if part is not None]
    return known if len(known) == len(items) else []


def _joined(expr: Expression) -> list[Expression]:
    if not isinstance(expr, CallExpr) or not isinstance(expr.callee, MemberExpr) or len(expr.args) not in (1, 2):
        return []
    source, items = expr.callee.expr, expr.args[0]
    if not isinstance(source, StrExpr):
        return []
    if expr.callee.name == "join" and source.value == "" and isinstance(items, ListExpr):
        return list(items.items)
    return [expr] if expr.callee.name == "format" and source.value == "{:{}}" else []


def _plain(item: Expression) -> Expression | None:
    if isinstance(item, StrExpr):
        return item
    if not isinstance(item, CallExpr) or not isinstance(item.callee, MemberExpr) or len(item.args) != 2:
        return None
    template, form = item.callee.expr, item.args[1]
    is_plain = isinstance(template, StrExpr) and template.value == "{:{}}" and isinstance(form, StrExpr)
    return item.args[0] if is_plain and isinstance(form, StrExpr) and form.value == "" else None
