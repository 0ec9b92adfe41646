"""Executes programs, and notes what they reveal.

Programs run under `jax.eval_shape`: axes and shapes are those of a real run, and nothing is compiled or computed. What
annotations say is held to: every function is checked, as `haliax.debug.checked` does, and so are annotated variables.
A program that runs thus says nothing untrue.
"""

from __future__ import annotations

import ast
import sys
import traceback
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from types import CodeType, ModuleType
from typing import Any, Final

import jax
import typeguard

from haliax.debug import checked

FILE: Final = "<program>"
_TURNS: Final = 1000


class Endless(Exception):
    """A program does not come to an end."""


def _turns() -> Callable[[], bool]:
    """What is asked before each turn of a loop."""
    left = iter(range(_TURNS))

    def turn() -> bool:
        if next(left, None) is None:
            raise Endless
        return True

    return turn


_HELPERS: Final[dict[str, Any]] = {"_checked": checked, "_fits": typeguard.check_type}


@dataclass
class Run:
    """What happened when a program was executed.

    Attributes:
        revealed: The values that each line revealed.
        reached: The lines whose statements were executed.
        taken: Where the branches of `a if flag else b` begin (line, column) that were executed.
        error: What was raised, if anything.
        line: The line of the program where it was raised.
    """

    revealed: dict[int, list[Any]] = field(default_factory=dict)
    reached: set[int] = field(default_factory=set)
    taken: set[tuple[int, int]] = field(default_factory=set)
    error: BaseException | None = None
    line: int = 0

    def reveal_type(self, value: Any) -> Any:
        """Takes the place of `reveal_type`."""
        now = copy(value) if isinstance(value, list | dict | set) else value  # which may grow later
        self.revealed.setdefault(sys._getframe(1).f_lineno, []).append(now)
        return value


class _Truthful(ast.NodeTransformer):
    """Checks functions and annotated variables against their annotations."""

    def __init__(self) -> None:
        self.in_class = False

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        before, self.in_class = self.in_class, True
        self.generic_visit(node)
        self.in_class = before
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        before, self.in_class = self.in_class, False
        self.generic_visit(node)
        self.in_class = before
        names = {name.id for d in node.decorator_list for name in ast.walk(d) if isinstance(name, ast.Name)}
        if not names & {"overload", "contextmanager", "property", "checked"}:
            node.decorator_list.append(ast.copy_location(ast.Name("_checked", ast.Load()), node))
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        node.body, node.orelse = _taken(node.body), _taken(node.orelse)
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        self.generic_visit(node)
        turn = ast.Call(ast.Name("_turn", ast.Load()), [], [])
        node.test = ast.copy_location(ast.BoolOp(ast.And(), [turn, node.test]), node.test)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None and not self.in_class and node.simple:
            node.value = ast.copy_location(
                ast.Call(ast.Name("_fits", ast.Load()), [node.value, node.annotation], []), node.value
            )
        return node


def _taken(branch: ast.expr) -> ast.expr:
    """An expression that notes that it is executed."""
    place = ast.Tuple([ast.Constant(branch.lineno), ast.Constant(branch.col_offset)], ast.Load())
    note = ast.Call(ast.Name("_taken", ast.Load()), [place], [])
    return ast.copy_location(ast.Subscript(ast.Tuple([note, branch], ast.Load()), ast.Constant(1), ast.Load()), branch)


def _noted(statement: ast.stmt) -> ast.stmt:
    """A statement that notes that another one is reached."""
    call = ast.Call(ast.Name("_reached", ast.Load()), [ast.Constant(statement.lineno)], [])
    return ast.copy_location(ast.Expr(call), statement)


def compiled(text: str) -> CodeType:
    """The code of a program, or of some of its statements, with what checks annotations."""
    tree = _Truthful().visit(ast.parse(text, FILE))
    for node in ast.walk(tree):
        for part in ("body", "orelse", "finalbody"):
            block = getattr(node, part, None)
            if isinstance(block, list) and not isinstance(node, ast.ClassDef):
                block[:] = [s for statement in block for s in (_noted(statement), statement)]
    return compile(ast.fix_missing_locations(tree), FILE, "exec", dont_inherit=True)


def namespace(run: Run, name: str = "fuzzed") -> dict[str, Any]:
    """The names that a program finds when it begins."""
    module = ModuleType(name)
    sys.modules[name] = module  # dataclasses look their module up
    vars(module).update(
        _HELPERS, reveal_type=run.reveal_type, _reached=run.reached.add, _taken=run.taken.add, _turn=_turns()
    )
    return vars(module)


def traced(function: Callable[[], None]) -> None:
    """Calls a function so that jax only looks at shapes."""

    def call() -> None:
        function()

    jax.eval_shape(call)


def execute(text: str) -> Run:
    """Executes a program."""
    run = Run()

    def body() -> None:
        try:
            exec(compiled(text), namespace(run))
        except Exception as error:
            run.error = error
            frames = traceback.extract_tb(error.__traceback__)
            inner = [f.lineno or 0 for f in frames if f.filename == FILE]
            run.line = inner[-1] if inner else 0

    traced(body)
    return run
