"""Text that every Python has: the help topics of the standard library, as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pydoc_data.topics import topics
from typing import TypeAlias

import equinox as eqx
import numpy as np

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Int

Text: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int32]]


class Batch(eqx.Module):
    """Windows of the text, and for each byte of them the byte that follows."""

    tokens: Int[NamedArray, "batch position"]
    targets: Int[NamedArray, "batch position"]


def load() -> tuple[Text, Text]:
    """The text in two parts: nine tenths to train on, one tenth to validate with."""
    text = "\n\n".join(topics[name] for name in sorted(topics)).encode()
    data = np.frombuffer(text, dtype=np.uint8).astype(np.int32)
    cut = len(data) * 9 // 10
    return data[:cut], data[cut:]


def batches(text: Text, batch: Axis["batch"], position: Axis["position"], seed: int) -> Iterator[Batch]:
    """Batches of windows from random places, without end."""
    generator = np.random.default_rng(seed)
    while True:
        starts = generator.integers(len(text) - position.size, size=(batch.size, 1))
        windows = text[starts + np.arange(position.size + 1)]
        yield Batch(
            tokens=hax.named(windows[:, :-1], (batch, position)),
            targets=hax.named(windows[:, 1:], (batch, position)),
        )


def unigram_loss(train: Text, validation: Text) -> float:
    """Nats per byte of a model that knows how often each byte occurs, and nothing else."""
    counts = np.bincount(train, minlength=256) + 1
    return float(-np.log(counts / counts.sum())[validation].mean())
