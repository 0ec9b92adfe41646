# Written by `python -m tools.stubs`. Do not edit.
"""How a convolution is computed, whatever the order of axes: one convolution of jax, and as little else as can be."""

from typing import Any

from haliax.core import NamedArray
from haliax.pure.operation import Operation

Spec = tuple[int, ...]
"""The positions of the rows, the channels and the spatial axes, in this order."""

def convolve(
    operation: Operation[Any],
    inputs: NamedArray,
    weight: NamedArray,
    bias: NamedArray | None,
    *layer: Any,
) -> NamedArray:
    """The convolution of an array with a weight.

    Args:
        operation: The operation, whose rule is that of `haliax.pure.rules.convolution`.
        inputs: The array.
        weight: The weight; its axes may be stored in any order.
        bias: What is added, an array along the channels that come out.
        layer: What the rule is told of the layer; the name of the channels of the weight that go in; the number
            of groups.
    """
