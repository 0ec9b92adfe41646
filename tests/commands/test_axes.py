"""`axes`: each line with the axes of what it makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from haliax_mypy.commands import axes
from haliax_mypy.commands.listing import listing, summary
from haliax_mypy.commands.main import REFUSED, main
from haliax_mypy.commands.refusal import Refusal
from haliax_mypy.commands.selecting import part, split
from haliax_mypy.commands.signs import console
from haliax_mypy.survey import Program
from haliax_mypy.survey.files import File, file

pytestmark = pytest.mark.xdist_group("survey")

HINTS = """\
x ● [batch, embed]  extra ○ [...]
● [batch, embed]
◐ {embed, ...}
q ● [batch]  k ◐ {embed, ...}
● [embed]
● [embed]
never run
● [batch, embed]"""


@pytest.fixture(scope="session")
def lines(program: Program, folder: Path) -> File:
    return file(program.modules["lines"], (folder / "lines.py").read_text(encoding="utf-8"), program)


def hints(found: File, name: str) -> list[str]:
    """What stands behind the lines of a function."""
    shown, span = part(found, name)
    texts = [line.plain.partition("│ ")[2] for line in listing(shown, span, console())]
    source = found.source.splitlines()[span.line - 1 : span.end_line]
    return [text[len(line) :].strip() for text, line in zip(texts, source, strict=True)]


def test_a_line_ends_with_the_axes_of_what_it_makes(lines: File) -> None:
    assert [hint for hint in hints(lines, "Norm.__call__") if hint] == HINTS.splitlines()


def test_values_that_change_places_keep_their_axes(lines: File) -> None:
    assert hints(lines, "swapped")[1] == "a ● [b]  b ● [a]"


def test_a_function_without_annotations_says_so(lines: File) -> None:
    assert hints(lines, "plain") == ["no annotations", "○ [...]"]


def test_places_are_those_of_the_source(lines: File) -> None:
    texts = lines.source.splitlines()
    (line,) = [number for number, text in enumerate(texts) if "größe" in text]
    shown = [texts[line][one.span.column : one.span.end_column] for one in lines.seen if one.span.line == line + 1]
    assert shown == ["größe", "b.sum() + a", "b.sum()", "b", "a", "b"]


def test_every_array_expression_is_counted_once(lines: File) -> None:
    found, _ = part(lines, "swapped")
    assert summary(found, console()).plain == (
        "7 array expressions: ● 7 known, ◐ 0 half-known, ○ 0 unknown (100% known)"
    )


def test_a_method_is_found_by_its_last_names(lines: File) -> None:
    assert part(lines, "__call__")[1] == part(lines, "Norm.__call__")[1]
    with pytest.raises(Refusal, match=r"lines.py has no function or class Norm.__cal__; it has Norm.__call__"):
        part(lines, "Norm.__cal__")


def test_a_file_may_have_a_colon(tmp_path: Path) -> None:
    path = tmp_path / "a:b.py"
    path.write_text("")
    assert split(str(path)) == (str(path), "")
    assert split(f"{path}:f") == (str(path), "f")


def test_json_has_every_expression(here: Path, program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["axes", "lines.py:Norm.__call__", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["file"] == "lines.py"
    whole = {"line": 12, "column": 12, "end_line": 12, "end_column": 26}
    told = {"kind": "array", "knowledge": "known", "axes": "[batch, embed]", "assigned": False}
    assert {**whole, **told} in found["expressions"]
    assert {"name": "extra", "knowledge": "unknown"}.items() <= found["lines"][1].items()


@pytest.mark.parametrize(
    ("target", "text", "message"),
    [
        ("nowhere.py", None, "no file nowhere.py"),
        ("broken.py", "def f(:\n", r"broken.py:1: error: .* [syntax]"),
        ("bytes.py", b"\xff\xfe", "cannot read bytes.py: "),
        (".", None, ". is no file; `coverage` takes folders"),
        ("mypy.ini", "[mypy\n", "mypy cannot read its configuration: mypy.ini: "),
    ],
)
def test_what_cannot_be_done_is_said(
    target: str,
    text: str | bytes | None,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if text is not None:
        Path(target).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert main(["axes", target]) == REFUSED
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1
    start, _, end = message.partition(".* ")
    assert captured.err.startswith(f"haliax-mypy axes: {start}") and end in captured.err


def test_a_file_without_haliax_and_one_that_imports_what_is_not_there(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("empty.py").write_text("import nowhere_at_all\nx = nowhere_at_all.f()\n")
    assert main(["axes", "empty.py"]) == 0
    assert capsys.readouterr().out.endswith("no array expressions here\n")
    assert axes.__doc__ is not None
