"""How a mistake in the axes is told: the rule's own sentence, at the argument that is at fault."""

from __future__ import annotations

from mypy.nodes import Context
from mypy.plugin import CheckerPluginInterface

from haliax.pure.errors import Fault
from haliax_mypy.messages.codes import CODES


def report(api: CheckerPluginInterface, error: Fault, place: Context, note: str = "") -> None:
    """Reports an error at a place, with a note below it if there is more to say."""
    code = CODES[error.kind]
    first, *rest = str(error).split("\n")  # a pattern has a caret below it
    parent = api.fail(first, place, code=code)
    for line in [*rest, note]:
        if line:
            api.msg.note(line, place, code=code, parent_error=parent)
