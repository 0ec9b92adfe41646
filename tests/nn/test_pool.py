"""Pooling: values against windows that are put down one by one as torch describes it, sizes, gradients and dtypes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray
from haliax.nn import max_pool, mean_pool, min_pool
from haliax.nn.pool import pool
from tests.tracing import primitives

BATCH, HEIGHT, WIDTH = Axis("batch", 2), Axis("height", 11), Axis("width", 7)
IMAGE = hax.random.normal(jax.random.key(0), (BATCH, HEIGHT, WIDTH))


def parts(size: int, window: int, stride: int, before: int, after: int, ceil: bool) -> Iterator[tuple[int, int]]:
    """Where each window starts and stops, in an axis with its padding, as the documentation of torch has it.

    Without `ceil` each lies within. With it another follows as long as elements are left over, unless it would start in
    the padding after the axis.
    """
    start, whole = 0, before + size + after
    while start + window <= whole or (ceil and start - stride + window < whole and start < size + before):
        yield start, start + window
        start += stride


def pooled(
    kind: str,
    values: np.ndarray[Any, Any],
    windows: dict[int, tuple[int, int, int, int]],
    *,
    ceil: bool = False,
    with_padding: bool = False,
) -> np.ndarray[Any, Any]:
    """What pooling gives: windows, by dimension, are the length, the stride and the padding before and after."""
    lists = [
        list(parts(size, *windows[at], ceil)) if at in windows else [(i, i + 1) for i in range(size)]
        for at, size in enumerate(values.shape)
    ]
    out = np.empty([len(found) for found in lists])
    for place in np.ndindex(*out.shape):
        inside: list[slice] = []
        divisor = 1
        for at, (found, size) in enumerate(zip(lists, values.shape, strict=True)):
            start, stop = found[place[at]]
            before, after = windows[at][2:] if at in windows else (0, 0)
            inside.append(slice(max(start - before, 0), min(stop - before, size)))
            divisor *= min(stop, before + size + after) - start
        window = values[tuple(inside)]
        total = window.sum() / (divisor if with_padding else window.size) if kind == "mean" else 0.0
        out[place] = {"max": np.max, "min": np.min, "mean": lambda _, total=total: total}[kind](window)
    return out


POOLS = {"max": max_pool, "min": min_pool, "mean": mean_pool}


def closely(actual: NamedArray, expected: Any, rtol: float = 2e-5) -> None:
    values = np.asarray(actual.array, np.float64)
    assert values.shape == expected.shape
    np.testing.assert_allclose(values, expected, rtol=rtol, atol=rtol)


@pytest.mark.slow
@pytest.mark.parametrize("kind", POOLS)
@pytest.mark.parametrize("ceil", [False, True])
def test_along_one_axis(kind: str, ceil: bool) -> None:
    cases = [c for c in product((5, 6, 7), (1, 2, 3, 4), (1, 2, 3), (0, 1, 2), (0, 1)) if max(c[3:]) <= c[1] // 2]
    for size, window, stride, before, after in cases[list(POOLS).index(kind) :: len(POOLS)]:  # each by one of the pools
        x = hax.named(np.random.default_rng(size).normal(size=(size,)).astype(np.float32), "x")
        out = POOLS[kind](Axis("x", window), x, stride, ((before, after),), use_ceil=ceil)
        expected = pooled(kind, np.asarray(x.array), {0: (window, stride, before, after)}, ceil=ceil)
        closely(out, expected)
    assert len(cases) > 60


@pytest.mark.parametrize("ceil", [False, True])
@pytest.mark.parametrize("with_padding", [False, True])
@pytest.mark.parametrize("kind", POOLS)
def test_along_two_axes(kind: str, ceil: bool, with_padding: bool) -> None:
    more = {"count_include_pad": with_padding} if kind == "mean" else {}
    windows = {1: (3, 2, 1, 1), 2: (4, 3, 2, 1)}
    out = POOLS[kind]((Axis("width", 4), Axis("height", 3)), IMAGE, (3, 2), ((2, 1), (1, 1)), use_ceil=ceil, **more)
    assert out.axis_names == ("batch", "height", "width")
    closely(out, pooled(kind, np.asarray(IMAGE.array), windows, ceil=ceil, with_padding=with_padding))


@pytest.mark.parametrize(
    ("size", "window", "stride", "padding", "wanted"),
    [
        (5, 3, 2, 0, 2),
        (6, 3, 2, 0, 3),
        (5, 2, 2, 0, 3),
        (4, 1, 3, 0, 2),
        (5, 2, 3, 1, 2),
        (3, 2, 3, 1, 2),
        (2, 3, 2, 0, 1),
    ],
)
def test_sizes_with_ceil_are_those_of_torch(size: int, window: int, stride: int, padding: int, wanted: int) -> None:
    # What torch.nn.MaxPool1d(window, stride, padding, ceil_mode=True) gives, by its documentation.
    for batches in ((), (BATCH,), (BATCH, WIDTH)):
        x = hax.ones((*batches, Axis("x", size)))
        for op in POOLS.values():
            out = op(Axis("x", window), x, stride, padding, use_ceil=True)
            assert out.axes == (*batches, Axis("x", wanted))


@pytest.mark.parametrize("kind", POOLS)
@pytest.mark.parametrize(("way", "one_more"), [("SAME", 1), ("SAME_LOWER", 0)])
def test_same(kind: str, way: Any, one_more: int) -> None:
    out = POOLS[kind](Axis("height", 4), IMAGE, 1, way)
    closely(out, pooled(kind, np.asarray(IMAGE.array), {1: (4, 1, 2 - one_more, 1 + one_more)}))
    out = POOLS[kind](Axis("height", 4), IMAGE, 3, way)  # 4 windows need 13 elements: two more than there are
    closely(out, pooled(kind, np.asarray(IMAGE.array), {1: (4, 3, 1, 1)}))
    assert POOLS[kind](Axis("height", 1), IMAGE, 2, way).axis_size("height") == 6


def test_the_mean_counts_the_padding_of_same_if_it_is_asked_to() -> None:
    x = hax.ones(Axis("x", 3))
    assert mean_pool(Axis("x", 3), x, 1, "SAME").array.tolist() == [1, 1, 1]
    out = mean_pool(Axis("x", 3), x, 1, "SAME", count_include_pad=True)
    np.testing.assert_allclose(out.array, [2 / 3, 1, 2 / 3], rtol=1e-6)


def test_what_goes_over_the_end_is_never_counted() -> None:
    x = hax.ones(Axis("x", 4))
    out = mean_pool(Axis("x", 3), x, 2, 1, use_ceil=True, count_include_pad=True)
    np.testing.assert_allclose(out.array, [2 / 3, 1, 1 / 2], rtol=1e-6)  # 0 1 1 | 1 1 1 | 1 0 and nothing


def test_any_order_of_storage() -> None:
    for op in POOLS.values():
        expected = op({"width": 2, "height": 3}, IMAGE, (2, 1))
        for axes in permutations(IMAGE.axes):
            out = op({"width": 2, "height": 3}, IMAGE.rearrange(axes), (2, 1))
            assert out.axis_names == tuple(axis.name for axis in axes)
            np.testing.assert_allclose(out.rearrange(expected.axes).array, expected.array, rtol=2e-6)


def test_forms_of_windows_and_numbers() -> None:
    wanted = max_pool((Axis("height", 2), Axis("width", 3)), IMAGE, (2, 1), ((1, 1), (0, 0)))
    for window in ([Axis("height", 2), Axis("width", 3)], {"height": 2, "width": 3}):
        for stride, padding in product(([2, 1], (2, 1)), ([1, 0], [(1, 1), (0, 0)], [[1, 1], [0, 0]])):
            np.testing.assert_array_equal(max_pool(window, IMAGE, stride, padding).array, wanted.array)


@pytest.mark.parametrize("kind", POOLS)
def test_gradients(kind: str) -> None:
    def ours(x: NamedArray) -> jax.Array:
        out = POOLS[kind]((Axis("height", 3), Axis("width", 2)), x, 2, 1, use_ceil=True)
        return (out**2).sum().scalar()

    def theirs(values: jax.Array) -> jax.Array:
        total = jnp.zeros(())
        rows, columns = parts(11, 3, 2, 1, 1, True), list(parts(7, 2, 2, 1, 1, True))
        for (top, bottom), (left, right) in product(rows, columns):
            window = values[:, max(top - 1, 0) : bottom - 1, max(left - 1, 0) : right - 1]
            total += (getattr(jnp, kind)(window, axis=(1, 2)) ** 2).sum()
        return total

    np.testing.assert_allclose(ours(IMAGE), theirs(IMAGE.array), rtol=1e-5)
    gradient = jax.grad(ours)(IMAGE)
    assert gradient.axes == IMAGE.axes
    np.testing.assert_allclose(gradient.array, jax.grad(theirs)(IMAGE.array), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(jax.jit(jax.grad(ours))(IMAGE).array, gradient.array, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("dtype", [jnp.int8, jnp.uint8, jnp.int32, jnp.bool_])
def test_integers_and_bools(dtype: Any) -> None:
    x = hax.named(jnp.asarray([[5, -3, 0, 2, 7], [1, 1, 0, 0, 1]]).astype(dtype), ("batch", "x"))
    for kind in ("max", "min"):
        out = POOLS[kind](Axis("x", 2), x, 2, ((1, 0),))
        assert out.dtype == dtype
        np.testing.assert_array_equal(
            np.asarray(out.array, np.int64), pooled(kind, np.asarray(x.array, np.int64), {1: (2, 2, 1, 0)})
        )
    mean = mean_pool(Axis("x", 2), x, 2, ((1, 0),))
    assert mean.dtype == jnp.float32
    closely(mean, pooled("mean", np.asarray(x.array, np.float64), {1: (2, 2, 1, 0)}))


def test_the_extremes_of_a_dtype_are_found() -> None:
    for dtype in (jnp.int8, jnp.uint8, jnp.int32):
        info: Any = jnp.iinfo(dtype)
        for value in (info.min, info.max):
            x = hax.full(Axis("x", 3), value, dtype)
            assert max_pool(Axis("x", 2), x, 1, 1).array.tolist() == [value] * 4
            assert min_pool(Axis("x", 2), x, 1, 1).array.tolist() == [value] * 4


@pytest.mark.parametrize("dtype", [jnp.bfloat16, jnp.float16, jnp.float8_e4m3fn, jnp.float8_e5m2])
def test_floats_of_few_bits(dtype: Any) -> None:
    x = IMAGE.astype(dtype)
    wide = np.asarray(x.array.astype(jnp.float32))
    for kind, op in POOLS.items():
        out = op(Axis("height", 3), x, 2, 1)
        assert out.dtype == dtype
        closely(
            out.astype(jnp.float32), pooled(kind, wide, {1: (3, 2, 1, 1)}), 2e-2 if dtype.dtype.itemsize == 2 else 0.2
        )


def test_a_mean_of_few_bits_does_not_overflow() -> None:
    x = hax.full(Axis("x", 64), 60000.0, jnp.float16)
    assert mean_pool(Axis("x", 64), x).array.tolist() == [60000]


def test_nan_spreads() -> None:
    x = hax.named(jnp.asarray([1.0, jnp.nan, 2.0, 3.0]), "x")
    for op in POOLS.values():
        assert np.isnan(op(Axis("x", 2), x).array).tolist() == [True, True, False]


def test_complex_numbers() -> None:
    x = (IMAGE + 1j * IMAGE).astype(jnp.complex64)
    for op in (max_pool, min_pool):
        with pytest.raises(TypeError) as caught:
            op(Axis("height", 2), x)
        assert str(caught.value) == (
            f"{op.__name__}: complex numbers have no order; pool their absolute values, or their parts"
        )
    np.testing.assert_allclose(
        mean_pool(Axis("height", 2), x).array, (1 + 1j) * mean_pool(Axis("height", 2), IMAGE).array, rtol=1e-5
    )


def test_axes_without_elements() -> None:
    x = hax.ones((Axis("batch", 0), HEIGHT))
    for op in POOLS.values():
        assert op(Axis("height", 2), x).axes == (Axis("batch", 0), Axis("height", 10))
    empty = hax.ones((BATCH, Axis("height", 0)))
    assert max_pool(Axis("height", 2), empty, 1, "SAME").axes == empty.axes


@pytest.mark.parametrize("reduce_fn", [jax.lax.max, jnp.maximum, hax.maximum, max])
def test_a_maximum_by_any_name_has_a_gradient(reduce_fn: Any) -> None:
    window = Axis("height", 3)
    out = pool(window, IMAGE, -jnp.inf, reduce_fn, 2, 1)
    np.testing.assert_array_equal(out.array, max_pool(window, IMAGE, 2, 1).array)
    gradient = jax.grad(lambda x: pool(window, x, -jnp.inf, reduce_fn, 2, 1).sum().scalar())(IMAGE)
    wanted = jax.grad(lambda x: max_pool(window, x, 2, 1).sum().scalar())(IMAGE)
    np.testing.assert_array_equal(gradient.array, wanted.array)


def test_any_function_of_two_numbers() -> None:
    window = Axis("height", 2)
    out = pool(window, IMAGE, 1.0, lambda a, b: a * b)
    np.testing.assert_allclose(out.array, IMAGE.array[:, :-1] * IMAGE.array[:, 1:], rtol=1e-6)
    under = jax.jit(lambda x, init: pool(window, x, init, jax.lax.mul))(IMAGE, 1.0)
    np.testing.assert_allclose(under.array, out.array, rtol=1e-6)
    total = pool(window, IMAGE, hax.named(0.0, ()), jnp.add, padding=1)
    np.testing.assert_allclose(total.array[:, 0], IMAGE.array[:, 0], rtol=1e-6)
    counts = pool(window, (IMAGE > 0).astype(jnp.int8), 0, jnp.add)
    assert counts.dtype == jnp.int8 and int(counts.array.max()) == 2


def test_what_a_window_begins_with_must_be_a_number_of_the_dtype() -> None:
    with pytest.raises(TypeError, match=r"^pool: float.* is written into int32, which would lose values"):
        pool(Axis("height", 2), IMAGE.astype(int), -jnp.inf, jax.lax.max)
    with pytest.raises(AxisError, match=r"^pool: \[batch=2\] is not a scalar"):
        pool(Axis("height", 2), IMAGE, hax.ones(BATCH), jax.lax.add)


def test_a_trace_has_one_reduction_and_no_transpose() -> None:
    for axes in permutations(IMAGE.axes):
        x = IMAGE.rearrange(axes)
        for kind, op in POOLS.items():
            found = primitives(
                lambda values, op=op, axes=axes: op({"width": 2}, hax.named(values, axes), 2, 1).array, x.array
            )
            assert found == [f"reduce_window_{'sum' if kind == 'mean' else kind}", *(["div"] if kind == "mean" else [])]


def test_under_named_jit_and_vmap() -> None:
    window = (Axis("height", 3), Axis("width", 2))
    for op in POOLS.values():
        expected = op(window, IMAGE, 2)
        np.testing.assert_allclose(
            hax.named_jit(lambda x, op=op: op(window, x, 2))(IMAGE).array, expected.array, rtol=1e-6
        )
        mapped = hax.vmap(lambda x, op=op: op(window, x, 2), "batch")(IMAGE)
        assert mapped.axes == expected.axes
        np.testing.assert_allclose(mapped.array, expected.array, rtol=1e-6)


ROW = hax.ones({"x": 5})
REFUSED: list[tuple[Any, tuple[Any, ...], str, str]] = [
    (Axis("z", 2), (), "no axis 'z' in [x=5]", "missing"),
    ("x", (), "axis 'x' needs a size; pass Axis('x', size)", "size"),
    ((), (), "a window needs at least one axis, got none", "missing"),
    ((Axis("x", 2), Axis("x", 2)), (), "axis 'x' is repeated in [x=2, x=2]; name each axis once", "duplicate"),
    (Axis("x", 0), (), "the window along axis 'x' is 0; it must be 1 or more", "size"),
    (
        Axis("x", 9),
        (1, 1),
        "axis 'x' has 5 elements and 1 + 1 of padding, fewer than the 9 of a window; "
        "use a smaller window, or more padding",
        "size",
    ),
    (
        Axis("x", 2),
        (1, ((0, 2),)),
        "axis 'x' has 5 elements and 0 + 2 of padding: a window of 2 lies in the padding alone; "
        "use less padding than a window is long",
        "size",
    ),
    (Axis("x", 2), (-1,), "the stride is -1; it must be 1 or more", "size"),
    (
        Axis("x", 2),
        ((1, 2),),
        "the stride has 2 entries for the axes [x]; give one for each, or one number for all",
        "size",
    ),
    (
        Axis("x", 2),
        (1, ((1, 1), (1, 1))),
        "the padding has 2 entries for the axes [x]; give one for each, or one number for all",
        "size",
    ),
    (
        Axis("x", 2),
        (1, ((1, 1, 1),)),
        "the padding of an axis has 3 entries for the axes [before, after]; give one for each, or one number for all",
        "size",
    ),
]


@pytest.mark.parametrize(("window", "rest", "text", "kind"), REFUSED)
def test_what_is_refused(window: Any, rest: tuple[Any, ...], text: str, kind: str) -> None:
    for op in POOLS.values():
        with pytest.raises(AxisError) as caught:
            op(window, ROW, *rest)
        assert (str(caught.value), caught.value.kind) == (f"{op.__name__}: {text}", kind)


def test_padding_that_no_window_lies_in_alone_is_taken() -> None:
    assert max_pool(Axis("x", 2), ROW, 4, ((0, 2),)).axes == (Axis("x", 2),)


@pytest.mark.parametrize(
    ("window", "rest", "text"),
    [
        (Axis("x", 2), (1.5,), "expected an integer as the stride, or one for each axis, got 1.5"),
        (Axis("x", 2), (True,), "expected an integer as the stride, or one for each axis, got True"),
        (Axis("x", 2), (1, "FULL"), "expected 'VALID', 'SAME', 'SAME_LOWER' or numbers as the padding, got 'FULL'"),
        (3, (), "expected an axis, its name, or a sequence or dict of them, got 3"),
    ],
)
def test_wrong_kinds(window: Any, rest: tuple[Any, ...], text: str) -> None:
    with pytest.raises(TypeError) as caught:
        max_pool(window, ROW, *rest)
    assert str(caught.value) == f"max_pool: {text}"
    with pytest.raises(TypeError, match=r"^max_pool: expected a NamedArray, got a plain array"):
        max_pool(Axis("x", 2), jnp.ones(5))
