"""Mistakes with axes that configurations name."""

import functools
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import equinox as eqx

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position = hax.make_axes(batch=2, position=5)


@dataclass(frozen=True)
class Config:
    hidden: int = 7
    Said: Axis["said"] = Axis("said", 3)
    OfAll: ClassVar[Axis] = Axis("of_all", 3)
    Plain = Axis("plain", 3)

    Embed = property(lambda self: Axis("embed", self.hidden))
    Mlp = property(lambda self: self.Embed.alias("mlp"))
    Half = property(lambda self: self.Embed.resize(self.hidden))
    KeyPos = property(lambda self: self.Pos.alias(f"key_{self.Pos.name}"))
    Either = property(lambda self: self.Embed if self.hidden > 5 else self.Mlp)
    Both = property(lambda self: (self.Embed, self.Mlp))
    Cached = functools.cached_property(lambda self: Axis("cached", 3))

    @property
    def Pos(self) -> Axis:
        """Positions."""
        size = 5
        return Axis("position", size)

    @cached_property
    def Heads(self) -> Axis:
        if self.hidden < 3:
            return Axis("heads", 1)
        return Axis("heads", self.hidden // 3)

    @property
    def Inner(self) -> tuple[Axis, ...]:
        return (self.Heads, self.Embed)

    def method(self) -> Axis:
        return self.Pos.alias("of_" + "method")

    @classmethod
    def of_class(cls) -> Axis:
        return cls.Plain.resize(3)

    @staticmethod
    def static(size: int) -> Axis:
        return Axis("static", size)


config = Config()
x = hax.ones((Batch, Axis("time", 3)))
x.sum(config.Said)  # E: sum: no axis 'said' in [batch, time]  [axis-missing]
x.sum(config.OfAll)  # E: sum: no axis 'of_all' in [batch, time]  [axis-missing]
x.sum(Config.OfAll)  # E: sum: no axis 'of_all' in [batch, time]  [axis-missing]
x.sum(config.Plain)  # E: sum: no axis 'plain' in [batch, time]  [axis-missing]
x.sum(config.Embed)  # E: sum: no axis 'embed' in [batch, time]  [axis-missing]
x.sum(config.Mlp)  # E: sum: no axis 'mlp' in [batch, time]  [axis-missing]
x.sum(config.Half)  # E: sum: no axis 'embed' in [batch, time]  [axis-missing]
x.sum(config.KeyPos)  # E: sum: no axis 'key_position' in [batch, time]  [axis-missing]
x.sum(config.Either)  # E: sum: no axis 'embed' in [batch, time]  [axis-missing]
x.sum(config.Both)  # E: sum: no axis 'embed' in [batch, time]  [axis-missing]
x.sum(config.Both[1])  # E: sum: no axis 'mlp' in [batch, time]  [axis-missing]
x.sum(config.Cached)  # E: sum: no axis 'cached' in [batch, time]  [axis-missing]
x.sum(config.Pos)  # E: sum: no axis 'position' in [batch, time]  [axis-missing]
x.sum(config.Heads)  # E: sum: no axis 'heads' in [batch, time]  [axis-missing]
x.sum(config.Inner)  # E: sum: no axis 'heads' in [batch, time]  [axis-missing]
x.sum(config.method())  # E: sum: no axis 'of_method' in [batch, time]  [axis-missing]
x.sum(config.of_class())  # E: sum: no axis 'plain' in [batch, time]  [axis-missing]
x.sum(config.static(3))  # E: sum: no axis 'static' in [batch, time]  [axis-missing]
x.sum(("batch", config.Embed))  # E: sum: no axis 'embed' in [batch, time]  [axis-missing]
x.sum(config.Embed.name)  # E: sum: no axis 'embed' in [batch, time]  [axis-missing]
x.sum("key_" + config.Embed.name)  # E: sum: no axis 'key_embed' in [batch, time]  [axis-missing]
x.sum(f"{config.Embed.name}_{Batch.name}")  # E: sum: no axis 'embed_batch' in [batch, time]; did you mean 'batch'?  [axis-missing]
x.sum(Position.alias("key_" + Position.name))  # E: sum: no axis 'key_position' in [batch, time]  [axis-missing]
x.rename({config.Embed: config.Mlp})  # E: rename: no axis 'embed' in [batch, time]  [axis-missing]
x.rename({config.Pos.name: "key_" + config.Pos.name})  # E: rename: no axis 'position' in [batch, time]  [axis-missing]
x.resolve_axis(config.Embed.name)  # E: resolve_axis: no axis 'embed' in [batch, time]  [axis-missing]
hax.zeros((config.Embed, config.Mlp, config.Half))  # E: zeros: axis 'embed' is repeated in [embed, mlp, embed]; name each axis once  [axis-duplicate]
hax.zeros((*config.Both, config.Embed))  # E: zeros: axis 'embed' is repeated in [embed, mlp, embed]; name each axis once  [axis-duplicate]
x + hax.zeros(config.Both)  # E: add: cannot broadcast [batch, time] and [embed, mlp]: …  [axis-broadcast]
hax.dot(x, hax.ones(config.Both), axis=config.Pos)  # E: dot: …  [axis-missing]


class Block(eqx.Module):
    config: Config
    weight: NamedArray["embed mlp"]

    @property
    def Pos(self) -> Axis:
        return self.config.Pos

    def __call__(self, x: NamedArray["position embed"]) -> NamedArray["position mlp"]:
        return hax.dot(x, self.weight, axis=self.config.Heads)  # E: dot: …  [axis-missing]

    def lost(self, x: NamedArray["position embed"]) -> NamedArray["position mlp"]:
        return x.sum(self.Pos)  # E(static): Block.lost: the result is [embed]; expected [position, mlp]: …  [return-value]


block = Block(config, hax.ones(config.Both))
block(hax.ones(config.Embed))  # E(static): Block.__call__: …  [arg-type]
x.sum(block.Pos)  # E: sum: no axis 'position' in [batch, time]  [axis-missing]
x.sum(block.config.Embed)  # E: sum: no axis 'embed' in [batch, time]  [axis-missing]


def of_function(size: int) -> Axis:
    return Axis("of_function", size)


def of_config(config: Config, x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    return x.sum(config.Mlp)  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]


x.sum(of_function(3))  # E: sum: no axis 'of_function' in [batch, time]  [axis-missing]
of_config(config, hax.ones((Batch, config.Embed)))


# A subclass that names another axis.
class Base(ABC):
    Embed = property(lambda self: Axis("embed", 3))
    Plain = Axis("plain", 3)

    @property
    def Pos(self) -> Axis:
        return Axis("position", 3)

    @cached_property
    def Cached(self) -> Axis:
        return self.Pos.alias("cached")

    @property
    def Inner(self) -> tuple[Axis, ...]:
        return (self.Pos, self.Embed)

    @property
    @abstractmethod
    def Open(self) -> Axis: ...

    def method(self) -> Axis:
        return Axis("of_method", 3)

    @classmethod
    def of_class(cls) -> Axis:
        return Axis("of_class", 3)


class Concrete(Base):
    Open = property(lambda self: Axis("open", 3))


class Other(Concrete):
    Embed = property(lambda self: Axis("other", 3))  # E(static): Embed: is axis 'other'; in the base class 'Base' it is axis 'embed'  [axis-override]
    Plain = Axis("other", 3)  # E(static): Plain: is axis 'other'; in the base class 'Base' it is axis 'plain'  [axis-override]

    @property
    def Pos(self) -> Axis:  # E(static): Pos: is axis 'other'; in the base class 'Base' it is axis 'position'  [axis-override]
        return Axis("other", 3)

    @cached_property
    def Cached(self) -> Axis:  # E(static): Cached: is axis 'other'; in the base class 'Base' it is axis 'cached'  [axis-override]
        return self.Pos

    @property
    def Inner(self) -> tuple[Axis, ...]:  # E(static): Inner: is [other]; in the base class 'Base' it is [position, embed]  [axis-override]
        return (self.Pos,)

    def method(self) -> Axis:  # E(static): method: is axis 'other'; in the base class 'Base' it is axis 'of_method'  [axis-override]
        return self.Pos

    @classmethod
    def of_class(cls) -> Axis:  # E(static): of_class: is axis 'other'; in the base class 'Base' it is axis 'of_class'  [axis-override]
        return Axis("other", 3)


class Unannotated(Concrete):
    Open = property(lambda self: Axis("other", 3))  # E(static): Open: is axis 'other'; in the base class 'Concrete' it is axis 'open'  [axis-override]

    @property
    def Pos(self):  # E(static): Pos: is axis 'position' or 'other'; …  [axis-override]
        return super().Pos if self.Embed.size > 3 else Axis("other", 3)


class Said(Concrete):
    @property
    def Embed(self) -> Axis["other"]:  # E(static): Embed: is axis 'other'; in the base class 'Base' it is axis 'embed'  [axis-override]
        return Axis("other", 3)


class Mixin:
    Embed = property(lambda self: Axis("other", 3))


class Mixed(Mixin, Concrete):  # E(static): Embed: is axis 'other' in the base class 'Mixin'; in the base class 'Base' it is axis 'embed'  [axis-override]
    pass
