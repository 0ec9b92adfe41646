"""An operation on a union is wrong when it is wrong for every member."""

from typing import Literal

import haliax as hax
from haliax import NamedArray

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
be = hax.ones((Batch, Embed))
e = hax.ones(Embed)
m = hax.ones(Mlp)


def arrays(x: NamedArray["batch embed"] | NamedArray["embed"], y: NamedArray["mlp"]) -> None:
    x.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
    hax.mean(x, "mlp")  # E: mean: no axis 'mlp' in [batch, embed]  [axis-missing]
    x + y  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
    y + x  # E: add: cannot broadcast [mlp] and [batch, embed]: …  [axis-broadcast]
    hax.dot(x, y, axis="heads")  # E: dot: no axis 'heads' in [batch, embed, mlp]  [axis-missing]
    x.rename({"mlp": "hidden"})  # E: rename: no axis 'mlp' in [batch, embed]  [axis-missing]


arrays(be, m)


def optional(x: NamedArray["batch"] | None, which: Literal["embed", "mlp"]) -> None:
    if x is not None:
        x.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
        x.sum(which)  # E: sum: no axis 'embed' in [batch]  [axis-missing]


optional(be.sum("embed"), "embed")


def annotated(x: NamedArray["batch"]) -> None: ...


def branches(flag: bool) -> None:
    y = be if flag else e
    y.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
    annotated(y)  # E(static): annotated: argument 'x' is [batch, embed] or [embed]; expected [batch]: [batch, embed]: unexpected axis 'embed'  [arg-type]
    if flag:
        y = be.sum("batch")
    else:
        y = be.sum()
    y.sum("batch")  # E: sum: no axis 'batch' in [embed]  [axis-missing]


branches(True)
