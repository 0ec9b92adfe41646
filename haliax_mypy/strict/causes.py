"""Where a module loses knowledge of axes: what the survey of a whole program would say of this module.

A cause in another module is told there: a declaration always is, whether something hangs on it or not. What cannot be
told at its own place, as a function of another module without annotations, is told where it is first used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mypy.nodes import (
    AssignmentStmt,
    Expression,
    FuncDef,
    MypyFile,
    NameExpr,
    Node,
)

from haliax_mypy.survey import Program
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.declarations import Places
from haliax_mypy.survey.files import lost
from haliax_mypy.survey.flow import Flow
from haliax_mypy.survey.ranking import traced
from haliax_mypy.survey.tracing import Tracer
from haliax_mypy.survey.tree import within

_ON_PURPOSE = frozenset({"open"})
_SAID = frozenset({"mistake"})


def causes_in(module: MypyFile, program: Program) -> list[Cause]:
    """The causes that are told of a module, in the order of its lines."""
    flow = Flow()
    flow.follow(module)
    nodes = list(within(module))
    tracer = Tracer(program, flow, Places(dict.fromkeys(nodes, module.path), program.paths))
    found = [*_declared(nodes, tracer), *_traced(module, program, tracer)]
    told = {(one.kind, one.place): one for one in reversed(found) if one.kind not in _ON_PURPOSE | _SAID}
    return sorted(told.values(), key=lambda one: one.place)


def _declared(nodes: Sequence[Node], tracer: Tracer) -> Iterator[Cause]:
    """The declarations that say too little."""
    for node in nodes:
        if isinstance(node, FuncDef):
            yield from tracer.declared_by(node)
        elif isinstance(node, AssignmentStmt) and node.unanalyzed_type is not None:
            target = node.lvalues[0]
            cause = tracer.declared_variable(target.node) if isinstance(target, NameExpr) else None
            if cause is not None:
                yield cause


def _traced(module: MypyFile, program: Program, tracer: Tracer) -> Iterator[Cause]:
    """The causes of what is unknown in the module."""
    _, causes = traced(lost(module, program), tracer)
    for cause, after in causes.items():
        if cause.place.path == module.path:
            yield cause
        elif cause.kind == "untyped":
            uses = [step for step in after if isinstance(step, Expression)]
            if uses:
                yield replace(cause, place=min(map(tracer.places.of, uses)))
