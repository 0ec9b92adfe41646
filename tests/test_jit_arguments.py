"""What `named_jit` hands on to jax, what it donates at each call, and which arguments it spreads."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.partitioning import axis_mapping, current_thread_local_mapping, fsdp, named_jit

BATCH, EMBED = Axis("batch", 8), Axis("embed", 3)


def named(*axes: Axis) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(axis.size for axis in axes)), axes)


# --- further arguments of jax.jit


def test_keep_unused() -> None:
    def first(x: Any, y: Any) -> Any:
        return x

    kept = named_jit(first, keep_unused=True).lower(jnp.ones(2), jnp.ones(7)).as_text()
    assert "7xf32" in kept
    assert "7xf32" not in named_jit(first).lower(jnp.ones(2), jnp.ones(7)).as_text()


def test_inline() -> None:
    def traced(jit: Any, **flags: Any) -> list[Any]:
        program = jax.make_jaxpr(lambda x: jit(lambda y: y + 1, **flags)(x))(jnp.ones(2))
        return [(eqn.primitive.name, eqn.params.get("inline")) for eqn in program.eqns]

    assert traced(named_jit, inline=True) == traced(jax.jit, inline=True)
    assert traced(named_jit) == traced(jax.jit) != traced(named_jit, inline=True)


@pytest.mark.parametrize("make", [lambda f, **kw: named_jit(f, **kw), lambda f, **kw: named_jit(**kw)(f)])
def test_compiler_options(make: Any) -> None:
    with pytest.raises(Exception, match="no_such_option"):
        make(lambda x: x + 1, compiler_options={"no_such_option": True})(jnp.ones(2))


def test_an_argument_that_jax_does_not_know() -> None:
    with pytest.raises(TypeError, match="no_such_argument"):
        named_jit(lambda x: x, no_such_argument=1)


# --- donation


def gone(**arrays: jax.Array) -> set[str]:
    return {name for name, array in arrays.items() if array.is_deleted()}


def test_a_function_is_asked_about_each_array_of_each_call() -> None:
    jitted = named_jit(lambda x, y: (x + 1, y + 1), donate_args=(lambda a: a.ndim == 2, lambda a: a.ndim == 1))
    for shapes, expected in [(((2, 3), (2,)), {"x", "y"}), (((2,), (2, 3)), set()), (((3, 2), (3, 2)), {"x"})]:
        x, y = map(jnp.ones, shapes)
        jitted(x, y)
        assert gone(x=x, y=y) == expected


def test_what_is_no_array_is_not_donated() -> None:
    """The same structure of arguments, with an array here and a number there."""
    jitted = named_jit(lambda x, y: (x + 1, y + 1), donate_args=True)
    for first in (1, jnp.ones(3), 2, jnp.ones(5)):
        second = jnp.ones(4)
        out = jitted(first, second)
        np.testing.assert_array_equal(out[1], np.full(4, 2.0))
        assert second.is_deleted()
        assert isinstance(first, int) or first.is_deleted()


def test_donation_does_not_wait_for_the_same_arguments() -> None:
    jitted = named_jit(lambda x, y=None: (x + 1, y), donate_args=(False,), donate_kwargs={"y": True})
    x, y = jnp.ones(3), jnp.ones(2)
    jitted(x)
    jitted(x, y=y)
    assert gone(x=x, y=y) == {"y"}
    jitted(x, y=3)
    assert not x.is_deleted()


# --- what is spread


@pytest.fixture
def mesh() -> Any:
    mesh = jax.make_mesh((8,), ("data",), axis_types=(jax.sharding.AxisType.Auto,))
    with jax.set_mesh(mesh):
        yield mesh


def constraints(function: Any, *args: Any) -> int:
    """How many arrays a program spreads over devices."""
    lines = function.lower(*args).as_text().splitlines()
    return sum("sharding_constraint" in line and '"data"' in line for line in lines)


SPREAD: dict[str, Any] = {"batch": "data"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, 0),
        ({"axis_resources": SPREAD}, 1),
        ({"axis_resources": SPREAD, "out_axis_resources": {}}, 0),
        ({"in_axis_resources": SPREAD}, 1),
        ({"out_axis_resources": SPREAD}, 1),
        ({"in_axis_resources": SPREAD, "out_axis_resources": SPREAD}, 2),
        ({"axis_resources": {}, "in_axis_resources": SPREAD}, 1),
    ],
    ids=str,
)
def test_only_what_is_asked_for_is_spread(mesh: Any, options: dict[str, Any], expected: int) -> None:
    jitted = named_jit(lambda x: NamedArray(x.array + 1, x.axes), **options)
    assert constraints(jitted, named(BATCH, EMBED)) == expected


def test_the_mapping_around_spreads_results_and_no_arguments(mesh: Any) -> None:
    jitted = named_jit(lambda x: hax.sum(x, "batch"))
    for mapping, expected in [(SPREAD, 0), ({"embed": "data"}, 1), ({}, 0)]:
        with axis_mapping(mapping):
            assert constraints(jitted, named(BATCH, Axis("embed", 16))) == expected


def test_fsdp_spreads_parameters_by_one_mapping_and_computes_by_another(mesh: Any) -> None:
    seen: list[Any] = []
    compute = {"position": "data"}

    def step(x: NamedArray) -> NamedArray:
        seen.append(current_thread_local_mapping())
        return NamedArray(x.array + 1, x.axes)

    for jitted in (fsdp(step, SPREAD, compute), fsdp(SPREAD, compute)(step)):
        assert constraints(jitted, named(BATCH, EMBED)) == 2
    assert seen == [compute] * 2


# --- methods


class Model:
    @named_jit
    def scaled(self, x: NamedArray, *, by: Any = 1) -> NamedArray:
        return NamedArray(x.array * by, x.axes)

    def __hash__(self) -> int:
        return 1


def test_keywords_of_methods() -> None:
    x = NamedArray(jnp.ones((8, 3)), (BATCH, EMBED))
    method = Model().scaled
    np.testing.assert_array_equal(method(x, by=jnp.asarray(4.0)).array, np.full((8, 3), 4.0))
    turned = jnp.ones((8, 3), jnp.complex64)
    assert "complex<f32>" in method.lower(x, by=turned).as_text()
    assert method.eval_shape(x, by=turned).dtype == jnp.complex64
    assert method.eval_shape(x).dtype == jnp.float32
