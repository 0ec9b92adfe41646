"""The axes of weights."""

from __future__ import annotations

from typing import Final

from haliax.axis import Axis, AxisSpec
from haliax.pure.axis import entries


def weight_axes(In: AxisSpec, Out: AxisSpec) -> tuple[Axis, ...]:
    """The axes of `In` as a weight has them: under another name where `Out` has an axis of the same one."""
    outer = {axis.name for axis in entries(Out)}
    return tuple(axis.alias(f"{axis.name}_in") if axis.name in outer else axis for axis in entries(In))


_KEYS: Final = (Axis, tuple)


def hashable(axes: AxisSpec) -> AxisSpec:
    """The axes as a key, in a tuple where they are in a list or a dict."""
    return axes if isinstance(axes, _KEYS) else entries(axes)


def name_in_weight(In: Axis, Out: Axis) -> str:
    """The name of the one axis that goes in, in a weight."""
    return weight_axes(In, Out)[0].name
