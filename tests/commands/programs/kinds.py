"""Functions of all kinds, which a note must not change. Only names of axes are used, so that no jax is needed."""

import asyncio
import contextlib
import dataclasses
import functools

from haliax.axis import Axis


@dataclasses.dataclass
class Config:
    embed: Axis

    @property
    def mlp(self):
        return self.embed.alias("mlp")

    @functools.cached_property
    def both(self):
        return (self.embed, self.mlp)

    @classmethod
    def make(cls, size):
        return cls(Axis("embed", size))

    @staticmethod
    def twice(axis):
        return axis.resize(2 * axis.size)


def wrapped(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


@wrapped
def decorated(axis, *more, flag=False, **named):
    """Doc of decorated."""
    return axis


def generator(axis):
    yield axis
    yield from (axis for _ in range(2))
    return axis.size


@contextlib.contextmanager
def context(axis):
    yield axis


async def coroutine(axis):
    await asyncio.sleep(0)
    return axis


async def stream(axis):
    yield axis


def locals_of(axis):
    here = 1
    return sorted(locals())


def failing(axis, depth):
    if depth:
        return failing(axis, depth - 1)
    raise KeyError(axis.name)


class Slots:
    __slots__ = ("axis",)

    def __init__(self, axis):
        if axis is None:
            return
        self.axis = axis

    def __getattr__(self, name):
        print("asked for", name)
        raise AttributeError(name)

    def use(self):
        return self.axis


class Spy:
    """Tells of each look at it."""

    __hash__ = None

    def __eq__(self, other):
        raise RuntimeError("compared")

    def __getattribute__(self, name):
        print("looked at", name)
        return object.__getattribute__(self, name)


def same(x):
    return x
