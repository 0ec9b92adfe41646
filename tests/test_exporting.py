"""Programs that are exported, stored, and called again elsewhere."""

from __future__ import annotations

import subprocess
import sys

import jax
import numpy as np
import pytest
from jax import export
from jax.sharding import AxisType

import haliax as hax
from haliax import dslice

pytest.importorskip("flatbuffers")  # jax stores programs with it

X = hax.arange({"batch": 2, "embed": 3}, dtype=float)
AUTO_AND_EXPLICIT = (AxisType.Auto, AxisType.Explicit)


def stored(exported: export.Exported) -> export.Exported:
    """The program as it is read from what was stored."""
    return export.deserialize(exported.serialize())


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


# --- of named_jit, and on meshes


def test_what_named_jit_gives_is_exported() -> None:
    @hax.named_jit
    def program(tree: dict[str, hax.NamedArray], axis: str) -> dict[str, hax.NamedArray]:
        return {"sum": tree["x"].sum(axis), "all": tree["x"]}

    again = stored(export.export(program)({"x": X}, "embed"))
    out = again.call({"x": X}, None)
    assert out["sum"].axes == X.axes[:1] and out["all"].axes == X.axes
    np.testing.assert_array_equal(out["sum"].array, X.array.sum(1))
    with pytest.raises(ValueError, match="mlp"):
        again.call({"x": X.rename({"embed": "mlp"})}, None)


def test_a_method_is_exported_with_the_arrays_of_its_module() -> None:
    mlp = hax.nn.MLP.init(X.axes[1], hax.Axis("out", 5), 4, 2, key=jax.random.key(0))
    again = stored(export.export(hax.named_jit(mlp))(X))
    np.testing.assert_allclose(again.call(X).array, mlp(X).array, rtol=1e-6)


@pytest.mark.parametrize("kind", AUTO_AND_EXPLICIT, ids=lambda kind: kind.name)
def test_arrays_of_an_exported_program_lie_in_parts(kind: AxisType) -> None:
    mapping = {"batch": "data"}
    x = hax.arange({"embed": 2, "batch": 8}, dtype=float)
    with jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"), axis_types=(kind,) * 2)):
        x = hax.shard(x, mapping)
        exported = export.export(hax.named_jit(lambda x: x * 2, mapping))(x)
        out = stored(exported).call(x)
    assert exported.nr_devices == 8
    assert out.axis_names == ("embed", "batch") and out.array.sharding.shard_shape((2, 8)) == (2, 2)
    np.testing.assert_array_equal(out.array, x.array * 2)


def test_a_size_may_be_left_open() -> None:
    (batch,) = export.symbolic_shape("batch")
    x = hax.NamedArray(jax.ShapeDtypeStruct((batch, 3), np.dtype("float32")), ("batch", "embed"))

    def program(x: hax.NamedArray) -> hax.NamedArray:
        weights = hax.nn.softmax(hax.dot(x, x.rename({"batch": "other"}), axis="embed"), "other")
        chosen = hax.arange(x.resolve_axis("batch")) % 3
        return weights.mean("other") + x["embed", 0] + x["embed", chosen] + x.at["embed", chosen].set(7.0).sum("embed")

    for made in (jax.jit(program), hax.named_jit(program)):
        again = stored(export.export(made)(x))
        for size in (2, 5):
            of_size = hax.ones({"batch": size, "embed": 3})
            np.testing.assert_allclose(again.call(of_size).array, program(of_size).array, rtol=1e-6)
