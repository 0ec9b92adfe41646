"""Views of views of references, and indices that are traced: each reads and writes what its value does."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray

LAYER, EMBED = Axis("layer", 11), Axis("embed", 3)
VALUES = NamedArray(jnp.arange(33.0).reshape(11, 3), (LAYER, EMBED))

PARTS = {
    "all": slice(None),
    "from": slice(2, None),
    "to": slice(None, 9),
    "steps": slice(1, 10, 3),
    "back": slice(-7, -2),
    "falling": slice(9, 1, -2),
}


@pytest.mark.parametrize("first", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("second", PARTS.values(), ids=PARTS)
def test_a_slice_of_a_slice(first: slice, second: slice) -> None:
    expected = VALUES.array[first][second]
    view = hax.new_ref(VALUES).slice({"layer": first}).slice({"layer": second})
    assert view.axes == (Axis("layer", len(expected)), EMBED)
    np.testing.assert_array_equal(view.value().array, expected)
    np.testing.assert_array_equal(hax.freeze(view).array, expected)


@pytest.mark.parametrize("traced", [False, True], ids=["known", "traced"])
@pytest.mark.parametrize("second", [PARTS["all"], PARTS["back"]], ids=["all", "back"])
@pytest.mark.parametrize("first", PARTS.values(), ids=PARTS)
def test_a_number_of_a_slice_of_a_slice(first: slice, second: slice, traced: bool) -> None:
    """Each place, counted from the start and from the end."""

    def read_and_write(index: Any) -> tuple[Any, Any]:
        ref = hax.new_ref(VALUES)
        view = ref.slice({"layer": first}).slice({"layer": second})
        before = view["layer", index]
        view["layer", index] = -1.0
        return before, ref.value()

    call = jax.jit(read_and_write) if traced else read_and_write
    count = len(range(11)[first][second])
    for place in range(-count, count):
        before, after = call(place)
        row = range(11)[first][second][place]
        np.testing.assert_array_equal(before.array, VALUES.array[row], err_msg=f"{place}")
        np.testing.assert_array_equal(after.array, VALUES.array.at[row].set(-1.0))


def test_axes_of_three_views() -> None:
    cube = NamedArray(jnp.arange(2.0 * 5 * 7).reshape(2, 5, 7), ("a", "b", "c"))
    view = hax.new_ref(cube).slice({"a": 1}).slice({"c": slice(1, 6)}).slice({"b": 2, "c": slice(0, None, 2)})
    np.testing.assert_array_equal(view.value().array, cube.array[1, 2, 1:6:2])
    np.testing.assert_array_equal(view.unsliced().value().array, cube.array)
    before = hax.swap(view, {"c": 1}, 50.0)
    assert float(before.array) == cube.array[1, 2, 3]
    np.testing.assert_array_equal(view.unsliced().value().array, cube.array.at[1, 2, 3].set(50.0))
