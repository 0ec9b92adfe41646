# Written by `python -m tools.stubs`. Do not edit.
"""The annotation language: `NamedArray["batch embed ..."]`, `NamedArray["{batch embed}"]`.

    "batch embed"      exactly these axes, in this order
    "batch ... embed"  these at the ends, any others between
    "{batch embed}"    exactly these, in any order
    "{embed ...}"      at least these, in any order
    ""                 a scalar
    "..."              anything

In a layer `*In` stands for the axes of its list `In`: `NamedArray["{*In *Out}"]`. See `haliax.nn.Layer`.

The same may be written without quotes around the whole: `NamedArray["batch", ...]`, `NamedArray[{"batch", "embed"}]`,
and a row variable of PEP 646 stands for a run of axes: `NamedArray[*Rest, "embed"]`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelector

@dataclass(frozen=True)
class NamedArrayAxes:
    """What an annotation asks of an array.

    Attributes:
        before: The first axes; all of them where there is no `...`, or no order.
        after: The axes after `...`.
        ordered: Whether the array must have the axes in this order.
        subset: Whether it may have other axes too, where `...` stands.
        dtype: The kind of dtype asked for: the name of an annotation of `haliax.haxtyping`, such as "Float" or "i32".
        row: The row variable that stands in the place of `...`, if any.
        parts: All of it, where lists of a layer are among it, each with a `*` before its name. What they stand for is
            not known until `filled`: `...` stands in their place.
    """

    before: tuple[AxisSelector, ...]
    after: tuple[AxisSelector, ...] = ...
    ordered: bool = ...
    subset: bool = ...
    dtype: str | None = ...
    row: str = ...
    parts: tuple[str, ...] = ...

    def filled(self, lists: Mapping[str, Sequence[AxisSelector] | None]) -> NamedArrayAxes:
        """What is asked of an array in a layer whose lists have these axes; None for a list that is not known."""

    @property
    def axes(self) -> Axes:
        """The axes that the annotation describes."""

    def __str__(self) -> str: ...

NamedArrayAxesSpec: TypeAlias = NamedArrayAxes | str | list[object] | tuple[object, ...] | set[object] | frozenset[object]
"""Anything that `NamedArray[...]` takes between its brackets."""

def read_spec(spec: object, dtype: str | None = None) -> NamedArrayAxes:
    """The meaning of what stands in the brackets of an annotation.

    Raises:
        AxisError: If a string cannot be read, or an axis is repeated.
        TypeError: If it is not a string, nor axes, `...` or a row variable.
    """

def specs_in(annotation: Any, array: type) -> list[NamedArrayAxes]:
    """What an annotation in any form asks of arrays of a class: one entry for each member of a union.

    Args:
        annotation: An annotation, the class itself, or what stands in the brackets of one.
        array: The class.

    Raises:
        AxisError: If a string cannot be read, or an axis is repeated.
        TypeError: If it is not a string, nor axes, `...` or a row variable.
    """

def names(spec: NamedArrayAxes) -> tuple[str, ...]:
    """The names that an annotation mentions."""
