# Written by `python -m tools.stubs`. Do not edit.
"""Which products of a model are of fewer bits."""

from dataclasses import dataclass

from jax.typing import DTypeLike
from typing_extensions import TypeVar

from haliax.quantization.ops import DotGeneralOp

T = TypeVar("T")

@dataclass(frozen=True)
class QuantizationConfig:
    """Which products are of fewer bits.

    Attributes:
        targets: Which layers: a list of names, or a regular expression; None for all. The name of a layer is that of
            its field, `up`, or the whole path to it, `blocks.mlp.up`. An expression fits one of them from end to end.
        amax_history_length: How many steps `Fp8DotGeneralOp` looks back upon.
        compute_dtype: The dtype of products in float8; by default that of the operands.
        fp8: Whether they are of 8 bits, in floating point.
        int8: Whether they are of 8 bits, in integers.

    Raises:
        ValueError: If it asks for both.
    """

    targets: list[str] | str | None = ...
    amax_history_length: int = ...
    compute_dtype: DTypeLike | None = ...
    fp8: bool = ...
    int8: bool = ...
    def __post_init__(self) -> None: ...

    def make(self) -> DotGeneralOp:
        """What multiplies in one layer, if it is of 8 bits."""

def quantize_linear_layers(tree: T, config: QuantizationConfig) -> T:
    """The model with products of fewer bits in its linear layers.

    A linear layer is a module with a field `dot_general`, as `haliax.nn.Linear` has it. In layers that are stacked each
    gets scales of its own.

    Args:
        tree: The model, or any tree of layers.
        config: Which layers, and what multiplies in them.

    Raises:
        ValueError: If it names layers of which there are none.
    """
