"""Making arrays: values, dtypes, forms of axes, traced arguments, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named
from tests import tracing

A, B = hax.make_axes(a=3, b=4)
FORMS: list[Any] = [(A, B), [A, B], {"a": 3, "b": 4}]


def check(out: NamedArray, sizes: dict[str, int], values: Any, dtype: Any = None) -> None:
    assert out.shape == sizes
    assert list(out.shape) == list(sizes)
    assert dtype is None or out.dtype == dtype
    np.testing.assert_allclose(np.asarray(out.array, np.complex64), np.asarray(values, np.complex64), rtol=1e-5)


@pytest.mark.parametrize("axes", FORMS, ids=["tuple", "list", "dict"])
def test_constants(axes: Any) -> None:
    sizes = {"a": 3, "b": 4}
    check(hax.zeros(axes), sizes, np.zeros((3, 4)), np.float32)
    check(hax.ones(axes, np.int32), sizes, np.ones((3, 4)), np.int32)
    check(hax.full(axes, 2), sizes, np.full((3, 4), 2), np.int32)
    check(hax.full(axes, 2.5, jnp.bfloat16), sizes, np.full((3, 4), 2.5), jnp.bfloat16)


def test_constants_of_one_axis_and_of_none() -> None:
    check(hax.zeros(A), {"a": 3}, np.zeros(3))
    check(hax.ones(()), {}, 1)
    check(hax.full({}, True), {}, True, np.bool_)
    check(hax.zeros(Axis("empty", 0)), {"empty": 0}, np.zeros(0))


@pytest.mark.parametrize("value", [3, np.float32(3), jnp.int32(3), named(3, ())])
def test_values_of_every_kind(value: Any) -> None:
    check(hax.full(A, value), {"a": 3}, [3, 3, 3])
    check(hax.full_like(hax.zeros(A), value), {"a": 3}, [3, 3, 3], np.float32)
    check(jax.jit(lambda v: hax.full(A, v))(value), {"a": 3}, [3, 3, 3])


def test_like_another() -> None:
    x = hax.ones((B, A), dtype=jnp.bfloat16)
    for out, value in ((hax.zeros_like(x), 0), (hax.ones_like(x), 1), (hax.full_like(x, 7), 7)):
        check(out, {"b": 4, "a": 3}, np.full((4, 3), value), jnp.bfloat16)
    assert hax.zeros_like(x, dtype=bool).dtype == bool


def test_named() -> None:
    for values in ([[1, 2], [3, 4]], np.array([[1, 2], [3, 4]]), jnp.array([[1, 2], [3, 4]])):
        check(named(values, ("x", Axis("y", 2))), {"x": 2, "y": 2}, [[1, 2], [3, 4]])
    check(named(3, ()), {}, 3)
    check(named([1, 2], "x"), {"x": 2}, [1, 2])
    check(named([1, 2], {"x": None}), {"x": 2}, [1, 2])


# --- arange

RANGES: list[tuple[dict[str, Any], Any, Any]] = [
    ({}, np.arange(12), np.int32),
    ({"start": 5}, np.arange(5, 17), np.int32),
    ({"step": 3}, np.arange(0, 36, 3), np.int32),
    ({"start": 5, "step": -2}, np.arange(5, -19, -2), np.int32),
    ({"step": 0}, np.zeros(12), np.int32),
    ({"start": 0.5}, np.arange(12) + 0.5, np.float32),
    ({"step": 0.1}, np.arange(12) * 0.1, np.float32),
    ({"start": 0.5, "dtype": np.int32}, np.arange(12), np.int32),
    ({"start": 2, "dtype": np.float32}, np.arange(2, 14), np.float32),
    ({"dtype": jnp.bfloat16}, np.arange(12), jnp.bfloat16),
    ({"start": 1j}, np.arange(12) + 1j, np.complex64),
    ({"start": np.int8(3)}, np.arange(3, 15), np.int32),
    ({"start": np.float32(0.5), "step": 2}, np.arange(12) * 2 + 0.5, np.float32),
    ({"start": named(3, ()), "step": named(2, ())}, np.arange(12) * 2 + 3, np.int32),
]


@pytest.mark.parametrize(("options", "values", "dtype"), RANGES, ids=str)
def test_arange(options: dict[str, Any], values: Any, dtype: Any) -> None:
    check(hax.arange(Axis("n", 12), **options), {"n": 12}, values, dtype)
    for axes in FORMS:
        check(hax.arange(axes, **options), {"a": 3, "b": 4}, values.reshape(3, 4), dtype)


def test_arange_of_nothing() -> None:
    check(hax.arange(Axis("empty", 0), start=3), {"empty": 0}, [], np.int32)
    check(hax.arange((), start=3), {}, 3, np.int32)


def test_arange_with_traced_bounds() -> None:
    run = jax.jit(lambda start, step: hax.arange((A, B), start=start, step=step))
    check(run(2, 3), {"a": 3, "b": 4}, (2 + 3 * np.arange(12)).reshape(3, 4), np.int32)
    check(run(0.5, 3), {"a": 3, "b": 4}, (0.5 + 3 * np.arange(12)).reshape(3, 4), np.float32)
    each = jax.vmap(lambda start: hax.arange(A, start=start).array)(jnp.arange(4))
    np.testing.assert_array_equal(each, np.arange(4)[:, None] + np.arange(3))


def test_arange_traces_to_one_operation() -> None:
    assert tracing.primitives(lambda: hax.arange(A).array) == ["iota"]
    assert tracing.primitives(lambda: hax.arange((A, B)).array) == ["iota", "reshape"]


# --- numbers between two


@pytest.mark.parametrize("endpoint", [True, False])
@pytest.mark.parametrize("dtype", [None, np.float32, jnp.bfloat16, np.int32])
@pytest.mark.parametrize("name", ["linspace", "logspace", "geomspace"])
def test_numbers_between_two(name: str, dtype: Any, endpoint: bool) -> None:
    options = {"start": 1, "stop": 3, "endpoint": endpoint}
    for axis, size in ((Axis("n", 7), 7), (Axis("n", 1), 1), (Axis("n", 0), 0), ("n", 50)):
        out = getattr(hax, name)(axis, dtype=dtype, **options)
        wanted = np.asarray(getattr(jnp, name)(num=size, dtype=dtype, **options))
        check(out, {"n": size}, wanted, np.float32 if dtype is None else dtype)
        if dtype is None:
            np.testing.assert_allclose(out.array, getattr(np, name)(num=size, **options), rtol=1e-5)


def test_the_base_of_logspace() -> None:
    check(hax.logspace(A, start=0, stop=2, base=2.0), {"a": 3}, [1, 2, 4], np.float32)


@pytest.mark.parametrize("name", ["linspace", "logspace", "geomspace"])
def test_traced_ends(name: str) -> None:
    wanted = getattr(np, name)(1.0, 3.0, 7)
    for ends in ((1.0, 3.0), (named(1.0, ()), named(3.0, ()))):
        out = jax.jit(lambda start, stop: getattr(hax, name)(Axis("n", 7), start=start, stop=stop))(*ends)
        check(out, {"n": 7}, wanted)


# --- what is refused


MAKERS = [*("zeros", "ones", "arange"), "full"]


def made(name: str, axes: Any) -> NamedArray:
    return hax.full(axes, 1) if name == "full" else getattr(hax, name)(axes)


ERRORS: list[tuple[Any, type[Exception], str]] = [
    *((lambda f=f: made(f, "a"), AxisError, f"{f}: axis 'a' needs a size; pass Axis('a', size)") for f in MAKERS),
    *(
        (lambda f=f: made(f, {"a": None}), AxisError, f"{f}: axis 'a' needs a size; pass Axis('a', size)")
        for f in MAKERS
    ),
    *(
        (lambda f=f: made(f, (A, A)), AxisError, f"{f}: axis 'a' is repeated in [a=3, a=3]; name each axis once")
        for f in MAKERS
    ),
    *(
        (lambda f=f: made(f, Axis("a", -1)), AxisError, f"{f}: axis 'a' is given with size -1; a size is 0 or more")
        for f in MAKERS
    ),
    *(
        (lambda f=f: made(f, 3), TypeError, f"{f}: expected an axis, its name, or a sequence or dict of them, got 3")
        for f in MAKERS
    ),
    *(
        (
            lambda f=f: jax.jit(lambda n: made(f, Axis("a", n)))(3),
            TypeError,
            "Axis: the size of axis 'a' is an integer, got an array; a size must be known before the program "
            "runs, as x.axis_size(...) is, or int(size) of a number",
        )
        for f in MAKERS
    ),
    *(
        (
            lambda f=f: getattr(hax, f)((A, B), start=1, stop=2),
            TypeError,
            f"{f}: expected an axis or its name, got (Axis(name='a', size=3), Axis(name='b', size=4))",
        )
        for f in ("linspace", "logspace", "geomspace")
    ),
    (lambda: hax.full(A, hax.ones(B)), AxisError, "full: [b=4] is not a scalar; reduce its axes first"),
    (
        lambda: hax.full(A, np.ones(3)),
        TypeError,
        "full: expected a NamedArray or a number, got a plain array of shape (3,); name its axes with haliax.named",
    ),
    (
        lambda: hax.full_like(hax.ones(A), hax.ones(B)),
        AxisError,
        "full_like: [b=4] is not a scalar; reduce its axes first",
    ),
    (lambda: hax.arange(A, start=hax.ones(B)), AxisError, "arange: [b=4] is not a scalar; reduce its axes first"),
    (
        lambda: hax.linspace(A, start=hax.ones(B), stop=1),
        AxisError,
        "linspace: [b=4] is not a scalar; reduce its axes first",
    ),
    (
        lambda: hax.zeros_like(np.ones(3)),
        TypeError,
        "zeros_like: expected a NamedArray, got a plain array of shape (3,); name its axes with haliax.named",
    ),
    (
        lambda: named(np.ones(3), Axis("a", 4)),
        AxisError,
        "named: axis 'a' is given with size 4, but the array has 3 there",
    ),
    (
        lambda: named(np.ones(3), (A, B)),
        AxisError,
        "named: [a=3, b=4] does not fit an array of shape (3), which has 1 dimensions; name each dimension once",
    ),
    (
        lambda: named(np.ones((3, 3)), ("a", "a")),
        AxisError,
        "named: axis 'a' is repeated in [a, a]; name each axis once",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call()
    assert str(raised.value) == text


def test_unknown_keywords_are_refused() -> None:
    with pytest.raises(TypeError, match=r"arange\(\) got an unexpected keyword argument 'stop'"):
        hax.arange(A, stop=3)


def test_names_in_a_list_may_change_between_calls() -> None:
    names, values = ["a", "b"], jnp.ones((3, 4))
    assert named(values, names).axis_names == NamedArray(values, names).axis_names == ("a", "b")
    names[0] = "c"
    assert named(values, names).axis_names == NamedArray(values, names).axis_names == ("c", "b")


class Changing(Sequence[str]):
    """Equal only to itself, whatever it holds."""

    def __init__(self) -> None:
        self.names = ["a", "b"]

    def __getitem__(self, at: Any) -> Any:
        return self.names[at]

    def __len__(self) -> int:
        return len(self.names)


def test_names_in_a_sequence_of_another_kind_may_change_between_calls() -> None:
    names, values = Changing(), jnp.ones((3, 4))
    assert named(values, names).axis_names == NamedArray(values, names).axis_names == ("a", "b")
    names.names[0] = "c"
    assert named(values, names).axis_names == NamedArray(values, names).axis_names == ("c", "b")


@pytest.mark.parametrize("make", [named, NamedArray])
def test_names_that_fit_one_shape_are_checked_for_another(make: Any) -> None:
    for axes in [(A, B), {"a": 3, "b": 4}, [A, "b"]]:
        for _ in range(2):
            assert make(jnp.ones((3, 4)), axes).axis_names == ("a", "b")
            with pytest.raises(AxisError, match="has 5 there"):
                make(jnp.ones((5, 4)), axes)
            with pytest.raises(AxisError):
                make(jnp.ones((3, 4, 1)), axes)


def test_what_is_no_axis_is_refused_after_what_is_equal() -> None:
    assert hax.ones({"a": 1}).shape == {"a": 1}
    wrong: Any = True
    for _ in range(2):
        with pytest.raises(TypeError, match="integer"):
            hax.ones({"a": wrong})
        with pytest.raises(TypeError, match="integer"):
            hax.ones({"a": wrong + 0.0})
    no_axes: Any = (["a"],)
    with pytest.raises(TypeError, match="expected an axis"):
        named(jnp.ones(1), no_axes)
