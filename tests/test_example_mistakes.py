"""mypy passes all examples, and finds each mistake that is put into a copy of one, in one run for all."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from common import typecheck
from common.mistakes import Kind, Mistake
from common.typecheck import Report

EXAMPLES = {name: import_module(f"{name}.mistakes") for name in ("gpt", "vit", "ssm", "checkpoint")}
CASES = [(name, mistake) for name, example in EXAMPLES.items() for mistake in example.MISTAKES]

WITHOUT = {"ssm": {Kind.RENAME, Kind.SWAPPED}, "checkpoint": {Kind.TARGETS}}
"""The kinds that have no place in an example: its `mistakes` says why."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[Report]]:
    folder = tmp_path_factory.mktemp("copies")
    copies = {(name, mistake.name): mistake.write(EXAMPLES[name].MODEL, folder) for name, mistake in CASES}
    found = typecheck.mypy(*copies.values())
    return {case: [report for report in found if report.path == path] for case, path in copies.items()}


@pytest.mark.xdist_group("mypy on the examples")
@pytest.mark.parametrize(("name", "mistake"), CASES, ids=[f"{name}: {mistake.name}" for name, mistake in CASES])
def test_mypy_finds_the_mistake(name: str, mistake: Mistake, reports: dict[tuple[str, str], list[Report]]) -> None:
    here = reports[name, mistake.name]
    assert mistake.found(here), here


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_a_mistake_of_every_kind(name: str) -> None:
    kinds = {mistake.name for mistake in EXAMPLES[name].MISTAKES}
    assert set(Kind) - kinds == WITHOUT.get(name, set())


@pytest.mark.xdist_group("mypy on the examples")
def test_mypy_passes_the_examples() -> None:
    assert typecheck.mypy(*(part for name in ["common", *EXAMPLES] for part in ("-p", name))) == []


def test_no_example_ignores_what_mypy_says() -> None:
    for path in typecheck.PROJECT.rglob("*.py"):
        assert "type: ignore" not in path.read_text(), path


ARRAY = re.compile(r'\w+\[NamedArray, "[^"]*"\]|NamedArray\["[^"]*"\]')
LAYER = re.compile(r'(\b(?:hax\.nn\.)?[A-Z]\w*)\["[^"]* -> [^"]*"\]|(\b(?:hax\.nn\.)?\w*Norm)\["[^"]*"\]')
AXIS = re.compile(r'Axis\["\w+"\]')
ACCEPTED = sorted((Path(__file__).parents[1] / "typetests" / "accept").glob("*model*.py"))


@pytest.mark.xdist_group("mypy on the examples")
@pytest.mark.parametrize("bare", [["NamedArray"], ["NamedArray", r"\1\2", "Axis"]], ids=["arrays", "all"])
def test_mypy_passes_the_examples_and_the_models_without_axes(bare: list[str], tmp_path: Path) -> None:
    """Who has annotated nothing yet, or layers only, is told nothing."""
    sources = [path for name in ["common", *EXAMPLES] for path in (typecheck.PROJECT / name).glob("*.py")]
    for path in [*sources, *ACCEPTED]:
        text = path.read_text()
        for pattern, instead in zip([ARRAY, LAYER, AXIS], bare, strict=False):
            text = pattern.sub(instead, text)
        folder = tmp_path if path in ACCEPTED else tmp_path / path.parent.name
        folder.mkdir(exist_ok=True)
        (folder / path.name).write_text(text)
    assert 'NamedArray["' not in (tmp_path / "gpt" / "model.py").read_text()
    assert len(ACCEPTED) >= 5
    assert typecheck.mypy(*sorted(tmp_path.rglob("*.py"))) == []


def test_a_mistake_that_does_not_fit_the_model_is_refused() -> None:
    mistake = Mistake("nowhere", old="hax.nowhere(x)", new="", code="axis-missing")
    with pytest.raises(ValueError, match="'nowhere' does not fit the model: found 0 times"):
        mistake.apply(EXAMPLES["gpt"].MODEL.read_text())
