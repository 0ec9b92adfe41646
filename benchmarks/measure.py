"""Times two or more functions side by side.

They run in turns, in blocks short enough that whatever else the machine does falls on all of them alike. Noise only
ever adds time, so the fastest block of each is what is compared.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

import jax

Call = Callable[[], Any]
Clock = Callable[[], float]

BLOCK = 1e-3
"""About how many seconds one block takes."""

WARM_UP = 3
"""How many calls come before a measurement of single calls."""


@dataclass(frozen=True)
class Times:
    """Seconds for one call of a function, in each block."""

    blocks: tuple[float, ...]

    @property
    def best(self) -> float:
        """The time in the fastest block."""
        return min(self.blocks)

    @property
    def middle(self) -> float:
        """The time in the median block."""
        return median(self.blocks)

    def over(self, other: Times) -> float:
        """How many times the fastest block of `other` this one's is."""
        return self.best / other.best

    def paired(self, other: Times) -> float:
        """The median of the ratios to the blocks of `other` that ran next to these."""
        return self.quartiles(other)[1]

    def quartiles(self, other: Times) -> tuple[float, float, float]:
        """The quartiles of these ratios, the median between them."""
        first, middle, last = quantiles(mine / theirs for mine, theirs in zip(self.blocks, other.blocks, strict=True))
        return first, middle, last


def side_by_side(calls: Mapping[str, Call], seconds: float, clock: Clock = time.perf_counter) -> dict[str, Times]:
    """The times of functions that run in turns, for about `seconds` each."""
    counts = {name: _count(call) for name, call in calls.items()}
    blocks: dict[str, list[float]] = {name: [] for name in calls}
    end = time.perf_counter() + seconds * len(calls)
    while time.perf_counter() < end or any(len(found) < 5 for found in blocks.values()):
        for name, call in calls.items():
            blocks[name].append(_block(call, counts[name], clock) / counts[name])
    return {name: Times(tuple(values)) for name, values in blocks.items()}


def one_by_one(
    calls: Mapping[str, Call], rounds: int, clock: Clock = time.perf_counter, warm_up: int = WARM_UP
) -> dict[str, Times]:
    """The times of functions that do something new at each call: each call is a block, and they run in turns.

    Every function is called `warm_up` times before.
    """
    for call in calls.values():
        _block(call, warm_up)
    blocks: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            blocks[name].append(_block(call, 1, clock))
    return {name: Times(tuple(values)) for name, values in blocks.items()}


def _block(call: Call, count: int, clock: Clock = time.perf_counter) -> float:
    result = None
    start = clock()
    for _ in range(count):
        result = call()
    jax.block_until_ready(result)  # type: ignore[no-untyped-call]  # of jax
    return clock() - start


def _count(call: Call) -> int:
    """How many calls make a block. It also brings the function's caches to the state that is measured."""
    _block(call, 3)
    once = min(_block(call, 1) for _ in range(5))
    return max(1, int(BLOCK / once))
