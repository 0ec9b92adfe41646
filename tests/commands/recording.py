"""Runs the commands on programs in a folder of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in a folder, with the library but not its tests in reach."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "JAX_PLATFORMS": "cpu", **environment},
        timeout=120,
    )


def command(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `haliax-mypy` in a folder."""
    return run(folder, "-m", "haliax_mypy", *words, **environment)


def record(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Records Python with some arguments."""
    return command(folder, "record", "--", sys.executable, *words)


def records(folder: Path) -> dict[str, Any]:
    """What was recorded, by file."""
    files: dict[str, Any] = json.loads((folder / "haliax-records.json").read_text())["files"]
    return files


def functions(folder: Path) -> dict[str, Any]:
    """The functions that were recorded, by name."""
    return {function["name"]: function for file in records(folder).values() for function in file["functions"]}


def classes(folder: Path) -> dict[str, Any]:
    """The classes of which something was recorded, by name."""
    return {cls["name"]: cls for file in records(folder).values() for cls in file["classes"]}
