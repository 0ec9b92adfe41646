"""Medians, quantiles, weighted means and covariances: their options, and what they refuse."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named

A, B, C = hax.make_axes(a=3, b=5, c=7)
Q = Axis("q", 2)
VALUES = np.random.default_rng(0).normal(size=(3, 5, 7)).astype(np.float32)


def array() -> NamedArray:
    return named(VALUES, (A, B, C))


def check(out: NamedArray, sizes: dict[str, int], values: Any) -> None:
    assert list(out.shape.items()) == list(sizes.items())
    np.testing.assert_allclose(np.asarray(out.array, np.float32), np.asarray(values, np.float32), rtol=1e-5, atol=1e-6)


def test_medians() -> None:
    check(hax.median(array(), ("c", "a")), {"b": 5}, np.median(VALUES, (0, 2)))
    check(hax.median(array(), ()), {"a": 3, "b": 5, "c": 7}, VALUES)
    check(hax.median(named([1, 2, 4, 8], "a")), {}, 3)
    holed = np.where(VALUES > 1, np.nan, VALUES)
    check(hax.nanmedian(named(holed, (A, B, C)), B), {"a": 3, "c": 7}, np.nanmedian(holed, 1))
    assert np.isnan(hax.median(named(holed, (A, B, C))).item())


@pytest.mark.parametrize("method", ["linear", "lower", "higher", "midpoint", "nearest"])
def test_quantiles(method: Any) -> None:
    q = np.array([0.2, 0.7], np.float32)
    for x in (array(), array().rearrange(("c", "a", "b"))):
        out = hax.quantile(x, named(q, Q), ("b", "a"), method=method)
        check(out, {"q": 2, "c": 7}, np.quantile(VALUES, q, (0, 1), method=method))
        out = hax.percentile(x, named(100 * q, Q), "b", method=method).rearrange(("q", "a", "c"))
        check(out, {"q": 2, "a": 3, "c": 7}, np.percentile(VALUES, 100 * q, 1, method=method))


def test_quantiles_that_are_traced_or_integers() -> None:
    out = jax.jit(lambda x, q: hax.quantile(x, q, "b"))(array(), jnp.float32(0.3))
    check(out, {"a": 3, "c": 7}, np.quantile(VALUES, 0.3, 1))
    check(hax.percentile(named([1, 2, 3, 4], "a"), 50), {}, 2.5)
    check(hax.percentile(named([1, 2, 3], "a"), named([0, 100], "q"), "a"), {"q": 2}, [1, 3])
    check(hax.quantile(array(), named(0.5, ()), "b"), {"a": 3, "c": 7}, np.median(VALUES, 1))
    many = named(np.full((2, 11), 0.5, np.float32), ("q", "r"))
    check(hax.quantile(array(), many, ("a", "b", "c")), {"q": 2, "r": 11}, np.full((2, 11), np.median(VALUES)))
    check(
        hax.quantile(array(), many.rename({"r": "a"}), "a").sum(("q", "a")), {"b": 5, "c": 7}, 22 * np.median(VALUES, 0)
    )


def test_averages() -> None:
    weights = np.arange(15.0, dtype=np.float32).reshape(5, 3)
    wanted = np.average(VALUES, (0, 1), np.broadcast_to(weights.T[:, :, None], VALUES.shape))
    check(hax.average(array(), (A, "b"), weights=named(weights, (B, A))), {"c": 7}, wanted)
    check(hax.average(array(), "c", weights=named(weights + 1, (B, A))), {"a": 3, "b": 5}, VALUES.mean(2))
    check(hax.average(array()), {}, VALUES.mean())
    check(hax.average(named([1, 2], "a"), weights=named([1, 3], "a")), {}, 1.75)


def test_covariances() -> None:
    wanted = np.stack([np.cov(part, ddof=0) for part in VALUES])
    for x in (array(), array().rearrange(("c", "a", "b"))):
        check(hax.cov(x, "c", "b", "other", ddof=0), {"a": 3, "b": 5, "other": 5}, wanted)
    check(hax.cov(array()["b", 0], "a", C), {"c": 7, "c_cov": 7}, np.cov(VALUES[:, 0], rowvar=False))
    check(hax.cov(named([[1, 2, 4]], ("a", "b")), "b", "a"), {"a": 1, "a_cov": 1}, [[7 / 3]])
    waves = VALUES[0] + 1j * VALUES[1]
    np.testing.assert_allclose(hax.cov(named(waves, (B, C)), "c", "b").array, np.cov(waves), rtol=1e-5)


ERRORS: list[tuple[Any, type[Exception], str]] = [
    (lambda x: hax.median(x, "q"), AxisError, "median: no axis 'q' in [a=3, b=5, c=7]"),
    (
        lambda x: hax.quantile(x, named([0.1, 0.9], "b"), "a"),
        AxisError,
        "quantile: axis 'b' is already in [b=5, c=7]; choose another name or rename it first",
    ),
    (
        lambda x: hax.quantile(x, [0.1, 0.9], "a"),
        TypeError,
        "quantile: expected a NamedArray or a number, got list; name its axes with haliax.named",
    ),
    (
        lambda x: hax.percentile(x, np.ones(2), "a"),
        TypeError,
        "percentile: expected a NamedArray or a number, got a plain array of shape (2,); "
        "name its axes with haliax.named",
    ),
    (
        lambda x: hax.average(x, "a", weights=np.ones(3)),
        TypeError,
        "average: expected a NamedArray as `weights`, got a plain array of shape (3,); name its axes with haliax.named",
    ),
    (
        lambda x: hax.average(x, "a", weights=hax.ones(Q)),
        AxisError,
        "average: [q=2] has 'q', which [a=3, b=5, c=7] lacks; name every axis of the array, or use broadcast_axis",
    ),
    (
        lambda x: hax.cov(x, "a", "b", "c"),
        AxisError,
        "cov: axis 'c' is already in [b=5, c=7]; choose another name or rename it first",
    ),
    (
        lambda x: hax.cov(x, "a", "b", Axis("other", 4)),
        AxisError,
        "cov: axis 'other' is given with size 4, but the array has 5 there",
    ),
    (
        lambda x: hax.median(VALUES),
        TypeError,
        "median: expected a NamedArray, got a plain array of shape (3, 5, 7); name its axes with haliax.named",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call(array())
    assert str(raised.value) == text
