# Written by `python -m tools.stubs`. Do not edit.
"""A step of training for models of which a part is overwritten, and not moved along a gradient."""

from typing import Any

import equinox
from typing_extensions import TypeVar

T = TypeVar("T")

class OverwriteWithGradient(equinox.Module):
    """A part of a model whose gradient is its next value, and no direction to go."""

def partition_for_grad_overwrite(grad: T) -> tuple[T, T]:
    """Gradients in two parts, each with None in the place of the other.

    Returns:
        What overwrites a part of the model, for `apply_updates`, and the gradients for an optimizer.
    """

def apply_updates(tree: Any, updates: Any, overwrites: Any) -> Any:
    """The model after a step of training.

    Args:
        tree: The model.
        updates: What is added to it, as an optimizer says; None for what stays as it is.
        overwrites: What replaces a part of it: the first part that `partition_for_grad_overwrite` gives.
    """
