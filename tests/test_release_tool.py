"""The check of a release: what it finds in archives, which libraries are the oldest, and what a failure prints."""

from __future__ import annotations

import io
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tools.release import __main__ as command
from tools.release import contents
from tools.release.contents import NEEDED, ROOT, faults_of_sdist, faults_of_wheel
from tools.release.environments import PLANS, Failed, interpreter, oldest, run
from tools.release.trial import SMOKE

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
METADATA = "\n".join(
    [
        "Metadata-Version: 2.4",
        f"Name: {PROJECT['name']}",
        f"Version: {PROJECT['version']}",
        f"Summary: {PROJECT['description']}",
        f"License-Expression: {PROJECT['license']}",
        f"Requires-Python: {PROJECT['requires-python']}",
        "Description-Content-Type: text/markdown",
        "Classifier: Typing :: Typed",
        *(f"Provides-Extra: {name}" for name in PROJECT["optional-dependencies"]),
        "",
        "# haliax",
    ]
)
COMMANDS = "[console_scripts]\n" + "\n".join(f"{name} = {target}" for name, target in PROJECT["scripts"].items())
INFO = {"haliax-0.1.0.dist-info/METADATA": METADATA, "haliax-0.1.0.dist-info/entry_points.txt": COMMANDS}
GOOD = dict.fromkeys(NEEDED, "") | INFO


def wheel(folder: Path, files: dict[str, str]) -> Path:
    path = folder / "haliax.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_a_wheel_with_all_that_it_needs_is_fine(tmp_path: Path) -> None:
    assert faults_of_wheel(wheel(tmp_path, GOOD)) == []


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_that_is_missing_is_named(name: str, tmp_path: Path) -> None:
    files = {path: text for path, text in GOOD.items() if path != name}
    assert faults_of_wheel(wheel(tmp_path, files)) == [f"lacks {name}"]


@pytest.mark.parametrize(
    ("name", "faults"),
    [
        ("tools/x.py", ["holds tools", "holds tools/x.py"]),
        ("haliax/tests/x.py", ["holds haliax/tests/x.py"]),
        ("haliax/test_x.py", ["holds haliax/test_x.py"]),
        ("stray.py", ["holds stray.py"]),
    ],
)
def test_what_does_not_belong_there_is_named(name: str, faults: list[str], tmp_path: Path) -> None:
    assert faults_of_wheel(wheel(tmp_path, GOOD | {name: ""})) == faults


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (f"Version: {PROJECT['version']}", "Version: 9", f"says Version: 9, not {PROJECT['version']}"),
        ("Provides-Extra: cli\n", "", "lacks the extra cli"),
        ("Classifier: Typing :: Typed\n", "", "does not say that it is typed"),
        ("# haliax", "", "lacks its description"),
    ],
)
def test_wrong_metadata_are_told_of(old: str, new: str, fault: str, tmp_path: Path) -> None:
    name = "haliax-0.1.0.dist-info/METADATA"
    assert faults_of_wheel(wheel(tmp_path, GOOD | {name: METADATA.replace(old, new)})) == [fault]


def test_a_command_that_is_missing_and_a_large_archive_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "LARGEST", 100)
    large, lacks = faults_of_wheel(wheel(tmp_path, GOOD | {"haliax-0.1.0.dist-info/entry_points.txt": ""}))
    assert large.endswith("bytes, more than 100") and lacks == "lacks the command haliax-mypy"


def test_an_sdist_has_the_packages_and_no_tests(tmp_path: Path) -> None:
    path = tmp_path / "haliax.tar.gz"
    files = [f"stubs/{name}" if name.startswith("haliax-stubs") else name for name in NEEDED]
    for more, faults in ([], []), (["tests/x.py"], ["holds tests", "holds tests/x.py"]):
        with tarfile.open(path, "w:gz") as archive:
            for name in [*files, "PKG-INFO", "pyproject.toml", *more]:
                archive.addfile(tarfile.TarInfo(f"haliax-0.1.0/{name}"), io.BytesIO())
        assert faults_of_sdist(path) == faults


def test_the_oldest_libraries_are_the_lower_bounds() -> None:
    found = dict(line.split("==") for line in oldest())
    assert {"jax", "mypy", "equinox", "jaxtyping", "numpy", "typeguard", "rich", "libcst", "pygls"} <= found.keys()
    assert f"jax>={found['jax']},<0.13" in PROJECT["dependencies"]


def test_every_supported_python_is_tried() -> None:
    classified = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if "Python :: 3." in line]
    assert [plan.python for plan in PLANS] == classified
    assert {plan.archive for plan in PLANS} == {"wheel", "sdist"}
    assert {plan.libraries for plan in PLANS} == {"oldest", "newest"}


def test_a_step_that_fails_says_what_it_printed(tmp_path: Path) -> None:
    assert run([Path(sys.executable), "-c", "print('fine')"], tmp_path) == "fine\n"
    with pytest.raises(Failed, match=r"ended with 3, not 0:\nwhat happened"):
        run([Path(sys.executable), "-c", "import sys; print('what happened'); sys.exit(3)"], tmp_path)


def test_steps_see_nothing_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert run([Path(sys.executable), "-c", "import os; print('PYTHONPATH' in os.environ)"], tmp_path) == "False\n"


def test_a_python_is_found_by_its_version() -> None:
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = interpreter(here)
    assert found is None or found.exists()
    assert interpreter("3.99") is None


def test_a_failure_is_an_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def build(folder: Path) -> dict[str, Path]:
        raise Failed("it cannot be built")

    monkeypatch.setattr(command, "build", build)
    monkeypatch.setattr(sys, "argv", ["release"])
    assert command.main() == 1
    assert capsys.readouterr().out == "it cannot be built\n"


def test_the_program_that_is_tried_runs() -> None:
    namespace: dict[str, object] = {"__name__": "smoke"}
    exec(compile(SMOKE, "smoke.py", "exec", dont_inherit=True), namespace)
    main = namespace["main"]
    assert callable(main)
    main()
