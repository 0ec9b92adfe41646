# Written by `python -m tools.stubs`. Do not edit.
"""Discrete Fourier transforms: the axes keep their names, and some change their size."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from haliax.axis import Axis
from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelector
from haliax.pure.operation import Family, Operation

declare: Family
Lengths: TypeAlias = Mapping[AxisSelector, int | Axis | None]
"""How long the transform along each axis is; None for as long as the axis."""

Resizing: TypeAlias = Callable[[int | None, int | None], int | None]
"""The size of a transformed axis, from its old one and the length that was asked for; None where it is not known."""

Along: TypeAlias = AxisSelector | Sequence[AxisSelector] | Lengths | None
"""The axes to transform, in any form."""

class Transformed(NamedTuple):
    """One axis to transform.

    Attributes:
        name: Its name.
        length: How long the transform is; None for as long as the axis, or not known.
        is_said: Whether a length was given.
    """

    name: str
    length: int | None
    is_said: bool

def transformed(a: Axes, axis: Along) -> list[Transformed]:
    """The axes to transform, in order, and how long each transform is, where that is given.

    Raises:
        AxisError: If an axis is not there, or is named twice, or a length is below 1.
    """

fft: Operation[Any]
ifft: Operation[Any]
rfft: Operation[Any]
irfft: Operation[Any]
hfft: Operation[Any]
ihfft: Operation[Any]
fftshift: Operation[Any]
ifftshift: Operation[Any]
fftfreq: Operation[Any]
rfftfreq: Operation[Any]
