"""What only the stubs say: the type parameters of `NamedArray` and `Axis`, and the methods of `NamedArray`.

    NamedArray[Literal["batch"], Literal["embed"]]     the axes, in order; by default nothing is known of them
    Axis[Literal["embed"], Literal[512]]               name and size; Any where not known

The mypy plugin fills them from annotations, and from the rules. Other checkers see the defaults.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection
from types import FunctionType

from haliax.rules.methods import METHODS
from tools.stubs.functions import (
    ARRAY_VARIABLE,
    arguments,
    array_result,
    declared_function,
    expression,
    keeps_axes,
    renamed,
)
from tools.stubs.source import Origin, Source, bound, is_public, source_of, used

TYPING = {
    "Any": Origin("typing", "Any"),
    "ClassVar": Origin("typing", "ClassVar"),
    "Generic": Origin("typing", "Generic"),
    "Self": Origin("typing", "Self"),
    "TypeVar": Origin("typing_extensions", "TypeVar"),
    "TypeVarTuple": Origin("typing_extensions", "TypeVarTuple"),
    "Unpack": Origin("typing_extensions", "Unpack"),
    "builtins": Origin("builtins"),
}
"""Names that stubs use where the source does not. Those of typing_extensions take a default on every Python."""

_GENERIC = {
    "haliax.core.NamedArray": (
        "Unpack[_Axes]",
        "_Axes = TypeVarTuple('_Axes', default=Unpack[tuple[Any, ...]])\n"
        # How the plugin writes one axis of an array that has these axes somewhere, in an order that is not known: an
        # Any that remembers their names.
        "_Names = TypeVar('_Names', bound=str, covariant=True, default=Any)\n"
        "class _With(Any, Generic[_Names]): ...\n"
        # The class of the names in types: what mypy joins several into, as for a list of arrays, is any of them.
        "class _AxisName(str, Any): ...",
    ),
    "haliax.axis.Axis": (
        "_Name, _Size",
        "_Name = TypeVar('_Name', bound=str, covariant=True, default=Any)\n"
        "_Size = TypeVar('_Size', bound=int, covariant=True, default=Any)",
    ),
}
"""The parameters of the classes that have some in the stubs only, and how they are declared."""


_OF_ARRAYS = {"haliax.ops.updating.Updater": (), "haliax.ops.updating.Update": ("get",)}
"""Classes that hold an array, whose methods give arrays with the same axes; and those of the methods that do not."""


def variables(module: str) -> list[ast.stmt]:
    """The declarations of the type parameters of a module's classes."""
    declared = [how for name, (_, how) in _GENERIC.items() if name.rpartition(".")[0] == module]
    return ast.parse("\n".join(declared)).body


def variable(declaration: ast.Call) -> ast.Call:
    """A type variable that ranges over types with their parameters: bound by its constraints, not one of them."""
    name, *constraints = declaration.args
    if not constraints:
        return declaration
    bound_by = " | ".join(map(ast.unparse, constraints))
    return ast.Call(declaration.func, [name], [ast.keyword("bound", expression(bound_by))])


def completed(node: ast.ClassDef, source: Source) -> tuple[ast.ClassDef, dict[str, Origin]]:
    """A class with its parameters and methods, and where the names come from that the methods use."""
    full_name = f"{source.name}.{node.name}"
    foreign: dict[str, Origin] = {}
    if full_name in _GENERIC:
        node.bases.append(expression(f"Generic[{_GENERIC[full_name][0]}]"))
        node.body = [member for member in node.body if bound(member) != ["__setattr__"]]
    if full_name in _OF_ARRAYS:
        _make_generic(node, _OF_ARRAYS[full_name])
    if full_name == "haliax.core.NamedArray":
        known = {name for member in node.body for name in bound(member)}
        for name, value in vars(getattr(source.runtime, node.name)).items():
            made = isinstance(value, FunctionType | property) and is_public(name)
            if made and name not in known:
                method, names = _property(name, value) if isinstance(value, property) else _method(name, value)
                node.body.append(method)
                foreign |= names
    return node, foreign


def _make_generic(node: ast.ClassDef, others: Collection[str]) -> None:
    """Gives a class that holds an array the type of the array as its parameter."""
    node.bases.append(expression(f"Generic[{ARRAY_VARIABLE}]"))
    held = {"NamedArray": ARRAY_VARIABLE, "Update": f"Update[{ARRAY_VARIABLE}]"}
    for member in node.body:
        if isinstance(member, ast.AnnAssign):
            member.annotation = renamed(member.annotation, held)
        elif isinstance(member, ast.FunctionDef) and member.returns and member.name not in others:
            member.returns = renamed(member.returns, held)
            for argument in arguments(member):
                argument.annotation = argument.annotation and renamed(argument.annotation, held)


def _method(name: str, function: FunctionType) -> tuple[ast.FunctionDef, dict[str, Origin]]:
    """A method that was bound when `haliax` was loaded. Its first parameter is called as in the function."""
    full_name = f"haliax.ops.{METHODS[name]}" if name in METHODS else ""
    if "<locals>" in function.__qualname__ and name.startswith("__"):
        return _operator(name, full_name)
    node = declared_function(name, function)
    first = arguments(node)[0]
    if first is node.args.vararg:
        raise TypeError(f"NamedArray.{name} has no first parameter: give it a signature in haliax.methods")
    if first.annotation and node.returns:
        kept = {"A": "Self"} | ({"NamedArray": "Self"} if keeps_axes(full_name) else {})
        node.returns = renamed(array_result(node.returns), kept)
    first.annotation = None
    return node, _origins(node, function)


def _property(name: str, value: property) -> tuple[ast.FunctionDef, dict[str, Origin]]:
    """A property that was bound when `haliax` was loaded; what computes it may be a class."""
    compute = value.fget
    if isinstance(compute, type):
        returns, origins = compute.__name__, {compute.__name__: Origin(compute.__module__, compute.__name__)}
        returns += "[Self]" if f"{compute.__module__}.{compute.__name__}" in _OF_ARRAYS else ""
    else:
        assert isinstance(compute, FunctionType)
        method, origins = _method(name, compute)
        returns = ast.unparse(method.returns or ast.Name("Any"))
    node = ast.parse(f"@property\ndef {name}(self) -> {returns}: ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    if doc := inspect.getdoc(value):
        node.body = [ast.Expr(ast.Constant(doc))]
    return node, origins


def _operator(name: str, full_name: str) -> tuple[ast.FunctionDef, dict[str, Origin]]:
    module, _, op = full_name.rpartition(".")
    function = getattr(source_of(module).runtime, op)
    returns = array_result(declared_function(op, function).returns or ast.Name("Any"))
    node = ast.parse(f"def {name}(self, other: NamedOrNumeric) -> {ast.unparse(returns)}: ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    return node, {}


def _origins(node: ast.FunctionDef, function: FunctionType) -> dict[str, Origin]:
    maker = source_of(function.__globals__["__name__"])
    found = {name: maker.origin(name) for name in used([node]) if name not in TYPING}
    return {name: origin for name, origin in found.items() if origin}
