"""Eight threads at once: whether names make them wait for one another more than jax does.

Python runs one thread at a time, so eight take as long as one that does the work of all, or more. How much more is the
figure, with names and without.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from statistics import median

import jax
import jax.numpy as jnp

import haliax as hax
from benchmarks.report import Row
from haliax import NamedArray

GROUP = "Eight threads beside one that does the work of all"
THREADS = 8
CALLS = 50
"""How many times a thread calls its function in one round."""

X, W = jnp.ones((8, 16)), jnp.ones((16, 32))


def rows(rounds: int) -> Iterator[Row]:
    """The figures for names that were seen before, and for names that no call has seen."""
    plain = [by_hand] * THREADS
    for what, functions in (("names seen before", [by_name] * THREADS), ("new names", _with_new_names())):
        ours, theirs = _times_longer([functions, plain], rounds)
        yield Row(GROUP, f"add, sum, dot, rearrange: {what}", ours, theirs, "times", target=1.1)


def by_hand() -> jax.Array:
    """Some operations on arrays without names."""
    return ((X + X).sum(1)[:, None] * X @ W).T


def by_name(batch: str = "batch", embed: str = "embed", mlp: str = "mlp") -> NamedArray:
    """The same with names."""
    x, w = hax.named(X, (batch, embed)), hax.named(W, (embed, mlp))
    return hax.dot((x + x).sum(embed) * x, w, axis=embed).rearrange((mlp, batch))


def _with_new_names() -> list[Callable[[], NamedArray]]:
    """For each thread a function that calls the operations with other names each time."""

    def own(thread: int) -> Callable[[], NamedArray]:
        numbers = count()

        def call() -> NamedArray:
            number = f"{thread}_{next(numbers)}"
            return by_name(f"batch{number}", f"embed{number}", f"mlp{number}")

        return call

    return [own(thread) for thread in range(THREADS)]


def _times_longer(sides: list[list[Callable[[], object]]], rounds: int) -> list[float]:
    """How many times as long the functions take in a thread each as one after the other: the median of all rounds."""
    found: list[list[float]] = [[] for _ in sides]
    for turn in range(rounds + 1):
        for functions, ratios in zip(sides, found, strict=True):
            together, alone = _together(functions), _alone(functions)
            if turn:  # the first is to compile what there is to compile
                ratios.append(together / alone)
    return [median(ratios) for ratios in found]


def _alone(functions: list[Callable[[], object]]) -> float:
    return _seconds([lambda: [_repeated(function) for function in functions]])


def _together(functions: list[Callable[[], object]]) -> float:
    return _seconds([lambda function=function: _repeated(function) for function in functions])


def _repeated(function: Callable[[], object]) -> None:
    for _ in range(CALLS):
        result = function()
    jax.block_until_ready(result)  # type: ignore[no-untyped-call]  # of jax


def _seconds(work: list[Callable[[], object]]) -> float:
    """How long it takes until all of this is done, each in a thread of its own."""
    start = threading.Barrier(len(work) + 1)

    def run(task: Callable[[], object]) -> None:
        start.wait()
        task()

    threads = [threading.Thread(target=run, args=(task,)) for task in work]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began
