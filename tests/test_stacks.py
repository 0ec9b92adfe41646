"""`scan_aware_tree_map` on modules that stack layers: shared arrays, stacks inside stacks, leaves of one's own."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray

BLOCK, INNER, EMBED = Axis("block", 3), Axis("inner", 2), Axis("embed", 5)


class Stack(eqx.Module):
    """Many layers as one."""

    stacked: Any
    Block: Axis = eqx.field(static=True)


def named(*axes: Axis) -> NamedArray:
    shape = tuple(axis.size for axis in axes)
    return NamedArray(jnp.arange(float(np.prod(shape))).reshape(shape), axes)


TREES = {
    "stacked": Stack({"w": named(BLOCK, EMBED), "b": jnp.arange(3.0)}, BLOCK),
    "shared": Stack(
        {"w": named(BLOCK, EMBED), "scale": named(EMBED), "plain": jnp.ones(7), "scalar": jnp.ones(())}, BLOCK
    ),
    "no arrays": Stack([named(BLOCK), 3, None, "text"], BLOCK),
    "inside": Stack((Stack([named(BLOCK, INNER, EMBED), named(INNER), named(EMBED)], INNER), named(BLOCK)), BLOCK),
    "beside": [Stack(named(BLOCK), BLOCK), named(EMBED), 4],
}


def assert_same(actual: Any, expected: Any) -> None:
    assert hax.tree_util.tree_structure(actual) == hax.tree_util.tree_structure(expected)
    for one, other in zip(hax.tree_util.tree_leaves(actual), hax.tree_util.tree_leaves(expected), strict=True):
        if isinstance(other, NamedArray):
            assert one.axes == other.axes
            np.testing.assert_array_equal(one.array, other.array)
        else:
            np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_the_identity_changes_nothing(tree: Any) -> None:
    assert_same(hax.tree_util.scan_aware_tree_map(lambda leaf: leaf, tree), tree)


def test_each_layer_is_seen_by_itself_and_what_is_shared_once_for_each() -> None:
    seen: list[Any] = []
    hax.tree_util.scan_aware_tree_map(lambda leaf: seen.append(leaf.axes), TREES["inside"])
    layer = [(EMBED,), (), (EMBED,), (EMBED,), (), (EMBED,), ()]
    assert seen == layer * 3


def test_layers_are_mapped_apart() -> None:
    out = hax.tree_util.scan_aware_tree_map(lambda leaf: leaf - hax.max(leaf), Stack(named(BLOCK, EMBED), BLOCK))
    np.testing.assert_array_equal(out.stacked.array, np.tile(np.arange(5.0) - 4, (3, 1)))
    assert out.stacked.axes == (BLOCK, EMBED)


def test_further_trees_are_taken_apart_too() -> None:
    one, other = Stack([named(BLOCK, EMBED), named(EMBED)], BLOCK), Stack([named(BLOCK), named(EMBED)], BLOCK)
    out = hax.tree_util.scan_aware_tree_map(lambda a, b: a + 10 * b, one, other)
    np.testing.assert_array_equal(out.stacked[0].array, named(BLOCK, EMBED).array + 10 * np.arange(3.0)[:, None])
    np.testing.assert_array_equal(out.stacked[1].array, 11 * np.arange(5.0))


def test_a_leaf_may_become_a_tree() -> None:
    out = hax.tree_util.scan_aware_tree_map(
        lambda a: (a, {"sum": hax.sum(a)}), Stack([named(BLOCK, EMBED), named(EMBED)], BLOCK)
    )
    (stacked, total), (shared, once) = out.stacked
    assert (stacked.axes, total["sum"].axes, shared.axes, once["sum"].axes) == ((BLOCK, EMBED), (BLOCK,), (EMBED,), ())


def test_leaves_of_ones_own() -> None:
    tree = {"a": Stack({"pair": (named(BLOCK), named(EMBED))}, BLOCK), "pair": (named(EMBED), 1)}
    seen: list[Any] = []

    def swapped(leaf: Any) -> Any:
        seen.append(leaf)
        return leaf[::-1] if isinstance(leaf, tuple) else leaf

    out = hax.tree_util.scan_aware_tree_map(swapped, tree, is_leaf=lambda node: type(node) is tuple)
    assert len(seen) == BLOCK.size + 1 and all(isinstance(leaf, tuple) for leaf in seen)
    first, second = out["a"].stacked["pair"]
    assert (first.axes, second.axes) == ((BLOCK, EMBED), (BLOCK,))
    assert out["pair"][0] == 1


def test_a_stack_may_be_a_leaf() -> None:
    tree = [Stack(named(BLOCK), BLOCK)]
    out = hax.tree_util.scan_aware_tree_map(lambda leaf: type(leaf), tree, is_leaf=lambda node: isinstance(node, Stack))
    assert out == [Stack]


def test_under_jit() -> None:
    double = jax.jit(lambda tree: hax.tree_util.scan_aware_tree_map(lambda leaf: leaf * 2, tree))
    out = double(TREES["stacked"])
    np.testing.assert_array_equal(out.stacked["w"].array, named(BLOCK, EMBED).array * 2)
    np.testing.assert_array_equal(out.stacked["b"], np.arange(3.0) * 2)


def test_plain_arrays_of_more_dimensions_are_stacked_along_the_first() -> None:
    tree = Stack({"m": jnp.arange(21.0).reshape(3, 7), "other": jnp.ones((7, 3))}, BLOCK)
    seen: list[Any] = []
    out = hax.tree_util.scan_aware_tree_map(lambda leaf: seen.append(leaf.shape) or leaf, tree)
    assert seen == [(7,), (7, 3)] * 3
    assert_same(out, tree)


def test_of_what_is_shared_the_first_result_is_kept() -> None:
    results = iter(range(3))
    out = hax.tree_util.scan_aware_tree_map(lambda leaf: next(results), Stack(named(EMBED), BLOCK))
    assert out.stacked == 0
