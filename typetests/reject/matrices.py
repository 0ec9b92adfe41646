"""Matrices lie along two axes that differ; what is compared broadcasts, what is counted has one axis."""

import haliax as hax
from haliax import Axis

Batch, Row, Column = hax.make_axes(batch=2, row=3, column=5)
x = hax.ones((Batch, Row, Column))
Value = Axis("value", 4)

hax.trace(x, "row", "columns")  # E: trace: no axis 'columns' in [batch, row, column]; did you mean 'column'?  [axis-missing]
x.trace("row", "row")  # E: trace: axis 'row' is repeated in [row, row]; name each axis once  [axis-duplicate]
hax.tril(x, "row", "time")  # E: tril: no axis 'time' in [batch, row, column]  [axis-missing]
hax.triu(x, "row", "row")  # E: triu: axis 'row' is repeated in [row, row]; name each axis once  [axis-duplicate]
hax.trace(x, "row", "column").sum("row")  # E: sum: no axis 'row' in [batch]  [axis-missing]

hax.isclose(x["batch", 0], x["row", 0])  # E: isclose: cannot broadcast [row, column] and [batch, column]: …  [axis-broadcast]
hax.allclose(hax.ones(Batch), hax.ones(Row))  # E: allclose: cannot broadcast [batch] and [row]: …  [axis-broadcast]

hax.bincount(x, Value)  # E: bincount: expected an array with one axis, got [batch, row, column]; flatten it, or take a part of it  [axis-size]
hax.bincount(hax.arange(Row), Value).sum("row")  # E: sum: no axis 'row' in [value]  [axis-missing]
hax.nonzero(x, size=Value)[0].sum("row")  # E: sum: no axis 'row' in [value]  [axis-missing]
