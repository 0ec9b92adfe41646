"""Checked calls at their edges: cycles, coroutines, inherited fields, partials, type variables, unions of rows."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, TypeVarTuple

import jax.numpy as jnp
import pytest

from haliax import Axis, AxisError, NamedArray
from haliax.debug import checked
from haliax.haxtyping import Float, Int

Rest = TypeVarTuple("Rest")
Narrow = TypeVar("Narrow", Float[NamedArray, "batch"], Float[NamedArray, "batch embed"])
BATCH, EMBED, POS = Axis("batch", 2), Axis("embed", 3), Axis("pos", 5)


def named(*axes: Axis, dtype: Any = jnp.float32) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(axis.size for axis in axes), dtype), axes)


X, ROW, POSITIONS = named(BATCH, EMBED), named(BATCH), named(POS)


@dataclass
class Node:
    value: Float[NamedArray, "batch"]
    next: Node | None = None


@checked
def walk(node: Node) -> None:
    pass


def test_a_cycle_of_two() -> None:
    first, second = Node(ROW), Node(ROW)
    first.next, second.next = second, first
    walk(first)
    second.value = POSITIONS
    with pytest.raises(AxisError, match=r"argument 'node\.next\.value' is \[pos=5\]"):
        walk(first)


def test_one_object_in_two_places() -> None:
    shared = Node(POSITIONS)

    @checked
    def both(a: Node, b: Node) -> None:
        pass

    with pytest.raises(AxisError, match=r"'a\.value'"):
        both(shared, shared)
    with pytest.raises(AxisError, match=r"'b\.value'"):
        both(Node(ROW), shared)


def test_a_coroutine_is_checked_when_called_and_not_when_it_ends() -> None:
    @checked
    async def later(x: Float[NamedArray, "batch"]) -> Float[NamedArray, "embed"]:
        return x

    assert asyncio.run(later(ROW)) is ROW
    with pytest.raises(AxisError, match="later: argument 'x'"):
        later(POSITIONS)


@dataclass
class Base:
    a: Float[NamedArray, "batch"]
    b: Float[NamedArray, "batch"]


@dataclass
class Derived(Base):
    b: Float[NamedArray, "pos"]  # type: ignore[assignment]  # declared anew
    c: Float[NamedArray, "embed"] | None = None


@checked
def fields(x: Base) -> None:
    pass


def test_fields_of_base_and_subclass() -> None:
    fields(Base(ROW, ROW))
    fields(Derived(ROW, POSITIONS))
    fields(Derived(ROW, POSITIONS, named(EMBED)))
    for wrong, place in [
        (Derived(POSITIONS, POSITIONS), "x.a"),
        (Derived(ROW, ROW), "x.b"),
        (Derived(ROW, POSITIONS, ROW), "x.c"),
        (Base(ROW, POSITIONS), "x.b"),
    ]:
        with pytest.raises(AxisError, match=f"'{place}'"):
            fields(wrong)


class Model:
    def __call__(self, x: Float[NamedArray, "batch"], *, y: Float[NamedArray, "pos"]) -> NamedArray:
        return x

    def method(self, x: Float[NamedArray, "batch"], y: Float[NamedArray, "pos"]) -> NamedArray:
        return x


@pytest.mark.parametrize(
    "fn",
    [
        functools.partial(Model().method, y=POSITIONS),
        functools.partial(functools.partial(Model().method), y=POSITIONS),
        functools.partial(Model(), y=POSITIONS),
        functools.partial(Model.method, Model(), y=POSITIONS),
    ],
)
def test_partials_of_methods(fn: Callable[..., Any]) -> None:
    assert checked(fn)(ROW) is ROW
    with pytest.raises(AxisError, match="argument 'x'"):
        checked(fn)(POSITIONS)
    with pytest.raises(AxisError, match="argument 'y'"):
        checked(fn)(ROW, y=ROW)


def test_what_a_partial_puts_in_front_is_checked() -> None:
    with pytest.raises(AxisError, match="argument 'x' is"):
        checked(functools.partial(Model().method, POSITIONS))(POSITIONS)


def test_constrained_type_variables() -> None:
    @checked
    def f(x: Narrow) -> Narrow:
        return x

    f(ROW)
    f(X)
    with pytest.raises((AxisError, TypeError)):
        f(POSITIONS)


def test_callable_parameters_are_not_called() -> None:
    @checked
    def f(g: Callable[[Float[NamedArray, "pos"]], Float[NamedArray, "pos"]], x: Float[NamedArray, "batch"]) -> None:
        pass

    f(lambda x: x, ROW)
    f(lambda: None, ROW)  # type: ignore[misc,arg-type]  # nor is it asked what it takes
    with pytest.raises(AxisError, match="argument 'x'"):
        f(lambda x: x, POSITIONS)


def test_what_a_member_of_a_union_learns_holds() -> None:
    @checked
    def f(
        a: Int[NamedArray, "batch {*Rest}"] | Float[NamedArray, "batch *Rest"] | None, b: Float[NamedArray, "*Rest"]
    ) -> None:
        pass

    with pytest.raises(AxisError):
        f(X, POSITIONS)


def test_sizes_learnt_in_a_union_hold() -> None:
    @checked
    def f(a: Float[NamedArray, "batch embed"] | Float[NamedArray, "batch"], b: Float[NamedArray, "batch"]) -> None:
        pass

    f(X, ROW)
    f(ROW, ROW)
    with pytest.raises(AxisError, match="batch"):
        f(X, named(Axis("batch", 7)))
