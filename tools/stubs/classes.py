"""Classes as stubs say them, and what is the type of a constant."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass, is_dataclass
from typing import Any

from haliax.pure.operation import Operation
from tools.stubs.functions import arguments, expression, has, stub_function, unquoted
from tools.stubs.source import bound, is_public


def annotated(node: ast.AnnAssign, *, keep_default: bool) -> ast.AnnAssign:
    """An annotated name. A type alias and an untyped constant keep their value, a field that it has one."""
    out = copy.deepcopy(node)
    out.annotation = unquoted(out.annotation)
    if out.value is None:
        return out
    if ast.unparse(out.annotation) in ("TypeAlias", "Final"):
        out.value = unquoted(out.value)
    elif keep_default and _is_no_parameter(out.value):
        out.value = ast.Call(ast.Name("field"), [], [ast.keyword("init", ast.Constant(False))])
    else:
        out.value = ast.Constant(...) if keep_default and _has_default(out.value) else None
    return out


def _is_no_parameter(value: ast.expr) -> bool:
    """Whether a field is none of the parameters of the constructor: `field(init=False)`."""
    return isinstance(value, ast.Call) and any(ast.unparse(keyword) == "init=False" for keyword in value.keywords)


def _has_default(value: ast.expr) -> bool:
    """Whether what is assigned to a field gives it a default. `field(static=True)` gives none."""
    if not isinstance(value, ast.Call) or ast.unparse(value.func).rpartition(".")[2] != "field":
        return True
    return any(keyword.arg in ("default", "default_factory") for keyword in value.keywords)


def class_stub(node: ast.ClassDef, loaded: Any) -> ast.ClassDef:
    """A class without the bodies of its methods, and without what is private but no parameter of its constructor."""
    out = copy.deepcopy(node)
    out.decorator_list = [d for d in node.decorator_list if has(node, "dataclass") or has(node, "final")]
    generated = _has_generated_constructor(node, loaded)
    doc = ast.get_docstring(node)
    out.body = [ast.Expr(ast.Constant(doc))] if doc else []
    overloaded = {n.name for n in node.body if isinstance(n, ast.FunctionDef) and has(n, "overload")}
    methods = _Aliases({n.name: n for n in node.body if isinstance(n, ast.FunctionDef)})
    for member in map(methods.given, node.body):
        names = bound(member)
        if isinstance(member, ast.AnnAssign) and (generated or any(map(is_public, names))):
            out.body.append(annotated(member, keep_default=generated))
        elif not any(map(is_public, names)):
            continue
        elif isinstance(member, ast.FunctionDef):
            if has(member, "overload") or member.name not in overloaded:
                out.body.append(stub_function(member))
            if member.name == "__init__" and not generated:
                out.body[bool(doc) : bool(doc)] = _attributes(member, {n for m in node.body for n in bound(m)})
        elif isinstance(member, ast.Assign) and any(ast.unparse(base) == "Enum" for base in node.bases):
            numbers = sum(isinstance(m, ast.Assign) for m in out.body)
            is_auto = ast.unparse(member.value) == "auto()"
            out.body.append(
                ast.Assign(member.targets, ast.Constant(numbers + 1) if is_auto else member.value, lineno=0)
            )
        elif names == ["__module__"]:
            continue  # type checkers know where a class is found
        elif isinstance(member, ast.Assign) and not isinstance(member.value, ast.Call):  # else it is made when loaded
            out.body += [_class_constant(name, member.value) for name in names]
    out.body = out.body or [ast.Expr(ast.Constant(...))]
    return out


def _has_generated_constructor(node: ast.ClassDef, loaded: Any) -> bool:
    """Whether the fields of a class are the parameters of its constructor."""
    writes_none = all(bound(member) != ["__init__"] for member in node.body)
    is_tuple = any(ast.unparse(base) == "NamedTuple" for base in node.bases)
    return has(node, "dataclass") or is_tuple or (is_dataclass(loaded) and writes_none)


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
    return ast.AnnAssign(ast.Name(name, ast.Store()), expression(f"ClassVar[{kind}]"), simple=1)


def _attributes(init: ast.FunctionDef, known: set[str]) -> list[ast.stmt]:
    """The public attributes that a constructor sets and the class does not annotate.

    Raises:
        TypeError: If it cannot be told what type one has.
    """
    types = {a.arg: a.annotation for a in arguments(init)}
    out: list[ast.stmt] = []
    for node in ast.walk(init):
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        annotation = node.annotation if isinstance(node, ast.AnnAssign) else types.get(ast.unparse(node.value))
        if not isinstance(target, ast.Attribute) or ast.unparse(target.value) != "self":
            continue
        if target.attr in known or not is_public(target.attr):
            continue
        if annotation is None:
            raise TypeError(f"annotate {ast.unparse(node)}")
        out.append(ast.AnnAssign(ast.Name(target.attr, ast.Store()), unquoted(annotation), simple=1))
    return out


def type_of(value: Any) -> str:
    """The annotation of a constant.

    Raises:
        TypeError: If it is of no simple type; the source should then annotate it.
    """
    if value is None:
        return "None"
    if isinstance(value, Operation):
        return "Operation[Any]"
    if type(value) in (tuple, frozenset) and value and len(inner := {type_of(v) for v in value}) == 1:
        return f"{type(value).__name__}[{inner.pop()}{', ...' if isinstance(value, tuple) else ''}]"
    if isinstance(value, dict) and value:
        keys, values = {type_of(k) for k in value}, {type_of(v) for v in value.values()}
        return f"dict[{' | '.join(sorted(keys))}, {' | '.join(sorted(values))}]"
    if isinstance(value, bool | int | float | str) or type(value).__module__.startswith("haliax"):
        return type(value).__name__
    raise TypeError(f"annotate the constant whose value is {value!r}")
