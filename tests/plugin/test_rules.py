"""Every rule can be run by the plugin: the stubs have its parameters, and it is found under its operation's name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import haliax_mypy
from haliax.pure import rules
from haliax.pure.axes import Axes
from haliax.pure.axis import of_size
from haliax.pure.operation import Operation
from haliax.pure.rules import operations, reductions
from haliax.pure.wants import Takes
from haliax_mypy import hooks

STUBS = Path(haliax_mypy.__file__).parent.parent / "stubs" / "haliax-stubs"
ARRAY = "haliax.core.NamedArray"


def nothing(name: str) -> None:
    """Looks up no name."""


@cache
def parameters_in_stubs(home: str) -> dict[str, ast.arguments]:
    """The parameters of the functions and classes of a module, as the stubs have them."""
    tree = ast.parse((STUBS / Path(*home.split(".")[1:]).with_suffix(".pyi")).read_text(encoding="utf-8"))
    found = {node.name: node.args for node in tree.body if isinstance(node, ast.FunctionDef)}
    for owner in [node for node in tree.body if isinstance(node, ast.ClassDef)]:
        members = [node for node in owner.body if isinstance(node, ast.FunctionDef)]
        found.update((owner.name, method.args) for method in members if method.name == "__init__")
    return found


def test_there_are_operations() -> None:
    assert len(operations()) > 200


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: f"{operation.home}.{operation.name}")
def test_a_rule_meets_its_operation(operation: Operation[Any]) -> None:
    """Arguments are handed over by the names of parameters, which so must be those of the operation."""
    arguments = parameters_in_stubs(operation.home)[operation.name]
    named = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    for parameter in operation.parameters:
        if parameter.takes is Takes.ONE:
            assert parameter.name in named or arguments.kwarg is not None, f"{parameter.name} is no parameter"


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: f"{operation.home}.{operation.name}")
def test_an_operation_has_a_callback(operation: Operation[Any]) -> None:
    assert hooks.function_hook(f"{operation.home}.{operation.name}", nothing) is not None


@pytest.mark.parametrize("name", sorted(rules.methods()))
def test_a_method_has_a_callback(name: str) -> None:
    assert hooks.method_hook(f"{ARRAY}.{name}", nothing) is not None


def test_other_names_have_none() -> None:
    for name in ("haliax.ops.reductions.nowhere", "haliax.nowhere", "haliax.core.wrap", "builtins.print"):
        assert hooks.function_hook(name, nothing) is None
    for name in (f"{ARRAY}.item", "haliax.axis.Axis.__str__", "builtins.str.sum", "numpy.ndarray.sum"):
        assert hooks.method_hook(name, nothing) is None


def test_the_rule_of_an_operation_can_be_replaced(check: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reductions.sum, "rule", lambda array, *args, **kwargs: Axes((of_size("replaced", None),)))
    check("""
def f(x: NamedArray["a"]) -> None:
    reveal_type(hax.sum(x, "nowhere"))  # R: [replaced]
    reveal_type(x.sum("nowhere"))  # R: [replaced]
    reveal_type(x.mean("a"))  # R: []
""")
