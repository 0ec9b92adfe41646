"""Operations on the matrices that two axes span, and those that compare and count."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Row, Column = hax.make_axes(batch=2, row=3, column=5)
x = hax.ones((Batch, Row, Column))

# Matrices.
reveal_type(hax.trace(x, "row", "column"))  # R: [batch]
reveal_type(x.trace(Row, Batch, offset=1))  # R: [column]
reveal_type(hax.tril(x, "row", "column"))  # R: [batch, row, column]
reveal_type(hax.triu(x, "column", Batch, k=1))  # R: [batch, row, column]

# Comparing.
reveal_type(hax.isclose(x, 1.0))  # R: [batch, row, column]
reveal_type(hax.isclose(hax.ones(Row), x, atol=0.1))  # R: [batch, row, column]
reveal_type(hax.allclose(x, hax.ones(Row)))  # R: bool
reveal_type(hax.array_equal(x, hax.ones(Row)))  # R: bool
reveal_type(hax.array_equiv(x, hax.ones(Row)))  # R: bool

# Counting.
reveal_type(hax.bincount(hax.arange(Row), Axis("value", 4)))  # R: [value]
reveal_type(hax.bincount(hax.arange(Row), Axis("value", 4), weights=hax.ones(Row)))  # R: [value]
reveal_type(hax.nonzero(x, size=Axis("hit", 4))[0])  # R: [hit]


def vague(end: NamedArray["... row column"], some: NamedArray["{row column}"]) -> None:
    reveal_type(hax.tril(end, "row", "column"))  # R: [..., row, column]
    reveal_type(end.trace("row", "column"))  # R: [...]
    reveal_type(some.trace("row", "column"))  # R: []


vague(x, x["batch", 0])
