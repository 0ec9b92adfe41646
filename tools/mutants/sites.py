"""The mutants of a module: deterministic, and in the order of its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from tools.mutants.edits import changed, of_expression, of_statement

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_TEXT_ONLY: Final = frozenset({"__repr__", "__str__", "_show", "__format__"})
"""Functions that only say how something looks."""

_NO_CODE: Final = frozenset({"annotation", "returns", "decorator_list", "type_params", "type_comment", "args", "ctx"})

Key = tuple[str, str, str, str]
"""The name of a file, a function, the old text and the new one."""


@dataclass(frozen=True)
class Mutant:
    """One small change of one statement of a function.

    Attributes:
        path: The file.
        function: The qualified name of the function, as code objects have it.
        line: The first line of the statement.
        old: The statement; of one that holds others, only its first line.
        new: What it becomes.
        tree: The module with the change.
    """

    path: Path
    function: str
    line: int
    old: str
    new: str
    tree: ast.Module = field(compare=False, repr=False, hash=False)

    @property
    def key(self) -> Key:
        """What names it in the list of survivors, wherever its line moves to."""
        return (self.path.name, self.function, self.old, self.new)


@dataclass
class _Place:
    """Where a node stands: in a field of its parent, or in a list in that field."""

    parent: ast.AST
    name: str
    index: int | None

    def put(self, node: Any) -> None:
        if self.index is None:
            setattr(self.parent, self.name, node)
        else:
            getattr(self.parent, self.name)[self.index] = node


@cache
def source_of(path: Path) -> str:
    """What a file says. It is read once, so that an edit meanwhile changes no mutant."""
    return path.read_text(encoding="utf-8")


def mutants(path: Path, source: str | None = None) -> Iterator[Mutant]:
    """All mutants of a file. The tree of each holds only until the next one is asked for."""
    tree = ast.parse(source_of(path) if source is None else source)
    seen: set[tuple[int, str, str]] = set()
    for function, qualname in functions(tree):
        for statement, place in _statements(function):
            bound = _bound_before(function, statement)
            old = shown(statement)
            for node, where, new in _changes(statement, place, bound):
                if isinstance(node, ast.Constant) and node.value == qualname.rpartition(".")[2]:
                    continue  # what error messages call the operation
                where.put(ast.fix_missing_locations(ast.copy_location(new, node)))
                text = shown(new) if node is statement and isinstance(new, ast.stmt) else shown(statement)
                where_it_is = (statement.lineno, old, text)
                if text != old and where_it_is not in seen:
                    seen.add(where_it_is)
                    yield Mutant(path, qualname, statement.lineno, old, text, tree)
                where.put(node)


def functions(tree: ast.Module) -> list[tuple[Any, str]]:
    """The functions of a module with their qualified names; without overloads and those that only make text."""
    found: list[tuple[Any, str]] = []

    def search(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, _FUNCTIONS):
                if child.name not in _TEXT_ONLY and not any("overload" in ast.unparse(d) for d in child.decorator_list):
                    found.append((child, prefix + child.name))
                    search(child, f"{prefix}{child.name}.<locals>.")
            elif isinstance(child, ast.ClassDef):
                search(child, f"{prefix}{child.name}.")
            elif not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
                search(child, prefix)

    search(tree, "")
    return found


def _statements(function: ast.AST) -> Iterator[tuple[ast.stmt, _Place]]:
    """The statements of a function, those inside others too, but not those of functions inside."""
    for name, value in ast.iter_fields(function):
        for i, child in enumerate(value) if isinstance(value, list) else ():
            if isinstance(child, ast.stmt):
                if not isinstance(child, (*_FUNCTIONS, ast.ClassDef)):
                    yield child, _Place(function, name, i)
                    yield from _statements(child)
            elif isinstance(child, ast.ExceptHandler | ast.match_case):
                yield from _statements(child)


def _bound_before(function: Any, statement: ast.stmt) -> set[str]:
    """Names that are parameters, or bound on an earlier line."""
    names = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.lineno < statement.lineno:
            names.add(node.id)
    return names


def _changes(statement: ast.stmt, place: _Place, bound: set[str]) -> Iterator[tuple[ast.AST, _Place, ast.AST]]:
    """What may change in a statement, but not in those inside it: the node, its place, another node."""
    for new in of_statement(statement, bound):
        yield statement, place, new
    if isinstance(statement, ast.Raise | ast.Assert) or _is_docstring(statement):
        return
    if isinstance(statement, ast.Match):
        for case in statement.cases:
            if case.guard is not None:
                yield statement, place, _without_guard(statement, case)
    for node, where in _expressions(statement):
        for other in of_expression(node):
            yield node, where, other


def _without_guard(statement: ast.Match, case: ast.match_case) -> ast.Match:
    cases = [changed(c, guard=None) if c is case else c for c in statement.cases]
    return changed(statement, cases=cases)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _expressions(node: ast.AST) -> Iterator[tuple[ast.expr, _Place]]:
    """The expressions inside a node that matter: no annotations, no texts of errors, no statements inside."""
    for name, value in ast.iter_fields(node):
        if name in _NO_CODE and not (name == "args" and isinstance(node, ast.Call)):
            continue
        for i, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.stmt | ast.JoinedStr | ast.ExceptHandler):
                continue
            if isinstance(child, ast.keyword) and child.arg == "strict":  # of zip, which only asks for more care
                continue
            if isinstance(child, ast.match_case | ast.pattern) or _makes_error(child):
                continue
            if isinstance(child, ast.expr):
                yield child, _Place(node, name, i)
            yield from _expressions(child)


def _makes_error(node: ast.AST) -> bool:
    """Whether a call makes an error: its arguments are words."""
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    return called.startswith("errors.") or called.rpartition(".")[2].endswith(("Error", "Warning")) or "warn" in called


def shown(statement: ast.AST) -> str:
    """The first line of a statement, and all of one that holds no others."""
    if isinstance(statement, ast.Match):
        return f"match {ast.unparse(statement.subject)}: {' | '.join(_case(case) for case in statement.cases)}"
    emptied: dict[str, list[ast.AST]] = {
        name: [] for name in ("body", "orelse", "finalbody", "handlers") if hasattr(statement, name)
    }
    return " ".join(ast.unparse(changed(statement, **emptied)).split()).removesuffix(" else:")


def _case(case: ast.match_case) -> str:
    guard = f" if {ast.unparse(case.guard)}" if case.guard else ""
    return ast.unparse(case.pattern) + guard
