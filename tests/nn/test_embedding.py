"""`Embedding`: vectors, logits, and a vocabulary of another size."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray
from haliax.nn import Embedding
from haliax.nn.mup import EmbeddingMup

KEY = jax.random.key(3)
BATCH, POSITION, VOCAB, EMBED, HEAD = hax.make_axes(batch=2, position=5, vocab=13, embed=3, head=7)
IDS = hax.random.randint(jax.random.key(1), (BATCH, POSITION), 0, 13)


def closely(actual: Any, expected: Any, rtol: float = 2e-5) -> None:
    np.testing.assert_allclose(np.asarray(actual, np.float32), np.asarray(expected, np.float32), rtol=rtol, atol=rtol)


@pytest.mark.parametrize("Embed", [(EMBED,), (HEAD, EMBED)])
def test_vectors(Embed: tuple[Axis, ...]) -> None:
    layer = Embedding.init(VOCAB, Embed, key=KEY)
    assert layer.weight.axes == (VOCAB, *Embed)
    expected = layer.weight.array[IDS.array]
    for out in (layer(IDS), layer.embed(IDS), layer(IDS, key=KEY), layer(input_ids=IDS)):
        assert out.axes == (BATCH, POSITION, *Embed)
        closely(out.array, expected)
    flipped = layer(IDS.rearrange((POSITION, BATCH)))
    assert flipped.axes == (POSITION, BATCH, *Embed)
    closely(flipped.rearrange((BATCH, POSITION, *Embed)).array, expected)


def test_ids_may_be_along_the_vocabulary() -> None:
    layer = Embedding.init(VOCAB, EMBED, key=KEY)
    out = layer(hax.arange(VOCAB))
    assert out.axes == (VOCAB, EMBED)
    closely(out.array, layer.weight.array)


@pytest.mark.parametrize("Embed", [(EMBED,), (HEAD, EMBED)])
def test_logits(Embed: tuple[Axis, ...]) -> None:
    layer = Embedding.init(VOCAB, Embed, key=KEY)
    x = hax.random.normal(jax.random.key(2), (BATCH, *Embed))
    expected = x.array.reshape(2, -1) @ layer.weight.array.reshape(13, -1).T
    for order in permutations(x.axes):
        out = layer.unembed(x.rearrange(order))
        assert out.axes == (BATCH, VOCAB)
        closely(out.array, expected)


def test_gradients() -> None:
    layer = Embedding.init(VOCAB, EMBED, key=KEY)
    ours = jax.grad(lambda m: hax.sum(m(IDS) ** 2).scalar())(layer)
    closely(ours.weight.array, jax.grad(lambda w: (w[IDS.array] ** 2).sum())(layer.weight.array))


def test_an_id_outside_gives_nan() -> None:
    layer = Embedding.init(VOCAB, EMBED, key=KEY)
    out = layer(hax.named(jnp.array([0, 13]), "batch")).array
    assert not jnp.isnan(out[0]).any() and bool(jnp.isnan(out[1]).all())


@pytest.mark.parametrize("dtype", [jnp.bfloat16, jnp.float16])
def test_dtypes(dtype: Any) -> None:
    layer = jax.tree.map(lambda leaf: leaf.astype(dtype), Embedding.init(VOCAB, EMBED, key=KEY))
    assert layer(IDS).dtype == dtype
    assert layer.unembed(layer(IDS)).dtype == dtype


@pytest.mark.parametrize("Embed", [EMBED, [EMBED], {"embed": 3}])
def test_axes_of_every_form(Embed: Any) -> None:
    layer = Embedding.init(VOCAB, Embed, key=KEY)
    assert layer.spelled == 'Embedding["vocab -> embed"]'
    assert layer.unembed(layer(IDS)).axes == (BATCH, POSITION, VOCAB)


def test_the_scale_of_the_vectors() -> None:
    vocab, embed = Axis("vocab", 1009), Axis("embed", 101)

    def deviation(**how: Any) -> float:
        return float(Embedding.init(vocab, embed, key=KEY, **how).weight.array.std()) / 0.987

    assert abs(deviation() * 101**0.5 - 1) < 0.02
    assert abs(deviation(init_scale=3.0) * 101**0.5 - 3) < 0.06
    assert abs(deviation(initializer_range=0.02) - 0.02) < 0.001
    assert abs(deviation(reparam_cls=EmbeddingMup) - 1) < 0.02


def test_mup_scales_logits_only() -> None:
    layer = Embedding.init(VOCAB, EMBED, key=KEY, reparam_cls=EmbeddingMup)
    closely(layer(IDS).array, layer.weight.array[IDS.array])
    x = hax.ones(EMBED)
    closely(layer.unembed(x).array, layer.weight.array.sum(1) / 3)


def test_scales_may_be_arrays_and_a_subclass_may_have_its_own() -> None:
    class Scaled(EmbeddingMup):
        @property
        def active_scale(self) -> Any:
            return jnp.sqrt(4.0)

        @property
        def unembed_active_scale(self) -> Any:
            return jnp.sqrt(9.0)

    class Own(Embedding):
        @property
        def reparam(self) -> Any:
            return Scaled(self.Embed, self.Vocab)

    x = hax.random.normal(KEY, (BATCH, EMBED))
    plain = Embedding.init(VOCAB, EMBED, key=KEY)
    by_class = eqx.tree_at(lambda m: m.weight, Embedding.init(VOCAB, EMBED, key=KEY, reparam_cls=Scaled), plain.weight)
    for layer in (by_class, Own(plain.weight, VOCAB, EMBED)):
        for call in (lambda m: m(IDS), lambda m: m.embed(IDS)):
            closely(call(layer).array, 2 * call(plain).array)
            closely(hax.named_jit(call)(layer).array, 2 * call(plain).array)
        closely(layer.unembed(x).array, 3 * plain.unembed(x).array)


@pytest.mark.parametrize("size", [7, 13, 17])
@pytest.mark.parametrize("key", [None, jax.random.key(4)])
def test_resize(size: int, key: Any) -> None:
    layer = Embedding.init(VOCAB, EMBED, key=KEY, reparam_cls=EmbeddingMup)
    resized = layer.resize_embeddings(size, key)
    both = min(size, 13)
    assert resized.Vocab == VOCAB.resize(size) and resized.weight.axes == (VOCAB.resize(size), EMBED)
    closely(resized.weight.array[:both], layer.weight.array[:both])
    new, mean = resized.weight.array[13:], layer.weight.mean(VOCAB).array
    for vector in new:
        assert bool(jnp.allclose(vector, mean)) == (key is None)
    assert isinstance(resized.reparam, EmbeddingMup)


def test_resize_keeps_the_class() -> None:
    class Own(Embedding):
        pass

    assert type(Own.init(VOCAB, EMBED, key=KEY).resize_embeddings(7)) is Own


def ints(*axes: Axis) -> NamedArray:
    return hax.zeros(axes, dtype=int)


@pytest.mark.parametrize(
    ("method", "x", "text"),
    [
        ("embed", ints(BATCH, EMBED), "axis 'embed' is already in [batch=2, embed=3]"),
        ("__call__", ints(BATCH, EMBED), "axis 'embed' is already in [batch=2, embed=3]"),
        ("unembed", hax.ones(BATCH), "no axis 'embed' in [batch=2]"),
        ("unembed", hax.ones((EMBED, VOCAB)), "axis 'vocab' is already in [embed=3, vocab=13]"),
    ],
)
def test_other_axes_are_refused(method: str, x: NamedArray, text: str) -> None:
    with pytest.raises(AxisError) as caught:
        getattr(Embedding.init(VOCAB, EMBED, key=KEY), method)(x)
    assert str(caught.value).startswith(f'Embedding["vocab -> embed"]: {text}')


def test_what_is_no_integer_is_refused() -> None:
    with pytest.raises(TypeError, match="integer"):
        Embedding.init(VOCAB, EMBED, key=KEY)(hax.ones(BATCH))
    with pytest.raises(TypeError, match=r'^Embedding\["vocab -> embed"\]: expected a NamedArray, got int'):
        Embedding.init(VOCAB, EMBED, key=KEY)(3)  # type: ignore[arg-type]  # what is tested
