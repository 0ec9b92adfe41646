"""`named_jit`: what is traced, when it is traced again, what it is checked against, and where its arrays lie."""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Callable
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.debug import checked, debug_checks
from haliax.errors import AxisError
from haliax.haxtyping import Float
from haliax.partitioning import axis_mapping, current_thread_local_mapping, named_jit


def named(**sizes: int) -> NamedArray:
    count = int(np.prod(list(sizes.values())))
    return NamedArray(jnp.arange(count, dtype=jnp.float32).reshape(tuple(sizes.values())), tuple(sizes))


def double(x: NamedArray) -> NamedArray:
    return NamedArray(x.array * 2, x.axis_names)


class Counter:
    """A function that counts how often Python runs it."""

    def __init__(self, fn: Callable[..., Any] = lambda *args, **kwargs: (args, kwargs)) -> None:
        self.fn, self.count = fn, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.count += 1
        return self.fn(*args, **kwargs)


X = named(batch=2, embed=3)


def same(left: Any, right: Any) -> None:
    """Check that two pytrees are equal, types of leaves included."""
    assert jax.tree.structure(left) == jax.tree.structure(right)
    for one, other in zip(jax.tree.leaves(left), jax.tree.leaves(right), strict=True):
        if isinstance(one, jax.Array):
            np.testing.assert_array_equal(one, other)
        else:
            assert one is other or (type(one) is type(other) and one == other)


# --- what it computes


def test_values_and_axes() -> None:
    out = named_jit(double)(X)
    assert out.axes == X.axes
    np.testing.assert_array_equal(out.array, X.array * 2)


def test_decorator_with_and_without_arguments() -> None:
    @named_jit
    def one(x: NamedArray) -> NamedArray:
        """Docs."""
        return double(x)

    @named_jit(axis_resources={"batch": "data"}, keep_unused=True, inline=True)
    def two(x: NamedArray, y: Any = None) -> NamedArray:
        return double(x)

    same(one(X), double(X))
    same(two(X, y=X.array), double(X))
    assert (one.__name__, one.__doc__, one.__module__) == ("one", "Docs.", __name__)
    assert one.__wrapped__(X).axes == X.axes and "one" in repr(one)


def test_no_arrays_at_all() -> None:
    same(named_jit(lambda: None)(), None)
    same(named_jit(lambda a: a + 1)(1), 2)
    same(named_jit(lambda: jnp.ones(2))(), jnp.ones(2))


ODD_LEAVES = [3, 3.5, True, "text", None, len, Axis("batch", 2), jnp.float32, (1, "two"), {"a": [None, 4]}, ...]


@pytest.mark.parametrize("odd", ODD_LEAVES, ids=str)
def test_what_is_no_array_goes_in_and_comes_out_as_it_is(odd: Any) -> None:
    seen: list[Any] = []

    def f(x: NamedArray, rest: Any, *, more: Any) -> Any:
        seen.extend([rest, more])
        return x, {"rest": rest, "x": [x.array]}, more

    jitted = named_jit(f)
    for _ in range(2):
        same(jitted(X, odd, more=odd), (X, {"rest": odd, "x": [X.array]}, odd))
    assert len(seen) == 2
    same(seen, [odd, odd])


def test_results_need_not_be_hashable() -> None:
    jitted = named_jit(lambda x: (x, {1, 2}, bytearray(b"a")))
    for _ in range(2):
        assert jitted(X)[1:] == ({1, 2}, bytearray(b"a"))


@pytest.mark.parametrize(
    "array", [jnp.ones(2), np.ones(2), np.float32(2), np.int64(3), jax.random.key(0), jnp.ones((), bool)], ids=str
)
def test_arrays_are_traced(array: Any) -> None:
    seen: list[Any] = []
    named_jit(lambda x: seen.append(x) or x)(array)
    assert isinstance(seen[0], jax.core.Tracer)


def test_arrays_in_a_callable_pytree_are_traced() -> None:
    count = Counter()

    class Layer(eqx.Module):
        weight: NamedArray
        name: str = eqx.field(static=True)

        def __call__(self, x: NamedArray) -> NamedArray:
            count()
            return NamedArray(self.weight.array * x.array, x.axis_names)

        def method(self, x: NamedArray) -> NamedArray:
            assert isinstance(self.weight.array, jax.core.Tracer)
            return self(x)

    layer = Layer(X, "layer")
    jitted = named_jit(layer)
    np.testing.assert_array_equal(jitted(X).array, X.array**2)
    np.testing.assert_array_equal(named_jit(layer.method)(X).array, X.array**2)
    np.testing.assert_array_equal(named_jit(jax.tree_util.Partial(layer, X))().array, X.array**2)
    assert not any(isinstance(leaf, jax.core.Tracer) for leaf in jax.tree.leaves(layer))
    assert count.count == 3


def test_methods() -> None:
    class Plain:
        scale = 3

        @named_jit
        def method(self, x: NamedArray) -> NamedArray:
            return NamedArray(x.array * self.scale, x.axis_names)

    class Layer(eqx.Module):
        weight: NamedArray

        @named_jit(donate_args=(False, False))
        def method(self, x: NamedArray) -> NamedArray:
            return NamedArray(self.weight.array * x.array, x.axis_names)

    np.testing.assert_array_equal(Plain().method(X).array, X.array * 3)
    np.testing.assert_array_equal(Layer(X).method(X).array, X.array**2)
    assert "multiply" in Layer(X).method.lower(X).as_text()
    assert Layer(X).method.eval_shape(X).axes == X.axes
    assert Plain.method.__name__ == "method"


def test_transforms_go_through() -> None:
    @named_jit
    def loss(x: NamedArray, power: int) -> jax.Array:
        return (x.array**power).sum()

    same(jax.grad(loss)(X, 2), double(X))
    same(jax.vmap(lambda row: loss(NamedArray(row, "embed"), 1))(X.array), X.array.sum(1))
    same(jax.jit(lambda x: loss(x, 1))(X), X.array.sum())
    same(jax.lax.scan(lambda c, _: (named_jit(lambda c: (c, "done"))(c)[0], None), 0.0, length=2)[0], jnp.float32(0))


def test_lower_and_eval_shape() -> None:
    jitted = named_jit(lambda x, n: (double(x), n))
    assert "jit" in jitted.lower(X, 3).as_text() and jitted.lower(X, 3).compile() is not None
    shape = jax.tree.map(lambda leaf: jax.ShapeDtypeStruct(leaf.shape, leaf.dtype), X)
    out, n = jitted.eval_shape(shape, 3)
    assert (out.axes, n) == (X.axes, 3)
    assert isinstance(out.array, jax.ShapeDtypeStruct)


def test_neither_array_nor_hashable() -> None:
    jitted = named_jit(lambda *args, **kwargs: None)
    with pytest.raises(TypeError, match=r"argument '1\.a' is of type set, which is neither an array nor hashable"):
        jitted(X, {"a": {1}})
    with pytest.raises(TypeError, match="argument 'k' is of type set"):
        jitted(k={1})


@pytest.mark.parametrize("name", ["static_argnums", "donate_argnums", "in_shardings", "out_shardings"])
def test_what_is_settled_here_is_refused(name: str) -> None:
    with pytest.raises(TypeError, match=f"no argument '{name}'"):
        named_jit(double, **{name: 0})


def test_program_has_the_name_of_the_function() -> None:
    assert "jit_double" in named_jit(double).lower(X).as_text()


# --- how often it is traced


def test_traced_once() -> None:
    count = Counter()
    jitted = named_jit(count)
    for _ in range(3):
        jitted(X, 1, key="k")
    assert count.count == 1


def test_each_trace_is_of_its_arguments() -> None:
    jitted = named_jit(lambda x, rest: (x, rest))
    calls = [
        (X, 1),
        (X, 1.0),
        (X, True),
        (X, jnp.ones(2)),
        (X, jnp.ones((3, 2))),
        (named(embed=2, batch=3), 1),
        (NamedArray(X.array, ("a", "b")), 1),
        (X.array, [1]),
        (X, "a"),
        (X, None),
    ]
    for _ in range(2):
        for call in calls:
            same(jitted(*call), call)


def test_static_fields_count() -> None:
    class Config(eqx.Module):
        n: int = eqx.field(static=True)

    jitted = named_jit(lambda config, x: (x, config.n))
    assert [jitted(Config(n), X)[1] for n in (1, 2, 1)] == [1, 2, 1]


def test_mapping_in_force_counts() -> None:
    jitted = named_jit(lambda x: (x, current_thread_local_mapping()))
    for _ in range(2):
        assert jitted(X)[1] is None
        for axis in ("data", "model"):
            with axis_mapping({"batch": axis}):
                assert jitted(X)[1] == {"batch": axis}


def test_two_functions_of_one_body_do_not_mix() -> None:
    def make(n: int) -> Callable[[NamedArray], Any]:
        return named_jit(lambda x: (x, n))

    assert [make(n)(X)[1] for n in (1, 2, 3)] == [1, 2, 3]


@pytest.mark.usefixtures("little_garbage")
def test_functions_are_freed() -> None:
    refs: list[weakref.ref[Any]] = []
    for n in range(20):

        def temporary(x: NamedArray, k: int, n: int = n) -> Any:
            return double(x), n

        jitted = named_jit(temporary, donate_args=(False,))
        jitted(X, n)
        with debug_checks():
            jitted(X, n)
        refs += [weakref.ref(temporary), weakref.ref(jitted)]
        del temporary, jitted
    gc.collect()
    assert [ref for ref in refs if ref() is not None] == []


@pytest.mark.usefixtures("little_garbage")
def test_freed_with_its_closure() -> None:
    class Big:
        pass

    big = Big()
    ref = weakref.ref(big)
    jitted = named_jit(lambda x: (x, type(big)))
    jitted(X)
    del jitted, big
    gc.collect()
    assert ref() is None


def test_no_tracer_is_kept() -> None:
    with jax.checking_leaks():
        named_jit(lambda x, n: (double(x), n))(X, 3)
        with debug_checks():
            named_jit(lambda x, n: (double(x), n))(X, 3)


def cpu(fn: Callable[[], Any], calls: int = 500) -> float:
    start = time.process_time()
    for _ in range(calls):
        fn()
    return time.process_time() - start


@pytest.mark.slow
def test_cached_call_costs_little_more_than_jit() -> None:
    tree = {f"layer{i}": (named(a=2, b=3), named(b=3)) for i in range(4)}
    ours, theirs = named_jit(lambda t: t), jax.jit(lambda t: t)
    ours(tree), theirs(tree)
    ratios = [cpu(lambda: ours(tree)) / cpu(lambda: theirs(tree)) for _ in range(9)]
    assert min(ratios) < 1.5


# --- donation


@pytest.mark.parametrize(
    ("donate_args", "donate_kwargs", "gone"),
    [
        ((True, False), None, {"x"}),
        ((True,), None, {"x"}),
        ((True, {"a": False, "b": True}), None, {"x", "b"}),
        (True, None, {"x", "a", "b"}),
        (None, {"k": True}, {"k"}),
        (None, True, {"k"}),
        ((False, lambda leaf: leaf.shape == (4,)), {"other": True}, {"b"}),
        ((False, False), {}, set()),
        (None, None, set()),
    ],
)
def test_donation(donate_args: Any, donate_kwargs: Any, gone: set[str]) -> None:
    def f(x: NamedArray, pair: dict[str, NamedArray], n: int, *, k: NamedArray) -> Any:
        return double(x), jax.tree.map(lambda leaf: leaf + 1, pair), double(k), n

    jitted = named_jit(f, donate_args=donate_args, donate_kwargs=donate_kwargs)
    for _ in range(2):
        arrays = {"x": named(batch=2), "a": named(pos=3), "b": named(head=4), "k": named(key=5)}
        out = jitted(arrays["x"], {"a": arrays["a"], "b": arrays["b"]}, 7, k=arrays["k"])
        assert out[3] == 7 and out[0].axes == (Axis("batch", 2),)
        assert {name for name, array in arrays.items() if array.array.is_deleted()} == gone


# --- checks


def test_checks_are_off_by_default() -> None:
    @named_jit
    def f(x: NamedArray["batch"]) -> NamedArray["nothing"]:
        return x

    assert f(X).axes == X.axes


def test_mode_checks_what_was_compiled_before() -> None:
    @named_jit
    def f(x: Float[NamedArray, "batch"]) -> Any:
        return x

    f(X)
    message = r"f: argument 'x' is \[batch=2, embed=3\] of float32; expected Float\[batch\]: unexpected axis 'embed'"
    with debug_checks(), pytest.raises(AxisError, match=message):
        f(X)
    f(X)


def test_result_is_checked() -> None:
    @named_jit(check=True)
    def f(x: NamedArray["batch embed"]) -> dict[str, NamedArray["embed"]]:
        return {"y": x}

    with pytest.raises(AxisError, match=r"f: the result 'y' is \[batch=2, embed=3\]; expected \[embed\]"):
        f(X)


def test_one_size_for_a_name() -> None:
    @named_jit(check=True)
    def f(x: NamedArray["batch ..."], y: NamedArray["batch ..."]) -> None: ...

    with pytest.raises(AxisError, match=r"f: axis 'batch' has size 2 in argument 'x' but 3 in argument 'y'"):
        f(X, named(batch=3))
    f(X, named(batch=2))


def test_dtype_is_checked() -> None:
    @named_jit(check=True)
    def f(x: Float[NamedArray, "batch"]) -> None: ...

    with pytest.raises(TypeError, match="int32 is not Float"):
        f(NamedArray(jnp.arange(2), "batch"))


def test_checked_once_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    from haliax.checking.contract import Contract

    calls = Counter(Contract.call)
    monkeypatch.setattr(Contract, "call", lambda *args: calls(*args))
    body = Counter(double)

    @named_jit
    def f(x: NamedArray["batch ..."]) -> NamedArray["..."]:
        return body(x)  # type: ignore[no-any-return]

    with debug_checks():
        for _ in range(3):
            f(X)
        assert (calls.count, body.count) == (1, 1)
        f(named(batch=4))
        assert (calls.count, body.count) == (2, 2)


def test_checks_leave_the_program_as_it_is() -> None:
    @named_jit
    def f(x: NamedArray["batch ..."]) -> NamedArray["..."]:
        return double(x)

    plain = f.lower(X).as_text()
    with debug_checks():
        assert f.lower(X).as_text() == plain


def test_a_module_is_checked_by_its_fields() -> None:
    class Layer(eqx.Module):
        weight: NamedArray["in out"]

        @named_jit
        def __call__(self, x: NamedArray["... in"]) -> NamedArray["..."]:
            return x

    layer = Layer(NamedArray(jnp.ones((3, 4)), ("in", "out")))
    with debug_checks():
        layer(named(**{"in": 3}))
        with pytest.raises(AxisError, match=r"__call__: axis 'in' has size 3 in argument 'self\.weight' but 7 in argu"):
            layer(named(**{"in": 7}))
        with pytest.raises(AxisError, match=r"argument 'self\.weight' is \[batch=2, embed=3\]; expected \[in, out\]"):
            named_jit(Layer(X))(named(**{"in": 3}))


def test_checked_functions_inside() -> None:
    @checked
    def inner(x: NamedArray["batch"]) -> Any:
        return x

    with pytest.raises(AxisError, match="inner: argument 'x'"):
        named_jit(lambda x: inner(x))(X)
