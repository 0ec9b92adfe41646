"""Lists of axes that do not fit together."""

import haliax as hax
from haliax import Axis
from haliax.axis import resolve_axis

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
Pair = (Batch, Embed)
Other = Axis("embed", 7)

hax.concat_axes(Pair, Embed)  # E: concat_axes: axis 'embed' is already in [batch=2, embed=5]; choose another name or rename it first  [axis-duplicate]
hax.concat_axes(Batch, (Position, "batch"))  # E: concat_axes: axis 'batch' is already in [batch=2]; choose another name or rename it first  [axis-duplicate]
hax.concat_axis_specs(Pair, Embed)  # E: concat_axes: axis 'embed' is already in [batch=2, embed=5]; choose another name or rename it first  [axis-duplicate]

hax.union_axes(Pair, Other)  # E: union_axes: axis 'embed' has size 5 but 7 was given; sizes must agree  [axis-size]
hax.union_axes(Pair, {"batch": 11})  # E: union_axes: axis 'batch' has size 2 but 11 was given; sizes must agree  [axis-size]
hax.intersect_axes(Pair, (Position, Other))  # E: intersect_axes: axis 'embed' has size 5 but 7 was given; sizes must agree  [axis-size]

hax.eliminate_axes(Pair, "position")  # E: eliminate_axes: no axis 'position' in [batch=2, embed=5]  [axis-missing]
hax.eliminate_axes(Pair, (Embed, Position))  # E: eliminate_axes: no axis 'position' in [batch=2, embed=5]  [axis-missing]
hax.eliminate_axes(Pair, Other)  # E: eliminate_axes: axis 'embed' has size 5 but 7 was given; sizes must agree  [axis-size]
hax.without_axes(Pair, Other)  # E: without_axes: axis 'embed' has size 5 but 7 was given; sizes must agree  [axis-size]

hax.replace_axis(Pair, "position", Embed)  # E: replace_axis: no axis 'position' in [batch=2, embed=5]  [axis-missing]
hax.replace_axis(Pair, Batch, Embed)  # E: replace_axis: axis 'embed' is repeated in [embed=5, embed=5]; name each axis once  [axis-duplicate]
hax.replace_axis(Pair, Other, Position)  # E: replace_axis: axis 'embed' has size 5 but 7 was given; sizes must agree  [axis-size]

resolve_axis(Pair, "embd")  # E: resolve_axis: no axis 'embd' in [batch=2, embed=5]; did you mean 'embed'?  [axis-missing]
resolve_axis(Pair, (Embed, "rows"))  # E: resolve_axis: no axis 'rows' in [batch=2, embed=5]  [axis-missing]
resolve_axis(Pair, Other)  # E: resolve_axis: axis 'embed' has size 5 but 7 was given; sizes must agree  [axis-size]

x = hax.ones(Pair)
x.resolve_axis("position")  # E: resolve_axis: no axis 'position' in [batch, embed]  [axis-missing]
x.axis_size("position")  # E: axis_size: no axis 'position' in [batch, embed]  [axis-missing]
x.axis_size(("batch", "embd"))  # E: axis_size: no axis 'embd' in [batch, embed]; did you mean 'embed'?  [axis-missing]
