"""The comparison with other libraries, as far as it needs none of them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jax
import numpy as np
import pytest
from rich.console import Console

from benchmarks.peers import __main__ as command
from benchmarks.peers import compare, worker
from benchmarks.peers.by_position import NUMPY, PLAIN
from benchmarks.peers.compare import Comparison, Lacking, comparisons
from benchmarks.peers.table import Ratios, cell, table
from benchmarks.peers.work import CALLS, EAGER, FIRST_USE, LEAVES
from benchmarks.processes import ROOT, Failed

OURS = worker.library("haliax")
ROWS = len(EAGER) + len(FIRST_USE) + len(LEAVES) + 4
"""What is listed, and traces of a layer and of a step, a step, and its compilation."""


@pytest.fixture(autouse=True)
def rank_promotion() -> Iterator[None]:
    """Code by hand relies on it."""
    with jax.numpy_rank_promotion("allow"):
        yield


@pytest.mark.slow
def test_ours_gives_the_plain_results_in_every_row() -> None:
    found = list(comparisons(OURS, 2))
    assert len({part.what for part in found}) == len(found) == ROWS
    for part in found:
        assert isinstance(part, Comparison)
        part.check()


def test_the_row_of_another_result_is_refused() -> None:
    wrong = replace(OURS, calls={**OURS.calls, "exp": lambda n: n.x})
    parts = {part.what: part for part in comparisons(wrong, 2)}
    part = parts["exp"]
    assert isinstance(part, Comparison)
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        part.check()
    assert worker._fault(part, replace(wrong, name="other")) == "it gives another result"
    with pytest.raises(AssertionError):
        worker._fault(part, wrong)


def test_numpy_gives_the_plain_results() -> None:
    parts = list(compare._eager(NUMPY))
    assert [part.what for part in parts if isinstance(part, Lacking)] == ["softmax"]
    for part in parts:
        if isinstance(part, Comparison):
            part.check()
            assert set(part.calls) == {"library", "plain", "compiled", "numpy"}


def test_the_compiled_code_gives_what_the_plain_code_does() -> None:
    for part in compare._eager(PLAIN):
        assert isinstance(part, Comparison)
        np.testing.assert_allclose(part.calls["compiled"](), part.calls["plain"](), rtol=1e-5)


def test_every_first_use_has_names_of_its_own() -> None:
    seen: list[str] = []
    noted = replace(OURS, calls={call: lambda n: seen.append(n.Embed) for call in CALLS})
    single = 3
    for part in compare._first_use(noted, single):
        assert isinstance(part, Comparison) and part.single == single
        for _ in range(single):
            part.calls["library"]()
    assert len(seen) == len(set(seen)) == single * len(FIRST_USE)


@pytest.mark.parametrize(
    ("calls", "lacks", "wrong"),
    [
        ({call: print for call in CALLS if call != "take"}, {}, "take"),
        (dict.fromkeys(CALLS, print), {"take": "a reason"}, "take"),
        (dict.fromkeys([*CALLS, "flip"], print), {}, "flip"),
    ],
    ids=["missing", "twice", "unknown"],
)
def test_a_library_must_have_each_call_or_a_reason(calls: Any, lacks: dict[str, str], wrong: str) -> None:
    with pytest.raises(ValueError, match=rf"^other: .*: {wrong}$"):
        replace(OURS, name="other", calls=calls, lacks=lacks)


def test_a_row_that_a_library_lacks_has_its_reason() -> None:
    lacks = dict.fromkeys(("softmax", "scale", "attention", "loss"), "no such thing")
    some = replace(OURS, calls={call: OURS.calls[call] for call in CALLS if call not in lacks}, lacks=lacks)
    found = [part for part in comparisons(some, 2) if isinstance(part, Lacking)]
    assert {part.why for part in found} == {"no such thing"} and len(found) == 1 + len(LEAVES) + 4


def test_the_other_haliax_is_not_taken_for_ours() -> None:
    with pytest.raises(RuntimeError, match=f"^{worker.EXISTING} was asked for, and haliax comes from "):
        worker.library(worker.EXISTING)


def test_a_process_finds_the_library_that_it_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "RUN", "import json, sys; print(json.dumps([sys.argv[1], sys.path]))")
    name, path = command.measured("haliax", 0.1, 2)
    assert name == "haliax" and path[0] == str(ROOT)
    name, path = command.measured("penzai", 0.1, 2)
    assert name == "penzai" and path[-1] == str(ROOT)


def found(name: str, rows: dict[str, dict[str, float]], lacks: dict[str, str] | None = None) -> dict[str, Any]:
    return {"name": name, "version": "1", "rows": rows, "lacks": lacks or {}}


def rounds() -> list[list[dict[str, Any]]]:
    """Three rounds of two libraries: `add` is slower than ours in each, `sum` is not."""
    return [
        [
            found("haliax", {"add": {"library": 2e-6, "plain": 1e-6}, "sum": {"library": ours, "plain": 2e-6}}),
            found("xarray", {"sum": {"library": 3e-6, "plain": 2e-6, "numpy": 1e-6}}, {"add": "it cannot [add]"}),
        ]
        for ours in (4e-6, 5e-6, 6e-6)
    ]


def test_the_table_has_medians_and_dashes_and_reasons() -> None:
    ratios = Ratios(rounds())
    console = Console(width=200)
    with console.capture() as capture:
        console.print(table(ratios, markdown=True))
    lines = [[part.strip() for part in line.split("|")[1:-1]] for line in capture.get().strip().splitlines()]
    assert lines[0] == ["", "jax.numpy", "haliax", "xarray", "xarray / numpy", "jax.jit"]
    assert lines[2:] == [
        ["add", "1.00 µs", "2.00 (2.00-2.00)", "—", "—", "—"],
        ["sum", "2.00 µs", "2.50 (2.25-2.75)", "1.50 (1.50-1.50)", "3.00 (3.00-3.00)", "—"],
    ]
    assert list(ratios.reasons()) == ["xarray: it cannot [add] (add)"]
    assert list(ratios.faster()) == ["sum: haliax 2.50, xarray 1.50"]


def test_less_is_told_as_unclear_where_quartiles_overlap() -> None:
    given = rounds()
    given[0][1]["rows"]["sum"]["library"] = 5e-6
    given[1][1]["rows"]["sum"]["library"] = 4.8e-6
    assert list(Ratios(given).faster()) == ["sum: haliax 2.50, xarray 2.40 (their quartiles overlap)"]


def test_one_round_has_no_spread() -> None:
    assert cell([1.5]) == "1.50 (1.50-1.50)" and cell([123.4, 123.4]) == "123 (123-123)" and cell([]) == "—"


def test_figures_are_what_the_table_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "comparisons", lambda library, single: list(compare._eager(library))[:1])
    given = json.loads(json.dumps(worker.figures(OURS, 0.001, 2)))
    ratios = Ratios([[given]])
    assert ratios.whats == [EAGER[0].what] and ratios.of("haliax", EAGER[0].what)[0] > 0
    assert ratios.versions == {"haliax": ""} and ratios.plain(EAGER[0].what) > 0


def test_a_process_that_fails_ends_the_command() -> None:
    with pytest.raises(Failed):
        command.measured("no such library", 0.1, 2)


def test_the_environment_has_all_that_haliax_needs() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    lines = (ROOT / "benchmarks" / "peers" / "requirements.txt").read_text().splitlines()
    names = {re.split(r"[<>=]", line)[0] for line in lines}
    assert {re.split(r"[<>=]", line)[0] for line in needed} <= names
    assert {"penzai", "xarray", worker.EXISTING} <= names
