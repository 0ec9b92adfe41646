"""Helpers under the names of haliax 1.x."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
import haliax.hof
import haliax.jax_utils as ju
from haliax.util import StringHolderEnum, ensure_tuple, is_jax_or_hax_array_like, is_named_array

X = hax.ones({"batch": 2})
ZERO = hax.zeros(())


def test_the_functions_are_the_same() -> None:
    for name in ("vmap", "scan", "fold", "map"):
        assert getattr(haliax.hof, name) is getattr(hax, name)
    assert ju.tree_checkpoint_name is hax.tree_checkpoint_name


def test_kinds() -> None:
    assert not ju.is_jax_array_like(SimpleNamespace(shape=())) and not ju.is_jax_array_like(SimpleNamespace(dtype=int))
    assert ju.is_scalarish(2.0) and ju.is_scalarish(2j)
    things = [X, ZERO, jnp.ones(2), np.float32(1), 2, "text", None]
    assert [ju.is_jax_array_like(x) for x in things] == [False, False, True, True, False, False, False]
    assert [ju.is_scalarish(x) for x in things] == [False, True, False, True, True, False, False]
    assert [is_jax_or_hax_array_like(x) for x in things] == [True] * 5 + [False] * 2
    assert [is_named_array(x) for x in things] == [True] * 2 + [False] * 5


def test_scalars() -> None:
    assert ju.ensure_scalar(3) == 3 and ju.ensure_scalar(ZERO) is ZERO.array
    with pytest.raises(ValueError, match=r"^rate must be a scalar, got NamedArray of shape \{'batch': 2\}$"):
        ju.ensure_scalar(X, name="rate")


def test_keys() -> None:
    key = jax.random.key(0)
    assert ju.maybe_rng_split(None, 3) == [None] * 3
    assert (ju.maybe_rng_split(key) == jax.random.split(key)).all()
    assert ju.maybe_rng_split(key, 3).shape == (3,)
    assert ju.shaped_rng_split(key).shape == (2,) and ju.shaped_rng_split(key, (2, 3)).shape == (2, 3)
    assert ju.shaped_rng_split(jax.random.PRNGKey(0), 4).shape == (4, 2)


def test_named_calls() -> None:
    class Layer:
        @ju.named_call
        def __call__(self, x: Any) -> Any:
            """Docs."""
            return jnp.sin(x)

    @ju.named_call(name="other")
    def inner(x: Any, *, shift: float) -> Any:
        return jnp.cos(x + shift)

    assert Layer.__call__.__doc__ == "Docs."
    text = jax.jit(lambda x: inner(Layer()(x), shift=1.0)).lower(1.0).as_text(debug_info=True)
    assert "/Layer/sin" in text and "/other/cos" in text


def test_checkpoints() -> None:
    f = ju.filter_checkpoint(lambda x, mode: (x * x, mode), policy=jax.checkpoint_policies.nothing_saveable)
    assert f(X, "text")[1] == "text"
    gradient = jax.grad(lambda x: f(x, None)[0].sum().scalar())(X)
    np.testing.assert_array_equal(gradient.array, [2.0, 2.0])


def test_tuples() -> None:
    assert (ensure_tuple("ab"), ensure_tuple([1, 2]), ensure_tuple(3)) == (("ab",), (1, 2), (3,))


def test_what_processes_tell_each_other_where_there_is_one() -> None:
    tree = {"x": X, "n": jnp.arange(3)}
    ju.assert_equal(tree, "differs")
    same = ju.broadcast_one_to_all(tree)
    np.testing.assert_array_equal(same["n"], tree["n"])
    assert same["x"].axes == X.axes
    ju.sync_global_devices("here")
    assert ju.is_on_mac_metal() is False


def test_static_is_a_part_of_the_structure() -> None:
    leaves, structure = jax.tree.flatten((ju.Static("mode"), 1))
    assert leaves == [1] and structure == jax.tree.structure((ju.Static("mode"), 2))
    assert structure != jax.tree.structure((ju.Static("other"), 2))
    assert jax.jit(lambda static, x: x + len(static.value))(ju.Static("mode"), 1) == 5


def test_in_jit() -> None:
    seen: list[bool] = []

    def f(x: Any) -> Any:
        seen.append(ju.is_in_jit())
        return x

    f(1)
    jax.jit(f)(1)
    assert seen == [False, True] and not ju.is_in_jit()


def test_slices_of_pallas() -> None:
    assert not ju.is_pallas_dslice(hax.dslice(0, 2)) and not ju.is_pallas_dslice(slice(0, 2))
    from jax.experimental import pallas

    assert ju.is_pallas_dslice(pallas.ds(0, 2)) and not ju.is_pallas_dslice(slice(0, 2))


def test_shapes() -> None:
    batch, embed = hax.make_axes(batch=2, embed=3)
    assert ju.to_jax_shape((batch, 7, embed)) == (2, 7, 3)
    assert ju.to_jax_shape(batch) == (2,) and ju.to_jax_shape(5) == (5,) and ju.to_jax_shape({"a": 4}) == (4,)


def test_a_prefix_of_a_tree() -> None:
    full = {"a": (1, 2), "b": [3]}
    assert ju.broadcast_prefix({"a": "x", "b": "y"}, full) == {"a": ("x", "x"), "b": ["y"]}
    assert ju.broadcast_prefix(0, full) == {"a": (0, 0), "b": [0]}
    assert jax.tree.leaves(ju.broadcast_prefix((0, 1), (X, full["a"]), lambda x: x is None)) == [0, 1, 1]
    with pytest.raises(ValueError):
        ju.broadcast_prefix({"a": 1}, full)


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("outer", [1, 3, 4, 12])
def test_a_scan_in_two_levels(outer: int, reverse: bool) -> None:
    def step(carry: Any, x: Any) -> tuple[Any, Any]:
        return jnp.sin(carry * x["a"]) + x["b"], carry

    xs = {"a": jnp.linspace(0.5, 2.0, 12), "b": jnp.linspace(-1.0, 1.0, 12)}

    def run(scan: Any, start: Any) -> Any:
        carry, outs = scan(start)
        return carry + outs.sum(), (carry, outs)

    ours = lambda s: ju.multilevel_scan(step, s, xs, outer, 12, reverse=reverse, unroll=2)  # noqa: E731
    theirs = lambda s: jax.lax.scan(step, s, xs, reverse=reverse)  # noqa: E731
    (_, actual), gradient = jax.value_and_grad(lambda s: run(ours, s), has_aux=True)(0.3)
    (_, expected), wanted = jax.value_and_grad(lambda s: run(theirs, s), has_aux=True)(0.3)
    for one, other in zip(actual, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5)
    np.testing.assert_allclose(gradient, wanted, rtol=1e-5)


def test_a_scan_in_parts_of_different_lengths_is_refused() -> None:
    with pytest.raises(ValueError, match="12 steps cannot be divided into 5 parts"):
        ju.multilevel_scan(lambda c, x: (c, x), 0.0, jnp.ones(12), 5, 12)


def test_a_scan_without_elements() -> None:
    assert ju.multilevel_scan(lambda c, _: (c + 1, None), 0, None, 2, 6) == (6, None)


class Mode(metaclass=StringHolderEnum):
    """Modes."""

    TRAIN = "train"
    TEST = "test"
    LIMIT = 3


def test_strings_under_names() -> None:
    assert Mode.TRAIN == "train" and list(Mode) == ["train", "test"] and len(Mode) == 2
    assert "test" in Mode and "TEST" not in Mode and 3 not in Mode
