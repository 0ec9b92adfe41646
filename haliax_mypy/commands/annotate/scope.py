"""What the names of a file mean."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

_HOMES: Final = {
    "haliax.core.NamedArray": "haliax.NamedArray",
    "haliax.axis.Axis": "haliax.Axis",
    "typing.List": "builtins.list",
    "typing.Dict": "builtins.dict",
    "typing.Tuple": "builtins.tuple",
    "typing_extensions.Any": "typing.Any",
}
"""Other names of what annotations are made of."""


_NETWORKS: Final = "haliax.nn"


def _home(full: str) -> str:
    """The name by which a class is known, of those that it has."""
    if full.startswith(f"{_NETWORKS}."):
        return f"{_NETWORKS}.{full.rpartition('.')[2]}"
    return _HOMES.get(full, full)


@dataclass
class Scope:
    """The names that a module binds.

    Attributes:
        module: The module as others import it; "" if they cannot.
        meanings: The full name of what each name stands for; "" for what is made in the module.
        classes: Where the classes of the module end, by line.
        unloaded: The names that only a checker sees bound, under `if TYPE_CHECKING:`.
        used: The names with a dot that the module uses, such as `hax.NamedArray`.
        variables: The type variables that the module defines, by the bound as it is written; "" for runs of axes.
        imports_late: Whether something is imported after a function or a class, which it may be needed for.
    """

    module: str
    meanings: dict[str, str] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    unloaded: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    variables: dict[str, str] = field(default_factory=dict)
    imports_late: bool = False

    @classmethod
    def of(cls, tree: ast.Module, module: str) -> Scope:
        """The scope of a module."""
        scope = cls(module)
        has_begun = False
        for statement in _statements(tree.body):
            scope._bind(statement)
            has_begun |= isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            scope.imports_late |= has_begun and isinstance(statement, ast.Import | ast.ImportFrom)
        for statement in tree.body:
            if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
                inside = cls(module)
                for part in statement.body:
                    inside._bind(part)
                scope.unloaded |= inside.meanings.keys()
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                scope.meanings.setdefault(node.id, "")
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                scope.used.add(f"{node.value.id}.{node.attr}")
        return scope

    def _bind(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                name = alias.asname or alias.name.partition(".")[0]
                self.meanings[name] = alias.name if alias.asname else name
        elif isinstance(statement, ast.ImportFrom):
            base = self._absolute(statement)
            for alias in statement.names:
                self.meanings[alias.asname or alias.name] = _home(f"{base}.{alias.name}")
        elif isinstance(statement, ast.ClassDef):
            self.meanings[statement.name] = ""
            self.classes[statement.name] = statement.end_lineno or 0
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            self.meanings[statement.name] = ""
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            self._define(statement.targets[0].id, statement.value)

    def _define(self, name: str, value: ast.expr) -> None:
        """Notes a type variable of arrays, or of runs of axes, that annotations may use."""
        kind = ast.unparse(value.func).rpartition(".")[2] if isinstance(value, ast.Call) else ""
        if kind == "TypeVarTuple":
            self.variables.setdefault("", name)
        elif kind == "TypeVar" and isinstance(value, ast.Call) and len(value.args) == 1:
            bound = [keyword.value for keyword in value.keywords if keyword.arg == "bound"]
            if len(bound) == len(value.keywords) == 1:
                self.variables.setdefault(ast.unparse(bound[0]).replace("'", '"'), name)

    def _absolute(self, statement: ast.ImportFrom) -> str:
        if not statement.level:
            return statement.module or ""
        base = self.module.split(".")[: -statement.level]
        return ".".join([*base, *filter(None, [statement.module])])

    def find(self, module: str, name: str) -> str | None:
        """How the file names something already; None if it does not."""
        full = f"{module}.{name}"
        direct = [local for local, meaning in self.meanings.items() if meaning == full]
        if direct:
            return direct[0]
        # `hax.nn.Linear` by `import haliax as hax`, `nn.Linear` by `from haliax import nn`
        for local, meaning in self.meanings.items():
            if meaning and module == meaning:
                return f"{local}.{name}"
            if meaning and module.startswith(f"{meaning}.") and meaning == "haliax":
                return f"{local}.{module.removeprefix(f'{meaning}.')}.{name}"
        return None

    def meaning(self, node: ast.expr) -> str:
        """The full name of what a name or an attribute stands for."""
        if isinstance(node, ast.Attribute):
            return _home(f"{self.meaning(node.value)}.{node.attr}")
        if isinstance(node, ast.Name):
            meaning = self.meanings.get(node.id)
            if meaning is None:
                return f"builtins.{node.id}"
            return meaning or f"{self.module}.{node.id}"
        return ""


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that bind names of a module, also under `if TYPE_CHECKING:` and in `try`."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.If):
            yield from _statements([*statement.body, *statement.orelse])
        elif isinstance(statement, ast.Try):
            handlers = [part for handler in statement.handlers for part in handler.body]
            yield from _statements([*statement.body, *handlers, *statement.orelse])
