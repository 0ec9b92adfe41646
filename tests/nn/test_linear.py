"""`Linear`: values and gradients against a product by hand, for several axes, orders and dtypes."""

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
from haliax.nn import Linear
from haliax.nn.mup import HiddenLinearMup, InputLinearMup, LinearStandardParam, OutputLinearMup

KEY = jax.random.key(3)
BATCH, POSITION, EMBED, HEAD, DIM = hax.make_axes(batch=2, position=11, embed=3, head=5, head_dim=7)


def array(*axes: Axis, dtype: Any = jnp.float32) -> NamedArray:
    return hax.random.normal(jax.random.key(len(axes)), axes).astype(dtype)


def closely(actual: Any, expected: Any, rtol: float = 2e-5) -> None:
    np.testing.assert_allclose(np.asarray(actual, np.float32), np.asarray(expected, np.float32), rtol=rtol, atol=rtol)


def with_bias(layer: Linear) -> Linear:
    bias = hax.random.normal(jax.random.key(9), layer.bias.axes) if layer.bias is not None else None
    return eqx.tree_at(lambda m: m.bias, layer, bias, is_leaf=lambda leaf: leaf is None)


def by_hand(layer: Linear, x: jax.Array, In: tuple[Axis, ...], Out: tuple[Axis, ...]) -> jax.Array:
    """The values for an array whose last axes are those of In."""
    n, m = (int(np.prod([axis.size for axis in axes])) for axes in (In, Out))
    weight = layer.weight.rearrange((*In, *Out)).array.reshape(n, m)
    batch = x.shape[: x.ndim - len(In)]
    out = x.reshape(*batch, n) @ weight
    out = out.reshape(*batch, *(axis.size for axis in Out))
    return out if layer.bias is None else out + jnp.broadcast_to(layer.bias.rearrange(Out).array, out.shape)


@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize("out_first", [True, False])
@pytest.mark.parametrize(
    ("In", "Out"),
    [
        ((EMBED,), (HEAD,)),
        ((EMBED,), (HEAD, DIM)),
        ((HEAD, DIM), (EMBED,)),
        ((EMBED, DIM), (POSITION, HEAD)),
        ((), (HEAD,)),
        ((EMBED,), ()),
    ],
)
def test_values(In: tuple[Axis, ...], Out: tuple[Axis, ...], out_first: bool, use_bias: bool) -> None:
    layer = with_bias(Linear.init(In, Out, key=KEY, use_bias=use_bias, out_first=out_first))
    assert layer.weight.axes == ((*Out, *In) if out_first else (*In, *Out))
    assert (layer.bias is not None) == use_bias
    x = array(BATCH, *In)
    expected = by_hand(layer, x.array, In, Out)
    for order in permutations(x.axes):
        out = layer(x.rearrange(order))
        assert out.axes == (BATCH, *Out)
        closely(out.array, expected)


def test_values_are_those_of_equinox_and_so_are_gradients() -> None:
    layer = with_bias(Linear.init(EMBED, HEAD, key=KEY))
    assert layer.bias is not None
    other = eqx.nn.Linear(EMBED.size, HEAD.size, key=KEY)
    other = eqx.tree_at(lambda m: (m.weight, m.bias), other, (layer.weight.array, layer.bias.array))
    x = array(BATCH, EMBED)
    closely(layer(x).array, jax.vmap(other)(x.array))
    ours, to_x = jax.grad(lambda m, x: hax.sum(m(x) ** 2).scalar(), argnums=(0, 1))(layer, x)
    theirs, to_values = eqx.filter_grad(lambda both: (jax.vmap(both[0])(both[1]) ** 2).sum())((other, x.array))
    closely(ours.weight.array, theirs.weight)
    closely(ours.bias.array, theirs.bias)
    closely(to_x.array, to_values)


def test_batches_stay_in_their_order_and_what_comes_out_is_last() -> None:
    layer = Linear.init(EMBED, (HEAD, DIM), key=KEY)
    assert layer(array(POSITION, EMBED, BATCH)).axes == (POSITION, BATCH, HEAD, DIM)
    assert layer(array(EMBED)).axes == (HEAD, DIM)


@pytest.mark.parametrize("dtype", [jnp.bfloat16, jnp.float16])
def test_dtypes(dtype: Any) -> None:
    layer = with_bias(Linear.init(EMBED, HEAD, key=KEY))
    small = jax.tree.map(lambda leaf: leaf.astype(dtype), layer)
    x = array(BATCH, EMBED)
    assert small(x.astype(dtype)).dtype == dtype
    assert layer(x.astype(dtype)).dtype == jnp.float32
    closely(small(x.astype(dtype)).array, layer(x).array, 0.05)


@pytest.mark.parametrize(
    ("In", "Out", "inner"),
    [
        ((EMBED,), (EMBED,), ("embed_in",)),
        ((HEAD, DIM), (HEAD, EMBED), ("head_in", "head_dim")),
        ((HEAD, DIM), (DIM, HEAD), ("head_in", "head_dim_in")),
    ],
)
def test_one_name_on_both_sides(In: tuple[Axis, ...], Out: tuple[Axis, ...], inner: tuple[str, ...]) -> None:
    layer = Linear.init(In, Out, key=KEY)
    assert tuple(axis.name for axis in layer.weight.axes) == (*(axis.name for axis in Out), *inner)
    x = array(BATCH, *In)
    n, m = (int(np.prod([axis.size for axis in axes])) for axes in (In, Out))
    expected = x.array.reshape(2, n) @ layer.weight.array.reshape(m, n).T
    for order in permutations(x.axes):
        out = layer(x.rearrange(order))
        assert out.axes == (BATCH, *Out)
        closely(out.array.reshape(2, m), expected)


def test_one_name_may_have_another_size_on_each_side() -> None:
    layer = Linear.init(EMBED, EMBED.resize(5), key=KEY)
    assert layer(array(BATCH, EMBED)).axes == (BATCH, EMBED.resize(5))
    with pytest.raises(AxisError, match="sizes must agree"):
        layer(array(BATCH, EMBED.resize(5)))


@pytest.mark.parametrize("In", [EMBED, [EMBED], {"embed": 3}])
@pytest.mark.parametrize("Out", [(HEAD, DIM), [HEAD, DIM], {"head": 5, "head_dim": 7}])
def test_axes_of_every_form(In: Any, Out: Any) -> None:
    layer = Linear.init(In, Out, key=KEY)
    assert layer.spelled == 'Linear["embed -> head head_dim"]'
    assert jax.jit(lambda m, x: m(x))(layer, array(BATCH, EMBED)).axes == (BATCH, HEAD, DIM)


def test_the_scale_of_the_weight() -> None:
    wide, out = Axis("embed", 1009), Axis("mlp", 101)
    deviation = float(Linear.init(wide, out, key=KEY).weight.array.std())
    assert abs(deviation * wide.size**0.5 - 0.987) < 0.02  # of a normal that ends at 3 deviations
    scaled = Linear.init(wide, out, key=KEY, init_scale=2.0).weight
    assert abs(float(scaled.array.std()) - 2 * deviation) < 1e-4
    assert float(hax.abs(scaled).max().scalar()) <= 6 / wide.size**0.5 + 1e-6


def test_the_bias_begins_with_zeros() -> None:
    bias = Linear.init(EMBED, HEAD, key=KEY).bias
    assert bias is not None and bias.axes == (HEAD,) and not bias.array.any()


def test_what_multiplies_may_be_given() -> None:
    calls: list[Any] = []

    class Noted(eqx.Module):
        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            calls.append(args)
            return jax.lax.dot_general(*args, **kwargs)

    layer = Linear.init(EMBED, HEAD, key=KEY, dot_general=Noted())
    x = array(BATCH, EMBED)
    closely(layer(x).array, Linear.init(EMBED, HEAD, key=KEY)(x).array)
    assert len(calls) == 1


def test_parametrizations() -> None:
    assert Linear.input_reparam() is InputLinearMup and Linear.input_reparam(False) is LinearStandardParam
    assert Linear.hidden_reparam() is HiddenLinearMup and Linear.hidden_reparam(False) is LinearStandardParam
    assert Linear.output_reparam() is OutputLinearMup and Linear.output_reparam(False) is LinearStandardParam
    layer = Linear.init(EMBED, HEAD, key=KEY, reparam_cls=OutputLinearMup)
    x = array(BATCH, EMBED)
    closely(layer(x).array, by_hand(layer, x.array / 3, (EMBED,), (HEAD,)))
    assert isinstance(layer.reparam, OutputLinearMup) and layer.reparam.active_scale == 1 / 3


def test_the_bias_is_not_scaled() -> None:
    layer = with_bias(Linear.init(EMBED, HEAD, key=KEY, reparam_cls=OutputLinearMup))
    assert layer.bias is not None
    closely(layer(hax.zeros(EMBED)).array, layer.bias.array)


@pytest.mark.parametrize(
    ("axes", "text"),
    [
        ((BATCH, HEAD), "no axis 'embed' in [batch=2, head=5]"),
        ((BATCH, EMBED, HEAD), "axis 'head' is already in [batch=2, embed=3, head=5]"),
        ((EMBED.resize(4),), "axis 'embed' has size 4 in [embed=4] but 3 was given"),
    ],
)
def test_other_axes_are_refused(axes: Any, text: str) -> None:
    with pytest.raises(AxisError) as caught:
        Linear.init(EMBED, HEAD, key=KEY)(hax.ones(axes))
    assert str(caught.value).startswith(f'Linear["embed -> head"]: {text}')


def test_a_plain_array_is_refused() -> None:
    with pytest.raises(TypeError, match=r'^Linear\["embed -> head"\]: expected a NamedArray, got a plain array'):
        Linear.init(EMBED, HEAD, key=KEY)(jnp.ones(3))  # type: ignore[arg-type]  # what is tested


@pytest.mark.parametrize(
    ("In", "Out", "text"),
    [
        ("embed", HEAD, "axis 'embed' needs a size"),
        ((EMBED, EMBED), HEAD, "axis 'embed' is repeated"),
        (EMBED, (HEAD, HEAD), "axis 'head' is repeated"),
    ],
)
def test_axes_without_size_or_twice_are_refused(In: Any, Out: Any, text: str) -> None:
    with pytest.raises(AxisError, match=text):
        Linear.init(In, Out, key=KEY)


def test_a_layer_flattened_for_export_computes_the_same() -> None:
    layer = with_bias(Linear.init((HEAD, DIM), (EMBED, POSITION), key=KEY))
    flat = layer.flatten_for_export()
    assert flat.weight.ndim == 2 and flat.weight.array.shape == (33, 35)
    back = flat.unflatten_from_export(layer)
    assert back.weight.axes == layer.weight.axes and hax.array_equal(back.weight, layer.weight)


def test_a_bias_with_other_axes_is_left_to_the_addition() -> None:
    Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
    layer = Linear.init(Embed, Mlp, key=KEY)
    x = hax.random.normal(jax.random.key(1), (Batch, Embed))
    product = hax.dot(x, layer.weight, axis=Embed)
    more = hax.random.normal(jax.random.key(2), {"head": 7, "batch": 2, "mlp": 5})
    out = eqx.tree_at(lambda m: m.bias, layer, more)(x)
    assert hax.array_equal(out, product + more) and out.axes == (product + more).axes
    with pytest.raises(AxisError, match="axis 'mlp'"):
        eqx.tree_at(lambda m: m.bias, layer, hax.ones(Mlp.resize(1)))(x)
    plain: Any = jnp.ones(5)
    with pytest.raises(TypeError, match="NamedArray"):
        eqx.tree_at(lambda m: m.bias, layer, plain)(x)


@pytest.mark.parametrize("scale", [2.0, jnp.float32(2.0)])
def test_a_subclass_may_have_a_parametrization_of_its_own(scale: Any) -> None:
    class Twice(LinearStandardParam):
        @property
        def active_scale(self) -> Any:
            return scale

    class Own(Linear):
        @property
        def reparam(self) -> Any:
            return Twice(self.In, self.Out)

    Embed, Mlp = hax.make_axes(embed=3, mlp=5)
    x = hax.arange(Embed) * 1.0
    layer = Linear.init(Embed, Mlp, key=KEY)
    for own in (Own.init(Embed, Mlp, key=KEY), Linear.init(Embed, Mlp, key=KEY, reparam_cls=Twice)):
        own = eqx.tree_at(lambda m: m.bias, own, own.bias + 1)
        np.testing.assert_allclose(own(x).array, 2 * layer(x).array + 1, rtol=1e-5)


def test_axes_in_a_list_or_a_dict_are_those_in_a_tuple() -> None:
    Embed, Head, Dim = hax.make_axes(embed=3, head=2, dim=5)
    x = hax.random.normal(jax.random.key(1), Embed)
    expected = Linear.init(Embed, (Head, Dim), key=KEY)(x)
    for In, Out in (([Embed], [Head, Dim]), ({"embed": 3}, {"head": 2, "dim": 5})):
        out = Linear.init(In, Out, key=KEY)(x)
        assert out.axes == (Head, Dim) and hax.array_equal(out, expected)


def test_a_batch_may_have_the_name_that_the_weight_gives_an_axis() -> None:
    layer = Linear.init(EMBED, EMBED, key=KEY)
    x = array(Axis("embed_in", 5), EMBED)
    out = layer(x)
    assert out.axes == (Axis("embed_in", 5), EMBED)
    assert hax.allclose(out.rename({"embed_in": "batch"}), layer(x.rename({"embed_in": "batch"})), atol=1e-5)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Linear.init(EMBED, (HEAD, HEAD), key=KEY), "Linear.init: axis 'head' is repeated in"),
        (lambda: Linear.init("embed", HEAD, key=KEY), "Linear.init: axis 'embed' needs a size"),  # type: ignore[arg-type]  # which is what is refused
        (lambda: hax.nn.Embedding.init(EMBED, EMBED, key=KEY), "Embedding.init: axis 'embed' is repeated in"),
        (lambda: hax.nn.LayerNorm.init((EMBED, EMBED)), "LayerNorm.init: axis 'embed' is repeated in"),
    ],
)
def test_wrong_axes_are_told_in_the_name_of_the_layer(make: Any, text: str) -> None:
    with pytest.raises(AxisError) as caught:
        make()
    assert str(caught.value).startswith(text)
