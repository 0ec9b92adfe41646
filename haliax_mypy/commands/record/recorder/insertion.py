"""Puts notes into the functions of a module, as a syntax tree.

    def norm(self, x):                       def norm(self, x):
        '''Doc.'''                               '''Doc.'''
        y = x - x.mean("embed")         ->       __haliax_enter__("m ...", self, x)
        return y                                 y = x - x.mean("embed")
                                                 return __haliax_leave__("m ...", y)

A function stays the object that it is: nothing is wrapped, so that decorators, pickling, `inspect` and tracebacks see
what they saw. Each new node has the place of what stood there.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

from haliax_mypy.commands.record.recorder.notes import ENTER, LEAVE, MADE, YIELD

_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_COMPILERS: Final = frozenset({"numba", "cython", "taichi", "triton", "warp", "torch"})
"""Libraries that compile what their decorators are at, and know no notes."""

F = TypeVar("F", ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_UNBOUND: Final = frozenset({"staticmethod", "classmethod"})


@dataclass(frozen=True)
class Site:
    """A function, as a note names it, in one text.

    Attributes:
        kind: `m` for a method with an instance, `i` for a constructor, `f` for any other function.
        line: The line of its `def`.
        name: Its qualified name.
        parameters: Its parameters in order; with `*` and `**` as they are written.
        path: The file.
    """

    kind: str
    line: int
    name: str
    parameters: tuple[str, ...]
    path: str

    def __str__(self) -> str:
        return f"{self.kind}\t{self.line}\t{self.name}\t{','.join(self.parameters)}\t{self.path}"

    @classmethod
    def read(cls, text: str) -> Site:
        """The site that a note names."""
        kind, line, name, parameters, path = text.split("\t", 4)
        return cls(kind, int(line), name, tuple(parameters.split(",")) if parameters else (), path)


def with_notes(tree: ast.Module, path: str) -> ast.Module:
    """A copy of a module, with notes in its functions."""
    noted = copy.deepcopy(tree)
    _Inserter(path, frozenset(_compilers_of(noted))).visit(noted)
    return ast.fix_missing_locations(noted)


def _compilers_of(tree: ast.Module) -> Iterator[str]:
    """The names by which a module knows compilers of functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] in _COMPILERS:
                    yield alias.asname or alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in _COMPILERS:
            yield from (alias.asname or alias.name for alias in node.names)


class _Inserter(ast.NodeTransformer):
    """Finds the functions of a module."""

    def __init__(self, path: str, compilers: frozenset[str]) -> None:
        self._path = path
        self._compilers = compilers
        self._names: list[str] = []
        self._in_class = False

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        self._inside(node, node.name, in_class=True)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        return self._function(node)

    def _inside(self, node: ast.ClassDef | _Function, *names: str, in_class: bool) -> None:
        before = self._in_class
        self._names += names
        self._in_class = in_class
        node.body = [self.visit(statement) for statement in node.body]
        del self._names[len(self._names) - len(names) :]
        self._in_class = before

    def _function(self, node: F) -> F:
        decorators = [_root(decorator) for decorator in node.decorator_list]
        if self._compilers & set(decorators):
            return node
        is_method = self._in_class and not _UNBOUND & set(decorators) and node.name != "__new__"
        kind = "f" if not is_method else "i" if node.name == "__init__" else "m"
        arguments: ast.arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        parameters = [argument.arg for argument in positional]
        parameters += [f"*{arguments.vararg.arg}"] if arguments.vararg else []
        parameters += [argument.arg for argument in arguments.kwonlyargs]
        parameters += [f"**{arguments.kwarg.arg}"] if arguments.kwarg else []
        name = ".".join([*self._names, node.name])
        site = str(Site(kind, node.lineno, name, tuple(parameters), self._path))
        self._inside(node, node.name, "<locals>", in_class=False)
        first = positional[0].arg if positional else None
        _note(node, site, [name.lstrip("*") for name in parameters], first if kind == "i" else None)
        return node


def _root(node: ast.expr) -> str:
    """The name that a decorator begins with."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _note(node: _Function, site: str, parameters: list[str], instance: str | None) -> None:
    """Puts the notes into one function; those inside have theirs already."""
    outcomes = _Outcomes(site, instance, any(map(_gives, node.body)))
    has_doc = ast.get_docstring(node, clean=False) is not None
    body: list[Any] = [outcomes.visit(statement) for statement in node.body]
    enter = ast.Expr(_call(ENTER, site, [ast.Name(name, ast.Load()) for name in parameters]))
    _place(enter, node)
    body.insert(int(has_doc), enter)
    if not outcomes.yields and not isinstance(body[-1], ast.Return | ast.Raise):
        end = ast.Expr(outcomes.result(None))
        _place(end, body[-1])
        body.append(end)
    node.body = body


def _place(new: ast.AST, at: ast.stmt) -> None:
    """Gives a new statement the line of another, and no width, so that no traceback could mark anything by it."""
    for node in ast.walk(new):
        if isinstance(node, ast.stmt | ast.expr):
            node.lineno = node.end_lineno = at.lineno
            node.col_offset = node.end_col_offset = at.col_offset


def _call(name: str, site: str, arguments: list[ast.expr]) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), [ast.Constant(site), *arguments], [])


def _gives(node: ast.AST) -> bool:
    """Whether a part of a function makes it a generator."""
    if isinstance(node, _SCOPES):
        return False
    return isinstance(node, ast.Yield | ast.YieldFrom) or any(map(_gives, ast.iter_child_nodes(node)))


class _Outcomes(ast.NodeTransformer):
    """Puts notes where one function gives something: not where those inside it do."""

    def __init__(self, site: str, instance: str | None, yields: bool) -> None:
        self._site = site
        self._instance = instance
        self.yields = yields

    def result(self, value: ast.expr | None) -> ast.Call:
        """The note of a result; of a constructor, that of its instance."""
        if self._instance is not None and value is None:
            return _call(MADE, self._site, [ast.Name(self._instance, ast.Load())])
        return _call(LEAVE, self._site, [value or ast.Constant(None)])

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, _SCOPES):
            return node
        found: ast.AST = super().visit(node)
        return found

    def visit_Return(self, node: ast.Return) -> ast.Return:
        self.generic_visit(node)
        if not self.yields:
            node.value = ast.copy_location(self.result(node.value), node.value or node)
        return node

    def visit_Yield(self, node: ast.Yield) -> ast.Yield:
        self.generic_visit(node)
        node.value = ast.copy_location(_call(YIELD, self._site, [node.value or ast.Constant(None)]), node)
        return node
