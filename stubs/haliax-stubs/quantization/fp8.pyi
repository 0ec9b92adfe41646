# Written by `python -m tools.stubs`. Do not edit.
"""Products in float8, whose scales follow what was seen in the last steps."""

from typing import Any

import jax
from jax.typing import DTypeLike

from haliax.quantization.updates import OverwriteWithGradient
from haliax.types import PrecisionLike

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
