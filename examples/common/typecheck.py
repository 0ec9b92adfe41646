"""Asks mypy about files, as `haliax-mypy check` does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from haliax_mypy.commands.check.reports import Report as Report
from haliax_mypy.commands.check.running import run_mypy
from haliax_mypy.commands.check.text import Shown as Shown

# mypy is run from here, so that it takes haliax for an installed library, as in any other project.
PROJECT = Path(__file__).parents[1]


def mypy(*targets: str | Path) -> list[Report]:
    """The errors that mypy with the plugin finds in files, or in the packages that follow `-p`.

    Raises:
        Refusal: If mypy could not do its work.
    """
    errors = run_mypy([str(target) for target in targets], folder=PROJECT).errors
    # Of a copy that it has seen before, in another folder, mypy tells the errors with the path that it had then.
    files = {Path(target).name: Path(target) for target in targets}
    return [replace(error, path=files.get(error.path.name, error.path)) for error in errors]
