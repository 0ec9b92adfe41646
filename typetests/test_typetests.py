"""Every type test is checked by mypy and executed; each expectation is one test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from typetests import marks, running
from typetests.checking import Diagnostic, check
from typetests.marks import Mark
from typetests.running import Run
from typetests.shorthand import same

ERRORS = [mark for mark in marks.everything("reject") if mark.kind == "E"]
NOTES = [mark for mark in marks.everything("reject") if mark.kind == "N"]
REVEALS = [mark for mark in marks.everything("reveal") if mark.kind == "R"]
SILENT = [Mark(marks.name_of(p), line, "", "", "") for p in marks.files("accept") for line in marks.statements(p)]
FILES = [path for folder in marks.FOLDERS for path in marks.files(folder)]

Checked = Callable[[str], list[Diagnostic]]
Ran = Callable[[str], Run]


def each(values: list[Any]) -> Any:
    """Parameters whose ids say where they stand, kept together by folder, which is checked by one run of mypy."""
    counts = Counter(map(str, values))
    seen: Counter[str] = Counter()
    parameters = []
    for value in values:
        name = marks.name_of(value) if isinstance(value, Path) else str(value)
        seen[name] += 1
        unique = name if counts[str(value)] == 1 else f"{name}.{seen[name]}"
        group = pytest.mark.xdist_group(f"typetests-{name.partition('/')[0]}")
        parameters.append(pytest.param(value, id=unique, marks=group))
    return pytest.mark.parametrize("item", parameters)


def on_line(diagnostics: list[Diagnostic], mark: Mark) -> list[Diagnostic]:
    return [d for d in diagnostics if (d.file, d.line) == (mark.file, mark.line)]


@each(ERRORS)
def test_mypy_finds_error(item: Mark, checked: Checked) -> None:
    found = on_line(checked("reject"), item)
    same = [d for d in found if d.code == item.code and marks.agree(item.text, d.message)]
    assert same, f"{item}: mypy says {[f'{d.message}  [{d.code}]' for d in found]}"
    if item.place:
        line = (marks.ROOT / item.file).read_text(encoding="utf-8").splitlines()[item.line - 1]
        places = [line[d.column :][: len(item.place)] for d in same]
        assert item.place in places, f"{item}: the error is at {places}"


@each(NOTES)
def test_mypy_adds_note(item: Mark, checked: Checked) -> None:
    found = on_line(checked("reject"), item)
    texts = [note for d in found for note in (d.notes.splitlines() if d.severity == "error" else [d.message])]
    assert any(marks.agree(item.text, text) for text in texts), f"{item}: the notes are {texts}"


@each([mark for mark in ERRORS if mark.how != "static"])
def test_error_is_raised(item: Mark, ran: Ran) -> None:
    assert not (failure := running.failure_of_error(item, ran(item.file))), failure


@each(REVEALS)
def test_mypy_reveals(item: Mark, checked: Checked) -> None:
    found = [d.revealed for d in on_line(checked("reveal"), item) if d.revealed is not None]
    assert found, f"{item}: mypy reveals nothing"
    assert all(same(revealed, item.text) for revealed in found), f"{item}: mypy reveals {found}"


@each([mark for mark in REVEALS if mark.how != "static"])
def test_value_is_as_revealed(item: Mark, ran: Ran) -> None:
    assert not (failure := running.failure_of_reveal(item, ran(item.file))), failure


@each(SILENT)
def test_line_is_silent(item: Mark, checked: Checked) -> None:
    assert not on_line(checked("accept"), item)


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


@each(FILES)
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


@each(FILES)
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
