"""Functions without annotations in which named arrays are seen: mypy does not look into them."""

from __future__ import annotations

from mypy.nodes import CallExpr, FuncDef, Node, RefExpr
from mypy.options import Options

from haliax.pure.rules import operation_of
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.declarations import Places, untyped
from haliax_mypy.survey.tree import within


def is_unchecked(node: Node, options: Options) -> bool:
    """Whether something is a function without annotations, and mypy does not look into such."""
    return isinstance(node, FuncDef) and node.unanalyzed_type is None and not options.check_untyped_defs


def unchecked(function: FuncDef, places: Places) -> Cause | None:
    """The cause that such a function is; None if no named array is seen there."""
    return untyped(function, places) if any(_is_of_arrays(node) for node in within(function)) else None


def _is_of_arrays(node: Node) -> bool:
    """Whether an operation of haliax is called."""
    if not isinstance(node, CallExpr) or not isinstance(node.callee, RefExpr) or node.callee.node is None:
        return False
    called = node.callee.node.fullname
    return called == NAMED_ARRAY or operation_of(called) is not None
