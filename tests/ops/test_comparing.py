"""Comparing arrays within a tolerance, and as wholes."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, named

A, B = hax.make_axes(a=3, b=4)
VALUES = np.array([[1, 2, 3, np.nan], [1, 2.001, np.inf, 4], [0, 1e-9, -3, 4]], np.float32)
OTHER = np.array([1, 2, 3, np.nan], np.float32)


@pytest.mark.parametrize("equal_nan", [False, True])
@pytest.mark.parametrize(("rtol", "atol"), [(1e-5, 1e-8), (1e-2, 0), (0, 2), (0.5, 1e-3)])
def test_isclose(rtol: float, atol: float, equal_nan: bool) -> None:
    x, y = named(VALUES, (A, B)), named(OTHER, B)
    out = hax.isclose(x, y, rtol, atol, equal_nan)
    assert out.axes == (A, B)
    np.testing.assert_array_equal(out.array, np.isclose(VALUES, OTHER, rtol, atol, equal_nan))
    np.testing.assert_array_equal(
        hax.isclose(y, x, rtol=rtol, atol=atol, equal_nan=equal_nan).array,
        np.isclose(OTHER, VALUES, rtol, atol, equal_nan),
    )
    assert hax.allclose(x, y, rtol, atol, equal_nan) == np.allclose(VALUES, OTHER, rtol, atol, equal_nan)
    assert hax.allclose(x, x, rtol, atol, equal_nan) == equal_nan


def test_isclose_with_numbers() -> None:
    x = named(VALUES, (A, B))
    for one in (1.0, 1, np.float32(1), jnp.float32(1), named(1.0, ())):
        np.testing.assert_array_equal(hax.isclose(x, one).array, np.isclose(VALUES, 1.0))
        np.testing.assert_array_equal(hax.isclose(one, x).array, np.isclose(1.0, VALUES))
    assert hax.allclose(named([1, 2], "i"), named([1.0, 2.0], "i"))


def test_isclose_with_a_traced_tolerance() -> None:
    out = jax.jit(lambda x, rtol: hax.isclose(x, 2.0, rtol=rtol))(named(VALUES, (A, B)), 0.5)
    np.testing.assert_array_equal(out.array, np.isclose(VALUES, 2.0, rtol=0.5))


def test_a_comparison_is_compiled_once(caplog: pytest.LogCaptureFixture) -> None:
    def compiled(rtol: float, x: hax.NamedArray) -> bool:
        caplog.clear()
        with jax.log_compiles():
            hax.isclose(x, 1.0, rtol=rtol)
        return any("Compiling" in record.getMessage() for record in caplog.records)

    x = hax.ones(Axis("compiled", 11))
    assert [compiled(rtol, x) for rtol in (0.1, 0.1, 0.2)] == [True, False, False]


def test_whole_arrays() -> None:
    x = hax.arange((A, B))
    assert hax.array_equal(x, x)
    assert hax.array_equal(x, x.rearrange(("b", "a")))
    assert not hax.array_equal(x, x + 1)
    assert not hax.array_equal(x, x["a", 0])
    assert not hax.array_equal(x, x.rename({"a": "c"}))
    assert not hax.array_equal(hax.ones(A), hax.ones(Axis("a", 4)))
    assert not hax.array_equal(named(np.nan, ()), named(np.nan, ()))
    assert hax.array_equal(hax.zeros(Axis("e", 0)), hax.ones(Axis("e", 0)))
    assert hax.array_equal(named([1, 2], "i"), named([1.0, 2.0], "i"))
    assert isinstance(hax.array_equal(x, x), bool)


def test_whole_arrays_that_broadcast() -> None:
    x = hax.arange(B)
    assert hax.array_equiv(x, hax.broadcast_axis(x, A))
    assert hax.array_equiv(hax.broadcast_axis(x, A), x)
    assert not hax.array_equiv(x, hax.arange((A, B)))
    assert not hax.array_equiv(hax.ones(A), hax.ones(B))
    assert not hax.array_equiv(hax.ones(A), hax.ones(Axis("a", 4)))


BROADCAST = (
    "cannot broadcast [a=3] and [b=4]: neither has all axes of the other; "
    "rename an axis, or use broadcast_axis to add the missing ones"
)
ERRORS: list[tuple[Any, type[Exception], str]] = [
    (lambda: hax.isclose(hax.ones(A), hax.ones(B)), AxisError, f"isclose: {BROADCAST}"),
    (lambda: hax.allclose(hax.ones(A), hax.ones(B)), AxisError, f"allclose: {BROADCAST}"),
    (
        lambda: hax.isclose(hax.ones(A), hax.ones(Axis("a", 4))),
        AxisError,
        "isclose: axis 'a' has different sizes in [a=3] and [a=4]; sizes of one name must agree, or rename one",
    ),
    (
        lambda: hax.isclose(hax.ones(A), np.ones(3)),
        TypeError,
        "isclose: expected a NamedArray or a number, got a plain array of shape (3,); name its axes with haliax.named",
    ),
    (
        lambda: hax.array_equal(hax.ones(A), np.ones(3)),
        TypeError,
        "array_equal: expected a NamedArray, got a plain array of shape (3,); name its axes with haliax.named",
    ),
    (
        lambda: hax.array_equiv(3, hax.ones(A)),
        TypeError,
        "array_equiv: expected a NamedArray, got int; name its axes with haliax.named",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call()
    assert str(raised.value) == text
