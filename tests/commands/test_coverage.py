"""`coverage`: how much is known, and the causes of what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from haliax_mypy.commands.coverage import FOUND, show
from haliax_mypy.commands.main import REFUSED, main
from haliax_mypy.commands.signs import console
from haliax_mypy.survey import Program
from haliax_mypy.survey.files import Counts, counted
from haliax_mypy.survey.surveying import Survey, survey

pytestmark = pytest.mark.xdist_group("survey")


@pytest.fixture(scope="session")
def found(program: Program, folder: Path) -> Survey:
    texts = {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in program.modules}
    return survey(program, texts)


CAUSES = [
    "11 causes.py:15 bare: x is declared `NamedArray`, without axes",
    "4 causes.py:32 Layer.__call__ returns `NamedArray`, without axes",
    "3 causes.py:27 Layer.weight is declared `NamedArray`, without axes",
    "2 causes.py:46 untyped has no annotations",
    '2 causes.py:55 opened: x is declared `NamedArray["... embed"]`, which leaves axes open',
    "2 causes.py:71 `nowhere_at_all` comes from an import without types",
    "2 causes.py:75 `remembered` gives Any for decorated",
    "2 causes.py:88 single has no annotations",
    '2 causes.py:97 on_purpose: x is declared `NamedArray["..."]`, which leaves axes open',
    "1 causes.py:12 `A` stands for arrays of any axes, and what is made of one is no `A`",
    "1 causes.py:28 Layer.up is declared `Linear`, of any axes",
    "1 causes.py:30 Layer.embed is declared `Axis`, of any name",
    "1 causes.py:59 named: axis holds names of axes that only the running program knows",
    "1 causes.py:59 named: axes is declared `list[Axis]`, of any names",
    "1 causes.py:62 mypy forgets the names in a variable",
    "1 causes.py:67 mypy cannot tell which axes the index takes away",
    "3 fields.py:6 Pair.one is declared `NamedArray`, without axes",
    "1 fields.py:21 arrays of different axes are put together here",
    "1 fields.py:26 nothing is known of the parameter `row` of the lambda",
    "1 fields.py:30 mypy reports an error here",
]


def told(found: Survey, *files: str) -> list[str]:
    """The causes in some files."""
    causes = [one for one in found.causes if one.cause.place.path in files]
    return [f"{one.hanging} {one.cause.place} {one.cause.sentence}" for one in causes]


def test_each_cause_is_told_once_with_what_hangs_on_it(found: Survey) -> None:
    assert told(found, "causes.py") == [cause for cause in CAUSES if "causes.py" in cause]


def test_fields_of_tuples_and_values_that_are_put_together(found: Survey) -> None:
    assert told(found, "fields.py") == [cause for cause in CAUSES if "fields.py" in cause]


def test_whatever_is_not_known_has_a_cause(found: Survey) -> None:
    """Each of these files has as many unknown expressions as its causes explain, some by two causes."""
    for file in found.files:
        counts = counted(file.seen)
        causes = [one for one in found.causes if one.cause.place.path == file.path]
        lost = counts.half + counts.unknown
        assert max((one.hanging for one in causes), default=0) <= lost <= sum(one.hanging for one in causes)
        assert sum(one.alone for one in causes) <= lost


def test_cures_say_what_to_write(found: Survey) -> None:
    cures = {one.cause.name: one.cause.cure for one in found.causes}
    assert cures["bare: x"] == 'write `x: NamedArray["…"]`'
    assert cures["Layer.up"] == 'write `up: Linear["… -> …"]`'
    assert cures["Layer.__call__"] == 'write `-> NamedArray["…"]`'


def test_cures_have_the_axes_that_are_seen(found: Survey) -> None:
    cures = {one.cause.name: one.cause.cure for one in found.causes if one.cause.place.path == "suggested.py"}
    assert cures == {
        "given: x": 'write `x: NamedArray["a b"]`, as all that is seen there has',
        "given: y": 'write `y: NamedArray["…"]`',
        "Holder.method: x": 'write `x: NamedArray["a b"]`, as all that is seen there has',
        "returned": 'write `-> NamedArray["b"]`, as all that is seen there has',
    }


def test_counts() -> None:
    whole = Counts(3, 1, 0) + Counts(0, 0, 4)
    assert (whole.total, whole.percent) == (8, 37.5)
    assert Counts().percent is None


def test_the_table_and_the_causes_are_printed(found: Survey, capsys: pytest.CaptureFixture[str]) -> None:
    show(found, 2, console())
    out = capsys.readouterr().out
    assert "   11  causes.py:15  bare: x is declared `NamedArray`, without axes\n" in out
    assert out.endswith(f"and {len(found.causes) - 2} causes more: --causes {len(found.causes)}\n")
    assert "causes.py:46  untyped" in out and "\x1b" not in out


def test_less_than_is_asked_for_is_1(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "causes.py", "--fail-under", "90", "--json"]) == FOUND
    found = json.loads(capsys.readouterr().out)
    assert found["causes"][0]["name"] == "bare: x" and found["causes"][0]["line"] == 15
    assert found["files"][0].items() >= {"file": "causes.py", "percent": found["percent"]}.items()


def test_pages_need_nothing_else(here: Path) -> None:
    assert main(["coverage", "causes.py", "fields.py", "--fail-under", "1", "--html", "coverage.html"]) == 0
    page = (here / "coverage.html").read_text(encoding="utf-8")
    assert "http" not in page and "<link" not in page and "src=" not in page
    assert 'id="f0L15"' in page and 'href="#f0L15"' in page
    assert 'data-k="half-known" data-s="◐" data-a="{batch, ...}"' in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "haliax-mypy coverage: "),
        (["empty"], "haliax-mypy coverage: "),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert main(["coverage", *arguments]) == REFUSED
    assert capsys.readouterr().err.startswith(message)


@pytest.mark.slow
def test_the_example_is_known(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(Path(__file__).parents[2] / "examples")
    assert main(["coverage", "gpt/model.py", "--json", "--fail-under", "90"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["known"] > 50 and found["files"][0]["file"] == "gpt/model.py"
