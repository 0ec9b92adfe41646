"""A whole page, and the parts that all pages have."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

from haliax_mypy.commands.refusal import Refusal
from haliax_mypy.commands.signs import SIGNS, percent
from haliax_mypy.survey.files import Counts
from haliax_mypy.survey.knowledge import Knowledge

_HERE: Final = Path(__file__).parent


def document(title: str, body: str) -> str:
    """A page with a body, which needs no other file."""
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("style.css", "script.js"))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body>\n<main>\n{body}</main>\n<div id="tip" role="status" hidden></div>\n'
        f"<script>\n{script}</script>\n</body>\n</html>\n"
    )


def write(path: str, text: str) -> None:
    """Writes a page.

    Raises:
        Refusal: If it cannot be written.
    """
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refusal(f"cannot write {path}: {error.strerror}") from error


def numbers(counts: Counts) -> list[tuple[Knowledge, int]]:
    """How many are known, half-known and unknown."""
    return list(zip(Knowledge, (counts.known, counts.half, counts.unknown), strict=True))


def told(knowledge: Knowledge, text: str, name: str = "") -> str:
    """Something with its sign and colour."""
    before = f"{escape(name)} " if name else ""
    sign = f"<i>{SIGNS[knowledge]}</i>"
    return f'<span class="a">{before}<span class="{knowledge.value}">{sign} {escape(text)}</span></span>'


def bar(counts: Counts) -> str:
    """How much is known, as a bar of three parts."""
    parts = "".join(f'<b class="{k.value}" style="flex:{number}"></b>' for k, number in numbers(counts) if number)
    return f'<div class="bar" aria-hidden="true">{parts}</div>'


def total(counts: Counts) -> str:
    """How much is known, in numbers and as a bar."""
    if not counts.total:
        return '<p class="muted">no array expressions here</p>\n'
    parts = "".join(told(knowledge, f"{number} {knowledge.value}") for knowledge, number in numbers(counts))
    return (
        f'<div class="total"><strong>{percent(counts.percent)} known</strong>'
        f'<span class="muted">of {counts.total} array expressions</span>{parts}</div>\n{bar(counts)}\n'
    )
