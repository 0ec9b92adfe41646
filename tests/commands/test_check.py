"""`check`: what it prints in each form, and what becomes of input that is broken."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mypy.options import Options
from rich.console import Console

import haliax_mypy
from haliax_mypy.commands.check import driver, running
from haliax_mypy.commands.check.formats import as_github, as_json
from haliax_mypy.commands.check.reports import Report, entry_in, report
from haliax_mypy.commands.check.running import Outcome, run_mypy
from haliax_mypy.commands.check.sarif import as_sarif
from haliax_mypy.commands.check.text import Shown, show, summary
from haliax_mypy.commands.main import main
from haliax_mypy.commands.refusal import Refusal

WRONG = """\
import haliax as hax
from haliax import NamedArray


def typed(x: NamedArray["batch embed"], y: NamedArray["embed mlp"]) -> NamedArray:
    print("é漢字😀"); x.sum("embd")
    reveal_type(x)
    return x + y


def untyped(x):
    return 1 + ""


typed(
    hax.ones({"batch": 2}),
    hax.ones({"embed": 3, "mlp": 5}),
)
"""


# Of jax it needs to know nothing; mypy would read it for half a minute.
CONFIG = "[mypy]\ndisallow_untyped_defs = True\n[mypy-jax.*,numpy.*,equinox.*,jaxtyping.*]\nfollow_imports = skip\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose configuration does not name the plugin, and wants annotations."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "mypy.ini").write_text(CONFIG)
    (folder / "wrong.py").write_text(WRONG, encoding="utf-8")
    (folder / "fine.py").write_text("one: int = 1\n")
    return folder


@pytest.fixture(scope="module")
def outcome(project: Path) -> Outcome:
    return run_mypy(["fine.py", "wrong.py", "--cache-dir", "cache"], folder=project)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy knows of the standard library, so that each run need not read it anew."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def folder(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the command runs, without a configuration above it."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MYPY_CACHE_DIR", str(cache))
    return tmp_path


def marked(report: Report) -> str:
    return report.source[report.columns.start : report.columns.stop]


@pytest.mark.xdist_group("check")
def test_errors_are_found_where_they_stand_and_the_configuration_of_the_user_holds(outcome: Outcome) -> None:
    found = [(report.line, report.severity, report.code, marked(report)) for report in outcome.reports]
    assert found == [
        (6, "error", "axis-missing", '"embd"'),
        (7, "note", "misc", "x"),
        (8, "error", "axis-broadcast", "y"),
        (11, "error", "no-untyped-def", "def untyped(x):"),  # and nothing of its body: that is a default of ours
        (16, "error", "arg-type", 'hax.ones({"batch": 2})'),
    ]
    assert outcome.sources == 2 and outcome.haliax and not outcome.blocked
    assert outcome.reports[2].notes == ("x is [batch, embed], y is [embed, mlp]",)


@pytest.mark.xdist_group("check")
def test_text_shows_each_error_beside_its_source(outcome: Outcome, project: Path) -> None:
    console = Console(width=80, color_system=None, highlight=False, markup=False)
    with console.capture() as capture:
        show(outcome, console)
    text = capture.get().replace(f"{project}/", "")
    assert text.startswith(
        """\
wrong.py  4 errors
wrong.py:6:26: error: sum: no axis 'embd' in [batch, embed]; did you mean 'embed'?  [axis-missing]
    6 │ print("é漢字😀"); x.sum("embd")
      │                         ^^^^^^
wrong.py:7:17: note: Revealed type is "NamedArray["batch embed"]"
    7 │ reveal_type(x)
      │             ^
wrong.py:8:16: error: add: cannot broadcast [batch, embed] and [embed, mlp]: neither has all axes of the other; """
    )
    assert "        note: x is [batch, embed], y is [embed, mlp]\n" in text
    last = text.splitlines()[-2:]
    assert last[0] == "`haliax-mypy explain axis-missing axis-broadcast` shows cause and cure."
    assert re.fullmatch(r"4 errors in 1 file; 2 files checked in \d+\.\d s", last[1])


@pytest.mark.xdist_group("check")
def test_json_has_each_report(outcome: Outcome) -> None:
    found = json.loads(as_json(outcome))
    assert {key: found[key] for key in ("version", "complete", "errors", "files_with_errors", "files_checked")} == {
        "version": 1,
        "complete": True,
        "errors": 4,
        "files_with_errors": 1,
        "files_checked": 2,
    }
    first = found["reports"][0]
    assert first.pop("file").endswith("/wrong.py")
    assert first == {
        "line": 6,
        "column": 26,
        "end_line": 6,
        "end_column": 32,
        "severity": "error",
        "code": "axis-missing",
        "message": "sum: no axis 'embd' in [batch, embed]; did you mean 'embed'?",
        "notes": [],
        "source": '    print("é漢字😀"); x.sum("embd")',
    }


@pytest.mark.xdist_group("check")
def test_sarif_has_what_its_schema_wants(outcome: Outcome, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project))
    log = json.loads(as_sarif(outcome))
    assert log["version"] == "2.1.0" and len(log["runs"]) == 1
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"]: rule["shortDescription"]["text"] for rule in rules}["axis-missing"]
    for result in run["results"]:
        assert result["level"] in ("none", "note", "warning", "error") and result["message"]["text"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "wrong.py", "uriBaseId": "%SRCROOT%"}
        region = place["region"]
        assert 1 <= region["startLine"] <= region["endLine"] and region["startColumn"] >= 1
        assert region["endLine"] > region["startLine"] or region["endColumn"] > region["startColumn"]


@pytest.mark.xdist_group("check")
def test_github_gets_a_command_for_each_report(
    outcome: Outcome, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project))
    lines = as_github(outcome).splitlines()
    assert [line.partition(" ")[0] for line in lines[:5]] == ["::error", "::notice", "::error", "::error", "::error"]
    assert lines[0] == (
        "::error file=wrong.py,line=6,endLine=6,col=26,endColumn=31,title=axis-missing"
        "::sum: no axis 'embd' in [batch, embed]; did you mean 'embed'?"
    )
    assert lines[2].endswith("%0Ax is [batch, embed], y is [embed, mlp]")
    assert lines[-1].startswith("4 errors in 1 file")


def test_what_github_takes_for_punctuation_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    report = Report(Path("a,b:c.py"), 2, range(3, 5), "100% of\nx: y, z", "", end_line=4, end_column=1)
    line = as_github(Outcome([report])).splitlines()[0]
    assert line == "::error file=a%2Cb%3Ac.py,line=2,endLine=4::100%25 of%0Ax: y, z"


@pytest.mark.parametrize(
    ("report", "shown"),
    [
        (Report(Path("nowhere.py"), 3, range(1, 2), "gone", "misc"), ["nowhere.py:3:2: error: gone  [misc]"]),
        (Report(Path("nowhere.py"), 0, range(0), "gone", ""), ["nowhere.py: error: gone"]),
    ],
)
def test_a_report_without_source_is_its_message(report: Report, shown: list[str]) -> None:
    console = Console(width=60, color_system=None, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(Shown(report))
    assert capture.get().splitlines() == shown


def test_a_report_of_a_file_that_is_gone_keeps_its_columns() -> None:
    entry = {"file": "nowhere.py", "line": 3, "column": 4, "end_line": 3, "end_column": 9, "severity": "error"}
    found = report({**entry, "message": "gone", "hint": None, "code": None})
    assert (found.columns, found.source, found.code) == (range(4, 9), "", "")


@pytest.mark.parametrize("at", [0, 60, 290])
def test_in_a_terminal_a_long_line_is_cut_around_the_carets(at: int, tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    line = f"\tx = [{', '.join(f'{i:03}' for i in range(80))}]"
    path.write_text(f"{line}\n")
    start = line.index(f"{at // 5:03}")
    report = Report(path, 1, range(start, start + 3), "no [bold]", "misc")
    console = Console(width=50, color_system=None, force_terminal=True, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(Shown(report, located=False))
    source, carets, *_ = capture.get().splitlines()
    assert len(source) <= 50
    first = carets.index("^")
    assert source[first : first + carets.count("^")] == f"{at // 5:03}"
    assert "no [bold]" in capture.get()


def test_unannotated_code_is_checked_where_there_is_no_configuration(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "untyped.py").write_text('def f(x):\n    return 1 + ""\n')
    assert main(["check", "untyped.py"]) == 1
    out = capsys.readouterr().out
    assert "untyped.py:2:16: error: Unsupported operand types" in out and "annotation" not in out


def test_arguments_after_two_dashes_are_those_of_mypy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "untyped.py").write_text("def f(x):\n    return x\n")
    assert main(["check", "-m", "untyped", "--output", "json", "--", "--strict"]) == 1
    assert json.loads(capsys.readouterr().out)["reports"][0]["code"] == "no-untyped-def"


def test_a_program_without_haliax_is_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plain.py").write_text("x = 1\n")
    assert main(["check", "."]) == 0
    assert "no errors; 1 file checked" in (out := capsys.readouterr().out) and "nothing there imports haliax" in out


def test_a_syntax_error_is_shown_and_is_no_result(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.py").write_text("def f(:\n    pass\n")
    (folder / "plain.py").write_text("x: int = ''\n")
    assert main(["check", "broken.py", "plain.py"]) == 2
    out = capsys.readouterr().out
    assert "broken.py:1:" in out and "[syntax]" in out and "the rest was not checked" in out
    assert main(["check", "broken.py", "--output", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["complete"] is False


@pytest.mark.parametrize(
    ("configuration", "arguments", "said"),
    [
        ("", ["nowhere.py"], "no such file or folder: nowhere.py"),
        ("", [], "nothing to check; name files or folders"),
        ("", ["-p", "nowhere", "x.py"], "give either paths or packages and modules"),
        ("", ["-p", "nowhere"], "Can't find package 'nowhere'"),
        ("[mypy\nstrict = True\n", ["x.py"], "mypy.ini"),
        ("", ["x.py", "--", "--no-such-flag"], "unrecognized arguments: --no-such-flag"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    configuration: str, arguments: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.py").write_text("x = 1\n")
    if configuration:
        (folder / "mypy.ini").write_text(configuration)
    assert main(["check", *arguments]) == 2
    printed = capsys.readouterr()
    assert said in printed.err and printed.err.startswith("haliax-mypy check: ")
    assert "Traceback" not in printed.err and "usage" not in printed.err and not printed.out


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        ("broken.py:1: error: Invalid syntax  [syntax]", (1, -1), ("Invalid syntax", "syntax")),
        ("a/mypy.ini:2:1: error: No module [x] named 'y'", (2, 0), ("No module [x] named 'y'", None)),
    ],
)
def test_what_stops_an_older_mypy_is_read(line: str, place: tuple[int, int], said: tuple[str, str | None]) -> None:
    found = entry_in(line)
    assert found is not None and found["file"] == line.partition(":")[0] and found["severity"] == "error"
    assert (found["line"], found["column"]) == place and (found["message"], found["code"]) == said
    assert report(found).line == place[0]


@pytest.mark.parametrize(
    "line",
    ["x.py:2: error: INTERNAL ERROR -- Please", "x.py: error: no line", "x.py:3: note: more", "{", '{"a": 1}', ""],
)
def test_other_lines_are_no_entries(line: str) -> None:
    assert entry_in(line) is None


def test_an_entry_may_quote_an_error() -> None:
    entry = {"file": "x.py", "severity": "error", "message": "as y.py:3: error: no  [misc]"}
    assert entry_in(json.dumps(entry)) == entry


def test_a_plugin_that_is_not_there_is_shown_in_the_configuration(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.py").write_text("x = 1\n")
    (folder / "mypy.ini").write_text("[mypy]\nplugins = nowhere\n")
    assert main(["check", "x.py"]) == 2
    out = capsys.readouterr().out
    assert "mypy.ini:2:1: error: Error importing plugin" in out and "plugins = nowhere" in out


def test_a_crash_of_mypy_is_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.py").write_text("x = 1\nx.bit_length()\n")
    (folder / "failing.py").write_text(
        "from mypy.plugin import Plugin\n"
        "class Failing(Plugin):\n"
        "    def get_method_hook(self, fullname):\n"
        "        if fullname == 'builtins.int.bit_length':\n            raise ValueError('oh no')\n"
        "def plugin(version):\n    return Failing\n"
    )
    (folder / "mypy.ini").write_text("[mypy]\nplugins = ./failing.py\n")
    assert main(["check", "x.py"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("haliax-mypy check: mypy itself failed at x.py:2; add `-- --show-traceback`")
    assert main(["check", "x.py", "--", "--show-traceback"]) == 2
    assert "ValueError: oh no" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "out", "err", "said"),
    [
        (-9, "", "", "mypy was ended by signal 9"),
        (
            1,
            "",
            "Traceback (most recent call last):\n  File\nModuleNotFoundError: No module named 'x'",
            "did not start",
        ),
        (3, "", "", "mypy could not start: it ended with 3"),
    ],
)
def test_whatever_becomes_of_mypy_there_is_something_to_say(
    code: int, out: str, err: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*args: object, **keywords: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], code, out, err)

    monkeypatch.setattr(running.subprocess, "run", run)
    with pytest.raises(Refusal, match=said):
        run_mypy(["x.py"])


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ([], ["haliax_mypy"]),
        (["other"], ["haliax_mypy", "other"]),
        (["other", "haliax_mypy"], ["other", "haliax_mypy"]),
        (["haliax_mypy", "other", "haliax_mypy:plugin"], ["haliax_mypy", "other"]),
        ([haliax_mypy.__file__], [haliax_mypy.__file__]),
    ],
)
def test_the_plugin_is_there_once(written: list[str], used: list[str]) -> None:
    options = Options()
    options.plugins = list(written)
    driver.adjust(options)
    assert options.plugins == used
    # Runs of mypy without the plugin have a cache of their own.
    assert options.cache_dir == (
        ".mypy_cache" if any(map(driver.is_ours, written)) else str(Path(".mypy_cache/haliax"))
    )


def test_the_summary_counts() -> None:
    one = Report(Path("a.py"), 1, range(1), "x", "axis-kind")
    assert summary(Outcome([one], sources=1, seconds=1.25)) == "1 error in 1 file; 1 file checked in 1.2 s"
    assert summary(Outcome(sources=2)) == "no errors; 2 files checked in 0.0 s"


def test_output_into_a_pipe_is_plain(folder: Path) -> None:
    (folder / "x.py").write_text("x: int = ''  # " + "long " * 40 + "\n")
    run = subprocess.run(
        [sys.executable, "-m", "haliax_mypy", "check", "x.py"], capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == 1 and "\x1b" not in run.stdout and run.stderr == ""
    assert any(line.endswith("long") and len(line) > 200 for line in run.stdout.splitlines())
