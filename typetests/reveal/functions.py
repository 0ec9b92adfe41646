"""Functions of functions: partial, decorators, lambdas, generators, coroutines, matching."""

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import equinox as eqx
import jax

import haliax as hax
from haliax import NamedArray

Batch, Embed = hax.make_axes(batch=2, embed=3)
be = hax.ones((Batch, Embed))
P = ParamSpec("P")
T = TypeVar("T")


def total(x: NamedArray["batch embed"], scale: float = 1.0) -> NamedArray["batch"]:
    return x.sum("embed") * scale


# partial keeps what comes out.
reveal_type(functools.partial(total, scale=2.0)(be))  # R: [batch]
reveal_type(functools.partial(total, be)(scale=2.0))  # R: [batch]


# Decorators that keep the signature, and jit.
def logged(f: Callable[P, T]) -> Callable[P, T]:
    @functools.wraps(f)
    def inner(*args: P.args, **kwargs: P.kwargs) -> T:
        return f(*args, **kwargs)

    return inner


@logged
def mean(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    return x.mean("batch")


@eqx.filter_jit
def jitted(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    return x.mean("batch")


@functools.cache
def table(size: int) -> NamedArray["position"]:
    return hax.arange({"position": size})


reveal_type(mean(be))  # R: [embed]
reveal_type(jitted(be))  # R: [embed]
reveal_type(table(5))  # R: [position]
reveal_type(jax.jit(total)(be))  # R: [batch]
reveal_type(logged(lambda: be.sum("batch"))())  # R: [embed]


# Lambdas, and functions without annotations on what they return.
double: Callable[[NamedArray["batch"]], NamedArray["batch"]] = lambda x: x * 2  # noqa: E731
reveal_type(double(be.sum("embed")))  # R: [batch]
reveal_type((lambda: be.sum("batch"))())  # R: [embed]


def fold(f: Callable[[T, NamedArray["embed"]], T], start: T, x: NamedArray["batch embed"]) -> T:
    for row in x.unbind("batch"):
        start = f(start, row)
    return start


reveal_type(fold(lambda sum, row: sum + row, hax.zeros(Embed), be))  # R: [embed]
reveal_type(fold(lambda sum, row: sum + float(row.sum()), 0.0, be))  # R: float


# Generators, context managers and coroutines.
def rows(x: NamedArray["batch embed"]) -> Iterator[NamedArray["embed"]]:
    for row in x.unbind("batch"):
        reveal_type(row)  # R: [embed]
        yield row


@contextmanager
def scaled(x: NamedArray["embed"]) -> Iterator[NamedArray["embed"]]:
    yield x * 2


async def load() -> NamedArray["batch embed"]:
    return be


async def stream() -> AsyncIterator[NamedArray["embed"]]:
    for row in rows(be):
        yield row


async def main(later: Awaitable[NamedArray["batch"]]) -> None:
    reveal_type(await load())  # R: [batch, embed]
    reveal_type((await later).sum())  # R: []
    async for row in stream():
        reveal_type(row)  # R: [embed]


async def soon() -> NamedArray["batch"]:
    return be.sum("embed")


asyncio.run(main(soon()))
reveal_type(list(rows(be)))  # R: list[[embed]]
with scaled(be.sum("batch")) as twice:
    reveal_type(twice)  # R: [embed]


# Matching, arguments that are collected, and functions in functions.
def matched(value: NamedArray["batch embed"] | float | None) -> None:
    match value:
        case NamedArray():
            reveal_type(value)  # R: [batch, embed]
        case float():
            reveal_type(value)  # R: float
        case None:
            reveal_type(value)  # R: None


def collected(*args: NamedArray["batch"], **kwargs: NamedArray["embed"]) -> None:
    reveal_type(args[0])  # R: [batch]
    reveal_type(hax.stack("layer", args))  # R: [layer, batch]
    reveal_type(kwargs["x"] + 1)  # R: [embed]

    def inner(scale: float) -> NamedArray["embed"]:
        return kwargs["x"] * scale

    reveal_type(inner(2.0))  # R: [embed]


for value in (be, 1.0, None):
    matched(value)
collected(be.sum("embed"), x=be.sum("batch"))
