"""Operators, methods of their own, and operations on plain arrays: each gives what its positional counterpart does."""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.errors import AxisError
from haliax.pure import rules

VALUES = np.asarray([[3.0, -1.0, 4.0], [1.5, -5.0, 9.0]], np.float32)
WHOLE = np.asarray([[3, 1, 4], [1, 5, 9]], np.int32)
X, N = NamedArray(jnp.asarray(VALUES), ("a", "b")), NamedArray(jnp.asarray(WHOLE), ("a", "b"))
ROW = NamedArray(jnp.asarray([2.0, 7.0, 5.0]), "b")
NAMES = ("a", "b")

ARITHMETIC = (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod)
ORDER = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)
BITWISE = (operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift)


@pytest.mark.parametrize("op", [*ARITHMETIC, *ORDER, divmod], ids=lambda op: op.__name__)
@pytest.mark.parametrize("other", [2.0, 4, np.float32(1.5), jnp.asarray(3.0), True], ids=lambda o: type(o).__name__)
def test_operators_on_numbers_from_either_side(op: Callable[..., Any], other: Any) -> None:
    for actual, expected in ((op(X, other), op(X.array, other)), (op(other, X), op(other, X.array))):
        assert_same(actual, expected)


@pytest.mark.parametrize("op", [*ARITHMETIC, *ORDER], ids=lambda op: op.__name__)
def test_operators_on_arrays_from_either_side(op: Callable[..., Any]) -> None:
    assert_same(op(X, ROW), op(X.array, ROW.array[None]))
    assert_same(op(ROW, X), op(ROW.array[None], X.array))


@pytest.mark.parametrize("op", BITWISE, ids=lambda op: op.__name__)
def test_bitwise_operators_from_either_side(op: Callable[..., Any]) -> None:
    for actual, expected in ((op(N, 2), op(N.array, 2)), (op(6, N), op(6, N.array))):
        assert_same(actual, expected)


def test_powers_from_either_side() -> None:
    assert_same(N**2, N.array**2)
    assert_same(2**N, 2**N.array)
    assert_same(N**N, N.array**N.array)


def test_operators_of_one_array() -> None:
    for op in (operator.neg, operator.pos, abs):
        assert_same(op(X), op(X.array))
    assert_same(~N, ~N.array)
    assert_same(round(X / 7, 2), jnp.round(X.array / 7, 2))


@pytest.mark.parametrize("op", [*ARITHMETIC, *BITWISE, operator.lt], ids=lambda op: op.__name__)
def test_what_is_no_operand_is_left_to_python(op: Callable[..., Any]) -> None:
    class Other:
        pass

    for call in (lambda: op(N, Other()), lambda: op(Other(), N)):
        with pytest.raises(TypeError, match=r"not supported|unsupported operand"):
            call()


def assert_same(actual: Any, expected: Any) -> None:
    for one, other in zip(
        actual if isinstance(actual, tuple) else (actual,),
        expected if isinstance(expected, tuple) else (expected,),
        strict=True,
    ):
        assert one.axis_names == NAMES and one.dtype == other.dtype
        np.testing.assert_allclose(one.array, other, rtol=1e-6)


# --- methods with a signature of their own

MASK = X > 0
METHODS: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "argmax": (lambda: X.argmax("b"), lambda: hax.argmax(X, "b")),
    "var": (lambda: X.var("b"), lambda: hax.var(X, "b")),
    "var of all": (lambda: X.var(), lambda: hax.var(X)),
    "var with a dtype": (lambda: X.var("b", jnp.float16), lambda: hax.var(X, "b", dtype=jnp.float16)),
    "var with freedom": (lambda: X.var("b", None, 1), lambda: hax.var(X, "b", ddof=1)),
    "var of some": (lambda: X.var("b", where=MASK), lambda: hax.var(X, "b", where=MASK)),
    "ptp": (lambda: X.ptp("b"), lambda: hax.ptp(X, "b")),
    "ptp of all": (lambda: X.ptp(), lambda: hax.ptp(X)),
    "clip": (lambda: X.clip(0, 3), lambda: hax.clip(X, 0, 3)),
    "clip below": (lambda: X.clip(a_min=0), lambda: hax.clip(X, 0, None)),
    "clip above": (lambda: X.clip(a_max=ROW), lambda: hax.clip(X, None, ROW)),
    "cumprod": (lambda: X.cumprod("b"), lambda: hax.cumprod(X, "b")),
    "cumprod with a dtype": (lambda: N.cumprod("b", dtype=jnp.float32), lambda: hax.cumprod(N, "b", jnp.float32)),
    "dot": (lambda: X.dot(ROW, axis="b"), lambda: hax.dot(X, ROW, axis="b")),
    "dot with the axis first": (lambda: X.dot("b", ROW), lambda: hax.dot(X, ROW, axis="b")),
    "dot with more": (
        lambda: X.dot(ROW, axis=(), out_axes=("b", "a"), preferred_element_type=jnp.float16),
        lambda: hax.dot(X, ROW, axis=(), out_axes=("b", "a"), preferred_element_type=jnp.float16),
    ),
    "flatten_axes": (lambda: X.flatten_axes(("b", "a"), "c"), lambda: hax.flatten_axes(X, ("b", "a"), "c")),
}


@pytest.mark.parametrize(("method", "function"), METHODS.values(), ids=METHODS)
def test_a_method_does_what_its_function_does(method: Callable[[], Any], function: Callable[[], Any]) -> None:
    actual, expected = method(), function()
    assert (actual.axes, actual.dtype) == (expected.axes, expected.dtype)
    np.testing.assert_array_equal(actual.array, expected.array)


def test_every_method_of_its_own_is_here() -> None:
    operations = {operation.name for operation in rules.operations()}
    own = {
        name
        for name, value in vars(NamedArray).items()
        if inspect.isfunction(value) and not name.startswith("_") and name in operations
    }
    assert own and own <= {name.partition(" ")[0] for name in METHODS}


@pytest.mark.parametrize("call", [lambda: X @ X, lambda: X @ VALUES.T, lambda: VALUES.T @ X])
def test_matrix_products_are_refused(call: Callable[[], Any]) -> None:
    with pytest.raises(TypeError, match="does not say which axis"):
        call()


@pytest.mark.parametrize("op", [operator.add, hax.subtract, hax.maximum], ids=lambda op: op.__name__)
def test_axes_of_one_size_are_told_apart_by_their_names(op: Callable[[Any, Any], Any]) -> None:
    first = NamedArray(jnp.asarray([[1.0, 2.0], [3.0, 4.0]]), NAMES)
    second = NamedArray(jnp.asarray([[0.0, 5.0], [-1.0, 9.0]]), NAMES[::-1])
    plain = getattr(np, op.__name__)
    np.testing.assert_array_equal(op(first, second).array, plain(first.array, second.array.T))
    with pytest.raises(AxisError):
        op(first, second.rename({"b": "c"}))


@pytest.mark.parametrize("name", ["__neg__", "__pos__", "__abs__", "__invert__"])
def test_an_operator_of_one_operand_becomes_its_function(name: str) -> None:
    declared = rules.methods()[name]
    np.testing.assert_array_equal(getattr(N, name)().array, declared.function(WHOLE))
    assert vars(NamedArray)[name] is declared.function


# --- as numpy, Python and jax ask for it


def test_as_an_array_of_numpy() -> None:
    for made in (np.asarray(X, np.float64), np.array(X, np.float64), np.array(X, np.float64, copy=True)):
        assert made.dtype == np.float64
        np.testing.assert_array_equal(made, VALUES)
    assert np.asarray(X).dtype == np.float32
    made = np.array(X, copy=True)
    made[0, 0] = 100.0
    np.testing.assert_array_equal(X.array, VALUES)


def test_as_bytes() -> None:
    assert X.tobytes() == VALUES.tobytes() != X.tobytes("F") == VALUES.tobytes("F")


def test_in_a_notebook() -> None:
    shown = X._repr_html_()
    assert "<th>float32</th><td>a=2</td><td>b=3</td>" in shown and "<pre>[[" in shown


def test_flattened_and_back() -> None:
    children, names = X.tree_flatten()
    again = NamedArray.tree_unflatten(names, children)
    assert again.axes == X.axes and again.array is X.array
    assert NamedArray.tree_unflatten(names, (None,)).axis_names == NAMES


# --- plain arrays go through

PLAIN: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "round": (lambda x: hax.round(x, 1), lambda x: jnp.round(x, 1)),
    "add": (lambda x: hax.add(x, 2.0), lambda x: jnp.add(x, 2.0)),
    "subtract": (lambda x: hax.subtract(2.0, x), lambda x: jnp.subtract(2.0, x)),
    "ndim": (lambda x: jnp.asarray(hax.ndim(x)), lambda x: jnp.asarray(2)),
    "relu": (hax.nn.relu, jax.nn.relu),
    "gelu": (hax.nn.gelu, jax.jit(jax.nn.gelu)),
    "gelu exactly": (lambda x: hax.nn.gelu(x, approximate=False), lambda x: jax.nn.gelu(x, approximate=False)),
}


@pytest.mark.parametrize(("ours", "theirs"), PLAIN.values(), ids=PLAIN)
def test_plain_arrays(ours: Callable[[Any], Any], theirs: Callable[[Any], Any]) -> None:
    out = ours(X.array)
    assert isinstance(out, jax.Array)
    np.testing.assert_allclose(out, theirs(X.array), rtol=1e-6)  # ours is one compiled program


@pytest.mark.parametrize("dtype", [jnp.float16, jnp.bfloat16, jnp.float32, jnp.int32])
def test_rsqrt_keeps_what_is_inexact(dtype: Any) -> None:
    out = hax.rsqrt(NamedArray(jnp.asarray([1, 4], dtype), "a"))
    assert out.dtype == (jnp.float32 if dtype == jnp.int32 else dtype)
    np.testing.assert_allclose(out.array.astype(jnp.float32), [1, 0.5])


# --- indices of every kind of number


@pytest.mark.parametrize("index", [1, np.int64(1), np.int32(1), jnp.asarray(1), NamedArray(jnp.asarray(1), ())])
def test_one_position_of_any_kind(index: Any) -> None:
    np.testing.assert_array_equal(hax.take(X, "b", index).array, VALUES[:, 1])
    np.testing.assert_array_equal(X["b", index].array, VALUES[:, 1])
    np.testing.assert_array_equal(hax.slice(X, "b", start=index, length=2).array, VALUES[:, 1:3])


CUBE = NamedArray(jnp.arange(2.0 * 3 * 5 * 7).reshape(2, 3, 5, 7), ("a", "b", "c", "d"))
AT = NamedArray(jnp.asarray([[1, 0, 2], [0, 2, 1]]), ("p", "q"))
AT_C = NamedArray(jnp.asarray([4, 0, 3]), ("q",))


@pytest.mark.parametrize(
    "index",
    [{"b": AT}, {"c": AT_C}, {"b": AT, "c": AT_C}, {"b": AT, "a": 1}, {"a": slice(1), "d": AT_C, "b": AT}],
    ids=len,
)
def test_what_at_gets_is_what_indexing_gives(index: Any) -> None:
    got, taken = CUBE.at[index].get(), CUBE[index]
    assert got.axes == taken.axes
    np.testing.assert_array_equal(got.array, taken.array)
    marked = CUBE.at[index].set(-taken - 1)
    np.testing.assert_array_equal(marked[index].array, -taken.array - 1)


def test_axis_of_another_size_is_refused_at_each_position() -> None:
    with pytest.raises(hax.AxisError, match="a"):
        X + NamedArray(jnp.ones((7, 3)), (Axis("a", 7), Axis("b", 3)))
