"""Orders that leave axes out, patterns that cannot be read, and patterns that do not fit."""

import haliax as hax
from haliax import Axis, NamedArray

B, H, W, C = hax.make_axes(batch=2, height=4, width=6, channel=3)
x = hax.ones((B, H, W, C))

# A sequence of axes.
x.rearrange((B, H, W))  # E: rearrange: the new order leaves out 'channel' of [batch, height, width, channel]; name every axis, or use `...` for the rest  [axis-order]
hax.rearrange(x, (B, H, W, "chanel"))  # E: rearrange: no axis 'chanel' in [batch, height, width, channel]; did you mean 'channel'?  [axis-missing]
x.rearrange((B, ..., B))  # E: rearrange: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
x.rearrange(("batch", ..., "embed"))  # E: rearrange: no axis 'embed' in [batch, height, width, channel]  [axis-missing]

# Patterns that cannot be read.
x.rearrange("b h w c")  # E: rearrange: cannot read the pattern: write `->` between the axes that go in and those that come out …  [axis-pattern]
x.rearrange("b h w c -> c b h w w")  # E: rearrange: cannot read the pattern: 'w' is repeated …  [axis-pattern]
x.rearrange("b h w c -> c b h")  # E: rearrange: cannot read the pattern: 'w' is not on the right of `->`; each axis comes out, alone or in a group …  [axis-pattern]
x.rearrange("b h w c -> c b h w d")  # E: rearrange: cannot read the pattern: 'd' is not on the left of `->` …  [axis-pattern]
x.rearrange("b h w c -> (c b h w")  # E: rearrange: cannot read the pattern: `(` is never closed …  [axis-pattern]
x.rearrange("{b h w c -> c b h w")  # E: rearrange: cannot read the pattern: `{` is never closed …  [axis-pattern]
x.rearrange("b h w c -> {c b h w}")  # E: rearrange: cannot read the pattern: the axes that come out have an order; leave out the braces …  [axis-pattern]
x.rearrange("b ... -> b")  # E: rearrange: cannot read the pattern: `...` is not on the right of `->`; say where the rest goes …  [axis-pattern]
x.rearrange("b ... ... -> ... b")  # E: rearrange: cannot read the pattern: more than one `...` …  [axis-pattern]
x.rearrange("b h w c -> b (h w) c")  # E: rearrange: cannot read the pattern: what is the merged axis called? write `(name: axis axis)` …  [axis-pattern]
x.rearrange("b h w c -> c 2 b h w")  # E: rearrange: cannot read the pattern: '2' is not a name; bind a size to a name, as in name=2 …  [axis-pattern]
x.rearrange("b, h -> h b")  # E: rearrange: cannot read the pattern: `,` separates arrays, but rearrange takes one array …  [axis-pattern]
x.rearrange("")  # E: rearrange: cannot read the pattern: …  [axis-pattern]

# Patterns that do not fit the array.
x.rearrange("b h w -> w h b")  # E: rearrange: 'b h w -> w h b' names 3 axes, but the array has [batch, height, width, channel]; name each axis, use `...` for the rest, or find axes by name with `{}`  [axis-pattern]
x.rearrange("b h w c d -> b h w c d")  # E: rearrange: 'b h w c d -> b h w c d' names 5 axes, but the array has …  [axis-pattern]
x.rearrange("a b c d e ... -> ... a b c d e")  # E: rearrange: … names at least 5 axes, but the array has …  [axis-pattern]
x.rearrange("{height depth} -> ... depth height")  # E: rearrange: no axis 'depth' in [batch, height, width, channel]; did you mean 'width'?  [axis-missing]
x.rearrange("{height width} -> width height")  # E: rearrange: …  [axis-order]
x.rearrange("{height width} -> ... (batch: height width)")  # E: rearrange: axis 'batch' is repeated in …  [axis-duplicate]

# Bindings.
x.rearrange("b h w c -> c b h w", d=2)  # E: rearrange: cannot read 'b h w c -> c b h w': 'd' is bound, but not in the pattern  [axis-pattern]
x.rearrange("b (h1 h2) w c -> b h1 h2 w c")  # E: rearrange: cannot read the pattern: the sizes of 2 parts are unknown; give all but one, as in h2=… …  [axis-pattern]
x.rearrange("b h w c -> c b h w", b="channel")  # E: rearrange: 'b' is bound to axis 'channel', but stands for axis 'batch' of [batch, height, width, channel]; …  [axis-pattern]
x.rearrange("{h w} -> ... w h", h="height", w="depth")  # E: rearrange: no axis 'depth' in [batch, height, width, channel]; did you mean 'width'?  [axis-missing]
x.rearrange("{h w} -> ... w h", h=Axis("heigth", 4), w="width")  # E: rearrange: no axis 'heigth' in [batch, height, width, channel]; did you mean 'height'?  [axis-missing]

# What comes out.
x.rearrange("b h w c -> b (pixel: h w) c").sum("height")  # E: sum: no axis 'height' in [batch, pixel, channel]  [axis-missing]
x.rearrange("b (h1 h2) w c -> b h1 h2 w c", h1=2).sum("height")  # E: sum: no axis 'height' in [batch, h1, h2, width, channel]  [axis-missing]


def parts(any_order: NamedArray["{batch embed}"], start: NamedArray["batch ..."]) -> None:
    any_order.rearrange(("batch", "mlp"))  # E(kind): rearrange: no axis 'mlp' in {batch, embed}  [axis-missing]
    any_order.rearrange(("batch",))  # E(kind): rearrange: the new order leaves out 'embed' of {batch, embed}; …  [axis-order]
    any_order.rearrange("a b c -> c b a")  # E(kind): rearrange: 'a b c -> c b a' names 3 axes, but the array has {batch, embed}; …  [axis-pattern]
    start.rearrange("{mlp} -> mlp")  # E(kind): rearrange: the new order leaves out 'batch' of …  [axis-order]


parts(hax.ones({"batch": 2, "embed": 3}), hax.ones({"batch": 2, "mlp": 3}))
