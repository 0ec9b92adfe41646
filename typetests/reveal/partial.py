"""Operations on arrays of which only a part is known: what comes out is as exact as can be, and never wrong."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
x = hax.ones((Batch, Position, Embed))


def first_is_known(x: NamedArray["batch ..."]) -> None:
    reveal_type(x.sum("batch"))  # R: [...]
    reveal_type(x.sum("embed"))  # R: [batch, ...]
    reveal_type(x.sum(("batch", "embed")))  # R: [...]
    reveal_type(x.sum())  # R: []
    reveal_type(x.rename({"batch": "rows"}))  # R: [rows, ...]
    reveal_type(x.rename({"embed": "mlp"}))  # R: {batch, mlp, ...}
    reveal_type(x + 1)  # R: [batch, ...]
    reveal_type(-x)  # R: [batch, ...]
    reveal_type(x.flatten_axes(("batch", "embed"), "both"))  # R: {both, ...}
    reveal_type(x.unflatten_axis("batch", {"a": 1, "b": 2}))  # R: [a, b, ...]
    reveal_type(x.ravel("all"))  # R: [all]
    reveal_type(x.take("batch", 0))  # R: [...]
    reveal_type(x.take("embed", 0))  # R: [batch, ...]
    reveal_type(x.unbind("batch"))  # R: list[[...]]
    reveal_type(x.broadcast_axis(Axis("layer", 7)))  # R: [layer, batch, ...]
    reveal_type(hax.stack("layer", [x, x]))  # R: [layer, batch, ...]
    reveal_type(x.axes)  # R: tuple[Axis, ...]


first_is_known(x)


def last_is_known(x: NamedArray["... embed"], y: NamedArray["batch position embed"], z: NamedArray["embed"]) -> None:
    reveal_type(x.sum("embed"))  # R: [...]
    reveal_type(x.max("batch"))  # R: [..., embed]
    reveal_type(x + z)  # R: [..., embed]
    reveal_type(z * x)  # R: [..., embed]
    reveal_type(hax.dot(x, z, axis="embed"))  # R: [...]
    reveal_type(hax.nn.softmax(x, "embed"))  # R: [..., embed]
    reveal_type(x.rename({"embed": "mlp"}))  # R: [..., mlp]
    reveal_type(hax.where(x > 0, x, 0.0))  # R: [..., embed]
    reveal_type(x + y)  # R: {batch, position, embed, ...}


last_is_known(x, x, hax.ones(Embed))


def ends_are_known(x: NamedArray["batch ... embed"]) -> None:
    reveal_type(x.sum("batch"))  # R: [..., embed]
    reveal_type(x.sum("embed"))  # R: [batch, ...]
    reveal_type(x.mean("position"))  # R: [batch, ..., embed]
    reveal_type(x - x.mean("batch"))  # R: {batch, embed, ...}
    reveal_type(x.rearrange(("embed", ..., "batch")))  # R: [embed, ..., batch]


ends_are_known(x)


def order_is_unknown(x: NamedArray["{batch embed}"], y: NamedArray["{batch position embed}"]) -> None:
    reveal_type(x.sum("batch"))  # R: [embed]
    reveal_type(y.sum("batch"))  # R: {position, embed}
    reveal_type(x * 2)  # R: {batch, embed}
    reveal_type(x + y)  # R: {batch, position, embed}
    reveal_type(x.rename({"embed": "mlp"}))  # R: {batch, mlp}
    reveal_type(x.rearrange(("embed", "batch")))  # R: [embed, batch]
    reveal_type(y.rearrange(("embed", ...)))  # R: {embed, batch, position}
    reveal_type(x.flatten_axes(("batch", "embed"), "both"))  # R: [both]
    reveal_type(x.broadcast_to((Embed, Batch)))  # R: [embed, batch]
    reveal_type(hax.stack("layer", [x, x]))  # R: {layer, batch, embed}
    reveal_type(x.unbind("embed")[0])  # R: [batch]


order_is_unknown(x.sum("position"), x)


def some_are_known(x: NamedArray["{embed ...}"], y: NamedArray["batch embed"]) -> None:
    reveal_type(x.sum("embed"))  # R: [...]
    reveal_type(x.sum("batch"))  # R: {embed, ...}
    reveal_type(x + y)  # R: {batch, embed, ...}
    reveal_type(hax.dot(x, y, axis="embed"))  # R: {batch, ...}


some_are_known(x, x.sum("position"))


def nothing_is_known(x: NamedArray, y: NamedArray["batch embed"]) -> None:
    reveal_type(x.sum("embed"))  # R: [...]
    reveal_type(x.sum())  # R: []
    reveal_type(x + y)  # R: {batch, embed, ...}
    reveal_type(y + x)  # R: {batch, embed, ...}
    reveal_type(hax.nn.softmax(x))  # R: [...]
    reveal_type(x.rename({"batch": "rows"}))  # R: {rows, ...}
    reveal_type(hax.dot(y, x, axis=("batch", "embed")))  # R: [...]
    reveal_type(hax.concatenate("embed", [y, x]))  # R: [batch, embed]
    reveal_type(x.rearrange((..., "embed")))  # R: [..., embed]
    reveal_type(x.rearrange("a b -> b a"))  # R: [...]


def inside_of_calls(x: NamedArray["batch ..."], y: NamedArray, z: NamedArray["... embed"]) -> None:
    reveal_type(hax.exp(x * 2).sum("embed"))  # R: [batch, ...]
    reveal_type(hax.add(x.sum("embed"), 1))  # R: [batch, ...]
    reveal_type(hax.nn.softmax(x.astype(float)))  # R: [batch, ...]
    reveal_type(hax.where(x > 0, hax.exp(z), 0.0))  # R: {batch, embed, ...}
    y = x * 2
    reveal_type(y)  # R: [batch, ...]


inside_of_calls(x, x, x)
nothing_is_known(hax.ones((Batch, Embed)), hax.ones((Batch, Embed)))
