"""`LayerNorm` and `RmsNorm`: values and gradients against equinox, dtypes, several axes."""

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
from haliax.nn import LayerNorm, LayerNormBase, RmsNorm

BATCH, HEAD, EMBED = hax.make_axes(batch=2, head=5, embed=7)
NORMS = pytest.mark.parametrize(("norm", "other"), [(LayerNorm, eqx.nn.LayerNorm), (RmsNorm, eqx.nn.RMSNorm)])
EACH = pytest.mark.parametrize("norm", [LayerNorm, RmsNorm])


def array(*axes: Axis, dtype: Any = jnp.float32) -> NamedArray:
    return (hax.random.normal(jax.random.key(len(axes)), axes) * 2 + 1).astype(dtype)


def closely(actual: Any, expected: Any, rtol: float = 2e-5) -> None:
    np.testing.assert_allclose(np.asarray(actual, np.float32), np.asarray(expected, np.float32), rtol=rtol, atol=rtol)


def pair(norm: Any, other: Any, axes: tuple[Axis, ...], **how: Any) -> tuple[Any, Any]:
    """A layer with random parameters, and that of equinox with the same."""
    layer = norm.init(axes, **how)
    parameters = [
        one if one is None else hax.random.normal(jax.random.key(i), axes)
        for i, one in enumerate((layer.weight, layer.bias))
    ]
    layer = eqx.tree_at(lambda m: (m.weight, m.bias), layer, tuple(parameters), is_leaf=lambda leaf: leaf is None)
    theirs = other(tuple(axis.size for axis in axes), **how)
    values = tuple(one if one is None else one.array for one in parameters)
    theirs = eqx.tree_at(lambda m: (m.weight, m.bias), theirs, values, is_leaf=lambda leaf: leaf is None)
    return layer, theirs


@NORMS
@pytest.mark.parametrize("axes", [(EMBED,), (HEAD, EMBED)])
@pytest.mark.parametrize("how", [{}, {"eps": 0.1}, {"use_weight": False}, {"use_bias": False}])
def test_values_and_gradients(norm: Any, other: Any, axes: tuple[Axis, ...], how: Any) -> None:
    layer, theirs = pair(norm, other, axes, **{"eps": 1e-5, **how})
    x = array(BATCH, *axes)
    expected = jax.vmap(theirs)(x.array)
    for order in permutations(x.axes):
        out = layer(x.rearrange(order))
        assert out.axes == order
        closely(out.rearrange(x.axes).array, expected)
    ours = jax.grad(lambda both: hax.sum(both[0](both[1]) ** 2).scalar())((layer, x))
    hand = eqx.filter_grad(lambda both: (jax.vmap(both[0])(both[1]) ** 2).sum())((theirs, x.array))
    assert jax.tree.structure(jax.tree.leaves(ours)) == jax.tree.structure(jax.tree.leaves(hand))
    for one, two in zip(jax.tree.leaves(ours), jax.tree.leaves(hand), strict=True):
        closely(one, two, 2e-4)


@EACH
@pytest.mark.parametrize("dtype", [jnp.bfloat16, jnp.float16, jnp.float32])
def test_the_dtype_stays(norm: Any, dtype: Any) -> None:
    layer, x = norm.init(EMBED), array(BATCH, EMBED, dtype=dtype)
    assert layer.weight.dtype == jnp.float32  # and yet
    out = layer(x)
    assert out.dtype == dtype
    closely(out.array, layer(x.astype(jnp.float32)).array, 0.01)


@EACH
def test_small_floats_are_computed_in_large_ones(norm: Any) -> None:
    x = hax.full(EMBED, 300.0, dtype=jnp.float16) + hax.arange(EMBED).astype(jnp.float16)  # its square is infinite
    out = norm.init(EMBED)(x)
    assert bool(jnp.isfinite(out.array).all()) and out.dtype == jnp.float16
    closely(out.array, norm.init(EMBED)(x.astype(jnp.float32)).array, 0.01)


@EACH
def test_the_dtype_in_which_to_compute(norm: Any) -> None:
    x = array(BATCH, EMBED)
    rough = norm.init(EMBED, dtype=jnp.bfloat16)(x)
    exact = norm.init(EMBED)(x)
    assert rough.dtype == exact.dtype == jnp.float32
    closely(rough.array, exact.array, 0.05)
    assert not np.allclose(rough.array, exact.array, rtol=1e-5)


@EACH
def test_integers_become_floats(norm: Any) -> None:
    out = norm.init(EMBED)(hax.arange(EMBED))
    assert out.dtype == jnp.float32
    closely(out.array, norm.init(EMBED)(hax.arange(EMBED).astype(jnp.float32)).array)


def test_parameters_begin_with_ones_and_zeros() -> None:
    layer = LayerNorm.init((HEAD, EMBED))
    assert layer.weight is not None and layer.bias is not None
    assert layer.weight.axes == layer.bias.axes == (HEAD, EMBED)
    assert bool((layer.weight.array == 1).all()) and not layer.bias.array.any()
    assert layer.eps == 1e-5 and layer.dtype is None
    bare = LayerNorm.init(EMBED, use_weight=False, use_bias=False)
    assert bare.weight is None and bare.bias is None


@EACH
@pytest.mark.parametrize("axis", [(HEAD, EMBED), [EMBED, HEAD], {"head": 5, "embed": 7}])
def test_axes_of_every_form(norm: Any, axis: Any) -> None:
    layer = norm.init(axis)
    assert layer.spelled == f'{norm.__name__}["embed head"]'
    x = array(BATCH, HEAD, EMBED)
    out = jax.jit(lambda m, x: m(x))(layer, x)
    assert out.axes == x.axes
    closely(out.array, norm.init((EMBED, HEAD))(x).array)


@EACH
def test_other_axes_are_refused(norm: Any) -> None:
    layer = norm.init((HEAD, EMBED))
    with pytest.raises(AxisError) as caught:
        layer(hax.ones((BATCH, EMBED)))
    assert str(caught.value).startswith(f"{norm.__name__}[\"embed head\"]: no axis 'head' in [batch=2, embed=7]")
    with pytest.raises(AxisError, match=r"axis 'embed' has size 3 in .* but 7 was given"):
        layer(hax.ones((HEAD, EMBED.resize(3))))
    with pytest.raises(TypeError, match="expected a NamedArray, got a plain array"):
        layer(jnp.ones((5, 7)))


@EACH
def test_axes_without_a_size_or_twice_are_refused(norm: Any) -> None:
    with pytest.raises(AxisError, match="axis 'embed' needs a size"):
        norm.init("embed")
    with pytest.raises(AxisError, match="axis 'embed' is repeated"):
        norm.init((EMBED, EMBED))


def test_a_norm_of_ones_own() -> None:
    class Largest(LayerNormBase, axes="{axis}"):
        @hax.nn.maps("axis")
        def __call__(self, x: Any) -> Any:
            return x / hax.max(hax.abs(x), self.axis)

    x = array(BATCH, EMBED)
    assert bool((hax.max(hax.abs(Largest.init(EMBED)(x)), EMBED).array == 1).all())
    with pytest.raises(AxisError, match=r'^Largest\["embed"\]: no axis'):
        Largest.init(EMBED)(hax.ones(BATCH))
    with pytest.raises(NotImplementedError, match="LayerNormBase does not say how to normalize"):
        LayerNormBase.init(EMBED)(x)


@EACH
def test_weights_with_other_axes_are_left_to_the_operations(norm: Any) -> None:
    x, layer = array(BATCH, EMBED), norm.init(EMBED)
    wide = eqx.tree_at(lambda m: (m.weight, m.bias), layer, (array(BATCH, HEAD, EMBED), array(BATCH, HEAD, EMBED)))
    out = wide(x)
    assert out.axes == (BATCH, HEAD, EMBED)
    closely(out.array, (layer(x) * wide.weight + wide.bias).array)
    one = eqx.tree_at(lambda m: m.weight, layer, array(EMBED.resize(1)))
    with pytest.raises(AxisError, match="embed"):
        one(x)


@EACH
def test_axes_in_a_list_or_a_dict(norm: Any) -> None:
    x = array(BATCH, HEAD, EMBED)
    for axes in ([HEAD, EMBED], {"head": 5, "embed": 7}):
        closely(norm.init(axes)(x).array, norm.init((HEAD, EMBED))(x).array, 0)


@EACH
def test_an_eager_call_is_one_program_and_new_names_compile_none(norm: Any, caplog: pytest.LogCaptureFixture) -> None:
    x = array(BATCH, EMBED)
    norm.init(EMBED)(x)
    with jax.log_compiles(), caplog.at_level("DEBUG"):
        layer, renamed = norm.init(EMBED.alias("other")), x.rename({"embed": "other", "batch": "more"})
        caplog.clear()
        layer(renamed)
        assert not [line for line in caplog.messages if "ompil" in line]
        layer(renamed.astype(jnp.float16))
    assert len([line for line in caplog.messages if line.startswith("Compiling")]) <= 2
