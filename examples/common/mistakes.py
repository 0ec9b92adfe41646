"""Mistakes with axes, each as a small change of the source of a model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from common.typecheck import Report


class Kind(StrEnum):
    """The kinds that every example has, unless its own list says why not."""

    WRONG_IN = "wrong In"
    WRONG_OUT = "wrong Out"
    RESIDUAL = "residual of other axes"
    NORM = "norm over an absent axis"
    RENAME = "q and k not renamed"
    SWAPPED = "head axes swapped in a declared type"
    OTHER_LAYER = "layer given where another is declared"
    TARGETS = "targets where logits belong"


@dataclass(frozen=True)
class Mistake:
    """One edit that breaks a model.

    Attributes:
        name: What it is, in a few words.
        old: The text that it replaces, which stands in the model once.
        new: The text in its place.
        code: The code of the error that mypy must report.
        at: Part of the line that it must report, where that is not `new`.
    """

    name: str
    old: str
    new: str
    code: str
    at: str = ""

    @property
    def line(self) -> str:
        """Part of the line that mypy must report."""
        return self.at or self.new

    def apply(self, source: str) -> str:
        """The source with the mistake in it.

        Raises:
            ValueError: If `old` does not stand there exactly once.
        """
        if source.count(self.old) != 1:
            raise ValueError(f"'{self.name}' does not fit the model: found {source.count(self.old)} times: {self.old}")
        return source.replace(self.old, self.new)

    def write(self, model: Path, folder: Path) -> Path:
        """A copy of a model with the mistake in it, whose name tells both."""
        path = folder / f"{model.parent.name}_{self.name.replace(' ', '_')}.py"
        path.write_text(self.apply(model.read_text()))
        return path

    def found(self, reports: list[Report]) -> list[Report]:
        """Of what mypy reports of the copy, what stands on the line of the mistake and has its code."""
        return [report for report in reports if report.code == self.code and self.line in report.source]
