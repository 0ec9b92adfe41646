"""Configurations: which axis an attribute is stands in the body of its class."""

import dataclasses
import functools
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Final, NamedTuple, Protocol

import equinox as eqx

import haliax as hax
from haliax import Axis, NamedArray

Batch = Axis("batch", 2)
Layers, Position = hax.make_axes(layers=3, position=5)
Key = Position.alias("key_position")
PREFIX = "key_"


# Properties, as they are written most often.
@dataclass(frozen=True)
class Config:
    hidden: int = 7
    heads: int = 2

    Embed = property(lambda self: Axis("embed", self.hidden))
    Mlp = property(lambda self: Axis(name="mlp", size=4 * self.hidden))
    Heads = property(lambda self: hax.Axis("heads", self.heads))
    HeadSize = property(lambda self: Axis("head_size", self.hidden // self.heads), doc="The size of a head.")
    Pos = property(lambda self: Axis("position", 5))
    KeyPos = property(lambda self: self.Pos.alias("key_position"))
    KeyHeads = property(lambda self: self.Heads.alias("key_" + "heads"))
    KeyEmbed = property(lambda self: self.Embed.alias(f"key_{self.Embed.name}"))
    KeyMlp = property(lambda self: self.Mlp.alias(PREFIX + self.Mlp.name))
    Half = property(lambda self: self.Embed.resize(self.hidden // 2))
    Replaced = property(lambda self: dataclasses.replace(self.Embed, size=3))
    Renamed = property(lambda self: dataclasses.replace(self.Embed, name="renamed"))
    Either = property(lambda self: self.Embed if self.hidden > 5 else self.Mlp)
    Same = property(lambda self: Axis("same", 3) if self.hidden > 5 else Axis("same", 5))
    OfModule = property(lambda self: Batch)
    OfModuleToo = property(lambda self: Key)
    Made = property(lambda self: hax.make_axes(first=3, second=self.hidden))
    Second = property(lambda self: self.Made[1])
    Both = property(lambda self: (self.Heads, self.HeadSize))
    All = property(lambda self: (Batch, *self.Both, self.Pos) + (self.Embed,))
    Cached = functools.cached_property(lambda self: Axis("cached", self.hidden))


config = Config()
reveal_type(config.Embed)  # R: Axis[embed]
reveal_type(config.Mlp)  # R: Axis[mlp]
reveal_type(config.Heads)  # R: Axis[heads]
reveal_type(config.HeadSize)  # R: Axis[head_size]
reveal_type(config.KeyPos)  # R: Axis[key_position]
reveal_type(config.KeyHeads)  # R: Axis[key_heads]
reveal_type(config.KeyEmbed)  # R: Axis[key_embed]
reveal_type(config.KeyMlp)  # R: Axis[key_mlp]
reveal_type(config.Half)  # R: Axis[embed]
reveal_type(config.Replaced)  # R: Axis[embed]
reveal_type(config.Renamed)  # R: Axis[renamed]
reveal_type(config.Either)  # R(static): Axis[embed | mlp]
reveal_type(config.Same)  # R: Axis[same]
reveal_type(config.OfModule)  # R: Axis[batch]
reveal_type(config.OfModuleToo)  # R: Axis[key_position]
reveal_type(config.Made)  # R: tuple[Axis[first], Axis[second]]
reveal_type(config.Second)  # R: Axis[second]
reveal_type(config.Both)  # R: tuple[Axis[heads], Axis[head_size]]
reveal_type(config.All)  # R: tuple[Axis[batch], Axis[heads], Axis[head_size], Axis[position], Axis[embed]]
reveal_type(config.Cached)  # R: Axis[cached]
reveal_type(config.Embed.size)  # R: int
reveal_type(config.Embed.name)  # R: 'embed'
reveal_type(hax.zeros(config.All))  # R: [batch, heads, head_size, position, embed]
reveal_type(hax.zeros((config.Pos, config.Embed)).sum(config.Pos))  # R: [embed]
reveal_type(hax.zeros((*config.Both, config.Embed)))  # R: [heads, head_size, embed]
reveal_type(hax.zeros({config.Pos.name: 3, config.Embed.name: 4}))  # R: [position, embed]


# Decorated functions, with an annotation and without.
class Decorated:
    def __init__(self, size: int) -> None:
        self.size = size
        self.Own = Axis("own", size)
        self.Twice = Axis("one", 3)
        self.Twice = Axis("two", 3)

    @property
    def Embed(self) -> Axis:
        """A docstring, and statements before the end."""
        size = 2 * self.size
        if size < 0:
            raise ValueError(size)
        return Axis("embed", size)

    @property
    def Local(self) -> Axis:
        Found = Axis("local", self.size)
        Other = Found.resize(3)
        return Other

    @property
    def Branches(self) -> Axis:
        if self.size > 3:
            return Axis("branches", 3)
        else:
            return Axis("branches", self.size)

    @property
    def Differing(self) -> Axis:
        if self.size > 3:
            return self.Embed
        return self.Local

    @property
    def OfOwn(self) -> Axis:
        return self.Own.alias("of_" + self.Own.name)

    @property
    def OfTwice(self) -> Axis:
        return self.Twice

    @property
    def Tuple(self) -> tuple[Axis, ...]:
        return self.Embed, self.Own

    @property
    def Pair(self) -> tuple[Axis, Axis]:
        Own = self.Own
        return (self.Local, Own)

    @cached_property
    def Cached(self) -> Axis:
        return self.Embed.alias("cached")

    @property
    def Computed(self) -> Axis:
        return Axis("a" * self.size, 3)

    @property
    def Looped(self) -> Axis:
        for name in ("a", "b"):
            found = Axis(name, 3)
        return found

    @property
    def Said(self) -> Axis["said"]:
        return Axis("sa" + "id", 3)

    @property
    def AnyAxis(self) -> Axis["any"] | None:
        return None

    def method(self) -> Axis:
        return self.Embed.alias(f"{self.Embed.name}_of_method")

    def with_arguments(self, size: int, Axis2: Axis) -> Axis:
        return self.Embed.resize(size)

    def given(self, Embed: Axis) -> Axis:
        return Embed.alias("given")

    def of_method(self) -> Axis:
        return self.method().resize(3)

    def unknown(self, name: str) -> Axis:
        return self.Embed.alias(name)

    @classmethod
    def of_class(cls) -> Axis:
        return Axis("of_class", 3)

    @staticmethod
    def static(size: int) -> Axis:
        return Axis("static", size)

    @property
    def Settable(self) -> Axis:
        return Axis("settable", 3)

    @Settable.setter
    def Settable(self, axis: Axis) -> None:
        self.size = axis.size


d = Decorated(5)
reveal_type(d.Embed)  # R: Axis[embed]
reveal_type(d.Own)  # R: Axis[own]
reveal_type(d.Twice)  # R: Axis
reveal_type(d.Local)  # R: Axis[local]
reveal_type(d.Branches)  # R: Axis[branches]
reveal_type(d.Differing)  # R(static): Axis[embed | local]
reveal_type(d.OfOwn)  # R: Axis[of_own]
reveal_type(d.OfTwice)  # R: Axis
reveal_type(d.Tuple)  # R: tuple[Axis[embed], Axis[own]]
reveal_type(d.Pair)  # R: tuple[Axis[local], Axis[own]]
reveal_type(d.Cached)  # R: Axis[cached]
reveal_type(d.Computed)  # R: Axis
reveal_type(d.Looped)  # R: Axis
reveal_type(d.Said)  # R: Axis[said]
reveal_type(d.AnyAxis)  # R(static): Axis[any] | None
reveal_type(d.method())  # R: Axis[embed_of_method]
reveal_type(d.with_arguments(3, Batch))  # R: Axis[embed]
reveal_type(d.given(Batch))  # R: Axis[given]
reveal_type(d.of_method())  # R: Axis[embed_of_method]
reveal_type(d.unknown("any"))  # R: Axis
reveal_type(Decorated.of_class())  # R: Axis[of_class]
reveal_type(d.static(3))  # R: Axis[static]
reveal_type(d.Settable)  # R: Axis[settable]
reveal_type(hax.ones(d.Tuple).mean(d.Own))  # R: [embed]


# Fields and class attributes.
@dataclass
class Fields:
    Given: Axis
    Default: Axis = Axis("default", 3)  # the constructor may be given another
    Factory: Axis = field(default_factory=lambda: Axis("factory", 3))
    Said: Axis["said"] = Axis("said", 3)
    OfAll: ClassVar[Axis] = Axis("of_all", 3)
    Bare: ClassVar = Axis("bare", 3)
    Plain = Axis("plain", 3)

    OfDefault = property(lambda self: self.Default)
    OfSaid = property(lambda self: self.Said.resize(4))
    OfOfAll = property(lambda self: self.OfAll.alias("of_of_all"))
    OfPlain = property(lambda self: self.Plain)


class Constants:
    Embed: Final = Axis("embed", 3)
    Mlp: Axis = Axis("mlp", 3)
    OfAll: ClassVar[Axis] = Embed.alias("of_all")
    Pair = (Embed, Axis("pair", 3))


class Named(NamedTuple):
    Embed: Axis = Axis("embed", 3)
    Mlp: Axis["mlp"] = Axis("mlp", 3)


f = Fields(Batch)
reveal_type(f.Given)  # R: Axis
reveal_type(f.Default)  # R: Axis
reveal_type(f.Factory)  # R: Axis
reveal_type(f.Said)  # R: Axis[said]
reveal_type(f.OfAll)  # R: Axis[of_all]
reveal_type(f.Plain)  # R: Axis[plain]
reveal_type(f.OfSaid)  # R: Axis[said]
reveal_type(f.OfOfAll)  # R: Axis[of_of_all]
reveal_type(f.OfPlain)  # R: Axis[plain]
reveal_type(Fields.OfAll)  # R: Axis[of_all]
reveal_type(Fields.Plain)  # R: Axis[plain, 3]
reveal_type(Constants.Embed)  # R: Axis[embed, 3]
reveal_type(Constants().Embed)  # R: Axis[embed, 3]
reveal_type(Constants().Mlp)  # R: Axis
reveal_type(Constants.OfAll)  # R: Axis[of_all]
reveal_type(hax.ones(Constants().Pair))  # R: [embed, pair]
reveal_type(Named().Embed)  # R: Axis
reveal_type(Named().Mlp)  # R: Axis[mlp]


# Bases and subclasses.
class Abstract(ABC):
    @property
    @abstractmethod
    def Pos(self) -> Axis: ...

    @property
    @abstractmethod
    def Vocab(self) -> Axis:
        return Axis("vocab", 3)  # a subclass may say something else

    KeyPos = property(lambda self: self.Pos.alias("key_position"))


class Concrete(Abstract):
    Pos = property(lambda self: Axis("position", 3))
    Vocab = property(lambda self: Axis("tokens", 3))


class Longer(Concrete):
    @property
    def Pos(self) -> Axis:
        return super().Pos.resize(11)

    Rows = property(lambda self: self.Pos.alias("rows"))


class HasPos(Protocol):
    @property
    def Pos(self) -> Axis: ...


def of_abstract(a: Abstract, p: HasPos) -> None:
    reveal_type(a.Pos)  # R: Axis
    reveal_type(a.Vocab)  # R: Axis
    reveal_type(a.KeyPos)  # R: Axis[key_position]
    reveal_type(p.Pos)  # R: Axis


of_abstract(Concrete(), Longer())
reveal_type(Concrete().Pos)  # R: Axis[position]
reveal_type(Concrete().Vocab)  # R: Axis[tokens]
reveal_type(Concrete().KeyPos)  # R: Axis[key_position]
reveal_type(Longer().Pos)  # R: Axis[position]
reveal_type(Longer().Rows)  # R: Axis[rows]


# Through other objects.
class Block(eqx.Module):
    config: Config
    weight: NamedArray["embed mlp"]

    @staticmethod
    def init(config: Config) -> "Block":
        return Block(config, hax.ones((config.Embed, config.Mlp)))

    @property
    def Embed(self) -> Axis:
        return self.config.Embed

    @property
    def OfDecorated(self) -> Axis:
        return self.decorated.Embed.alias("of_decorated")

    @property
    def decorated(self) -> Decorated:
        return Decorated(3)

    def __call__(self, x: NamedArray["position embed"]) -> NamedArray["position mlp"]:
        reveal_type(self.config.Embed)  # R: Axis[embed]
        reveal_type(x.sum(self.Embed))  # R: [position]
        return hax.dot(x, self.weight, axis=self.config.Embed)


block = Block.init(config)
reveal_type(block(hax.ones((config.Pos, config.Embed))))  # R: [position, mlp]
reveal_type(block.Embed)  # R: Axis[embed]
reveal_type(block.OfDecorated)  # R: Axis[of_decorated]
reveal_type(block.config.HeadSize)  # R: Axis[head_size]


# Functions.
def of_function(size: int) -> Axis:
    return Axis("of_function", size)


def of_constant() -> Axis:
    return Position.resize(3)


def of_argument(Position: Axis) -> Axis:
    return Position


def of_config(config: Config) -> NamedArray["embed"]:
    reveal_type(hax.zeros((config.Heads, config.Embed)).sum(config.Heads))  # R: [embed]
    return hax.ones(config.Embed)


def of_parameter(config: Config) -> Axis:
    return config.Embed


def of_both(config: Config, block: Block) -> Axis:
    return config.Embed if config.hidden > 3 else block.config.Mlp.alias(config.Embed.name)


def of_instance() -> Axis:
    return config.Embed.alias("of_" + config.Mlp.name)


def of_new() -> Axis:
    return Config(3).Mlp


def of_class() -> Axis:
    return Fields.Plain


def of_other() -> Axis:
    return of_function(3).resize(4)


reveal_type(of_parameter(config))  # R: Axis[embed]
reveal_type(of_both(config, block))  # R: Axis[embed]
reveal_type(of_instance())  # R: Axis[of_mlp]
reveal_type(of_new())  # R: Axis[mlp]
reveal_type(of_class())  # R: Axis[plain]
reveal_type(of_other())  # R: Axis[of_function]
reveal_type(of_function(3))  # R: Axis[of_function]
reveal_type(of_constant())  # R: Axis[position]
reveal_type(of_argument(Batch))  # R: Axis
reveal_type(of_config(config))  # R: [embed]

# Names that are put together, and tuples of axes.
x = hax.ones((Batch, Position))
axes = (Batch, config.Pos)
reveal_type(hax.ones((*axes, config.Embed)))  # R: [batch, position, embed]
reveal_type(x.sum(Position.name))  # R: [batch]
reveal_type(x.sum(config.Pos.name))  # R: [batch]
reveal_type(Position.alias("key_" + Position.name))  # R: Axis[key_position, 5]
reveal_type(Position.alias(f"key_{config.Pos.name}"))  # R: Axis[key_position, 5]
reveal_type(Axis(f"{Batch.name}_{Position.name}", 3))  # R: Axis[batch_position, 3]
reveal_type(x.rename({config.Pos: config.KeyPos}))  # R: [batch, key_position]
reveal_type(x.rename({Position.name: "key_" + Position.name}))  # R: [batch, key_position]
reveal_type(x.rename({config.Pos.name: f"key_{config.Pos.name}"}))  # R: [batch, key_position]
reveal_type(x.rename({Position.name: f"key_{Position.name!r}"}))  # R: [...]
reveal_type(x.resolve_axis("position"))  # R: Axis[position]
reveal_type(x.resolve_axis(config.Pos.name))  # R: Axis[position]
reveal_type(x.axes)  # R: tuple[Axis[batch], Axis[position]]
