"""What is printed, and whether it is good enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.mutants.groups import GROUPS, LEAST_OF_ALL, MANY, ROOT
from tools.mutants.known import Known
from tools.mutants.sites import Key, Mutant
from tools.mutants.trial import Fate


@dataclass(frozen=True)
class Result:
    """What became of a mutant of a group."""

    group: str
    mutant: Mutant
    fate: Fate
    seconds: float

    @property
    def survived(self) -> bool:
        """Whether no test noticed it."""
        return self.fate in (Fate.SURVIVED, Fate.UNSEEN)


@dataclass(frozen=True)
class Score:
    """The numbers of a group. A mutant that is listed as equivalent counts for nothing."""

    mutants: int
    killed: int
    survived: int
    listed: int
    equivalent: int
    skipped: int

    @property
    def per_cent(self) -> float:
        """How many of those that mean something were killed."""
        counted = self.killed + self.survived + self.listed - self.equivalent
        return 100 * self.killed / counted if counted else 100.0


def survivor(mutant: Mutant, fate: Fate) -> str:
    """The lines that show a survivor."""
    path = mutant.path.relative_to(ROOT) if mutant.path.is_relative_to(ROOT) else mutant.path
    why = "no test executes it" if fate is Fate.UNSEEN else "survived"
    return f"{path}:{mutant.line}: {mutant.function}: {why}\n    - {mutant.old}\n    + {mutant.new}"


def score(results: Sequence[Result], known: Mapping[Key, Known]) -> Score:
    """Counts results."""
    survivors = [result for result in results if result.survived]
    listed = [known[result.mutant.key] for result in survivors if result.mutant.key in known]
    skipped = sum(result.fate is Fate.SKIPPED for result in results)
    return Score(
        mutants=len(results),
        killed=len(results) - skipped - len(survivors),
        survived=len(survivors) - len(listed),
        listed=len(listed),
        equivalent=sum(entry.is_equivalent for entry in listed),
        skipped=skipped,
    )


def scores(results: Sequence[Result], known: Mapping[Key, Known]) -> dict[str, Score]:
    """The numbers of each group, and of all."""
    found = {}
    for name in GROUPS:
        if of_group := [result for result in results if result.group == name]:
            found[name] = score(of_group, known)
    return found | {"all": score(results, known)}


def table(numbers: Mapping[str, Score]) -> str:
    """The numbers as a table."""
    lines = ["group         mutants  killed  survived  listed  skipped  per cent"]
    for name, s in numbers.items():
        lines.append(
            f"{name:<12} {s.mutants:>8} {s.killed:>7} {s.survived:>9} {s.listed:>7} {s.skipped:>8} {s.per_cent:>9.1f}"
        )
    return "\n".join(lines)


def complaints(numbers: Mapping[str, Score]) -> list[str]:
    """What is not good enough."""
    found = []
    for name, s in numbers.items():
        least = LEAST_OF_ALL * (s.mutants >= MANY) if name == "all" else GROUPS[name].least
        if s.per_cent < least:
            found.append(f"{name}: {s.per_cent:.1f} per cent are killed, and {least:.0f} should be")
    if survived := numbers["all"].survived:
        found.append(f"{survived} survived without being listed in survivors.txt")
    return found
