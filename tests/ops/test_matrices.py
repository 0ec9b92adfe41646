"""Traces and triangles of the matrices that two axes span."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named

A, B, C = hax.make_axes(a=3, b=5, c=7)
VALUES = np.arange(3 * 5 * 7, dtype=np.float32).reshape(3, 5, 7) + 1
PAIRS = [("a", "b"), ("b", "a"), ("a", "c"), ("c", "a"), ("b", "c"), (C, B)]


def array() -> NamedArray:
    return named(VALUES, (A, B, C))


@pytest.mark.parametrize("offset", [-6, -2, 0, 1, 6])
@pytest.mark.parametrize("axes", PAIRS, ids=str)
def test_trace(axes: Any, offset: int) -> None:
    first, second = (hax.axis_name(axis) for axis in axes)
    out = hax.trace(array(), *axes, offset=offset)
    assert out.axis_names == tuple(name for name in "abc" if name not in (first, second))
    np.testing.assert_allclose(out.array, np.trace(VALUES, offset, "abc".index(first), "abc".index(second)))


def test_trace_as_a_method_and_its_dtype() -> None:
    out = array().trace("a", "b", 1, np.int32)
    assert out.dtype == np.int32
    np.testing.assert_array_equal(out.array, np.trace(VALUES, 1, 0, 1, np.int32))
    assert array()["c", 0].trace("a", "b").axes == ()


@pytest.mark.parametrize("k", [-3, 0, np.int64(1)])
@pytest.mark.parametrize("axes", PAIRS, ids=str)
@pytest.mark.parametrize("name", ["tril", "triu"])
def test_triangles(name: str, axes: Any, k: Any) -> None:
    places = ["abc".index(hax.axis_name(axis)) for axis in axes]
    plain = getattr(np, name)(np.moveaxis(VALUES, places, (-2, -1)), k)
    for x in (array(), array().rearrange(("c", "a", "b"))):
        out = getattr(hax, name)(x, *axes, k)
        assert out.axes == x.axes
        np.testing.assert_array_equal(out.rearrange(("a", "b", "c")).array, np.moveaxis(plain, (-2, -1), places))


def test_triangles_of_other_dtypes_and_of_nothing() -> None:
    for dtype in (jnp.bfloat16, np.int32, np.bool_, np.complex64):
        assert hax.tril(array().astype(dtype), "a", "b").dtype == dtype
    assert hax.triu(hax.zeros((A, Axis("e", 0))), "a", "e").shape == {"a": 3, "e": 0}
    assert hax.trace(hax.zeros((A, Axis("e", 0))), "a", "e").item() == 0


ERRORS: list[tuple[Any, type[Exception], str]] = [
    (lambda x: hax.trace(x, "a", "q"), AxisError, "trace: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: hax.trace(x, "a", A), AxisError, "trace: axis 'a' is repeated in [a, a=3]; name each axis once"),
    (lambda x: hax.tril(x, "a", "q"), AxisError, "tril: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: hax.triu(x, "a", "a"), AxisError, "triu: axis 'a' is repeated in [a, a]; name each axis once"),
    (
        lambda x: hax.tril(x, "a", Axis("b", 4)),
        AxisError,
        "tril: axis 'b' has size 5 in [a=3, b=5, c=7] but 4 was given; sizes must agree",
    ),
    (lambda x: hax.tril(x, 0, 1), TypeError, "tril: expected an axis or its name, got 0"),
    (
        lambda x: jax.jit(lambda k: hax.tril(x, "a", "b", k))(1),
        TypeError,
        "tril: an argument is traced which must be known before the program runs",
    ),
    (
        lambda x: hax.trace(VALUES, "a", "b"),
        TypeError,
        "trace: expected a NamedArray, got a plain array of shape (3, 5, 7); name its axes with haliax.named",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call(array())
    assert str(raised.value) == text
