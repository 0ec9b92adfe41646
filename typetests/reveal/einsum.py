"""einsum by position, by name, and by what comes out."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position, Embed, Mlp = hax.make_axes(batch=2, position=3, embed=5, mlp=7)
x = hax.ones((Batch, Position, Embed))
w = hax.ones((Embed, Mlp))
b = hax.ones((Mlp,))

# By position: axes keep the names that they have in the arrays.
reveal_type(hax.einsum("b p e, e m -> b p m", x, w))  # R: [batch, position, mlp]
reveal_type(hax.einsum("b p e, e m -> m p b", x, w))  # R: [mlp, position, batch]
reveal_type(hax.einsum("b p e, e m, m -> b p", x, w, b))  # R: [batch, position]
reveal_type(hax.einsum("b p e -> e b", x))  # R: [embed, batch]
reveal_type(hax.einsum("b p e, e m -> ", x, w))  # R: []
reveal_type(hax.einsum("... e, e m -> ... m", x, w))  # R: [batch, position, mlp]
reveal_type(hax.einsum("b ... e, e m -> m ...", x, w))  # R: [mlp, position]
reveal_type(hax.einsum("b p e, e m -> b p m", x, w, e=Embed, m="mlp"))  # R: [batch, position, mlp]

# By name: what is on the left only is summed out; what is not spoken of stays.
reveal_type(hax.einsum("{embed} -> ", x, w))  # R: [batch, position, mlp]
reveal_type(hax.einsum("{batch embed mlp} -> mlp batch", x, w))  # R: [position, mlp, batch]
reveal_type(hax.einsum("{embed} -> mlp ...", x, w))  # R: [mlp, batch, position]
reveal_type(hax.einsum("{} -> ", x, w))  # R: [batch, position, embed, mlp]
reveal_type(hax.einsum("{...} -> mlp", x, w))  # R: [mlp]
reveal_type(hax.einsum("{i o} -> o ...", x, w, i=Embed, o="mlp"))  # R: [mlp, batch, position]
reveal_type(hax.einsum("{i} -> ", x, w, i=Axis("embed", 5)))  # R: [batch, position, mlp]

# What comes out, and nothing else.
reveal_type(hax.einsum("-> batch mlp", x, w))  # R: [batch, mlp]
reveal_type(hax.einsum("-> ", x, w))  # R: []
reveal_type(hax.einsum("-> ... embed", x, w))  # R: [batch, position, mlp, embed]


# Of arrays of which less is known.
def partly(start: NamedArray["batch ..."], end: NamedArray["... embed"], any_order: NamedArray["{batch embed}"]) -> None:
    reveal_type(hax.einsum("... e, e m -> ... m", end, w))  # R: [..., mlp]
    reveal_type(hax.einsum("b ... e, e m -> b ... m", start, w))  # R: [batch, ..., mlp]
    reveal_type(hax.einsum("{embed} -> ... batch", end, w))  # R: {mlp, batch, ...}
    reveal_type(hax.einsum("-> batch mlp", start, end, any_order, w))  # R: [batch, mlp]
    reveal_type(hax.einsum("{embed} -> batch mlp", any_order, w))  # R: [batch, mlp]


partly(hax.ones((Batch, Embed)), x, hax.ones((Embed, Batch)))
