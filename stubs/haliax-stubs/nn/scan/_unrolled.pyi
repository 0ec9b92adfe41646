# Written by `python -m tools.stubs`. Do not edit.
"""A loop over layers, written out: what `jax.lax.scan` does for stacked ones."""

from collections.abc import Callable, Sequence
from typing import Any

from haliax.axis import Axis
from haliax.transforms._step import Kind
from haliax.transforms.checkpoint import ScanCheckpointPolicy

Part = tuple[Any, tuple[Any, ...], dict[str, Any]]
"""A layer, and what else it is given."""

class Unrolled:
    """A function that is called for one layer after the other.

    Args:
        fn: The function, of a layer and the carry.
        op: Whether it gives the carry alone, as in a fold.
        said: What was called, for errors.
        block: The axis of the layers.
        policy: What is kept of each layer for the gradient.
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        op: Kind,
        said: str,
        block: Axis,
        policy: ScanCheckpointPolicy,
    ) -> None: ...

    def __call__(self, layers: Sequence[Any], init: Any, given: Sequence[Any]) -> tuple[Any, Any]:
        """The carry after the last layer, and what came out of each."""

def joined(said: str, block: Axis, outs: Sequence[Any]) -> Any:
    """What came out of each layer, with the axis of the layers in front.

    Raises:
        Refused: If an array has the axis already, what came out is of different structures, or there is no layer.
    """
