"""Renaming, broadcasting, merging and splitting axes, and taking along one."""

import haliax as hax
import haliax.core
from haliax import Axis, NamedArray
from haliax.core import broadcast_to as core_broadcast_to

Batch, Height, Width, Embed = hax.make_axes(batch=2, height=3, width=5, embed=7)
image = hax.ones((Batch, Height, Width))
x = hax.ones((Batch, Embed))
b = hax.ones(Embed)

# rename keeps the place of an axis.
reveal_type(x.rename({"embed": "mlp"}))  # R: [batch, mlp]
reveal_type(hax.rename(x, {Embed: "mlp"}))  # R: [batch, mlp]
reveal_type(x.rename({Batch: Batch.alias("rows")}))  # R: [rows, embed]
reveal_type(x.rename({"batch": "embed", "embed": "batch"}))  # R: [embed, batch]
reveal_type(x.rename({}))  # R: [batch, embed]

# broadcast_axis puts new axes first.
reveal_type(b.broadcast_axis(Batch))  # R: [batch, embed]
reveal_type(hax.broadcast_axis(b, (Batch, Height)))  # R: [batch, height, embed]
reveal_type(hax.broadcast_axis(x, Embed))  # R: [embed, batch]
reveal_type(b.broadcast_axis(()))  # R: [embed]

# broadcast_to takes the order of the axes it is given.
reveal_type(b.broadcast_to((Batch, Embed)))  # R: [batch, embed]
reveal_type(x.broadcast_to((Embed, Batch)))  # R: [embed, batch]
reveal_type(hax.broadcast_to(b, [Embed, Batch]))  # R: [embed, batch]
reveal_type(hax.broadcast_to(2.0, (Batch, Embed)))  # R: [batch, embed]
reveal_type(x.broadcast_to((Embed, Height, Batch), ensure_order=False))  # R: [height, batch, embed]
reveal_type(x.broadcast_to(Height, enforce_no_extra_axes=False))  # R: [height, batch, embed]

# Merging: the new axis comes where the first of the old ones was.
reveal_type(image.flatten_axes(("height", "width"), "pixel"))  # R: [batch, pixel]
reveal_type(hax.flatten_axes(image, (Batch, Height), "rows"))  # R: [rows, width]
reveal_type(image.flatten_axes((Width, Batch), Axis("both", 10)))  # R: [both, height]
reveal_type(hax.flatten_axes(image, old_axes="height", new_axis="rows"))  # R: [batch, rows, width]
reveal_type(image.flatten("all"))  # R: [all]
reveal_type(hax.flatten(x, "all"))  # R: [all]
reveal_type(image.ravel("all"))  # R: [all]
reveal_type(hax.ravel(x, Axis("all", 14)))  # R: [all]

# Splitting: the new axes come where the old one was.
pixels = hax.ones((Batch, Axis("pixel", 15), Embed))
reveal_type(pixels.unflatten_axis("pixel", (Height, Width)))  # R: [batch, height, width, embed]
reveal_type(hax.unflatten_axis(pixels, "pixel", {"height": 3, "width": 5}))  # R: [batch, height, width, embed]
reveal_type(hax.unflatten_axis(pixels, axis="pixel", new_axes=Axis("p", 15)))  # R: [batch, p, embed]
reveal_type(image.flatten_axes(("height", "width"), "pixel").unflatten_axis("pixel", (Width, Height)))  # R: [batch, width, height]

# take: the axes of the index come where the axis was.
Vocab, Token = Axis("vocab", 11), Axis("token", 3)
table = hax.ones((Vocab, Embed))
tokens = hax.arange(Token)
reveal_type(table.take("vocab", 3))  # R: [embed]
reveal_type(hax.take(table, Vocab, -1))  # R: [embed]
reveal_type(table.take(Vocab, tokens))  # R: [token, embed]
reveal_type(hax.take(table, Embed, hax.zeros((Batch, Token), dtype=int)))  # R: [vocab, batch, token]
logits = hax.ones((Batch, Token, Vocab))
reveal_type(logits.take("vocab", hax.zeros((Token, Batch), dtype=int)))  # R: [batch, token]
reveal_type(hax.take(table, axis="vocab", index=tokens))  # R: [token, embed]

# Of axes that mypy does not know by name, the others stay known.
def some(name: str, Other: Axis, axes: dict[str, int]) -> None:
    reveal_type(x.rename({"embed": name}))  # R: [...]
    reveal_type(b.broadcast_axis(Other))  # R: {embed, ...}
    reveal_type(b.broadcast_to(axes))  # R: {embed, ...}
    reveal_type(x.flatten_axes(("batch", "embed"), name))  # R: [...]
    reveal_type(x.ravel(name))  # R: [...]
    reveal_type(table.take("vocab", len(name)))  # R: [embed]
    reveal_type(NamedArray.rename(x, {"embed": "mlp"}))  # R: [batch, mlp]


some("mlp", Axis("other", 2), {"embed": 7})

# Where haliax 1.x had them.
reveal_type(core_broadcast_to(hax.ones(Axis("embed", 3)), (Axis("batch", 2), Axis("embed", 3))))  # R: [batch, embed]
reveal_type(haliax.core.rename(hax.ones(Axis("embed", 3)), {"embed": "mlp"}))  # R: [mlp]
