"""Calls that are checked against annotations: what is checked, when, and what a mistake is called."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypedDict, TypeVar, TypeVarTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import jaxtyping
import pytest

from haliax.core import NamedArray
from haliax.debug import checked, checks_enabled, debug_checks
from haliax.errors import AxisError
from haliax.haxtyping import Float, Int
from haliax.ops.creation import ones
from haliax.ref import NamedRef, new_ref

if TYPE_CHECKING:
    from somewhere import Unknown  # type: ignore[import-not-found]

Rest = TypeVarTuple("Rest")
A = TypeVar("A", bound=NamedArray)
Alias = Float[NamedArray, "batch embed"]


def named(dtype: Any = jnp.float32, **sizes: int) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(sizes.values()), dtype), tuple(sizes))


X = named(batch=2, embed=3)
Y = named(batch=2, pos=5)


def refused(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The message of the axis error of a call, which jit must raise too."""
    with pytest.raises(AxisError) as caught:
        fn(*args, **kwargs)
    with pytest.raises(AxisError) as traced:
        jax.eval_shape(fn, *args, **kwargs)
    assert str(caught.value) == str(traced.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__
    return str(caught.value)


def wrong_kind(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(TypeError) as caught:
        fn(*args, **kwargs)
    return str(caught.value)


# --- one argument


@checked
def attend(q: Float[NamedArray, "batch head ..."], k: Alias | None = None) -> NamedArray["batch"]:
    return NamedArray(q.array.reshape(q.array.shape[0], -1)[:, 0], "batch")


def test_right_calls_pass() -> None:
    q = named(batch=2, head=4, pos=5)
    assert attend(q).axes == attend(q, None).axes == attend(q, k=X).axes == X.axes[:1]


def test_missing_axis() -> None:
    message = "attend: argument 'q' is [batch=2, pos=5] of float32; expected Float[batch, head, ...]: no axis 'head'"
    assert refused(attend, Y) == message
    with pytest.raises(AxisError) as caught:
        attend(Y)
    assert (caught.value.kind, caught.value.op) == ("missing", "attend")


def test_order() -> None:
    @checked
    def f(x: NamedArray["batch embed"]) -> None: ...

    message = (
        "f: argument 'x' is [embed=3, batch=2]; expected [batch, embed]: the axes are in another order; "
        'use rearrange(("batch", "embed"))'
    )
    assert refused(f, named(embed=3, batch=2)).endswith(message)
    with pytest.raises(AxisError) as caught:
        f(named(embed=3, batch=2))
    assert caught.value.kind == "order"


def test_unexpected_axis() -> None:
    message = refused(attend, named(batch=2, head=4), named(batch=2, embed=3, pos=5))
    wanted = "argument 'k' is [batch=2, embed=3, pos=5] of float32; expected Float[batch, embed]: unexpected axis 'pos'"
    assert message == f"attend: {wanted}"


def test_dtype() -> None:
    message = wrong_kind(attend, named(jnp.int32, batch=2, head=4))
    assert message == (
        "attend: argument 'q' is [batch=2, head=4] of int32; expected Float[batch, head, ...]: int32 is not Float"
    )


def test_no_named_array() -> None:
    message = wrong_kind(attend, jnp.zeros((2, 4)))
    assert message == "attend: argument 'q' is float32[2,4]; expected a NamedArray, Float[batch, head, ...]"
    assert wrong_kind(attend, None).startswith("attend: argument 'q' is None; expected")
    assert wrong_kind(attend, "q").startswith("attend: argument 'q' is a value of type str; expected")


def test_values_are_never_printed() -> None:
    assert "0." not in wrong_kind(attend, jnp.zeros((2, 4))) + refused(attend, Y)


def test_bare_named_array() -> None:
    @checked
    def f(x: NamedArray) -> NamedArray:
        return x

    assert f(X) is X
    assert "argument 'x' is float32[2,3]; expected a NamedArray" in wrong_kind(f, X.array)


# --- one size for each name


def test_sizes_of_two_arguments() -> None:
    @checked
    def add(x: NamedArray["batch ..."], y: NamedArray["... batch"]) -> None: ...

    add(X, named(pos=5, batch=2))
    message = refused(add, X, named(pos=5, batch=3))
    assert message.endswith("add: axis 'batch' has size 2 in argument 'x' but 3 in argument 'y'")


def test_sizes_of_argument_and_result() -> None:
    @checked
    def halve(x: NamedArray["batch"]) -> tuple[NamedArray["batch"], int]:
        return NamedArray(x.array[::2], "batch"), 1

    message = refused(halve, named(batch=4))
    assert message.endswith("halve: axis 'batch' has size 4 in argument 'x' but 2 in the result '0'")


def test_sizes_are_of_one_call() -> None:
    @checked
    def f(x: NamedArray["batch"]) -> None: ...

    f(named(batch=2))
    f(named(batch=3))


def test_sizes_of_inner_calls_are_their_own() -> None:
    @checked
    def inner(x: NamedArray["batch"]) -> NamedArray["batch"]:
        return x

    @checked
    def outer(x: NamedArray["batch"]) -> NamedArray["batch"]:
        inner(NamedArray(x.array[:1], "batch"))
        return x

    outer(named(batch=2))


def test_only_names_that_are_annotated_are_bound() -> None:
    @checked
    def f(x: NamedArray["batch ..."], y: NamedArray["{pos ...}"]) -> None: ...

    f(named(batch=2, embed=3), named(pos=5, embed=4))


def test_sizes_in_annotations_without_names() -> None:
    @checked
    def f(x: jaxtyping.Float[jax.Array, "n d"], y: jaxtyping.Float[jax.Array, " d"]) -> None: ...

    f(jnp.zeros((2, 3)), jnp.zeros(3))
    message = refused(f, jnp.zeros((2, 3)), jnp.zeros(2))
    assert message.endswith("f: axis 'd' has size 3 in argument 'x' but 2 in argument 'y'")
    message = wrong_kind(f, jnp.zeros((2, 3)), jnp.zeros((3, 1)))
    assert re.fullmatch(r"argument 'y' is float32\[3,1\]; expected Float\[.*Array, 'd'\]", message.rpartition("f: ")[2])


# --- row variables


class Scale(eqx.Module, Generic[*Rest]):
    weight: NamedArray[*Rest, "embed"]
    bias: NamedArray[*Rest]


@checked
def rows(x: NamedArray[*Rest, "embed"], y: NamedArray["head", *Rest]) -> NamedArray[*Rest]:
    return NamedArray(y.array[0], y.axis_names[1:])


def test_a_row_means_the_same_everywhere() -> None:
    assert rows(named(batch=2, pos=5, embed=3), named(head=4, batch=2, pos=5)).axis_names == ("batch", "pos")
    rows(named(embed=3), named(head=4))
    message = refused(rows, named(batch=2, pos=5, embed=3), named(head=4, batch=2))
    assert message == "rows: *Rest stands for [batch=2, pos=5] in argument 'x' but for [batch=2] in argument 'y'"


def test_a_row_has_sizes() -> None:
    message = refused(rows, named(batch=2, embed=3), named(head=4, batch=7))
    assert message == "rows: *Rest stands for [batch=2] in argument 'x' but for [batch=7] in argument 'y'"


def test_a_row_of_a_class_is_of_each_instance() -> None:
    @checked
    def f(one: Scale[Any], other: Scale[Any]) -> None: ...

    one, other = Scale(X, named(batch=2)), Scale(named(pos=5, embed=3), named(pos=5))
    f(one, other)
    assert "but for [pos=5] in argument 'one.bias'" in refused(f, Scale(X, named(pos=5)), other)


# --- containers


class Linear(eqx.Module):
    weight: Float[NamedArray, "{in out}"]
    bias: NamedArray["out"] | None = None
    name: str = eqx.field(static=True, default="linear")

    @checked
    def __call__(self, x: NamedArray["... in"]) -> NamedArray["..."]:
        return x


class Model(eqx.Module):
    layers: list[Linear]
    head: Linear


@dataclass
class Batch:
    tokens: Int[NamedArray, "batch pos"]
    parent: Batch | None = None


class Pair(NamedTuple):
    x: NamedArray["batch ..."]
    y: NamedArray["batch"]


class Loaded(TypedDict):
    x: NamedArray["batch ..."]


def linear(**sizes: int) -> Linear:
    return Linear(named(**sizes), named(out=sizes["out"]))


CONTAINERS: list[tuple[Any, Any, Any, str]] = [
    (list[Alias], [X, X], [X, Y], "'it.1' is [batch=2, pos=5]"),
    (dict[str, Alias], {"x": X}, {"x": Y}, "'it.x' is [batch=2, pos=5]"),
    (tuple[Alias, ...], (X,), (X, X, Y), "'it.2' is [batch=2, pos=5]"),
    (tuple[Alias, int], (X, 1), (Y, 1), "'it.0' is [batch=2, pos=5]"),
    (Pair, Pair(X, named(batch=2)), Pair(X, named(batch=3)), "has size 2 in argument 'it.x' but 3 in argument 'it.y'"),
    (Loaded, {"x": X}, {"x": named(pos=5)}, "'it.x' is [pos=5]"),
    (
        Batch,
        Batch(named(jnp.int32, batch=2, pos=5), Batch(named(jnp.int32, batch=2, pos=5))),
        Batch(named(jnp.int32, batch=2, pos=5), Batch(named(jnp.int32, batch=3, pos=5))),
        "has size 2 in argument 'it.tokens' but 3 in argument 'it.parent.tokens'",
    ),
    (
        Model,
        Model([linear(out=2, **{"in": 3})], linear(out=2, **{"in": 3})),
        Model([linear(out=2, **{"in": 3}), Linear(named(out=2))], linear(out=2, **{"in": 3})),
        "argument 'it.layers.1.weight' is [out=2] of float32; expected Float{in, out}: no axis 'in'",
    ),
    (Alias | None, None, Y, "'it' is [batch=2, pos=5] of float32; expected Float[batch, embed]: no axis 'embed'"),
    (
        NamedArray["a"] | NamedArray["b"] | None,
        named(b=2),
        X,
        "'it' is [batch=2, embed=3] of float32; expected [a] or [b] or None: it fits none of them",
    ),
    (Alias | list[Alias], [X], [Y], "'it.0' is [batch=2, pos=5]"),
]


@pytest.mark.parametrize(
    ("annotation", "right", "wrong", "message"), CONTAINERS, ids=lambda v: getattr(v, "__name__", None)
)
def test_containers(annotation: Any, right: Any, wrong: Any, message: str) -> None:
    def f(it: annotation) -> None: ...  # type: ignore[valid-type]

    def g() -> annotation: ...  # type: ignore[valid-type]

    f.__annotations__["it"] = g.__annotations__["return"] = annotation
    checked(f)(right)
    with pytest.raises(AxisError) as caught:
        checked(f)(wrong)
    assert message in str(caught.value)
    returned = functools.wraps(g)(lambda: wrong)
    with pytest.raises(AxisError, match="the result"):
        checked(returned)()


def test_wrong_kinds_in_containers() -> None:
    @checked
    def f(xs: list[NamedArray["batch"]], m: Linear | None = None) -> None: ...

    assert wrong_kind(f, X).endswith("f: argument 'xs': haliax.core.NamedArray is not a list")
    assert "f: argument 'xs.0' is float32[2]; expected a NamedArray, [batch]" in wrong_kind(f, [jnp.zeros(2)])
    assert "f: argument 'm' is [batch=2, embed=3] of float32; expected Linear or None" in wrong_kind(f, [], X)


def test_a_method_checks_the_object() -> None:
    good, x = linear(out=2, **{"in": 3}), named(**{"in": 3})
    good(x)
    bad = Linear(named(out=2, **{"in": 3}), named(out=4))
    assert refused(bad, x) == (
        "Linear.__call__: axis 'out' has size 2 in argument 'self.weight' but 4 in argument 'self.bias'"
    )
    assert "size 3 in argument 'self.weight' but 7 in argument 'x'" in refused(good, named(**{"in": 7}))


def test_what_a_transform_took_out_passes() -> None:
    @checked
    def f(m: Model) -> None: ...

    model = Model([linear(out=2, **{"in": 3})], linear(out=2, **{"in": 3}))
    f(eqx.filter(model, eqx.is_array, inverse=True))
    f(eqx.tree_at(lambda m: m.head.weight, model, None))


def test_an_object_that_holds_itself() -> None:
    @checked
    def f(x: Batch) -> None: ...

    batch = Batch(named(jnp.int32, batch=2, pos=5))
    batch.parent = batch
    f(batch)


def test_a_failed_member_of_a_union_binds_nothing() -> None:
    @checked
    def f(
        x: tuple[NamedArray["a"], NamedArray["b"]] | list[NamedArray] | tuple[NamedArray, Int[NamedArray, "c"]],
        y: NamedArray["a"],
    ) -> None: ...

    f((named(a=2), named(jnp.int32, c=1)), named(a=3))
    assert "size 2 in argument 'x.0' but 3 in argument 'y'" in refused(f, (named(a=2), named(b=1)), named(a=3))
    message = wrong_kind(f, X, named(a=2))
    assert message.endswith("expected tuple[[a], [b]] or list[NamedArray] or tuple[NamedArray, Int[c]]")


# --- functions of every sort


def test_many_arguments() -> None:
    @checked
    def f(*xs: NamedArray["batch"], **ys: NamedArray["pos"]) -> None: ...

    f(named(batch=2), named(batch=2), a=named(pos=5))
    assert "argument 'xs.1' is [pos=5]" in refused(f, named(batch=2), named(pos=5))
    assert "argument 'ys.a' is [batch=2]" in refused(f, a=named(batch=2))


def test_what_cannot_be_resolved_is_skipped() -> None:
    @checked
    def f(x: Unknown, y: NamedArray["batch"], z: list[Unknown] | None = None, w: what is this = 1) -> Unknown:  # type: ignore
        return x

    f(1, named(batch=2), [3])
    assert "argument 'y' is [pos=5]" in refused(f, 1, named(pos=5))


def test_names_of_enclosing_functions() -> None:
    Local = NamedArray["batch"]

    @checked
    def f(x: Local) -> type:
        return Local

    assert "is [pos=5]" in refused(f, named(pos=5))


def test_type_variables() -> None:
    @checked
    def f(x: A) -> A:
        return x

    f(X)
    assert "argument 'x' is float32[2,3]; expected a NamedArray" in wrong_kind(f, X.array)


def test_annotations_that_are_no_strings() -> None:
    program = "def f(x: NamedArray['batch'], y: Float[NamedArray, 'batch ...']) -> NamedArray['batch']: return x"
    names: dict[str, Any] = {"NamedArray": NamedArray, "Float": Float}
    exec(compile(program, "program", "exec", dont_inherit=True), names)
    f = checked(names["f"])
    f(named(batch=2), X)
    assert refused(f, X, X) == "f: argument 'x' is [batch=2, embed=3]; expected [batch]: unexpected axis 'embed'"


def test_malformed_annotations_are_told() -> None:
    @checked
    def f(x: NamedArray["batch batch"]) -> None: ...

    assert "f: axis 'batch' is repeated" in refused(f, X)


def test_other_annotations_are_not_checked() -> None:
    @checked
    def f(n: int, rate: float, name: str, make: Callable[[int], NamedArray["batch"]]) -> bool:
        return True

    f("one", jnp.zeros(()), 3, len)


def test_callables_of_every_sort() -> None:
    def f(x: NamedArray["batch"], y: NamedArray["batch"]) -> None: ...

    with pytest.raises(AxisError, match="argument 'y'"):
        checked(functools.partial(f, named(batch=2)))(named(batch=3))
    with pytest.raises(AxisError, match="argument 'y'"):
        checked(functools.partial(f, y=named(batch=2)))(named(batch=3))
    with pytest.raises(AxisError, match="argument 'x'"):
        checked(jax.jit(f))(X, X)
    model = Linear.__new__(Linear)
    object.__setattr__(model, "weight", X)
    with pytest.raises(AxisError, match=r"Linear\.__call__: argument 'self.weight'"):
        model(X)
    assert checked(max)(1, 2) == 2


def test_wrong_calls_are_refused_by_python() -> None:
    with pytest.raises(TypeError, match="'q'"):
        attend()


def test_metadata_is_kept() -> None:
    assert (attend.__name__, attend.__module__) == ("attend", __name__)


def test_errors_of_the_function_itself_pass() -> None:
    @checked
    def f(x: NamedArray["batch"]) -> None:
        raise AxisError("of its own")

    with pytest.raises(AxisError, match=r"^of its own$"):
        f(named(batch=2))


# --- when


def test_modes() -> None:
    assert not checks_enabled() and checks_enabled(True) and not checks_enabled(False)
    with debug_checks():
        assert checks_enabled() and checks_enabled(True) and not checks_enabled(False)
        with debug_checks(False):
            assert not checks_enabled() and not checks_enabled(True)
            with debug_checks():
                assert checks_enabled()
            assert not checks_enabled()
        assert checks_enabled()
    assert not checks_enabled()


def test_mode_ends_with_an_error() -> None:
    with pytest.raises(ZeroDivisionError), debug_checks():
        1 / 0  # noqa: B018
    assert not checks_enabled()


def test_mode_as_decorator() -> None:
    @debug_checks()
    def f() -> bool:
        return checks_enabled()

    assert f() and f() and not checks_enabled()


def test_modes_are_of_one_thread() -> None:
    seen: list[bool] = []
    inside, done = threading.Event(), threading.Event()

    def other() -> None:
        with debug_checks():
            inside.set()
            done.wait()
            seen.append(checks_enabled())

    thread = threading.Thread(target=other)
    with debug_checks(False):
        thread.start()
        inside.wait()
        assert not checks_enabled(True)
    assert not checks_enabled()
    done.set()
    thread.join()
    assert seen == [True]


def test_checks_of_two_threads_do_not_mix() -> None:
    barrier = threading.Barrier(2)
    errors: list[Exception] = []

    @checked
    def f(x: NamedArray["batch"], y: NamedArray["batch"]) -> NamedArray["batch"]:
        barrier.wait(timeout=10)
        return x

    def run(size: int) -> None:
        try:
            for _ in range(50):
                f(named(batch=size), named(batch=size))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(size,)) for size in (2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors


def test_switched_off_it_only_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haliax.checking.contract.Contract.of", None)
    f = checked(lambda x: x)
    with debug_checks(False):
        assert f(X) is X
    assert checked(check=None)(lambda x: x)(X) is X
    with pytest.raises(TypeError):
        f(X)


def test_a_reference_has_the_axes_that_it_is_annotated_with() -> None:
    @checked
    def fill(ref: NamedRef["batch embed"], x: NamedArray["batch"]) -> None: ...

    x = ones({"batch": 2})
    fill(new_ref(ones({"batch": 2, "embed": 3})), x)
    for wrong, text in (
        ({"batch": 2, "mlp": 3}, "fill: argument 'ref' is [batch=2, mlp=3]; expected [batch, embed]: no axis 'embed'"),
        ({"batch": 7, "embed": 3}, "fill: axis 'batch' has size 7 in argument 'ref' but 2 in argument 'x'"),
    ):
        with pytest.raises(AxisError) as caught:
            fill(new_ref(ones(wrong)), x)
        assert str(caught.value) == text
    with pytest.raises(TypeError, match="expected a NamedRef, "):
        fill(ones({"batch": 2, "embed": 3}), x)


def test_only_in_debug_mode() -> None:
    @checked(check=None)
    def f(x: NamedArray["batch"]) -> None: ...

    f(X)
    with debug_checks(), pytest.raises(AxisError):
        f(X)


@pytest.mark.parametrize(
    ("value", "mode"), [("1", "True"), ("on", "True"), ("0", "False"), ("off", "False"), ("", "None"), (None, "None")]
)
def test_environment(value: str | None, mode: str) -> None:
    environment = {name: text for name, text in os.environ.items() if name != "HALIAX_DEBUG"}
    if value is not None:
        environment["HALIAX_DEBUG"] = value
    program = "from haliax.debug import checks_enabled as c; print(True if c() else None if c(True) else False)"
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == mode
