"""Calls that are checked later, or through a descriptor: coroutines, generators, class methods, copies."""

from __future__ import annotations

import asyncio
import inspect
import pickle
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import Any

import jax.numpy as jnp
import pytest

from haliax.core import NamedArray
from haliax.debug import checked, debug_checks
from haliax.errors import AxisError
from haliax.haxtyping import Int


def named(**sizes: int) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(sizes.values())), tuple(sizes))


X, B = named(batch=2, embed=3), named(batch=2)


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(AxisError) as caught:
        call()
    return str(caught.value).partition(";")[0]


# --- coroutines


@checked
async def first(x: NamedArray["batch ..."], out: Any = None) -> NamedArray["batch"]:
    return x if out is None else out


def test_what_a_coroutine_returns_is_checked() -> None:
    assert inspect.iscoroutinefunction(first)
    assert asyncio.run(first(B)) is B
    assert refused(lambda: asyncio.run(first(X))) == "first: the result is [batch=2, embed=3]"
    assert refused(lambda: asyncio.run(first(named(embed=3)))) == "first: argument 'x' is [embed=3]"
    assert refused(lambda: asyncio.run(first(B, named(batch=5)))).startswith(
        "first: axis 'batch' has size 2 in argument"
    )
    with debug_checks(False):
        assert asyncio.run(first(X)) is X


@checked
async def stream(*arrays: NamedArray["batch ..."]) -> AsyncIterator[NamedArray["batch"]]:
    for array in arrays:
        yield array


def test_what_an_asynchronous_generator_yields_is_checked() -> None:
    async def collected(*arrays: NamedArray) -> list[NamedArray]:
        return [array async for array in stream(*arrays)]

    assert len(asyncio.run(collected(B, B))) == 2
    assert refused(lambda: asyncio.run(collected(B, X))) == "stream: what is yielded is [batch=2, embed=3]"


# --- generators


@checked
def each(*arrays: NamedArray["batch ..."]) -> Iterator[NamedArray["batch"]]:
    yield from arrays


def test_what_a_generator_yields_is_checked() -> None:
    assert [array.axes for array in each(B, B)] == [B.axes, B.axes]
    items = each(B, X)
    assert next(items) is B
    assert refused(lambda: next(items)) == "each: what is yielded is [batch=2, embed=3]"
    assert refused(lambda: next(each(named(embed=3)))) == "each: argument 'arrays.0' is [embed=3]"
    assert inspect.isgeneratorfunction(each) and inspect.isasyncgenfunction(stream)  # as pytest asks of a fixture


@checked
def echo(log: list[Any], out: Any) -> Generator[NamedArray["batch"], Any, NamedArray["embed"]]:
    try:
        while True:
            try:
                log.append((yield B))
            except KeyError:
                log.append("caught")
                if log.count("caught") == 2:
                    return out
    finally:
        log.append("closed")


def test_a_checked_generator_is_sent_to_thrown_into_and_closed_as_another() -> None:
    log: list[Any] = []
    items = echo(log, X)
    assert next(items) is B and items.send(7) is B and items.throw(KeyError()) is B
    assert refused(lambda: items.throw(KeyError())) == "echo: the result is [batch=2, embed=3]"
    assert log == [7, "caught", "caught", "closed"]
    other = echo(log, named(embed=3))
    next(other)
    other.close()
    assert log[-1] == "closed" and len(log) == 5


# --- defaults


def test_an_array_that_is_a_default_is_checked() -> None:
    @checked
    def f(x: NamedArray["batch"] = X, y: NamedArray["batch"] = None) -> None: ...  # type: ignore[assignment]  # seen

    assert refused(f).endswith("f: argument 'x' is [batch=2, embed=3]")
    f(B)
    f(B, B)


# --- descriptors


class Model:
    @checked
    @classmethod
    def made(cls, x: NamedArray["batch"]) -> tuple[type, NamedArray]:
        return cls, x

    @classmethod
    @checked
    def made_within(cls, x: NamedArray["batch"]) -> type:
        return cls

    @checked
    @staticmethod
    def free(x: NamedArray["batch"]) -> NamedArray["batch"]:
        return x

    @property
    @checked
    def weight(self) -> Int[NamedArray, "batch"]:
        return B


class Small(Model):
    pass


def test_class_methods_and_static_methods() -> None:
    assert Small.made(B)[0] is Small
    assert Small().made(B)[0] is Small.made_within(B) is Small
    assert Model.free(B) is Model().free(B) is B
    for call in (Model.made, Model.made_within, Model.free, Small().made):
        assert "argument 'x' is [batch=2, embed=3]" in refused(lambda call=call: call(X))
    with pytest.raises(TypeError, match="float32 is not Int"):
        _ = Model().weight


# --- copies


def test_a_checked_function_goes_through_cloudpickle() -> None:
    cloudpickle = pytest.importorskip("cloudpickle")

    @checked
    def f(x: NamedArray["batch"]) -> NamedArray["batch"]:
        return x

    f(B)
    copy = pickle.loads(cloudpickle.dumps(f))
    assert copy(B).axes == B.axes
    assert refused(lambda: copy(X)).endswith("f: argument 'x' is [batch=2, embed=3]")
    assert pickle.loads(cloudpickle.dumps(first))(B).close() is None
