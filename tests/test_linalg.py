"""Linear algebra: factors give back their matrices, inverses solve equations, wherever the axes are stored."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named

L = hax.linalg
B, R, S, T = Axis("b", 2), Axis("r", 3), Axis("s", 5), Axis("t", 7)
C = R.alias("c")
RNG = np.random.default_rng(0)
SQUARE = named(RNG.normal(size=(2, 3, 3)).astype(np.float32), (B, R, C))
WIDE = named(RNG.normal(size=(3, 2, 5)).astype(np.float32), (R, B, S))
POSITIVE = hax.dot(WIDE, WIDE.rename({"r": "c"}), axis="s")
ORDERS = list(permutations("brc"))


def close(one: NamedArray, other: NamedArray) -> None:
    assert one.axes == other.axes
    np.testing.assert_allclose(one.array, other.array, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize(
    ("order", "sides"),
    [
        *((order, "t b r") for order in ORDERS),
        *((ORDERS[3], sides) for sides in ("r", "r b", "s r", "t r s", "s t r b")),
    ],
)
def test_solve(order: Any, sides: str) -> None:
    axes = [{"b": B, "r": R, "s": S, "t": T}[name] for name in sides.split()]
    a, b = SQUARE.rearrange(order), hax.random.normal(jax.random.key(0), axes)
    x = L.solve(a, b, ("r", "c"))
    assert x.axes == tuple(C if axis == R else axis for axis in _dot_axes(a, b))
    close(hax.dot(a, x, axis="c").rearrange((*sorted(_dot_names(a, b)),)), _all(b, a))
    close(hax.dot(L.inv(a, ("r", "c")), b, axis="r"), x)
    close(hax.dot(L.pinv(a, ("r", "c")), b, axis="r"), x)


def _dot_axes(a: NamedArray, b: NamedArray) -> tuple[Axis, ...]:
    return hax.dot(a, b, axis="r").axes


def _dot_names(a: NamedArray, b: NamedArray) -> set[str]:
    return {*a.axis_names, *b.axis_names} - {"c"}


def _all(b: NamedArray, a: NamedArray) -> NamedArray:
    """The right-hand sides for all equations, in the order of their names."""
    sizes = {**a.shape, **b.shape}
    return b.broadcast_to([Axis(name, sizes[name]) for name in sorted(_dot_names(a, b))])


def test_a_pseudo_inverse_fits_best() -> None:
    b = hax.random.normal(jax.random.key(1), (B, S))
    x = hax.dot(L.pinv(WIDE, ("s", "r")), b, axis="s")
    for i in range(2):
        wanted = np.linalg.lstsq(np.asarray(WIDE.array)[:, i].T, np.asarray(b.array)[i], rcond=None)[0]
        np.testing.assert_allclose(x["b", i].array, wanted, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("order", list(permutations("rbs")), ids="".join)
@pytest.mark.parametrize("pair", [("r", "s"), ("s", "r")], ids="".join)
def test_factors(order: Any, pair: Any) -> None:
    a = WIDE.rearrange(order)
    u, s, v = L.svd(a, pair, "n")
    close(hax.dot(u, s, v, axis="n", out_axes=order), a)
    assert s.axis_names == tuple(name for name in u.axis_names if name != pair[0])
    close(L.svdvals(a, pair, "n"), s)
    q, r = L.qr(a, pair, Axis("n", 3))
    close(hax.dot(q, r, axis="n", out_axes=order), a)
    close(hax.dot(q, q.rename({"n": "m"}), axis=pair[0], out_axes=("b", "n", "m")), _identity())


def _identity() -> NamedArray:
    return hax.eye((Axis("n", 3), Axis("m", 3))).broadcast_axis(B)


@pytest.mark.parametrize("order", ORDERS, ids="".join)
def test_factors_of_symmetric_matrices(order: Any) -> None:
    a = POSITIVE.rearrange(order)
    values, vectors = L.eigh(a, ("r", "c"), "n")
    close(hax.dot(vectors, values, vectors.rename({"r": "c"}), axis="n", out_axes=order), a)
    close(L.eigvalsh(a, ("r", "c"), "n"), values)
    factor = L.cholesky(a, ("r", "c"), "n")
    close(hax.dot(factor, factor.rename({"r": "c"}), axis="n", out_axes=order), a)
    assert bool((hax.triu(factor, "r", "n", k=1) == 0).all())
    assert L.cholesky(a, ("r", "c")).axes == a.axes
    assert L.eigh(a, ("c", "r"))[0].axis_names == tuple(name for name in order if name != "c")


def test_complex_matrices() -> None:
    waves = WIDE + 1j * WIDE.rename({"s": "q"}).rename({"q": "s"})["s", ::-1]
    a = hax.dot(waves, hax.conj(waves).rename({"r": "c"}), axis="s")
    values, vectors = L.eigh(a, ("r", "c"), "n")
    close(hax.dot(vectors, values, hax.conj(vectors).rename({"r": "c"}), axis="n"), a)
    factor = L.cholesky(a, ("r", "c"), "n")
    close(hax.dot(factor, hax.conj(factor).rename({"r": "c"}), axis="n"), a)
    close(L.norm(waves, "s"), hax.sqrt(hax.sum(hax.abs(waves) ** 2, "s")))
    close(L.norm(waves, ("r", "b", "s")), hax.sqrt(hax.sum(hax.abs(waves) ** 2)))


def test_determinants() -> None:
    wanted = np.linalg.det(np.asarray(SQUARE.array))
    np.testing.assert_allclose(L.det(SQUARE, ("r", "c")).array, wanted, rtol=1e-4)
    sign, logarithm = L.slogdet(SQUARE.rearrange(("c", "b", "r")), (R, C))
    np.testing.assert_allclose((sign * hax.exp(logarithm)).array, wanted, rtol=1e-4)


def test_norms() -> None:
    plain = np.asarray(WIDE.array)
    for ord in (None, 1, -1, 2, -2, np.inf, -np.inf):
        np.testing.assert_allclose(L.norm(WIDE, "s", ord).array, np.linalg.norm(plain, ord, 2), rtol=1e-4)
        wanted = np.linalg.norm(plain, ord, (2, 0))
        np.testing.assert_allclose(L.norm(WIDE, ("s", "r"), ord).array, wanted, rtol=1e-4)
    for ord in ("fro", "nuc"):
        wanted = np.linalg.norm(plain, ord, (0, 2))
        np.testing.assert_allclose(L.norm(WIDE, ("r", "s"), ord).array, wanted, rtol=1e-4)
    np.testing.assert_allclose(L.norm(WIDE).array, np.sqrt((plain**2).sum()), rtol=1e-5)
    np.testing.assert_allclose(L.norm(WIDE, ()).array, np.abs(plain), rtol=1e-5)
    assert L.norm(named([3, 4], "a")).item() == 5
    assert L.norm(named([3, 4], "a"), ord=1).item() == 7
    assert L.norm(hax.ones((B, R, S), dtype=int), ("b", "r", "s")).item() == pytest.approx(np.sqrt(30))


def test_ranks() -> None:
    values = named([[1.0, 0, 0], [0, 0.1, 0], [0, 0, 1e-12]], (R, C))
    assert L.matrix_rank(values, ("r", "c")).item() == 2
    assert L.matrix_rank(1000 * values, ("r", "c"), rtol=0.5).item() == 1
    assert jax.jit(lambda tol: L.matrix_rank(1000 * values, ("c", "r"), tol))(jnp.float32(0.05)).item() == 2


def test_gradients() -> None:
    def loss(a: NamedArray, b: NamedArray) -> Any:
        return (L.solve(a, b, ("r", "c")) ** 2).sum().scalar()

    b = hax.ones((R, T))
    da, db = jax.jit(jax.grad(loss, (0, 1)))(SQUARE, b)
    wanted = jax.grad(lambda a, b: jnp.sum(jnp.linalg.solve(a, b[None]) ** 2), (0, 1))(SQUARE.array, b.array)
    assert (da.axes, db.axes) == (SQUARE.axes, b.axes)
    np.testing.assert_allclose(da.array, wanted[0], rtol=1e-3)
    np.testing.assert_allclose(db.array, wanted[1], rtol=1e-3)


ERRORS: list[tuple[Any, type[Exception], str]] = [
    (
        lambda: L.inv(WIDE, ("r", "s")),
        AxisError,
        "inv: needs square matrices, got rows r=3 and columns s=5; their sizes must be equal",
    ),
    (lambda: L.inv(SQUARE, "r"), AxisError, "inv: a matrix has two axes, its rows and its columns, got [r]; name both"),
    (lambda: L.inv(SQUARE, R), AxisError, "inv: a matrix has two axes, its rows and its columns, got [r=3]; name both"),
    (lambda: L.inv(SQUARE, 0), TypeError, "inv: expected a pair of axes, the rows and the columns, got int"),
    (lambda: L.solve(SQUARE, hax.ones(C), ("r", "c")), AxisError, "solve: no axis 'r' in [c=3]"),
    (
        lambda: L.svd(WIDE, ("r", "s"), Axis("n", 4)),
        AxisError,
        "svd: axis 'n' is given with size 4, but the array has 3 there",
    ),
    (
        lambda: L.norm(WIDE, ord=2),
        ValueError,
        "norm: ord=2 is of the vectors along one axis, or of matrices, axis=(rows, columns); got None",
    ),
    (
        lambda: L.norm(SQUARE["b", 0], ord=2),
        ValueError,
        "norm: ord=2 is of the vectors along one axis, or of matrices, axis=(rows, columns); got None",
    ),
    (
        lambda: L.norm(WIDE, ("r", "b", "s"), 2),
        ValueError,
        "norm: ord=2 is of the vectors along one axis, or of matrices, axis=(rows, columns); got ('r', 'b', 's')",
    ),
    (
        lambda: L.solve(SQUARE, jnp.ones(3), ("r", "c")),
        TypeError,
        "solve: expected a NamedArray, got a plain array of shape (3,); name its axes with haliax.named",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call()
    assert str(raised.value) == text


def test_a_list_names_the_axes_too() -> None:
    pair: Any = ["r", C]
    close(L.inv(SQUARE, pair), L.inv(SQUARE, ("r", "c")))
