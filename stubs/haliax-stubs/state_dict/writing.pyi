# Written by `python -m tools.stubs`. Do not edit.
"""Modules to state dicts."""

from typing import Any, TypeAlias

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

def default_to_state_dict(tree: Any, prefix: str | None) -> StateDict:
    """What a module holds, its own method `to_state_dict` aside."""

def to_numpy_state_dict(model: Any, prefix: str | None = None) -> StateDict:
    """`to_state_dict`, with arrays of numpy.

    Args:
        model: A module, or any tree.
        prefix: What all keys begin with, followed by a dot.
    """
