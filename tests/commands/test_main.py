"""The command line as a whole: what it lists, and what becomes of what it cannot do."""

from __future__ import annotations

import argparse
import subprocess
import sys
import types

import pytest

from haliax_mypy.commands import main as command_line
from haliax_mypy.commands.main import COMMANDS, INTERRUPTED, REFUSED, main
from haliax_mypy.commands.refusal import Refusal


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that refuses whatever file it is given."""

    def run(arguments: argparse.Namespace) -> int:
        raise Refusal(f"no file {arguments.file}; give one that is there")

    module = types.SimpleNamespace(__doc__="Refuses.", configure=lambda parser: parser.add_argument("file"), run=run)
    monkeypatch.setitem(sys.modules, "haliax_mypy.commands.refuse", module)
    monkeypatch.setitem(COMMANDS, "refuse", "refuse a file")


@pytest.mark.usefixtures("refusing")
def test_a_refusal_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["refuse", "x.py"]) == REFUSED
    assert capsys.readouterr().err == "haliax-mypy refuse: no file x.py; give one that is there\n"


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    out = capsys.readouterr().out
    assert all(name in out and summary.split()[0] in out for name, summary in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_teaches(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])
    assert len(capsys.readouterr().out.splitlines()) > 8


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["nowhere"])
    assert "nowhere" in capsys.readouterr().err


def test_a_library_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> types.ModuleType:
        raise ModuleNotFoundError("No module named 'rich'", name="rich")

    monkeypatch.setattr(command_line, "import_module", missing)
    monkeypatch.setitem(COMMANDS, "check", "")
    with pytest.raises(SystemExit, match="2"):
        main(["check"])
    assert capsys.readouterr().err == "haliax-mypy check needs rich: pip install 'haliax[cli]'\n"


def test_it_runs_as_a_module() -> None:
    run = subprocess.run([sys.executable, "-m", "haliax_mypy", "--help"], capture_output=True, text=True)
    assert run.returncode == 0 and run.stdout.startswith("usage: haliax-mypy")


def test_a_reader_that_has_enough_and_an_output_of_ascii_are_no_tracebacks() -> None:
    command = f"{sys.executable} -m haliax_mypy explain"
    pipe = f"set -o pipefail; {command} | true"
    run = subprocess.run(["bash", "-c", pipe], capture_output=True, text=True)
    assert run.stderr == ""
    narrow = subprocess.run(f"PYTHONIOENCODING=ascii {command} assignment", shell=True, capture_output=True, text=True)
    assert narrow.returncode == 0 and r'"{\u2026}"' in narrow.stdout


def test_a_command_that_is_stopped_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(arguments: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    module = types.SimpleNamespace(__doc__="Stops.", configure=lambda parser: None, run=run)
    monkeypatch.setitem(sys.modules, "haliax_mypy.commands.stop", module)
    monkeypatch.setitem(COMMANDS, "stop", "stop")
    assert main(["stop"]) == INTERRUPTED
    assert capsys.readouterr().err == ""
