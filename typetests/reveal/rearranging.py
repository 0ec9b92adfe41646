"""rearrange by a list of axes, by position and by name."""

from typing import Final

import haliax as hax
from haliax import Axis, NamedArray

B, H, W, C = hax.make_axes(batch=2, height=4, width=6, channel=3)
x = hax.ones((B, H, W, C))

# A sequence of axes; one `...` is the rest, in its order.
reveal_type(hax.rearrange(x, (C, B, H, W)))  # R: [channel, batch, height, width]
reveal_type(x.rearrange(("width", "height", "batch", "channel")))  # R: [width, height, batch, channel]
reveal_type(hax.rearrange(x, (C, ...)))  # R: [channel, batch, height, width]
reveal_type(x.rearrange((..., B)))  # R: [height, width, channel, batch]
reveal_type(x.rearrange([C, ..., B]))  # R: [channel, height, width, batch]
reveal_type(x.rearrange((...,)))  # R: [batch, height, width, channel]

# By position: moved axes keep the names that they have in the array.
reveal_type(x.rearrange("b h w c -> c b h w"))  # R: [channel, batch, height, width]
reveal_type(hax.rearrange(x, "b h w c -> b w h c"))  # R: [batch, width, height, channel]
reveal_type(x.rearrange("b ... -> ... b"))  # R: [height, width, channel, batch]
reveal_type(x.rearrange("... c -> c ..."))  # R: [channel, batch, height, width]
reveal_type(x.rearrange("b ... c -> c ... b"))  # R: [channel, height, width, batch]

# By name.
reveal_type(x.rearrange("{height width} -> ... width height"))  # R: [batch, channel, width, height]
reveal_type(x.rearrange("{channel batch height width} -> width height batch channel"))  # R: [width, height, batch, channel]
reveal_type(x.rearrange("{channel} -> channel ..."))  # R: [channel, batch, height, width]
reveal_type(x.rearrange("{h w} -> ... w h", h="height", w=W))  # R: [batch, channel, width, height]

# Merging.
reveal_type(x.rearrange("b h w c -> b (pixel: h w) c"))  # R: [batch, pixel, channel]
reveal_type(x.rearrange("b h w c -> b (embed: h w c)"))  # R: [batch, embed]
reveal_type(x.rearrange("{height width} -> ... (pixel: height width)"))  # R: [batch, channel, pixel]
reveal_type(x.rearrange("b ... -> b (all: ...)"))  # R: [batch, all]
reveal_type(x.rearrange("b h w c -> b (p: h w) c", p="pixel"))  # R: [batch, pixel, channel]
reveal_type(x.rearrange("b h w c -> b (p: h w) c", p=Axis("pixel", 24)))  # R: [batch, pixel, channel]

# Splitting: a size for all parts but one.
reveal_type(x.rearrange("b (h1 h2) w c -> b h1 h2 w c", h1=2))  # R: [batch, h1, h2, width, channel]
reveal_type(x.rearrange("{(height: rows height)} -> ... rows height", rows=2))  # R: [batch, width, channel, rows, height]
reveal_type(x.rearrange("b (g h) w c -> b g h w c", g=Axis("group", 2)))  # R: [batch, group, h, width, channel]
reveal_type(hax.rearrange(x, "{(channel: rgb)} -> ... rgb", rgb="colour"))  # R: [batch, height, width, colour]

# Patches of an image, in one step.
patches: Final = "{batch (height: h1 h) (width: w1 w) channel} -> (batch: batch h1 w1) (embed: h w channel)"
reveal_type(x.rearrange(patches, h=2, w=2))  # R: [batch, embed]
reveal_type(x.rearrange("{batch (height: i h) channel width} -> (batch: batch i) (embed: h width channel)", h=2))  # R: [batch, embed]


# Of arrays of which less is known.
def partly(start: NamedArray["batch ..."], any_order: NamedArray["{batch embed}"], pattern: str) -> None:
    reveal_type(start.rearrange((..., "batch")))  # R: [..., batch]
    reveal_type(start.rearrange("b ... -> ... b"))  # R: [..., batch]
    reveal_type(start.rearrange("{batch} -> ... batch"))  # R: [..., batch]
    reveal_type(any_order.rearrange(("embed", "batch")))  # R: [embed, batch]
    reveal_type(any_order.rearrange("{embed batch} -> embed batch"))  # R: [embed, batch]
    reveal_type(any_order.rearrange("a b -> b a"))  # R: {batch, embed}
    reveal_type(any_order.rearrange("a b -> (both: a b)"))  # R: [both]
    reveal_type(x.rearrange(pattern))  # R: [...]


partly(x, hax.ones({"batch": 2, "embed": 3}), "b ... -> b ...")
