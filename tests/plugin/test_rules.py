"""Every rule can be run by the plugin: the stubs have its parameters, and it says what it wants of each."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import haliax_mypy
from haliax.rules import FAMILIES
from haliax.rules.methods import METHODS
from haliax_mypy import operations
from haliax_mypy.signature import Rule, Takes, Want, parameters

STUBS = Path(haliax_mypy.__file__).parent.parent / "stubs" / "haliax-stubs"


def rules() -> Iterator[tuple[str, str, Rule]]:
    """The family and the name of each rule that an operation has, and the rule."""
    for family in FAMILIES:
        module = import_module(f"haliax.rules.{family}")
        for name, rule in vars(module).items():
            public = not name.startswith("_") and inspect.isfunction(rule) and rule.__module__ == module.__name__
            if public and functions(family).get(name):
                yield family, name, rule


def functions(family: str) -> dict[str, ast.FunctionDef]:
    """The functions of a family, as the stubs have them."""
    homes = {"nn": sorted((STUBS / "nn").glob("*.pyi")), "random": [STUBS / "random.pyi"]}
    files = homes.get(family, [STUBS / "ops" / f"{family}.pyi"])
    nodes = [node for file in files for node in ast.parse(file.read_text(encoding="utf-8")).body]
    return {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}


RULES = list(rules())


def test_there_are_rules() -> None:
    assert len(RULES) > 150
    assert {family for family, _, _ in RULES} == set(FAMILIES)


@pytest.mark.parametrize(("family", "name", "rule"), RULES, ids=[f"{family}.{name}" for family, name, _ in RULES])
def test_a_rule_meets_its_operation(family: str, name: str, rule: Rule) -> None:
    """Arguments are handed over by the names of parameters, which so must be those of the operation."""
    arguments = functions(family)[name].args
    named = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    for parameter in parameters(rule):
        if parameter.takes is Takes.ONE:
            assert parameter.name in named or arguments.kwarg is not None, f"{parameter.name} is no parameter of {name}"
    annotations = [str(p.annotation) for p in inspect.signature(rule).parameters.values()]
    for annotation, parameter in zip(annotations, parameters(rule), strict=True):
        if annotation in ("Axes", "Axes | None"):
            assert parameter.want is Want.AXES
        assert annotation != str(inspect.Parameter.empty), f"{parameter.name} of the rule {name} says nothing"


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_method_has_a_rule(name: str) -> None:
    assert operations.method(name) is not None
