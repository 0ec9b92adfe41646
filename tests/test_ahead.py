"""`named_jit` ahead of its calls: what is traced, lowered and compiled takes the arguments of the function."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType, Mesh, PartitionSpec

import haliax as hax
from haliax import NamedArray, named_jit

X = hax.arange({"batch": 4, "embed": 2}, dtype=float)
MAPPING = {"batch": "data"}


@pytest.fixture(scope="module", params=[AxisType.Auto, AxisType.Explicit], ids=lambda kind: kind.name)
def mesh(request: pytest.FixtureRequest) -> Mesh:
    return jax.make_mesh((4, 2), ("data", "model"), axis_types=(request.param,) * 2)


class Layer(eqx.Module):
    weight: NamedArray

    @named_jit
    def scaled(self, x: NamedArray, *, by: int = 1) -> tuple[NamedArray, int]:
        return hax.dot(self.weight, x, axis="embed") * by, by


LAYER = Layer(hax.named(jnp.array([1.0, 2.0]), "embed"))
SCALED = np.array([6.0, 24.0, 42.0, 60.0])


def test_a_compiled_method_takes_the_arguments_of_the_method() -> None:
    compiled = LAYER.scaled.lower(X, by=3).compile()
    out, by = compiled(X, by=3)
    np.testing.assert_array_equal(out.array, SCALED)
    assert by == 3
    with pytest.raises(TypeError, match="compiled for arguments of another structure, with other things"):
        compiled(X, by=2)


def test_a_program_is_compiled_for_a_mesh(mesh: Mesh) -> None:
    with jax.set_mesh(mesh):
        jitted = named_jit(lambda x, *, n: (x * n, n), MAPPING, donate_args=True)
        x = hax.shard(X, MAPPING)
        out, _ = jitted.lower(x, n=2).compile()(x, n=2)
        assert x.array.is_deleted()
    assert out.array.sharding.spec == PartitionSpec("data", None)
    np.testing.assert_array_equal(out.array, X.array * 2)


# --- as jax.jit has it


def test_what_is_traced_is_what_jax_traces() -> None:
    def f(x: NamedArray, scale: float) -> dict[str, NamedArray]:
        return {"b": x * scale, "a": x.sum("batch")}

    traced = named_jit(f).trace(X, 2.0)
    assert isinstance(traced, jax.stages.Traced) and traced.fun_name == "f"
    assert [eqn.primitive.name for eqn in traced.jaxpr.eqns] == ["mul", "reduce_sum"]
    assert traced.out_info["a"].axis_names == ("embed",) and traced.out_info["b"].shape == X.shape
    np.testing.assert_array_equal(traced.lower().compile()(X, None)["a"].array, [12.0, 16.0])


def test_none_stands_for_what_is_no_array() -> None:
    seen: list[Any] = []

    def f(x: dict[str, Any], *, n: Any) -> Any:
        seen.append((list(x), x["a"], n))
        return {"x": x["x"], "n": 3, "text": "text"}

    traced = named_jit(f).trace({"x": X, "a": len}, n=[1, X])
    assert seen[0][:2] == (["x", "a"], len) and seen[0][2][0] == 1
    out = traced.lower().compile()({"x": X, "a": None}, n=[None, X])
    assert out["text"] is None and out["n"] == 3 and out["x"].axes == X.axes


def test_the_arrays_of_a_module_are_part_of_what_is_traced() -> None:
    for method in (LAYER.scaled, named_jit(LAYER.scaled)):
        traced = method.trace(X, by=3)
        assert len(traced.jaxpr.jaxpr.invars) == 1
        np.testing.assert_array_equal(traced.lower().compile()(X, by=None)[0].array, SCALED)


def test_arguments_that_may_be_overwritten_as_a_whole_are_donated() -> None:
    def f(x: Any, pair: Any, *, k: Any) -> Any:
        return jax.tree.map(lambda leaf: leaf + 1, (x, pair, k))

    jitted = named_jit(f, donate_args=(True, ({"a": True, "b": False})), donate_kwargs={"k": True})
    donated = [{"a": jnp.ones(3), "n": None}, {"a": jnp.ones(4), "b": jnp.ones(5)}, jnp.ones(6)]
    info = jitted.trace(donated[0], donated[1], k=donated[2]).lower().args_info
    assert [leaf.donated for leaf in jax.tree.leaves(info)] == [True, False, False, True]


def test_what_was_compiled_is_forgotten() -> None:
    count: list[int] = []
    jitted = named_jit(lambda x: count.append(1), donate_args=(False,))
    for _ in range(2):
        jitted(X), jitted(X)
        jitted.clear_cache()
    assert len(count) == 2
    LAYER.scaled.clear_cache()


def test_jax_takes_it_for_compiled() -> None:
    assert isinstance(named_jit(len), jax.stages.Wrapped)
    assert isinstance(LAYER.scaled, jax.stages.Wrapped)
