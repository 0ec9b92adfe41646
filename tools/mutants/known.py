"""Survivors that are known, each with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.mutants.sites import Key, Mutant

LIST = Path(__file__).with_name("survivors.txt")
EQUIVALENT = "equivalent"
"""How a reason begins where the change means nothing; such mutants do not count."""


@dataclass(frozen=True)
class Known:
    """An entry of the list: what names a mutant, and why it survives."""

    key: Key
    reason: str

    @property
    def is_equivalent(self) -> bool:
        """Whether the change means nothing."""
        return self.reason.startswith(EQUIVALENT)


def read(path: Path = LIST) -> list[Known]:
    """The entries of the list.

    Raises:
        ValueError: If an entry has not its four lines.
    """
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    found = []
    for i in range(0, len(lines), 4):
        place, *rest = lines[i : i + 4]
        marks = [line.strip().partition(" ") for line in rest]
        if place.startswith(" ") or [mark for mark, _, _ in marks] != ["-", "+", "?"]:
            raise ValueError(f"{path.name}: no entry in four lines: {place}")
        file, _, function = place.partition(" ")
        found.append(Known((file, function, marks[0][2], marks[1][2]), marks[2][2]))
    return found


def written(mutant: Mutant, reason: str) -> str:
    """An entry, as it stands in the list."""
    file, function, old, new = mutant.key
    return f"{file} {function}\n    - {old}\n    + {new}\n    ? {reason}\n"


def stale(entries: Iterable[Known], mutants: Iterable[Mutant]) -> list[Known]:
    """The entries that match no mutant."""
    keys = {mutant.key for mutant in mutants}
    return [entry for entry in entries if entry.key not in keys]
