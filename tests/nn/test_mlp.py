"""`MLP`: values against equinox, the axes between its layers, and what it refuses."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError
from haliax.nn import MLP

KEY = jax.random.key(3)
BATCH, IN, OUT, HEAD = hax.make_axes(batch=2, embed=3, vocab=5, head=7)
X = hax.random.normal(jax.random.key(1), (BATCH, IN))


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize("use_final_bias", [True, False])
def test_values(depth: int, use_bias: bool, use_final_bias: bool) -> None:
    options: dict[str, Any] = {"use_bias": use_bias, "use_final_bias": use_final_bias}
    ours = MLP.init(IN, OUT, 11, depth, hax.nn.gelu, **options, key=KEY)
    theirs = eqx.nn.MLP(3, 5, 11, depth, jax.nn.gelu, **options, key=KEY)
    assert [layer.bias is not None for layer in ours.layers] == [use_bias] * depth + [use_final_bias]
    for i, layer in enumerate(ours.layers):
        if layer.bias is not None:
            bias = layer.bias + 0.5
            ours = eqx.tree_at(lambda m, i=i: m.layers[i].bias, ours, bias)
            theirs = eqx.tree_at(lambda m, i=i: m.layers[i].bias, theirs, bias.array)
        theirs = eqx.tree_at(lambda m, i=i: m.layers[i].weight, theirs, layer.weight.array)
    out = ours(X)
    assert out.axes == (BATCH, OUT)
    np.testing.assert_allclose(out.array, jax.vmap(theirs)(X.array), rtol=2e-5, atol=2e-5)
    np.testing.assert_allclose(ours(X.rearrange((IN, BATCH))).array, out.array, rtol=2e-5, atol=2e-5)
    grads = jax.grad(lambda m: hax.sum(m(X) ** 2).scalar())(ours)
    hand = eqx.filter_grad(lambda m: (jax.vmap(m)(X.array) ** 2).sum())(theirs)
    for one, two in zip(grads.layers, hand.layers, strict=True):
        np.testing.assert_allclose(one.weight.array, two.weight, rtol=2e-4, atol=2e-4)
        if one.bias is not None:
            np.testing.assert_allclose(one.bias.array, two.bias, rtol=2e-4, atol=2e-4)


@pytest.mark.parametrize(("width", "name"), [(11, "mlp"), (Axis("hidden", 11), "hidden")])
def test_the_axes_between(width: Any, name: str) -> None:
    layers = MLP.init(IN, OUT, width, 3, key=KEY).layers
    between = [Axis(name, 11), Axis(f"{name}2", 11), Axis(name, 11)]
    assert [layer.In for layer in layers] == [IN, *between]
    assert [layer.Out for layer in layers] == [*between, OUT]


def test_the_activation_is_relu_unless_another_is_given() -> None:
    layer = MLP.init(IN, OUT, 11, 1, key=KEY)
    hidden = hax.nn.relu(layer.layers[0](X))
    assert hax.array_equal(layer(X), layer.layers[1](hidden))


@pytest.mark.parametrize("Input", [(HEAD, IN), [HEAD, IN], {"head": 7, "embed": 3}])
def test_several_axes(Input: Any) -> None:
    layer = MLP.init(Input, (IN, OUT), 11, 1, key=KEY, out_first=False)
    assert layer.spelled == 'MLP["embed head -> embed vocab"]'
    assert (layer.Input, layer.Output) == (layer.In, layer.Out) == (Input, (IN, OUT))
    assert jax.jit(lambda m, x: m(x))(layer, hax.ones((IN, BATCH, HEAD))).axes == (BATCH, IN, OUT)
    assert layer.layers[1].weight.axes == (Axis("mlp", 11), IN, OUT)


def test_the_width_may_have_the_name_of_the_axes_outside() -> None:
    assert MLP.init(IN, IN, IN.resize(11), 1, key=KEY)(X).axes == (BATCH, IN)


def test_the_scale_and_the_keys() -> None:
    one, two = (MLP.init(IN, OUT, 11, 2, key=KEY, init_scale=scale) for scale in (1.0, 2.0))
    for small, large in zip(one.layers, two.layers, strict=True):
        np.testing.assert_allclose(small.weight.array * 2, large.weight.array, rtol=1e-6)
    same = MLP.init(IN, IN, 3, 1, key=KEY)
    assert not np.allclose(same.layers[0].weight.array, same.layers[1].weight.array)


def test_a_dtype_stays() -> None:
    layer = jax.tree.map(lambda leaf: leaf.astype(jnp.bfloat16), MLP.init(IN, OUT, 11, 2, key=KEY))
    assert layer(X.astype(jnp.bfloat16)).dtype == jnp.bfloat16


@pytest.mark.parametrize(
    ("axes", "text"),
    [
        ((BATCH,), "no axis 'embed' in [batch=2]"),
        ((IN, OUT), "axis 'vocab' is already in [embed=3, vocab=5]"),
        ((IN.resize(4),), "axis 'embed' has size 4 in [embed=4] but 3 was given"),
    ],
)
def test_other_axes_are_refused(axes: Any, text: str) -> None:
    with pytest.raises(AxisError) as caught:
        MLP.init(IN, OUT, 11, 2, key=KEY)(hax.ones(axes))
    assert str(caught.value).startswith(f'MLP["embed -> vocab"]: {text}')


def test_a_negative_depth_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^MLP: the depth is -1; expected 0 or more"):
        MLP.init(IN, OUT, 11, -1, key=KEY)


def test_an_axis_between_the_layers_is_told_of_the_whole() -> None:
    layer = MLP.init(IN, OUT, 11, 1, key=KEY)
    with pytest.raises(AxisError, match=r"^MLP\[\"embed -> vocab\"\]: axis 'mlp' is already in"):
        layer(hax.ones((IN, Axis("mlp", 2))))
