"""Every type test is checked by mypy and executed; a test of each kind of expectation for each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from haliax_mypy.settings import SEES_WHAT_IS_CHECKED
from typetests import marks, running
from typetests.checking import Diagnostic, check
from typetests.marks import Mark
from typetests.running import Run
from typetests.shorthand import same

LATE: frozenset[str] = frozenset() if SEES_WHAT_IS_CHECKED else frozenset({"reject/strict.py", "reveal/overloads.py"})
"""The files of which mypy before 2.4 says something else."""

ERRORS = [mark for mark in marks.everything("reject") if mark.kind == "E" and mark.file not in LATE]
NOTES = [mark for mark in marks.everything("reject") if mark.kind == "N" and mark.file not in LATE]
REVEALS = [mark for mark in marks.everything("reveal") if mark.kind == "R" and mark.file not in LATE]
SILENT = [Mark(marks.name_of(p), line, "", "", "") for p in marks.files("accept") for line in marks.statements(p)]
FILES = [p for folder in marks.FOLDERS for p in marks.files(folder) if marks.name_of(p) not in LATE]

Checked = Callable[[str], list[Diagnostic]]
Ran = Callable[[str], Run]

CHECKED = "typetests"
"""What one worker does: it has checked a folder once, and has mypy's cache from one folder to the next."""


def by_file(found: Sequence[Mark], group: str = "") -> Any:
    """The marks of each file. What executes a file stays on one worker too."""
    files = [(name, list(group)) for name, group in groupby(found, lambda mark: mark.file)]
    values = [pytest.param(own, id=name, marks=pytest.mark.xdist_group(group or name)) for name, own in files]
    return pytest.mark.parametrize("items", values)


def each_file(group: str = "") -> Any:
    values = [(path, marks.name_of(path)) for path in FILES]
    return pytest.mark.parametrize(
        "item", [pytest.param(path, id=name, marks=pytest.mark.xdist_group(group or name)) for path, name in values]
    )


def on_line(diagnostics: list[Diagnostic], mark: Mark) -> list[Diagnostic]:
    return [d for d in diagnostics if (d.file, d.line) == (mark.file, mark.line)]


def fail_with(failures: Sequence[str]) -> None:
    """Fails with one line for each expectation that does not hold."""
    told = [failure for failure in failures if failure]
    assert not told, "\n".join(told)


@by_file(ERRORS, CHECKED)
def test_mypy_finds_errors(items: list[Mark], checked: Checked) -> None:
    fail_with([missing_error(item, on_line(checked("reject"), item)) for item in items])


def missing_error(item: Mark, found: list[Diagnostic]) -> str:
    """What mypy says in the place of an expected error; empty if it says that."""
    told = [d for d in found if d.code == item.code and marks.agree(item.text, d.message)]
    if not told:
        return f"{item}: mypy says {[f'{d.message}  [{d.code}]' for d in found]}"
    line = (marks.ROOT / item.file).read_text(encoding="utf-8").splitlines()[item.line - 1]
    places = [line[d.column :][: len(item.place)] for d in told]
    return "" if item.place in places else f"{item}: the error is at {places}"


@by_file(NOTES, CHECKED)
def test_mypy_adds_notes(items: list[Mark], checked: Checked) -> None:
    fail_with([missing_note(item, on_line(checked("reject"), item)) for item in items])


def missing_note(item: Mark, found: list[Diagnostic]) -> str:
    texts = [note for d in found for note in (d.notes.splitlines() if d.severity == "error" else [d.message])]
    return "" if any(marks.agree(item.text, text) for text in texts) else f"{item}: the notes are {texts}"


@by_file([mark for mark in ERRORS if mark.how != "static"])
def test_errors_are_raised(items: list[Mark], ran: Ran) -> None:
    fail_with([running.failure_of_error(item, ran(item.file)) for item in items])


@by_file(REVEALS, CHECKED)
def test_mypy_reveals(items: list[Mark], checked: Checked) -> None:
    fail_with([other_type(item, on_line(checked("reveal"), item)) for item in items])


def other_type(item: Mark, found: list[Diagnostic]) -> str:
    """What mypy reveals in the place of an expected type; empty if it is that."""
    types = [d.revealed for d in found if d.revealed is not None]
    return "" if types and all(same(one, item.text) for one in types) else f"{item}: mypy reveals {types or 'nothing'}"


@by_file([mark for mark in REVEALS if mark.how != "static"])
def test_values_are_as_revealed(items: list[Mark], ran: Ran) -> None:
    fail_with([running.failure_of_reveal(item, ran(item.file)) for item in items])


@by_file(SILENT, CHECKED)
def test_lines_are_silent(items: list[Mark], checked: Checked) -> None:
    fail_with([f"{item}: mypy says {found}" for item in items if (found := on_line(checked("accept"), item))])


def unexpected(path: Path, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """What mypy says in a file where no mark and no other test expects it."""
    file = marks.name_of(path)
    expected = Counter(mark.line for mark in marks.read(path) if mark.kind == "E")
    judged = set(marks.statements(path)) if path.parent.name == "accept" else set()
    errors = [d for d in diagnostics if d.file == file and d.severity == "error"]
    for line, count in Counter(d.line for d in errors).items():
        if count > expected[line] and line not in judged:
            yield from (str(d) for d in errors if d.line == line)
    reveals = {mark.line for mark in marks.read(path) if mark.kind == "R"}
    yield from (str(d) for d in diagnostics if d.file == file and d.revealed and d.line not in reveals)


@each_file(CHECKED)
def test_mypy_says_nothing_else(item: Path, checked: Checked) -> None:
    assert not (extra := list(unexpected(item, checked(item.parent.name)))), "\n".join(extra)


@pytest.mark.slow
@pytest.mark.parametrize("folder", marks.FOLDERS)
@pytest.mark.parametrize("flags", [(), ("--no-native-parser",), ("--num-workers=2",)], ids=["cold", "old-parser", "parallel"])
def test_every_way_to_run_mypy_says_the_same(
    folder: str, flags: tuple[str, ...], checked: Checked, tmp_path: Path
) -> None:
    def said(diagnostics: list[Diagnostic]) -> set[tuple[str, int, str, str]]:
        return {(d.file, d.line, d.message, d.code) for d in diagnostics}

    assert said(check(marks.files(folder), tmp_path, *flags)) == said(checked(folder))


@each_file()
def test_file_runs(item: Path, ran: Ran) -> None:
    assert not (crash := ran(marks.name_of(item)).crash), crash


def test_there_are_enough_expectations() -> None:
    assert len(ERRORS) >= 150
    assert len(REVEALS) >= 250
    assert len(SILENT) >= 120


def test_topics_have_one_name() -> None:
    """A topic of `reject` is one of `reveal` or `accept` too, under the same file name; only errors have places."""
    topics = {folder: {path.stem for path in marks.files(folder)} for folder in marks.FOLDERS}
    assert topics["reject"] - {"places"} <= topics["reveal"] | topics["accept"]
