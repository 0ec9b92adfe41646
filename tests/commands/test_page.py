"""The page of documentation: what it shows is what the commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

from haliax_mypy.commands.main import main
from tests.markdown import blocks, commands

PAGE = Path(__file__).parents[2] / "docs" / "axes_view.md"
BLOCKS = blocks(PAGE)
SHOWN = [shown for block in BLOCKS if block.language == "text" for shown in commands(block.text)]


@pytest.mark.xdist_group("survey")
@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_what_is_shown_is_printed(
    command: str, output: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for block in BLOCKS:
        if block.title:
            (here / block.title).write_text(block.text)
    program, *arguments = command.split()
    assert program == "haliax-mypy" and main(arguments) == 0
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == output
