"""Annotations in every position of a program."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import (
    Annotated,
    ClassVar,
    Final,
    Generic,
    NamedTuple,
    Optional,
    Protocol,
    TypeAlias,
    TypedDict,
    TypeVar,
    Union,
    cast,
)

import haliax as hax
from haliax import NamedArray
from haliax.haxtyping import Float

Batch, Embed = hax.make_axes(batch=2, embed=3)
be = hax.ones((Batch, Embed))
b = hax.ones(Batch)

# Aliases, explicit and not, of one word and of more.
Tokens = NamedArray["batch"]
Hidden: TypeAlias = NamedArray["batch embed"]
Weights: TypeAlias = "NamedArray['embed']"
Pairs = dict[str, NamedArray["batch embed"]]
Maybe = Optional[NamedArray["batch"]]
Scores: TypeAlias = "Float[NamedArray, 'batch']"


def aliases(a: Tokens, b: Hidden, c: Weights, d: Pairs, e: Maybe, f: Scores) -> Tokens:
    reveal_type(a)  # R: [batch]
    reveal_type(b)  # R: [batch, embed]
    reveal_type(c)  # R: [embed]
    reveal_type(d)  # R: dict[str, [batch, embed]]
    reveal_type(e)  # R: [batch] | None
    reveal_type(f)  # R: [batch]
    return a


reveal_type(aliases(b, be, be.sum("batch"), {"x": be}, None, b))  # R: [batch]


# Bounds and constraints.
A = TypeVar("A", bound=NamedArray["batch ..."])
One = TypeVar("One", bound=NamedArray["batch"])
Either = TypeVar("Either", NamedArray["batch"], NamedArray["batch embed"])


def keep(x: A) -> A:
    reveal_type(x.mean("batch"))  # R: [...]
    return x


def twice(x: Either) -> Either:
    return x


reveal_type(keep(be))  # R: [batch, embed]
reveal_type(keep(b))  # R: [batch]
reveal_type(twice(b))  # R: [batch]
reveal_type(twice(be))  # R: [batch, embed]


# Callable, cast and other types around.
def call(f: Callable[[NamedArray["batch"]], NamedArray["embed batch"]], g: Callable[..., NamedArray["batch"]]) -> None:
    reveal_type(f(b))  # R: [embed, batch]
    reveal_type(g())  # R: [batch]


call(lambda x: x.broadcast_axis(Embed), lambda: b)
anything: object = be
reveal_type(cast(NamedArray["batch embed"], anything))  # R: [batch, embed]
reveal_type(cast("NamedArray['batch ...']", anything))  # R: [batch, ...]


def around(
    a: Sequence[NamedArray["batch"]],
    b: Mapping[str, NamedArray["embed"]],
    c: Union[NamedArray["batch"], float],
    d: tuple[NamedArray["batch"], NamedArray["embed"]],
    e: Annotated[NamedArray["batch"], "a note"],
    f: type[NamedArray],
) -> Iterator[NamedArray["batch"]]:
    reveal_type(a[0])  # R: [batch]
    reveal_type(b["x"])  # R: [embed]
    reveal_type(c)  # R: [batch] | float
    reveal_type(d)  # R: tuple[[batch], [embed]]
    reveal_type(e)  # R: [batch]
    reveal_type(f(e.array, "batch"))  # R: [batch]
    yield a[0]


for item in around([b], {"x": be.sum("batch")}, 1.0, (b, be.sum("batch")), b, NamedArray):
    reveal_type(item)  # R: [batch]


# Attributes of every kind of class.
class Layer:
    scale: ClassVar[NamedArray["embed"]] = hax.ones(Embed)
    bias: NamedArray["embed"]

    def __init__(self) -> None:
        self.bias = hax.zeros(Embed)
        self.weight: NamedArray["embed batch"] = hax.zeros((Embed, Batch))
        self.inferred = hax.zeros((Batch, Embed))

    @property
    def total(self) -> NamedArray[""]:
        return self.bias.sum("embed")

    @classmethod
    def make(cls, x: NamedArray["batch"]) -> "tuple[Layer, NamedArray['batch']]":
        return cls(), x

    @staticmethod
    def same(x: NamedArray["batch"]) -> NamedArray["batch"]:
        return x

    def __call__(self, x: NamedArray["... embed"]) -> NamedArray["... embed"]:
        return x * self.scale


layer = Layer()
reveal_type(Layer.scale)  # R: [embed]
reveal_type(layer.bias)  # R: [embed]
reveal_type(layer.weight)  # R: [embed, batch]
reveal_type(layer.inferred)  # R: [batch, embed]
reveal_type(layer.total)  # R: []
reveal_type(Layer.make(b)[1])  # R: [batch]
reveal_type(layer.same(b))  # R: [batch]
reveal_type(layer(be))  # R: [..., embed]


class Example(NamedTuple):
    tokens: NamedArray["batch"]
    mask: NamedArray["batch"] | None = None


class Options(TypedDict):
    bias: NamedArray["embed"]


class Apply(Protocol):
    def __call__(self, x: NamedArray["batch embed"], /) -> NamedArray["batch"]: ...


T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item


def with_protocol(f: Apply, options: Options, box: Box[NamedArray["batch"]]) -> None:
    reveal_type(f(be))  # R: [batch]
    reveal_type(options["bias"])  # R: [embed]
    reveal_type(box.item)  # R: [batch]


with_protocol(lambda x: x.sum("embed"), {"bias": be.sum("batch")}, Box(b))
reveal_type(Example(b).tokens)  # R: [batch]
reveal_type(Example(b).mask)  # R: [batch] | None
reveal_type(Box(be).item)  # R: [batch, embed]

CONSTANT: Final = hax.ones(Embed)
local: NamedArray["batch embed"] = be
later: NamedArray["batch"]
later = b
reveal_type(CONSTANT)  # R: [embed]
reveal_type(local)  # R: [batch, embed]
reveal_type(later)  # R: [batch]
