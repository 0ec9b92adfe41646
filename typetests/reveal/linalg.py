"""Linear algebra: two axes are the rows and the columns, others are batches, and factors meet in an axis by name."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Row, Side = hax.make_axes(batch=2, row=3, side=5)
Column = Row.alias("column")
a = hax.eye((Row, Column)) + hax.zeros((Batch, Row, Column))
wide = hax.ones((Row, Batch, Side))
pair = (Row, Column)

reveal_type(hax.linalg.norm(a, "row"))  # R: [batch, column]
reveal_type(hax.linalg.norm(a, (Row, Column), ord=2))  # R: [batch]
reveal_type(hax.linalg.norm(a))  # R: []
reveal_type(hax.linalg.det(a, ("row", "column")))  # R: [batch]
reveal_type(hax.linalg.det(a, pair))  # R: [batch]
reveal_type(hax.linalg.slogdet(a, (Row, Column)))  # R: tuple[[batch], [batch]]
reveal_type(hax.linalg.matrix_rank(wide, ("side", "row")))  # R: [batch]

reveal_type(hax.linalg.inv(a, ("row", "column")))  # R: [batch, row, column]
reveal_type(hax.linalg.pinv(wide, axis=(Row, Side)))  # R: [row, batch, side]

# The columns take the place of the rows, and what only one of the two has stays: as dot(a, b, axis="row") gives it.
reveal_type(hax.linalg.solve(a, hax.ones(Row), ("row", "column")))  # R: [batch, column]
reveal_type(hax.linalg.solve(a, wide, axis=("row", "column")))  # R: [batch, column, side]
reveal_type(hax.linalg.solve(hax.eye((Column, Row)), wide, (Row, Column)))  # R: [column, batch, side]

reveal_type(hax.linalg.cholesky(a, ("row", "column")))  # R: [batch, row, column]
reveal_type(hax.linalg.cholesky(a, ("row", "column"), "inner"))  # R: [batch, row, inner]
reveal_type(hax.linalg.eigh(a, ("row", "column")))  # R: tuple[[batch, column], [batch, row, column]]
reveal_type(hax.linalg.eigh(a, (Row, Column), new_axis="mode"))  # R: tuple[[batch, mode], [batch, row, mode]]
reveal_type(hax.linalg.eigvalsh(a, ("column", "row"), Axis("mode", 3)))  # R: [batch, mode]
reveal_type(hax.linalg.qr(wide, ("row", "side"), "mode"))  # R: tuple[[row, batch, mode], [mode, batch, side]]
reveal_type(hax.linalg.svdvals(wide, ("row", "side"), "mode"))  # R: [batch, mode]
u, s, v = hax.linalg.svd(wide, ("row", "side"), "mode")
reveal_type(u)  # R: [row, batch, mode]
reveal_type(s)  # R: [batch, mode]
reveal_type(v)  # R: [mode, batch, side]
reveal_type(hax.dot(u, s, v, axis="mode"))  # R: [row, batch, side]


def vague(end: NamedArray["... row column"], some: NamedArray["{row column}"], rows: str) -> None:
    reveal_type(hax.linalg.inv(end, ("row", "column")))  # R: [..., row, column]
    reveal_type(hax.linalg.inv(some, ("row", "column")))  # R: {row, column}
    reveal_type(hax.linalg.det(some, ("row", "column")))  # R: []
    reveal_type(hax.linalg.eigh(end, ("row", "column"), "mode")[1])  # R: [..., row, mode]
    reveal_type(hax.linalg.solve(some, wide, ("row", "column")))  # R: {column, batch, side}
    reveal_type(hax.linalg.inv(some, (rows, "column")))  # R: [...]


vague(a, a["batch", 0], "row")
