"""How what annotations are made of is named in a file, and what must be imported or defined for that."""

from __future__ import annotations

import ast
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from haliax_mypy.commands.annotate.scope import Scope
from haliax_mypy.commands.annotate.types import Variable
from haliax_mypy.commands.record.store import Class

_SCRIPTS: Final = ("__main__", "__mp_main__")
_ROW: Final = "Rest"
_BOUND: Final = "X"


class Unnameable(Exception):
    """A class that this file cannot name."""


@dataclass
class Writer:
    """Names what annotations are made of, and notes what must be imported or defined for that.

    Attributes:
        scope: The names of the file.
        path: The file.
        classes: The classes of the user, by file and name.
        imports: What must be imported, by module.
        checking: What must be imported for the checker only.
        variables: The names of the type variables that must be defined.
        line: Where the annotation stands.
        needs_future: Whether annotations must not be evaluated.
    """

    scope: Scope
    path: str
    classes: Mapping[tuple[str, str], Class]
    imports: dict[str, set[str]] = field(default_factory=dict)
    checking: dict[str, set[str]] = field(default_factory=dict)
    variables: dict[Variable, str] = field(default_factory=dict)
    line: int = 0
    needs_future: bool = False
    bare: bool = False

    def name(self, module: str, name: str) -> str:
        """What is written for a class of a module, or of a file.

        Raises:
            Unnameable: If the file cannot name it.
        """
        if module.endswith(".py"):
            return self._of_user(module, name)
        if module in ("haliax", "haliax.haxtyping", "typing", "collections.abc"):
            taken = self.scope.meanings.get(name)
            there = self._found(module, name)
            if there is not None and there in self.scope.used:
                return there
            if taken is None or taken == f"{module}.{name}":
                self._import(self.imports, module, name)
                self.needs_future |= name in self.scope.unloaded
                return name
        found = self._found(module, name)
        if found is not None:
            return found
        if not module.startswith("haliax") or name in self.scope.meanings:
            raise Unnameable(f"{module}.{name} is not imported here")
        self._import(self.imports, module, name)
        return name

    def _of_user(self, path: str, name: str) -> str:
        head = name.partition(".")[0]
        if os.path.samefile(path, self.path):
            if self.scope.meanings.get(head) != "" or head not in self.scope.classes:
                raise Unnameable(f"class {name} is not one of the module itself")
            self.needs_future |= self.scope.classes[head] >= self.line
            return name
        module = module_of(path, self.classes)
        if not module:
            raise Unnameable(f"class {name} of {os.path.basename(path)} cannot be imported")
        found = self._found(module, name)
        if found is not None:
            return found
        if head in self.scope.meanings:
            raise Unnameable(f"{head} is something else here")
        self._import(self.checking, module, head)
        self.needs_future = True
        return name

    def _found(self, module: str, name: str) -> str | None:
        found = self.scope.find(module, name)
        self.needs_future |= found is not None and found.partition(".")[0] in self.scope.unloaded
        return found

    def variable(self, variable: Variable) -> str:
        """The name of a type variable."""
        bound = "" if variable.bound is None else f'NamedArray["{variable.bound.text}"]'
        if bound in self.scope.variables:
            return self.scope.variables[bound]
        if variable not in self.variables:
            wanted = _ROW if variable.bound is None else _BOUND
            taken = {*self.scope.meanings, *self.variables.values()}
            number = 1
            while (name := wanted + str(number) * (number > 1)) in taken:
                number += 1
            self.variables[variable] = name
            self._import(self.imports, "typing", "TypeVarTuple" if variable.bound is None else "TypeVar")
        return self.variables[variable]

    def _import(self, into: dict[str, set[str]], module: str, name: str) -> None:
        if self.scope.meanings.get(name) != f"{module}.{name}":
            into.setdefault(module, set()).add(name)


@dataclass
class FullNames:
    """Names everything by its full name, and leaves axes out: for comparing types."""

    classes: Mapping[tuple[str, str], Class]
    bare: bool = True

    def name(self, module: str, name: str) -> str:
        return f"{module_of(module, self.classes) or module}.{name}"

    def variable(self, variable: Variable) -> str:
        return variable.role


def module_of(path: str, classes: Mapping[tuple[str, str], Class]) -> str:
    """The module in a file of the user; "" if it was only run as a script, or made no instances."""
    modules = [cls.module for (place, _), cls in classes.items() if place == path]
    return next((module for module in modules if module not in _SCRIPTS), "")


def same(written: ast.expr, scope: Scope, full: str) -> bool:
    """Whether an annotation says what a type does that is written by full names, perhaps with None besides."""
    mine, theirs = _structure(written, scope), _structure(ast.parse(full, mode="eval").body, None)
    none = {"builtins.None"}
    return bool(_members(mine) - none == _members(theirs) - none and _members(theirs) <= _members(mine))


def allows_none(written: ast.expr, scope: Scope) -> bool:
    """Whether an annotation allows None."""
    return "builtins.None" in _members(_structure(written, scope))


def _members(structure: Any) -> frozenset[Any]:
    return structure if isinstance(structure, frozenset) else frozenset({structure})


def _structure(node: ast.expr, scope: Scope | None) -> Any:
    """An annotation as nested tuples of full names; a union as a set of its members."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _members(_structure(node.left, scope)) | _members(_structure(node.right, scope))
    if isinstance(node, ast.Subscript):
        inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        head = _structure(node.value, scope)
        members = tuple(_structure(part, scope) for part in inside)
        if head == "typing.Optional":
            return _members(members[0]) | {"builtins.None"}
        if head == "typing.Union":
            return frozenset(one for member in members for one in _members(member))
        return (head, *members)
    if isinstance(node, ast.Constant) and node.value is None:
        return "builtins.None"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return _structure(ast.parse(node.value, mode="eval").body, scope)
        except SyntaxError:
            return repr(node.value)
    if isinstance(node, ast.Name | ast.Attribute):
        return scope.meaning(node) if scope else _dotted(node)
    return ast.dump(node)


def _dotted(node: ast.expr) -> str:
    """A full name as it is written; one of a single word is a builtin."""
    text = ast.unparse(node)
    return text if "." in text else f"builtins.{text}"
