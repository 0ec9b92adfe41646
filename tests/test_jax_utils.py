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
from haliax.util import ensure_tuple, is_jax_or_hax_array_like, is_named_array

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
