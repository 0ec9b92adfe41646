# Written by `python -m tools.stubs`. Do not edit.
"""How losses become one number: which of them count, how much, and what takes axes away."""

from typing import Any

from haliax.axis import AxisSelection, AxisSelector
from haliax.core import NamedArray, Names
from haliax.ops._kernels import Kernel
from haliax.ops._settle import Signatures
from haliax.pure.operation import Operation
from haliax.types import ReductionFunction

def check(
    operation: Operation[Any],
    reduction: object,
    axis: AxisSelection | None,
    *label: AxisSelector,
    **arrays: Any,
) -> None:
    """Refuses what the rule of an operation refuses, and what is no array or function.

    Args:
        operation: The operation.
        reduction: Its `reduction`.
        axis: Its `reduction_axis`.
        label: Its `Label`, if it takes one.
        arrays: Its arrays, by their names. `where` and `weight` may be None.

    Raises:
        AxisError: If the axes do not fit.
        TypeError: If something else than an array or a function is given.
    """

def reduced(
    operation: Operation[Any],
    losses: NamedArray,
    reduction: ReductionFunction | None,
    axis: AxisSelection | None,
    where: NamedArray | None,
    weight: NamedArray | None,
) -> NamedArray:
    """What `haliax.nn.reduce_loss` gives of arguments that are checked, in the name of another operation."""

def mean_of_all(
    operation: Operation[Any],
    signatures: Signatures,
    axis: AxisSelection | None,
) -> tuple[Kernel, Names]:
    """The mean of losses that all count alike."""
