"""Every rule can be run by the plugin: the stubs have its parameters, and it is found under its operation's name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

import haliax_mypy
from haliax.errors import AxisError
from haliax.pure import rules
from haliax.pure.axes import Axes
from haliax.pure.axis import of_size
from haliax.pure.operation import Operation
from haliax.pure.rules import operations, reductions
from haliax.pure.wants import Kind, Parameter, Takes
from haliax_mypy import hooks
from tests.plugin.projects import Project

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
    for name in ("haliax.ops.reductions.nowhere", "haliax.nowhere", "haliax.core.wrap", "module.function"):
        assert hooks.function_hook(name, nothing) is hooks.CALLED
    for name in (f"{ARRAY}.item", "haliax.axis.Axis.__str__", "module.Class.sum"):
        assert hooks.method_hook(name, nothing) is hooks.CALLED
    assert hooks.function_hook("builtins.print", nothing) is None
    for name in ("builtins.str.sum", "numpy.ndarray.sum"):
        assert hooks.method_hook(name, nothing) is None


def test_what_a_rule_says_is_what_mypy_says(check: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reductions.sum, "rule", lambda array, *args, **kwargs: Axes((of_size("replaced", None),)))
    check("""
def f(x: NamedArray["a"]) -> None:
    reveal_type(hax.sum(x, "nowhere"))  # R: [replaced]
    reveal_type(x.sum("nowhere"))  # R: [replaced]
    reveal_type(x.mean("a"))  # R: []
""")


BY_KIND = {Kind.ARRAY: "x", Kind.ARRAYS: "[x, x]", Kind.SELECTION: '"a"', Kind.INDEX: '{"a": 0}', Kind.NOTHING: "0"}
BY_NAME = {
    "renames": '{"a": "c"}',
    "pad_width": '{"a": (1, 1)}',
    "start": '{"a": 0}',
    "new_axes": '(Axis("q", 2),)',
    "equation": '"a b -> a"',
    "k": "1",
    "reps": '{"a": 2}',
    "variable": '"b"',
    "repeats": "2",
}
CALLS = {
    "dot": 'x, x, axis="a"',
    "einsum": '"a b -> a", x',
    "rearrange": 'x, ("b", "a")',
    "slice": 'x, "a"',
    "flatten_axes": 'x, ("a", "b"), "c"',
    "divmod": "x, x",
    "dropout": "x, 0.5, inference=True",
    "polyfit": "x, x, 2",
    "roll": 'x, 1, "a"',
    **dict.fromkeys(("det", "slogdet", "matrix_rank", "inv", "pinv", "cholesky", "eigh", "eigvalsh"), 'x, ("a", "b")'),
    **dict.fromkeys(("qr", "svd", "svdvals"), 'x, ("a", "b"), "c"'),
    "solve": 'x, x, ("a", "b")',
    "unique": 'x, Axis("a", 2)',
}
"""The arguments of the operations whose rule has not all parameters that they need."""


def arguments(operation: Operation[Any]) -> str:
    """The arguments of a call, all that the rule needs."""
    if operation.name in CALLS:
        return CALLS[operation.name]
    texts = {p.name: BY_NAME.get(p.name) or BY_KIND.get(p.want.kind, '"a"') for p in operation.parameters if p.required}
    return ", ".join(text if not p.by_name else f"{p.name}={text}" for p, text in _with_parameters(operation, texts))


def _with_parameters(operation: Operation[Any], texts: dict[str, str]) -> Iterator[tuple[Parameter, str]]:
    return ((parameter, texts[parameter.name]) for parameter in operation.parameters if parameter.name in texts)


def call_as_method(operation: Operation[Any], method: str) -> str:
    """A call of a method or an operator."""
    special = {"__getitem__": 'x["a", 0]', "at": 'x.at["a", 0]', "real": "", "imag": "", "astype": "x.astype(int)"}
    if method in special:
        return special[method]
    if method == "__divmod__" or method.startswith("__r"):
        return f"x.{method}(x)"
    return f"x.{method}({arguments(operation).removeprefix('x').removeprefix(', ')})"


def test_every_rule_is_the_one_that_mypy_goes_by(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is replaced by one that refuses everything in words of its own, and mypy says them at every call."""
    lines: dict[str, Operation[Any]] = {}
    for operation in operations():
        if operation.name not in ("at", "getitem"):
            extra = {"astype": ", int", "polyval": "", "linspace": ", start=0, stop=1", "full": ", 1"}
            more = extra.get(operation.name, "")
            more = ", start=0, stop=1" if operation.name in ("logspace", "geomspace") else more
            more = ", 1" if operation.name == "full_like" else more
            lines[f"{_alias(operation)}({arguments(operation)}{more})"] = operation
        for method in operation.methods:
            if text := call_as_method(operation, method):
                lines[text] = operation
        monkeypatch.setattr(operation, "rule", partial(_refuse, operation))
    imports = "\n".join(f"from {o.home} import {o.name} as {_alias(o)}" for o in operations())
    body = "\n".join(f"    {line}" for line in lines)
    project.write("program.py", f"import haliax\n{imports}\ndef f(x: NamedArray['a b']) -> None:\n{body}\n")
    source = (project.root / "program.py").read_text(encoding="utf-8").splitlines()
    said = {source[message.line - 1].strip(): message.text for message in project.run() if "axis-order" in message.text}
    silent = {line for line, operation in lines.items() if _words(operation) not in said.get(line, "")}
    assert silent == set()
    assert len(lines) > 280


def _alias(operation: Operation[Any]) -> str:
    """A name of a function that no module has: `haliax.nn.dropout` is a module and a function."""
    return f"{operation.home}_{operation.name}".replace(".", "_")


def _words(operation: Operation[Any]) -> str:
    return f"{operation.told}: the other rule of {operation.home}.{operation.name}"


def _refuse(operation: Operation[Any], *args: Any, **kwargs: Any) -> Any:
    raise AxisError(f"the other rule of {operation.home}.{operation.name}", "order")
