"""Mistakes inside of functions of every kind are found where they are."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import equinox as eqx

import haliax as hax
from haliax import NamedArray

Batch, Embed = hax.make_axes(batch=2, embed=3)
be = hax.ones((Batch, Embed))
b = hax.ones(Batch)


def outer(x: NamedArray["batch embed"]) -> None:
    def inner(y: NamedArray["batch"]) -> NamedArray["batch"]:
        (x + y).sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
        return y

    inner(x.sum("embed")).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]


outer(be)


class Layer:
    weight = be

    def method(self) -> None:
        self.weight.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]

    @property
    def total(self) -> NamedArray["batch"]:
        return self.weight.sum("embed")

    @classmethod
    def make(cls) -> None:
        cls.weight.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]

    @staticmethod
    def static() -> None:
        Layer.weight.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]


Layer().method()
Layer.make()
Layer.static()
Layer().total.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]


def rows(x: NamedArray["batch embed"]) -> Iterator[NamedArray["embed"]]:
    yield from x.unbind("batch")
    x.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]


for row in rows(be):
    row.sum("batch")  # E: sum: no axis 'batch' in [embed]  [axis-missing]


@contextmanager
def doubled(x: NamedArray["batch"]) -> Iterator[NamedArray["batch"]]:
    yield x * 2


with doubled(b) as twice:
    twice.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]


async def load() -> NamedArray["batch"]:
    return b


async def stream() -> AsyncIterator[NamedArray["batch"]]:
    yield b


async def main() -> None:
    (await load()).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
    async for x in stream():
        x.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]


asyncio.run(main())


@eqx.filter_jit
def jitted(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    x.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
    return x.sum("embed")


jitted(be).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]


def matched(value: NamedArray["batch embed"] | float) -> None:
    match value:
        case NamedArray():
            value.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
        case _:
            pass


matched(be)


def collected(*args: NamedArray["batch"], **kwargs: NamedArray["embed"]) -> None:
    args[0].sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
    kwargs["x"].sum("batch")  # E: sum: no axis 'batch' in [embed]  [axis-missing]
    hax.stack("layer", args).sum("embed")  # E: sum: no axis 'embed' in [layer, batch]  [axis-missing]


collected(b, x=be.sum("batch"))
hax.exp(be.sum("mlp")) if be.ndim else None  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
be.ndim > 1 and be.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
