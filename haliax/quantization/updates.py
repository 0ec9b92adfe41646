"""A step of training for models of which a part is overwritten, and not moved along a gradient."""

from __future__ import annotations

from typing import Any, TypeVar

import equinox
import jax

T = TypeVar("T")


class OverwriteWithGradient(equinox.Module):
    """A part of a model whose gradient is its next value, and no direction to go."""


def _is_overwritten(node: Any) -> bool:
    return isinstance(node, OverwriteWithGradient)


def partition_for_grad_overwrite(grad: T) -> tuple[T, T]:
    """Gradients in two parts, each with None in the place of the other.

    Returns:
        What overwrites a part of the model, for `apply_updates`, and the gradients for an optimizer.
    """
    overwrites = jax.tree.map(lambda g: g if _is_overwritten(g) else None, grad, is_leaf=_is_overwritten)
    others = jax.tree.map(lambda g: None if _is_overwritten(g) else g, grad, is_leaf=_is_overwritten)
    return overwrites, others


def apply_updates(tree: Any, updates: Any, overwrites: Any) -> Any:
    """The model after a step of training.

    Args:
        tree: The model.
        updates: What is added to it, as an optimizer says; None for what stays as it is.
        overwrites: What replaces a part of it: the first part that `partition_for_grad_overwrite` gives.
    """

    def replaced(overwrite: Any, update: Any, old: Any) -> Any:
        if overwrite is not None:
            return overwrite
        return jax.tree.map(lambda u, x: x if u is None else x + u, update, old, is_leaf=lambda u: u is None)

    def is_leaf(node: Any) -> bool:
        return node is None or _is_overwritten(node)

    return jax.tree.map(replaced, overwrites, updates, tree, is_leaf=is_leaf)
