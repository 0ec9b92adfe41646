"""`Dropout`: the layer does what `dropout` does with what it keeps."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import pytest

import haliax as hax
from haliax import Axis, AxisError
from haliax.nn import Dropout, dropout

X, Y = Axis("x", 23), Axis("y", 29)
KEY = jax.random.key(5)
ONES = hax.ones((X, Y))


@pytest.mark.parametrize("shared", [None, "y", Y, [Y], {"y": 29}])
def test_it_does_what_the_function_does(shared: Any) -> None:
    out = Dropout(0.25, shared)(ONES, key=KEY)
    assert out.axes == (X, Y)
    assert hax.array_equal(out, dropout(ONES, 0.25, shared, inference=False, key=KEY))
    assert bool((out.array == 0).any())


def test_its_gradient_is_what_each_element_is_multiplied_by() -> None:
    x = hax.random.normal(jax.random.key(6), (X, Y))
    layer = Dropout(0.25)
    gradient = jax.grad(lambda x: layer(x, key=KEY).sum().scalar())(x)
    assert hax.array_equal(gradient, layer(ONES, key=KEY)) and set(gradient.array.ravel().tolist()) == {
        0.0,
        jnp.float32(1 / 0.75).item(),
    }


def test_half_is_left_out_unless_another_share_is_given() -> None:
    layer = Dropout()
    assert (layer.pdrop, layer.broadcast_axes, layer.inference) == (0.5, None, False)
    assert hax.array_equal(layer(ONES, key=KEY), Dropout(0.5)(ONES, key=KEY))


def test_inference() -> None:
    assert hax.array_equal(Dropout(0.5, inference=True)(ONES), ONES)
    assert hax.array_equal(Dropout(0.5)(ONES, inference=True), ONES)
    left = Dropout(0.5, inference=True)(ONES, inference=False, key=KEY)
    assert hax.array_equal(left, Dropout(0.5)(ONES, key=KEY))
    assert hax.array_equal(eqx.nn.inference_mode(Dropout(0.5))(ONES), ONES)


@pytest.mark.parametrize(
    ("layer", "is_active"),
    [(Dropout(0.1), True), (Dropout(0), False), (Dropout(0.0), False), (Dropout(0.1, inference=True), False)],
)
def test_whether_it_is_active(layer: Dropout, is_active: bool) -> None:
    assert layer.is_active is is_active
    assert Dropout(jnp.array(0.0)).is_active  # its value is not looked at, since it may be traced


def test_under_a_transform() -> None:
    expected = Dropout(0.25)(ONES, key=KEY)
    assert hax.array_equal(eqx.filter_jit(lambda layer, x: layer(x, key=KEY))(Dropout(0.25), ONES), expected)
    traced = jax.jit(lambda p: Dropout(p)(ONES, key=KEY))(0.25)
    assert hax.allclose(traced, expected)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(TypeError, match="dropout: expected a key"):
        Dropout(0.5)(ONES)
    with pytest.raises(AxisError, match=r"^dropout: no axis 'z' in \[x=23, y=29\]"):
        Dropout(0.5, "z")(ONES, key=KEY)
    with pytest.raises(ValueError, match=r"pdrop is 1\.5, but a probability is from 0 to 1"):
        Dropout(1.5)(ONES, key=KEY)


@pytest.mark.parametrize("pdrop", [3.0, -0.1, 2])
def test_what_is_no_probability_is_refused_when_it_is_made(pdrop: float) -> None:
    with pytest.raises(ValueError, match=f"pdrop is {pdrop}, but a probability is from 0 to 1"):
        Dropout(pdrop)
