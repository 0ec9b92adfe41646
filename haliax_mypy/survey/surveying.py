"""A whole survey: the files of a program, and the causes of what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

from mypy.nodes import Node

from haliax_mypy.survey.causes import Cause, Ranked
from haliax_mypy.survey.columns import Columns
from haliax_mypy.survey.declarations import Places
from haliax_mypy.survey.files import Counts, File, counted, file, lost
from haliax_mypy.survey.flow import Flow
from haliax_mypy.survey.program import Program
from haliax_mypy.survey.ranking import ranked
from haliax_mypy.survey.tracing import Tracer
from haliax_mypy.survey.tree import within


@dataclass(frozen=True)
class Survey:
    """What is known of the axes in a program.

    Attributes:
        files: The files that were looked at.
        causes: Where knowledge was lost, those first on which most hangs.
    """

    files: Sequence[File]
    causes: Sequence[Ranked]

    @property
    def counts(self) -> Counts:
        """How many array expressions of all files are known."""
        return reduce(add, (counted(one.seen) for one in self.files), Counts())


def survey(program: Program, sources: Mapping[str, str]) -> Survey:
    """The survey of a program.

    Args:
        program: The program.
        sources: The text of each module.
    """
    tracer = tracer_of(program)
    missing = {expr: place for module in program.modules.values() for expr, place in lost(module, program).items()}
    files = [file(module, sources[name], program) for name, module in program.modules.items()]
    columns = {
        module.path: Columns(sources[name], are_bytes=program.counts_bytes(module))
        for name, module in program.modules.items()
    }
    causes = [replace(one, cause=_placed(one.cause, columns)) for one in ranked(missing, tracer)]
    return Survey(sorted(files, key=lambda one: one.path), causes)


def tracer_of(program: Program) -> Tracer:
    """What finds the causes in a program."""
    flow, homes = Flow(), dict[Node, str]()
    for module in program.modules.values():
        flow.follow(module)
        homes |= dict.fromkeys(within(module), module.path)
    return Tracer(program, flow, Places(homes, program.paths))


def _placed(cause: Cause, columns: Mapping[str, Columns]) -> Cause:
    """A cause with the columns of its place in characters."""
    place = cause.place
    if place.path not in columns or place.span.line < 1:
        return cause
    return replace(cause, place=replace(place, span=columns[place.path].corrected(place.span)))
