"""Functions as stubs say them, from their source or from their run-time signature."""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from haliax.pure.rules import operation_of

KEPT_DECORATORS = frozenset(
    """abstractmethod cached_property classmethod contextmanager dataclass final maps overload property setter
    staticmethod""".split()
)
"""Decorators that mean something to a type checker or its plugin. Others, such as caches, change no signature."""

BY_FORM = frozenset({"haliax.ops.elementwise.where", "haliax.ops.distinct.unique"})
"""Functions with a rule that keep their overloads: no call fits two, so what the plugin says of one is not lost."""

ARRAY_VARIABLE = "_Array"
"""The type variable, of arrays only, of the functions that keep the axes of their array."""


def stub_function(node: ast.FunctionDef) -> ast.FunctionDef:
    """A function without its body, and with no default that is more than a literal."""
    out = copy.deepcopy(node)
    doc = ast.get_docstring(node)
    out.body = [ast.Expr(ast.Constant(doc if doc and not has(node, "overload") else ...))]
    out.decorator_list = [d for d in out.decorator_list if _decorator(d) in KEPT_DECORATORS]
    out.args.defaults = [_default(d) for d in out.args.defaults]
    out.args.kw_defaults = [None if d is None else _default(d) for d in out.args.kw_defaults]
    for argument in arguments(out):
        argument.annotation = argument.annotation and unquoted(argument.annotation)
    out.returns = out.returns and unquoted(out.returns)
    return out


def arguments(node: ast.FunctionDef) -> list[ast.arg]:
    """All parameters of a function."""
    stars = [a for a in (node.args.vararg, node.args.kwarg) if a]
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, *stars]


def has(node: ast.FunctionDef | ast.ClassDef, decorator: str) -> bool:
    """Whether something has a decorator of this name."""
    return decorator in map(_decorator, node.decorator_list)


def _decorator(node: ast.expr) -> str:
    """The last name of a decorator: `property`, `setter` of `x.setter`, `dataclass` of `dataclass(frozen=True)`."""
    return ast.unparse(node).partition("(")[0].rpartition(".")[2]


def _default(node: ast.expr) -> ast.expr:
    literal = isinstance(node, ast.Constant | ast.Name) or ast.unparse(node) == "()"
    negative = isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
    return node if literal or negative else ast.Constant(...)


def unquoted(annotation: ast.expr) -> ast.expr:
    """An annotation that is written as a string, without its quotes, which stubs do not need."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return expression(annotation.value)
    return annotation


def declared_function(name: str, function: Callable[..., Any]) -> ast.FunctionDef:
    """A function that was made when its module was loaded, from its run-time signature.

    Annotations are the strings that were written where it was made.
    """
    plain = inspect.unwrap(function)
    returns = plain.__annotations__.get("return", "Any")
    node = ast.parse(f"def {name}({', '.join(_written(inspect.signature(plain)))}) -> {returns}: ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    if doc := inspect.getdoc(plain):
        node.body = [ast.Expr(ast.Constant(doc.strip()))]
    return node


def _written(signature: inspect.Signature) -> list[str]:
    """The parameters of a signature as source text, with the markers between them."""
    out: list[str] = []
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    kinds = [parameter.kind for parameter in signature.parameters.values()]
    for i, parameter in enumerate(signature.parameters.values()):
        if parameter.kind is parameter.KEYWORD_ONLY and not any(p.startswith("*") for p in out):
            out.append("*")
        text = next((star for kind, star in stars.items() if kind is parameter.kind), "") + parameter.name
        if parameter.annotation is not parameter.empty:
            text += f": {parameter.annotation}"
        if parameter.default is not parameter.empty:
            simple = isinstance(parameter.default, bool | int | float | str | None)
            text += f" = {parameter.default!r}" if simple else " = ..."
        out.append(text)
        if parameter.kind is parameter.POSITIONAL_ONLY and kinds[i + 1 : i + 2] != [parameter.POSITIONAL_ONLY]:
            out.append("/")
    return out


def has_rule(full_name: str) -> bool:
    """Whether the plugin knows a function by this name."""
    return operation_of(full_name) is not None


def keeps_axes(full_name: str) -> bool:
    """Whether an operation's rule says that its result has the axes of its array, whatever the other arguments."""
    operation = operation_of(full_name)
    return operation is not None and operation.keeps_axes()


def operation(node: ast.FunctionDef, full_name: str) -> ast.FunctionDef:
    """A function that has a rule, as the plugin needs it: it returns an array of which nothing is known.

    One that keeps the axes of its array has a type variable instead. Functions without a rule stay as they are.
    """
    if not has_rule(full_name) or node.returns is None:
        return node
    node.returns = array_result(node.returns)
    first = next(iter(arguments(node)), None)
    of_array = first and first.annotation and ast.unparse(first.annotation) == "NamedArray"
    if first and of_array and keeps_axes(full_name):
        first.annotation = ast.Name(ARRAY_VARIABLE)
        node.returns = renamed(node.returns, {"NamedArray": ARRAY_VARIABLE})
    return node


def forms(node: ast.FunctionDef) -> list[ast.stmt]:
    """A function that takes arrays and numbers alike, as one overload for each: of a number it makes a jax array.

    No mistake is lost, as those are that the plugin tells of where another overload takes the call too: what has names
    is no number.
    """
    first = next(iter(arguments(node)), None)
    if first is None or any(part is None or ast.unparse(part) != "A" for part in (first.annotation, node.returns)):
        return [node]
    out: list[ast.stmt] = []
    for parameter, result in ((ARRAY_VARIABLE, ARRAY_VARIABLE), ("ArrayLike", "jax.Array")):
        form = copy.deepcopy(node)
        arguments(form)[0].annotation, form.returns = expression(parameter), expression(result)
        form.decorator_list = [ast.Name("overload")]
        form.body = form.body if not out else [ast.Expr(ast.Constant(...))]
        out.append(form)
    return out


def array_result(returns: ast.expr) -> ast.expr:
    """The result of an operation, such that its usual uses are accepted.

    What is a number where no operand has axes counts as an array. So does what is an array in the usual form of the
    call and something else in another: a union would be refused wherever an array is needed.
    """
    returns = renamed(returns, {"NamedOrNumeric": "NamedArray"})
    if isinstance(returns, ast.BinOp) and ast.unparse(returns.left) == "NamedArray":
        return returns.left
    return returns


def renamed(node: ast.expr, names: dict[str, str]) -> ast.expr:
    """An annotation with other types in the place of some names."""
    return cast(ast.expr, _Renamed({name: expression(new) for name, new in names.items()}).visit(copy.deepcopy(node)))


@dataclass
class _Renamed(ast.NodeTransformer):
    types: dict[str, ast.expr]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self.types.get(node.id, node))


def expression(text: str) -> ast.expr:
    """An expression, such as an annotation, from its text."""
    return ast.parse(text, mode="eval").body
