"""Names that are assigned again, with other axes: in sequence, branches, loops, parameters."""

import haliax as hax
from haliax import NamedArray
from haliax.haxtyping import Float

Batch, Position, Embed, Mlp = hax.make_axes(batch=2, position=3, embed=5, mlp=7)
x = hax.ones((Batch, Position, Embed))
w = hax.ones((Embed, Mlp))

y = x
y = y.sum("embed")
y = y.rename({"position": "key"})
y = hax.sum(y)
y = y + 1
y = hax.zeros(Mlp)


def parameter(x: NamedArray["batch position embed"]) -> NamedArray["batch position mlp"]:
    x = hax.dot(x, w, axis="embed")
    x = hax.nn.relu(x)
    return x


def to_number(x: NamedArray["batch"]) -> float:
    x = x.mean()
    return float(x.item())


def branch(x: NamedArray["batch position embed"], pool: bool) -> NamedArray:
    if pool:
        x = x.mean("position")
    else:
        x = x.max("embed")
    x = x.sum("batch")
    return x


def early_return(x: NamedArray["batch position embed"], pool: bool) -> NamedArray["batch embed"]:
    if pool:
        x = x.mean("position")
        return x
    x = x.take("position", 0)
    return x


def loop(x: NamedArray["batch position embed"], steps: int) -> NamedArray["batch position embed"]:
    residual = x
    for _ in range(steps):
        residual = x
        x = x - x.mean("embed")
        x = hax.nn.gelu(x) + residual
    return x


def loop_with_changes(x: NamedArray["batch position embed"]) -> NamedArray:
    for axis in (Position, Embed):
        x = x.sum(axis)
    return x


def while_loop(x: NamedArray["batch position embed"]) -> NamedArray:
    while x.ndim > 1:
        x = x.sum(x.axes[-1].name)
    return x


def accumulate(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    total = hax.zeros(Embed)
    for row in x.unbind("batch"):
        total += row
    return total


def accumulate_from_number(x: NamedArray["batch embed"]) -> NamedArray["embed"] | float:
    total: NamedArray["embed"] | float = 0.0
    for row in x.unbind("batch"):
        total = total + row
    return total


def from_none(xs: list[NamedArray["embed"]]) -> NamedArray["embed"]:
    best: NamedArray["embed"] | None = None
    for x in xs:
        best = x if best is None else hax.maximum(best, x)
    assert best is not None
    return best


def tries(x: NamedArray["batch embed"]) -> NamedArray:
    try:
        x = x.sum("embed")
    except ValueError:
        x = x.sum("batch")
    else:
        x = x + 1
    finally:
        x = x * 2
    return x


def tuples(x: NamedArray["batch embed"]) -> NamedArray[""]:
    x, y = x.sum("embed"), x.sum("batch")
    x, (y, z) = x.sum(), (y * 2, y.sum())
    return x * z


def comprehension(xs: list[NamedArray["batch embed"]]) -> list[NamedArray["batch"]]:
    ys = [x * 2 for x in xs]
    return [x.sum("embed") for x in ys]


def typed_locals(x: Float[NamedArray, "batch embed"]) -> NamedArray["batch"]:
    scale: NamedArray["embed"] = x.mean("batch")
    scale = scale * 2
    out: NamedArray["batch"] = (x * scale).sum("embed")
    return out


pooled = x.mean("position")
parameter(x)
to_number(pooled.sum("embed"))
branch(x, pool=True)
branch(x, pool=False)
early_return(x, pool=True)
early_return(x, pool=False)
loop(x, 2)
loop_with_changes(x)
while_loop(x)
accumulate(pooled)
accumulate_from_number(pooled)
from_none(pooled.unbind("batch"))
tries(pooled)
tuples(pooled)
comprehension([pooled, pooled])
typed_locals(pooled)
