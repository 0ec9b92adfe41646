"""The options of the plugin: what switches a code on, and what is wrong with a table of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy.errorcodes import ErrorCode
from mypy.options import Options

from haliax_mypy.messages.codes import PARENT, STRICT
from haliax_mypy.settings import Settings, read

ALL = frozenset(STRICT)
UNKNOWN, PARTIAL = STRICT["axis-unknown"], STRICT["axis-partial"]


@pytest.fixture(autouse=True)
def newer_mypy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever mypy is here: one that can tell all codes."""
    monkeypatch.setattr("haliax_mypy.settings.SEES_WHAT_IS_CHECKED", True)


def settings(folder: Path, name: str, text: str) -> Settings:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(str(path))


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("", frozenset()),
        ("strict = true", ALL),
        ("strict = false", frozenset()),
        ("axis-unknown = true", {"axis-unknown"}),
        ("axis_unknown = true\naxis-partial = true", {"axis-unknown", "axis-partial"}),
        ("strict = true\naxis-partial = false", ALL - {"axis-partial"}),
        ("axis-partial = false\nstrict = true", ALL - {"axis-partial"}),
    ],
)
def test_what_is_switched_on(table: str, codes: frozenset[str], tmp_path: Path) -> None:
    toml = settings(tmp_path, "pyproject.toml", f"[tool.haliax_mypy]\n{table}\n")
    ini = settings(tmp_path, "mypy.ini", f"[mypy]\nplugins = haliax_mypy\n[haliax_mypy]\n{table}\n")
    assert toml == ini == Settings(frozenset(codes))


@pytest.mark.parametrize("word", ["true", "True", "yes", "on", "1"])
def test_booleans_of_an_ini_file(word: str, tmp_path: Path) -> None:
    assert settings(tmp_path, "setup.cfg", f"[haliax_mypy]\nstrict = {word}\n").codes == ALL


OPTIONS = "the options are strict, axis-unknown, axis-unshared, axis-partial, axis-untyped-def"


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("pyproject.toml", "[tool.haliax_mypy]\nstrcit = true", "2: no option 'strcit'; did you mean 'strict'?"),
        ("pyproject.toml", "[tool.haliax_mypy]\n\nunkown = 1", "3: no option 'unkown'; did you mean 'axis-unknown'?"),
        ("pyproject.toml", "[tool.haliax_mypy]\nzzz = true", f"2: no option 'zzz'; {OPTIONS}"),
        ("pyproject.toml", "[a]\n[tool.haliax_mypy]\nstrict='yes'", "3: 'strict' is 'yes'; write true or false"),
        ("pyproject.toml", "[tool.haliax_mypy]\nstrict = 1", "2: 'strict' is 1; write true or false"),
        ("pyproject.toml", "[tool]\nhaliax_mypy = 3", "1: it is 3, not a table"),
        ("mypy.ini", "[mypy]\n[haliax_mypy]\nstrict = maybe", "3: 'strict' is 'maybe'; write true or false"),
        ("setup.cfg", "[haliax_mypy]\nStrikt = true", "2: no option 'strikt'; did you mean 'strict'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(name: str, text: str, problem: str, tmp_path: Path) -> None:
    found = settings(tmp_path, name, text)
    line, _, sentence = problem.partition(": ")
    title = "tool.haliax_mypy" if name.endswith("toml") else "haliax_mypy"
    assert found == Settings(problem=f"{tmp_path / name}:{line}: error: [{title}]: {sentence}")


def test_files_that_mypy_itself_complains_of_are_passed_over(tmp_path: Path) -> None:
    assert read(None) == read(str(tmp_path / "nowhere.ini")) == Settings()
    assert settings(tmp_path, "pyproject.toml", "haliax_mypy = [") == Settings()
    assert settings(tmp_path, "pyproject.toml", "tool = 3 # haliax_mypy") == Settings()
    assert settings(tmp_path, "mypy.ini", "haliax_mypy\nstrict") == Settings()
    assert settings(tmp_path, "mypy.ini", "[mypy]\nplugins = haliax_mypy\n") == Settings()


@pytest.mark.parametrize(
    ("table", "enabled", "disabled", "on"),
    [
        (ALL, (), (), {UNKNOWN, PARTIAL}),
        ((), (), (), set()),
        ((), (UNKNOWN,), (), {UNKNOWN}),
        (ALL, (), (UNKNOWN,), {PARTIAL}),
        (ALL, (), (PARENT,), set()),
        (ALL, (PARTIAL,), (PARENT,), {PARTIAL}),
    ],
)
def test_the_codes_of_mypy_go_before_the_table(
    table: frozenset[str], enabled: tuple[ErrorCode, ...], disabled: tuple[ErrorCode, ...], on: set[ErrorCode]
) -> None:
    options = Options()
    options.enabled_error_codes, options.disabled_error_codes = set(enabled), set(disabled)
    assert {code for code in (UNKNOWN, PARTIAL) if Settings(frozenset(table)).has(code, options)} == on


def test_the_key_of_the_cache_differs() -> None:
    several = [Settings(), Settings(ALL), Settings(frozenset({"axis-unknown"})), Settings(problem="wrong")]
    assert len({one.key for one in several}) == len(several) and not Settings().key


def test_codes_that_an_older_mypy_cannot_tell_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haliax_mypy.settings.SEES_WHAT_IS_CHECKED", False)
    found = settings(tmp_path, "pyproject.toml", "[tool.haliax_mypy]\nstrict = true\naxis-unknown = false")
    assert found.problem.endswith(
        "pyproject.toml:2: error: [tool.haliax_mypy]: 'axis-untyped-def' needs mypy 2.4; with an older one write "
        "axis-untyped-def = false"
    )
    late = "axis-unknown = false\naxis-untyped-def = false"
    assert settings(tmp_path, "pyproject.toml", f"[tool.haliax_mypy]\nstrict = true\n{late}").codes == {
        "axis-partial",
        "axis-unshared",
    }
