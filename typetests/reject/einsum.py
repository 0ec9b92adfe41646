"""Equations that cannot be read, or that do not fit the arrays."""

import haliax as hax
from haliax import Axis

Batch, Position, Embed, Mlp = hax.make_axes(batch=2, position=3, embed=5, mlp=7)
x = hax.ones((Batch, Position, Embed))
w = hax.ones((Embed, Mlp))

# Equations that cannot be read.
hax.einsum("b p e, e m", x, w)  # E: einsum: cannot read the pattern: write `->` between the axes that go in and those that come out …  [axis-pattern]
hax.einsum("b p e, e m -> b p q", x, w)  # E: einsum: cannot read the pattern: 'q' is not on the left of `->` …  [axis-pattern]
hax.einsum("b p e, e m -> b b", x, w)  # E: einsum: cannot read the pattern: 'b' is repeated …  [axis-pattern]
hax.einsum("b ..., e m -> b m", x, w)  # E: einsum: cannot read the pattern: `...` is not on the right of `->`; say where the rest goes …  [axis-pattern]
hax.einsum("b p e, e m -> (f: b p) m", x, w)  # E: einsum: cannot read the pattern: einsum neither splits nor merges axes; use rearrange …  [axis-pattern]
hax.einsum("{batch embed}, {embed mlp} -> batch", x, w)  # E: einsum: cannot read the pattern: axes found by name are listed once, for all arrays …  [axis-pattern]

# By position, each array has as many axes as are written, and an identifier is one axis.
hax.einsum("b p e -> b", x, w)  # E: einsum: 'b p e -> b' is of 1 array, but 2 were given; …  [axis-pattern]
hax.einsum("b e, e m -> b m", x, w)  # E: einsum: 'b e, e m -> b m' names 2 axes, but the array has [batch, position, embed]; …  [axis-pattern]
hax.einsum("b p e, m e -> b p m", x, w)  # E: einsum: 'e' stands for axis 'embed' in one array and axis 'mlp' in another; use two identifiers, or rename one of the axes  [axis-pattern]
hax.einsum("b p e, d m -> b p m", x, w)  # E: einsum: 'e' and 'd' both stand for axis 'embed'; use one identifier, or rename the axis in one of the arrays  [axis-pattern]
hax.einsum("b p e, e m -> b p m", x, w, e="mlp")  # E: einsum: 'e' is bound to axis 'mlp', but stands for axis 'embed' of [batch, position, embed]; …  [axis-pattern]

# By name, each axis is in some array.
hax.einsum("{embd} -> ", x, w)  # E: einsum: no axis 'embd' in [batch, position, embed, mlp]; did you mean 'embed'?  [axis-missing]
hax.einsum("-> batch heads", x, w)  # E: einsum: no axis 'heads' in [batch, position, embed, mlp]  [axis-missing]
hax.einsum("{i} -> ", x, w, i="heads")  # E: einsum: no axis 'heads' in [batch, position, embed, mlp]  [axis-missing]
hax.einsum("{i} -> ", x, w, i=Axis("heads", 2))  # E: einsum: no axis 'heads' in [batch, position, embed, mlp]  [axis-missing]
hax.einsum("{embed} -> ", x, w, i="embed")  # E: einsum: cannot read '{embed} -> ': 'i' is bound, but not in the pattern  [axis-pattern]

# What is summed out is gone.
hax.einsum("{embed} -> ", x, w).sum("embed")  # E: sum: no axis 'embed' in [batch, position, mlp]  [axis-missing]
hax.einsum("b p e, e m -> b m", x, w).sum("position")  # E: sum: no axis 'position' in [batch, mlp]  [axis-missing]
