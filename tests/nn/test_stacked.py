"""`Stacked`: one vmapped initialisation, one scanned layer, and what it traces."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from benchmarks.counts import equations
from benchmarks.layers import compilations
from haliax import Axis, NamedArray, tree
from haliax.nn import Linear, ScanCheckpointPolicy, Stacked
from tests.nn.blocks import BATCH, EMBED, KEYS, LAYERS, MLP, Block, X, assert_close, by_hand, made
from tests.tracing import primitives


class Counting(eqx.Module):
    """A layer that counts how often Python makes and calls it."""

    w: NamedArray
    made = 0
    called = 0

    @classmethod
    def init(cls, Embed: Axis, *, key: jax.Array) -> Counting:
        Counting.made += 1
        return cls(hax.random.normal(key, Embed))

    def __call__(self, x: NamedArray) -> NamedArray:
        Counting.called += 1
        return hax.tanh(x * self.w)


def test_layers_are_made_by_one_call_with_a_key_for_each() -> None:
    Counting.made = 0
    layers = Axis("layers", 48)
    stacked = Stacked.init(layers, Counting)(EMBED, key=jax.random.split(jax.random.key(0), 48))
    assert Counting.made == 1
    assert stacked.stacked.w.axes == (layers, EMBED) and stacked.Layers == stacked.Block == layers
    for i, key in enumerate(jax.random.split(jax.random.key(0), 48)):
        np.testing.assert_array_equal(stacked.stacked.w.array[i], hax.random.normal(key, EMBED).array)
    legacy = Stacked.init(LAYERS, Counting)(EMBED, key=jax.random.split(jax.random.PRNGKey(0), 3))
    assert len(np.unique(np.asarray(legacy.stacked.w.array))) == 15


def test_what_a_layer_holds() -> None:
    stacked = made(Stacked)
    assert stacked.stacked.up.axes == (LAYERS, EMBED, MLP) and stacked.stacked.down.axes == (LAYERS, MLP, EMBED)
    assert stacked.stacked.scale.shape == (3, 4)
    assert stacked.stacked.act is hax.tanh and stacked.stacked.bias is None
    assert (stacked.stacked.factor, stacked.stacked.name) == (1.0, "block")
    assert len(jax.tree.leaves(eqx.filter(stacked, eqx.is_array))) == 3


def test_a_layer_is_traced_once() -> None:
    layers = Axis("layers", 48)
    stacked = Stacked.init(layers, Counting)(EMBED, key=jax.random.split(jax.random.key(0), 48))
    Counting.called = 0
    first = stacked.fold(hax.ones(EMBED))
    seen = Counting.called
    assert seen <= 2
    other = jax.tree.map(lambda leaf: leaf * 2, stacked)
    assert not np.allclose(other.fold(hax.ones(EMBED)).array, first.array)
    stacked.fold(hax.zeros(EMBED))
    assert Counting.called == seen


def test_48_layers_compile_and_trace_what_one_does() -> None:
    def made(depth: int, size: int) -> Any:
        make, keys = Stacked.init(Axis("layers", depth), Linear), jax.random.split(jax.random.key(0), depth)
        return lambda: make(EMBED.resize(size), EMBED.resize(size), key=keys)

    one = compilations(made(1, 19))  # first, since it also compiles what all sizes share
    assert 0 < compilations(made(48, 17)) <= one
    x = hax.ones(EMBED)
    few, many = (equations(lambda stacked, x: stacked.fold(x), made(depth, 5)(), x) for depth in (1, 48))
    assert few == many


def test_nothing_is_compiled_at_a_second_call(caplog: pytest.LogCaptureFixture) -> None:
    stacked = made(Stacked)
    step = eqx.filter_jit(lambda s, x: s.fold(x))
    for call in (lambda: stacked.fold(X), lambda: step(stacked, X), lambda: stacked.vmap(X)):
        call()
        caplog.clear()
        with jax.log_compiles(), caplog.at_level("DEBUG"):
            call()
        assert not [line for line in caplog.messages if "ompil" in line]
    with jax.log_compiles(), caplog.at_level("DEBUG"):
        made(Stacked, layers=LAYERS.resize(4)).fold(X)
    assert [line for line in caplog.messages if "ompil" in line]


@pytest.mark.parametrize("policy", [False, True])
def test_traces_as_by_hand(policy: bool) -> None:
    layers = Axis("layers", 48)
    stacked = made(Stacked, policy, layers)

    def hand(up: Any, down: Any, scale: Any, x: Any) -> Any:
        def body(x: Any, layer: Any) -> Any:
            up, down, scale = layer
            hidden = jnp.tanh(jax.ad_checkpoint.checkpoint_name(x @ up, "hidden"))  # type: ignore[no-untyped-call]  # jax
            return x + hidden @ down * scale.sum() * 1.0 + 0.0, None

        return jax.lax.scan(jax.checkpoint(body, prevent_cse=False) if policy else body, x, (up, down, scale))[0]

    s = stacked.stacked
    arrays, static = eqx.partition(stacked, eqx.is_array)
    ours = jax.make_jaxpr(lambda a, x: eqx.combine(a, static).fold(x).array)(arrays, X)
    theirs = jax.make_jaxpr(hand)(s.up.array, s.down.array, s.scale, X.array)
    assert sum(e.primitive.name == "scan" for e in ours.jaxpr.eqns) == 1
    assert count(ours.jaxpr) == count(theirs.jaxpr)


def count(jaxpr: Any) -> int:
    """How many equations there are, those of inner programs included, and calls not."""
    inner = [
        part
        for e in jaxpr.eqns
        for part in jax.tree.leaves(e.params, is_leaf=lambda p: hasattr(getattr(p, "jaxpr", p), "eqns"))
        if hasattr(getattr(part, "jaxpr", part), "eqns")
    ]
    calls = sum(e.primitive.name in ("jit", "pjit") for e in jaxpr.eqns)
    return len(jaxpr.eqns) - calls + sum(count(getattr(part, "jaxpr", part)) for part in inner)


def test_scans_are_not_unrolled_unless_asked() -> None:
    stacked = made(Stacked)
    arrays, static = eqx.partition(stacked, eqx.is_array)

    def unrolled(unroll: Any) -> list[Any]:
        jaxpr = jax.make_jaxpr(lambda a: eqx.combine(a, static).fold(X, unroll=unroll).array)(arrays)
        return [e.params["unroll"] for e in jaxpr.jaxpr.eqns if e.primitive.name == "scan"]

    assert [unrolled(u) for u in (None, 1, 2, True)] == [[1], [1], [2], [3]]
    assert_close(stacked.fold(X), stacked.fold(X, unroll=True))
    assert_close(stacked.fold(X), stacked.fold_via(lambda layer, x: layer(x), unroll=2)(X))
    assert_close(stacked.scan_via(lambda layer, x: (layer(x), None), unroll=True)(X)[0], stacked.fold(X))


def test_values_of_every_order_of_the_stacked_axis() -> None:
    stacked = made(Stacked)
    expected = by_hand(stacked.unstacked(), X)
    turned = eqx.tree_at(
        lambda s: s.stacked.up, stacked, replace_fn=lambda up: up.rearrange(("mlp", "layers", "embed"))
    )
    for model in (stacked, turned):
        out = model.fold(X)
        assert out.axes == (BATCH, EMBED)
        np.testing.assert_allclose(out.array, expected, rtol=1e-4, atol=1e-5)
    transposed = stacked.fold(X.rearrange(("embed", "batch")))
    assert transposed.axes == (EMBED, BATCH)
    np.testing.assert_allclose(transposed.array.T, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("dtype", [jnp.float32, jnp.bfloat16, jnp.float16])
def test_a_carry_keeps_its_dtype(dtype: Any) -> None:
    stacked = jax.tree.map(lambda leaf: leaf.astype(dtype) if eqx.is_array(leaf) else leaf, made(Stacked))
    out = stacked.fold(X.astype(dtype))
    assert out.dtype == dtype
    np.testing.assert_allclose(
        out.array.astype(float), by_hand(stacked.unstacked(), X.astype(dtype)), rtol=0.1, atol=0.1
    )


def test_stacked_under_transforms() -> None:
    stacked = made(Stacked)
    arrays, static = eqx.partition(stacked, eqx.is_array)

    @jax.jit
    def loss(arrays: Any, x: NamedArray) -> Any:
        return eqx.combine(arrays, static).fold(x).sum().scalar()

    value, gradient = jax.value_and_grad(loss)(arrays, X)
    assert gradient.stacked.up.axes == (LAYERS, EMBED, MLP)
    np.testing.assert_allclose(value, by_hand(stacked.unstacked(), X).sum(), rtol=1e-4)
    low, high = (
        loss(eqx.tree_at(lambda s: s.stacked.up, arrays, replace_fn=lambda up, step=step: up + step), X)
        for step in (-1e-2, 1e-2)
    )
    np.testing.assert_allclose((high - low) / 2e-2, gradient.stacked.up.sum().array, rtol=0.01)
    each = hax.vmap(lambda row: stacked.fold(row), "batch")(X)
    assert_close(each, stacked.fold(X))
    made_under_jit = eqx.filter_jit(lambda keys: Stacked.init(LAYERS, Block)(EMBED, MLP, key=keys))(KEYS)
    assert_close(eqx.filter(made_under_jit, eqx.is_array), arrays)


class Pair(eqx.Module):
    """Layers of layers."""

    inner: Stacked[Block]
    norm: NamedArray

    @staticmethod
    def init(Inner: Axis, *, key: jax.Array) -> Pair:
        keys = jax.random.split(key, Inner.size)
        return Pair(Stacked.init(Inner, Block, gradient_checkpointing=True)(EMBED, MLP, key=keys), hax.ones(EMBED))

    def __call__(self, x: NamedArray) -> NamedArray:
        return self.inner.fold(x) * self.norm


def test_stacks_of_stacks() -> None:
    outer = Axis("outer", 2)
    keys = jax.random.split(jax.random.key(5), 2)
    nested = Stacked.init(outer, Pair)(LAYERS, key=keys)
    assert nested.stacked.inner.stacked.up.axes == (outer, LAYERS, EMBED, MLP)
    assert nested.stacked.inner.Block == LAYERS
    blocks = [block for pair in nested.unstacked() for block in pair.inner.unstacked()]
    np.testing.assert_allclose(nested.fold(X).array, by_hand(blocks, X), rtol=1e-4, atol=1e-5)
    apart = Pair.init(LAYERS, key=keys[1])
    assert_close(eqx.filter(nested.get_layer(1), eqx.is_array), eqx.filter(apart, eqx.is_array))
    arrays, static = eqx.partition(nested, eqx.is_array)
    assert primitives(lambda a: eqx.combine(a, static).fold(X).array, arrays).count("scan") == 1


def test_policies_are_kept_in_the_module() -> None:
    assert Stacked.init(LAYERS, Counting)(EMBED, key=KEYS).gradient_checkpointing.disable
    policy = ScanCheckpointPolicy(save_block_internals=["hidden"])
    assert Stacked(None, LAYERS, policy).gradient_checkpointing is policy
    given: Any = "nested"
    assert Stacked(None, LAYERS, given).gradient_checkpointing.nested is True
    asked = Stacked.init(LAYERS, Counting, gradient_checkpointing=True, prevent_cse=True)(EMBED, key=KEYS)
    assert asked.gradient_checkpointing == ScanCheckpointPolicy(simple=True, prevent_cse=True)
    hash(jax.tree.structure(asked))


def test_arrays_that_layers_share() -> None:
    stacked = made(Stacked)
    shared = eqx.tree_at(lambda s: s.stacked.up, stacked, replace_fn=lambda up: up["layers", 0])
    expected = [eqx.tree_at(lambda b: b.up, b, shared.stacked.up) for b in stacked.unstacked()]
    np.testing.assert_allclose(shared.fold(X).array, by_hand(expected, X), rtol=1e-4, atol=1e-5)
    assert shared.get_layer(2).up.axes == (EMBED, MLP)


def test_no_layers() -> None:
    none = made(Stacked, layers=LAYERS.resize(0))
    assert none.stacked.up.axes == (LAYERS.resize(0), EMBED, MLP) and list(none.unstacked()) == []
    assert_close(none.fold(X), X)
    _, outs = none.scan_via(lambda layer, x: (layer(x), x.sum("embed")))(X)
    assert outs.axes == (LAYERS.resize(0), BATCH)
    assert none.vmap(X).axes == (LAYERS.resize(0), BATCH, EMBED)


def test_tree_functions_know_stacked_layers() -> None:
    model = {"blocks": made(Stacked), "head": X}
    seen: list[Any] = []

    def scaled(leaf: Any) -> Any:
        if isinstance(leaf, NamedArray):
            seen.append(leaf.axis_names)
            return leaf / leaf.sum()
        return leaf

    out = tree.scan_aware_map(scaled, model)
    assert seen.count(("embed", "mlp")) == 3 and ("batch", "embed") in seen
    for before, after in zip(model["blocks"].unstacked(), out["blocks"].unstacked(), strict=True):
        assert_close(after.up, before.up / before.up.sum())
    assert out["blocks"].Block == LAYERS and out["blocks"].stacked.act is hax.tanh


def test_an_axis_of_all_layers_is_resized() -> None:
    out = hax.tree_util.resize_axis(made(Stacked), "mlp", 9, jax.random.key(3))
    assert out.stacked.up.axes == (LAYERS, EMBED, MLP.resize(9))
    assert out.fold(X).axes == (BATCH, EMBED)
