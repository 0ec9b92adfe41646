"""Where a module loses knowledge of axes: what the survey of a whole program would say of this module.

A declaration of an array without axes is told in any case; that of an `Axis` or of a layer, and a function without
annotations, if an array is not known because of it; anything else if the axes of such an array are needed.

A cause in another module is told there. What cannot be told at its own place, as a function of another module without
annotations, is told where it is first used. In a class whose head names lists of axes, and in what is mapped by them,
the types of mypy cannot say them; there nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from mypy.nodes import AssignmentStmt, CallExpr, ClassDef, Expression, FuncDef, MypyFile, Node, RefExpr, Var

from haliax_mypy.layers.heads import template_of
from haliax_mypy.strict.untyped import given_arrays, is_unchecked, unchecked
from haliax_mypy.strict.uses import needed
from haliax_mypy.survey import Program
from haliax_mypy.survey.causes import Cause, CauseKind
from haliax_mypy.survey.declarations import Places
from haliax_mypy.survey.files import lost
from haliax_mypy.survey.flow import Flow
from haliax_mypy.survey.knowledge import is_any
from haliax_mypy.survey.places import Place
from haliax_mypy.survey.ranking import traced
from haliax_mypy.survey.tracing import Tracer
from haliax_mypy.survey.tree import within

_DECLARED: Final = frozenset[CauseKind]({"parameter", "field", "variable", "result"})
_CURED_THERE: Final = _DECLARED | frozenset[CauseKind]({"axis", "layer", "untyped"})


def causes_in(module: MypyFile, program: Program) -> list[Cause]:
    """The causes that are told of a module, in the order of its lines."""
    flow = Flow()
    flow.follow(module)
    nodes = list(within(module))
    silent = {node for outer in nodes for node in _silent(outer, program)}
    nodes = [node for node in nodes if node not in silent]
    homes = dict.fromkeys(nodes, module.path)
    tracer = Tracer(program, flow, Places(homes, program.paths))
    unknown = {expr: place for expr, place in lost(module, program).items() if expr in homes}
    found = [*_declared(nodes, tracer, program), *(one for one in _traced(unknown, tracer) if one.kind in _CURED_THERE)]
    uses = needed(nodes, program)
    others = {expr: place for expr, place in unknown.items() if expr in uses}
    found += [one for one in _traced(others, tracer) if one.kind not in _CURED_THERE]
    told: dict[tuple[CauseKind, Place], Cause] = {}
    for one in found:
        if one.kind != "mistake" and not one.on_purpose and one.place.path == module.path and one.place.span.line > 0:
            told.setdefault((one.kind, one.place), one)
    return sorted(told.values(), key=lambda one: one.place)


def _silent(outer: Node, program: Program) -> Iterator[Node]:
    """What nothing is told of: a class whose head names lists, what is in a function that mypy does not check."""
    if isinstance(outer, ClassDef) and template_of(outer.info):
        yield from within(outer)
    elif is_unchecked(outer, program.options):
        yield from (node for node in within(outer) if node is not outer)


def _declared(nodes: Sequence[Node], tracer: Tracer, program: Program) -> Iterator[Cause]:
    """The declarations of arrays that say too little, and the functions that say nothing."""
    for node in nodes:
        found: list[Cause | None] = []
        if isinstance(node, FuncDef):
            is_checked = not is_unchecked(node, program.options)
            found += tracer.declared_by(node) if is_checked else [unchecked(node, tracer.places)]
        elif isinstance(node, CallExpr):
            found.append(given_arrays(node, program, tracer.places))
        elif isinstance(node, AssignmentStmt) and node.unanalyzed_type is not None:
            target = node.lvalues[0]
            if isinstance(target, RefExpr) and isinstance(target.node, Var) and not is_any(target.node.type):
                found.append(tracer.declared_variable(target.node))
        yield from (one for one in found if one is not None and one.kind in _DECLARED | {"untyped"})


def _traced(unknown: Mapping[Expression, object], tracer: Tracer) -> Iterator[Cause]:
    """What makes some expressions unknown, here or at its first use."""
    after, causes = traced(unknown, tracer)
    for cause, steps in causes.items():
        calls = [call for step in steps if isinstance(step, FuncDef) for call in after.get(step, ())]
        uses = [tracer.places.of(call) for call in calls if isinstance(call, Expression)]
        is_elsewhere = cause.kind == "untyped" and uses and cause.place.path != min(uses).path
        yield replace(cause, place=min(uses)) if is_elsewhere else cause
