# Written by `python -m tools.stubs`. Do not edit.
"""`dot` and `einsum`: shared axes are multiplied, contracted axes are summed out."""

from typing import Any, Final

from haliax.pure.operation import Family, Operation

declare: Family
NOT_GIVEN: Final[Any]
"""The axes to sum over, where they come first among the operands or not at all."""

dot: Operation[Any]
outer: Operation[Any]

def form_of(operands: tuple[Any, ...], axis: Any, array: type) -> tuple[Any, tuple[Any, ...]]:
    """The axes to sum over and the arrays, in any form of a call of `dot`.

    The axes come as `axis`, or first, as in `dot("embed", x, w)` and `x.dot("embed", w)`.

    Args:
        operands: What was passed by position.
        axis: What was passed as `axis`.
        array: What an array is.

    Raises:
        Misuse: If the axes are not given.
    """

einsum: Operation[Any]
