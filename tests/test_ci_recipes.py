"""The recipes of `examples/ci`, run as they stand: the commands of the workflow, the hooks of pre-commit, ruff's rules.

They run in a copy that is a repository of its own, with the tools of this environment in the place of those that the
workflow would install.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

RECIPES = Path(__file__).parents[1] / "examples" / "ci"
PYREFLY = "pyrefly check --python-interpreter-path {python}"
PROGRAM = """\
from __future__ import annotations

from haliax import NamedArray
from haliax.haxtyping import Float


class Layer:
    bias: NamedArray["mlp"]


def mean(x: NamedArray["batch embed"], y: Float[NamedArray, "embed"]) -> NamedArray["batch"]:
    z: NamedArray["{embed batch}"] = x + y
    return z.mean("embed")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files where the recipes say that they belong."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(RECIPES / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(RECIPES / "pyproject.toml", folder)
    shutil.copy(RECIPES / "pre-commit-config.yaml", folder / ".pre-commit-config.yaml")
    run(folder, "git init --quiet")
    run(folder, "git add --all")
    return folder


def run(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of a recipe in the environment of the tests."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    # git of this repository's own hooks names its repository, and pre-commit would take it for the project's.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    variables |= {"PATH": path, "PRE_COMMIT_HOME": str(folder / ".git" / "pre-commit"), **environment}
    return subprocess.run(["bash", "-c", command], cwd=folder, env=variables, capture_output=True, text=True)


def workflow() -> dict[str, str]:
    """The commands of the workflow, by the names of their steps."""
    found: dict[str, Any] = yaml.safe_load((RECIPES / "workflow.yml").read_text())
    return {step["name"]: step["run"] for step in found["jobs"]["axes"]["steps"] if "run" in step}


def breaking(folder: Path) -> None:
    """Puts a mistake into the project."""
    layer = folder / "src" / "my_model" / "layer.py"
    layer.write_text(layer.read_text().replace('x.mean("embed")', 'x.mean("embd")'))


@pytest.mark.slow
@pytest.mark.xdist_group("recipes")
def test_the_workflow_passes_the_project_and_marks_a_mistake(project: Path) -> None:
    commands = workflow()
    assert list(commands) == ["Install", "Style", "Axes"]
    style = run(project, commands["Style"])
    assert style.returncode == 0, style.stdout + style.stderr
    axes = run(project, commands["Axes"])
    assert axes.returncode == 0, axes.stdout + axes.stderr
    assert axes.stdout.startswith("no errors; 2 files checked")
    layer = project / "src" / "my_model" / "layer.py"
    before = layer.read_text()
    try:
        breaking(project)
        axes = run(project, commands["Axes"], GITHUB_WORKSPACE=str(project))
    finally:
        layer.write_text(before)
    assert axes.returncode == 1
    assert axes.stdout.startswith(
        "::error file=src/my_model/layer.py,line=13,endLine=13,col=20,endColumn=25,title=axis-missing"
        "::mean: no axis 'embd' in [batch, embed]; did you mean 'embed'?\n"
    )


@pytest.mark.slow
@pytest.mark.xdist_group("recipes")
def test_the_hooks_pass_the_project_and_refuse_a_mistake(project: Path) -> None:
    fine = run(project, "pre-commit run --all-files")
    assert fine.returncode == 0, fine.stdout + fine.stderr
    assert fine.stdout.count("Passed") == 2
    breaking(project)
    broken = run(project, "pre-commit run --all-files")
    assert broken.returncode == 1
    assert "no axis 'embd' in [batch, embed]" in broken.stdout and "axis-missing" in broken.stdout


def fixed(folder: Path, *flags: str) -> tuple[int, str]:
    """What `ruff check --fix` makes of a program."""
    path = folder / "program.py"
    path.write_text(PROGRAM)
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--fix", "--unsafe-fixes", *flags, str(path)]
    return subprocess.run(command, capture_output=True, text=True).returncode, path.read_text()


def test_ruff_with_the_settings_of_the_recipe_leaves_axes_alone(tmp_path: Path) -> None:
    settings = f"--config={RECIPES / 'pyproject.toml'}"
    assert fixed(tmp_path, settings) == (0, PROGRAM)
    # Nor does any other rule of ruff touch them, if all are on.
    ignored = tomllib.loads((RECIPES / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]["ignore"]
    _, text = fixed(tmp_path, "--isolated", "--preview", "--select=ALL", f"--ignore={','.join(ignored)}")
    for annotation in (
        'NamedArray["mlp"]',
        'NamedArray["batch embed"]',
        'Float[NamedArray, "embed"]',
        '["{embed batch}"]',
    ):
        assert annotation in text


def test_without_them_it_takes_the_quotes_off(tmp_path: Path) -> None:
    code, text = fixed(tmp_path, "--isolated", "--select=F,UP")
    assert code == 1 and "NamedArray[mlp]" in text and "-> NamedArray[batch]" in text


def test_the_workflow_installs_what_it_runs() -> None:
    pyproject = (RECIPES / "pyproject.toml").read_text()
    assert workflow()["Install"].endswith('".[dev]"')
    for tool, requirement in {"ruff": '"ruff>=', "haliax-mypy": '"haliax[cli]"'}.items():
        assert any(command.startswith(f"{tool} ") for command in workflow().values()) and requirement in pyproject
    assert "haliax @ file:" in pyproject, "a hint, which hatchling takes only with what follows"
    assert tomllib.loads(pyproject)["tool"]["hatch"]["metadata"]["allow-direct-references"] is True


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["pyright --pythonpath {python}", "ty check --python {python}", PYREFLY])
def test_the_second_spelling_is_for_other_checkers_too(checker: str, tmp_path: Path) -> None:
    first = PROGRAM.replace('Float[NamedArray, "embed"]', 'NamedArray["embed"]')
    second = re.sub(r'NamedArray\[("[^"]*")\]', r"Float[NamedArray, \1]", PROGRAM)
    for name, program in {"first": first, "second": second}.items():
        (tmp_path / f"{name}.py").write_text(program)
    command = checker.format(python=sys.executable)
    assert run(tmp_path, f"{command} first.py").returncode == 1
    passed = run(tmp_path, f"{command} second.py")
    assert passed.returncode == 0, passed.stdout + passed.stderr
