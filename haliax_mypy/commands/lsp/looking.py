"""A program that was checked, kept to be asked why less than all is known of an expression."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from typing import Final

from mypy.nodes import Expression, MypyFile

from haliax_mypy.survey import Program
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.columns import Columns
from haliax_mypy.survey.files import lost
from haliax_mypy.survey.places import Span
from haliax_mypy.survey.surveying import tracer_of
from haliax_mypy.survey.tracing import Step, Tracer

_MOST: Final = 3
"""How many causes are told."""

_FARTHEST: Final = 2000
"""How many steps are gone back."""


class Looked:
    """A program, and the texts of its files."""

    def __init__(self, program: Program, text: Callable[[str], str]) -> None:
        self._program, self._text = program, text
        self._lost: dict[str, dict[Span, Expression]] = {}

    @cached_property
    def _tracer(self) -> Tracer:
        return tracer_of(self._program)

    def causes(self, path: str, span: Span) -> list[Cause]:
        """Why less than all is known of an expression, the nearest cause first; empty if all is known."""
        modules = self._program.modules.values()
        module = next((one for one in modules if os.path.abspath(one.path) == path), None)
        if module is None:
            return []
        if path not in self._lost:
            self._lost[path] = self._unknown(module, path)
        expr = self._lost[path].get(span)
        return [] if expr is None else self._before(expr)

    def _unknown(self, module: MypyFile, path: str) -> dict[Span, Expression]:
        """The expressions of a module that are not known, by their places."""
        columns = Columns(self._text(path), are_bytes=self._program.counts_bytes(module))
        return {columns.corrected(span): expr for expr, (_, span) in lost(module, self._program).items()}

    def _before(self, expr: Expression) -> list[Cause]:
        steps: list[Step] = [expr]
        seen, found = set(steps), dict[Cause, None]()
        for step in steps:  # which grows
            for one in self._tracer.before(step):
                if isinstance(one, Cause):
                    found[one] = None
                elif one not in seen:
                    seen.add(one)
                    steps.append(one)
            if len(found) >= _MOST or len(steps) > _FARTHEST:
                break
        return list(found)[:_MOST]
