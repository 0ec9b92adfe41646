"""The annotation language: each form, and what mypy knows of an array that has it."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

import jax

import haliax as hax
import haliax.haxtyping as ht
from haliax import Axis, NamedArray
from haliax.haxtyping import Bool, Float, Int, Named, Shaped, bf16, f32, i32

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
x = hax.ones((Batch, Position, Embed))
be = hax.ones((Batch, Embed))
eb = hax.ones((Embed, Batch))
b = hax.ones(Batch)
n = hax.zeros((Batch, Embed), dtype=int)
s = hax.sum(b)


# In a string.
def strings(
    one: NamedArray["batch"],
    two: NamedArray["batch embed"],
    scalar: NamedArray[""],
    start: NamedArray["batch ..."],
    end: NamedArray["... embed"],
    ends: NamedArray["batch ... embed"],
    any_order: NamedArray["{batch embed}"],
    at_least: NamedArray["{embed ...}"],
    single: NamedArray["{batch}"],
    open_single: NamedArray["{... batch}"],
    open_pair: NamedArray["{embed batch ...}"],
    anything: NamedArray["..."],
    bare: NamedArray,
) -> None:
    reveal_type(one)  # R: [batch]
    reveal_type(two)  # R: [batch, embed]
    reveal_type(scalar)  # R: []
    reveal_type(start)  # R: [batch, ...]
    reveal_type(end)  # R: [..., embed]
    reveal_type(ends)  # R: [batch, ..., embed]
    reveal_type(any_order)  # R: {batch, embed}
    reveal_type(at_least)  # R: {embed, ...}
    reveal_type(single)  # R: [batch]
    reveal_type(open_single)  # R: {batch, ...}
    reveal_type(open_pair)  # R: {embed, batch, ...}
    reveal_type(anything)  # R: [...]
    reveal_type(bare)  # R: [...]


strings(b, be, s, x, x, x, eb, eb, b, eb, eb, x, x)


# With brackets in the place of spaces.
def parts(
    two: NamedArray["batch", "embed"],
    start: NamedArray["batch", ...],
    ends: NamedArray["batch", ..., "embed"],
    scalar: NamedArray[()],
) -> None:
    reveal_type(two)  # R: [batch, embed]
    reveal_type(start)  # R: [batch, ...]
    reveal_type(ends)  # R: [batch, ..., embed]
    reveal_type(scalar)  # R: []


parts(be, x, x, s)


# With the dtype.
def dtypes(
    a: Float[NamedArray, "batch embed"],
    b: f32[NamedArray, "batch"],
    c: Int[NamedArray, "{batch embed}"],
    d: i32[NamedArray, "batch ..."],
    e: Shaped[NamedArray, ""],
    f: Named["batch embed"],
    g: Float[NamedArray, "..."],
) -> None:
    reveal_type(a)  # R: [batch, embed]
    reveal_type(b)  # R: [batch]
    reveal_type(c)  # R: {batch, embed}
    reveal_type(d)  # R: [batch, ...]
    reveal_type(e)  # R: []
    reveal_type(f)  # R: [batch, embed]
    reveal_type(g)  # R: [...]


dtypes(be, b, n, n, s, be, x)


# Names of axes may be any words, with dashes and digits.
def names(
    a: NamedArray["key_position layer-1 2d"],
    b: NamedArray["int str"],
    c: NamedArray["None"],
    d: NamedArray["if else"],
    e: NamedArray["Batch"],
) -> None:
    reveal_type(a)  # R: [key_position, layer-1, 2d]
    reveal_type(b)  # R: [int, str]
    reveal_type(c)  # R: [None]
    reveal_type(d)  # R: [if, else]
    reveal_type(e)  # R: [Batch]


names(
    hax.ones((Axis("key_position", 2), Axis("layer-1", 2), Axis("2d", 2))),
    hax.ones((Axis("int", 2), Axis("str", 3))),
    hax.ones(Axis("None", 2)),
    hax.ones((Axis("if", 2), Axis("else", 3))),
    hax.ones(Axis("Batch", 2)),
)


# Quotes round the whole, lines, and places where a type stands inside another.
def places(
    a: "NamedArray['batch']",
    b: list[NamedArray["batch"]],
    c: NamedArray["batch embed"] | None,
    d: dict[str, tuple[NamedArray["embed"], ...]],
    e: "Float[NamedArray, 'batch embed'] | Bool[NamedArray, 'embed']",
    *args: NamedArray["batch"],
    **kwargs: NamedArray["embed batch"],
) -> tuple[NamedArray["batch"], Any]:
    reveal_type(a)  # R: [batch]
    reveal_type(b)  # R: list[[batch]]
    reveal_type(c)  # R: [batch, embed] | None
    reveal_type(d)  # R: dict[str, tuple[[embed], ...]]
    reveal_type(e)  # R: [batch, embed] | [embed]
    reveal_type(args)  # R: tuple[[batch], ...]
    reveal_type(kwargs)  # R: dict[str, [embed, batch]]
    return a, bf16


reveal_type(places(b, [b], None, {"x": (eb.sum("batch"),)}, be, b, b, y=eb)[0])  # R: [batch]


# Without the type of array they are of a NamedArray.
def short(
    a: Float["batch"],
    b: f32["batch embed"],
    c: Int["{batch embed}"],
    d: i32["batch", ...],
    e: Shaped[""],
    f: "Float['batch']",
    g: list[Float["embed"]] | None,
    h: Callable[[Float["batch"]], f32["embed"]],
    i: Named[NamedArray, "batch embed"],
    j: Named[NamedArray, "batch"],
    k: Named[jax.Array, "n"],
    m: ht.Bool["..."],
) -> Float["batch"]:
    reveal_type(a)  # R: [batch]
    reveal_type(b)  # R: [batch, embed]
    reveal_type(c)  # R: {batch, embed}
    reveal_type(d)  # R: [batch, ...]
    reveal_type(e)  # R: []
    reveal_type(f)  # R: [batch]
    reveal_type(g)  # R(static): list[[embed]] | None
    reveal_type(h(a))  # R: [embed]
    reveal_type(i)  # R: [batch, embed]
    reveal_type(j)  # R: [batch]
    reveal_type(k)  # R(static): jax._src.basearray.Array
    reveal_type(m)  # R: [...]
    return a


short(b, be, n, n, s, b, None, lambda x: hax.zeros(Embed), be, b, jax.numpy.ones(3), n > 0)


Line = Float["batch"]
Table: TypeAlias = ht.f32["... embed"]
Tables = dict[str, tuple[Float["vocab embed"], Int["batch", ...]]]
Perhaps = Int["batch"] | None
Quoted: TypeAlias = "Float['batch']"
Pages = Named[NamedArray, "batch"]
Mine = TypeVar("Mine", bound=Float["batch"])


class Scale:
    scale: Float["embed"]

    def __call__(self, x: f32["... embed"]) -> f32["... embed"]:
        return x * self.scale


def short_aliases(a: Line, b: Table, c: Tables, d: Perhaps, e: Quoted, f: Pages, g: Mine, h: Any) -> Mine:
    reveal_type(a)  # R: [batch]
    reveal_type(b)  # R: [..., embed]
    reveal_type(c)  # R: dict[str, tuple[[vocab, embed], [batch, ...]]]
    reveal_type(d)  # R: [batch] | None
    reveal_type(e)  # R: [batch]
    reveal_type(f)  # R: [batch]
    reveal_type(g.sum("batch"))  # R: []
    reveal_type(cast(Float["batch"], h))  # R: [batch]
    reveal_type(cast(f32["batch embed"], h))  # R(static): [batch, embed]
    y = cast(ht.Float["batch", ...], h)
    reveal_type(y)  # R: [batch, ...]
    return g


short_aliases(b, be, {"x": (hax.ones((Axis("vocab", 7), Embed)), n)}, None, b, b, b, b)
