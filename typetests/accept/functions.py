"""Functions of functions, generators, coroutines, matching: nothing to say."""

import asyncio
import contextlib
import functools
import operator
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any, ParamSpec, TypeVar

import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.debug import checked

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
be = hax.ones((Batch, Embed))
w = hax.ones((Embed, Mlp))
P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A", bound=NamedArray)


# Decorators.
def timed(f: Callable[P, T]) -> Callable[P, T]:
    @functools.wraps(f)
    def inner(*args: P.args, **kwargs: P.kwargs) -> T:
        return f(*args, **kwargs)

    return inner


def untyped_decorator(f: Any) -> Any:
    return f


@checked
@timed
@jax.jit
def project(x: NamedArray["batch embed"], w: NamedArray["embed mlp"]) -> NamedArray["batch mlp"]:
    return hax.dot(x, w, axis="embed")


@untyped_decorator
def anything(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    return x.sum("embed")


@functools.lru_cache
def positions(size: int) -> NamedArray["position"]:
    return hax.arange(Axis("position", size))


project(be, w).sum("mlp")
anything(be).sum("whatever") if be.ndim == 0 else None
positions(3).sum("position")
jax.grad(lambda x: x.sum().scalar())(be).sum("embed")
jax.jit(lambda x: x.sum("embed"))(be).sum("batch")
jax.lax.scan(lambda carry, _: (carry + 1, None), be, None, length=2)
jax.lax.cond(True, lambda x: x * 2, lambda x: x, be)

# partial, reduce, map, operators as functions, methods as values.
functools.partial(hax.sum, axis="embed")(be).sum("batch")
functools.partial(project, w=w)(be)
functools.reduce(operator.add, [be, be])
functools.reduce(hax.maximum, [be, be, be])
list(map(hax.exp, [be, be.sum("embed")]))
list(map(lambda x: x.sum(), [be, be.sum("embed")]))
functions: list[Callable[[NamedArray], NamedArray]] = [hax.exp, hax.nn.relu, lambda x: x + 1]
for function in functions:
    function(be).sum("batch")
reduce_all: dict[str, Callable[..., NamedArray]] = {"sum": hax.sum, "mean": hax.mean}
reduce_all["sum"](be, "embed")
total = be.sum
total("embed").sum("batch")
add = hax.add
add(be, be).sum("embed")
getattr(hax, "sum")(be, "embed")  # noqa: B009
operator.add(be, be).sum("embed")
sorted([be, be * 2], key=lambda x: float(x.sum().item()))
(hax.sum if be.ndim else hax.mean)(be, "embed")


# Generic functions.
def identity(x: T) -> T:
    return x


def keep(x: A) -> A:
    return x * 2


def apply(f: Callable[[T], A], x: T) -> A:
    return f(x)


identity(be).sum("embed")
keep(be).sum("embed")
apply(lambda x: x.sum("embed"), be).sum("batch")
apply(hax.exp, be)


# Collected arguments.
def collect(*xs: NamedArray, axis: str = "embed", **more: NamedArray["batch"]) -> list[NamedArray]:
    return [x.sum(axis) for x in xs] + [x + 1 for x in more.values()]


collect(be, be.sum("batch"), axis="embed", y=be.sum("embed"))
collect(*[be, be])
collect(*(be, be.sum("batch")))
arguments: dict[str, Any] = {"axis": "embed"}
hax.sum(be, **arguments)
hax.where(*(be > 0, be, be))
operands: Sequence[NamedArray] = (be, w)
hax.dot(*operands, axis="embed").sum("batch")


# Generators, contexts, coroutines, matching.
def rows(x: NamedArray["batch embed"]) -> Iterator[NamedArray["embed"]]:
    yield from x.unbind("batch")


@contextlib.contextmanager
def opened(x: NamedArray["batch"]) -> Iterator[NamedArray["batch"]]:
    yield x


async def load(x: T) -> T:
    return x


async def stream() -> AsyncIterator[NamedArray]:
    yield be
    yield be.sum("embed")


async def main() -> NamedArray["batch"]:
    first, second = await asyncio.gather(load(be), load(be.sum("embed")))
    async for x in stream():
        x.sum("batch")
    everything = [x async for x in stream()]
    everything[0].sum("embed")
    return first.sum("embed") + second


def matched(value: object) -> NamedArray | None:
    match value:
        case NamedArray(array=_) as array:
            return array.sum()
        case {"x": NamedArray() as inside}:
            return inside.sum()
        case [NamedArray() as first, *_]:
            return first.sum()
        case (Axis(name="batch") as axis, _):
            return hax.zeros(axis)
        case _:
            return None


[row.sum("embed") for row in rows(be)]
with opened(be.sum("embed")) as inner:
    inner.sum("batch")
asyncio.run(main()).sum("batch")
matched(be)
matched({"x": be})
matched([be])
matched((Batch, 1))
if (reduced := be.sum("embed")).ndim == 1:
    reduced.sum("batch")
