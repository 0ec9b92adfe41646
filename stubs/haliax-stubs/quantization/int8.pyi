# Written by `python -m tools.stubs`. Do not edit.
"""Products in integers of 8 bits, scaled by what is multiplied."""

from dataclasses import dataclass
from typing import Any

import equinox
import jax
from jax.typing import DTypeLike

from haliax.types import PrecisionLike

Numbers = tuple[tuple[tuple[int, ...], tuple[int, ...]], tuple[tuple[int, ...], tuple[int, ...]]]
"""The dimensions of a product as `jax.lax.dot_general` takes them."""

@dataclass(frozen=True)
class Int8Config:
    """Which operands are rounded. Where one is not, values are multiplied as they are, the other one being rounded.

    Attributes:
        lhs: Whether the first operand is: the argument of a linear layer.
        rhs: Whether the second operand is: its weight.
    """

    lhs: bool = ...
    rhs: bool = ...

class Int8DotGeneralOp(equinox.Module):
    """Multiplies in integers of 8 bits, with a scale for each row of an operand.

    A row is what is summed over. Its scale brings its largest absolute value to 127, so that nothing is cut off. Sums
    are of 32 bits. There is no state: scales are those of the values that are multiplied. The gradient goes through the
    rounding as if there were none: it is that of the product of the rounded operands, which are kept in 8 bits. What
    is no floating-point number is multiplied as it is.

    Attributes:
        cfg: Which operands are rounded.
    """

    cfg: Int8Config

    @classmethod
    def init(cls) -> Int8DotGeneralOp:
        """One that rounds both operands."""

    def __call__(
        self,
        lhs: Any,
        rhs: Any,
        dimension_numbers: Any,
        precision: PrecisionLike = None,
        preferred_element_type: DTypeLike | None = None,
    ) -> jax.Array: ...

    def to_state_dict(self, prefix: str | None = None) -> dict[str, Any]:
        """Nothing: there is no state to save."""
