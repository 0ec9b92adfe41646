"""Images of shapes of any place and size, in noise: discs, rings, crosses, saltires and bars."""

from __future__ import annotations

from collections.abc import Iterator

import equinox as eqx
import numpy as np

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Float, Int
from vit.model import Config

NAMES = ("disc", "ring", "cross", "saltire", "bar")


class Batch(eqx.Module):
    """Images, and which of `NAMES` each shows."""

    images: Float[NamedArray, "batch height width"]
    labels: Int[NamedArray, "batch"]


def batches(config: Config, batch: Axis["batch"], seed: int) -> Iterator[Batch]:
    """Batches of new images, without end."""
    generator = np.random.default_rng(seed)
    height, width = config.height, config.width
    least = min(height.size, width.size)
    while True:
        labels = generator.integers(config.label.size, size=batch.size)
        radius = generator.uniform(0.22, 0.4, size=(batch.size, 1, 1)) * least
        top = generator.uniform(radius, height.size - radius)
        left = generator.uniform(radius, width.size - radius)
        y = np.abs(np.arange(height.size)[:, None] - top)
        x = np.abs(np.arange(width.size) - left)
        distance, thickness = np.hypot(y, x), radius / 3
        disc = distance < radius
        ring = disc & (distance > radius - thickness)
        cross, saltire = disc & (np.minimum(y, x) < thickness), disc & (np.abs(y - x) < thickness)
        shapes = np.stack([disc, ring, cross, saltire, disc & (y < thickness)])
        images = shapes[labels, np.arange(batch.size)] + generator.normal(scale=0.1, size=distance.shape)
        yield Batch(
            images=hax.named(images.astype(np.float32), (batch, height, width)),
            labels=hax.named(labels.astype(np.int32), batch),
        )
