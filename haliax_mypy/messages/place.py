"""Where a message stands in the program, for the words that it is put into.

Like `compat`, this uses parts of mypy that its plugin interface does not promise. A test holds each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mypy.argmap import map_actuals_to_formals
from mypy.checker_state import checker_state
from mypy.errors import ErrorInfo
from mypy.inspections import find_all_by_location
from mypy.messages import format_type_bare
from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    ClassDef,
    ComparisonExpr,
    Expression,
    FuncDef,
    LambdaExpr,
    MemberExpr,
    NameExpr,
    TypeInfo,
)
from mypy.types import CallableType, Overloaded, Type, TypeVarType, get_proper_type

from haliax_mypy.compat import open_calls, type_of
from haliax_mypy.configurations import attributes
from haliax_mypy.settings import SEES_WHAT_IS_CHECKED
from haliax_mypy.syntax.statements import statements
from haliax_mypy.types.gradual import has_array, is_unsure
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.open_axes import opened


class Place:
    """Where a message stands in the program, as far as the checker can tell at that moment."""

    def __init__(self, info: ErrorInfo) -> None:
        self.info = info
        checker: Any = checker_state.type_checker
        self.is_checked = checker is not None and checker.tree.fullname == info.module
        self.checker = checker

    def _around(self) -> Sequence[Expression]:
        """The expressions that stand here, one within the other."""
        if not self.is_checked:
            return ()
        found: Sequence[Expression] = find_all_by_location(self.checker.tree, self.info.line, self.info.column)
        return found

    def function(self) -> str:
        """The function that is being checked, as Python qualifies its name; empty outside of one."""
        scope: Any = self.checker.scope if self.is_checked else None
        function = scope.current_function() if scope is not None else None
        if not isinstance(function, FuncDef):
            return "lambda" if isinstance(function, LambdaExpr) else ""
        owner = scope.enclosing_class(function)
        return f"{owner.name}.{function.name}" if owner is not None else function.name

    def bound(self, variable: str) -> str:
        """The upper bound of a type variable of the functions or the class around; empty if it is none of theirs."""
        for node in reversed(self.checker.scope.stack if self.is_checked else []):
            typ = get_proper_type(node.type) if isinstance(node, FuncDef) else None
            variables = typ.variables if isinstance(typ, CallableType) else ()
            for found in node.defn.type_vars if isinstance(node, TypeInfo) else variables:
                if found.name == variable and isinstance(found, TypeVarType) and not found.values:
                    return format_type_bare(found.upper_bound, self.checker.options)
        return ""

    def parameter(self, number: int) -> str:
        """The parameter that the argument of this number, which stands here, goes to; empty if it is not known."""
        line, column = self.info.line, self.info.column
        for call in self._around():
            if isinstance(call, CallExpr) and number <= len(call.args):
                argument = call.args[number - 1]
                if (argument.line, argument.column) == (line, column):
                    return self._formal(call, number - 1)
        return ""

    def is_open_call(self) -> bool:
        """Whether an argument of the call that stands here is an array whose axes are not all known, or of several."""
        line, column = self.info.line, self.info.column
        calls = [
            call for call in self._around() if isinstance(call, CallExpr) and (call.line, call.column) == (line, column)
        ]
        types = [type_of(self.checker, argument) for call in calls for argument in call.args]
        return any(typ is not None and is_unsure(typ) for typ in types) or any(
            call in open_calls(self.checker.tree) for call in calls
        )

    def may_pass_over(self) -> bool:
        """Whether an argument of an overloaded function stands here, and mypy may have passed over a form that fits."""
        here = self.info.line, self.info.column
        calls = [] if SEES_WHAT_IS_CHECKED else [expr for expr in self._around() if isinstance(expr, CallExpr)]
        called = [call.callee for call in calls if here in [(part.line, part.column) for part in call.args]]
        return any(isinstance(get_proper_type(type_of(self.checker, callee)), Overloaded) for callee in called)

    def compares_axis_names(self) -> bool:
        """Whether the name of an axis is compared here, for all that is known."""
        operands = [part for expr in self._around() if isinstance(expr, ComparisonExpr) for part in expr.operands]
        owners = [part.expr for part in operands if isinstance(part, MemberExpr) and part.name == "name"]
        types = [type_of(self.checker, owner) for owner in owners]  # None while the items of an overload are tried
        return any(typ is None or opened(typ) is not typ for typ in types)

    def array(self) -> str:
        """The type of the array that stands here, or of which a method is called here; empty if there is none."""
        for expr in self._around():
            called = expr.callee.expr if isinstance(expr, CallExpr) and isinstance(expr.callee, MemberExpr) else expr
            typ = type_of(self.checker, called)
            if typ is not None and has_array(typ):
                return format_type_bare(typ, self.checker.options)
        return ""

    def _formal(self, call: CallExpr, index: int) -> str:
        callee = get_proper_type(type_of(self.checker, call.callee))
        names: set[str] = set()
        callables = callee.items if isinstance(callee, CallableType | Overloaded) else []
        for item in callables:
            formals = map_actuals_to_formals(
                call.arg_kinds, call.arg_names, item.arg_kinds, item.arg_names, lambda _: any_type()
            )
            parameters = zip(item.arg_names, item.arg_kinds, formals, strict=True)
            names |= {"" if kind.is_star() else name or "" for name, kind, given in parameters if index in given}
        return names.pop() if len(names) == 1 else ""

    def overriding(self, method: str, number: int) -> tuple[str, str] | None:
        """The name and the type of a parameter of a method of the class that is being checked, counted from 1."""
        owner = self.checker.scope.current_class() if self.is_checked else None
        symbol = owner.names.get(method) if owner is not None else None
        node = symbol.node if symbol is not None else None
        typ = get_proper_type(node.type) if isinstance(node, FuncDef) and not node.is_static else None
        if not isinstance(typ, CallableType) or number >= len(typ.arg_types):
            return None
        name = typ.arg_names[number]
        return (name, format_type_bare(typ.arg_types[number], self.checker.options)) if name else None

    def attribute(self, name: str, owner: str = "") -> tuple[str, Type | None]:
        """The name and the type of an attribute of the class that is being checked, or in a base class of this name.

        Without a name, it is the attribute that is assigned here.
        """
        info: TypeInfo | None = self.checker.scope.current_class() if self.is_checked else None
        if info is None and self.is_checked:  # of several base classes mypy speaks where it has left the class
            lines = {s.line: s.info for s, _ in statements(self.checker.tree.defs) if isinstance(s, ClassDef)}
            info = lines.get(self.info.line)
        for statement in info.defn.defs.body if info is not None and not name else ():
            if isinstance(statement, AssignmentStmt) and statement.line == self.info.line:
                target = statement.lvalues[0]
                name = target.name if isinstance(target, NameExpr) else ""
                return name, type_of(self.checker, statement.rvalue)
        infos = [] if info is None else [base for base in info.mro[1:] if base.name == owner] if owner else [info]
        found = [base.names[name].node for base in infos if name in base.names]
        return name, attributes.stored(found[0]).typ if found else None
