"""Polynomials against those of numpy, with named and plain coefficients, and what they refuse."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named
from haliax.ops.polynomials import DEFAULT_POLY_AXIS_NAME

P, Q = [2.0, -3.0, 1.0], [1.0, 0.5, -2.0, 4.0, 3.0]
X, Y = hax.make_axes(x=2, y=3)
POINTS = np.arange(6, dtype=np.float32).reshape(2, 3)


def check(out: Any, name: str, values: Any) -> None:
    """One axis of this name, and these values."""
    assert isinstance(out, NamedArray)
    assert out.axis_names == (name,)
    np.testing.assert_allclose(np.asarray(out.array), np.asarray(values), rtol=1e-4, atol=1e-5)


def forms(values: list[float], name: str) -> list[tuple[Any, str | None]]:
    """Coefficients in every form, and the name that they give."""
    plain = np.asarray(values, np.float32)
    return [(named(plain, name), name), (plain, None), (jnp.asarray(plain), None), (values, None)]


@pytest.mark.parametrize("name", ["polyadd", "polysub", "polymul"])
def test_arithmetic(name: str) -> None:
    for p, first in forms(P, "p"):
        for q, second in forms(Q, "q"):
            check(getattr(hax, name)(p, q), first or second or DEFAULT_POLY_AXIS_NAME, getattr(np, name)(P, Q))
            check(getattr(hax, name)(q, p), second or first or DEFAULT_POLY_AXIS_NAME, getattr(np, name)(Q, P))
    check(getattr(hax, name)(named(P, "p"), 3.0), "p", getattr(np, name)(P, 3.0))
    check(getattr(hax, name)(3.0, named(P, "p")), "p", getattr(np, name)(3.0, P))


def test_division() -> None:
    for p, first in forms(P, "p"):
        for q, second in forms(Q, "q"):
            quotient, remainder = hax.polydiv(q, p)
            name = second or first or DEFAULT_POLY_AXIS_NAME
            wanted, rest = np.polydiv(Q, P)
            check(quotient, name, wanted)
            check(remainder, name, np.pad(rest, (len(Q) - len(rest), 0)))
            check(hax.polyadd(hax.polymul(quotient, p), remainder), name, Q)
    short, rest = hax.polydiv(named(P, "p"), named(Q, "q"))
    check(short, "p", [0])
    check(rest, "p", P)


@pytest.mark.parametrize("m", [0, 1, 2, 5])
def test_calculus(m: int) -> None:
    for p, name in forms(P, "p"):
        check(hax.polyint(p, m), name or DEFAULT_POLY_AXIS_NAME, np.polyint(P, m))
        check(hax.polyder(p, m), name or DEFAULT_POLY_AXIS_NAME, np.polyder(P, m) if m < 3 else [])
    if m == 2:
        for k in ([1.0, 2.0], np.array([1.0, 2.0]), named([1.0, 2.0], "k")):
            check(hax.polyint(named(P, "p"), m, k), "p", np.polyint(P, m, [1.0, 2.0]))


def test_zeros() -> None:
    for p, name in forms(P, "p"):
        check(hax.roots(p), name or DEFAULT_POLY_AXIS_NAME, np.roots(P))
        check(hax.poly(p), name or DEFAULT_POLY_AXIS_NAME, np.poly(P))
    check(hax.roots(named([0.0, 0.0, *P], "p")), "p", np.roots(P))  # leading zeros do not count
    check(hax.roots(named([*P, 0.0], "p")), "p", [0.0, 0.5, 1.0])
    check(hax.roots([0.0, 0.0]), DEFAULT_POLY_AXIS_NAME, [])
    check(hax.poly(np.array([[2.0, 1.0], [1.0, 3.0]])), DEFAULT_POLY_AXIS_NAME, np.poly([[2.0, 1.0], [1.0, 3.0]]))


@pytest.mark.parametrize("trim", ["fb", "f", "b"])
def test_trim_zeros(trim: str) -> None:
    values = [0.0, 0.0, 1.0, 0.0, 2.0, 0.0]
    for f, name in forms(values, "f"):
        check(hax.trim_zeros(f, trim), name or DEFAULT_POLY_AXIS_NAME, np.trim_zeros(np.array(values), trim))
    check(hax.trim_zeros(hax.zeros(X)), "x", [])


def test_values() -> None:
    for p, _ in forms(P, "p"):
        out = hax.polyval(p, named(POINTS, (X, Y)))
        assert out.axes == (X, Y)
        np.testing.assert_allclose(out.array, np.polyval(P, POINTS))
        for x in (2.0, np.float32(2), POINTS, jnp.asarray(POINTS)):
            plain = hax.polyval(p, x)
            assert not isinstance(plain, NamedArray)
            np.testing.assert_allclose(plain, np.polyval(P, x))
        assert hax.polyval(p, named(2.0, ())).axes == ()
    gradient = jax.grad(lambda p: hax.polyval(p, 3.0))(named(P, "p"))
    check(gradient, "p", [9, 3, 1])


def test_vander() -> None:
    x = named(P, "p")
    for degree, size in (("d", 3), (Axis("d", 2), 2), (Axis("d", 5), 5), (Axis("d", 0), 0)):
        out = hax.vander(x, degree)
        assert out.shape == {"p": 3, "d": size}
        np.testing.assert_allclose(out.array, np.vander(P, size))


SAMPLES = np.linspace(0, 1, 9).astype(np.float32)
MEASURED = (SAMPLES**2 - SAMPLES + 0.1 * np.cos(9 * SAMPLES)).astype(np.float32)
WEIGHTS = np.linspace(1, 2, 9).astype(np.float32)


@pytest.mark.parametrize("weights", [None, WEIGHTS, named(WEIGHTS, "s")], ids=["none", "plain", "named"])
def test_fit(weights: Any) -> None:
    plain = None if weights is None else WEIGHTS
    wanted, covariance = np.polyfit(SAMPLES, MEASURED, 2, w=plain, cov=True)
    for x, first in forms(list(SAMPLES), "s"):
        for y, second in forms(list(MEASURED), "s"):
            name = first or second or DEFAULT_POLY_AXIS_NAME
            x, y = (np.asarray(v) if isinstance(v, list) else v for v in (x, y))
            check(hax.polyfit(x, y, 2, w=weights), name, wanted)
            if first == second:
                out, cov = hax.polyfit(x, y, 2, w=weights, cov=True)
                check(out, name, wanted)
                assert cov.shape == {name: 3, f"{name}_cov": 3}
                np.testing.assert_allclose(cov.array, covariance, rtol=1e-2, atol=1e-4)


def test_fit_with_everything() -> None:
    wanted = np.polyfit(SAMPLES, MEASURED, 2, full=True)
    out = hax.polyfit(named(SAMPLES, "s"), named(MEASURED, "s"), 2, full=True)
    check(out[0], "s", wanted[0])
    assert [isinstance(part, NamedArray) for part in out] == [True, False, False, False, False]
    for ours, theirs in zip(out[1:4], wanted[1:4], strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3)
    for rcond in (0.5, np.float32(0.5), jnp.float32(0.5)):
        cut, *_ = np.polyfit(SAMPLES, MEASURED, 2, 0.5, full=True)
        check(hax.polyfit(SAMPLES, MEASURED, 2, rcond), DEFAULT_POLY_AXIS_NAME, cut)
    check(jax.jit(lambda x, y: hax.polyfit(x, y, 2))(named(SAMPLES, "s"), named(MEASURED, "s")), "s", wanted[0])


@pytest.mark.parametrize("dtype", [jnp.bfloat16, np.int32, np.complex64])
def test_dtypes(dtype: Any) -> None:
    p, q = named(P, "p").astype(dtype), named(Q, "q").astype(dtype)
    for out in (hax.polyadd(p, q), hax.polysub(p, q), hax.polymul(p, q)):
        assert jnp.issubdtype(out.dtype, jnp.complexfloating) == (dtype is np.complex64)
    assert hax.polyval(p, named(2, ()).astype(dtype)).dtype == dtype


MATRIX = named(np.eye(2), (X, Axis("z", 2)))
ONE_AXIS = "expected an array with one axis, got [x=2, z=2]; flatten it, or take a part of it"
OF_ONE = ("poly", "polyint", "polyder", "roots", "trim_zeros")
OF_TWO = ("polyadd", "polysub", "polymul", "polydiv", "polyval")
ERRORS: list[tuple[Any, type[Exception], str]] = [
    *((lambda f=name: getattr(hax, f)(MATRIX), AxisError, f"{name}: {ONE_AXIS}") for name in OF_ONE),
    *((lambda f=name: getattr(hax, f)(MATRIX, P), AxisError, f"{name}: {ONE_AXIS}") for name in OF_TWO),
    *(
        (
            lambda f=name: getattr(hax, f)(np.eye(2), P),
            TypeError,
            f"{name}: expected values along one axis, got a plain array of shape (2, 2)",
        )
        for name in OF_TWO
    ),
    (lambda: hax.vander(MATRIX, "d"), AxisError, f"vander: {ONE_AXIS}"),
    (
        lambda: hax.vander(named(P, "p"), "p"),
        AxisError,
        "vander: axis 'p' is already in [p=3]; choose another name or rename it first",
    ),
    (lambda: hax.vander(named(P, "p"), 3), TypeError, "vander: expected an axis or its name, got 3"),
    (lambda: hax.vander(P, "d"), TypeError, "vander: expected a NamedArray, got list; name its axes with haliax.named"),
    (lambda: hax.polyfit(MATRIX, SAMPLES, 1), AxisError, f"polyfit: {ONE_AXIS}"),
    (
        lambda: hax.polyfit(named(SAMPLES, "s"), named(MEASURED, "t"), 1),
        AxisError,
        "polyfit: needs arrays with the same axes, got [s=9] and [t=9]; broadcast or rename them first",
    ),
    (
        lambda: hax.polyfit(named(SAMPLES, "s"), named(P, "s"), 1),
        AxisError,
        "polyfit: axis 's' has different sizes in [s=9] and [s=3]; sizes of one name must agree, or rename one",
    ),
    (
        lambda: hax.polyfit(SAMPLES, np.ones((9, 2)), 1),
        TypeError,
        "polyfit: expected values along one axis, got a plain array of shape (9, 2)",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call()
    assert str(raised.value) == text
