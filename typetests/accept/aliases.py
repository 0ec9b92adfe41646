"""Every spelling of an annotation, in every position, in strict mode."""

import typing as t
from collections.abc import Callable, Generator
from typing import Annotated, Final, NewType, Optional, TypeAlias

import haliax
import haliax as hax
import haliax.haxtyping as ht
from haliax import Axis, NamedArray
from haliax.haxtyping import Bool, Float, Int, Named, Shaped, bf16, f32, i32

Batch, Embed = hax.make_axes(batch=2, embed=3)
be = hax.ones((Batch, Embed))
b = hax.ones(Batch)

Short = NamedArray["batch"]
Long: TypeAlias = NamedArray["batch embed"]
Quoted: TypeAlias = "NamedArray['batch embed']"
Ordered = NamedArray["{batch embed}"]
Pair = tuple[NamedArray["batch"], NamedArray["batch embed"]]
Maybe = NamedArray["batch"] | None
Function = Callable[[NamedArray["batch"]], NamedArray["batch"]]
Typed: TypeAlias = "Float[NamedArray, 'batch']"
New = NewType("New", NamedArray)

# Variables of the module with the names of axes.
batch = Axis("batch", 2)
embed = Axis("embed", 3)
OfOne = NamedArray["batch"]
OfOneOrNone = NamedArray["batch"] | None
OfLeading: TypeAlias = NamedArray["..."]


def names(
    a: haliax.NamedArray["batch"],
    b: hax.NamedArray["batch embed"],
    c: hax.core.NamedArray["batch"],
    d: ht.Float[hax.NamedArray, "batch"],
    e: "hax.NamedArray['batch']",
    f: t.Optional[NamedArray["batch"]],
    g: Named["batch"],
    h: Named["batch", ...],
    i: Shaped[NamedArray, "batch embed"],
    j: Annotated[NamedArray["batch"], "documented"],
    k: list["NamedArray['batch']"],
    m: NamedArray[" batch  embed "],
    n: NamedArray["batch"] = b,
) -> Pair:
    return a, b


names(b, be, b, b, b, None, b, be, be, b, [b], be)


def dtypes(a: Float[NamedArray, "batch"], b: f32[NamedArray, "batch"], c: bf16[NamedArray, "batch"]) -> None: ...
def more(a: Int[NamedArray, "..."], b: i32[NamedArray, "batch ..."], c: Bool[NamedArray, "{batch}"]) -> None: ...


n = b.astype(int)
dtypes(b, b, b.astype("bfloat16"))
more(n, n, b > 0)


def shadowed(batch: NamedArray["batch"], embed: NamedArray["embed"]) -> NamedArray["batch"]:
    position: NamedArray["batch"] = batch
    return position * embed.sum("embed")


def made() -> Generator[NamedArray["batch"], None, Optional[NamedArray["embed"]]]:
    yield b
    return None


def functions(f: Function, g: Callable[..., NamedArray["embed"]]) -> NamedArray["batch"]:
    return f(b) * g().sum("embed")


shadowed(b, hax.ones(Embed))
list(made())
functions(lambda x: x * 2, lambda: hax.ones(Embed))
short: Short = b
long: Long = be
quoted: Quoted = long
ordered: Ordered = be.rearrange((Embed, Batch))
maybe: Maybe = None
typed: Typed = short
constant: Final[NamedArray["batch"]] = b
constants: Final = (b, be)
new = New(be)
new.sum("embed")
constants[1].sum("embed")
cast = t.cast(NamedArray["batch embed"], new)
cast_quoted = t.cast("NamedArray['batch']", new)
isinstance(new, NamedArray)
be.matches_axes(NamedArray["batch embed"])
be.matches_axes("batch ...")


class Names:
    Embed: Axis["embed"]
    Sized: Axis["embed", 3] = Embed

    def __init__(self, Embed: "Axis['embed']") -> None:
        self.Embed = Embed

    @property
    def both(self) -> tuple[Axis["batch"], Axis["embed"]]:
        return Batch, self.Embed


B, E = Names(Embed).both
hax.ones((B, E)).sum("embed")
