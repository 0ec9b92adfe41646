"""What may be right is not wrong: arrays of which a part is known, passed on and returned as exact ones."""

from typing import TypeVar, TypeVarTuple

import haliax as hax
from haliax import NamedArray
from haliax.haxtyping import Float

Batch, Position, Embed, Mlp = hax.make_axes(batch=2, position=3, embed=5, mlp=7)
x = hax.ones((Batch, Position, Embed))
be = hax.ones((Batch, Embed))
Rest = TypeVarTuple("Rest")
A = TypeVar("A", bound=NamedArray["... embed"])


def exact(x: NamedArray["batch embed"]) -> None: ...
def start(x: NamedArray["batch ..."]) -> None: ...
def end(x: NamedArray["... embed"]) -> None: ...
def ends(x: NamedArray["batch ... embed"]) -> None: ...
def any_order(x: NamedArray["{batch embed}"]) -> None: ...
def at_least(x: NamedArray["{embed ...}"]) -> None: ...
def bare(x: NamedArray) -> None: ...


# Exact arrays fit every form that describes them.
exact(be)
start(be)
end(be)
ends(be)
any_order(be)
any_order(be.rearrange(("embed", "batch")))
at_least(be)
at_least(x)
at_least(x.sum(("batch", "position")))
bare(be)
start(x)
end(x)
ends(x)


# Partly known ones fit what they may be.
def passed_on(
    a: NamedArray,
    b: NamedArray["batch ..."],
    c: NamedArray["... embed"],
    d: NamedArray["{batch embed}"],
    e: NamedArray["{embed ...}"],
    f: NamedArray["..."],
) -> None:
    exact(a)
    exact(b)
    exact(c)
    exact(e)
    exact(f)
    start(a)
    start(b)
    end(a)
    end(b)
    end(c)
    ends(b)
    ends(c)
    any_order(a)
    any_order(b)
    any_order(c)
    any_order(d)
    any_order(e)
    at_least(a)
    at_least(b)
    at_least(c)
    at_least(d)
    at_least(e)
    bare(e)


passed_on(be, be, be, be, be, be)


# Results of operations with unknown operands are returned as exact arrays.
def add(x: NamedArray["batch embed"], u: NamedArray) -> NamedArray["batch embed"]:
    return x + u


def scale(x: NamedArray["... embed"], s: NamedArray["embed"]) -> NamedArray["... embed"]:
    return x * s


def scale_first(x: NamedArray["... embed"], s: NamedArray["embed"]) -> NamedArray["... embed"]:
    return s * x


def norm(x: NamedArray["... embed"], eps: float = 1e-5) -> NamedArray["... embed"]:
    mean = x.mean("embed")
    centred = x - mean
    variance = hax.mean(centred**2, "embed")
    return centred * hax.rsqrt(variance + eps)


def norm_of_row(x: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest, "embed"]:
    return (x - x.mean("embed")) / (x.std("embed") + 1e-5)


def linear(x: Float[NamedArray, "... embed"], w: NamedArray["embed mlp"]) -> Float[NamedArray, "... mlp"]:
    return hax.dot(x, w, axis="embed", out_axes=(..., "mlp"))


def bias(x: NamedArray["... mlp"], b: NamedArray["mlp"] | None) -> NamedArray["... mlp"]:
    return x if b is None else x + b


def where(mask: NamedArray["{batch embed}"], x: NamedArray["batch embed"], y: NamedArray) -> NamedArray["batch embed"]:
    return hax.where(mask > 0, x, y)


def broadcast(a: NamedArray["{embed ...}"]) -> NamedArray["{batch embed ...}"]:
    return a.broadcast_axis(Batch)


def mix(a: NamedArray["{batch embed}"], b: NamedArray["embed"]) -> NamedArray["{batch embed}"]:
    return a * b + b * a


def residual(x: A) -> A:
    y = x
    y = y
    return y


def contract(a: NamedArray, b: NamedArray["batch ..."]) -> NamedArray["embed"]:
    return hax.dot(a, b, axis="batch")


def join(first: NamedArray["batch embed"], others: list[NamedArray]) -> NamedArray["layer batch embed"]:
    return hax.stack("layer", [first, *others])


def order(a: NamedArray["{batch embed}"]) -> NamedArray["embed batch"]:
    return a.rearrange(("embed", "batch"))


def in_order(a: NamedArray["batch ..."]) -> NamedArray["... batch"]:
    return a.rearrange((..., "batch"))


def until_scalar(a: NamedArray["batch ..."]) -> NamedArray[""]:
    return a.sum("batch").sum()


w = hax.ones((Embed, Mlp))
add(be, be)
scale(x, hax.ones(Embed))
scale_first(x, hax.ones(Embed))
exact(norm(be))
norm_of_row(x).sum("position")
bias(linear(x, w), None).sum("mlp")
where(be, be, be)
broadcast(be)
mix(be, hax.ones(Embed))
residual(x).sum("position")
contract(be, hax.ones(Batch))
join(be, [be]).sum("layer")
order(be)
in_order(x)
until_scalar(x)
