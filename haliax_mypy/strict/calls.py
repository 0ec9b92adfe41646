"""What is reported of one call that is no mistake for all that is known: `axis-unshared` and `axis-partial`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from mypy.plugin import FunctionContext, MethodContext

from haliax.pure.operation import Operation
from haliax_mypy.calls.blame import place_of
from haliax_mypy.calls.evaluation import Outcome
from haliax_mypy.calls.telling import Told
from haliax_mypy.messages.codes import STRICT
from haliax_mypy.settings import settings
from haliax_mypy.strict.partial import failing
from haliax_mypy.strict.unshared import unshared

_PARTIAL: Final = STRICT["axis-partial"]
_UNSHARED: Final = STRICT["axis-unshared"]


def doubt(
    ctx: FunctionContext | MethodContext, operation: Operation[Any], call: Sequence[Told], outcome: Outcome
) -> bool:
    """Reports what is doubtful about a call, where it is asked for; whether anything is.

    Args:
        ctx: The call.
        operation: What is called.
        call: What its rule was told.
        outcome: What the rule said.
    """
    found = False
    if outcome.errors and settings().has(_PARTIAL, ctx.api.options):
        text = failing(operation, call, outcome)
        if text:
            ctx.api.fail(text, place_of(outcome.errors[0], call), code=_PARTIAL)
            found = True
    if outcome.results and not outcome.errors and settings().has(_UNSHARED, ctx.api.options):
        text = unshared(operation, call)
        if text:
            ctx.api.fail(text, ctx.context, code=_UNSHARED)
            found = True
    return found
