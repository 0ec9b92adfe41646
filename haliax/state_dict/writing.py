"""Modules to state dicts."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from haliax.core import NamedArray
from haliax.state_dict.nodes import custom, is_array, is_number, parts, with_prefix
from haliax.state_dict.stacking import layers_of
from haliax.tree_util import is_stack_of_layers

StateDict: TypeAlias = dict[str, Any]
"""Arrays by the path that leads to them, with dots between its steps."""


def to_state_dict(tree: Any, prefix: str | None = None) -> StateDict:
    """The arrays and numbers of a tree, by the path that leads to them: `{"blocks.0.attn.weight": ...}`.

    Arrays have their dimensions in the order in which they store their axes; `to_torch_compatible_state_dict` gives
    them as torch has them.

    Args:
        tree: A module, or any tree. A module that has a method `to_state_dict` says itself what it holds.
        prefix: What all keys begin with, followed by a dot.

    Raises:
        ValueError: If two arrays have the same key, or one has none, as it is alone and there is no prefix.
    """
    method = custom(tree, "to_state_dict")
    found: StateDict = default_to_state_dict(tree, prefix) if method is None else method(tree, prefix)
    return found


def default_to_state_dict(tree: Any, prefix: str | None) -> StateDict:
    """What a module holds, its own method `to_state_dict` aside."""
    if is_array(tree) or is_number(tree):
        if prefix is None:
            raise ValueError("to_state_dict: an array alone has no key; give it one as the prefix")
        return {prefix: tree.array if isinstance(tree, NamedArray) else tree}
    if is_stack_of_layers(tree):
        keyed: list[tuple[str | None, Any]] = [(str(index), layer) for index, layer in enumerate(layers_of(tree))]
    else:
        keyed = [(part.key, part.value) for part in parts(tree)[0] if part.saved]
    out: StateDict = {}
    for key, value in keyed:
        for name, array in to_state_dict(value, with_prefix(prefix, key)).items():
            if name in out and out[name] is not array:
                raise ValueError(f"to_state_dict: two arrays of {type(tree).__name__} have the key '{name}'")
            out[name] = array
    return out


def to_numpy_state_dict(model: Any, prefix: str | None = None) -> StateDict:
    """`to_state_dict`, with arrays of numpy.

    Args:
        model: A module, or any tree.
        prefix: What all keys begin with, followed by a dot.
    """
    return {key: np.asarray(value) for key, value in to_state_dict(model, prefix).items()}
