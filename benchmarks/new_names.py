"""Names that no call has seen, on arrays of shapes that jax has: how long a first call takes, and what is kept of it.

The figures have limits of their own. They are written as ratios to the limit, which must not exceed 1.
"""

from __future__ import annotations

import gc
import resource
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import jax
import jax.numpy as jnp

import haliax as hax
from benchmarks.measure import WARM_UP, Call, one_by_one
from benchmarks.processes import python
from benchmarks.report import Row, Skipped
from haliax import NamedArray

FIRST = "First eager call with new names, of known shapes"
MEMORY = "Memory that new names take, in a fresh process"

MILLISECONDS = 2.0
"""How long a first call may take."""

GROWTH = 20.0
"""How many MiB a process may grow."""

STOP = 200.0
"""At how many MiB of growth a measurement ends, whatever is left of it."""

LIMIT = "a limit of"
STATM = Path("/proc/self/statm")


class Arrays(NamedTuple):
    """Arrays whose axes have names of their own.

    Attributes:
        names: The names of the three axes.
        x: It has the first and the second.
        row: It has the second.
        w: It has the second and the third.
    """

    names: tuple[str, str, str]
    x: NamedArray
    row: NamedArray
    w: NamedArray


def arrays() -> Arrays:
    """Arrays with names that none had before, always of the same shapes."""
    number = next(_NUMBERS)
    names = f"batch_{number}", f"embed_{number}", f"mlp_{number}"
    x, w = jnp.ones((8, 16)), jnp.ones((16, 32))
    return Arrays(names, hax.named(x, names[:2]), hax.named(x[0], names[1:2]), hax.named(w, names[1:]))


_NUMBERS = count()

OPERATIONS: dict[str, Callable[[Arrays], NamedArray]] = {
    "add, same axes": lambda a: a.x + a.x,
    "add, broadcast": lambda a: a.x + a.row,
    "sum": lambda a: hax.sum(a.x, a.names[1]),
    "dot": lambda a: hax.dot(a.x, a.w, axis=a.names[1]),
    "rearrange": lambda a: hax.rearrange(a.x, f"{{{a.names[0]} {a.names[1]}}} -> {a.names[1]} {a.names[0]}"),
    "softmax": lambda a: hax.nn.softmax(a.x, a.names[1]),
    "concatenate": lambda a: hax.concatenate(a.names[1], [a.x, a.x]),
}
"""What is called."""


def first_use(rounds: int) -> Iterator[Row]:
    """The median time of first calls, each with names of its own."""
    times = one_by_one({name: _fresh(operation, rounds) for name, operation in OPERATIONS.items()}, rounds)
    for name, found in times.items():
        yield Row(FIRST, name, found.middle * 1e3, MILLISECONDS, "ms", against=LIMIT, target=1.0)


def _fresh(operation: Callable[[Arrays], NamedArray], rounds: int) -> Call:
    """A call with other names each time. The arrays are made beforehand."""
    left = [arrays() for _ in range(rounds + WARM_UP)]
    return lambda: operation(left.pop())


def memory(sets: int) -> Iterator[Row | Skipped]:
    """How much a process grows over so many sets of names."""
    if not STATM.exists():
        yield Skipped(MEMORY, f"there is no {STATM}")
        return
    done, growth = python("-m", "benchmarks.new_names", str(sets)).split()
    what = f"{sets:,} sets of names" if int(done) == sets else f"{sets:,} sets of names, stopped after {done}"
    yield Row(MEMORY, what, float(growth), GROWTH, "MiB", against=LIMIT, target=1.0)


def growth_here(sets: int) -> tuple[int, float]:
    """Over how many sets of names this process was measured, and by how many MiB it grew."""
    for _ in range(WARM_UP):
        _call_all(arrays())
    gc.collect()
    before = _resident()
    for done in range(1, sets + 1):
        _call_all(arrays())
        growth = _resident() - before
        if growth > STOP:
            return done, growth
    gc.collect()
    return sets, _resident() - before


def _call_all(given: Arrays) -> None:
    jax.block_until_ready([operation(given) for operation in OPERATIONS.values()])  # type: ignore[no-untyped-call]


def _resident() -> float:
    """The MiB of this process that are in memory."""
    return int(STATM.read_text().split()[1]) * resource.getpagesize() / 2**20


if __name__ == "__main__":
    print(*growth_here(int(sys.argv[1])))
