"""Mistakes in models: each is found with its place, all are told at once, and a sound model has none."""

from __future__ import annotations

import warnings
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.debug import ModuleProblems, describe_array, diagnose_common_issues
from haliax.nn import BlockSeq, Stacked
from haliax.quantization import Fp8DotGeneralOp

LAYERS, BATCH, EMBED = hax.make_axes(layers=3, batch=2, embed=5)


class Layer(eqx.Module):
    w: NamedArray
    b: Any = None
    name: Any = eqx.field(static=True, default="layer")

    @staticmethod
    def init(key: jax.Array) -> Layer:
        return Layer(hax.random.normal(key, EMBED))


def problems(module: Any) -> ModuleProblems:
    with pytest.raises(ModuleProblems) as caught:
        diagnose_common_issues(module)
    assert bool(caught.value)
    return caught.value


@pytest.mark.parametrize("kind", [Stacked, BlockSeq])
def test_a_sound_model(kind: Any) -> None:
    layers = kind.init(LAYERS, Layer)(jax.random.split(jax.random.key(0), 3))
    model = {"layers": layers, "op": Fp8DotGeneralOp.init(4), "n": 3, "none": None, "f": jnp.tanh}
    model |= {"text": np.array(["a", "b"])}
    model |= {"keys": jax.random.split(jax.random.key(0), 3), "mask": jnp.array([-jnp.inf, 0.0]), "i": jnp.arange(3)}
    diagnose_common_issues(model)
    diagnose_common_issues(Layer(hax.zeros(EMBED)))
    none = ModuleProblems()
    assert not none and str(none) == "no problems of the module"


def test_one_array_in_several_places() -> None:
    w, plain = hax.ones((BATCH, EMBED)), jnp.ones(3)
    found = problems([Layer(w, plain), Layer(w, {"b": plain}), Layer(hax.named(w.array, ("x", "y")))])
    assert [at for _, at in found.reused_arrays] == [["[0].w", "[1].w", "[2].w"], ["[0].b", "[1].b['b']"]]
    assert found.reused_arrays[0][0].array is w.array and found.reused_arrays[1][0] is plain
    assert str(found) == (
        "problems of the module:\n"
        "  NamedArray(float32[batch=2, embed=5]) stands in [0].w, [1].w, [2].w; copy it, or share it\n"
        "  Array(float32[3]) stands in [0].b, [1].b['b']; copy it, or share it"
    )


@pytest.mark.parametrize(
    "array", [np.ones(2), jnp.ones(2), hax.ones(EMBED), {"deep": [np.ones(2)]}], ids=["numpy", "jax", "named", "deep"]
)
def test_arrays_in_static_fields(array: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # equinox warns of some of them
        found = problems(
            {"layers": [Layer(hax.ones(EMBED)), Layer(hax.ones(EMBED), Layer(hax.ones(EMBED), name=array))]}
        )
    assert found.static_arrays == ["['layers'][1].b.name"] and not found.reused_arrays
    assert "['layers'][1].b.name is static and holds an array; make it a field that is not static" in str(found)


def test_what_is_no_number() -> None:
    bad = hax.ones(EMBED).at["embed", 1].set(jnp.nan)
    found = problems([Layer(bad, jnp.array(jnp.nan)), Layer(hax.ones(EMBED), np.array([1.0, np.nan]))])
    assert found.nan_arrays == ["[0].w", "[0].b", "[1].b"]
    assert "[0].w holds what is no number" in str(found)
    assert problems(bad).nan_arrays == ["the module"]


def test_named_arrays_of_a_wrong_shape() -> None:
    bad = jax.vmap(lambda _: hax.ones(EMBED))(jnp.ones(2))
    nested = jax.jacobian(lambda x: x * 2)(hax.ones(EMBED))
    found = problems({"layer": Layer(bad, nested)})
    assert found.misshapen_arrays == ["['layer'].w", "['layer'].b"]
    assert "['layer'].w has other dimensions than its names say; use haliax.vmap or haliax.scan" in str(found)


def test_all_problems_at_once() -> None:
    w = hax.named(jnp.array([jnp.nan, 1.0]), "batch")
    found = problems([Layer(w), Layer(w)])
    assert len(found.reused_arrays) == 1 and found.nan_arrays == ["[0].w", "[1].w"]
    assert len(str(found).splitlines()) == 4


def test_under_jit_values_are_not_looked_at() -> None:
    jax.jit(lambda layer: diagnose_common_issues(layer) or layer)(Layer(hax.ones(EMBED) * jnp.nan))


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (hax.ones((BATCH, EMBED)), "NamedArray(float32[batch=2, embed=5])"),
        (hax.named(jnp.bfloat16(1), ()), "NamedArray(bfloat16[])"),
        (jnp.ones((2, 3), jnp.int8), "Array(int8[2, 3])"),
        (jnp.float32(1), "Array(float32[])"),
        (np.ones((2, 3)), "ndarray(float64[2, 3])"),
        (np.float32(1), "float32(float32[])"),
        (3, "int"),
        (None, "NoneType"),
        (jax.eval_shape(lambda: hax.ones(EMBED)), "NamedArray(float32[embed=5])"),
    ],
    ids=str,
)
def test_descriptions(array: Any, text: str) -> None:
    assert describe_array(array) == text


def test_description_of_a_wrong_shape() -> None:
    bad = jax.vmap(lambda _: hax.ones(Axis("embed", 5)))(jnp.ones(2))
    assert describe_array(bad) == "NamedArray(['embed'] of Array(float32[2, 5]))"
    nested = jax.jacobian(lambda x: x * 2)(hax.ones(Axis("embed", 5)))
    assert describe_array(nested) == "NamedArray(['embed'] of NamedArray(['embed'] of Array(float32[5, 5])))"
