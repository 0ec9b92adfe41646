"""Every entry of the API reference has what it should, and the page that says so is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import coverage
from tools.coverage import COLUMNS, Place, place, problems, row
from tools.reference import Entry, entries

GOOD = Entry("Reductions", "haliax.sum", "array, axis=None, *, where=None, dtype=None")


def test_nothing_is_missing() -> None:
    assert problems(coverage.table(), coverage.PAGE.read_text(encoding="utf-8")) == []


def test_every_entry_has_every_column() -> None:
    assert all(tuple(row(entry)) == COLUMNS for entry in entries())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("haliax.sum", Place("haliax.ops.reductions", "", "sum", "haliax.ops.reductions.sum")),
        ("haliax.NamedArray.sum", Place("haliax.core", "NamedArray", "sum", "haliax.ops.reductions.sum")),
        ("haliax.NamedArray.nbytes", Place("haliax.core", "NamedArray", "nbytes", "")),
        ("haliax.tree.map", Place("haliax.tree", "", "map", "")),
        ("haliax.ops.fourier.AxisMapping", Place("haliax.ops.fourier", "", "AxisMapping", "")),
    ],
)
def test_place(name: str, expected: Place) -> None:
    assert place(next(entry for entry in entries() if entry.name == name)) == expected


def test_an_operation_has_a_tick_in_every_column() -> None:
    ticks = dict.fromkeys(COLUMNS, "✓")
    assert row(GOOD) == {**ticks, "kernel": "`ops.reductions`", "page": "[reductions](reductions.md)"}


def test_what_has_no_axes_needs_no_rule() -> None:
    assert row(Entry("Other Operations", "haliax.array_equal", "a, b"))["rule"] == ""
    assert row(Entry("Axis Types", "haliax.AxisSpec", None))["case"] == ""


def test_another_signature_is_told_of() -> None:
    assert problems({(bad := Entry("Reductions", "haliax.sum", "array, axes")): row(bad)}, "")[0].startswith(
        "haliax.sum takes ['array', 'axis']"
    )


@pytest.mark.parametrize(
    ("gap", "column"),
    [
        ("operation_of", "rule"),
        ("_ops_with_a_case", "case"),
        ("_stubbed", "stub"),
        ("_used", "type test"),
        ("_code", "page"),
    ],
)
def test_what_is_missing_is_told_of(gap: str, column: str, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {
        "operation_of": None,
        "_ops_with_a_case": set(),
        "_stubbed": set(),
        "_used": {},
        "_code": {"reductions": ""},
    }
    monkeypatch.setattr(coverage, gap, lambda *_: nothing[gap])
    rows = {GOOD: row(GOOD)}
    assert problems(rows, coverage.page(rows)) == [f"haliax.sum: no {column}"]


def test_check_fails_on_a_page_that_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "PAGE", tmp_path / "coverage.md")
    assert coverage.main(["--check"]) == 1
    assert coverage.main([]) == 0
    assert coverage.main(["--check"]) == 0
    coverage.PAGE.write_text(coverage.PAGE.read_text(encoding="utf-8").replace("✓", "✗", 1), encoding="utf-8")
    assert coverage.main(["--check"]) == 1
