"""What only the stubs say: the type parameters of `NamedArray`, `NamedRef` and `Axis`, and the methods of `NamedArray`.

    NamedArray[Literal["batch"], Literal["embed"]]     the axes, in order; by default nothing is known of them
    Axis[Literal["embed"], Literal[512]]               name and size; Any where not known

The mypy plugin fills them from annotations, and from the rules. Other checkers see the defaults.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection
from types import FunctionType
from typing import Any

from haliax.core import attribute, method
from haliax.pure.operation import Operation
from haliax.pure.rules import methods
from tools.stubs.functions import (
    ARRAY_VARIABLE,
    arguments,
    array_result,
    declared_function,
    expression,
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
    "jax": Origin("jax"),
    "overload": Origin("typing", "overload"),
    "ArrayLike": Origin("jax.typing", "ArrayLike"),
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
        "class _AxisName(str, Any): ...\n"
        # An array whose axes are not all known, in order. The first parameter says what is known: mypy takes two
        # such types for one only if it is the same, and a variable has just the type that was last assigned to it.
        "class _Gradual(NamedArray[Unpack[_Axes]], Generic[_Names, Unpack[_Axes]]): ...\n"
        # What the plugin writes `[x, y]`, `isinstance(x, NamedArray)` and `x * y` as, to look at them.
        "_Held = TypeVar('_Held')\n"
        "class _Hold:\n"
        "    def __call__(self, display: _Held, /) -> _Held: ...\n"
        "class _Operand:\n"
        "    def __call__(self, value: object, /) -> Any: ...\n"
        "def _is_array(value: object, array: object, /) -> bool: ...\n"
        "class _Anything(jax.Array): ...\n"
        # What `jax.jit(static_argnames="n")` gives: it keeps the function, and adds the methods of the parameter.
        "class _Keeps(Generic[_Held]):\n"
        "    def __call__(self, fn: Any, /) -> Any: ...\n"
        # What `hax.vmap(f, axis)` gives: the function, the axes, and by which function it was made. `jax.jit` of it
        # has other methods too.
        "_Axis = TypeVar('_Axis')\n"
        "_Kind = TypeVar('_Kind')\n"
        "class _Mapped(Generic[_Held, _Axis, _Kind]):\n"
        "    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...\n"
        "    def __getattr__(self, name: str) -> Any: ...\n"
        # A Module that came out of such a call: its arrays have more axes than its class says.
        "class _Along(Any, Generic[_Held, _Axis]): ...",
    ),
    "haliax.ref.NamedRef": (
        "Unpack[_Axes]",
        "_Axes = TypeVarTuple('_Axes', default=Unpack[tuple[Any, ...]])",
    ),
    "haliax.axis.Axis": (
        "_Name, _Size",
        "_Name = TypeVar('_Name', bound=str, covariant=True, default=Any)\n"
        "_Size = TypeVar('_Size', bound=int, covariant=True, default=Any)",
    ),
}
"""The parameters of the classes that have some in the stubs only, and how they are declared."""


VARIABLES = {name for _, how in _GENERIC.values() for node in ast.parse(how).body for name in bound(node)}
"""The names that these declarations define."""

_ATTRIBUTES = {"at": Origin("haliax.ops.updating", "Updater")}
"""The properties of `NamedArray` that hold the array, and what they are."""

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
    runtime = getattr(source.runtime, node.name)
    full_name = f"{runtime.__module__}.{node.name}"
    foreign: dict[str, Origin] = {}
    if full_name in _GENERIC:
        node.bases.append(expression(f"Generic[{_GENERIC[full_name][0]}]"))
        node.body = [member for member in node.body if bound(member) != ["__setattr__"]]
    if full_name in _OF_ARRAYS:
        _make_generic(node, _OF_ARRAYS[full_name])
    if full_name == "haliax.core.NamedArray":
        known = {name for member in node.body for name in bound(member)}
        for name, value in vars(runtime).items():
            if isinstance(value, FunctionType | method) and is_public(name) and name not in known:
                made, names = _member(name, value)
                node.body.append(made)
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


def _member(name: str, value: FunctionType | method[Any]) -> tuple[ast.FunctionDef, dict[str, Origin]]:
    """A method, an operator or a property that the class has from an operation."""
    if isinstance(value, attribute):
        return _property(name, value.operation)
    if isinstance(value, FunctionType) and len(inspect.signature(value).parameters) == 2:
        return _operator(name, methods()[name]), {}
    return _method(name, methods()[name])


def _method(name: str, operation: Operation[Any]) -> tuple[ast.FunctionDef, dict[str, Origin]]:
    """The function of an operation as a method. Its first parameter is called as in the function."""
    node = declared_function(name, operation.function)
    first = arguments(node)[0]
    if first is node.args.vararg:
        raise TypeError(f"NamedArray.{name} has no first parameter: write it out in the class")
    if first.annotation and node.returns:
        kept = {"A": "Self"} | ({"NamedArray": "Self"} if operation.keeps_axes() else {})
        node.returns = renamed(array_result(node.returns), kept)
    first.annotation = None
    maker = source_of(inspect.unwrap(operation.function).__globals__["__name__"])
    found = {used_name: maker.origin(used_name) for used_name in used([node]) if used_name not in TYPING}
    return node, {used_name: origin for used_name, origin in found.items() if origin}


def _property(name: str, operation: Operation[Any]) -> tuple[ast.FunctionDef, dict[str, Origin]]:
    """What the function of an operation gives for the array, as a property."""
    made, origins = _method(name, operation)
    returns = ast.unparse(made.returns or ast.Name("Any"))
    if name in _ATTRIBUTES:
        returns, origins = f"{_ATTRIBUTES[name].name}[Self]", {_ATTRIBUTES[name].name or "": _ATTRIBUTES[name]}
    node = ast.parse(f"@property\ndef {name}(self) -> {returns}: ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    node.body = made.body
    return node, origins


def _operator(name: str, operation: Operation[Any]) -> ast.FunctionDef:
    returns = array_result(declared_function(operation.name, operation.function).returns or ast.Name("Any"))
    node = ast.parse(f"def {name}(self, other: NamedOrNumeric) -> {ast.unparse(returns)}: ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    return node
