"""The fenced code blocks of a Markdown page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r'^```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.M | re.S)


@dataclass(frozen=True)
class Block:
    """One block of code.

    Attributes:
        page: The file that it stands in.
        line: The line on which its text begins, from 1.
        language: What it is written in: "python", "pycon" for a session, "console" for commands and their output.
        title: The name of the file that it shows; empty for code in passing.
        text: The code.
    """

    page: Path
    line: int
    language: str
    title: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The code blocks of a page, in order."""
    text = page.read_text()
    return [
        Block(page, text[: m.start("text")].count("\n") + 1, m["language"], m["title"] or "", m["text"])
        for m in _FENCE.finditer(text)
    ]


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it prints."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, *output = part.rstrip("\n").split("\n")
        yield command, output
