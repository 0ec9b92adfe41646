"""What to write for a parameter or a result of which nothing is declared: what mypy knows of all that it is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mypy.argmap import map_actuals_to_formals
from mypy.nodes import Argument, CallExpr, Decorator, Expression, FuncDef, ReturnStmt
from mypy.types import CallableType, Type, get_proper_type

from haliax_mypy.survey import lookup
from haliax_mypy.survey.knowledge import Knowledge, annotated, told
from haliax_mypy.survey.program import Program
from haliax_mypy.survey.tree import own_statements, within, written
from haliax_mypy.syntax.statements import own
from haliax_mypy.types.literals import any_type


class Suggestions:
    """The axes that arguments and results have wherever they are seen."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._given: dict[Argument, list[Expression]] = defaultdict(list)
        for module in program.modules.values():
            for node in within(module):
                if isinstance(node, CallExpr):
                    self._note(node)

    def _note(self, call: CallExpr) -> None:
        node = lookup.called(call, self._program)
        function = node.func if isinstance(node, Decorator) else node
        callee = get_proper_type(self._program.type_of(written(call.callee)))
        if not isinstance(function, FuncDef) or lookup.is_of_library(function, self._program):
            return
        # A method that is called on an object is not given it as an argument.
        bound = len(function.arguments) - len(callee.arg_types) if isinstance(callee, CallableType) else 1
        if bound not in (0, 1):
            return
        arguments = function.arguments[bound:]
        formals = map_actuals_to_formals(
            call.arg_kinds,
            call.arg_names,
            [argument.kind for argument in arguments],
            [None if argument.pos_only else argument.variable.name for argument in arguments],
            lambda _: any_type(),
        )
        for argument, actuals in zip(arguments, formals, strict=True):
            self._given[argument] += [written(call.args[i]) for i in actuals if not argument.kind.is_star()]

    def parameter(self, argument: Argument) -> str | None:
        """The annotation that fits all that a parameter is given; None if they differ, or one is not known."""
        return self._agreed(self._given.get(argument, []))

    def result(self, function: FuncDef) -> str | None:
        """The annotation that fits all that a function returns."""
        returns = [one.expr for one in own(own_statements(function)) if isinstance(one, ReturnStmt)]
        return self._agreed(written(expr) for expr in returns if expr is not None)

    def _agreed(self, exprs: Iterable[Expression]) -> str | None:
        found = {self._annotation(self._program.type_of(expr)) for expr in exprs}
        return found.pop() if len(found) == 1 else None

    def _annotation(self, typ: Type | None) -> str | None:
        says = told(typ, self._program.options)
        if typ is None or says is None or says.kind not in ("array", "axis") or says.knowledge is not Knowledge.KNOWN:
            return None
        return annotated(typ, self._program.options)
