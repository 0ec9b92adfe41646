"""How known, half-known and unknown are told apart: by a sign, and by a colour."""

from __future__ import annotations

from typing import Final

from rich.console import Console

from haliax_mypy.survey.knowledge import Knowledge

SIGNS: Final = {Knowledge.KNOWN: "●", Knowledge.HALF: "◐", Knowledge.UNKNOWN: "○"}
_PLAIN: Final = {Knowledge.KNOWN: "=", Knowledge.HALF: "~", Knowledge.UNKNOWN: "?"}
STYLES: Final = {Knowledge.KNOWN: "green", Knowledge.HALF: "yellow", Knowledge.UNKNOWN: "bold red"}


def sign(knowledge: Knowledge, console: Console) -> str:
    """The sign, in letters if the terminal has no others."""
    signs = SIGNS if _can_show(console) else _PLAIN
    return signs[knowledge]


def _can_show(console: Console) -> bool:
    try:
        "".join(SIGNS.values()).encode(console.encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def console() -> Console:
    """The terminal; plain text that is never folded where there is none."""
    found = Console(highlight=False, soft_wrap=False, emoji=False, markup=False)
    if not found.is_terminal:
        found.width = 10_000
    return found


def percent(value: float | None) -> str:
    """A percentage, which is 100 only if nothing is missing."""
    if value is None:
        return "-"
    return "100%" if value == 100 else f"{min(value, 99.9):.1f}%"
