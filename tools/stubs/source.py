"""What a module's source says: its definitions, and where each name that it uses comes from."""

from __future__ import annotations

import ast
import builtins
import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import NamedTuple


class Origin(NamedTuple):
    """Where a name comes from: `from module import name`, or `import module` if there is no name."""

    module: str
    name: str | None = None


@dataclass
class Source:
    """A module as it is written and as it is when loaded.

    Attributes:
        name: Its full name.
        runtime: The module itself.
        doc: Its docstring.
        imports: What it imports, by the local names.
        exported: The names that it imports for its users: those of `import x as x` and of `__all__`.
        statements: Its other statements, in order. Of `if TYPE_CHECKING`, what a type checker sees.
    """

    name: str
    runtime: ModuleType
    doc: str
    imports: dict[str, Origin] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)
    statements: list[ast.stmt] = field(default_factory=list)

    def defined(self) -> dict[str, list[ast.stmt]]:
        """The statements that define each name."""
        found: dict[str, list[ast.stmt]] = {}
        for statement in self.statements:
            for name in bound(statement):
                found.setdefault(name, []).append(statement)
        return found

    def origin(self, name: str) -> Origin | None:
        """Where a name that the module uses comes from: another module, or this one. None for a builtin.

        Raises:
            NameError: If it comes from nowhere.
        """
        if name in self.imports:
            return self.imports[name]
        if name in self.defined():
            return Origin(self.name, name)
        if hasattr(builtins, name):
            return None
        raise NameError(f"{self.name}: where does {name!r} come from?")


@cache
def source_of(module: str) -> Source:
    """The source of a module, which is imported for it."""
    runtime = import_module(module)
    text = inspect.getsource(runtime)
    tree = ast.parse(text)
    _keep_ignores(tree, text.splitlines())
    source = Source(module, runtime, ast.get_docstring(tree) or "")
    for statement in _seen(tree.body[1:] if source.doc else tree.body):
        if isinstance(statement, ast.Import | ast.ImportFrom):
            source.imports.update(_imported(statement))
            source.exported |= {alias.name for alias in statement.names if alias.asname == alias.name}
        else:
            source.statements.append(statement)
    source.exported |= source.imports.keys() & set(getattr(runtime, "__all__", ()))
    return source


def home_of(origin: Origin) -> Origin:
    """Where users find what a name stands for: the module that a class or function says it is of."""
    if not origin.module.startswith("haliax") or origin.name is None:
        return origin
    value = getattr(import_module(origin.module), origin.name, None)
    home = getattr(value, "__module__", None) if isinstance(value, type | FunctionType) else None
    is_moved = isinstance(home, str) and home.startswith("haliax.") and hasattr(import_module(home), origin.name)
    return Origin(home, origin.name) if is_moved and isinstance(home, str) else origin


def _keep_ignores(tree: ast.Module, lines: list[str]) -> None:
    """Notes which overloads mypy is told to accept though they overlap, so that the stub can tell it too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and "overload-overlap" in lines[node.lineno - 1]:
            node.type_comment = "ignore[overload-overlap]"


def _seen(statements: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements without `if TYPE_CHECKING`, the inside of which stays."""
    for statement in statements:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            yield from _seen(statement.body)
        else:
            yield statement


def _imported(statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Origin]]:
    for alias in statement.names:
        if isinstance(statement, ast.ImportFrom):
            if statement.module != "__future__":
                yield alias.asname or alias.name, Origin(statement.module or "", alias.name)
        elif alias.asname:
            yield alias.asname, Origin(alias.name)
        else:
            package = alias.name.partition(".")[0]
            yield package, Origin(package)


def bound(statement: ast.stmt) -> list[str]:
    """The names that a statement of a module or class defines."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    return []


def used(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that nodes use."""
    names = (n for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name))
    return {n.id for n in names if not isinstance(getattr(n, "ctx", None), ast.Store)}


def is_public(name: str) -> bool:
    """Whether a name is for users: it does not start with an underscore, or is special to Python."""
    return not name.startswith("_") or (name.startswith("__") and name.endswith("__"))
