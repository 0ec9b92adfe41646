"""Calls of functions that are compiled already: what names cost at a jit boundary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jax

import haliax as hax
from benchmarks import models, positional
from benchmarks.measure import Call, side_by_side
from benchmarks.report import Row

GROUP = "Calls of compiled functions"


def rows(seconds: float) -> Iterator[Row]:
    """The figures of calls with few and with many arrays."""
    for what, target, ours, plain, against in calls():
        times = side_by_side({"ours": ours, "plain": plain}, seconds)
        fast, slow = times["ours"], times["plain"]
        figures = fast.best * 1e6, slow.best * 1e6
        yield Row(GROUP, what, *figures, "µs", against=against, target=target, paired=fast.paired(slow))


def calls() -> Iterator[tuple[str, float | None, Call, Call, str]]:
    """What is called: its name, its target, with names, without, and what that is."""
    x = hax.ones({"batch": 8, "embed": 16})
    params = {f"layer{i}": x + i for i in range(8)}
    array, arrays = x.array, models.plain(params)

    plain = jax.jit(_add)
    yield "jax.jit, x + y", 1.25, lambda: plain(x, x), lambda: plain(array, array), "plain arrays"
    update = jax.jit(_scaled)
    # Nothing but arrays that pass: about 0.3 µs for each way, in which jax's registry of pytrees calls Python.
    yield "jax.jit, 8 parameters in and out", None, lambda: update(params), lambda: update(arrays), "plain arrays"
    block, by_hand = jax.jit(models.block), jax.jit(positional.block)
    inputs = models.params(), models.inputs()
    plain_inputs = models.plain(inputs)
    yield "jax.jit, transformer block", 1.25, lambda: block(*inputs), lambda: by_hand(*plain_inputs), "by hand"

    named = hax.named_jit(_add)
    yield "named_jit, x + y", 1.5, lambda: named(x, x), lambda: plain(x, x), "jax.jit"
    named_update = hax.named_jit(_scaled)
    yield "named_jit, 8 parameters in and out", 1.5, lambda: named_update(params), lambda: update(params), "jax.jit"


def _add(x: Any, y: Any) -> Any:
    return x + y


def _scaled(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value * 0.5 for name, value in params.items()}
