"""A name that is assigned again has its new axes, and only those."""

import haliax as hax
from haliax import NamedArray

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
x = hax.ones((Batch, Position, Embed))

y = x.sum("embed")
y = y.sum("position")
y.sum("position")  # E: sum: no axis 'position' in [batch]  [axis-missing]
y = x
y.sum("heads")  # E: sum: no axis 'heads' in [batch, position, embed]  [axis-missing]


def parameter(x: NamedArray["batch embed"]) -> NamedArray["batch embed"]:
    x = x.sum("embed")
    x.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
    return x  # E(static): parameter: the result is [batch]; expected [batch, embed]: no axis 'embed'  [return-value]


parameter(x.sum("position"))


def loop(x: NamedArray["batch embed"]) -> None:
    for row in x.unbind("batch"):
        row = row.rename({"embed": "mlp"})
        row.sum("embed")  # E: sum: no axis 'embed' in [mlp]  [axis-missing]
    with hax.axis_mapping({}):
        x = x.sum("batch")
    x.sum("batch")  # E: sum: no axis 'batch' in [embed]  [axis-missing]
    if (total := x.sum()).ndim == 0:
        total.sum("embed")  # E: sum: no axis 'embed' in []  [axis-missing]
    del x
    x = hax.ones(Position)
    x.sum("embed")  # E: sum: no axis 'embed' in [position]  [axis-missing]


loop(x.sum("position"))
