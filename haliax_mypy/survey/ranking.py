"""The causes of all that is not known, and how much hangs on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mypy.nodes import Expression

from haliax_mypy.survey.causes import Cause, Ranked
from haliax_mypy.survey.tracing import Step, Tracer


def ranked(lost: Mapping[Expression, object], tracer: Tracer) -> list[Ranked]:
    """The causes, those first on which most hangs.

    Args:
        lost: The array expressions that are not known, and for each what it is counted as.
        tracer: Says what makes an expression unknown.
    """
    after, causes = traced(lost, tracer)
    reached: dict[Cause, set[object]] = {}
    for cause, starts in causes.items():
        reached[cause] = {
            lost[step] for step in _reached(starts, after) if isinstance(step, Expression) and step in lost
        }
    shares: dict[object, int] = defaultdict(int)
    for found in reached.values():
        for one in found:
            shares[one] += 1
    result = [
        Ranked(cause, len(found), sum(shares[one] == 1 for one in found)) for cause, found in reached.items() if found
    ]
    return sorted(result, key=lambda one: (-one.hanging, -one.alone, one.cause.place))


def traced(lost: Iterable[Expression], tracer: Tracer) -> tuple[dict[Step, list[Step]], dict[Cause, list[Step]]]:
    """What is unknown because of each step, and because of each cause."""
    after: dict[Step, list[Step]] = defaultdict(list)
    causes: dict[Cause, list[Step]] = defaultdict(list)
    once: dict[tuple[str, str], Cause] = {}
    waiting: list[Step] = list(lost)
    seen = set(waiting)
    while waiting:
        step = waiting.pop()
        for found in tracer.before(step):
            if isinstance(found, Cause):
                # Of a library, and of an import, one use stands for all.
                is_shared = found.kind in ("library", "import")
                cause = once.setdefault((found.kind, found.name), found) if is_shared else found
                causes[cause].append(step)
                continue
            after[found].append(step)
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    return after, causes


def _reached(starts: Sequence[Step], after: Mapping[Step, Sequence[Step]]) -> set[Step]:
    found = set(starts)
    waiting = list(starts)
    while waiting:
        for step in after.get(waiting.pop(), ()):
            if step not in found:
                found.add(step)
                waiting.append(step)
    return found
