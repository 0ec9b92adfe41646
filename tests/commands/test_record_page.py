"""The page on annotating a model: its commands print what it shows, in the order in which a reader gives them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.recording import ROOT
from tests.markdown import blocks, commands

PAGE = ROOT / "docs" / "record.md"


@pytest.mark.slow
def test_the_commands_print_what_is_shown(tmp_path: Path) -> None:
    shown = [pair for block in blocks(PAGE) if block.language == "console" for pair in commands(block.text)]
    for block in blocks(PAGE):
        if block.title or block.language == "ini":
            (tmp_path / (block.title or "mypy.ini")).write_text(block.text)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "JAX_PLATFORMS": "cpu"}
    assert len(shown) > 6
    for command, output in shown:
        if command.startswith("pip "):
            continue
        run = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        told = run.stdout.splitlines()
        # What is told beside a diff is on the standard error, which has no fixed place in it.
        assert sorted(map(str.rstrip, told)) == sorted(map(str.rstrip, output)), f"`{command}` prints:\n{run.stdout}"
