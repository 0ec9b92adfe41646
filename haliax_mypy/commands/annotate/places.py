"""Where annotations stand or may stand in a file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["parameter", "result", "field", "attribute"]

CONSTRUCTOR: Final = "__init__"
_UNBOUND: Final = ("staticmethod", "classmethod")


@dataclass(frozen=True)
class Place:
    """A place for one annotation.

    Attributes:
        kind: A parameter, the result of a function, a field that a class declares, or an attribute that a constructor
            assigns.
        owner: The qualified name of the function or the class.
        line: The line of the `def`, of the field, or of the assignment.
        name: The parameter, `return`, the field, or the attribute.
    """

    kind: Kind
    owner: str
    line: int
    name: str

    def __str__(self) -> str:
        if self.kind == "result":
            return f"the result of {self.owner}"
        return f"'{self.name}' of {self.owner}"


@dataclass(frozen=True)
class Found:
    """What stands at a place.

    Attributes:
        written: The annotation; None if there is none.
        default: The default value, or the value that is assigned.
        gives: `Iterator` or `AsyncIterator` for the result of a generator.
    """

    written: ast.expr | None
    default: ast.expr | None = None
    gives: str = ""


@dataclass(frozen=True)
class Definition:
    """A function or a class of a file, and the lines that it takes, its decorators included."""

    name: str
    line: int
    lines: range
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(body: list[ast.stmt], outer: str = "") -> Iterator[Definition]:
    """The functions and classes of a file, those inside others included, in the order of their lines."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            start = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            name = f"{outer}{node.name}"
            yield Definition(name, node.lineno, range(start, (node.end_lineno or start) + 1), node)
            inside = f"{name}." if isinstance(node, ast.ClassDef) else f"{name}.<locals>."
            yield from definitions(node.body, inside)
        else:
            for part in ("body", "orelse", "finalbody"):
                yield from definitions(getattr(node, part, []), outer)
            for handler in [*getattr(node, "handlers", []), *getattr(node, "cases", [])]:
                yield from definitions(handler.body, outer)


def places(tree: ast.Module) -> dict[Place, Found]:
    """All places of a file, in order."""
    found: dict[Place, Found] = {}
    for definition in definitions(tree.body):
        if isinstance(definition.node, ast.ClassDef):
            found |= dict(_of_class(definition.name, definition.node))
        else:
            found |= dict(_of_function(definition.name, definition.node))
    return found


def _of_function(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[Place, Found]]:
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    missing: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults = [*missing, *arguments.defaults]
    for argument, default in zip(positional, defaults, strict=True):
        yield Place("parameter", name, node.lineno, argument.arg), Found(argument.annotation, default)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield Place("parameter", name, node.lineno, argument.arg), Found(argument.annotation, default)
    for argument in filter(None, (arguments.vararg, arguments.kwarg)):
        yield Place("parameter", name, node.lineno, argument.arg), Found(argument.annotation)
    gives = "" if not _is_generator(node) else "Iterator" if isinstance(node, ast.FunctionDef) else "AsyncIterator"
    yield Place("result", name, node.lineno, "return"), Found(node.returns, gives=gives)


def _is_generator(node: ast.AST) -> bool:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Yield | ast.YieldFrom):
            return True
        inner = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda)
        if not inner and _is_generator(child):
            return True
    return False


def _of_class(name: str, node: ast.ClassDef) -> Iterator[tuple[Place, Found]]:
    declared: set[str] = set()
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            field = statement.target.id
            declared.add(field)
            yield Place("field", name, statement.lineno, field), Found(statement.annotation, statement.value)
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == CONSTRUCTOR:
            yield from _assigned(name, statement, declared)


def _assigned(name: str, constructor: ast.FunctionDef, declared: set[str]) -> Iterator[tuple[Place, Found]]:
    """What a constructor assigns to attributes that the class does not declare."""
    positional = [*constructor.args.posonlyargs, *constructor.args.args]
    if not positional or any(isinstance(d, ast.Name) and d.id in _UNBOUND for d in constructor.decorator_list):
        return
    instance = positional[0].arg
    for statement in constructor.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, written = statement.targets[0], None
        elif isinstance(statement, ast.AnnAssign):
            target, written = statement.target, statement.annotation
        else:
            continue
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == instance:
            if target.attr not in declared:
                declared.add(target.attr)
                yield Place("attribute", name, statement.lineno, target.attr), Found(written, statement.value)
