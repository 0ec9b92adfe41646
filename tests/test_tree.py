"""Tree functions: a NamedArray is a leaf, `is_leaf` counts everywhere, stacked layers are mapped one by one."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray, named, tree, tree_util

L, H = hax.make_axes(layers=3, head=4)
X = named(np.arange(12, dtype=np.float32).reshape(3, 4), (L, H))
TREE = {"a": X, "b": [jnp.ones(2), 3.0, None], "c": (named(1.0, ()),)}


def is_list(node: Any) -> bool:
    return isinstance(node, list)


def test_a_named_array_is_a_leaf() -> None:
    leaves = tree.leaves(TREE)
    assert [type(leaf) for leaf in leaves] == [NamedArray, type(jnp.ones(1)), float, NamedArray]
    assert leaves[0] is X
    assert len(jax.tree.leaves(TREE)) == len(leaves)  # jax sees the array inside

    flat, structure = tree.flatten(TREE)
    assert list(map(id, flat)) == list(map(id, leaves))
    assert structure == tree.structure(TREE)
    assert structure.num_leaves == 4
    again = tree.unflatten(structure, iter(flat))
    assert again["a"] is X
    assert again["b"][1:] == [3.0, None]


def test_map() -> None:
    seen: list[Any] = []

    def twice(leaf: Any, *rest: Any) -> Any:
        seen.append(type(leaf))
        return leaf * 2 + sum(rest)

    out = tree.map(twice, TREE)
    assert out["a"].axes == X.axes
    np.testing.assert_array_equal(out["a"].array, 2 * X.array)
    assert out["b"][1:] == [6.0, None]
    assert seen.count(NamedArray) == 2
    with_rest = tree.map(twice, {"a": X}, {"a": 1.0}, {"a": X})
    np.testing.assert_array_equal(with_rest["a"].array, 3 * X.array + 1)


def test_axes_may_change_in_a_map() -> None:
    out = tree.map(lambda x: x.sum("head") if isinstance(x, NamedArray) and x.has_axis("head") else x, TREE)
    assert out["a"].axes == (L,)


@pytest.mark.parametrize("is_leaf", [is_list, lambda node: node is None], ids=["list", "none"])
def test_is_leaf_counts_everywhere(is_leaf: Any) -> None:
    leaves, structure = tree.flatten(TREE, is_leaf=is_leaf)
    assert len(leaves) == len(tree.leaves(TREE, is_leaf=is_leaf)) == structure.num_leaves
    assert structure == tree.structure(TREE, is_leaf=is_leaf)
    assert sum(map(is_leaf, leaves)) == 1
    assert sum(isinstance(leaf, NamedArray) for leaf in leaves) == 2
    kinds: list[Any] = []
    tree.map(kinds.append, TREE, is_leaf=is_leaf)
    assert list(map(type, kinds)) == list(map(type, leaves))
    kinds.clear()
    tree.scan_aware_map(kinds.append, TREE, is_leaf=is_leaf)
    assert list(map(type, kinds)) == list(map(type, leaves))


def test_is_leaf_may_stop_above_named_arrays() -> None:
    (leaf,) = tree.leaves(TREE, is_leaf=lambda node: isinstance(node, dict))
    assert leaf is TREE


def test_the_functions_of_tree_util_are_the_same() -> None:
    assert tree_util.tree_leaves(TREE)[0] is X
    flat, structure = tree_util.tree_flatten(TREE)
    assert structure == tree_util.tree_structure(TREE)
    assert tree_util.tree_unflatten(structure, flat)["a"] is X
    assert tree_util.tree_map(lambda x: x, TREE)["a"] is X
    assert hax.is_named_array(X)
    assert not hax.is_named_array(X.array)


# --- layers that are stacked


class Layer(eqx.Module):
    weight: NamedArray
    scale: jax.Array
    name: str = eqx.field(static=True, default="layer")


class Stack(eqx.Module):
    stacked: Any
    Block: Axis = eqx.field(static=True)


def stack(shared: Any = None) -> Stack:
    layer = Layer(X, jnp.arange(3.0))
    return Stack({"layer": layer, "shared": shared} if shared is not None else layer, L)


def norm(leaf: Any) -> Any:
    total = leaf.sum()
    return leaf / total if isinstance(leaf, NamedArray) else leaf - total


def test_each_layer_is_mapped_by_itself() -> None:
    shapes: list[Any] = []

    def see(leaf: Any) -> Any:
        shapes.append(leaf.axes if isinstance(leaf, NamedArray) else leaf.shape)
        return norm(leaf)

    out = tree.scan_aware_map(see, {"before": X, "layers": stack()})
    assert shapes == [(L, H), *[(H,), ()] * 3]
    np.testing.assert_allclose(out["before"].array, X.array / X.array.sum())
    np.testing.assert_allclose(out["layers"].stacked.weight.array, X.array / X.array.sum(1, keepdims=True))
    np.testing.assert_array_equal(out["layers"].stacked.scale, np.zeros(3))
    assert out["layers"].stacked.weight.axes == (L, H)
    assert out["layers"].Block == L


def test_each_layer_of_several_trees() -> None:
    out = tree.scan_aware_map(lambda x, y: x - y, stack(), stack())
    np.testing.assert_array_equal(out.stacked.weight.array, np.zeros((3, 4)))


def test_the_block_axis_may_lie_anywhere() -> None:
    turned = Stack({"w": X.rearrange(("head", "layers"))}, L)
    out = tree.scan_aware_map(norm, turned).stacked["w"]
    np.testing.assert_allclose(out.rearrange(("layers", "head")).array, X.array / X.array.sum(1, keepdims=True))


def test_a_stack_of_stacks() -> None:
    outer = Axis("outer", 2)
    both = Stack(Stack({"w": hax.stack(outer, [X, X + 1])}, L), outer)
    shapes: list[Any] = []
    out = tree.scan_aware_map(lambda x: shapes.append(x.axes) or x, both)
    assert shapes == [(H,)] * 6
    assert hax.array_equal(out.stacked.stacked["w"], both.stacked.stacked["w"])


def test_is_leaf_stops_above_a_stack() -> None:
    seen: list[Any] = []
    tree.scan_aware_map(seen.append, {"layers": stack()}, is_leaf=lambda node: isinstance(node, Stack))
    assert [type(node) for node in seen] == [Stack]


def test_under_jit() -> None:
    out = jax.jit(lambda s: tree.scan_aware_map(norm, s))(stack())
    np.testing.assert_allclose(out.stacked.weight.array, X.array / X.array.sum(1, keepdims=True), rtol=1e-6)


def test_checkpoint_names() -> None:
    named_tree = hax.tree_checkpoint_name({"x": X, "y": jnp.ones(3)}, "kept")
    assert hax.array_equal(named_tree["x"], X)
    jaxpr = jax.make_jaxpr(lambda t: hax.tree_checkpoint_name(t, "kept"))({"x": X, "y": jnp.ones(3)})
    assert [e.params["name"] for e in jaxpr.jaxpr.eqns if e.primitive.name == "name"] == ["kept", "kept"]


def test_a_tree_in_two_parts_of_which_one_has_a_hash() -> None:
    full = {"x": X, "mode": "train", "n": 3, "w": jnp.ones(2)}
    dynamic, static = tree_util.hashable_partition(full, eqx.is_array)
    assert dynamic["mode"] is None and dynamic["w"] is full["w"]
    assert hash(static) == hash(tree_util.hashable_partition(full, eqx.is_array)[1])
    again = tree_util.hashable_combine(dynamic, static)
    assert again["mode"] == "train" and again["n"] == 3 and again["x"].axes == X.axes and again["w"] is full["w"]


VOCAB, EMBED = Axis("vocab", 400), Axis("embed", 3)
TABLE = NamedArray(
    jax.random.normal(jax.random.key(1), (400, 3)) * jnp.array([[1.0, 2.0, 5.0]]) + jnp.array([[0.0, 9.0, -4.0]]),
    (VOCAB, EMBED),
)


def test_an_axis_shrinks() -> None:
    out = tree_util.resize_axis({"table": TABLE, "bias": named(jnp.ones(3), "embed"), "other": 7}, "vocab", 5)
    assert out["table"].axes == (VOCAB.resize(5), EMBED)
    np.testing.assert_array_equal(out["table"].array, TABLE.array[:5])
    assert out["bias"].axes == (EMBED,) and out["other"] == 7
    assert tree_util.resize_axis(TABLE, VOCAB, 0).axes == (VOCAB.resize(0), EMBED)


def test_an_axis_grows() -> None:
    same = tree_util.resize_axis(TABLE, VOCAB, 400)
    np.testing.assert_array_equal(same.array, TABLE.array)
    out = tree_util.resize_axis({"a": TABLE.rearrange(("embed", "vocab"))}, "vocab", 402)["a"]
    assert out.axes == (EMBED, VOCAB.resize(402))
    np.testing.assert_array_equal(out.array[:, :400], TABLE.array.T)
    np.testing.assert_allclose(out.array[:, 400:], jnp.stack([TABLE.array.mean(0)] * 2, 1), rtol=1e-5)


def test_an_axis_grows_by_random_elements() -> None:
    pair = tree_util.resize_axis((TABLE, TABLE), "vocab", 4400, jax.random.key(0))
    assert not np.array_equal(pair[0].array, pair[1].array)
    for out in pair:
        np.testing.assert_array_equal(out.array[:400], TABLE.array)
        new = np.asarray(out.array[400:])
        np.testing.assert_allclose(new.mean(0), TABLE.array.mean(0), atol=0.3)
        np.testing.assert_allclose(new.std(0), TABLE.array.std(0), rtol=0.05)
    half = tree_util.resize_axis(TABLE.astype(jnp.bfloat16), "vocab", 401, jax.random.key(0))
    assert half.dtype == jnp.bfloat16


def test_an_axis_is_resized_that_is_another() -> None:
    with pytest.raises(hax.AxisError, match="axis 'vocab' has size 400"):
        tree_util.resize_axis(TABLE, VOCAB.resize(7), 3)
    with pytest.raises(hax.AxisError, match="resize_axis: axis 'vocab' is given with size -1"):
        tree_util.resize_axis(TABLE, "vocab", -1)
