"""What is printed at the end: numbers, and a small program for each thing that is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tools.fuzz.batches import Tried
from tools.fuzz.judging import Finding

MOST_VAGUE = 0.03
"""The share of results that may be inexact where all operands are known."""


@dataclass
class Numbers:
    """What came of many programs.

    Attributes:
        counts: How many programs, reveals and findings there were, by name.
        results: For each operation on known arrays: how often, and how often its result was not exact.
        vague: An example for each.
        mistakes: For each kind of mistake: how many, and how many mypy found.
        missed: Mistakes that mypy did not find: the kind and the line.
        first: The first finding of each cause, and the program.
    """

    counts: Counter[str] = field(default_factory=Counter)
    results: dict[str, Counter[str]] = field(default_factory=dict)
    vague: dict[str, str] = field(default_factory=dict)
    mistakes: dict[str, Counter[str]] = field(default_factory=dict)
    missed: list[tuple[str, str]] = field(default_factory=list)
    first: dict[str, tuple[Finding, Tried]] = field(default_factory=dict)

    def add(self, tried: Tried) -> None:
        """Counts what came of one program."""
        self.counts["programs"] += 1
        if tried.verdict is None:
            self.counts["did not run"] += 1
            return
        verdict = tried.verdict
        self.counts["reveals"] += verdict.reveals
        self.counts["exact"] += verdict.exact
        self.counts["strict"] += len(verdict.strict)
        for finding in verdict.findings[:1]:  # what comes later may follow from it
            self.counts[finding.kind] += 1
            self.first.setdefault(finding.cause, (finding, tried))
        for what, seen in verdict.results.items():
            self.results.setdefault(what, Counter()).update(seen)
        for what, example in verdict.vague.items():
            self.vague.setdefault(what, example)
        if verdict.mistake is not None:
            kind, found, line = verdict.mistake
            self.mistakes.setdefault(kind, Counter())["found" if found else "missed"] += 1
            if not found:
                self.missed.append((kind, line))


_LABELS = {
    "programs": "programs",
    "did not run": "that did not run",
    "reveals": "types compared",
    "exact": "that say all",
    "wrong": "programs with a wrong type",
    "alarm": "with a false alarm",
    "silent": "with a line that mypy takes for unreachable",
    "crash": "that take mypy down",
    "strict": "errors by subtyping alone, as for a union",
}


def table(numbers: Numbers) -> str:
    """The numbers, for people."""
    lines = [f"{numbers.counts[name]:8}  {label}" for name, label in _LABELS.items()]
    vague = sum(seen["vague"] for seen in numbers.results.values())
    every = sum(seen["all"] for seen in numbers.results.values())
    lines.append(f"{every:8}  results of known arrays, {vague} of them inexact ({_share(vague, every):.1%})")
    for what, seen in sorted(numbers.results.items(), key=lambda item: -item[1]["vague"]):
        if _share(seen["vague"], seen["all"]) > MOST_VAGUE:
            lines.append(f"{'':10}{what}: {seen['vague']} of {seen['all']}, as {numbers.vague[what]}")
    for kind, of in sorted(numbers.mistakes.items()):
        total = of["found"] + of["missed"]
        lines.append(f"{total:8}  mistakes of kind {kind}, {of['found']} found ({_share(of['found'], total):.1%})")
    return "\n".join(lines)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def told(finding: Finding, text: str) -> str:
    """A finding with its program, so that it can become a case."""
    return f"# {finding.kind.upper()} (line {finding.line}): {finding.detail}\n# {finding.source}\n{text}"
