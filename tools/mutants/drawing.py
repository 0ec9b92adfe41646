"""Draws mutants of groups, even over functions."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tools.mutants.groups import GROUPS, files
from tools.mutants.sites import Mutant, mutants

Drawn = tuple[str, Mutant]
"""The name of a group, and a mutant of it."""


def draw(groups: Sequence[str], count: int | None, seed: int, only: str = "") -> list[Drawn]:
    """Mutants of these groups: all, or `count` of them, shared out among the groups and even over functions."""
    total = sum(GROUPS[name].share for name in groups)
    drawn: list[Drawn] = []
    for name in groups:
        found = [mutant for path in files(GROUPS[name]) for mutant in mutants(path) if only in f"{path} {mutant.key}"]
        wanted = len(found) if count is None else round(count * GROUPS[name].share / total)
        drawn += [(name, mutant) for mutant in _evenly(found, wanted, random.Random(f"{seed} {name}"))]
    return drawn


def _evenly(found: list[Mutant], count: int, source: random.Random) -> list[Mutant]:
    """One of each function in turn, until there are enough."""
    by_function: dict[tuple[Path, str], list[Mutant]] = defaultdict(list)
    for mutant in found:
        by_function[mutant.path, mutant.function].append(mutant)
    for of_one in by_function.values():
        source.shuffle(of_one)
    turns = [(turn, source.random(), m) for ms in by_function.values() for turn, m in enumerate(ms)]
    chosen = [mutant for _, _, mutant in sorted(turns, key=lambda entry: entry[:2])[:count]]
    return sorted(chosen, key=lambda mutant: (mutant.path, mutant.line))
