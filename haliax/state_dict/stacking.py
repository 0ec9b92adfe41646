"""Modules that hold many layers as one, which state dicts have one by one: `blocks.0.weight`, `blocks.1.weight`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

from haliax.axis import Axis
from haliax.core import NamedArray, wrap
from haliax.ops.joining import stack
from haliax.state_dict.errors import Problem, not_shared
from haliax.state_dict.found import Found, FoundLayers, movable
from haliax.state_dict.nodes import is_array, is_number, with_prefix
from haliax.tree_util import tree_map

P = TypeVar("P")
T = TypeVar("T")


def layers_of(node: Any) -> list[Any]:
    """The layers, each with its own arrays. What they share is in all of them."""
    block: Axis = node.Block

    def pick(leaf: Any, index: int) -> Any:
        position = _position(leaf, block)
        if position is None:
            return leaf
        if isinstance(leaf, NamedArray):
            return leaf[block, index]
        return leaf[index]

    stacked = tree_map(_movable, node.stacked)
    return [tree_map(lambda leaf, index=index: pick(leaf, index), stacked) for index in range(block.size)]


def layer_shape(node: Any) -> Any:
    """One layer, with shapes in the place of its arrays. What the layers share is itself."""

    def shape(leaf: Any) -> Any:
        position = _position(leaf, node.Block)
        if position is None:
            return leaf
        array = leaf.array if isinstance(leaf, NamedArray) else leaf
        make: Any = jax.ShapeDtypeStruct
        struct = make(without(array.shape, position), array.dtype)
        return wrap(struct, without(leaf.axis_names, position)) if isinstance(leaf, NamedArray) else struct

    return tree_map(shape, node.stacked)


def with_layers(node: T, stacked: Any) -> T:
    """The module with other arrays."""
    new: T = eqx.tree_at(lambda n: n.stacked, node, stacked)
    return new


def stacked_like(node: Any, shape: Any, layers: Sequence[Any]) -> Any:
    """The arrays of a module that are made of those of its layers.

    Args:
        node: The module.
        shape: A layer as `layer_shape` has it. A layer that has a part of it itself takes nothing new for this part.
        layers: The layers.

    Returns:
        What `node.stacked` is to be. Of what layers share it has that of the first.
    """

    def join(old: Any, one: Any, *new: Any) -> Any:
        if all(leaf is one for leaf in new):
            return old
        position = _position(old, node.Block)
        if position is None:
            return new[0]
        if isinstance(old, NamedArray):
            arrays = [_in_order(leaf, one.axis_names).array for leaf in new]
            return wrap(_stacked(arrays, position), old.axis_names)
        return _stacked(new, position)

    return tree_map(join, node.stacked, shape, *layers)


def differences(node: Any, layers: Sequence[Any], prefix: str | None) -> list[Problem]:
    """What layers have each for itself, although they share it."""
    problems: list[Problem] = []

    def compare(old: Any, *new: Any) -> None:
        if _position(old, node.Block) is None:
            for index, leaf in enumerate(new):
                if not _is_same(new[0], leaf):
                    problems.append(not_shared(_key(leaf) or f"{with_prefix(prefix, str(index))}"))

    tree_map(compare, node.stacked, *layers)
    return problems


def _is_same(one: Any, other: Any) -> bool:
    """Whether two numbers, or arrays that were found, are the same; of other things that is not asked."""
    one, other = (leaf.array if isinstance(leaf, NamedArray) else leaf for leaf in (one, other))
    if isinstance(one, Found | FoundLayers):
        return np.array_equal(one.everything(), other.everything())
    return not is_number(one) or bool(one == other)


def _key(leaf: Any) -> str | None:
    found = leaf.array if isinstance(leaf, NamedArray) else leaf
    return found.key if isinstance(found, Found | FoundLayers) else None


def stacked_anew(block: Axis, layers: Sequence[Any]) -> Any:
    """Layers as one: their arrays along an axis. What else is in them is that of the first."""

    def join(*leaves: Any) -> Any:
        if not is_array(leaves[0]):
            return leaves[0]
        return stack(block, leaves) if isinstance(leaves[0], NamedArray) else jnp.stack(leaves)

    return tree_map(join, *layers)


def _position(leaf: Any, block: Axis) -> int | None:
    """Where an array has the axis of the layers; a plain one has it in front. None if it has none, or is no array."""
    if not is_array(leaf):
        return None
    if isinstance(leaf, NamedArray):
        return leaf.axis_names.index(block.name) if leaf.has_axis(block) else None
    return 0 if leaf.shape[:1] == (block.size,) else None


def without(parts: tuple[P, ...], position: int) -> tuple[P, ...]:
    """All but one of these."""
    return (*parts[:position], *parts[position + 1 :])


def _movable(leaf: Any) -> Any:
    return wrap(movable(leaf.array), leaf.axis_names) if isinstance(leaf, NamedArray) else movable(leaf)


def _in_order(leaf: NamedArray, names: tuple[str, ...]) -> NamedArray:
    return leaf if leaf.axis_names == names else leaf.rearrange(names)


def _stacked(arrays: Sequence[Any], position: int) -> Any:
    if all(isinstance(array, Found | FoundLayers) for array in arrays):
        return FoundLayers(arrays, position)
    return jnp.stack([array.whole() if isinstance(array, Found | FoundLayers) else array for array in arrays], position)
