"""An index that shares axes with the array, read and written: the values, and that shared axes cost nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType

import haliax as hax
from haliax import NamedArray, named
from tests.tracing import primitives

SIZES = {"batch": 2, "pos": 3, "vocab": 5, "extra": 4}
VALUES = np.arange(2 * 3 * 5 * 4, dtype=np.float32).reshape(2, 3, 5, 4)
X = named(VALUES, tuple(SIZES))
TARGETS = named(np.array([[0, 4, -1], [2, 2, -5]], np.int32), ("batch", "pos"))
SOME = named(np.array([[1, 0], [3, -2], [2, 2]], np.int32), ("pos", "few"))


def by_hand(x: NamedArray, index: NamedArray, visit: Callable[..., None]) -> None:
    """Calls `visit` with the coordinates of each element in the index and, but for the vocabulary, in the array."""
    axes = {axis.name: axis.size for axis in (*index.axes, *x.axes) if axis.name != "vocab"}
    for at in np.ndindex(*axes.values()):
        where = dict(zip(axes, at, strict=True))
        visit(where | {"vocab": int(np.asarray(index.array)[tuple(where[name] for name in index.axis_names)])})


def element(array: NamedArray, where: dict[str, int]) -> tuple[int, ...]:
    return tuple(where[name] for name in array.axis_names)


@pytest.mark.parametrize("index", [TARGETS, SOME], ids=["targets", "some"])
@pytest.mark.parametrize("names", ["batch pos vocab extra", "extra pos vocab batch", "pos vocab extra batch"])
def test_each_position_takes_its_own(names: str, index: NamedArray) -> None:
    x = X.rearrange(tuple(names.split()))
    out = x["vocab", index]
    kept = [name for name in index.axis_names if name not in x.axis_names]
    expected = [own for name in x.axis_names for own in (kept if name == "vocab" else [name])]
    assert out.axis_names == tuple(expected)

    def visit(where: dict[str, int]) -> None:
        assert np.asarray(out.array)[element(out, where)] == np.asarray(x.array)[element(x, where)]

    by_hand(x, index, visit)
    np.testing.assert_array_equal(jax.jit(lambda x, index: x["vocab", index])(x, index).array, out.array)


@pytest.mark.parametrize("index", [TARGETS, SOME], ids=["targets", "some"])
@pytest.mark.parametrize("names", ["pos batch vocab extra", "pos extra vocab batch", "extra vocab pos batch"])
@pytest.mark.parametrize("update", ["number", "all", "lacking"])
def test_each_position_writes_its_own(names: str, index: NamedArray, update: str) -> None:
    x = X.rearrange(tuple(names.split()))
    sizes = {axis.name: axis.size for axis in x["vocab", index].axes}
    given = {"number": 10.0, "all": hax.arange(sizes), "lacking": hax.arange({"extra": 4, "batch": 2})}[update]
    expected = np.array(x.array)

    def visit(where: dict[str, int]) -> None:
        is_named = isinstance(given, NamedArray)
        expected[element(x, where)] += np.asarray(given.array)[element(given, where)] if is_named else given

    by_hand(x, index, visit)
    for write in (lambda x: x.at["vocab", index].add(given), jax.jit(lambda x: x.at["vocab", index].add(given))):
        assert write(x).axis_names == x.axis_names
        np.testing.assert_allclose(write(x).array, expected)


@pytest.mark.parametrize("mode", [None, "clip", "fill"])
def test_positions_outside_are_as_in_jax(mode: Any) -> None:
    index = jnp.array([[9, -9, 1], [1, 2, 5]])
    out = X.at["vocab", named(index, ("batch", "pos"))].get(mode=mode, fill_value=-7.0 if mode == "fill" else None)
    moved = jnp.moveaxis(VALUES, 2, 3)
    picked = jnp.take_along_axis(moved, index[..., None, None], 3, mode=mode or "clip", fill_value=-7.0)[..., 0]
    np.testing.assert_array_equal(out.array, picked)
    if mode is None:
        np.testing.assert_array_equal(X["vocab", named(index, ("batch", "pos"))].array, picked)
    kept = X.at["vocab", named(index, ("batch", "pos"))].get(wrap_negative_indices=False, mode="fill", fill_value=0)
    assert (kept.array[0, 1] == 0).all() and (kept.array[1, 1] == VALUES[1, 1, 2]).all()


def test_small_and_unsigned_positions() -> None:
    x = hax.arange({"batch": 2, "vocab": 300})
    for kind, last in (("int8", -1), ("uint8", 255), ("uint32", 299), ("int16", 299)):
        index = jnp.array([3, last], kind)
        out = x["vocab", named(index, "batch")]
        np.testing.assert_array_equal(out.array, [3, 300 + (last if last >= 0 else 300 + last)])


def test_arrays_without_elements() -> None:
    nothing = hax.zeros({"batch": 0, "vocab": 3})["vocab", hax.zeros({"batch": 0}, dtype=int)]
    assert nothing.shape == {"batch": 0}
    assert X["vocab", hax.zeros({"batch": 2, "none": 0}, dtype=int)].shape["none"] == 0


# --- what jax is given


def logits(*names: str) -> tuple[NamedArray, NamedArray]:
    sizes = {"batch": 8, "pos": 4, "vocab": 16}
    return hax.ones({name: sizes[name] for name in names}), hax.zeros({"batch": 8, "pos": 4}, dtype=int)


def gold(x: NamedArray, targets: NamedArray) -> NamedArray:
    return x["vocab", targets]


def test_shared_axes_are_batches_of_one_gather() -> None:
    for names in (("batch", "pos", "vocab"), ("vocab", "batch", "pos")):
        assert primitives(gold, *logits(*names)) == ["lt", "add", "select_n", "broadcast_in_dim", "gather"]
    assert primitives(lambda x, t: x.at["vocab", t].add(1.0), *logits("batch", "pos", "vocab"))[-1] == "scatter-add"
    assert "iota" not in primitives(lambda x, t: x.at["vocab", t].set(1.0), *logits("batch", "pos", "vocab"))


def test_an_array_is_not_moved_to_be_written() -> None:
    assert "transpose" not in primitives(lambda x, t: x.at["vocab", t].add(1.0), *logits("vocab", "batch", "pos"))


def kinds(program: str) -> Counter[str]:
    return Counter(re.findall(r" ([a-z-]+)\(", program))


def test_one_device_does_no_more_than_by_hand() -> None:
    x, targets = logits("batch", "pos", "vocab")

    def take(x: jax.Array, targets: jax.Array) -> jax.Array:
        return jnp.take_along_axis(x, targets[..., None], -1, mode="clip")[..., 0]

    ours = kinds(jax.jit(gold).lower(x, targets).as_text("hlo"))
    theirs = kinds(jax.jit(take).lower(x.array, targets.array).as_text("hlo"))
    assert not ours - theirs and ours["gather"] == 1


COLLECTIVES = ("all-reduce", "all-gather", "all-to-all", "collective-permute", "reduce-scatter")


def test_logits_in_parts_are_added_up_once_and_gradients_stay_where_they_are() -> None:
    mapping = {"batch": "data", "vocab": "model"}
    mesh = jax.make_mesh((4, 2), ("data", "model"), axis_types=(AxisType.Auto,) * 2)
    with jax.set_mesh(mesh):
        given = hax.shard(logits("batch", "pos", "vocab"), mapping)

        def collectives(function: Callable[..., Any]) -> dict[str, int]:
            found = kinds(hax.named_jit(function, mapping).lower(*given).compile().as_text())
            return {kind: found[kind] for kind in COLLECTIVES if found[kind]}

        assert collectives(gold) == {"all-reduce": 1}
        assert collectives(jax.grad(lambda x, targets: gold(x, targets).sum().scalar())) == {}
        assert collectives(lambda x, targets: x.at["vocab", targets].add(1.0)) == {}
