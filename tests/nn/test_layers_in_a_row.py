"""`Stacked` and `BlockSeq` alike: the same arguments, the same results and gradients, the same words for mistakes."""

from __future__ import annotations

import gc
import re
import weakref
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray
from haliax.nn import BlockSeq, ScanCheckpointPolicy, Stacked
from haliax.nn.scan import BlockFoldable
from tests.nn.blocks import (
    BATCH,
    EMBED,
    KEYS,
    KINDS,
    LAYERS,
    MASKS,
    MLP,
    Block,
    X,
    arange,
    assert_close,
    by_hand,
    gradients,
    made,
)

STACKED, SEQ = made(Stacked), made(BlockSeq)
BOTH: Any = pytest.mark.parametrize("model", [STACKED, SEQ], ids=["Stacked", "BlockSeq"])
EITHER: Any = pytest.mark.parametrize("kind", KINDS)


def test_layers_are_the_same() -> None:
    assert STACKED.Layers == SEQ.Layers == LAYERS
    for i, (one, other) in enumerate(zip(STACKED.unstacked(), SEQ.unstacked(), strict=True)):
        assert jax.tree.structure(one) == jax.tree.structure(other)
        assert_close(eqx.filter(one, eqx.is_array), eqx.filter(other, eqx.is_array))
        for model in (STACKED, SEQ):
            for index in (i, i - 3):
                assert_close(eqx.filter(model.get_layer(index), eqx.is_array), eqx.filter(one, eqx.is_array))
    assert not np.allclose(SEQ.blocks[0].up.array, SEQ.blocks[1].up.array)


@BOTH
def test_fold(model: BlockFoldable[Block]) -> None:
    blocks = model.unstacked()
    out = model.fold(X)
    assert out.axes == (BATCH, EMBED)
    np.testing.assert_allclose(out.array, by_hand(blocks, X), rtol=1e-4, atol=1e-5)
    via = model.fold_via(lambda layer, x, factor: layer(x) * factor)(X, 2.0)
    step = X
    for block in blocks:
        step = block(step) * 2.0
    assert_close(via, step)


@BOTH
def test_arguments_of_each_layer_and_of_all(model: Any) -> None:
    blocks, masks = model.unstacked(), MASKS.rearrange(("layers", "mlp")).array
    shared = MASKS["layers", 1]
    for given, mask, shifts in (
        (model.fold(X, MASKS), masks, None),
        (model.fold(X, mask=MASKS), masks, None),
        (model.fold(X, shared), np.stack([shared.array] * 3), None),
        (model.fold(X, None), None, None),
        (model.fold(X, MASKS, shift=arange(3)), masks, np.arange(3)),
        (model.fold(X, shift=np.arange(3.0, dtype=np.float32)), None, np.arange(3)),
        (model.fold(X, shift=2.0), None, [2.0] * 3),
        (model.fold(X, shift=jnp.float32(2)), None, [2.0] * 3),
        (model.fold(X, shift=hax.named(arange(5), EMBED)), None, [np.arange(5)] * 3),
    ):
        np.testing.assert_allclose(given.array, by_hand(blocks, X, mask, shifts), rtol=1e-4, atol=1e-5)


@BOTH
def test_arguments_are_trees(model: Any) -> None:
    def step(layer: Block, x: NamedArray, given: Any) -> NamedArray:
        assert given["mode"] == "train" and given["none"] is None and given["text"].tolist() == ["a", "b"]
        assert given["pair"][0].axes == (MLP,) and given["pair"][1].axes == (EMBED,)
        return layer(x, given["pair"][0]) + given["pair"][1] + hax.random.normal(given["key"], EMBED)

    bias = hax.named(arange(5), EMBED)
    given = {"mode": "train", "none": None, "pair": (MASKS, bias), "key": KEYS, "text": np.array(["a", "b"])}
    out = model.fold_via(step)(X, given)
    x = X
    for i, block in enumerate(model.unstacked()):
        x = block(x, MASKS["layers", i]) + bias + hax.random.normal(KEYS[i], EMBED)
    assert_close(out, x)


@BOTH
def test_carries_are_trees(model: Any) -> None:
    def step(layer: Block, carry: Any) -> Any:
        return {"x": layer(carry["x"]), "count": carry["count"] + 1, "none": None, "norms": carry["norms"] + 1.5}

    out = model.fold_via(step)({"x": X, "count": 0, "none": None, "norms": jnp.zeros(4)})
    assert int(out["count"]) == 3 and out["none"] is None and isinstance(out["count"], jax.Array)
    np.testing.assert_allclose(out["norms"], [4.5] * 4)
    assert_close(out["x"], model.fold(X))


class Scanned(eqx.Module):
    """A layer that gives something beside its carry."""

    w: NamedArray

    @staticmethod
    def init(w: NamedArray) -> Scanned:
        return Scanned(w * 1)

    def __call__(self, x: NamedArray, add: Any = 0.0) -> tuple[NamedArray, Any]:
        x = x * self.w + add
        return x, {"sum": x.sum("embed"), "plain": x.array[0], "kind": "scanned", "n": 3}


W = hax.random.normal(jax.random.key(7), (EMBED, LAYERS))


@EITHER
def test_scan(kind: Any) -> None:
    model = kind.init(LAYERS, Scanned)(W)
    expected, sums = np.asarray(X.array), []
    for i in range(3):
        expected = expected * np.asarray(W.array)[:, i] + i
        sums.append(expected.sum(1))
    for carry, outs in (
        model.scan(X, arange(3)),
        model.scan(X, add=arange(3), unroll=3),
        model.scan_via(lambda layer, x, add: layer(x, add))(X, arange(3)),
    ):
        np.testing.assert_allclose(carry.array, expected, rtol=1e-5)
        assert outs["sum"].axes == (LAYERS, BATCH)
        np.testing.assert_allclose(outs["sum"].array, sums, rtol=1e-5)
        assert outs["plain"].shape == (3, 5) and (outs["kind"], outs["n"]) == ("scanned", 3)


@BOTH
def test_vmap(model: Any) -> None:
    out = model.vmap(X)
    assert out.axes == (LAYERS, BATCH, EMBED)
    for i, block in enumerate(model.unstacked()):
        assert_close(out["layers", i], block(X))
    assert_close(
        model.vmap(X, MASKS, shift=arange(3))["layers", 2], model.get_layer(2)(X, MASKS["layers", 2], shift=2.0)
    )
    norms = model.vmap_via(lambda layer, x: {"n": hax.dot(x, layer.up, axis="embed").sum("mlp"), "s": layer.scale})(X)
    assert norms["n"].axes == (LAYERS, BATCH) and norms["s"].shape == (3, 4)


POLICIES = [
    *(False, True, "offload", "nested"),
    *(pytest.param(policy, marks=pytest.mark.slow) for policy in ("recompute", "full", "save_all")),
    ScanCheckpointPolicy(nested=2),
    pytest.param(ScanCheckpointPolicy(nested=7), marks=pytest.mark.slow),
    ScanCheckpointPolicy(save_block_internals=["hidden"]),
    ScanCheckpointPolicy(save_carries=False, save_inputs=True, save_block_internals=["hidden"]),
    ScanCheckpointPolicy(offload_block_internals=["hidden"], save_inputs="offload"),
    ScanCheckpointPolicy(prevent_cse=True, simple=True),
    ScanCheckpointPolicy(disable=True, nested=True),
]


@pytest.mark.slow
@EITHER
@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_gradients_with_every_policy(kind: Any, policy: Any) -> None:
    model = made(kind, policy)
    expected = gradients(SEQ, lambda m: m.fold(X, MASKS) ** 2)
    assert_close(gradients(model, lambda m: m.fold(X, MASKS) ** 2), expected)
    assert_close(model.fold(X, MASKS), STACKED.fold(X, MASKS))
    scanned = gradients(model, lambda m: m.scan_via(lambda b, x: (b(x), x.sum("embed")))(X)[1] ** 2)
    assert_close(scanned, gradients(SEQ, lambda m: m.scan_via(lambda b, x: (b(x), x.sum("embed")))(X)[1] ** 2))


def counted(model: Any, name: str) -> int:
    """How often an operation stands in the gradient of a fold, where scanned ones count once."""
    arrays, static = eqx.partition(model, eqx.is_array)
    loss = jax.grad(lambda arrays: eqx.combine(arrays, static).fold(X).sum().scalar())
    return len(re.findall(rf" = {name}[\[ ]", str(jax.make_jaxpr(loss)(arrays))))


def test_what_is_computed_again() -> None:
    kept = ScanCheckpointPolicy(save_block_internals=["hidden"])
    policies = False, True, "save_all", kept
    assert [counted(made(BlockSeq, policy), "tanh") for policy in policies] == [3, 6, 3, 6]
    assert [counted(made(Stacked, policy), "tanh") for policy in policies] == [1, 2, 1, 2]
    plain = [counted(made(kind), "dot_general") for kind in KINDS]
    again = [[counted(made(kind, policy), "dot_general") for kind in KINDS] for policy in policies]
    more = [[0, 0], [2, 6], [0, 0], [1, 3]]  # of two in each layer
    assert again == [[plain[0] + one, plain[1] + three] for one, three in more]


def test_what_the_compiler_may_merge() -> None:
    assert made(BlockSeq, True).gradient_checkpointing.prevent_cse
    assert not made(Stacked, True).gradient_checkpointing.prevent_cse
    asked = BlockSeq.init(LAYERS, Block, gradient_checkpointing=True, prevent_cse=False)(EMBED, MLP, key=KEYS)
    assert not asked.gradient_checkpointing.prevent_cse


def test_nested_blocks_are_checkpointed_as_one() -> None:
    layers = Axis("layers", 6)
    model = made(BlockSeq, "nested", layers)
    arrays, static = eqx.partition(model, eqx.is_array)
    jaxpr = jax.make_jaxpr(lambda a: eqx.combine(a, static).fold(X).array)(arrays)
    assert [e.params["prevent_cse"] for e in jaxpr.jaxpr.eqns] == [True] * 2
    assert_close(gradients(model, lambda m: m.fold(X)), gradients(made(BlockSeq, False, layers), lambda m: m.fold(X)))


@EITHER
def test_kinds_of_blocks_without_arrays(kind: Any) -> None:
    class Twice(eqx.Module):
        @staticmethod
        def init() -> Twice:
            return Twice()

        def __call__(self, x: NamedArray) -> NamedArray:
            return x * 2

    model = kind.init(LAYERS, Twice)()
    np.testing.assert_allclose(model.fold(X).array, X.array * 8, rtol=1e-6)


@BOTH
@pytest.mark.usefixtures("little_garbage")
def test_functions_are_not_kept_alive(model: Any) -> None:
    def step(layer: Block, x: NamedArray) -> NamedArray:
        return layer(x)

    alive = weakref.ref(step)
    model.fold_via(step)(X)
    model.vmap_via(step)(X)
    del step
    gc.collect()
    assert alive() is None


# --- mistakes


def said(call: Any, kind: Any = AxisError) -> str:
    with pytest.raises(kind) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize("model", [STACKED, SEQ], ids=["Stacked", "BlockSeq"])
def test_mistakes_in_a_step(model: Any) -> None:
    name = f"{type(model).__name__}[Block]"
    assert said(lambda: model.fold_via(lambda b, x: x.sum("embed"))(X)) == (
        f"{name}.fold_via: the carry goes into a step as [batch=2, embed=5] and comes out as [batch=2]: "
        "axis 'embed' gone; give the carry all its axes before the loop, by broadcast_axis"
    )
    assert "comes out as [embed=5, batch=2]: the axes are in another order" in said(
        lambda: model.fold_via(lambda b, x: x.rearrange(("embed", "batch")))(X)
    )
    text = said(lambda: model.fold_via(lambda b, x: x.astype(jnp.bfloat16))(X), TypeError)
    assert text.startswith(
        f"{name}.fold_via: the carry goes into a step as float32 [batch=2, embed=5] and comes out as"
    )
    assert f"{name}.fold_via: the carry comes out" in said(
        lambda: model.fold_via(lambda b, x: {"x": x, "y": x})({"x": X}), TypeError
    )
    assert said(lambda: model.scan(X), TypeError).startswith(
        f"{name}.scan: a step returns (carry, out), got NamedArray"
    )
    assert said(lambda: model.scan_via(lambda b, x: (x, hax.ones(LAYERS)))(X)) == (
        f"{name}.scan_via: axis 'layers' is already in [layers]; choose another name or rename it first"
    )
    assert "axis 'layers' is already in [layers]" in said(lambda: model.vmap_via(lambda b: hax.ones(LAYERS))())


@BOTH
def test_mistakes_in_sizes(model: Any) -> None:
    name = f"{type(model).__name__}[Block]"
    shared = "sizes must agree; rename an axis, or give a plain array that all layers share names, by haliax.named"
    assert said(lambda: model.fold(X, jnp.ones(7))) == (
        f"{name}.fold: axis 'layers' has size 3 in the axis that is given but 7 in mask of shape (7); {shared}"
    )
    assert said(lambda: model.fold(X, hax.ones((LAYERS.resize(4), MLP)))) == (
        f"{name}.fold: axis 'layers' has size 3 in the axis that is given but 4 in mask [layers=4, mlp=7]; {shared}"
    )
    for call in (model.scan, model.vmap, model.scan_via(lambda b, x, mask: (x, x)), model.vmap_via(lambda b, x, m: x)):
        assert "has size 3 in the axis that is given but 7 in m" in said(lambda call=call: call(X, jnp.ones(7)))


@BOTH
def test_mistakes_in_the_place_of_a_layer(model: Any) -> None:
    for index in (3, -4):
        text = said(lambda index=index: model.get_layer(index), IndexError)
        assert text == f"{type(model).__name__}[Block].get_layer: no layer {index} in [layers=3]"


@EITHER
def test_mistakes_in_init(kind: Any) -> None:
    name = kind.__name__
    make = kind.init(LAYERS, Block)
    assert said(lambda: make(EMBED, MLP, key=KEYS[:2])) == (
        f"{name}.init: axis 'layers' has size 3 in the axis that is given but 2 in key of shape (2); "
        "sizes must agree; a key for each layer is jax.random.split(key, layers.size)"
    )
    by_place = kind.init(LAYERS, Scaled)
    assert "one random key for 3 layers" in said(lambda: by_place(jax.random.key(0), jnp.float32(2)), TypeError)
    assert by_place(KEYS, jnp.float32(2)).get_layer(1).w.axes == (EMBED,)
    assert "2 in key of shape (2)" in said(lambda: make(EMBED, MLP, key=jax.random.PRNGKey(0)))
    assert said(lambda: make(EMBED, MLP, key=jax.random.key(0)), TypeError) == (
        f"{name}.init: one random key for 3 layers would make them equal; pass a key for each, jax.random.split(key, 3)"
    )
    assert said(lambda: kind.init(LAYERS, dict), TypeError) == (
        f"{name}.init: dict has no init; give it a static method or class method `init` that makes one"
    )
    assert (
        said(lambda: kind.init("layers", Block))
        == f"{name}.init: axis 'layers' needs a size; pass Axis('layers', size)"
    )
    assert (
        said(lambda: kind.init(12, Block), TypeError)
        == f"{name}.init: expected an Axis that counts the layers, got int"
    )
    assert "no policy 'sometimes'" in said(
        lambda: kind.init(LAYERS, Block, gradient_checkpointing="sometimes"), ValueError
    )


class Scaled(eqx.Module):
    w: NamedArray

    @staticmethod
    def init(key: jax.Array, scale: jax.Array) -> Scaled:
        return Scaled(hax.random.normal(key, EMBED) * scale)


def test_layers_of_another_number_than_their_axis_says() -> None:
    wrong = Stacked(STACKED.stacked, LAYERS.resize(4), STACKED.gradient_checkpointing)
    assert "has size 4 in the axis that is given but 3 in self.up [layers=3, embed=5, mlp=7]" in said(
        lambda: wrong.fold(X)
    )


class Silent(eqx.Module):
    @staticmethod
    def init() -> Silent:
        return Silent()


@EITHER
def test_layers_that_cannot_be_called(kind: Any) -> None:
    model = kind.init(LAYERS, Silent)()
    name = f"{kind.__name__}[Silent]"
    for method in ("fold", "scan", "vmap"):
        assert said(lambda method=method: getattr(model, method)(X), TypeError) == (
            f"{name}.{method}: Silent has no __call__; give it one, or say what a step is, by {name}.{method}_via"
        )
        assert "expected a function of a layer, got int" in said(
            lambda method=method: getattr(model, f"{method}_via")(3)(X), TypeError
        )


@EITHER
def test_policies_that_name_what_is_not_there(kind: Any) -> None:
    model = made(kind, ScanCheckpointPolicy(save_block_internals=["hiden"]))
    for _ in range(2):
        assert said(lambda: model.fold(X), ValueError) == (
            f"{kind.__name__}[Block].fold: no checkpoint 'hiden' in the function: it has 'hidden'; "
            "name one by tree_checkpoint_name"
        )
