"""Names never reach XLA: what is compiled is shared by all names, kept in bounded number, and keyed by what matters."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import _lru_cache_wrapper
from itertools import count
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.ops._settle import Exact, exact
from haliax.pure.rules import operations
from tests.tracing import primitives

FRESH = count()


def named_ones(x: NamedArray, axis: str) -> NamedArray:
    return NamedArray(np.ones(x.axis_size(axis), np.int32), (axis,))


CALLS: dict[str, Callable[[NamedArray, NamedArray, str, str], Any]] = {
    "add": lambda x, y, a, b: x + y.rearrange((b, a)),
    "add of fewer": lambda x, y, a, b: x + y[a, 0],
    "where": lambda x, y, a, b: hax.where(x > y, x, y),
    "clip": lambda x, y, a, b: x.clip(y, 1.0),
    "sum": lambda x, y, a, b: x.sum(a),
    "mean where": lambda x, y, a, b: x.mean(b, where=y > 1),
    "argmax": lambda x, y, a, b: x.argmax(b),
    "cumsum": lambda x, y, a, b: x.cumsum(b),
    "roll": lambda x, y, a, b: hax.roll(x, 1, b),
    "sort": lambda x, y, a, b: hax.sort(x, a),
    "top_k": lambda x, y, a, b: hax.top_k(x, a, 2)[0],
    "dot": lambda x, y, a, b: hax.dot(x, y, axis=b),
    "dot of three": lambda x, y, a, b: hax.dot(x, y, x, axis=b),
    "einsum": lambda x, y, a, b: hax.einsum(f"{{{a} {b}}} -> {b}", x, y),
    "rearrange": lambda x, y, a, b: x.rearrange((b, a)),
    "pattern": lambda x, y, a, b: x.rearrange("x (p q) -> (x: x q) p", p=5, x=a),
    "flatten": lambda x, y, a, b: x.flatten("flat"),
    "flatten_axes": lambda x, y, a, b: x.flatten_axes((b, a), "flat"),
    "unflatten": lambda x, y, a, b: x.unflatten_axis(b, {"one": 5, "two": 1}),
    "broadcast": lambda x, y, a, b: hax.broadcast_axis(x, Axis("new", 7)),
    "concatenate": lambda x, y, a, b: hax.concatenate(b, [x, y]),
    "stack": lambda x, y, a, b: hax.stack("new", [x, y]),
    "split": lambda x, y, a, b: x.split(b, (Axis("one", 2), Axis("two", 3)))[0],
    "unbind": lambda x, y, a, b: x.unbind(a)[0],
    "take": lambda x, y, a, b: hax.take(x, a, 1),
    "take many": lambda x, y, a, b: hax.take(x, b, hax.arange(Axis(a, 3))),
    "slice": lambda x, y, a, b: x.slice(b, start=1, length=2),
    "index": lambda x, y, a, b: x[a, 1],
    "index that shares": lambda x, y, a, b: x[b, named_ones(x, a)],
    "update that shares": lambda x, y, a, b: x.at[b, named_ones(x, a)].set(y[b, 0]),
    "index by list": lambda x, y, a, b: x[b, [0, 3], a, 1],
    "update": lambda x, y, a, b: x.at[a, 1].set(y[a, 0]),
    "updated_slice": lambda x, y, a, b: x.updated_slice({b: 1}, y[b, 0:2]),
    "tril": lambda x, y, a, b: hax.tril(x, b, a),
    "softmax": lambda x, y, a, b: hax.nn.softmax(x, b),
}


def operands() -> tuple[NamedArray, NamedArray, str, str]:
    """Two arrays whose axes have names that no one has seen before, and the names."""
    a, b = f"a{next(FRESH)}", f"b{next(FRESH)}"
    values = jnp.arange(15.0).reshape(3, 5)
    return NamedArray(values, (a, b)), NamedArray(values + 1, (a, b)), a, b


@pytest.fixture
def compiled() -> list[str]:
    """What jax has compiled since the test began."""
    found: list[str] = []

    def listen(event: str, duration: float, **_: Any) -> None:
        if "backend_compile" in event:
            found.append(event)

    jax.monitoring.register_event_duration_secs_listener(listen)
    return found


@pytest.mark.parametrize("name", CALLS)
def test_new_names_compile_nothing_new(name: str, compiled: list[str]) -> None:
    given, others = operands(), operands()
    first = CALLS[name](*given)
    compiled.clear()
    second = CALLS[name](*others)
    assert compiled == []
    np.testing.assert_array_equal(first.array, second.array)


def test_the_listener_hears_of_what_is_compiled(compiled: list[str]) -> None:
    jax.jit(lambda x: x * 3 + next(FRESH))(jnp.ones(7))
    assert compiled


POSITIONS: dict[str, Callable[[NamedArray, int], Any]] = {
    "take": lambda x, i: hax.take(x, "time", i),
    "index": lambda x, i: x["time", i],
    "index from the end": lambda x, i: x["time", -1 - i],
    "range": lambda x, i: x["time", i : i + 4],
    "strided": lambda x, i: x["time", i : i + 9 : 3],
    "falling": lambda x, i: x["time", i + 6 : i : -2],
    "with a list": lambda x, i: x["time", i, "embed", [0, 2]],
    "slice": lambda x, i: x.slice("time", start=i, length=4),
    "set": lambda x, i: x.at["time", i].set(-1.0),
    "add to a range": lambda x, i: x.at["time", i : i + 4].add(1.0),
    "multiply falling": lambda x, i: x.at["time", i + 6 : i : -2, "embed", 1].multiply(2.0),
    "get": lambda x, i: x.at["time", i].get(),
    "updated_slice": lambda x, i: x.updated_slice({"time": i}, x["time", 0:4] + 1),
    "roll": lambda x, i: hax.roll(x, i, "time"),
}


@pytest.mark.parametrize("name", POSITIONS)
def test_new_positions_compile_nothing_new_and_give_what_a_trace_gives(name: str, compiled: list[str]) -> None:
    x = hax.arange({"time": 31, "embed": 3}, dtype=float)
    call = POSITIONS[name]
    call(x, 1)
    others = [call(x, i) for i in (0, 5, 11)]
    compiled.clear()
    eager = [call(x, i) for i in (2, 7, 17, 20)]
    assert compiled == []
    traced = jax.jit(lambda x: [call(x, i) for i in (0, 5, 11, 2, 7, 17, 20)])(x)
    for ours, expected in zip(others + eager, traced, strict=True):
        assert ours.axes == expected.axes
        np.testing.assert_array_equal(ours.array, expected.array)


def test_constants_under_a_trace_are_traced_as_by_hand() -> None:
    x, w = hax.ones({"batch": 2, "embed": 3}), hax.ones({"embed": 3, "mlp": 5})
    ours = primitives(lambda y: y + hax.dot(x, w, axis="embed").array, jnp.ones((2, 5)))
    by_hand = primitives(lambda y: y + x.array @ w.array, jnp.ones((2, 5)))
    assert ours == by_hand


def test_every_cache_is_bounded() -> None:
    for operation in operations():
        operation.function  # noqa: B018  (loads its module)
    gc.unfreeze()  # what is frozen is not among the objects
    caches = [c for c in gc.get_objects() if isinstance(c, _lru_cache_wrapper) and c.__module__.startswith("haliax.")]
    gc.freeze()
    assert len(caches) > 20
    unbounded = [c for c in caches if c.cache_parameters()["maxsize"] is None and c.__wrapped__.__code__.co_argcount]
    assert unbounded == []


VALUES = [3, 3.0, True, 1, 0, False, 0.0, -0.0, 3 + 0j, np.float32(3), np.int32(3), (3,), (3.0,), (True,), (1,), "3"]
VALUES += [
    ((0.0,),),
    ((-0.0,),),
    Axis("a", 3),
    ("a", Axis("a", 3)),
    (np.float32(0),),
    (np.float32(-0.0),),
    None,
    (None,),
]


@pytest.mark.parametrize("i", range(len(VALUES)))
def test_keys_tell_apart_what_programs_tell_apart(i: int) -> None:
    for j, other in enumerate(VALUES):
        assert (exact(VALUES[i]) == exact(other)) == (i == j), f"{VALUES[i]!r} and {other!r}"
    assert hash(exact(VALUES[i])) == hash(exact(VALUES[i]))


def test_a_key_is_equal_to_one_of_the_same_parts() -> None:
    assert Exact((3, float("nan"), ("a", 0.0))) == Exact((3, float("nan"), ("a", 0.0)))
    assert Exact((3,)) != (3,)


def test_a_wrong_call_leaves_nothing_behind_for_a_right_one() -> None:
    x = hax.ones({"X": 5, "Y": 3})
    with pytest.raises(TypeError, match=r"size of axis 'mlp' is an integer, got 8\.0"):
        hax.zeros(Axis("mlp", 16 / 2))
    assert hax.zeros(Axis("mlp", 8)).axes == (Axis("mlp", 8),)
    with pytest.raises(TypeError, match=r"top_k: expected an integer as k, got 2\.0"):
        hax.top_k(x, "X", 2.0)
    assert hax.top_k(x, "X", 2)[0].axes == (Axis("X", 2), Axis("Y", 3))
    outside = hax.named(jnp.array([9]), "i")
    assert x.at["X", outside].get(mode="fill", fill_value=0.0).array[0, 0] == 0
    assert 1 / x.at["X", outside].get(mode="fill", fill_value=-0.0).array[0, 0] < 0
    y = hax.arange(Axis("X", 5), dtype=float)
    assert hax.var(y, ddof=1).item() == 2.5 and hax.var(y, ddof=0).item() == hax.var(y, ddof=False).item() == 2.0
