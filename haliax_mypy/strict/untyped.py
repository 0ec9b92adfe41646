"""Functions without annotations in which named arrays are seen: mypy does not look into them."""

from __future__ import annotations

from mypy.nodes import CallExpr, FuncDef, RefExpr

from haliax.pure.rules import operation_of
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.declarations import Places, untyped
from haliax_mypy.survey.tree import within


def unchecked(function: FuncDef, places: Places) -> Cause | None:
    """The cause that a function is which mypy does not look into; None if no named array is seen there."""
    if function.unanalyzed_type is not None or function.type is not None:
        return None
    return untyped(function, places) if any(_is_of_arrays(node) for node in within(function)) else None


def _is_of_arrays(node: object) -> bool:
    """Whether an operation of haliax is called."""
    if not isinstance(node, CallExpr) or not isinstance(node.callee, RefExpr):
        return False
    called = node.callee.fullname
    return called == NAMED_ARRAY or operation_of(called) is not None
