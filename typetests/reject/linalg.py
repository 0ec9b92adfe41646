"""Matrices have rows and columns, of one size where they are inverted; what comes out has no axis twice."""

import haliax as hax
from haliax import Axis

Batch, Row, Side = hax.make_axes(batch=2, row=3, side=5)
Column = Row.alias("column")
a = hax.eye((Row, Column)) + hax.zeros((Batch, Row, Column))
wide = hax.ones((Row, Batch, Side))

# Both axes must be there, and differ.
hax.linalg.det(a, ("row", "columns"))  # E: det: no axis 'columns' in [batch, row, column]; did you mean 'column'?  [axis-missing]
hax.linalg.slogdet(a, ("row", "row"))  # E: slogdet: axis 'row' is repeated in [row, row]; name each axis once  [axis-duplicate]
hax.linalg.inv(a, ("row", "side"))  # E: inv: no axis 'side' in [batch, row, column]  [axis-missing]
hax.linalg.pinv(wide, ("row", "column"))  # E: pinv: no axis 'column' in [row, batch, side]  [axis-missing]
hax.linalg.matrix_rank(wide, ("side", "side"))  # E: matrix_rank: axis 'side' is repeated in [side, side]; name each axis once  [axis-duplicate]
hax.linalg.norm(a, "side")  # E: norm: no axis 'side' in [batch, row, column]  [axis-missing]
hax.linalg.inv(a, "row")  # E(type): inv: argument 'axis' is a value of type str; …  [arg-type]
hax.linalg.inv(a, ("row",))  # E(type): inv: argument 'axis' is a value of type tuple[str]; …  [arg-type]
hax.linalg.det(a, (Row, Axis("column", 4)))  # E(kind): det: needs square matrices, got rows row=3 and columns column=4; their sizes must be equal  [axis-size]

# Equations.
hax.linalg.solve(a, hax.ones(Column), ("row", "column"))  # E: solve: no axis 'row' in [column]  [axis-missing]
hax.linalg.solve(a, a, ("row", "column"))  # E: solve: axis 'column' is already in [batch, row, column]; choose another name or rename it first  [axis-duplicate]
hax.linalg.solve(a, wide, ("row", "column")).sum("row")  # E: sum: no axis 'row' in [batch, column, side]  [axis-missing]

# Factors meet in an axis that is new.
hax.linalg.svd(wide, ("row", "side"), "side")  # E: svd: axis 'side' is already in [row, batch, side]; choose another name or rename it first  [axis-duplicate]
hax.linalg.svdvals(wide, ("row", "side"), "batch")  # E: svdvals: axis 'batch' is already in [row, batch, side]; choose another name or rename it first  [axis-duplicate]
hax.linalg.qr(wide, ("row", "side"), "row")  # E: qr: axis 'row' is already in [row, batch, side]; choose another name or rename it first  [axis-duplicate]
hax.linalg.qr(wide, (Row, Side), Axis("mode", 4))  # E: qr: axis 'mode' is given with size 4, but the array has 3 there  [axis-size]
hax.linalg.svd(wide, ("row", "side"))  # E(type): Missing positional argument "new_axis" in call to "svd"  [call-arg]
hax.linalg.eigh(a, ("row", "column"), "row")  # E: eigh: axis 'row' is already in [batch, row, column]; choose another name or rename it first  [axis-duplicate]
hax.linalg.eigvalsh(a, ("row", "column")).sum("row")  # E: sum: no axis 'row' in [batch, column]  [axis-missing]
hax.linalg.cholesky(a, ("row", "column"), "batch")  # E: cholesky: axis 'batch' is already in [batch, row, column]; choose another name or rename it first  [axis-duplicate]
