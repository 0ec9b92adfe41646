"""Models as people write them."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, Self, TypedDict, TypeVar, overload

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Float, Int

Batch, Position = hax.make_axes(batch=2, position=3)


@dataclass(frozen=True)
class Config:
    embed: int = 4
    heads: int = 2

    Embed = property(lambda self: Axis("embed", self.embed))

    @property
    def Heads(self) -> Axis["heads"]:
        return Axis("heads", self.heads)

    @cached_property
    def Size(self) -> Axis["head_size"]:
        return Axis("head_size", self.embed // self.heads)


class Attention(eqx.Module):
    query: NamedArray["embed heads head_size"]
    key: NamedArray["embed heads head_size"]
    out: NamedArray["heads head_size embed"]
    config: Config = eqx.field(static=True)

    @staticmethod
    def init(config: Config, key: jax.Array) -> "Attention":
        q, k, o = jax.random.split(key, 3)
        axes = (config.Embed, config.Heads, config.Size)
        return Attention(
            query=hax.random.normal(q, axes),
            key=hax.random.normal(k, axes),
            out=hax.random.normal(o, (config.Heads, config.Size, config.Embed)),
            config=config,
        )

    def __call__(self, x: Float[NamedArray, "batch position embed"]) -> Float[NamedArray, "batch position embed"]:
        Size, Heads = self.config.Size, self.config.Heads
        q = hax.dot(x, self.query, axis="embed")
        k = hax.dot(x, self.key, axis="embed").rename({"position": "key_position"})
        scores = hax.dot(q, k, axis=Size) / Size.size**0.5
        weights = hax.nn.softmax(scores, axis="key_position")
        mixed = hax.dot(weights, k, axis="key_position")
        return hax.dot(mixed, self.out, axis=(Heads, Size))


class Block(eqx.Module):
    attention: Attention
    scale: NamedArray["embed"]
    activation: Callable[[NamedArray], NamedArray] = eqx.field(static=True, default=hax.nn.gelu)

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        x = x + self.attention(x * self.scale)
        x = self.activation(x)
        return x


attention = Attention.init(Config(), jax.random.PRNGKey(0))
block = Block(attention, hax.ones(Config().Embed))
x = hax.ones((Batch, Position, Config().Embed))
block(x).sum("embed")
eqx.filter_jit(block)(x)
jax.tree.map(lambda leaf: leaf * 2, block)
eqx.tree_at(lambda b: b.scale, block, hax.zeros(Config().Embed))


@dataclass
class Example:
    tokens: Int[NamedArray, "position"]
    mask: NamedArray["position"] | None = None
    extra: dict[str, NamedArray] = field(default_factory=dict)
    names: ClassVar[tuple[str, ...]] = ("tokens", "mask")

    def masked(self) -> NamedArray["position"]:
        return self.tokens if self.mask is None else self.tokens * self.mask

    def with_mask(self, mask: NamedArray["position"]) -> Self:
        return replace(self, mask=mask)


example = Example(hax.arange(Position), extra={"x": x})
example.with_mask(hax.ones(Position)).masked().sum("position")
example.extra["y"] = x.sum()


class Batched(NamedTuple):
    tokens: NamedArray["batch position"]
    weights: NamedArray["batch"] | float = 1.0


class Options(TypedDict, total=False):
    bias: NamedArray["embed"]
    anything: NamedArray


batched = Batched(hax.zeros((Batch, Position)))
tokens, weights = batched
(tokens * weights).sum("position")
options: Options = {"anything": x}
options["bias"] = hax.ones(Config().Embed)


# Protocols, abstract classes, overloads, generics, enumerations.
class Layer(Protocol):
    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]: ...


class Base(ABC):
    @abstractmethod
    def forward(self, x: NamedArray) -> NamedArray: ...


class Mean(Base):
    def forward(self, x: NamedArray) -> NamedArray["batch"]:
        return x.mean("position")


A = TypeVar("A", bound=NamedArray)


class Cache(Generic[A]):
    def __init__(self) -> None:
        self.items: list[A] = []

    def put(self, item: A) -> A:
        self.items.append(item)
        return item


class Axes(Enum):
    EMBED = "embed"


class Logits(NamedArray):
    @property
    def best(self) -> NamedArray:
        return hax.argmax(self, "embed")


@overload
def maybe(x: None) -> None: ...
@overload
def maybe(x: NamedArray["batch position"]) -> NamedArray["batch"]: ...
def maybe(x: NamedArray["batch position"] | None) -> NamedArray["batch"] | None:
    return None if x is None else x.sum("position")


def run(layers: list[Layer], x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
    for layer in layers:
        x = layer(x)
    return x


run([block, attention, lambda x: x * 2], x)
Mean().forward(x.sum("embed")).sum("batch")
cache: Cache[NamedArray["batch"]] = Cache()
cache.put(x.sum(("position", "embed"))).sum("batch")
x.sum(Axes.EMBED.value)
logits = Logits(x.array, x.axes)
logits.best.sum("batch")
(logits + 1).sum("embed")
maybe(x.sum("embed"))
maybe(None)


class Dynamic:
    def __getattr__(self, name: str) -> Any:
        return x


Dynamic().weights.sum("embed")
setattr(example, "other", x)  # noqa: B010
