"""The task: at every position, the token that was marked last.

Marks come at random, so no fixed delay solves it: a model has to choose what it keeps.
"""

from __future__ import annotations

from collections.abc import Iterator

import equinox as eqx
import numpy as np

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Int
from ssm.model import Config


class Batch(eqx.Module):
    """Tokens, which of them are marked, and the one that was marked last."""

    tokens: Int[NamedArray, "batch position"]
    marks: Int[NamedArray, "batch position"]
    targets: Int[NamedArray, "batch position"]


def batches(config: Config, batch: Axis["batch"], position: Axis["position"], seed: int) -> Iterator[Batch]:
    """Batches of new sequences, without end. The first token of each is marked, and of the others one in ten."""
    generator = np.random.default_rng(seed)
    shape = (batch.size, position.size)
    while True:
        tokens = generator.integers(config.token.size, size=shape)
        marks = generator.random(shape) < 0.1
        marks[:, 0] = True
        last = np.maximum.accumulate(np.where(marks, np.arange(position.size), 0), axis=1)
        targets = np.take_along_axis(tokens, last, axis=1)
        yield Batch(
            tokens=hax.named(tokens.astype(np.int32), (batch, position)),
            marks=hax.named(marks.astype(np.int32), (batch, position)),
            targets=hax.named(targets.astype(np.int32), (batch, position)),
        )
