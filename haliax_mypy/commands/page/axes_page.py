"""The page of one file."""

from __future__ import annotations

from html import escape
from typing import Final

from haliax_mypy.commands.page.document import document, told, total
from haliax_mypy.commands.page.source import source
from haliax_mypy.survey.files import File, counted
from haliax_mypy.survey.knowledge import Knowledge
from haliax_mypy.survey.places import Span

_LEGEND: Final = (
    (Knowledge.KNOWN, "[batch, embed]", "all axes"),
    (Knowledge.HALF, "[batch, ...]", "some"),
    (Knowledge.UNKNOWN, "[...]", "none"),
)


def axes_page(file: File, span: Span, name: str) -> str:
    """The page that shows a file, or a function of it."""
    title = f"{file.path}:{name}" if name else file.path
    return document(
        f"Axes of {title}",
        f"<h1>{escape(title)}</h1>\n{total(counted(file.seen))}{legend()}{source(file, span)}",
    )


def legend() -> str:
    """What the signs mean."""
    parts = " · ".join(f"{told(knowledge, text)} {meaning}" for knowledge, text, meaning in _LEGEND)
    return f'<p class="legend">{parts} known. Point at an expression, or tap it, to see its axes.</p>\n'
