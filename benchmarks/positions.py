"""Positions given as arguments: the same ones at each call, and ones that no call has seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import jax
import jax.numpy as jnp

import haliax as hax
from benchmarks.measure import Call, one_by_one, side_by_side
from benchmarks.report import Row
from haliax import Axis

GROUP = "Positions as arguments"

BATCH, EMBED = hax.make_axes(batch=8, embed=16)
TIME = Axis("time", 4096)
"""Long enough that no position in a measurement comes twice."""


@dataclass(frozen=True)
class Fixed:
    """A call with the same positions each time.

    Attributes:
        what: What is measured.
        ours: With named axes.
        plain: With positions, as a person would write it.
    """

    what: str
    ours: Call
    plain: Call


@dataclass(frozen=True)
class New:
    """A call with a position that is another one each time.

    Attributes:
        what: What is measured.
        ours: With named axes, at a position.
        plain: The same by hand.
    """

    what: str
    ours: Callable[[int], Any]
    plain: Callable[[int], Any]


def rows(seconds: float, *, rounds: int) -> Iterator[Row]:
    """The figures of fixed positions, for so many seconds each, and of new ones, for so many calls each."""
    for case in fixed():
        times = side_by_side({"ours": case.ours, "plain": case.plain}, seconds)
        fast, slow = times["ours"], times["plain"]
        figures = fast.best * 1e6, slow.best * 1e6
        yield Row(GROUP, case.what, *figures, "µs", target=1.0, paired=fast.paired(slow))
    for new in moving():
        # What one side compiles must not serve the other, so each has positions of its own.
        times = one_by_one({"ours": along(new.ours, 1), "plain": along(new.plain, 2)}, rounds)
        fast, slow = times["ours"], times["plain"]
        figures = fast.middle * 1e6, slow.middle * 1e6
        yield Row(GROUP, new.what, *figures, "µs", target=1.0, paired=fast.paired(slow))


def along(function: Callable[[int], Any], start: int) -> Call:
    """A call that gives every second position, from `start` on."""
    positions = count(start, 2)
    return lambda: function(next(positions))


def fixed() -> list[Fixed]:
    """What is called with the same positions each time."""
    p = jax.random.normal(jax.random.key(0), (BATCH.size, EMBED.size))
    x = hax.named(p, (BATCH, EMBED))
    return [
        Fixed('take(x, "embed", 2)', lambda: hax.take(x, "embed", 2), lambda: jnp.take(p, 2, axis=1)),
        Fixed('x["batch", 3]', lambda: x["batch", 3], lambda: p[3]),
        Fixed('x["embed", 2]', lambda: x["embed", 2], lambda: p[:, 2]),
        Fixed('x["embed", ::2]', lambda: x["embed", ::2], lambda: p[:, ::2]),
        Fixed(
            'slice(x, "embed", start=1, length=4)',
            lambda: hax.slice(x, "embed", start=1, length=4),
            lambda: p[:, 1:5],
        ),
        Fixed('x.at["batch", 3].set(1.0)', lambda: x.at["batch", 3].set(1.0), lambda: p.at[3].set(1.0)),
        Fixed('x.at["embed", 2].set(0.0)', lambda: x.at["embed", 2].set(0.0), lambda: p.at[:, 2].set(0.0)),
    ]


def moving() -> list[New]:
    """What is called with another position each time."""
    p = jax.random.normal(jax.random.key(0), (BATCH.size, TIME.size))
    x = hax.named(p, (BATCH, TIME))
    return [
        New('x["time", i], a new i each time', lambda i: x["time", i], lambda i: p[:, i]),
        New('roll(x, i, "time"), a new i each time', lambda i: hax.roll(x, i, "time"), lambda i: jnp.roll(p, i, 1)),
    ]
