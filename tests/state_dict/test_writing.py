"""Modules to state dicts: keys, and the arrays that they lead to."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax.state_dict import to_numpy_state_dict, to_state_dict, to_torch_compatible_state_dict, with_prefix
from tests.state_dict.models import Dim, Embed, Head, Mlp, blocks, linear, model

RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("prefix", "leaf", "key"),
    [("a", "b", "a.b"), (None, "b", "b"), ("a", None, "a"), (None, None, None), ("a.b", "0", "a.b.0")],
)
def test_with_prefix(prefix: str | None, leaf: str | None, key: str | None) -> None:
    assert with_prefix(prefix, leaf) == key


class Point(NamedTuple):
    x: Any
    y: Any


@pytest.mark.parametrize(
    ("tree", "keys"),
    [
        ({"b": [jnp.zeros(2), None, (np.zeros(3),)], "a": 1}, ["a", "b.0", "b.2.0"]),
        (Point(jnp.zeros(2), {"z": 2.5}), ["x", "y.z"]),
        (OrderedDict(q=True, p=[1j]), ["q", "p.0"]),
        ({"text": "words", "fn": len, "none": None, "empty": ()}, []),
        ({3: {4: jnp.zeros(1)}}, ["3.4"]),
        (eqx.filter([hax.ones(Embed), 2], eqx.is_array), ["0"]),
        (eqx.filter([hax.ones(Embed), 2], eqx.is_array, inverse=True), ["1"]),
        ([eqx.nn.Linear(2, 3, key=jax.random.key(0))], ["0.weight", "0.bias"]),
    ],
)
def test_keys(tree: Any, keys: list[str]) -> None:
    assert list(to_state_dict(tree)) == keys
    assert list(to_state_dict(tree, "p.q")) == [f"p.q.{key}" for key in keys]


def test_keys_of_a_model() -> None:
    of_block = ["attn.weight", "attn.bias", "mlp.up.weight", "scale", "eps"]
    expected = [f"h.{i}.{key}" for i in range(4) for key in of_block] + ["wte.weight", "counts.0", "on"]
    assert list(to_state_dict(model(0))) == list(to_state_dict(model(0, stacked=False))) == expected
    arrays = [key for key in expected if not key.endswith((".eps", "on"))]
    assert list(to_torch_compatible_state_dict(model(0))) == arrays


def test_values() -> None:
    one, layers = model(0), blocks(0)
    found = to_state_dict(one, "m")
    assert found["m.wte.weight"] is one.table.array
    for i, layer in enumerate(layers):
        np.testing.assert_array_equal(found[f"m.h.{i}.attn.weight"], layer.attn.weight.array)
        np.testing.assert_array_equal(found[f"m.h.{i}.scale"], layer.scale)
        assert found[f"m.h.{i}.eps"] == layer.eps
    assert found["m.on"] is True


def test_stacked_and_unrolled_layers_have_equal_state_dicts() -> None:
    for to in (to_numpy_state_dict, to_torch_compatible_state_dict):
        stacked, unrolled = to(model(0)), to(model(0, stacked=False))
        assert list(stacked) == list(unrolled)
        for key, value in stacked.items():
            np.testing.assert_array_equal(value, unrolled[key])


@pytest.mark.parametrize("order", [None, ("embed", "head", "dim"), ("dim", "embed", "mlp", "head")])
def test_layout_of_a_linear_layer(order: Any) -> None:
    """`[out, in]`, the first of several axes being the slowest, whatever the order in which they are stored."""
    Out = (Embed,) if order is None or len(order) == 3 else (Mlp, Embed)
    layer = linear(RNG, (Head, Dim), Out, order=order)
    found = to_torch_compatible_state_dict(layer, prefix="q")
    names = [axis.name for axis in (*Out, Head, Dim)]
    weight = np.transpose(layer.weight.array, [layer.weight.axis_names.index(name) for name in names])
    np.testing.assert_array_equal(found["q.weight"], weight.reshape(-1, 6))
    np.testing.assert_array_equal(found["q.bias"], np.reshape(layer.bias.array, -1))  # type: ignore[union-attr]  # it has one
    plain = to_torch_compatible_state_dict(layer, flatten=False)
    assert plain["weight"] is layer.weight.array


def test_no_axes_are_a_dimension_of_one_element() -> None:
    found = to_torch_compatible_state_dict(linear(RNG, (Embed,), ()))
    assert found["weight"].shape == (1, 5) and found["bias"].shape == (1,)
    assert to_torch_compatible_state_dict(linear(RNG, (), (Embed,)))["weight"].shape == (5, 1)


def test_numpy() -> None:
    found = to_numpy_state_dict(model(0), "m")
    assert all(type(value) is np.ndarray for value in found.values())
    assert found.keys() == to_state_dict(model(0), "m").keys()


@pytest.mark.parametrize(
    ("filter", "keys"),
    [(True, ["a", "b", "c"]), (False, []), (lambda x: getattr(x, "ndim", 0) == 2, ["b"])],
)
def test_filter(filter: Any, keys: list[str]) -> None:
    tree = {"a": jnp.zeros(3), "b": jnp.zeros((2, 3)), "c": 2}
    assert list(to_torch_compatible_state_dict(tree, filter=filter)) == keys


def test_under_jit() -> None:
    one = model(0)
    arrays, rest = eqx.partition(one, eqx.is_array)
    traced = jax.jit(lambda a: to_torch_compatible_state_dict(eqx.combine(a, rest)))(arrays)
    for key, value in to_torch_compatible_state_dict(one).items():
        np.testing.assert_array_equal(value, traced[key])


def test_an_array_alone_has_no_key() -> None:
    assert list(to_state_dict(hax.ones(Embed), "w")) == ["w"]
    with pytest.raises(ValueError, match="an array alone has no key; give it one as the prefix"):
        to_state_dict(hax.ones(Embed))


class Merged(eqx.Module):
    one: Any = hax.field(state_dict_key=None)
    other: Any = hax.field(state_dict_key=None)


def test_two_arrays_with_one_key() -> None:
    assert list(to_state_dict(Merged({"a": jnp.zeros(1)}, {"b": jnp.zeros(1)}))) == ["a", "b"]
    tied = jnp.zeros(1)
    assert list(to_state_dict(Merged({"a": tied}, {"a": tied}))) == ["a"]
    with pytest.raises(ValueError, match=r"two arrays of Merged have the key 'm\.a'"):
        to_state_dict(Merged({"a": jnp.zeros(1)}, {"a": jnp.zeros(1)}), "m")


class Mapped(eqx.Module):
    weight: Any

    def _state_dict_key_map(self) -> dict[str, str | None]:
        return {"weigth": "w"}


def test_the_key_map_names_fields() -> None:
    with pytest.raises(ValueError, match=r"Mapped\._state_dict_key_map: no field 'weigth'; did you mean 'weight'\?"):
        to_state_dict(Mapped(jnp.zeros(1)))


def test_a_key_map_of_no_field() -> None:
    class Other(eqx.Module):
        bias: Any

        def _state_dict_key_map(self) -> dict[str, str | None]:
            return {"weight": "w"}

    with pytest.raises(ValueError, match=r"Other\._state_dict_key_map: no field 'weight'$"):
        to_state_dict(Other(jnp.zeros(1)))


def test_metadata_of_equinox() -> None:
    class Plain(eqx.Module):
        a: Any = eqx.field(metadata={"state_dict_key": "x.y"})
        b: Any = eqx.field(metadata={"saved": False})

    assert list(to_state_dict(Plain(jnp.zeros(1), jnp.zeros(1)))) == ["x.y"]
