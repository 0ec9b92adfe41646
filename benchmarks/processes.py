"""Commands in fresh processes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]


class Failed(Exception):
    """A command did not do its work; the text is the end of what it printed."""


def environment() -> dict[str, str]:
    """The environment of a command, in which bytecode is kept, as it is for a user: it is compiled once."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def python(*arguments: str | Path, cwd: Path = ROOT, **variables: str) -> str:
    """What Python prints when it is run with these arguments in the folder `cwd`, and these environment variables.

    Raises:
        Failed: If it ends with an error.
    """
    command = [sys.executable, *map(str, arguments)]
    run = subprocess.run(command, cwd=cwd, env=environment() | variables, capture_output=True, text=True)
    if run.returncode:
        raise Failed((run.stdout + run.stderr).strip().rpartition("\n")[2])
    return run.stdout


def seconds(*arguments: str | Path, cwd: Path = ROOT) -> float:
    """The processor time that Python takes with these arguments. Others on the machine hardly change it.

    Raises:
        Failed: If it ends with an error.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    python(*arguments, cwd=cwd)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_turns(commands: Sequence[Sequence[str | Path]], rounds: int, cwd: Path = ROOT) -> list[float]:
    """The least processor time of each of several commands, run in turns.

    Raises:
        Failed: If one ends with an error.
    """
    times = [[seconds(*command, cwd=cwd) for command in commands] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]
