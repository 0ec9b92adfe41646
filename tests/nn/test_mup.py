"""Parametrizations: the scales of each, by the table of the paper, and layers that have them."""

from __future__ import annotations

import math
from typing import Any

import jax
import pytest

import haliax as hax
from haliax.nn import Embedding, Linear, mup

KEY = jax.random.key(3)
IN, OUT, HEAD = hax.make_axes(embed=3, mlp=5, head=7)
LINEAR = {
    # by class: how a weight begins, by what the output is multiplied, by what the learning rate is
    mup.LinearStandardParam: (1 / math.sqrt(21), 1, 1),
    mup.InputLinearMup: (1, 1, 1),
    mup.HiddenLinearMup: (1 / math.sqrt(21), 1, 1 / 21),
    mup.OutputLinearMup: (1, 1 / 21, 1),
}
EMBEDDING = {
    # and by what the output of `unembed` is multiplied
    mup.EmbeddingStandardParam: (1 / math.sqrt(35), 1, 1, 1),
    mup.EmbeddingMup: (1, 1, 1, 1 / 35),
}


@pytest.mark.parametrize("kind", LINEAR)
@pytest.mark.parametrize("In", [(IN, HEAD), [IN, HEAD], {"embed": 3, "head": 7}])
def test_linear(kind: Any, In: Any) -> None:
    of = kind(In, OUT)
    assert (kind.init_scale(In, OUT), of.active_scale, of.lr_scale) == pytest.approx(LINEAR[kind])


@pytest.mark.parametrize("kind", EMBEDDING)
@pytest.mark.parametrize("Embed", [(OUT, HEAD), [OUT, HEAD], {"mlp": 5, "head": 7}])
def test_embedding(kind: Any, Embed: Any) -> None:
    of = kind(Embed, IN)
    scales = (kind.init_scale(IN, Embed), of.active_scale, of.lr_scale, of.unembed_active_scale)
    assert scales == pytest.approx(EMBEDDING[kind])


@pytest.mark.parametrize("kind", LINEAR)
def test_no_axes_have_a_width_of_1(kind: Any) -> None:
    of = kind((), OUT)
    assert (kind.init_scale((), OUT), of.active_scale, of.lr_scale) == (1, 1, 1)
    assert mup.width(()) == 1 and mup.width((IN, OUT)) == 15


@pytest.mark.parametrize("kind", LINEAR)
def test_a_linear_layer_has_its_parametrization(kind: Any) -> None:
    layer = Linear.init(IN, OUT, key=KEY, reparam_cls=kind)
    assert isinstance(layer, mup.ReparamEnabled)
    assert type(layer.reparam) is kind and layer.reparam.In == IN and layer.reparam.Out == OUT


@pytest.mark.parametrize("kind", EMBEDDING)
def test_an_embedding_has_its_parametrization(kind: Any) -> None:
    layer = Embedding.init(IN, (OUT, HEAD), key=KEY, reparam_cls=kind)
    assert isinstance(layer, mup.ReparamEnabled)
    assert type(layer.reparam) is kind and layer.reparam.Embed == (OUT, HEAD) and layer.reparam.Vocab == IN


def test_an_abstract_one_cannot_be_made() -> None:
    for kind in (mup.AbstractReparam, mup.AbstractLinearReparam, mup.AbstractEmbeddingReparam):
        with pytest.raises(TypeError, match="abstract"):
            kind(IN, OUT) if kind is not mup.AbstractReparam else kind()


def test_the_size_of_outputs_under_mup_does_not_grow_with_the_width() -> None:
    deviations = []
    for width in (64, 4096):
        wide = hax.Axis("embed", width)
        hidden = Linear.init(wide, wide.alias("mlp"), key=KEY, reparam_cls=mup.HiddenLinearMup)
        deviations.append(float(hidden(hax.random.normal(jax.random.key(1), wide)).array.std()))
    assert deviations[0] == pytest.approx(deviations[1], rel=0.4)
