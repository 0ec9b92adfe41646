"""Renaming, broadcasting, merging and splitting what is not there, or onto what is."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Height, Width, Embed = hax.make_axes(batch=2, height=3, width=5, embed=7)
image = hax.ones((Batch, Height, Width))
x = hax.ones((Batch, Embed))
b = hax.ones(Embed)

# rename
x.rename({"heigth": "h"})  # E: rename: no axis 'heigth' in [batch, embed]  [axis-missing]
image.rename({"heigth": "h"})  # E: rename: no axis 'heigth' in [batch, height, width]; did you mean 'height'?  [axis-missing]
hax.rename(x, {Height: "h"})  # E: rename: no axis 'height' in [batch, embed]  [axis-missing]
x.rename({"batch": "embed"})  # E: rename: axis 'embed' is already in [batch, embed]; choose another name or rename it first  [axis-duplicate]
x.rename({"batch": "rows", "embed": "rows"})  # E: rename: axis 'rows' is already in [batch, embed]; choose another name or rename it first  [axis-duplicate]
x.rename({"embed": "mlp"}).sum("embed")  # E: sum: no axis 'embed' in [batch, mlp]  [axis-missing]

# broadcast_to, which may not lose axes
x.broadcast_to((Embed, Height))  # E: broadcast_to: [batch, embed] has 'batch', which [embed=7, height=3] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.broadcast_to(image, Batch)  # E: broadcast_to: [batch, height, width] has 'height', 'width', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
b.broadcast_to((Embed, Embed))  # E: broadcast_to: axis 'embed' is repeated in [embed=7, embed=7]; name each axis once  [axis-duplicate]
b.broadcast_axis((Batch, Batch))  # E: broadcast_axis: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
b.broadcast_axis(Batch).sum("width")  # E: sum: no axis 'width' in [batch, embed]  [axis-missing]

# flatten_axes
image.flatten_axes(("height", "embed"), "pixel")  # E: flatten_axes: no axis 'embed' in [batch, height, width]  [axis-missing]
hax.flatten_axes(image, ("height", "width"), "batch")  # E: flatten_axes: axis 'batch' is already in [batch, height, width]; choose another name or rename it first  [axis-duplicate]
image.flatten_axes((Height, Height), "pixel")  # E: flatten_axes: axis 'height' is repeated in [height=3, height=3]; name each axis once  [axis-duplicate]
image.flatten_axes((), "pixel")  # E: flatten_axes: merging axes needs at least one axis, got none  [axis-missing]
image.flatten_axes((Height, Width), Axis("pixel", 16))  # E: flatten_axes: [height=3, width=5] has 15 elements, but axis 'pixel' has size 16; they must be equal  [axis-size]
image.flatten_axes(("height", "width"), "pixel").sum("height")  # E: sum: no axis 'height' in [batch, pixel]  [axis-missing]
image.ravel("all").sum("batch")  # E: sum: no axis 'batch' in [all]  [axis-missing]
image.flatten("all").sum("batch")  # E: sum: no axis 'batch' in [all]  [axis-missing]

# unflatten_axis
x.unflatten_axis("pixel", (Height, Width))  # E: unflatten_axis: no axis 'pixel' in [batch, embed]  [axis-missing]
x.unflatten_axis("embed", (Batch.resize(1), Axis("h", 7)))  # E: unflatten_axis: axis 'batch' is already in [batch, embed]; choose another name or rename it first  [axis-duplicate]
hax.unflatten_axis(x, Embed, (Height, Width))  # E: unflatten_axis: [height=3, width=5] has 15 elements, but axis 'embed' has size 7; they must be equal  [axis-size]
x.unflatten_axis("embed", ())  # E: unflatten_axis: unflattening an axis needs at least one axis, got none  [axis-missing]
x.unflatten_axis("embed", {"a": 1, "b": 7}).sum("embed")  # E: sum: no axis 'embed' in [batch, a, b]  [axis-missing]

# take
x.take("height", 0)  # E: take: no axis 'height' in [batch, embed]  [axis-missing]
hax.take(x, Height, hax.arange(Batch))  # E: take: no axis 'height' in [batch, embed]  [axis-missing]
hax.take(x, Embed, 7)  # E: take: index 7 is out of range for axis 'embed' of size 7  [axis-size]
x.take("embed", 0).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
x.take("embed", hax.arange(Height)).sum("embed")  # E: sum: no axis 'embed' in [batch, height]  [axis-missing]


def parts(start: NamedArray["batch ..."], any_order: NamedArray["{batch embed}"]) -> None:
    start.rename({"embed": "batch"})  # E(kind): rename: axis 'batch' is already in [batch, ...]; choose another name or rename it first  [axis-duplicate]
    any_order.rename({"height": "h"})  # E(kind): rename: no axis 'height' in {batch, embed}  [axis-missing]
    any_order.unflatten_axis("embed", {"batch": 7})  # E(kind): unflatten_axis: axis 'batch' is already in {batch, embed}; …  [axis-duplicate]
    any_order.flatten_axes(("batch", "height"), "both")  # E(kind): flatten_axes: no axis 'height' in {batch, embed}  [axis-missing]


parts(x, x)
