"""Annotations that cannot be read, and annotations that do not fit each other."""


import haliax as hax
from haliax import NamedArray
from haliax.haxtyping import Float, Named

Batch, Embed = hax.make_axes(batch=2, embed=3)
be = hax.ones((Batch, Embed))
b = hax.ones(Batch)


# A spec that cannot be read is wrong where it is written.
def repeated(x: NamedArray["batch batch"]) -> None: ...  # E: NamedArray: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
def repeated_parts(x: NamedArray["batch", "batch"]) -> None: ...  # E: NamedArray: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
def two_gaps(x: NamedArray["... batch ..."]) -> None: ...  # E: NamedArray: cannot read '... batch ...': more than one `...`  [axis-pattern]
def comma(x: NamedArray["batch, embed"]) -> None: ...  # E: NamedArray: cannot read 'batch, embed': unexpected ','; separate names by spaces: 'batch embed ...'  [axis-pattern]
def unclosed(x: NamedArray["{batch embed"]) -> None: ...  # E: NamedArray: cannot read '{batch embed': `{` is never closed  [axis-pattern]
def unopened(x: NamedArray["batch embed}"]) -> None: ...  # E: NamedArray: cannot read 'batch embed}': unexpected '}'; separate names by spaces: 'batch embed ...'  [axis-pattern]
def size(x: NamedArray["batch 3"]) -> None: ...  # E: NamedArray: cannot read 'batch 3': '3' is a size; an annotation names each axis, and says no sizes  [axis-pattern]
def colon(x: NamedArray["batch: 2"]) -> None: ...  # E: NamedArray: cannot read 'batch: 2': unexpected ':'; …  [axis-pattern]
def equals(x: NamedArray["batch=2"]) -> None: ...  # E: NamedArray: cannot read 'batch=2': unexpected '='; …  [axis-pattern]
def star(x: NamedArray["*batch"]) -> None: ...  # E(static): NamedArray: cannot read '*batch': '*batch' is a list of axes of a layer, and this is no field of one; for any axes write `...`  [axis-pattern]
def bar(x: NamedArray["a|b"]) -> None: ...  # E: NamedArray: cannot read 'a|b': unexpected '|'; …  [axis-pattern]
def dots(x: NamedArray["a.b"]) -> None: ...  # E: NamedArray: cannot read 'a.b': unexpected '.'; …  [axis-pattern]
def unordered(x: NamedArray["{batch batch}"]) -> None: ...  # E: NamedArray: axis 'batch' is repeated in …  [axis-duplicate]
def named(x: Named["batch batch"]) -> None: ...  # E: …: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
def typed(x: Float[NamedArray, "batch, embed"]) -> None: ...  # E: …: cannot read 'batch, embed': unexpected ','; …  [axis-pattern]
def short(x: Float["batch batch"]) -> None: ...  # E: NamedArray: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
def short_comma(x: Float["batch, embed"]) -> None: ...  # E: NamedArray: cannot read 'batch, embed': unexpected ','; …  [axis-pattern]
def with_type(x: Named[NamedArray, "batch, embed"]) -> None: ...  # E: NamedArray: cannot read 'batch, embed': unexpected ','; …  [axis-pattern]
def returned() -> list[NamedArray["batch batch"]] | None: ...  # E: NamedArray: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
def inside(x: list[NamedArray["b b"]] | None) -> None: ...  # E: NamedArray: axis 'b' is repeated in [b, b]; name each axis once  [axis-duplicate]


attribute: NamedArray["batch batch"] = be  # E: NamedArray: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
Alias = NamedArray["a, b"]  # E: NamedArray: cannot read 'a, b': unexpected ','; …  [axis-pattern]
ShortAlias = Float["a, b"]  # E: NamedArray: cannot read 'a, b': unexpected ','; …  [axis-pattern]


class Layer:
    weight: NamedArray["embed embed"]  # E: NamedArray: axis 'embed' is repeated in [embed, embed]; name each axis once  [axis-duplicate]


# A wrong kind of thing.
def number(x: NamedArray[3]) -> None: ...  # E(type): Invalid type: …  [valid-type]


# Arrays passed where others are asked for: mypy's own errors, by its own rules for tuples.
def exact(x: NamedArray["batch embed"]) -> None: ...
def prefix(x: NamedArray["batch ..."]) -> None: ...
def suffix(x: NamedArray["... embed"]) -> None: ...
def ends(x: NamedArray["batch ... embed"]) -> None: ...
def any_order(x: NamedArray["{batch embed}"]) -> None: ...
def at_least(x: NamedArray["{embed ...}"]) -> None: ...
def scalar(x: NamedArray[""]) -> None: ...


def short_exact(x: Float["batch embed"]) -> Float["batch"]:
    return x  # E(static): short_exact: the result is [batch, embed]; expected [batch]: unexpected axis 'embed'  [return-value]


short_exact(b)  # E(static): short_exact: argument 'x' is [batch]; expected [batch, embed]: no axis 'embed'  [arg-type]
eb = be.rearrange((Embed, Batch))
e = hax.ones(Embed)
exact(eb)  # E(static): exact: argument 'x' is [embed, batch]; expected [batch, embed]: the axes are in another order; use rearrange(("batch", "embed"))  [arg-type]
exact(b)  # E(static): exact: argument 'x' is [batch]; expected [batch, embed]: no axis 'embed'  [arg-type]
exact(be.sum())  # E(static): exact: argument 'x' is []; expected [batch, embed]: no axis 'batch', 'embed'  [arg-type]
exact(be.rename({"embed": "mlp"}))  # E(static): exact: argument 'x' is [batch, mlp]; expected [batch, embed]: no axis 'embed'  [arg-type]
prefix(eb)  # E(static): prefix: argument 'x' is [embed, batch]; expected [batch, ...]: the axes are in another order; use rearrange(("batch", ...))  [arg-type]
prefix(be.sum())  # E(static): prefix: argument 'x' is []; expected [batch, ...]: no axis 'batch'  [arg-type]
suffix(eb)  # E(static): suffix: argument 'x' is [embed, batch]; expected [..., embed]: the axes are in another order; use rearrange((..., "embed"))  [arg-type]
suffix(b)  # E(static): suffix: argument 'x' is [batch]; expected [..., embed]: no axis 'embed'  [arg-type]
ends(eb)  # E(static): ends: argument 'x' is [embed, batch]; expected [batch, ..., embed]: the axes are in another order; use rearrange(("batch", ..., "embed"))  [arg-type]
ends(e)  # E(static): ends: argument 'x' is [embed]; expected [batch, ..., embed]: no axis 'batch'  [arg-type]
any_order(b)  # E(static): …  [arg-type]
any_order(be.rename({"embed": "mlp"}))  # E(static): …  [arg-type]
at_least(b)  # E(static): at_least: no axis 'embed' in [batch]  [axis-missing]
scalar(b)  # E(static): scalar: argument 'x' is [batch]; expected []: unexpected axis 'batch'  [arg-type]
exact(1.0)  # E(static): exact: argument 'x' is a value of type float; expected a NamedArray, [batch, embed]  [arg-type]
