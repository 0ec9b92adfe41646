# Written by `python -m tools.stubs`. Do not edit.
"""Attention by `jax.nn.dot_product_attention`, which wants four dimensions: batch, position, head and embedding."""

from typing import Any, NamedTuple

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, Names, Shape
from haliax.ops._moves import Move
from haliax.ops._settle import Signatures
from haliax.pure.operation import Operation

class Layout(NamedTuple):
    """Where the axes of attention go.

    Attributes:
        sizes: How many batches, queries, heads of the keys, heads of the query for each of those, keys, and positions
            of what is compared there are, by the axes of each.
        moves: How query, key, value, mask and bias come to these axes; None for what is not given.
        last: How the result comes from them to its own.
        out: The names of the result.
    """

    sizes: tuple[Shape, Shape, Shape, Shape, Shape, Shape]
    moves: tuple[Move | None, ...]
    last: Move
    out: Names

    @property
    def counts(self) -> tuple[int, int, int, int, int, int]:
        """How many there are of each."""

def layout_of(
    operation: Operation[Any],
    signatures: Signatures,
    key_axis: AxisSelector,
    positions: AxisSelection,
    out: Names,
) -> Layout | None:
    """Where the axes go; None if the arrays have others than jax takes."""

def is_faster(layout: Layout, given: dict[str, Any], options: tuple[Any, Any]) -> bool:
    """Whether jax has a kernel of cuDNN for this, which is exact as far as the dtype is, and faster."""

def has_cudnn() -> bool:
    """Whether programs run on GPUs for which cuDNN has such a kernel: of NVIDIA, from Ampere on."""

def fused(
    operation: Operation[Any],
    layout: Layout | None,
    given: dict[str, Any],
    options: tuple[Any, Any],
    scale: float | None,
) -> NamedArray:
    """Attention by jax, of arguments that fit.

    Raises:
        ValueError: If jax does not take them.
    """
