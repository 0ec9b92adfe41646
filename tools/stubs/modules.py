"""The stub of a module, from its source and the loaded module."""

from __future__ import annotations

import ast
import copy
import inspect
import typing
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

from tools.stubs import arrays
from tools.stubs.functions import (
    ARRAY_VARIABLE,
    declared_function,
    has,
    operation,
    stub_function,
    unquoted,
)
from tools.stubs.render import render
from tools.stubs.source import Origin, Source, bound, is_public, source_of, used

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
        body = self._reachable()
        exported = set(getattr(self.source.runtime, "__all__", ())) | arrays.reexported(self.source)
        names = used(body) | {name for name in exported if name in self.source.imports}
        local = {name for statement in body for name in bound(statement)}
        imports = {}
        for name in names - local:
            origin = self.foreign.get(name) or arrays.TYPING.get(name) or self.source.origin(name)
            if origin and origin.module != self.source.name:
                imports[name] = origin
        return render(self.source.doc, imports, exported, body)

    def _reachable(self) -> list[ast.stmt]:
        """The statements for users, and those that they need."""
        defined = self.source.defined()
        wanted = {name for name in defined if is_public(name)}
        while True:
            body = self._statements(wanted)
            more = {name for name in used(body) if name in defined} - wanted
            if not more:
                break
            wanted |= more
        if ARRAY_VARIABLE in used(body):
            body.insert(0, ast.parse(f"{ARRAY_VARIABLE} = TypeVar('{ARRAY_VARIABLE}', bound=NamedArray)").body[0])
        return arrays.variables(self.source.name) + body

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
            stub, foreign = arrays.completed(class_stub(node), self.source)
            self.foreign |= foreign
            return [stub]
        if isinstance(node, ast.AnnAssign):
            return [_annotated(node, keep_default=False)]
        assert isinstance(node, ast.Assign)
        return self._assigned(name, node.value)

    def _function(self, node: ast.FunctionDef) -> list[ast.stmt]:
        full_name = f"{self.source.name}.{node.name}"
        stub = operation(stub_function(node), full_name)
        if has(node, "overload"):
            return [] if arrays.has_rule(full_name) else [stub]
        implements = any(isinstance(s, ast.FunctionDef) and has(s, "overload") for s in self.source.defined()[node.name])
        return [] if implements and not arrays.has_rule(full_name) else [stub]

    def _assigned(self, name: str, written: ast.expr) -> list[ast.stmt]:
        value = getattr(self.source.runtime, name)
        if isinstance(value, FunctionType):
            node = declared_function(name, value)
            self._borrow(node, value)
            return [operation(node, f"{self.source.name}.{name}")]
        if name == "__all__":
            return [ast.Assign([ast.Name(name, ast.Store())], ast.List([ast.Constant(n) for n in value]), lineno=0)]
        if isinstance(written, ast.Call) and ast.unparse(written.func) in _VARIABLES:
            return [ast.Assign([ast.Name(name, ast.Store())], arrays.variable(written), lineno=0)]
        if isinstance(value, type) or typing.get_origin(value) is not None:
            return [ast.Assign([ast.Name(name, ast.Store())], written, lineno=0)]
        return [ast.AnnAssign(ast.Name(name, ast.Store()), ast.parse(type_of(value), mode="eval").body, simple=1)]

    def _borrow(self, node: ast.FunctionDef, function: FunctionType) -> None:
        """Notes down where the names come from that a function uses which was made by another module."""
        maker = source_of(function.__globals__["__name__"])
        for name in used([node]):
            mine = getattr(self.source.runtime, name, None)
            if maker is self.source or (mine is not None and repr(mine) == repr(getattr(maker.runtime, name, None))):
                continue
            origin = maker.origin(name)
            if origin and self.foreign.setdefault(name, origin) != origin:
                raise NameError(f"{self.source.name}: {name!r} means two things")


def _is_attribute(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign | ast.AnnAssign)


def _is_string(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _annotated(node: ast.AnnAssign, *, keep_default: bool) -> ast.AnnAssign:
    """An annotated name. Of its value, a type alias keeps all, a field that there is one."""
    out = copy.deepcopy(node)
    out.annotation = unquoted(out.annotation) or out.annotation
    if ast.unparse(out.annotation) == "TypeAlias":
        out.value = unquoted(out.value)
    elif out.value is not None:
        out.value = ast.Constant(...) if keep_default else None
    return out


def class_stub(node: ast.ClassDef) -> ast.ClassDef:
    """A class without the bodies of its methods, and without what is private."""
    out = copy.deepcopy(node)
    out.decorator_list = [d for d in node.decorator_list if has(node, "dataclass") or has(node, "final")]
    generated = has(node, "dataclass") or any(ast.unparse(b) == "NamedTuple" for b in node.bases)
    doc = ast.get_docstring(node)
    out.body = [ast.Expr(ast.Constant(doc))] if doc else []
    overloaded = {n.name for n in node.body if isinstance(n, ast.FunctionDef) and has(n, "overload")}
    methods = _Aliases({n.name: n for n in node.body if isinstance(n, ast.FunctionDef)})
    for member in map(methods.given, node.body):
        names = bound(member)
        if isinstance(member, ast.AnnAssign) and (generated or any(map(is_public, names))):
            out.body.append(_annotated(member, keep_default=generated))
        elif not any(map(is_public, names)):
            continue
        elif isinstance(member, ast.FunctionDef):
            if has(member, "overload") or member.name not in overloaded:
                out.body.append(stub_function(member))
            if member.name == "__init__" and not generated:
                out.body[bool(doc) : bool(doc)] = _attributes(member, {n for m in node.body for n in bound(m)})
        elif isinstance(member, ast.Assign):
            out.body += [_class_constant(name, member.value) for name in names]
    out.body = out.body or [ast.Expr(ast.Constant(...))]
    return out


@dataclass
class _Aliases:
    """The methods of a class, some of which have other names too: `mul = multiply`."""

    methods: dict[str, ast.FunctionDef]

    def given(self, member: ast.stmt) -> ast.stmt:
        """A member of the class; for another name of a method, that method under the name."""
        if not isinstance(member, ast.Assign) or ast.unparse(member.value) not in self.methods:
            return member
        out = copy.deepcopy(self.methods[ast.unparse(member.value)])
        out.name = bound(member)[0]
        return out


def _class_constant(name: str, value: ast.expr) -> ast.stmt:
    if name == "__slots__":
        return ast.Assign([ast.Name(name, ast.Store())], value, lineno=0)
    kind = type_of(ast.literal_eval(value))
    return ast.AnnAssign(ast.Name(name, ast.Store()), ast.parse(f"ClassVar[{kind}]", mode="eval").body, simple=1)


def _attributes(init: ast.FunctionDef, known: set[str]) -> list[ast.stmt]:
    """The public attributes that a constructor sets and the class does not annotate.

    Raises:
        TypeError: If it cannot be told what type one has.
    """
    types = {a.arg: a.annotation for a in [*init.args.args, *init.args.kwonlyargs]}
    out: list[ast.stmt] = []
    for node in ast.walk(init):
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else None
        if not isinstance(target, ast.Attribute) or ast.unparse(target.value) != "self":
            continue
        if target.attr in known or not is_public(target.attr):
            continue
        assert isinstance(node, ast.Assign | ast.AnnAssign)
        annotation = node.annotation if isinstance(node, ast.AnnAssign) else types.get(ast.unparse(node.value))
        if annotation is None:
            raise TypeError(f"annotate self.{target.attr} = {ast.unparse(node.value or target)}")
        out.append(ast.AnnAssign(ast.Name(target.attr, ast.Store()), unquoted(annotation) or annotation, simple=1))
    return out


def type_of(value: Any) -> str:
    """The annotation of a constant.

    Raises:
        TypeError: If it is of no simple type; the source should then annotate it.
    """
    if value is None:
        return "None"
    if isinstance(value, tuple | frozenset) and value and len(inner := {type_of(v) for v in value}) == 1:
        return f"{type(value).__name__}[{inner.pop()}{', ...' if isinstance(value, tuple) else ''}]"
    if isinstance(value, dict) and value:
        keys, values = {type_of(k) for k in value}, {type_of(v) for v in value.values()}
        return f"dict[{' | '.join(sorted(keys))}, {' | '.join(sorted(values))}]"
    if isinstance(value, bool | int | float | str) or inspect.getmodule(type(value)).__name__.startswith("haliax"):
        return type(value).__name__
    raise TypeError(f"annotate the constant whose value is {value!r}")
