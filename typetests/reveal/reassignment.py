"""A name has the axes that were last assigned to it."""

import haliax as hax
from haliax import NamedArray

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
x = hax.ones((Batch, Position, Embed))

# One after the other.
y = x
reveal_type(y)  # R: [batch, position, embed]
y = y.sum("embed")
reveal_type(y)  # R: [batch, position]
y = y.rename({"position": "key"})
reveal_type(y)  # R: [batch, key]
y = hax.sum(y)
reveal_type(y)  # R: []


def parameters(x: NamedArray["batch embed"], y: NamedArray["batch ..."]) -> NamedArray["batch"]:
    reveal_type(x)  # R: [batch, embed]
    x = x.sum("embed")
    reveal_type(x)  # R: [batch]
    y = y + x
    reveal_type(y)  # R: [batch, ...]
    return x


parameters(x.sum("position"), x)


def branches(x: NamedArray["batch embed"], flag: bool) -> None:
    if flag:
        x = x.sum("embed")
    reveal_type(x)  # R: [batch] | [batch, embed]
    x = x.sum("batch")
    reveal_type(x)  # R: [] | [embed]
    if flag:
        z = x.sum()
    else:
        z = x.sum("embed")
    reveal_type(z)  # R: []


branches(x.sum("position"), True)
branches(x.sum("position"), False)


def loops(x: NamedArray["batch position embed"]) -> None:
    total = hax.zeros(Embed)
    for part in x.sum("position").unbind("batch"):
        total = total + part
    reveal_type(total)  # R: [embed]
    state = x
    for name in ("batch", "position"):
        state = state.sum("embed") if state.has_axis("embed") else state
        reveal_type(name)  # R: 'batch' | 'position'
    reveal_type(state)  # R: [batch, position] | [batch, position, embed]
    while x.has_axis("embed"):
        x = x.sum("embed")
        reveal_type(x)  # R: [batch, position]


loops(x)


def with_walrus_and_try(x: NamedArray["batch embed"]) -> None:
    if (total := x.sum("embed")).ndim:
        reveal_type(total)  # R: [batch]
    try:
        out = x.sum("embed")
    except ValueError:
        out = x.sum("batch")
    reveal_type(out)  # R: [batch] | [embed]
    with hax.axis_mapping({}):
        out = x.sum()
    reveal_type(out)  # R: []
    a, b = x.sum("batch"), x.sum("embed")
    reveal_type(a)  # R: [embed]
    reveal_type(b)  # R: [batch]


with_walrus_and_try(x.sum("position"))
