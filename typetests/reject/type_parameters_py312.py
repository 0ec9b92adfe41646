"""Mistakes with type parameters and aliases in the syntax of PEP 695."""

import haliax as hax
from haliax import NamedArray

Batch, Embed = hax.make_axes(batch=2, embed=3)
x = hax.ones((Batch, Embed))

type Tokens = NamedArray["batch"]
type Broken = NamedArray["batch batch"]  # E(static): NamedArray: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]


def alias(a: Tokens) -> None:
    a.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]


def drop[*Rest](x: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest]:
    return x.sum("embed")


def wrong[*Rest](x: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest]:
    return x  # E(static): wrong: the result is [*Rest, embed]; expected [*Rest]: unexpected axis 'embed'  [return-value]


def bound[A: NamedArray["batch ..."]](x: A) -> A:
    return x


alias(x.sum("embed"))
drop(x).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
drop(drop(x))  # E(type): drop: argument 'x' is [batch, embed]; expected [embed, embed]  [arg-type]
bound(x.sum("batch"))  # E(static): Value of type variable "A" of "bound" cannot be [embed]  [type-var]
