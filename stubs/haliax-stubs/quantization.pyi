# Written by `python -m tools.stubs`. Do not edit.
"""Products of fewer bits: what multiplies arrays in the place of `jax.lax.dot_general`, and how training goes with it.

`hax.dot(x, w, axis="embed", dot_general=op)` takes any `DotGeneralOp`. One that scales its operands keeps the scales
as a part of the model. They are no parameters: a step of training does not move them along a gradient, but replaces
them by what it has seen. So their cotangent is their next value, and `OverwriteWithGradient` marks them.
`partition_for_grad_overwrite` takes them out of the gradients and `apply_updates` puts them into the model.
"""

from abc import ABCMeta as _OfProtocols
from dataclasses import dataclass
from typing import Any, Protocol

import equinox
import jax
from jax.typing import DTypeLike
from typing_extensions import TypeVar

from haliax.types import PrecisionLike

T = TypeVar("T")

class WithDefault(_OfProtocols):
    """What `DotGeneralOp` itself has, and the ops need not have."""

    def default(cls) -> DefaultDotGeneralOp:
        """`jax.lax.dot_general` itself: `DotGeneralOp.default()`."""

class DotGeneralOp(Protocol, metaclass=WithDefault):
    """What multiplies two arrays as `jax.lax.dot_general` does."""

    def __call__(
        self,
        lhs: Any,
        rhs: Any,
        dimension_numbers: Any,
        precision: PrecisionLike = None,
        preferred_element_type: DTypeLike | None = None,
    ) -> jax.Array: ...

class DefaultDotGeneralOp(equinox.Module):
    """`jax.lax.dot_general`, as a module without arrays."""

    def __call__(
        self,
        lhs: Any,
        rhs: Any,
        dimension_numbers: Any,
        precision: PrecisionLike = None,
        preferred_element_type: DTypeLike | None = None,
    ) -> jax.Array: ...

    @staticmethod
    def init() -> DefaultDotGeneralOp:
        """The one there is."""

class OverwriteWithGradient(equinox.Module):
    """A part of a model whose gradient is its next value, and no direction to go."""

class Fp8DotGeneralOp(OverwriteWithGradient):
    """Multiplies in 8 bits, with a scale for each operand that follows what was seen in the last steps.

    Operands are rounded to float8 `e4m3fn`, and the gradient of the product to `e5m2`, which has a wider range. Where
    the device has units for them XLA multiplies in these. Elsewhere values are rounded in the same way and multiplied
    as they are. One op belongs to one product: if two share it, their next scales are added up.

    The formats are those of Micikevicius et al., "FP8 Formats for Deep Learning", arXiv:2209.05433. The scales are
    those of delayed scaling, as in the documentation of NVIDIA's Transformer Engine: `scale = max(history) / largest`,
    where the history has the largest absolute value of each of the last steps and `largest` is that of the format.

    Attributes:
        input_scale: The scale of the first operand.
        output_grad_scale: The scale of the gradient of the product.
        kernel_scale: The scale of the second operand.
        input_amax_history: The largest absolute values of the first operand, the newest one first.
        output_grad_amax_history: Those of the gradient of the product.
        kernel_amax_history: Those of the second operand.
        compute_dtype: The dtype of the product; by default that of the operands.
    """

    input_scale: jax.Array
    output_grad_scale: jax.Array
    kernel_scale: jax.Array
    input_amax_history: jax.Array
    output_grad_amax_history: jax.Array
    kernel_amax_history: jax.Array
    compute_dtype: DTypeLike | None

    @classmethod
    def init(cls, amax_history_length: int = 1024, compute_dtype: DTypeLike | None = None) -> Fp8DotGeneralOp:
        """One that has seen nothing yet.

        Args:
            amax_history_length: How many steps are looked back upon.
            compute_dtype: The dtype of the product; by default that of the operands.
        """

    def __call__(
        self,
        lhs: Any,
        rhs: Any,
        dimension_numbers: Any,
        precision: PrecisionLike = None,
        preferred_element_type: DTypeLike | None = None,
    ) -> jax.Array: ...

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

@dataclass(frozen=True)
class QuantizationConfig:
    """Which products are of fewer bits.

    Attributes:
        targets: The names of the layers that they are in, or a pattern that these match; None for all.
        amax_history_length: How many steps `Fp8DotGeneralOp` looks back upon.
        compute_dtype: The dtype of the products; by default that of the operands.
        fp8: Whether they are of 8 bits, in floating point.
        int8: Whether they are of 8 bits, in integers. There is no such product yet.

    Raises:
        NotImplementedError: If `int8`.
    """

    targets: list[str] | str | None = ...
    amax_history_length: int = ...
    compute_dtype: DTypeLike | None = ...
    fp8: bool = ...
    int8: bool = ...
    def __post_init__(self) -> None: ...
