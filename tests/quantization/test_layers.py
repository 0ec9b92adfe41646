"""Linear layers of a model with products of fewer bits: which they are, and how they are trained."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import BlockSeq, Stacked
from haliax.quantization import (
    DefaultDotGeneralOp,
    DotGeneralOp,
    Fp8DotGeneralOp,
    Int8DotGeneralOp,
    QuantizationConfig,
    apply_updates,
    partition_for_grad_overwrite,
    quantize_linear_layers,
)

LAYERS, BATCH, EMBED, MLP = hax.make_axes(layers=3, batch=5, embed=7, mlp=11)
X = hax.random.normal(jax.random.key(1), (BATCH, EMBED))
FP8 = QuantizationConfig(fp8=True, amax_history_length=4)


class Layer(eqx.Module):
    """A linear layer of one axis each."""

    weight: NamedArray
    In: Axis = eqx.field(static=True)
    dot_general: DotGeneralOp = eqx.field(default_factory=DotGeneralOp.default)

    @staticmethod
    def init(In: Axis, Out: Axis, *, key: jax.Array) -> Layer:
        return Layer(hax.random.normal(key, (In, Out)) * 0.3, In)

    def __call__(self, x: NamedArray) -> NamedArray:
        return hax.dot(x, self.weight, axis=self.In, dot_general=self.dot_general)


class Block(eqx.Module):
    up: Layer
    down: Layer

    @staticmethod
    def init(*, key: jax.Array) -> Block:
        first, second = jax.random.split(key)
        return Block(Layer.init(EMBED, MLP, key=first), Layer.init(MLP, EMBED, key=second))

    def __call__(self, x: NamedArray) -> NamedArray:
        return x + self.down(hax.tanh(self.up(x)))


class Model(eqx.Module):
    blocks: Any
    head: Layer
    more: Any = None


def model(kind: Any = Stacked, more: Any = None, policy: Any = False) -> Model:
    keys = jax.random.split(jax.random.key(0), 3)
    blocks = kind.init(LAYERS, Block, gradient_checkpointing=policy)(key=keys)
    return Model(blocks, Layer.init(EMBED, EMBED.alias("out"), key=keys[0]), more)


def ops(model: Model) -> list[Any]:
    """The products of a model with stacked layers."""
    block = model.blocks.stacked if isinstance(model.blocks, Stacked) else model.blocks.blocks[1]
    return [block.up.dot_general, block.down.dot_general, model.head.dot_general]


def test_all_linear_layers() -> None:
    plain = model()
    quantized = quantize_linear_layers(plain, FP8)
    up, down, head = ops(quantized)
    assert all(isinstance(op, Fp8DotGeneralOp) for op in (up, down, head))
    assert up.input_scale.shape == down.kernel_scale.shape == (3, 1) and up.input_amax_history.shape == (3, 4)
    assert head.input_scale.shape == (1,) and head.input_amax_history.shape == (4,)
    assert quantized.blocks.stacked.up.weight.array is plain.blocks.stacked.up.weight.array
    assert quantized.blocks.Block == LAYERS
    assert all(isinstance(op, DefaultDotGeneralOp) for op in ops(plain))
    arrays = jax.tree.leaves([up, down, head])
    assert len(set(map(id, arrays))) == len(arrays) == 18  # so that they can be donated
    integers = quantize_linear_layers(plain, QuantizationConfig(int8=True))
    assert all(isinstance(op, Int8DotGeneralOp) for op in ops(integers))
    assert quantize_linear_layers(plain, QuantizationConfig()) is plain
    again = quantize_linear_layers(quantized, QuantizationConfig(int8=True))
    assert jax.tree.structure(again) == jax.tree.structure(integers)
    assert jax.tree.structure(quantize_linear_layers(integers, FP8)) == jax.tree.structure(quantized)
    assert isinstance(quantize_linear_layers(plain.head, FP8).dot_general, Fp8DotGeneralOp)
    assert isinstance(quantize_linear_layers(plain.blocks, FP8).stacked.up.dot_general, Fp8DotGeneralOp)


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (["up"], [True, False, False]),
        (["up", "head"], [True, False, True]),
        (["blocks.down"], [False, True, False]),
        ("up|down", [True, True, False]),
        ("blocks\\..*", [True, True, False]),
        ("u.", [True, False, False]),
    ],
    ids=str,
)
def test_some_linear_layers(targets: Any, expected: list[bool]) -> None:
    config = QuantizationConfig(targets=targets, fp8=True)
    assert [isinstance(op, Fp8DotGeneralOp) for op in ops(quantize_linear_layers(model(), config))] == expected


def test_layers_in_lists_and_sequences() -> None:
    tree = model(BlockSeq, more={"heads": [Layer.init(EMBED, MLP, key=jax.random.key(0))] * 2, "none": None})
    quantized = quantize_linear_layers(tree, QuantizationConfig(targets=["heads", "blocks.blocks.1.up"], int8=True))
    assert [isinstance(op, Int8DotGeneralOp) for op in ops(quantized)] == [True, False, False]
    assert isinstance(quantized.blocks.blocks[0].up.dot_general, DefaultDotGeneralOp)
    assert all(isinstance(head.dot_general, Int8DotGeneralOp) for head in quantized.more["heads"])
    deep = {"a": {"b": [Layer.init(EMBED, MLP, key=jax.random.key(0))]}}
    for target in ("b", "a.b.0"):
        config = QuantizationConfig(targets=[target], int8=True)
        assert isinstance(quantize_linear_layers(deep, config)["a"]["b"][0].dot_general, Int8DotGeneralOp)
    one = quantize_linear_layers(tree, QuantizationConfig(targets=["more.heads.1"], int8=True))
    assert [isinstance(head.dot_general, Int8DotGeneralOp) for head in one.more["heads"]] == [False, True]


def test_a_function_as_product() -> None:
    layer = Layer(hax.ones((EMBED, MLP)), EMBED, jax.lax.dot_general)
    assert isinstance(quantize_linear_layers([layer], FP8)[0].dot_general, Fp8DotGeneralOp)


def test_stacks_of_stacks() -> None:
    class Outer(eqx.Module):
        inner: Stacked[Block]

        @staticmethod
        def init(key: jax.Array) -> Outer:
            return Outer(Stacked.init(LAYERS, Block)(key=jax.random.split(key, 3)))

    outer = Stacked.init(Axis("outer", 2), Outer)(jax.random.split(jax.random.key(0), 2))
    quantized = quantize_linear_layers(outer, FP8)
    assert quantized.stacked.inner.stacked.up.dot_general.input_amax_history.shape == (2, 3, 4)
    via = quantized.fold_via(lambda layer, x: layer.inner.fold(x))(X)
    assert via.axes == (BATCH, EMBED)


@pytest.mark.parametrize("targets", [["upp"], ["up", "upp", "u."], "upp.*"], ids=str)
def test_names_that_no_layer_has(targets: Any) -> None:
    with pytest.raises(ValueError) as caught:
        quantize_linear_layers(model(), QuantizationConfig(targets=targets, fp8=True))
    wrong = repr(targets) if isinstance(targets, str) else ", ".join(repr(t) for t in targets if t != "up")
    assert str(caught.value) == (
        f"quantize_linear_layers: no linear layer is named {wrong}; "
        "those of the model are 'blocks.up', 'blocks.down', 'head'"
    )


def test_names_in_a_model_without_linear_layers() -> None:
    with pytest.raises(ValueError, match=r"no linear layer is named 'up'; those of the model are none$"):
        quantize_linear_layers({"w": X}, QuantizationConfig(targets=["up"], fp8=True))
    plain = jnp.ones(2)
    assert quantize_linear_layers(plain, FP8) is plain
    tree = {"w": X, "act": jnp.tanh}
    assert quantize_linear_layers(tree, FP8)["act"] is jnp.tanh


@pytest.mark.parametrize("kind", [Stacked, BlockSeq])
@pytest.mark.parametrize("config", [FP8, QuantizationConfig(int8=True)], ids=["fp8", "int8"])
@pytest.mark.parametrize("policy", [False, True])
def test_training(kind: Any, config: QuantizationConfig, policy: bool) -> None:
    goal = hax.random.normal(jax.random.key(9), (BATCH, EMBED.alias("out")))

    def loss(model: Model) -> jax.Array:
        return ((model.head(model.blocks.fold(X)) - goal) ** 2).mean().scalar()

    @eqx.filter_jit
    def step(model: Model) -> tuple[Model, jax.Array]:
        value, gradient = eqx.filter_value_and_grad(loss)(model)
        overwrites, others = partition_for_grad_overwrite(gradient)
        assert all(op is None or not jax.tree.leaves(op) for op in ops(others))
        updates = jax.tree.map(lambda g: -0.3 * g, others)
        return apply_updates(model, updates, overwrites), value

    trained = quantize_linear_layers(model(kind, policy=policy), config)
    plain = model(kind)
    values, exact = [], []
    for _ in range(6):
        trained, value = step(trained)
        values.append(float(value))
        plain, value = step(plain)
        exact.append(float(value))
    assert values[-1] < 0.7 * values[0]
    np.testing.assert_allclose(values, exact, rtol=0.15)
    assert values != exact
    if config.fp8:
        histories = ops(trained)[0].input_amax_history
        assert bool(jnp.all(histories > 0))
        first = histories[0] if kind is Stacked else trained.blocks.blocks[0].up.dot_general.input_amax_history
        np.testing.assert_allclose(first, [jnp.abs(X.array).max()] * 4, rtol=1e-6)
