"""`ArrayStacked`: layers of plain arrays. What is for each layer is said by `in_axes`, and by no size."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import AxisError, tree
from haliax.nn import ArrayStacked
from haliax.nn.scan import ArrayStacked as Same
from tests.nn.blocks import assert_close

KEYS = jax.random.split(jax.random.key(0), 3)
X = jax.random.normal(jax.random.key(1), (2, 5))


class Block(eqx.Module):
    w: jax.Array
    act: Any = jnp.tanh

    @staticmethod
    def init(size: int, *, key: jax.Array, scale: Any = 0.5) -> Block:
        return Block(jax.random.normal(key, (size, size)) * scale)

    def __call__(self, x: jax.Array, mask: Any = None, *, shift: Any = 0.0) -> jax.Array:
        hidden = self.act(x @ self.w)
        return x + (hidden if mask is None else hidden * mask[None]) + shift


def made(policy: Any = False) -> Any:
    return ArrayStacked.init(3, Block, gradient_checkpointing=policy)(5, key=KEYS)


MODEL = made()
BLOCKS = [Block.init(5, key=key) for key in KEYS]


def by_hand(masks: Any = (None,) * 3, shifts: Any = (0.0,) * 3) -> Any:
    x = X
    for block, mask, shift in zip(BLOCKS, masks, shifts, strict=True):
        x = block(x, mask, shift=shift)
    return x


def test_layers() -> None:
    assert ArrayStacked is Same
    assert MODEL.stacked.w.shape == (3, 5, 5) and MODEL.num_layers == 3 and MODEL.stacked.act is jnp.tanh
    for i, (block, layer) in enumerate(zip(BLOCKS, MODEL.unstacked(), strict=True)):
        assert_close(layer.w, block.w)
        assert_close(MODEL.get_layer(i - 3).w, block.w)
    with pytest.raises(IndexError, match=r"ArrayStacked\[Block\]\.get_layer: no layer 3 in \[layers=3\]"):
        MODEL.get_layer(3)


def test_fold_and_scan() -> None:
    assert_close(MODEL.fold(X), by_hand())
    assert_close(MODEL.fold(X, unroll=True), by_hand())
    assert_close(MODEL.fold_via(lambda layer, x: layer(x))(X), by_hand())
    for last, outs in (
        MODEL.scan_via(lambda layer, x: (layer(x), x.sum(1)))(X),
        ArrayStacked(Pairs(MODEL.stacked), 3, False).scan(X),
    ):
        assert_close(last, by_hand())
        assert outs.shape == (3, 2)
        assert_close(outs[0], X.sum(1))


class Pairs(eqx.Module):
    block: Block

    def __call__(self, x: jax.Array) -> tuple[jax.Array, jax.Array]:
        return self.block(x), x.sum(1)


def test_what_is_for_each_layer() -> None:
    masks = jax.random.normal(jax.random.key(2), (3, 5))
    shared = jnp.stack([masks[0]] * 3)
    for out, expected in (
        (MODEL.fold(X, masks), by_hand(masks)),
        (MODEL.fold(X, None), by_hand()),
        (MODEL.fold(X, masks[0], in_axes=None), by_hand(shared)),
        (MODEL.fold(X, masks.T, in_axes=1), by_hand(masks)),
        (MODEL.fold(X, masks.T, in_axes=(-1,)), by_hand(masks)),
        (MODEL.fold(X, mask=masks.T, in_axes=((), {"mask": 1})), by_hand(masks)),
        (MODEL.fold(X, masks[0], shift=jnp.arange(3.0), in_axes=((None,), {})), by_hand(shared, range(3))),
        (MODEL.fold(X, masks, shift=2.0, in_axes=0), by_hand(masks, [2.0] * 3)),
        (MODEL.fold_via(lambda b, x, m: b(x, m["a"]), in_axes=({"a": None},))(X, {"a": masks[0]}), by_hand(shared)),
        (MODEL.scan_via(lambda b, x, m: (b(x, m), 0), in_axes=None)(X, masks[0])[0], by_hand(shared)),
    ):
        assert_close(out, expected)


def test_a_size_that_happens_to_fit_decides_nothing() -> None:
    square = jax.random.normal(jax.random.key(2), (3, 3))
    out = MODEL.vmap_via(lambda layer, m: m.sum() + layer.w[0, 0], in_axes=None)(square)
    np.testing.assert_allclose(out, square.sum() + MODEL.stacked.w[:, 0, 0], rtol=1e-5)


def test_vmap() -> None:
    outs = MODEL.vmap_via(lambda layer, x: {"y": layer(x), "n": layer.w.sum()}, in_axes=None)(X)
    assert outs["y"].shape == (3, 2, 5) and outs["n"].shape == (3,)
    assert_close(outs["y"], jnp.stack([block(X) for block in BLOCKS]))
    moved = MODEL.vmap_via(lambda layer, x: {"y": layer(x), "n": x}, in_axes=None, out_axes={"y": 2, "n": 0})(X)
    assert_close(moved["y"], jnp.moveaxis(outs["y"], 0, 2))
    assert_close(moved["n"], jnp.stack([X] * 3))
    both = MODEL.vmap_via(lambda layer, x: (layer(x), x), in_axes=None, out_axes=1)(X)
    assert [part.shape for part in both] == [(2, 3, 5)] * 2


@pytest.mark.parametrize("policy", [True, "nested", "offload", "save_all"])
def test_gradients(policy: Any) -> None:
    def gradient(model: Any) -> Any:
        return eqx.filter_grad(lambda m: (m.fold(X) ** 2).sum())(model).stacked.w

    assert_close(gradient(made(policy)), gradient(MODEL))


def test_it_is_traced_once() -> None:
    traced: list[int] = []

    def step(layer: Block, x: jax.Array) -> jax.Array:
        traced.append(1)
        return layer(x)

    for _ in range(3):
        MODEL.fold_via(step)(X)
    assert len(traced) == 1


def test_init() -> None:
    scaled = ArrayStacked.init(3, Block, in_axes=((None,), {"key": None, "scale": 0}))(
        5, key=jax.random.key(0), scale=jnp.arange(3.0)
    )
    assert_close(scaled.stacked.w[2], 2 * scaled.stacked.w[1])
    refused: Any = (
        (lambda: ArrayStacked.init(3, Block)(5, key=jax.random.key(0)), "one random key for 3 layers would make"),
        (lambda: ArrayStacked.init(3, dict), "dict has no init"),
        (
            lambda: ArrayStacked(hax.ones({"x": 2}), 2, False),
            "layers of named arrays have an axis of their own",
        ),
    )
    for call, text in refused:
        with pytest.raises(TypeError, match=f"ArrayStacked.*: {text}"):
            call()


def test_mistakes() -> None:
    way_out = "give in_axes=None for an array that all layers share"
    with pytest.raises(AxisError, match=rf"ArrayStacked\[Block\]\.fold: .* but 5 in mask of shape \(5\); .*{way_out}"):
        MODEL.fold(X, jnp.ones(5))
    with pytest.raises(AxisError, match=rf"vmap_via: .* but 2 in x of shape \(2, 5\); .*{way_out}"):
        MODEL.vmap_via(lambda layer, x: layer(x))(X)
    with pytest.raises(ValueError, match=r"fold: in_axes is for 1 arguments by position, got 0"):
        MODEL.fold(X, in_axes=(0,))
    with pytest.raises(ValueError, match=r"fold: in_axes does not fit the arguments: no dimension 2 in an array"):
        MODEL.fold(X, jnp.ones(3), in_axes=2)
    with pytest.raises(TypeError, match=r"fold_via: the carry goes into a step as a plain array of shape \(2, 5\)"):
        MODEL.fold_via(lambda layer, x: x.sum())(X)


def test_tree_functions_know_the_layers() -> None:
    out = tree.scan_aware_map(lambda leaf: leaf / jnp.abs(leaf).max() if eqx.is_array(leaf) else leaf, MODEL)
    assert_close(out.stacked.w, MODEL.stacked.w / jnp.abs(MODEL.stacked.w).max((1, 2), keepdims=True))
