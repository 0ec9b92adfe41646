"""What rules are told: only values of the types that they take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import EllipsisType
from typing import Any

import pytest

from haliax.pure.axes import ANY, SCALAR, Axes, Repeated
from haliax.pure.axis import Axis, AxisSelection, AxisSelector, NoSize, of_size
from haliax.pure.wants import Order, fits

A = Axis("a", 2)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (ANY, Axes),
        (3, Axes | int),
        (None, Axes | None),
        ([SCALAR, ANY], Sequence[Axes]),
        (Repeated(ANY, None), Sequence[Axes]),
        (of_size("a", None), AxisSelector),
        (("a", A), AxisSelection),
        ({"a": 2, "b": None}, AxisSelection),
        ({"a": NoSize.UNKNOWN}, AxisSelection),  # a size that is not known is a size
        (("a", ..., A), Order),
        ({A: (1, 2)}, Mapping[AxisSelector, tuple[int, int]]),
        (len, Callable[..., Any]),
        ("anything", Any),
        (..., EllipsisType | None),
        (None, EllipsisType | None),
    ],
    ids=repr,
)
def test_what_fits(value: object, wanted: object) -> None:
    assert fits(value, wanted)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (3, Axes),
        ("a", Sequence[Axes]),
        ([1], Sequence[Axes]),
        (ANY, AxisSelection),
        (("a", 1), AxisSelection),
        ({A: 2}, AxisSelection),
        ({"a": "b"}, AxisSelection),
        (("a", None), Order),
        ({"a": (1, 2, 3)}, Mapping[AxisSelector, tuple[int, int]]),
        ("len", Callable[..., Any]),
        (len, EllipsisType | None),
    ],
    ids=repr,
)
def test_what_does_not_fit(value: object, wanted: object) -> None:
    assert not fits(value, wanted)
