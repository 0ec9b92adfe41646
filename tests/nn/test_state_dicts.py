"""State dicts of layers that stand one after the other: the same, scanned or written out."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import numpy as np
import pytest

from haliax import Axis
from haliax.nn import BlockSeq, Stacked
from haliax.state_dict import StateDictError, from_state_dict, to_state_dict
from tests.nn.blocks import KINDS, LAYERS, assert_close, made
from tests.nn.test_array_stacked import MODEL
from tests.nn.test_stacked import Pair

KEYS = [f"blocks.{i}.{name}" for i in range(3) for name in ("up", "down", "scale", "factor")]


def arrays(model: Any) -> Any:
    return eqx.filter(model, eqx.is_array)


def test_both_kinds_have_the_same() -> None:
    one, other = made(Stacked).to_state_dict("blocks"), made(BlockSeq).to_state_dict("blocks")
    assert set(one) == set(other) == set(KEYS)
    for key in KEYS:
        assert_close(one[key], other[key])
        assert np.shape(one[key]) == np.shape(other[key])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_each_reads_that_of_the_other(kind: Any, source: Any) -> None:
    saved = made(source).to_state_dict("blocks")
    blank = jax.tree.map(lambda leaf: leaf * 0 if eqx.is_array(leaf) else leaf, made(kind))
    read = blank.from_state_dict(saved, "blocks")
    assert type(read) is kind and read.Block == LAYERS
    assert_close(arrays(read), arrays(made(kind)))
    inside = from_state_dict({"model": {"blocks": blank}}, to_state_dict({"model": {"blocks": made(source)}}))
    assert_close(arrays(inside["model"]["blocks"]), arrays(made(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_that_is_missing(kind: Any) -> None:
    saved = made(kind).to_state_dict()
    del saved["1.up"]
    with pytest.raises(StateDictError, match=r"1\.up"):
        made(kind).from_state_dict(saved)
    more = made(kind, layers=LAYERS.resize(4))
    with pytest.raises(StateDictError, match=r"3\.up"):
        more.from_state_dict(made(kind).to_state_dict())


def test_stacks_of_stacks() -> None:
    nested = Stacked.init(Axis("outer", 2), Pair)(LAYERS, key=jax.random.split(jax.random.key(5), 2))
    saved = nested.to_state_dict()
    assert {"0.inner.0.up", "1.inner.2.down", "1.norm"} <= set(saved)
    assert_close(saved["1.inner.2.up"], nested.get_layer(1).inner.get_layer(2).up.array)
    assert_close(arrays(nested.from_state_dict(saved)), arrays(nested))


def test_layers_of_plain_arrays() -> None:
    saved = MODEL.to_state_dict("h")
    assert set(saved) == {"h.0.w", "h.1.w", "h.2.w"}
    assert_close(arrays(MODEL.from_state_dict(saved, "h")), arrays(MODEL))
