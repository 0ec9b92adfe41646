"""Which operation a full name stands for."""

from __future__ import annotations

from functools import cache, partial
from typing import Final

from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Type

from haliax.rules import rule_of
from haliax.rules.methods import METHODS, REFLECTED
from haliax_mypy.dispatch import Operation, infer
from haliax_mypy.safe import Callback, guarded

_MADE_IN_CORE: Final = {"haliax.core.named": "haliax.creation.named"}


def _default(ctx: FunctionContext | MethodContext) -> Type:
    return ctx.default_return_type


@cache
def function(fullname: str) -> Callback | None:
    """The callback of a function of haliax; None if it is none that has a rule."""
    rule = rule_of(_MADE_IN_CORE.get(fullname, fullname))
    if rule is None:
        return None
    return guarded(partial(infer, operation=Operation(fullname.rpartition(".")[2], rule)), _default)


@cache
def method(name: str) -> Callback | None:
    """The callback of a method of NamedArray; None if it is no operation."""
    op = METHODS.get(name)
    rule = rule_of(f"haliax.{op}") if op else None
    if op is None or rule is None:
        return None
    operation = Operation(
        op.rpartition(".")[2], rule, method=True, positional=name.startswith("__"), reflected=name in REFLECTED
    )
    return guarded(partial(infer, operation=operation), _default)
