"""`dslice` itself; what it selects is in `tests/ops/test_indexing.py`."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, dblock, ds, dslice

T = Axis("time", 12)


def test_parts() -> None:
    part = dslice(3, 4)
    assert (part.start, part.length, part.size) == (3, 4, 4)
    assert dslice(start=3, length=Axis("window", 4)).length == 4
    assert dslice(0, np.int64(4)).length == 4
    assert part.to_slice() == slice(3, 7)
    assert repr(part) == "dslice(3, 4)"
    assert ds is dslice


def test_blocks() -> None:
    x = hax.arange(T)
    for i in range(3):
        assert x["time", dblock(i, 4)].tolist() == list(range(4 * i, 4 * i + 4))
    assert (dblock(2, 4).start, dblock(2, 4).length) == (8, 4)
    assert dslice.block(2, 4).start == 8
    out = jax.vmap(lambda i: hax.arange(T)["time", dblock(i, 4)].array)(jnp.arange(3))
    np.testing.assert_array_equal(out, np.arange(12).reshape(3, 4))


def test_a_loop_over_windows() -> None:
    x = hax.arange(T)

    def add(i: Any, total: Any) -> Any:
        return total + x["time", ds(i, 3)].sum().scalar()

    wanted = sum(int(np.arange(12)[i : i + 3].sum()) for i in range(12))
    assert jax.lax.fori_loop(0, 12, add, jnp.int32(0)) == wanted


def test_it_is_a_tree_whose_length_is_static() -> None:
    leaves, structure = jax.tree.flatten(dslice(3, 4))
    assert leaves == [3]
    assert jax.tree.unflatten(structure, [5]).to_slice() == slice(5, 9)
    out = jax.jit(lambda x, part: x["time", part])(hax.arange(T), dslice(3, 4))
    assert out.tolist() == [3, 4, 5, 6]


def test_copies() -> None:
    for part in (copy.deepcopy(dslice(3, 4)), pickle.loads(pickle.dumps(dslice(3, 4)))):
        assert (part.start, part.length) == (3, 4)


@pytest.mark.parametrize("length", [1.5, "window", None])
def test_lengths_of_a_wrong_kind(length: Any) -> None:
    with pytest.raises(TypeError) as raised:
        dslice(0, length)
    assert str(raised.value) == "dslice: the length must be an axis, or an integer known before the program runs"


def test_a_traced_length_is_refused() -> None:
    with pytest.raises(
        TypeError, match="dslice: the length must be an axis, or an integer known before the program runs"
    ):
        jax.jit(lambda n: hax.arange(T)["time", dslice(0, n)])(3)


def test_a_negative_length_is_refused() -> None:
    with pytest.raises(ValueError, match="dslice: the length is -1; it must be 0 or more"):
        dslice(0, -1)
