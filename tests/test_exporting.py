"""Programs that are exported, stored, and called again elsewhere."""

from __future__ import annotations

import subprocess
import sys

import jax
import numpy as np
import pytest
from jax import export

import haliax as hax
from haliax import dslice

pytest.importorskip("flatbuffers")  # jax stores programs with it

X = hax.arange({"batch": 2, "embed": 3}, dtype=float)


def test_a_program_is_stored_with_the_names_of_its_arrays() -> None:
    exported = export.export(jax.jit(lambda tree: {"sum": tree["x"].sum("embed"), "all": (tree["x"], 1)}))({"x": X})
    again = export.deserialize(exported.serialize()).call({"x": X})
    assert again["sum"].axes == X.axes[:1] and again["all"][0].axes == X.axes
    np.testing.assert_array_equal(again["sum"].array, X.array.sum(1))


def test_other_names_are_other_arguments() -> None:
    again = export.deserialize(export.export(jax.jit(lambda x: x))(X).serialize())
    with pytest.raises(ValueError, match="mlp"):
        again.call(X.rename({"embed": "mlp"}))


def test_a_part_whose_start_is_computed_is_an_argument() -> None:
    exported = export.export(jax.jit(lambda x, part: x["embed", part]))(X, dslice(np.int32(1), 2))
    again = export.deserialize(exported.serialize())
    np.testing.assert_array_equal(again.call(X, dslice(np.int32(0), 2)).array, X.array[:, :2])


def test_another_process_calls_it() -> None:
    stored = export.export(jax.jit(lambda x: x.sum("embed")))(X).serialize()
    program = f"""
from haliax import NamedArray
import jax.numpy as jnp
from jax import export
out = export.deserialize(bytearray({bytes(stored)!r})).call(NamedArray(jnp.ones((2, 3)), ("batch", "embed")))
print(out.axis_names, out.array.tolist())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "('batch',) [3.0, 3.0]"
