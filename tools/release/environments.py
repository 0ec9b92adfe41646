"""Fresh environments, with the oldest or the newest libraries that are allowed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.release.contents import ROOT

_BOUND = re.compile(r"^([\w-]+)(?:\[[\w,]+])?>=([\w.]+)")


class Failed(Exception):
    """A step that did not do what it should, with all that it printed."""


@dataclass(frozen=True)
class Plan:
    """One environment.

    Attributes:
        python: The version of Python.
        libraries: "oldest" or "newest".
        archive: What is installed there, "wheel" or "sdist".
    """

    python: str
    libraries: str
    archive: str

    def __str__(self) -> str:
        return f"Python {self.python}, {self.libraries} libraries, from the {self.archive}"


PLANS: Final = (
    Plan("3.11", "oldest", "wheel"),
    Plan("3.12", "newest", "sdist"),
    Plan("3.13", "newest", "wheel"),
)


def interpreter(version: str) -> Path | None:
    """A Python of a version, on PATH or kept by pyenv, that can make environments; None if there is none."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob(f"{version}.*/bin/python")
    on_path = shutil.which(f"python{version}")
    for path in [*sorted(kept, reverse=True), *([Path(on_path)] if on_path else [])]:
        if subprocess.run([path, "-c", "import ssl, venv"], capture_output=True).returncode == 0:
            return path
    return None


def oldest() -> list[str]:
    """The oldest release that is allowed of each library, as constraints of pip."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(line for extra in ("mypy", "cli") for line in _extra(project, extra))]
    return [f"{match[1]}=={match[2]}" for match in map(_BOUND.match, wanted) if match]


def _extra(project: dict[str, dict[str, list[str]]], name: str) -> list[str]:
    return project["optional-dependencies"][name]


def make(plan: Plan, python: Path, archive: Path, folder: Path) -> Path:
    """The Python of a new environment in which an archive is installed, with its command line.

    Raises:
        Failed: If it cannot be installed.
    """
    run([python, "-m", "venv", folder / "environment"], folder)
    inside = folder / "environment" / "bin" / "python"
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(oldest() if plan.libraries == "oldest" else []))
    # The extra `examples` is for the demo, of which the types are checked.
    target = f"haliax[cli,examples] @ {archive.as_uri()}"
    run([inside, "-m", "pip", "install", "--quiet", "--constraint", constraints, target], folder)
    return inside


def run(command: list[str | Path], folder: Path, *, code: int = 0) -> str:
    """What a command prints that runs in a folder, and sees nothing of this checkout.

    Raises:
        Failed: If it ends with another code.
    """
    hidden = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME", "MYPYPATH")
    variables = {name: value for name, value in os.environ.items() if name not in hidden}
    variables |= {"JAX_PLATFORMS": "cpu", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != code:
        shown = " ".join(map(str, command))
        raise Failed(f"`{shown}` ended with {done.returncode}, not {code}:\n{done.stdout}{done.stderr}")
    return done.stdout
