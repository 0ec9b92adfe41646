"""What strict mode says of code that may be right."""
# mypy: enable-error-code="axis-unknown, axis-unshared, axis-partial, axis-untyped-def"
# mypy: disable-error-code="no-untyped-def, no-untyped-call"

from __future__ import annotations

import functools
from typing import NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import Linear

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
x = hax.ones((Batch, Embed))
w = hax.ones((Embed, Mlp))


def bare(x: NamedArray) -> None:  # E(static): bare: x is declared `NamedArray`, without axes; write `x: NamedArray["…"]`  [axis-unknown] ^ x: Named
    y = x * x  # once for each cause
    y.take("embed", 0).sum().item()


def given(x: NamedArray) -> None:  # E(static): given: x is declared `NamedArray`, without axes; write `x: NamedArray["batch embed"]`, as all that is seen there has  [axis-unknown]
    print(x.ndim)


def gives(x: NamedArray["batch embed"]) -> NamedArray:  # E(static): gives returns `NamedArray`, without axes; write `-> NamedArray["batch"]`, as all that is seen there has  [axis-unknown] ^ def gives
    return x.sum("embed")


def several() -> tuple[NamedArray, int]:  # E(static): several returns `tuple[NamedArray, int]`, without axes; write `-> tuple[NamedArray["…"], int]`  [axis-unknown]
    return x, 1


class Block(eqx.Module):
    weight: NamedArray  # E(static): Block.weight is declared `NamedArray`, without axes; write `weight: NamedArray["…"]`  [axis-unknown]
    up: Linear  # E(static): Block.up is declared `Linear`, of any axes; write `up: Linear["… -> …"]`  [axis-unknown]
    down: Linear  # nothing is made with it
    quiet: NamedArray  # type: ignore[axis-unknown]

    @staticmethod
    def init(Embed: Axis, key: jax.Array) -> Block:  # E(static): Block.init: Embed is declared `Axis`, of any name; write `Embed: Axis["embed", 3]`, as all that is seen there has  [axis-unknown]
        weight = hax.ones(Embed)
        return Block(weight, Linear.init(Embed, Mlp, key=key), Linear.init(Mlp, Embed, key=key), weight)

    def __call__(self, x: NamedArray["batch embed"]) -> NamedArray["{...}"]:
        return self.up(x) * self.weight.sum("embed")


class Pair(NamedTuple):
    first: NamedArray  # E(static): Pair.first is declared `NamedArray`, without axes; write `first: NamedArray["…"]`  [axis-unknown]


def named(name: str, count: int) -> None:  # E(static): named: name holds names of axes that only the running program knows; write `name: Axis["…"]`, if it is one axis  [axis-unknown] ^ name
    y = hax.ones(Axis(name, count))
    y.sum(name)


def read(index: jax.Array) -> None:
    row = x["embed", index]  # E(static): mypy cannot tell which axes the index takes away; annotate what comes out: `y: NamedArray["…"] = …`  [axis-unknown] ^ "embed", index
    row.sum("batch")


def variable() -> None:
    renames = {"batch": "other"}  # E(static): mypy forgets the names in a variable; declare it `Final`, or write the names where they are used  [axis-unknown]
    x.rename(renames).sum("other")


def partially() -> None:
    made = functools.partial(hax.sum, axis="embed")  # E(static): `functools.partial` says nothing of axes; …  [axis-unknown]
    made(x).max("batch")


def untyped(x):  # E(static): untyped has no annotations; annotate its parameters and what it returns  [axis-untyped-def]
    return x * 2


def main():  # E(static): main has no annotations; annotate what it returns  [axis-untyped-def]
    return x.max("batch")


def through(x: NamedArray["batch embed"]) -> None:
    y = untyped(x)
    z = y + x
    z.sum("batch")
    main() + x


for run in (variable, partially):
    run()
bare(x)
bare(w)
given(x)
gives(x)
several()
named("batch", 2)
read(jnp.arange(2))
through(x)
block = Block.init(Embed, jax.random.key(0))(x)

hidden = hax.ones({"hidden": 3, "mlp": 5})
hax.dot(x, hidden, axis="embed")  # E(static): dot: sums axis 'embed' of [batch, embed], which [hidden, mlp] has not; rename the axis that should meet it, or sum before: x.sum('embed')  [axis-unshared]
x.dot(hidden, axis=("hidden",))  # E(static): dot: sums axis 'hidden' of [hidden, mlp], which [batch, embed] has not; …  [axis-unshared]
hax.dot("embed", x, w, w.rename({"embed": "hidden"}))
hax.dot(x, hidden, w, axis=("embed", "hidden"))  # E(static): dot: sums axis 'hidden' of [hidden, mlp], which [batch, embed] and [embed, mlp] have not; …  [axis-unshared]
hax.einsum("a b, c d -> a d", x, hidden)  # E(static): einsum: sums axis 'embed' of [batch, embed], which [hidden, mlp] has not; …  [axis-unshared]
hax.einsum("{e h} -> ", x, hidden, e="embed", h="hidden")  # E(static): einsum: sums axis 'embed' of [batch, embed], which …  [axis-unshared]


def some(x: NamedArray["batch embed"], by_max: bool) -> None:
    y = x.max("embed") if by_max else x
    y.sum("embed")  # E(static): sum: fails if y is [batch]: no axis 'embed' in [batch]; it may also be [batch, embed]: tell them apart first  [axis-partial] ^ "embed"
    y["embed", 0]  # E(static): index: fails if y is [batch]: no axis 'embed' in [batch]; it may also be [batch, embed]: …  [axis-partial]
    z = y if by_max else hidden
    z + hidden  # E(static): add: fails if z is [batch]: cannot broadcast [batch] and [hidden, mlp]: …; or [batch, embed]: cannot …; it may also be [hidden, mlp]: …  [axis-partial]
    for name in ("batch", "embed", "mlp"):
        x.sum(name)  # E(static): sum: fails if name is 'mlp': no axis 'mlp' in [batch, embed]; it may also be 'batch' or 'embed': …  [axis-partial]
        break
