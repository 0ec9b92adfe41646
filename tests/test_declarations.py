"""Declarations of operations: each has its function, a face of its own, and is what the library goes by."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any

import jax.numpy as jnp
import pytest

import haliax
from haliax.core import NamedArray, attribute, method
from haliax.errors import AxisError
from haliax.ops._declare import unary
from haliax.pure.axes import Axes
from haliax.pure.operation import Family, Operation, implements
from haliax.pure.rules import methods, operation_of, operations
from haliax.pure.wants import Array, Selection
from tests.cases import CASES
from tests.running import arrays_of, op_of

OPERATIONS = operations()
every = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: f"{operation.home}.{operation.name}")

PUBLIC = {
    name: getattr(import_module(module), name)
    for name, module in haliax._HOME.items()
    if module.startswith("haliax.ops.") or module in ("haliax.nn", "haliax.random")
}

X = NamedArray(jnp.ones((2, 3)), {"batch": 2, "embed": 3})

CALLS: dict[str, Callable[[], Any]] = {
    "NamedArray": lambda: NamedArray(jnp.ones((2, 3)), ("batch", "embed")),
    "getitem": lambda: X["batch", 0],
    "at": lambda: X.at["batch", 0].set(0.0),
}
"""Calls of the operations that have no case of their own name."""


def call_of(operation: Operation[Any]) -> Callable[[], Any]:
    """A call of an operation that is right."""
    if operation.name in CALLS:
        return CALLS[operation.name]
    case = next(case for case in CASES if op_of(case) is operation.function)
    return lambda: case.call(operation.function, *arrays_of(case))


def other_rule(*args: Any, **kwargs: Any) -> Any:
    """A rule that answers something else than any operation's own."""
    raise AxisError("another rule was run", "order")


def by_another(operation: Operation[Any], rule: Callable[..., Any], patch: pytest.MonkeyPatch) -> None:
    """Gives an operation another rule.

    An operation of one array whose axes stay asks its rule once, where it is declared. So it is declared anew.
    """
    is_unary = getattr(operation.function, "__code__", None) is haliax.exp.__code__
    patch.setattr(operation, "rule", rule)
    if is_unary:
        assert operation.kernel is not None
        patch.setattr(operation, "_implemented", None)
        patch.setattr(operation, "function", unary(operation, operation.kernel, "Under another rule"))


@every
def test_the_library_runs_the_rule_that_is_declared(operation: Operation[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    call = call_of(operation)
    call()  # what it settles is remembered now
    with monkeypatch.context() as patch:
        by_another(operation, other_rule, patch)
        with pytest.raises(AxisError, match="another rule was run"):
            call()
    call()  # a call that failed leaves nothing behind


@pytest.mark.parametrize("name", ["exp", "relu", "round", "zeros_like"])
def test_what_comes_out_has_the_names_that_the_rule_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (operation,) = [found for found in OPERATIONS if found.name == name]
    by_another(operation, lambda a: Axes(a.head[::-1]), monkeypatch)
    assert operation.function(X).axis_names == ("embed", "batch")


@every
def test_a_declaration_has_its_function(operation: Operation[Any]) -> None:
    function = operation.function
    assert (function.__module__, function.__name__) == (operation.home, operation.name)
    assert operation_of(f"{operation.home}.{operation.name}") is operation


@every
def test_parameters_come_in_the_order_of_the_function(operation: Operation[Any]) -> None:
    given = list(inspect.signature(operation.function).parameters)
    shared = [p.name for p in operation.parameters if not p.by_name and p.name in given]
    assert shared == sorted(shared, key=given.index)


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_operation_is_declared(name: str) -> None:
    function = PUBLIC[name]
    operation = operation_of(f"{function.__module__}.{function.__name__}")
    assert operation is not None and operation.function is function


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_operation_has_a_face(name: str) -> None:
    """Declared operations, too, say who they are, where they live and what they take."""
    op = PUBLIC[name]
    assert op.__name__ == op.__qualname__ == name
    assert op.__doc__ and op.__doc__.splitlines()[0].endswith(".")
    assert inspect.signature(op).parameters
    hints = inspect.get_annotations(op)
    assert "return" in hints and set(inspect.signature(op).parameters) <= set(hints)


@pytest.mark.parametrize("name", sorted(methods()))
def test_every_method_that_is_declared_is_in_the_class(name: str) -> None:
    assert name in vars(NamedArray)


def test_every_method_of_the_class_that_is_an_operation_is_declared() -> None:
    found = {name: value.operation for name, value in vars(NamedArray).items() if isinstance(value, method | attribute)}
    assert found.items() <= methods().items()


def test_a_method_must_be_declared() -> None:
    with pytest.raises((TypeError, RuntimeError)) as raised:
        type("Other", (), {"exp": method(methods()["sum"])})
    assert "is not declared to be the method exp" in f"{raised.value}{raised.value.__cause__}"


def test_operations_are_found_by_the_full_name_of_their_function_alone() -> None:
    assert operation_of("haliax.ops.reductions.sum") is import_module("haliax.pure.rules.reductions").sum
    for other in ("sum", "numpy.sum", "haliax.sum", "haliax.ops.sum", "haliax.ops.reductions.drop", "haliax.tree.map"):
        assert operation_of(other) is None


def _rule(array: Array, axis: Selection = ()) -> Axes:
    return array


def op(array: Any) -> Any:
    """Lacks a parameter of the rule."""


def test_a_function_must_be_the_one_that_is_declared() -> None:
    declare = Family(__name__)
    with pytest.raises(TypeError, match="has no parameter 'axis', which its rule wants"):
        implements(declare("op", _rule))(op)
    with pytest.raises(TypeError, match="lives elsewhere"):
        implements(declare("other", _rule))(op)
    with pytest.raises(NotImplementedError, match="implements no other"):
        declare("other", _rule).function  # noqa: B018  (the access is what raises)


@pytest.mark.parametrize("annotation", ["Axes", "Axes | None", "Array | None", "int", ""])
def test_a_parameter_without_a_marker_is_refused_where_it_is_implemented(annotation: str) -> None:
    scope: dict[str, Any] = {"Axes": Axes, "Array": Array}
    exec(f"def rule(array{': ' if annotation else ''}{annotation}): ...", scope)
    operation = Family(__name__)("op", scope["rule"])
    with pytest.raises(TypeError, match=r"parameter 'array' .* is no marker of haliax.pure.wants"):
        implements(operation)(op)
