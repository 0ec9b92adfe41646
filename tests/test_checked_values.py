"""Values that are watched: what is no finite number, and indices outside of their axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import pytest
from jax.experimental import checkify
from jax.sharding import AxisType, PartitionSpec

import haliax as hax
from haliax import NamedArray
from haliax.debug import checked, debug_checks

X = hax.named(jnp.array([[1.0, 2.0, 3.0], [4.0, 0.0, 0.0]]), ("batch", "embed"))
IDS = hax.named(jnp.array([0, 2, -2, -3]), "pos")


@pytest.fixture(autouse=True)
def watched() -> Iterator[None]:
    with debug_checks(values=True):
        yield


@checked
def log(x: NamedArray["batch embed"]) -> NamedArray["batch embed"]:
    return hax.log(x)


TEXT = (
    "log: the result is [batch=2, embed=3] of float32 with 0 NaN and 2 infinite values; the first at batch 1, embed 1"
)


def told(fn: Callable[..., Any], *args: Any, kind: type[Exception] = FloatingPointError) -> str:
    with pytest.raises(kind) as caught:
        fn(*args)
    assert type(caught.value) is kind
    return str(caught.value)


def test_an_array_that_is_there() -> None:
    assert told(log, X) == TEXT
    log(X + 1)
    assert told(log, -X).endswith("with 4 NaN and 2 infinite values; the first at batch 0, embed 0")
    with debug_checks(values=False):
        log(X)


def test_other_kinds_of_arrays() -> None:
    @checked
    def f(x: NamedArray, y: jax.Array | None = None, z: Any = None) -> None: ...

    f(X.astype(int), jnp.ones(2), jnp.array(jnp.nan))  # z says nothing of arrays
    f(hax.zeros({"batch": 0}), jax.random.key(0))
    assert told(f, hax.named(jnp.inf, ())) == "f: argument 'x' is [] of float32 with 0 NaN and 1 infinite values"
    assert told(f, X, jnp.array([1, jnp.nan])).endswith(
        "float32[2] with 1 NaN and 0 infinite values; the first at dimension 0 1"
    )
    assert "of complex64 with 1 NaN" in told(f, hax.named(jnp.array([1j, jnp.nan * 1j]), "a"))


def test_the_first_array_is_told() -> None:
    @checked
    def f(it: dict[str, NamedArray["..."]], y: NamedArray["..."]) -> None: ...

    bad = X / 0
    assert told(f, {"a": X, "b": bad}, bad).startswith("f: argument 'it.b' is [batch=2, embed=3]")

    @checked
    class Model(eqx.Module):
        w: NamedArray["batch embed"]

    assert told(Model, bad).startswith("Model: field 'w' is [batch=2, embed=3] of float32 with 2 NaN")


def test_inside_of_named_jit() -> None:
    @hax.named_jit
    def step(x: NamedArray["batch embed"], scale: float = 2.0) -> tuple[NamedArray["batch embed"], str]:
        return log(x * scale), "text"

    assert told(step, X) == TEXT
    assert step(X + 1)[1] == "text"
    assert told(lambda: step.lower(X).compile()(X)) == TEXT
    assert step.eval_shape(X)[0].axes == X.axes
    with debug_checks(values=False):
        step(X)
    with debug_checks(False):
        step(X)
    donating = hax.named_jit(lambda x: log(x), donate_args=(True,))
    assert told(donating, X + 0) == TEXT


def test_within_loops_and_other_compiled_functions() -> None:
    inner = hax.named_jit(log)
    assert told(hax.named_jit(lambda x: inner(x).sum()), X) == TEXT
    row = TEXT.replace("[batch=2, embed=3]", "[embed=3]").replace("batch 1, ", "")

    @checked
    def of_row(x: NamedArray["embed"]) -> NamedArray["embed"]:
        return hax.log(x)

    for loop in (lambda x: hax.map(of_row, "batch")(x), lambda x: hax.vmap(of_row, "batch")(x)):
        assert told(hax.named_jit(loop), X) == row.replace("log:", "of_row:")
    assert told(hax.named_jit(jax.value_and_grad(lambda x: log(x).sum().scalar())), X) == TEXT


def test_under_jax_jit_by_checkify() -> None:
    step = jax.jit(lambda x: log(x))
    step(X)
    error, _ = checkify.checkify(jax.jit(lambda x: log(x)))(X)
    assert error.get() == f"{TEXT} (`check` failed)"


def test_not_inside_of_shard_map() -> None:
    mesh, spec = jax.make_mesh((2,), ("data",), (AxisType.Auto,), devices=jax.devices()[:2]), PartitionSpec("data")
    part = jax.shard_map(
        lambda a: hax.take(log(hax.named(a, ("batch", "embed"))), "embed", jnp.array(9)).array,
        mesh=mesh,
        in_specs=spec,
        out_specs=spec,
    )
    assert hax.named_jit(lambda a: part(a))(X.array).shape == (2,)


@pytest.mark.parametrize("kind", [AxisType.Explicit, AxisType.Auto])
def test_across_devices(kind: AxisType) -> None:
    mesh = jax.make_mesh((2, 3), ("data", "model"), (kind, kind), devices=jax.devices()[:6])

    def step(x: NamedArray, i: NamedArray) -> NamedArray:
        return hax.take(log(x), "embed", i)

    with jax.set_mesh(mesh), hax.axis_mapping({"embed": "model"}):
        by_pos = {"pos": "data"}
        x, i = hax.shard(X), hax.shard(IDS, by_pos)
        assert told(log, x) == TEXT and told(hax.named_jit(step), x, i) == TEXT
        outside = hax.shard(hax.named(jnp.array([0, 1, 9, -7]), "pos"), by_pos)
        for call in (step, hax.named_jit(step)):
            assert told(call, x + 1, outside, kind=IndexError) == "take: index 9 is outside axis 'embed' of size 3"
            call(x + 1, i)


# --- indices


INDEXED: list[tuple[Callable[[NamedArray, NamedArray], NamedArray], str]] = [
    (lambda x, i: x.take("embed", i), "take"),
    (lambda x, i: x["embed", i], "index"),
    (lambda x, i: x["embed", i.array], "index"),
    (lambda x, i: x[{"embed": i, "batch": 0}], "index"),
    (lambda x, i: hax.take(x, "embed", i.array.astype(jnp.int8)[-1]), "take"),
]


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize(("fn", "op"), INDEXED)
def test_indices_within_their_axis(fn: Callable[..., NamedArray], op: str, compiled: bool) -> None:
    call = hax.named_jit(lambda x, i: fn(x, i)) if compiled else fn
    call(X, IDS)
    for outside in (3, -4, 100):
        wrong = hax.named(jnp.array([0, outside]), "pos")
        message = told(call, X, wrong, kind=IndexError)
        assert message == f"{op}: index {outside} is outside axis 'embed' of size 3"
        with debug_checks(values=False):
            call(X, wrong)


def test_indices_that_may_lie_outside() -> None:
    x = hax.arange(hax.Axis("pos", 3))
    assert hax.named_jit(lambda x, i: x["pos", hax.ds(i, 2)])(x, jnp.array(2)).array.tolist() == [2, 0]
    assert x.at["pos", hax.named(jnp.array([7]), "i")].set(1).array.tolist() == [0, 1, 2]
    assert x["pos", hax.named(jnp.zeros(0, int), "i")].shape == {"i": 0}
    assert x["pos", hax.named(jnp.array([2], jnp.uint8), "i")].array.tolist() == [2]
    assert "index 4000000000" in told(
        lambda: x["pos", hax.named(jnp.array([4_000_000_000], jnp.uint32), "i")], kind=IndexError
    )


def test_only_where_it_is_asked_for() -> None:
    with debug_checks(values=False):
        plain = hax.named_jit(log).lower(X).as_text()
    with debug_checks(False):
        assert hax.named_jit(log).lower(X).as_text() == plain
