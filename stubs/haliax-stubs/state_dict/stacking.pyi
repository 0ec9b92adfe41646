# Written by `python -m tools.stubs`. Do not edit.
"""Modules that hold many layers as one, which state dicts have one by one: `blocks.0.weight`, `blocks.1.weight`."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import TypeVar

from haliax.axis import Axis
from haliax.state_dict.errors import Problem

P = TypeVar("P")
T = TypeVar("T")

def layers_of(node: Any) -> list[Any]:
    """The layers, each with its own arrays. What they share is in all of them."""

def layer_shape(node: Any) -> Any:
    """One layer, with shapes in the place of its arrays. What the layers share is itself."""

def with_layers(node: T, stacked: Any) -> T:
    """The module with other arrays."""

def stacked_like(node: Any, shape: Any, layers: Sequence[Any]) -> Any:
    """The arrays of a module that are made of those of its layers.

    Args:
        node: The module.
        shape: A layer as `layer_shape` has it. A layer that has a part of it itself takes nothing new for this part.
        layers: The layers.

    Returns:
        What `node.stacked` is to be. Of what layers share it has that of the first.
    """

def differences(node: Any, layers: Sequence[Any], prefix: str | None) -> list[Problem]:
    """What layers have each for itself, although they share it."""

def stacked_anew(block: Axis, layers: Sequence[Any]) -> Any:
    """Layers as one: their arrays along an axis. What else is in them is that of the first."""

def without(parts: tuple[P, ...], position: int) -> tuple[P, ...]:
    """All but one of these."""
