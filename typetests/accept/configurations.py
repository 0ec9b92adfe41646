"""Configurations of which the body does not say for certain which axis an attribute is: nothing is said of them."""

import dataclasses
import functools
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar, overload

import equinox as eqx

import haliax as hax
from haliax import Axis, NamedArray

Position = Axis("position", 5)
Embed = Axis("embed", 3)
Again = Axis("again", 3)
Again = Axis("other", 3)
x = hax.ones((Axis("batch", 2), Axis("mlp", 3)))
for Loop in hax.make_axes(batch=2, mlp=3):
    pass


# The constructor, or an assignment, may give a field another axis.
@dataclass
class Fields:
    Default: Axis = Axis("default", 3)
    Other: Axis = field(default=Axis("other", 3))
    size: int = 3
    OfDefault = property(lambda self: self.Default)
    Renamed = property(lambda self: self.Default.alias("mlp"))


fields = Fields(Default=Axis("batch", 2), Other=Axis("mlp", 3))
x.sum(fields.Default)
x.sum(fields.Other)
x.sum(fields.OfDefault)
x.sum(fields.Renamed.resize(3))
x.sum(dataclasses.replace(fields, Default=Axis("mlp", 3)).Default)
fields.Default = Axis("mlp", 3)
x.sum(fields.Default)


class Named(NamedTuple):
    Embed: Axis = Axis("embed", 3)

    @property
    def Key(self) -> Axis:
        return self.Embed


x.sum(Named(Axis("mlp", 3)).Embed)
x.sum(Named(Axis("mlp", 3)).Key)


class Module(eqx.Module):
    Embed: Axis = Axis("embed", 3)
    fields: Fields = eqx.field(default_factory=lambda: Fields(Axis("mlp", 3)))

    @property
    def Mlp(self) -> Axis:
        return self.fields.Default


x.sum(Module(Axis("mlp", 3)).Embed)
x.sum(Module().Mlp)


class Attribute:
    Open: Axis = Axis("embed", 3)

    def __init__(self, other: bool) -> None:
        self.Twice = Axis("embed", 3)
        if other:
            self.Twice = Axis("mlp", 3)
        self.Sized = Axis("mlp", 5)
        self.Sized = Axis("mlp", 3)
        self.Late = Axis("embed", 3)

    def change(self) -> None:
        self.Late = Axis("mlp", 3)

    @property
    def OfTwice(self) -> Axis:
        return self.Twice

    @property
    def OfLate(self) -> Axis:
        return self.Late


attribute = Attribute(True)
attribute.change()
attribute.Open = Axis("batch", 2)
x.sum(attribute.Open)
x.sum(attribute.Twice)
x.sum(attribute.OfTwice)
x.sum(attribute.Late)
x.sum(attribute.OfLate)
x.sum(attribute.Sized)
size: int = attribute.Sized.size


# A name that stands for something else where it is read.
class Shadows:
    Position = Axis("mlp", 3)
    name = "mlp"

    @property
    def local(self) -> Axis:
        Embed = self.compute("mlp")
        return Embed

    def compute(self, name: str) -> Axis:
        return Axis(name, 3)

    def parameter(self, Embed: Axis) -> Axis:
        return Embed

    @property
    def twice(self) -> Axis:
        Embed = Axis("embed", 3)
        Embed = Axis("mlp", 3)
        return Embed

    @property
    def loop(self) -> Axis:
        for Embed in (Axis("mlp", 3), Axis("mlp", 3)):
            pass
        return Embed

    @property
    def walrus(self) -> Axis:
        if (Embed := self.compute("mlp")).size > 2:
            return Embed
        return Embed

    @property
    def matched(self) -> Axis:
        match self.compute("mlp"):
            case Axis() as Embed:
                return Embed

    @property
    def imported(self) -> Axis:
        from haliax.axis import Axis as Embed

        return Embed("mlp", 3)

    @property
    def rebound(self) -> Axis:
        Axis = Axes()
        return Axis("embed")

    @property
    def nested(self) -> Axis:
        def inner() -> Axis:
            return Axis("embed", 3)

        return inner().alias(self.name)

    @property
    def changed_constant(self) -> Axis:
        return Again.alias(self.name)

    @property
    def in_loop(self) -> Axis:
        return Loop

    @property
    def tried(self) -> Axis:
        try:
            Embed = self.compute("mlp")
        except ValueError as Position:
            raise Position
        return Embed


class Axes:
    def __call__(self, name: str) -> Axis:
        return Axis("mlp", 3)


shadows = Shadows()
x.sum(shadows.Position)
x.sum(shadows.local)
x.sum(shadows.parameter(Axis("mlp", 3)))
x.sum(shadows.twice)
x.sum(shadows.loop)
x.sum(shadows.walrus)
x.sum(shadows.matched)
x.sum(shadows.imported)
x.sum(shadows.rebound)
x.sum(shadows.nested)
x.sum(shadows.changed_constant)
x.sum(shadows.in_loop)
x.sum(shadows.tried)


def make() -> type[Fields]:
    Embed = Axis("mlp", 3)

    class Local(Fields):
        Mlp = property(lambda self: Embed)

        @property
        def Too(self) -> Axis:
            return Embed

    x.sum(Local().Mlp)
    x.sum(Local().Too)
    return Local


make()


# Other things than axes.
class Table:
    def alias(self, name: str) -> "Table":
        return self

    def resize(self, size: int) -> "Table":
        return self


class Query:
    table = Table()
    Aliased = property(lambda self: self.table.alias("embed"))
    Resized = property(lambda self: self.table.resize(3))
    Number = property(lambda self: 3)
    Name = property(lambda self: "mlp")

    @property
    def Maybe(self) -> Axis | None:
        return Axis("mlp", 3)

    @property
    def Many(self) -> list[Axis]:
        return [Axis("embed", 3)]

    def each(self) -> Iterator[Axis]:
        yield Axis("mlp", 3)

    async def later(self) -> Axis:
        return Axis("mlp", 3)

    @overload
    def chosen(self, name: int) -> Axis: ...
    @overload
    def chosen(self, name: str) -> Axis: ...
    def chosen(self, name: int | str) -> Axis:
        return Axis("mlp", 3)


query = Query()
table: Table = query.Aliased.alias("a")
table = query.Resized.resize(3)
number: int = query.Number + 1
x.sum(query.Name)
maybe = query.Maybe
if maybe is not None:
    x.sum(maybe)
hax.ones(query.Many)
for axis in query.each():
    x.sum(axis)
x.sum(query.chosen(3))


# Bases that leave it open.
class Abstract(ABC):
    @property
    @abstractmethod
    def Pos(self) -> Axis: ...

    @property
    @abstractmethod
    def Vocab(self) -> Axis:
        return Axis("vocab", 3)

    @property
    def Open(self) -> Axis[Any, Any]:
        return Axis("open", 3)

    @property
    def OpenTuple(self) -> tuple[Axis[Any], ...]:
        return (Axis("open", 3),)

    @property
    def Never(self) -> Axis:
        raise NotImplementedError

    Untold = property(lambda self: self.compute())
    Sized = property(lambda self: Axis("sized", 3))
    Constant = Axis("constant", 3)

    def compute(self) -> Any:
        return 3


class Concrete(Abstract):
    Pos = property(lambda self: Axis("mlp", 3))
    Vocab = property(lambda self: Axis("mlp", 3))
    Open = property(lambda self: Axis("mlp", 3))
    OpenTuple = property(lambda self: (Axis("mlp", 3), Axis("batch", 2)))
    Never = property(lambda self: Axis("mlp", 3))
    Untold = property(lambda self: Axis("mlp", 3))
    Sized = property(lambda self: Axis("sized", 5))
    Constant = Axis("constant", 5)


class Unread(Concrete):
    name = "mlp"
    Pos = property(lambda self: Axis(self.name, 3))
    Vocab = property(lambda self: self.compute_axis())
    Untold: Any = 3

    @property
    def Never(self) -> Axis:
        return Axis(self.name, 3)

    @property
    def OpenTuple(self) -> tuple[Axis, ...]:
        return tuple(Axis(name, 2) for name in ("batch",))

    def compute_axis(self) -> Axis:
        return Axis(self.name, 3)


def get(self: Any) -> Axis:
    return Axis("mlp", 3)


class Getting(Concrete):
    Sized = property(get)
    Untold = property(lambda self: Axis("mlp", 3), lambda self, axis: None)


class Mixing:
    Sized = property(lambda self: self.compute())
    Constant = Axis("constant", 7)
    OpenTuple = property(lambda self: tuple(self.compute()))


class Both(Mixing, Concrete):
    pass


class BothToo(Concrete, Mixing):
    pass


class HasPos(Protocol):
    @property
    def Pos(self) -> Axis: ...


class Either:
    @property
    def Pos(self) -> Axis:
        return Axis("batch", 2) if len(repr(self)) < 3 else Axis("mlp", 3)

    @property
    def Computed(self) -> Axis:
        return Axis("".join(["m", "lp"]), 3)


C = TypeVar("C", bound=Abstract)


def of_abstract(abstract: Abstract, has: HasPos, either: Either, of_any: Any) -> None:
    x.sum(abstract.Pos)
    x.sum(abstract.Vocab)
    x.sum(abstract.Open)
    x.sum(abstract.OpenTuple)
    x.sum(abstract.Never)
    x.sum(has.Pos)
    x.sum(either.Pos)
    x.sum(either.Computed)
    x.sum(of_any.Pos)


def of_variable(config: C) -> C:
    x.sum(config.Pos)
    return config


concrete = of_variable(Concrete())
of_abstract(concrete, Concrete(), Either(), concrete)
of_abstract(Unread(), Unread(), Either(), concrete)
x.sum(concrete.Pos)
x.sum(Getting().Sized)
x.sum(BothToo().Pos)
x.sum(concrete.Vocab)
x.sum(Unread().Pos)
x.sum(Unread().Vocab)
x.sum(Unread().OpenTuple)
hax.ones(concrete.OpenTuple)
hax.ones(concrete.Constant) + hax.ones(Concrete.Constant)


# Mixins, and what is not annotated.
class Mixin:
    Mlp = property(lambda self: Axis("mlp", self.of_subclass))
    Double = property(lambda self: Axis("mlp", self.of_subclass * 2), doc="Twice that.")


class Mixed(Mixin):
    of_subclass = 3
    fget: ClassVar[int] = 3


class Setting:
    def __init__(self) -> None:
        self.axis = Axis("mlp", 3)

    def _get(self) -> Axis:
        return self.axis

    def _set(self, axis: Axis) -> None:
        self.axis = axis

    Mlp = property(_get, _set)
    Too = property(lambda self: self.axis, lambda self, axis: None)
    Late = cached_property(lambda self: self.axis.alias("mlp"))

    @property
    def Settable(self) -> Axis:
        return self.axis

    @Settable.setter
    def Settable(self, axis: Axis) -> None:
        self.axis = axis


x.sum(Mixed().Mlp)
x.sum(Mixed().Double.resize(3))
setting = Setting()
setting.Mlp = Axis("batch", 2)
setting.Too = Axis("batch", 2)
setting.Settable = Axis("mlp", 3)
x.sum(setting.Mlp)
x.sum(setting.Settable)
x.sum(setting.Late)


# Functions.
def computed(name: str) -> Axis:
    return Axis(name, 3)


def changing() -> Axis:
    return Again.alias(Again.name)


def by_default(Position: Axis = Position) -> Axis:
    return Position


@functools.lru_cache
def cached() -> Axis:
    return Axis("mlp", 3)


def recursive(size: int) -> Axis:
    return recursive(size - 1) if size > 3 else Axis("mlp", size)


x.sum(computed("mlp"))
x.rename({"mlp": changing().name})
x.sum(by_default(Axis("mlp", 3)))
x.sum(recursive(3))
x.sum(cached())


def typed(y: NamedArray["batch mlp"]) -> NamedArray["batch"]:
    return y.sum(computed("mlp"))


typed(x)


# Axes that are compared, and containers to which others are added.
@dataclass(frozen=True)
class Known:
    hidden: int = 3
    Embed = property(lambda self: Axis("embed", self.hidden))
    Mlp = property(lambda self: Axis("mlp", self.hidden))
    Both = property(lambda self: (self.Embed, self.Mlp))


def compared(known: Known) -> int:
    found = int(known.Embed == known.Mlp)
    found += int(known.Embed != known.Mlp)
    found += int(known.Embed.name == "mlp")
    found += int(known.Embed.name == known.Mlp.name)
    found += int(known.Embed in [known.Mlp])
    found += int(known.Embed is known.Mlp)
    found += int(known.Both == (known.Mlp, known.Embed))
    return found


def collected(known: Known, flag: bool) -> list[Axis]:
    axes = [known.Embed]
    hax.ones(axes).sum(axes[-1])
    axes.append(known.Mlp)
    axes += [known.Mlp.alias("more")]
    axes.insert(0, known.Mlp)
    axes[0] = known.Mlp.alias("first")
    axes.extend((Position, known.Embed.alias("last")))
    x.sum(axes[2])
    by_name = {"embed": known.Embed}
    by_name["mlp"] = known.Mlp
    by_name.update({"position": Position})
    x.sum(by_name["mlp"])
    sizes = {known.Embed: 3}
    sizes[known.Mlp] = 4
    several = {known.Embed}
    several.add(known.Mlp)
    copied = list(known.Both)
    copied.append(Position)
    for axis in axes[1:2]:
        hax.ones(axis).sum(axis)
    axis = known.Embed
    axis = known.Mlp
    x.sum(axis)
    if flag:
        axis = known.Embed
    chosen = known.Embed if flag else known.Mlp
    x.sum(chosen)
    return [*axes, *sorted(known.Both, key=lambda axis: axis.name)]


class Layer:
    In: Axis

    def __init__(self, known: Known) -> None:
        self.In = known.Embed
        self.Out = known.Embed
        self.axes = [known.Embed]
        self.pair = (known.Embed, 3)
        self.name = known.Embed.name

    def change(self, known: Known) -> None:
        self.In = known.Mlp
        self.Out = known.Mlp
        self.axes.append(known.Mlp)
        self.axes = [known.Mlp]
        self.pair = (known.Mlp, 4)
        self.name = known.Mlp.name


known = Known()
compared(known)
collected(known, flag=False)
layer = Layer(known)
layer.change(known)
layer.In = known.Embed.alias("mlp")
x.sum(layer.In)
x.sum(layer.Out)
x.sum(layer.axes)
x.sum(layer.pair[0])
x.sum(layer.name)


# Class attributes that are assigned from outside.
class Assigned:
    Rows = Axis("mlp", 7)

    @classmethod
    def rows(cls) -> Axis:
        found: Axis["mlp", 3] = cls.Rows.resize(3)
        return cls.Rows

    @classmethod
    def add(cls) -> NamedArray:
        return hax.ones(cls.Rows) + hax.ones(Assigned.rows())


class Smaller(Assigned):
    Rows = Axis("mlp", 3)


Assigned.Rows = Axis("mlp", 5)
Assigned().Rows = Axis("mlp", 3)
x.sum(Smaller.rows())
x.sum(Smaller().Rows)
Assigned.add()
