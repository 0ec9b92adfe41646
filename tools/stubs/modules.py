"""The stub of a module, from its source and the loaded module."""

from __future__ import annotations

import ast
import builtins
import inspect
import typing
from dataclasses import dataclass, field
from types import FunctionType

from haliax.pure.operation import Operation
from tools.stubs import arrays
from tools.stubs.classes import annotated, class_stub, type_of
from tools.stubs.functions import (
    ARRAY_VARIABLE,
    BY_FORM,
    declared_function,
    expression,
    forms,
    has,
    has_rule,
    operation,
    stub_function,
)
from tools.stubs.render import render
from tools.stubs.source import Origin, Source, bound, home_of, is_public, source_of, used

_VARIABLES = ("TypeVar", "TypeVarTuple", "ParamSpec", "NewType")


def stub_of(module: str) -> str:
    """The text of the stub of a module."""
    return _Stub(source_of(module)).text()


@dataclass
class _Stub:
    """A stub that is being made.

    Attributes:
        source: The module.
        foreign: Where names come from that its definitions use, and that it does not use itself.
    """

    source: Source
    foreign: dict[str, Origin] = field(default_factory=dict)

    def text(self) -> str:
        body, imports = self.parts()
        for module, names in self._adopted().items():
            more, others = _Stub(source_of(module)).parts(names)
            body, imports = body + more, imports | others
        local = {name for statement in body for name in bound(statement)}
        moved = self._moved()
        imports |= moved | {name: self._origin(name) for name in self.source.exported - local}
        found = getattr(self.source.runtime, "_MOVED", {})
        later = {name: Origin(operation.home, name) for name, operation in found.items()}
        imports |= later
        body = arrays.variables(self.source.name) + body
        outside = {name: origin for name, origin in imports.items() if origin and name not in local}
        outside |= {name: arrays.TYPING[name] for name in used(body) & arrays.TYPING.keys()}
        return render(self.source.doc, outside, self.source.exported | moved.keys() | later.keys(), body)

    def parts(self, names: set[str] | None = None) -> tuple[list[ast.stmt], dict[str, Origin | None]]:
        """The statements for users, or those that define some names, with what they need; and where names come from."""
        body = [_Builtins(self.source).visit(statement) for statement in self._reachable(names)]
        local = {name for statement in body for name in bound(statement)}
        return body, {name: self._origin(name) for name in used(body) - local - arrays.VARIABLES - arrays.TYPING.keys()}

    def _origin(self, name: str) -> Origin | None:
        origin = self.foreign.get(name) or self.source.origin(name)
        return home_of(origin) if origin else None

    def _adopted(self) -> dict[str, set[str]]:
        """What is written in another module, but says of itself that it is found in this one."""
        found: dict[str, set[str]] = {}
        for name, origin in self.source.imports.items():
            if name in self.source.exported and home_of(origin).module == self.source.name:
                found.setdefault(origin.module, set()).add(name)
        return found

    def _moved(self) -> dict[str, Origin]:
        """What is written in this module for users, but says of itself that it is found in another one."""
        homes = {name: home_of(Origin(self.source.name, name)) for name in self.source.defined() if is_public(name)}
        return {name: home for name, home in homes.items() if home.module != self.source.name}

    def _reachable(self, names: set[str] | None) -> list[ast.stmt]:
        """The statements for users, or those that define some names, and those that they need."""
        defined = {
            name: how
            for name, how in self.source.defined().items()
            if (names and name in names) or home_of(Origin(self.source.name, name)).module == self.source.name
        }
        wanted = {name for name in defined if is_public(name)} if names is None else set(names)
        wanted.discard("__getattr__")  # the stub names all that it finds
        while True:
            body = self._statements(wanted)
            more = {name for name in used(body) if name in defined} - wanted
            if not more:
                break
            wanted |= more
        if ARRAY_VARIABLE in used(body):
            body.insert(0, ast.parse(f"{ARRAY_VARIABLE} = TypeVar('{ARRAY_VARIABLE}', bound=NamedArray)").body[0])
        return body

    def _statements(self, wanted: set[str]) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        new: list[ast.stmt] = []
        for statement in self.source.statements:
            if isinstance(statement, ast.Expr):  # the docstring of what stands before it
                new = [statement] if new and _is_attribute(new[-1]) and _is_string(statement) else []
            else:
                new = [s for name in bound(statement) if name in wanted for s in self._converted(statement, name)]
            out += new
        return out

    def _converted(self, node: ast.stmt, name: str) -> list[ast.stmt]:
        """What a stub says for the definition of a name."""
        if isinstance(node, ast.FunctionDef):
            return self._function(node)
        if isinstance(node, ast.ClassDef):
            stub, foreign = arrays.completed(class_stub(node, getattr(self.source.runtime, name)), self.source)
            self.foreign |= foreign
            return [stub]
        if isinstance(node, ast.AnnAssign):
            return [annotated(node, keep_default=False)]
        assert isinstance(node, ast.Assign)
        return self._assigned(name, node.value)

    def _function(self, node: ast.FunctionDef) -> list[ast.stmt]:
        full_name = f"{self.source.name}.{node.name}"
        stub = operation(stub_function(node), full_name)
        others = [s for s in self.source.defined()[node.name] if isinstance(s, ast.FunctionDef) and s is not node]
        is_plain = has_rule(full_name) and full_name not in BY_FORM
        if has(node, "overload"):
            return [] if is_plain else [stub]
        implements = any(has(other, "overload") for other in others)
        return forms(stub) if is_plain or not implements else []

    def _assigned(self, name: str, written: ast.expr) -> list[ast.stmt]:
        value = getattr(self.source.runtime, name)
        if isinstance(written, ast.Name) and self._has_forms(written.id):
            return [ast.Assign([ast.Name(name, ast.Store())], written, lineno=0)]
        if isinstance(value, FunctionType):
            node = declared_function(name, value)
            self._borrow(node, value)
            return forms(operation(node, f"{self.source.name}.{name}"))
        if name == "__all__":
            return [ast.Assign([ast.Name(name, ast.Store())], ast.List([ast.Constant(n) for n in value]), lineno=0)]
        if isinstance(written, ast.Call) and ast.unparse(written.func) in _VARIABLES:
            return [ast.Assign([ast.Name(name, ast.Store())], arrays.variable(written), lineno=0)]
        if isinstance(value, type) or typing.get_origin(value) is not None:
            return [ast.Assign([ast.Name(name, ast.Store())], written, lineno=0)]
        if isinstance(value, Operation):
            self.foreign["Operation"] = Origin(Operation.__module__, Operation.__name__)
        return [ast.AnnAssign(ast.Name(name, ast.Store()), expression(type_of(value)), simple=1)]

    def _has_forms(self, name: str) -> bool:
        """Whether a name is that of a function of this module which is written with its overloads."""
        written = self.source.defined().get(name, [])
        return any(isinstance(s, ast.FunctionDef) and has(s, "overload") for s in written)

    def _borrow(self, node: ast.FunctionDef, function: FunctionType) -> None:
        """Notes down where the names come from that a function uses which was made by another module."""
        maker = source_of(inspect.unwrap(function).__globals__["__name__"])
        for name in used([node]):
            mine = getattr(self.source.runtime, name, None)
            if maker is self.source or (mine is not None and repr(mine) == repr(getattr(maker.runtime, name, None))):
                continue
            origin = maker.origin(name)
            if origin and self.foreign.setdefault(name, origin) != origin:
                raise NameError(f"{self.source.name}: {name!r} means two things")


class _Builtins(ast.NodeTransformer):
    """Says `builtins.slice` where a module has a function called `slice`, but means the type."""

    def __init__(self, source: Source) -> None:
        functions = {s.name for s in source.statements if isinstance(s, ast.FunctionDef)}
        self.hidden = {name for name in functions if isinstance(getattr(builtins, name, None), type)}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Attribute(ast.Name("builtins"), node.id) if node.id in self.hidden else node


def _is_attribute(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign | ast.AnnAssign)


def _is_string(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
