"""Row variables keep what they stand for."""

from typing import TypeVarTuple

import haliax as hax
from haliax import NamedArray

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
x = hax.ones((Batch, Position, Embed))
b = hax.ones(Batch)

Rest = TypeVarTuple("Rest")


def drop(x: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest]:
    return x.sum("embed")


def rename(x: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest, "mlp"]:
    return x  # E(static): rename: the result is [*Rest, embed]; expected [*Rest, mlp]: no axis 'mlp'  [return-value]


def same(x: NamedArray[*Rest], y: NamedArray[*Rest]) -> NamedArray[*Rest]:
    return x + y


drop(x).sum("embed")  # E: sum: no axis 'embed' in [batch, position]  [axis-missing]
drop(x).sum("heads")  # E: sum: no axis 'heads' in [batch, position]  [axis-missing]
drop(drop(x))  # E(type): drop: argument 'x' is [batch, position, embed]; expected [batch, embed, embed]  [arg-type]
drop(b)  # E(type): drop: argument 'x' is [batch]; expected [embed]: no axis 'embed'  [arg-type]
drop(x) + x.sum("batch")  # E: add: cannot broadcast [batch, position] and [position, embed]: …  [axis-broadcast]
