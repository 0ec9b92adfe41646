"""Inlay hints: at the ends of lines, the axes of what they make, where the program does not say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lsprotocol.types import InlayHint, InlayHintKind

from haliax_mypy.commands.hints import Hint, hints
from haliax_mypy.commands.lsp.moving import Moved
from haliax_mypy.commands.lsp.positions import Positions
from haliax_mypy.commands.lsp.wording import described
from haliax_mypy.commands.signs import SIGNS
from haliax_mypy.survey.files import File

_SAYS_AXES: Final = re.compile(r"""\*{0,2}[\w.]+\s*:\s*[^,=()\[]*\[[^\]]*["']""")
"""A name with an annotation that has a string in brackets: `x: NamedArray["batch embed"]`."""

_LONGEST: Final = 4
"""How many lines of an annotation are looked at."""


def inlays(file: File, moved: Moved, positions: Positions, first: int, last: int) -> Iterator[InlayHint]:
    """The hints of the lines `first` to `last` of a text that may be newer than what was checked."""
    lines = sorted({one.span.line for one in file.made} | {one.line for one in file.functions if one.is_untyped})
    lines = sorted({*lines, *(span.line for span in file.unreached)})
    for line in lines:
        new = moved.new.get(line)
        if new is None or not first <= new <= last:
            continue
        shown = [hint for hint in hints(file, line) if not _is_written(hint, positions, new)]
        if not shown:
            continue
        yield InlayHint(
            position=positions.position(new, len(positions.lines[new - 1])),
            label="  ".join(map(_label, shown)),
            kind=InlayHintKind.Type,
            tooltip="\n".join(f"{hint.name} {_told(hint)}".strip() for hint in shown),
            padding_left=True,
        )


def _label(hint: Hint) -> str:
    mark = f"{SIGNS[hint.knowledge]} " if hint.knowledge is not None else ""
    return f"{hint.name} {mark}{hint.text}".strip()


def _told(hint: Hint) -> str:
    return hint.text if hint.made is None else f"{hint.text}: {described(hint.made.told)}"


def _is_written(hint: Hint, positions: Positions, line: int) -> bool:
    """Whether the annotation of what a hint is about has axes in it."""
    if hint.made is None or not hint.made.name:
        return False
    text = positions.lines[line - 1][hint.made.span.column :]
    return _SAYS_AXES.match("\n".join([text, *positions.lines[line : line + _LONGEST]])) is not None
