"""The example that tells shapes apart: patches are parts of the image, and it learns."""

from __future__ import annotations

import jax
import numpy as np
import pytest

import haliax as hax
from haliax import Axis
from vit import __main__ as program
from vit.data import NAMES, batches
from vit.model import Attention, Config, ViT

SMALL = Config(
    row=Axis("row", 2),
    column=Axis("column", 3),
    dy=Axis("dy", 7),
    dx=Axis("dx", 5),
    embed=Axis("embed", 11),
    head=Axis("head", 2),
    head_dim=Axis("head_dim", 5),
    layer=Axis("layer", 2),
    mlp=13,
)
BATCH = Axis("batch", 17)


def test_each_image_gets_logits_by_what_its_patches_show() -> None:
    model = hax.named_jit(ViT.init)(SMALL, key=jax.random.key(0))
    images = next(batches(SMALL, BATCH, seed=0)).images
    assert {axis.name: axis.size for axis in images.axes} == {"batch": 17, "height": 14, "width": 15}
    logits_of = hax.named_jit(lambda images: model(images).rearrange(("batch", "label")))
    before = logits_of(images).array
    after = logits_of(images.at["batch", 3, "height", 13, "width", 0].set(9.0)).array
    assert before.shape == (17, len(NAMES))
    assert (np.abs(after - before).max(axis=1) > 1e-4).tolist() == [i == 3 for i in range(17)]


def test_attention_is_that_of_numpy() -> None:
    attention = hax.named_jit(Attention.init)(SMALL, key=jax.random.key(0))
    x = hax.random.normal(jax.random.key(1), (BATCH, Axis("patch", 6), SMALL.embed))

    def weight(name: str) -> np.ndarray:
        layer = getattr(attention, name)
        return np.asarray(layer.weight.rearrange((SMALL.embed, SMALL.head, SMALL.head_dim)).array)

    q, k, v = (np.einsum("bpe,ehd->bphd", x.array, weight(name)) for name in ("query", "key", "value"))
    shares = np.exp(np.einsum("bphd,bkhd->bhpk", q, k) / np.sqrt(SMALL.head_dim.size))
    shares /= shares.sum(axis=-1, keepdims=True)
    expected = np.einsum("bhpk,bkhd,ehd->bpe", shares, v, weight("out"))
    np.testing.assert_allclose(hax.named_jit(attention)(x).array, expected, rtol=1e-3, atol=1e-4)


def test_the_shapes_differ() -> None:
    config = Config()
    batch = next(batches(config, Axis("batch", 500), seed=0))
    share = [np.asarray(batch.images.array)[np.asarray(batch.labels.array) == label].mean() for label in range(5)]
    assert share[0] == max(share) and min(share) > 0.02  # a disc covers what every other shape does, and more


@pytest.mark.slow
def test_it_ends_well_only_if_it_has_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"Config": lambda: SMALL, "STEPS": 100, "EXPECTED": 0.35}.items():  # by chance it would be 0.2
        monkeypatch.setattr(program, name, value)
    assert program.main() == 0
    monkeypatch.setattr(program, "train", lambda config, *args: ViT.init(config, key=jax.random.key(0)))
    assert program.main() == 1


@pytest.mark.slow
def test_it_learns() -> None:
    assert program.main() == 0
