"""Faults and places: each kind of mistake in each place where an annotated array may stand, and what is said of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import pytest
from jax.sharding import NamedSharding, PartitionSpec

from haliax.core import NamedArray
from haliax.debug import checked, debug_checks
from haliax.errors import AxisError
from haliax.haxtyping import Float
from haliax.partitioning import axis_mapping, shard

MESH = jax.make_mesh((4, 2), ("data", "model"))
OTHER = jax.make_mesh((8,), ("all",))
PAGE = Path(__file__).parent.parent / "docs" / "faults.md"


def named(*shape: int, names: str = "batch embed", dtype: Any = jnp.float32) -> NamedArray:
    return NamedArray(jnp.zeros(shape, dtype), tuple(names.split()))


# --- the places: each passes an array on to where it is annotated as `Float[NamedArray, "batch embed"]`

Vector = NamedArray["batch"]
Matrix = Float[NamedArray, "batch embed"]


def argument(y: NamedArray, x: NamedArray) -> None:
    @checked
    def f(y: Vector, x: Matrix) -> None: ...

    f(y, x)


def keyword(y: NamedArray, x: NamedArray) -> None:
    @checked
    def f(y: Vector, *, x: Matrix) -> None: ...

    f(y, x=x)


def default(y: NamedArray, x: NamedArray) -> None:
    @checked
    def f(y: Vector, x: Matrix = x) -> None: ...

    # Defaults are looked at first, so that it is the other argument that has another size.
    f(y)


def result(y: NamedArray, x: NamedArray) -> None:
    @checked
    def f(y: Vector) -> Matrix:
        return x

    f(y)


def nested(y: NamedArray, x: NamedArray) -> None:
    @checked
    def f(y: Vector, xs: dict[str, list[Matrix | None]]) -> None: ...

    f(y, {"a": [None, x]})


class Layer:
    @checked
    def apply(self, y: Vector, x: Matrix) -> None: ...


def method(y: NamedArray, x: NamedArray) -> None:
    Layer().apply(y, x)


@checked
class Model(eqx.Module):
    y: Vector
    x: Matrix


def module_field(y: NamedArray, x: NamedArray) -> None:
    Model(y, x)


def coroutine(y: NamedArray, x: NamedArray) -> None:
    @checked
    async def f(y: Vector) -> Matrix:
        return x

    asyncio.run(f(y))


PLACES: dict[str, tuple[Callable[[NamedArray, NamedArray], None], str, str]] = {
    "argument": (argument, "f", "argument 'x'"),
    "keyword": (keyword, "f", "argument 'x'"),
    "default": (default, "f", "argument 'x'"),
    "result": (result, "f", "the result"),
    "nested": (nested, "f", "argument 'xs.a.1'"),
    "method": (method, "Layer.apply", "argument 'x'"),
    "Module field": (module_field, "Model", "field 'x'"),
    "coroutine": (coroutine, "f", "the result"),
}
"""What passes the arrays on, the function or class that is named, and what the place is called."""


# --- the faults


@dataclass(frozen=True)
class Fault:
    """A mistake.

    Attributes:
        kind: The error.
        x: The array that has it, made when the mesh is in force.
        text: What is said, with the place for `{}`.
        mapping: The mapping in force.
    """

    kind: type[Exception]
    x: Callable[[], NamedArray]
    text: str
    mapping: dict[str, str]


BY_DATA = {"batch": "data"}


def placed(*shape: int, **options: Any) -> NamedArray:
    return shard(named(*shape, **options), BY_DATA)


FAULTS = {
    "wrong axis": Fault(
        AxisError,
        lambda: placed(8, 3, names="batch mlp"),
        "{} is [batch=8, mlp=3] of float32; expected Float[batch, embed]: no axis 'embed'",
        BY_DATA,
    ),
    "order": Fault(
        AxisError,
        lambda: placed(3, 8, names="embed batch"),
        "{} is [embed=3, batch=8] of float32; expected Float[batch, embed]: the axes are in another order; "
        'use rearrange(("batch", "embed"))',
        BY_DATA,
    ),
    "size": Fault(AxisError, lambda: placed(4, 3), "axis 'batch' has size 8 in {y} but 4 in {}", BY_DATA),
    "dtype": Fault(
        TypeError,
        lambda: placed(8, 3, dtype=jnp.int32),
        "{} is [batch=8, embed=3] of int32; expected Float[batch, embed]: int32 is not Float",
        BY_DATA,
    ),
    "sharding": Fault(
        ValueError,
        lambda: named(8, 3),
        "{} is [batch=8, embed=3], whole; the mapping in force wants it batch over data; place it by haliax.shard",
        BY_DATA,
    ),
    "mapping": Fault(
        ValueError,
        lambda: placed(8, 3),
        "{} is [batch=8, embed=3]; the mapping in force sends both 'batch' and 'embed' to 'data'; keep one",
        {"batch": "data", "embed": "data"},
    ),
    "mesh": Fault(
        ValueError,
        lambda: NamedArray(
            jax.device_put(named(8, 3).array, NamedSharding(OTHER, PartitionSpec("all"))), ("batch", "embed")
        ),
        "{} is [batch=8, embed=3] on a mesh of all=8; a mesh of data=4, model=2 is in force",
        BY_DATA,
    ),
}


def said(fault: str, place: str) -> str:
    """What is said of a fault in a place."""
    _, name, where = PLACES[place]
    y = "field 'y'" if place == "Module field" else "argument 'y'"
    text = FAULTS[fault].text.replace("{y}", y).replace("{}", where)
    if (fault, place) == ("size", "default"):  # which is looked at first
        text = "axis 'batch' has size 4 in argument 'x' but 8 in argument 'y'"
    return f"{name}: {text}"


@contextmanager
def in_force(mapping: dict[str, str]) -> Iterator[None]:
    with jax.set_mesh(MESH), axis_mapping(mapping), debug_checks(sharding=True):
        yield


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_place(fault: str, place: str) -> None:
    made = FAULTS[fault]
    with in_force(made.mapping):
        y, x = shard(named(8, names="batch"), BY_DATA), made.x()
        with pytest.raises(made.kind) as caught:
            PLACES[place][0](y, x)
    assert str(caught.value) == said(fault, place)
    assert type(caught.value) is made.kind


@pytest.mark.parametrize("place", PLACES)
def test_what_is_right_passes_in_each_place(place: str) -> None:
    with in_force(BY_DATA):
        y, x = shard((named(8, names="batch"), named(8, 3)), BY_DATA)
        for _ in range(2):  # once it is looked at, once it is known
            PLACES[place][0](y, x)


def table() -> str:
    """The table, as it stands on the page."""
    lines = []
    for fault in FAULTS:
        lines += ["", f"## {fault[0].upper()}{fault[1:]}", "", "| place | what is said |", "|---|---|"]
        lines += [f"| {place} | `{said(fault, place)}` |" for place in PLACES]
    return "\n".join(lines).strip() + "\n"


def test_the_page_shows_what_is_said() -> None:
    assert PAGE.read_text().endswith(table())
