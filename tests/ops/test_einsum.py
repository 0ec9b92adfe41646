"""`einsum`: its values, its axes, and what it refuses."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import lax

import haliax as hax
from haliax import Axis, AxisError, NamedArray
from tests import tracing

H, W, D, K = Axis("H", 2), Axis("W", 3), Axis("D", 5), Axis("K", 7)


def random(seed: int, *axes: Axis) -> NamedArray:
    shape = tuple(axis.size for axis in axes)
    return NamedArray(jnp.asarray(np.random.default_rng(seed).normal(size=shape), jnp.float32), axes)


A, B, M, V = random(0, H, W, D), random(1, D, W, H), random(2, D, K), random(3, K)

Arrays = tuple[NamedArray, ...]
EQUATIONS: list[tuple[str, dict[str, Any], Arrays, str, str]] = [
    # by position
    ("h w d, d w h -> h w", {}, (A, B), "H W", "hwd,dwh->hw"),
    ("x y z, z y x -> y x", {}, (A, B), "W H", "hwd,dwh->wh"),
    ("h w d, d k -> k h w", {}, (A, M), "K H W", "hwd,dk->khw"),
    ("h w d, d k, k -> w h", {}, (A, M, V), "W H", "hwd,dk,k->wh"),
    ("h w d -> d h", {}, (A,), "D H", "hwd->dh"),
    ("h w d -> d w h", {}, (A,), "D W H", "hwd->dwh"),
    ("h w d -> ", {}, (A,), "", "hwd->"),
    ("d, h k -> k h d", {}, (random(4, D), random(5, H, K)), "K H D", "d,hk->khd"),
    ("... d, d k -> ... k", {}, (A, M), "H W K", "hwd,dk->hwk"),
    ("... d, d k -> k ...", {}, (A, M), "K H W", "hwd,dk->khw"),
    ("h ..., ... h -> ... h", {}, (A, B), "W D H", "hwd,dwh->wdh"),
    ("... d, d ... -> ...", {}, (A, B), "H W", "hwd,dwh->hw"),
    ("h w d, d k -> h w k", {"d": D, "k": "K"}, (A, M), "H W K", "hwd,dk->hwk"),
    # by name
    ("{H W D} -> H W", {}, (A, B), "H W", "hwd,dwh->hw"),
    ("{H W D} -> W H", {}, (A, B), "W H", "hwd,dwh->wh"),
    ("{D} -> ", {}, (A, B), "H W", "hwd,dwh->hw"),
    ("{D} -> ", {}, (A, M), "H W K", "hwd,dk->hwk"),
    ("{D} -> K ...", {}, (A, M), "K H W", "hwd,dk->khw"),
    ("{D} -> H K", {}, (A, M), "W H K", "hwd,dk->whk"),
    ("{W D} -> W", {}, (A, B), "H W", "hwd,dwh->hw"),
    ("{D W} -> ... W", {}, (A, M), "H K W", "hwd,dk->hkw"),
    ("{} -> ", {}, (A, M), "H W D K", "hwd,dk->hwdk"),
    ("{} -> K ...", {}, (A, M), "K H W D", "hwd,dk->khwd"),
    ("{...} -> H", {}, (A, M), "H", "hwd,dk->h"),
    ("{D ...} -> H ...", {}, (A, M), "H W K", "hwd,dk->hwk"),
    ("{K D} -> ", {}, (A, M, V), "H W", "hwd,dk,k->hw"),
    ("{x y} -> y", {"x": H, "y": W}, (A, B), "D W", "hwd,dwh->dw"),
    ("{x} -> ", {"x": "D"}, (A, M), "H W K", "hwd,dk->hwk"),
    # what comes out alone
    ("-> H W", {}, (A, B), "H W", "hwd,dwh->hw"),
    ("-> W", {}, (A, M), "W", "hwd,dk->w"),
    ("-> ", {}, (A, M), "", "hwd,dk->"),
    ("-> y", {"y": K}, (A, M), "K", "hwd,dk->k"),
    ("-> ... D", {}, (A, M), "H W K D", "hwd,dk->hwkd"),
]


@pytest.mark.parametrize(("equation", "aliases", "arrays", "names", "positional"), EQUATIONS)
def test_values(equation: str, aliases: dict[str, Any], arrays: Arrays, names: str, positional: str) -> None:
    values = [np.asarray(a.array, np.float64) for a in arrays]
    want = np.einsum(positional, *values)

    def einsum(*arrays: NamedArray) -> NamedArray:
        return hax.einsum(equation, *arrays, **aliases)

    for out in (einsum(*arrays), jax.jit(einsum)(*arrays)):
        assert out.axis_names == tuple(names.split())
        np.testing.assert_allclose(out.array, want, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    ("equation", "axis"), [("{D} -> ", "D"), ("{D W} -> ", ("D", "W")), ("{} -> ", ()), ("{...} -> ", None)]
)
def test_by_name_it_is_dot(equation: str, axis: Any) -> None:
    out, want = hax.einsum(equation, A, M), hax.dot(A, M, axis=axis)
    assert out.axes == want.axes
    np.testing.assert_array_equal(out.array, want.array)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_by_name_the_order_of_storage_does_not_matter(order: tuple[int, ...]) -> None:
    stored = NamedArray(A.array.transpose(order), tuple(A.axis_names[i] for i in order))
    out = hax.einsum("{D} -> H W K", stored, M)
    np.testing.assert_allclose(out.array, hax.einsum("{D} -> H W K", A, M).array, rtol=1e-5)


def test_gradients() -> None:
    def loss(m: NamedArray) -> jax.Array:
        return hax.einsum("h w d, d k -> ", A, m).scalar()

    gradient = jax.grad(loss)(M)
    assert gradient.axes == M.axes
    np.testing.assert_allclose(gradient.array, np.repeat(A.array.sum((0, 1))[:, None], 7, axis=1), rtol=1e-5)


def test_two_arrays_are_one_dot_general() -> None:
    def einsum(a: NamedArray, m: NamedArray) -> NamedArray:
        return hax.einsum("h w d, d k -> h w k", a, m)

    assert tracing.primitives(einsum, A, M) == ["dot_general"]


def test_options_reach_dot_general() -> None:
    seen: list[dict[str, Any]] = []

    def dot_general(*args: Any, **kwargs: Any) -> jax.Array:
        seen.append(kwargs)
        return lax.dot_general(*args, **kwargs)

    out = hax.einsum("{D} -> ", A, M, precision="highest", preferred_element_type=jnp.float32, _dot_general=dot_general)
    assert out.shape == {"H": 2, "W": 3, "K": 7}
    assert seen[0]["precision"] == "highest"
    assert seen[0]["preferred_element_type"] == jnp.float32


@pytest.mark.parametrize("dtype", [jnp.float32, jnp.bfloat16, jnp.int32, jnp.complex64])
def test_dtypes_stay(dtype: Any) -> None:
    assert hax.einsum("{D} -> ", A.astype(dtype), M.astype(dtype)).dtype == dtype


REFUSED: list[tuple[str, dict[str, Any], Arrays, str]] = [
    (
        "h w d -> h",
        {},
        (A, M),
        "'h w d -> h' is of 1 array, but 2 were given; "
        "separate the axes of one array from those of the next by `,`, or find axes by name with `{}`",
    ),
    (
        "h d, d k -> h k",
        {},
        (A, M),
        "'h d, d k -> h k' names 2 axes, but the array has [H=2, W=3, D=5]; "
        "name each axis, use `...` for the rest, or find axes by name with `{}`",
    ),
    (
        "h w d, w k -> h",
        {},
        (A, M),
        "'w' stands for axis 'W' in one array and axis 'D' in another; use two identifiers, or rename one of the axes",
    ),
    (
        "h w d, e k -> h w k",
        {},
        (A, M),
        "'d' and 'e' both stand for axis 'D'; use one identifier, or rename the axis in one of the arrays",
    ),
    (
        "..., d k -> ... k",
        {},
        (A, M),
        "'...' and 'd' both stand for axis 'D'; use one identifier, or rename the axis in one of the arrays",
    ),
    (
        "h w d, d k -> h",
        {"d": "W"},
        (A, M),
        "'d' is bound to axis 'W', but stands for axis 'D' of [H=2, W=3, D=5]; "
        "put it in the place of its axis, or find axes by name with `{}`",
    ),
    (
        "h w d, d k -> h",
        {"d": Axis("D", 6)},
        (A, M),
        "axis 'D' has size 5 in [H=2, W=3, D=5] but 6 was given; sizes must agree",
    ),
    ("{E} -> ", {}, (A, M), "no axis 'E' in [H=2, W=3, D=5, K=7]"),
    ("-> E", {}, (A, M), "no axis 'E' in [H=2, W=3, D=5, K=7]"),
    ("{x} -> x D", {"x": D}, (A, M), "axis 'D' is repeated in [D=5, D]; name each axis once"),
    ("{x} -> ", {"y": D}, (A, M), "cannot read '{x} -> ': 'y' is bound, but not in the pattern"),
    (
        "{D} -> ",
        {},
        (A, random(6, Axis("D", 7))),
        "axis 'D' has different sizes in [H=2, W=3, D=5] and [D=7]; sizes of one name must agree, or rename one",
    ),
    (
        "h w d, d -> h w",
        {},
        (A, random(6, Axis("D", 7))),
        "axis 'D' has different sizes in [H=2, W=3, D=5] and [D=7]; sizes of one name must agree, or rename one",
    ),
    (
        "h w d, d k -> h q",
        {},
        (A, M),
        "cannot read the pattern: 'q' is not on the left of `->`\n  h w d, d k -> h q\n                  ^",
    ),
]


@pytest.mark.parametrize(("equation", "aliases", "arrays", "text"), REFUSED)
def test_what_does_not_fit_is_refused(equation: str, aliases: dict[str, Any], arrays: Arrays, text: str) -> None:
    with pytest.raises(AxisError) as caught:
        hax.einsum(equation, *arrays, **aliases)
    assert str(caught.value) == f"einsum: {text}"


def test_arguments_of_a_wrong_kind() -> None:
    with pytest.raises(TypeError, match="einsum: expected at least one array"):
        hax.einsum("-> ")
    with pytest.raises(TypeError, match="einsum: expected an axis or its name as `x`, got int"):
        hax.einsum("{x} -> ", A, x=3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"einsum: expected a NamedArray, got a plain array of shape \(2,\)"):
        hax.einsum("a -> ", jnp.ones(2))  # type: ignore[arg-type]
