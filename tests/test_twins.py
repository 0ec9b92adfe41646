"""Operations and their rules: same names, same parameters, and a face of their own."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

import haliax
from haliax.core import NamedArray
from haliax.pure.rules import FAMILIES, rule_of
from haliax.pure.rules.methods import METHODS
from tests.laws import rules_of

HOMES = {family: f"haliax.{family}" if family in ("nn", "random") else f"haliax.ops.{family}" for family in FAMILIES}

RULES = [(family, name, rule) for family in FAMILIES for name, rule in rules_of(family).items()]
IDS = [f"{family}.{name}" for family, name, _ in RULES]

WITHOUT_AN_OPERATION = {"indexing.cut": "what both forms of `slice` come to"}
WITHOUT_A_RULE = {
    "array_equal": "any axes will do, and a bool comes out",
    "array_equiv": "any axes will do, and a bool comes out",
    "ndim": "any axes will do, and an int comes out",
}

OPERATIONS = {
    name: getattr(import_module(module), name)
    for name, module in haliax._HOME.items()
    if module.startswith("haliax.ops.") or module in ("haliax.nn", "haliax.random")
}


def op_of(family: str, name: str) -> Callable[..., Any] | None:
    return getattr(import_module(HOMES[family]), name, None)


@pytest.mark.parametrize(("family", "name", "rule"), RULES, ids=IDS)
def test_every_rule_has_an_operation_with_its_parameters(family: str, name: str, rule: Callable[..., Any]) -> None:
    op = op_of(family, name)
    if f"{family}.{name}" in WITHOUT_AN_OPERATION:
        assert op is None
        return
    assert op is not None, f"haliax.rules.{family}.{name} is the rule of nothing"
    given = inspect.signature(op).parameters
    kinds = {parameter.kind for parameter in given.values()}
    for parameter in inspect.signature(rule).parameters.values():
        if parameter.name in given:
            continue
        # Several forms of a call are told apart in the operation, which then takes anything.
        keyword = inspect.Parameter.VAR_KEYWORD in kinds
        assert keyword, f"haliax.rules.{family}.{name} has '{parameter.name}', which the operation lacks"


@pytest.mark.parametrize(("family", "name", "rule"), RULES, ids=IDS)
def test_parameters_come_in_the_same_order(family: str, name: str, rule: Callable[..., Any]) -> None:
    op = op_of(family, name)
    if op is None:
        pytest.skip("it has no operation")
    given = list(inspect.signature(op).parameters)
    positional = [
        parameter.name
        for parameter in inspect.signature(rule).parameters.values()
        if parameter.kind is not parameter.KEYWORD_ONLY and parameter.name in given
    ]
    assert positional == sorted(positional, key=given.index)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_has_a_rule(name: str) -> None:
    has_rule = rule_of(f"{haliax._HOME[name]}.{name}") is not None
    assert has_rule != (name in WITHOUT_A_RULE)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_has_a_face(name: str) -> None:
    """Declared operations, too, say who they are, where they live and what they take."""
    op = OPERATIONS[name]
    assert op.__name__ == op.__qualname__ == name
    assert op.__module__ == haliax._HOME[name]
    assert op.__doc__ and op.__doc__.splitlines()[0].endswith(".")
    assert inspect.signature(op).parameters
    hints = inspect.get_annotations(op)
    assert "return" in hints and set(inspect.signature(op).parameters) <= set(hints)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_is_bound_to_an_operation_of_the_library(method: str) -> None:
    family, _, name = METHODS[method].partition(".")
    assert callable(getattr(NamedArray, method))
    assert callable(op_of(family, name))


def test_rules_are_found_by_the_full_name_of_an_operation_alone() -> None:
    assert rule_of("haliax.ops.reductions.sum") is import_module("haliax.rules.reductions").sum
    assert rule_of("haliax.nn.softmax") is import_module("haliax.rules.nn").softmax
    for other in ("sum", "numpy.sum", "haliax.sum", "haliax.ops.sum", "haliax.ops.reductions.drop", "haliax.tree.map"):
        assert rule_of(other) is None
