"""An operation on a union gives the union of what it gives on each member."""

from typing import Literal

import haliax as hax
from haliax import Axis, NamedArray

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
be = hax.ones((Batch, Embed))
e = hax.ones(Embed)


def arrays(x: NamedArray["batch embed"] | NamedArray["embed"], y: NamedArray["embed batch"]) -> None:
    reveal_type(x)  # R: [batch, embed] | [embed]
    reveal_type(x.sum("embed"))  # R: [batch] | []
    reveal_type(x + 1)  # R: [batch, embed] | [embed]
    reveal_type(1 + x)  # R: [batch, embed] | [embed]
    reveal_type(hax.exp(x))  # R: [batch, embed] | [embed]
    reveal_type(hax.sum(x, "embed"))  # R: [batch] | []
    reveal_type(x + y)  # R: [batch, embed] | [embed, batch]
    reveal_type(hax.dot(x, y, axis="embed"))  # R: [batch]
    reveal_type(x.sum())  # R: []
    reveal_type(x.rename({"embed": "mlp"}))  # R: [batch, mlp] | [mlp]


arrays(be, be.rearrange((Embed, Batch)))
arrays(e, be.rearrange((Embed, Batch)))


def optional(x: NamedArray["batch embed"], mask: NamedArray["batch"] | None, scale: NamedArray["embed"] | float) -> None:
    reveal_type(x.sum("embed", where=mask))  # R: [batch]
    reveal_type(x * scale)  # R: [batch, embed]
    reveal_type(scale * x)  # R: [batch, embed]
    reveal_type(hax.where(x > 0, x, scale))  # R: [batch, embed]
    reveal_type(x.clip(None, scale))  # R: [batch, embed]
    if mask is not None:
        reveal_type(mask)  # R: [batch]
        reveal_type(x * mask)  # R: [batch, embed]
    if isinstance(scale, NamedArray):
        reveal_type(scale)  # R: [embed]


optional(be, None, 2.0)
optional(be, hax.full(Batch, True), e)


def axes(x: NamedArray["batch embed"], which: Literal["batch", "embed"], Either: Axis["batch"] | Axis["embed"]) -> None:
    # A name that is one of two gives what is certain for both: mypy does not know that it is the same one everywhere.
    reveal_type(x.sum(which))  # R: [...]
    reveal_type(x.sum(Either))  # R: [...]
    reveal_type(hax.zeros(Either.resize(2)))  # R: [...]
    reveal_type(x.sum((which, "embed") if which == "batch" else "embed"))  # R: [...]
    reveal_type(hax.roll(x, 1, which))  # R: [batch, embed]
    reveal_type(x.rename({"embed": which.upper()}))  # R: [...]


axes(be, "batch", Embed)


# Branches make unions; what is common comes back together.
def branches(flag: bool, x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    y = x if flag else x.sum("batch")
    reveal_type(y)  # R: [batch, embed] | [embed]
    z = y.sum("embed") if flag else x.sum("embed")
    reveal_type(z)  # R: [batch] | []
    return x.sum("embed") if flag else x.mean(Embed)


reveal_type(branches(True, be))  # R: [batch]
branches(False, be)

# A member for which the operation would fail gives nothing.
def one_fails(x: NamedArray["batch embed"] | NamedArray["embed"]) -> None:
    reveal_type(x.sum("batch"))  # R: [embed]
    reveal_type(hax.dot(x, be, axis="batch"))  # R: [embed]
    if x.has_axis("batch"):
        reveal_type(x.sum(("batch", "embed")))  # R: []


one_fails(be)
