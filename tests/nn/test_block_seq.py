"""`BlockSeq`: layers that are called one after the other, each as it is."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import AxisError, NamedArray
from haliax.nn import BlockSeq, ScanCheckpointPolicy
from tests.nn.blocks import KEYS, LAYERS, Block, X, assert_close, made
from tests.tracing import primitives


class Numbered(eqx.Module):
    """A layer that knows its place, as a number."""

    place: int

    @staticmethod
    def init(place: jax.Array) -> Numbered:
        return Numbered(int(place))

    def __call__(self, x: NamedArray) -> NamedArray:
        return x * 2 if self.place == 1 else x + self.place


def test_each_layer_is_made_by_itself() -> None:
    model = BlockSeq.init(LAYERS, Numbered)(jnp.arange(3))
    assert [block.place for block in model.blocks] == [0, 1, 2]
    np.testing.assert_allclose(model.fold(X).array, X.array * 2 + 2)
    assert isinstance(model.blocks, tuple)


def test_layers_of_several_kinds() -> None:
    model = made(BlockSeq)
    mixed = BlockSeq([model.blocks[0], Numbered(1), model.blocks[2]], LAYERS, model.gradient_checkpointing)
    assert_close(mixed.fold(X), model.blocks[2](model.blocks[0](X) * 2))
    with pytest.raises(AxisError, match=r"^BlockSeq\[Block \| Numbered\]\.fold_via: the carry goes into a step as"):
        mixed.fold_via(lambda layer, x: layer(x).sum("embed"))(X)


def test_as_many_layers_as_the_axis_says() -> None:
    with pytest.raises(AxisError, match="BlockSeq: axis 'layers' has size 3 in the axis that is given but 2 was given"):
        BlockSeq(made(BlockSeq).blocks[:2], LAYERS, made(BlockSeq).gradient_checkpointing)


def test_no_layers() -> None:
    none = made(BlockSeq, layers=LAYERS.resize(0))
    assert_close(none.fold(X), X)
    for call in (lambda: none.vmap(X), lambda: none.scan_via(lambda b, x: (x, x))(X)):
        with pytest.raises(ValueError, match="there is no layer that says what comes out; use Stacked"):
            call()


def test_layers_must_give_the_same_kind_of_thing() -> None:
    model = BlockSeq.init(LAYERS, Numbered)(jnp.arange(3))
    with pytest.raises(TypeError, match=r"BlockSeq\[Numbered\]\.scan_via: layers give 0 and others; make an array"):
        model.scan_via(lambda layer, x: (x, layer.place))(X)
    with pytest.raises(TypeError, match=r"vmap_via: layers give different structures"):
        model.vmap_via(lambda layer: {layer.place: X})()


def test_a_number_as_carry_becomes_an_array() -> None:
    model = made(BlockSeq)
    for total in (model.fold_via(lambda layer, total: total + layer.scale.sum())(0), model.fold_via(lambda b, n: n)(3)):
        assert isinstance(total, jax.Array)


NAMED = ScanCheckpointPolicy(save_block_internals=["hidden"])


def test_policies_of_no_layers_and_of_one() -> None:
    none = made(BlockSeq, NAMED, LAYERS.resize(0))
    assert_close(none.fold(X), X)
    one = made(BlockSeq, NAMED, LAYERS.resize(1))
    assert_close(one.fold(X), one.blocks[0](X))
    assert_close(one.scan_via(lambda layer, x: (layer(x), x))(X)[1], X.broadcast_axis(one.Layers))


def test_each_layer_is_called_once() -> None:
    called: list[int] = []

    def step(layer: Block, x: NamedArray) -> NamedArray:
        called.append(1)
        return layer(x)

    for policy, count in ((False, 3), (True, 3), (NAMED, 4)):  # a policy with names looks for them in the first
        called.clear()
        made(BlockSeq, policy).fold_via(step)(X)
        assert len(called) == count


def test_what_is_offloaded() -> None:
    def gradient(policy: Any) -> str:
        arrays, static = eqx.partition(made(BlockSeq, policy), eqx.is_array)
        return str(jax.make_jaxpr(jax.grad(lambda a: eqx.combine(a, static).fold(X).sum().scalar()))(arrays))

    is_there = any(memory.kind == "pinned_host" for memory in jax.devices()[0].addressable_memories())
    assert ("<host>" in gradient("offload")) == is_there
    assert "<host>" not in gradient(True)


def test_a_policy_that_is_disabled() -> None:
    model = made(BlockSeq, ScanCheckpointPolicy(disable=True, nested=2))
    assert not {"checkpoint", "remat2"} & set(primitives(lambda x: model.fold(x).array, X))
    assert {"checkpoint", "remat2"} & set(primitives(lambda x: made(BlockSeq, "nested").fold(x).array, X))


def test_under_jit() -> None:
    model = made(BlockSeq, True)
    assert_close(eqx.filter_jit(lambda m, x: m.fold(x))(model, X), model.fold(X))
    init: Any = eqx.filter_jit(lambda keys: BlockSeq.init(LAYERS, Block)(*X.axes[1:], hax.Axis("mlp", 7), key=keys))
    assert_close(eqx.filter(init(KEYS), eqx.is_array), eqx.filter(made(BlockSeq), eqx.is_array))
