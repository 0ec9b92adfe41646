"""The check of an array against its axes can be switched off, in one place and one thread."""

from __future__ import annotations

import threading
from typing import Any

import jax
import jax.numpy as jnp
import pytest

import haliax as hax
from haliax import AxisError, NamedArray


def is_checked() -> bool:
    try:
        NamedArray(jnp.ones((2, 3)), ("a",))
    except AxisError:
        return True
    return False


def test_within_a_block() -> None:
    assert hax.are_shape_checks_enabled() and is_checked()
    with hax.enable_shape_checks(False):
        assert not hax.are_shape_checks_enabled() and not is_checked()
        with hax.enable_shape_checks(True):
            assert is_checked()
        assert not is_checked()
    assert is_checked()


def test_names_that_were_not_checked_are_checked_later() -> None:
    with hax.enable_shape_checks(False):
        assert NamedArray(jnp.ones((7, 3)), ("a",)).axis_names == hax.named(jnp.ones((7, 3)), ("a",)).axis_names
    for make in (NamedArray, hax.named):
        with pytest.raises(AxisError):
            make(jnp.ones((7, 3)), ("a",))


def test_an_error_ends_the_block() -> None:
    with pytest.raises(KeyError), hax.enable_shape_checks(False):
        raise KeyError
    assert is_checked()


def test_anything_can_stand_for_values() -> None:
    hole: Any = object()
    with hax.enable_shape_checks(False):
        x = NamedArray(hole, ("a", "b"))
    assert x.array is hole and x.axis_names == ("a", "b")


def test_a_repeated_name_is_refused_all_the_same() -> None:
    with hax.enable_shape_checks(False), pytest.raises(AxisError, match="axis 'a' is repeated"):
        NamedArray(jnp.ones((2, 3)), ("a", "a"))


def test_operations_still_refuse() -> None:
    with hax.enable_shape_checks(False):
        x = NamedArray(jnp.ones((2, 3)), ("a",))
        with pytest.raises(AxisError, match="does not fit an array of shape"):
            hax.exp(x)


def test_another_thread_checks_whatever_this_one_does() -> None:
    found: list[bool] = []
    with hax.enable_shape_checks(False):
        thread = threading.Thread(target=lambda: found.append(is_checked()))
        thread.start()
        thread.join()
        jax.tree.map(lambda leaf: leaf, NamedArray(jnp.ones(2), "a"))  # unflattening changes nothing
        assert not is_checked()
    assert found == [True]
