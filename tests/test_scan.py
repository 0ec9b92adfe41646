"""`scan`, `fold` and `map`: what they give is what `jax.lax.scan` gives on plain arrays."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType, PartitionSpec

import haliax as hax
from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.partitioning import current_thread_local_mapping

STEP, EMBED = hax.make_axes(step=4, embed=3)
VALUES = np.arange(12.0, dtype=np.float32).reshape(4, 3)
X = hax.named(VALUES, (STEP, EMBED))
ZERO = hax.zeros(EMBED)


def equal(x: Any, axes: str, values: Any) -> None:
    """Check the names and the values of an array."""
    assert " ".join(x.axis_names) == axes
    np.testing.assert_allclose(x.array, values, rtol=1e-6)


def decayed(carry: NamedArray, row: NamedArray) -> tuple[NamedArray, NamedArray]:
    carry = carry * 0.5 + row
    return carry, carry.sum()


LAST, SUMS = [12.75, 14.625, 16.5], [3, 13.5, 27.75, 43.875]
FIRST, BACK = [4.125, 6, 7.875], [18, 30, 36, 30]


@pytest.mark.parametrize("x", [X, X.rearrange(("embed", "step"))], ids=["first", "last"])
@pytest.mark.parametrize("unroll", [1, 2, 3, True])
def test_by_hand(x: NamedArray, unroll: int) -> None:
    for reverse, last, sums in ((False, LAST, SUMS), (True, FIRST, BACK)):
        carry, out = hax.scan(decayed, "step", reverse=reverse, unroll=unroll)(ZERO, x)
        equal(carry, "embed", last)
        equal(out, "step", sums)
        equal(hax.fold(lambda c, r: decayed(c, r)[0], STEP, reverse=reverse, unroll=unroll)(ZERO, x), "embed", last)
    equal(hax.map(lambda row: row * 2, "step", unroll=unroll)(x), "step embed", 2 * VALUES)


class Cell(eqx.Module):
    decay: jax.Array
    act: Callable[..., Any]

    def __call__(self, carry: Any, row: NamedArray) -> Any:
        return self.act(decayed(carry, row))

    def step(self, carry: Any, row: NamedArray, *, gain: Any) -> Any:
        return carry * self.decay + row * gain, (carry.sum(), None, self.act, "text", 1.5)


CELL = Cell(jnp.float32(0.5), lambda out: out)


@pytest.mark.parametrize(
    "fn", [CELL, partial(decayed), lambda c, r: decayed(c, r)], ids=["module", "partial", "lambda"]
)
def test_callables(fn: Any) -> None:
    equal(hax.scan(fn, "step")(ZERO, X)[0], "embed", LAST)


def test_arguments_and_results_of_all_kinds() -> None:
    carry, out = hax.scan(CELL.step, "step")(ZERO, X, gain=jnp.ones(4))
    equal(carry, "embed", LAST)
    equal(out[0], "step", [0, *SUMS[:3]])
    assert out[1:] == (None, CELL.act, "text", 1.5)


class Block(eqx.Module):
    weight: NamedArray
    act: Callable[[NamedArray], NamedArray]
    power: float
    kind: str = eqx.field(static=True, default="block")

    @staticmethod
    def init(key: jax.Array, act: Callable[[NamedArray], NamedArray]) -> Block:
        return Block(hax.random.normal(key, (EMBED, EMBED.alias("out"))), act, 2.0)

    def __call__(self, x: NamedArray) -> NamedArray:
        assert (self.power, self.kind) == (2.0, "block")
        return self.act(hax.dot(x, self.weight, axis="embed") ** self.power).rename({"out": "embed"})


def test_stacked_modules() -> None:
    keys = jax.random.split(jax.random.key(0), 4)
    blocks = hax.vmap(Block.init, STEP)(keys, hax.tanh)
    assert blocks.weight.axis_names == ("step", "embed", "out") and (blocks.act, blocks.power) == (hax.tanh, 2.0)
    x = want = ZERO + 0.1
    for key in keys:
        want = Block.init(key, hax.tanh)(want)
    out = hax.fold(lambda x, block: block(x), STEP)(x, blocks)
    equal(out, "embed", want.array)
    gradient = eqx.filter_grad(lambda blocks: hax.fold(lambda x, b: b(x), STEP)(x, blocks).sum().scalar())(blocks)
    assert gradient.weight.axes == blocks.weight.axes


def test_a_carry_of_all_kinds() -> None:
    def step(carry: Any, row: NamedArray, key: Any) -> Any:
        assert carry["static"] == ("text", len) and carry["x"].axis_names == ("b", "a")
        count = carry["count"] + 0.5
        new = {**carry, "count": count, "x": carry["x"] + 1, "key": key}
        return dict(sorted(new.items()))

    keys = jax.random.split(jax.random.key(0), 4)
    init = {"x": hax.zeros({"b": 2, "a": 1}), "static": ("text", len), "none": None, "count": 0, "key": keys[0]}
    out = hax.fold(lambda c, r, k: step(c, r, k.scalar()), "step")(init, X, hax.named(keys, "step"))
    equal(out["x"], "b a", [[4], [4]])
    assert list(out) == list(init) != sorted(init) and out["static"] == ("text", len) and float(out["count"]) == 2.0
    assert out["key"] == keys[3]


def test_arrays_of_numpy() -> None:
    def step(carry: Any, row: Any, scale: Any, words: Any, *, dicts: Any) -> Any:
        assert list(dicts) == ["z", "a"] and list(words) == ["a", "b", "c", "d"] and isinstance(scale, jax.Array)
        return carry + row.sum().scalar() * scale * dicts["a"]

    words, unhashable = np.array(list("abcd")), {"z": {1, 2}, "a": 1j}
    for _ in range(2):
        out = hax.fold(step, "step")(1j, X, np.ones(4, jnp.bfloat16), words, dicts=unhashable)
        assert complex(out) == 67j
    assert hax.vmap(lambda x, words: x * len(words), "step")(X, words).axes == X.axes


def test_an_ill_shaped_carry_is_refused() -> None:
    for call in (
        lambda x: hax.fold(lambda c, row: c, "step")(x, X),
        lambda x: hax.fold(lambda c, row: c, "step")(ZERO, x),
    ):
        with pytest.raises(hax.AxisError, match=r"^NamedArray: \[step, embed\] does not fit an array of shape \(3\)"):
            call(jax.tree.map(lambda a: a[0], X))


def test_what_is_scanned() -> None:
    plain = jnp.ones((4, 3))
    seen: list[Any] = []

    def step(carry: Any, *rest: Any) -> Any:
        seen[:] = [x.shape for x in rest]
        return carry

    fold = partial(hax.fold, step, "step")
    fold()(ZERO, X, plain, ZERO, jnp.float32(1))
    assert seen == [{"embed": 3}, (3,), {"embed": 3}, ()]
    fold(is_scanned=lambda x: isinstance(x, NamedArray))(ZERO, X, plain, ZERO)
    assert seen == [{"embed": 3}, (4, 3), {"embed": 3}]
    hax.fold(step, STEP, is_scanned=False)(ZERO, X, plain)
    assert seen == [{"step": 4, "embed": 3}, (4, 3)]
    hax.map(lambda *rest: step(0, *rest), "step")(X, jnp.float32(1))
    assert seen == [{"embed": 3}, ()]
    hax.map(lambda *rest: step(0, *rest), "step", is_mapped=lambda x: x is not plain)(X, plain)
    assert seen == [{"embed": 3}, (4, 3)]


def test_an_axis_that_no_argument_has() -> None:
    equal(hax.fold(lambda c: c + 1, STEP)(ZERO), "embed", [4, 4, 4])
    equal(hax.map(lambda: hax.ones(EMBED), STEP)(), "step embed", np.ones((4, 3)))
    equal(hax.scan(lambda c, x: (c, hax.named(x, "embed")), "t")(0, jnp.ones((4, 3)))[1], "t embed", np.ones((4, 3)))
    equal(hax.scan(decayed, Axis("step", 0))(ZERO, X["step", 0:0])[1], "step", [])
    equal(hax.vmap(lambda x: x * 2, "step")(X["step", 0:0]), "step embed", np.ones((0, 3)))


def by_hand(init: Any, x: Any, w: Any) -> Any:
    return jax.lax.scan(lambda c, row: (c * 0.5 + row * w, c.sum()), init, x)


def with_names(init: Any, x: Any, w: Any) -> Any:
    return hax.scan(lambda c, row, w: (c * 0.5 + row * w, c.sum()), "step")(init, x, w)


def test_the_program_is_that_of_jax() -> None:
    named, plain = (ZERO, X, ZERO), (ZERO.array, X.array, ZERO.array)
    assert str(jax.make_jaxpr(with_names)(*named)) == str(jax.make_jaxpr(by_hand)(*plain))
    turned = X.rearrange(("embed", "step"))
    moved = str(
        jax.make_jaxpr(lambda i, x, w: by_hand(i, jnp.moveaxis(x, 1, 0), w))(ZERO.array, turned.array, ZERO.array)
    )
    assert str(jax.make_jaxpr(with_names)(ZERO, turned, ZERO)) == moved
    mapped = jax.make_jaxpr(lambda x: jax.lax.map(lambda row: row * 2, x))(X.array)
    assert str(jax.make_jaxpr(lambda x: hax.map(lambda row: row * 2, "step")(x))(X)) == str(mapped)


def test_a_function_is_traced_once() -> None:
    count = 0

    def step(carry: NamedArray, row: NamedArray, w: Any, mode: str = "") -> NamedArray:
        nonlocal count
        count += 1
        return carry + row * w

    for i in range(3):
        equal(hax.fold(step, "step")(ZERO, X, ZERO + i), "embed", i * VALUES.sum(0))
    assert count == 1
    loss = jax.grad(lambda w: hax.fold(step, "step")(ZERO, X, w).sum().scalar())
    for _ in range(2):
        equal(loss(ZERO), "embed", VALUES.sum(0))
    assert count == 1
    hax.fold(step, "step")(ZERO, X, ZERO, "other")
    hax.fold(step, "step", reverse=True)(ZERO, X, ZERO)
    assert count == 3


def test_what_is_remembered_is_of_one_kind_of_call() -> None:
    def step(*args: Any, **kwargs: Any) -> Any:
        return [None, len(args) + len(kwargs)]  # a pair, as a list

    assert hax.scan(step, "step")(None, X) == (None, 2)
    assert hax.map(step, "step")(X) == [None, 1] and hax.map(step, "step")(x=X) == [None, 1]
    for unroll, rounds in ((1, 1), (True, 4), (2, 2), (1, 1)):
        program = str(jax.make_jaxpr(lambda u=unroll: hax.scan(decayed, "step", unroll=u)(ZERO, X))())
        assert f"unroll={rounds}" in program


def test_the_mapping_in_force_is_seen() -> None:
    seen: list[Any] = []

    def step(carry: NamedArray, row: NamedArray) -> NamedArray:
        seen.append(current_thread_local_mapping())
        return carry

    for mapping in ({"embed": "data"}, {"embed": "model"}):
        with hax.axis_mapping(mapping):
            hax.fold(step, "step")(ZERO, X)
    assert seen == [{"embed": "data"}, {"embed": "model"}]


def test_inside_other_transforms() -> None:
    last = lambda x: hax.scan(decayed, "step")(ZERO, x)[0]  # noqa: E731
    equal(jax.jit(last)(X), "embed", LAST)
    equal(hax.named_jit(last)(X), "embed", LAST)
    equal(jax.grad(lambda x: last(x).sum().scalar())(X), "step embed", np.outer([1 / 8, 1 / 4, 1 / 2, 1], np.ones(3)))
    many = hax.stack("batch", [X, X * 2])
    equal(hax.vmap(last, "batch")(many), "batch embed", [LAST, 2 * np.array(LAST)])
    equal(
        hax.map(lambda x: hax.map(lambda row: row + 1, "step")(x), "batch")(many)["batch", 1],
        "step embed",
        2 * VALUES + 1,
    )
    with jax.disable_jit():
        equal(hax.scan(lambda c, r: (decayed(c, r)[0], (r, "text")), "step")(ZERO, X)[0], "embed", LAST)


def test_on_a_mesh() -> None:
    mesh = jax.make_mesh((8,), ("data",), axis_types=(AxisType.Auto,))
    x = hax.arange({"step": 4, "batch": 16}, dtype=float)

    @hax.named_jit(axis_resources={"batch": "data"})
    def f(x: NamedArray) -> NamedArray:
        return hax.scan(lambda c, row: (c, hax.shard(row * 2)), "step")(0, hax.shard(x))[1]

    with jax.set_mesh(mesh):
        out = f(x)
    equal(out, "step batch", 2 * np.arange(64.0).reshape(4, 16))
    assert out.array.sharding.spec == PartitionSpec(None, "data")


def test_tracebacks_end_near_the_mistake() -> None:
    def wrong(carry: NamedArray, row: NamedArray) -> NamedArray:
        return carry["embed", 0]

    for call in (lambda: hax.fold(wrong, "step")(ZERO, X), lambda: hax.fold(wrong, 3)(ZERO, X)):  # type: ignore[arg-type]
        with pytest.raises((ValueError, TypeError)) as caught:
            call()
        files = [frame.filename for frame in traceback.extract_tb(caught.value.__traceback__)]
        assert __file__ in files[-3:-1]
