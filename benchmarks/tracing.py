"""The time that jax takes to trace a function, which is paid for each new shape."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import jax

import haliax as hax
from benchmarks import models, positional
from benchmarks.measure import Call, side_by_side
from benchmarks.processes import python
from benchmarks.report import Row

GROUP = "Tracing, once jax and haliax have seen the operations"
FIRST = "Tracing for the first time in a process"


def rows(seconds: float, *, first: bool) -> Iterator[Row]:
    """The figures of an addition, a layer and a block; if `first`, of the first blocks in a process too."""
    for what, target, ours, plain in functions():
        times = side_by_side({"ours": ours, "plain": plain}, seconds)
        fast, slow = times["ours"], times["plain"]
        yield Row(
            GROUP,
            what,
            fast.best * 1e6,
            slow.best * 1e6,
            "µs",
            against="by hand",
            target=target,
            paired=fast.paired(slow),
        )
    if first:
        yield _first("one transformer block", 1)
        yield _first("twelve transformer blocks", 12)


def functions() -> Iterator[tuple[str, float, Call, Call]]:
    """What is traced: its name, its target, with named axes, and by hand."""
    params, x = models.params(), models.inputs()
    p, array = models.plain(params), x.array
    scale, vector = params["scale1"], p["scale1"]
    yield "x + y, same axes", 1.3, traced(_add, x, x), traced(_add, array, array)
    yield "x + y, broadcast", 1.3, traced(_add, x, scale), traced(_add, array, vector)
    attention = traced(models.attention, params, x), traced(positional.attention, p, array)
    yield "one attention layer", 1.1, *attention
    block = traced(models.block, params, x), traced(positional.block, p, array)
    yield "one transformer block", 1.1, *block


def _add(x: Any, y: Any) -> Any:
    return x + y


def traced(function: Callable[..., Any], *args: Any) -> Call:
    """A call that traces `function` anew."""

    def trace() -> Any:
        def fresh(*args: Any) -> Any:  # jax keeps the traces of functions that it knows
            return function(*args)

        return jax.jit(fresh).trace(*args)

    return trace


def _first(what: str, blocks: int) -> Row:
    """The first trace of some blocks, in processes of their own that run in turns."""
    best = {"named": float("inf"), "by_hand": float("inf")}
    for _ in range(5):
        for name in best:
            best[name] = min(best[name], float(python("-m", "benchmarks.tracing", name, str(blocks))))
    return Row(FIRST, what, best["named"] * 1e3, best["by_hand"] * 1e3, "ms", against="by hand")


def _first_here(name: str, blocks: int) -> float:
    """The seconds that the first trace of some blocks takes in this process."""
    params, x = models.params(), models.inputs()
    args, block = (params, x), models.block
    if name == "by_hand":
        args, block = models.plain(args), positional.block

    def model(params: Any, x: Any) -> Any:
        for _ in range(blocks):
            x = block(params, x)
        return x

    traced(_add, 1.0, 1.0)()
    hax.exp(models.inputs())
    start = time.perf_counter()
    traced(model, *args)()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(_first_here(sys.argv[1], int(sys.argv[2])))
