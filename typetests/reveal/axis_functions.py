"""The functions that combine lists of axes know which axes come out, in which form."""

import haliax as hax
from haliax import Axis
from haliax.axis import axis_name, axis_size, resolve_axis

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
Pair = (Batch, Embed)

# A tuple of axes is a tuple for mypy too.
reveal_type(Pair)  # R: tuple[Axis[batch, 2], Axis[embed, 5]]
reveal_type((Position, *Pair))  # R: tuple[Axis[position, 3], Axis[batch, 2], Axis[embed, 5]]

# concat_axes
reveal_type(hax.concat_axes(Pair, Position))  # R: tuple[Axis[batch, 2], Axis[embed, 5], Axis[position, 3]]
reveal_type(hax.concat_axes(Batch, Embed))  # R: tuple[Axis[batch, 2], Axis[embed, 5]]
reveal_type(hax.zeros(hax.concat_axes(Position, Pair)))  # R: [position, batch, embed]

# union_axes
reveal_type(hax.union_axes(Pair, (Embed, Position)))  # R: tuple[Axis[batch, 2], Axis[embed, 5], Axis[position, 3]]
reveal_type(hax.zeros(hax.union_axes(Embed, Pair)))  # R: [embed, batch]

# intersect_axes
reveal_type(hax.intersect_axes(Pair, (Embed, Position)))  # R: tuple[Axis[embed, 5]]
reveal_type(hax.intersect_axes((Position, *Pair), ("embed", "position")))  # R: tuple[Axis[position, 3], Axis[embed, 5]]
reveal_type(hax.zeros(hax.intersect_axes(Pair, Position)))  # R: []

# eliminate_axes and without_axes
reveal_type(hax.eliminate_axes(Pair, "embed"))  # R: tuple[Axis[batch, 2]]
reveal_type(hax.eliminate_axes(Pair, Pair))  # R: tuple[()]
reveal_type(hax.without_axes(Pair, ("embed", "position")))  # R: tuple[Axis[batch, 2]]
reveal_type(hax.zeros(hax.without_axes((Position, *Pair), Embed)))  # R: [position, batch]

# replace_axis
reveal_type(hax.replace_axis(Pair, Batch, Position))  # R: tuple[Axis[position, 3], Axis[embed, 5]]
reveal_type(hax.replace_axis(Pair, "embed", (Position, Axis("mlp", 7))))  # R: tuple[Axis[batch, 2], Axis[position, 3], Axis[mlp, 7]]

# resolve_axis keeps the form of the selection.
reveal_type(resolve_axis(Pair, "embed"))  # R: Axis[embed, 5]
reveal_type(resolve_axis(Pair, ("embed", "batch")))  # R: tuple[Axis[embed, 5], Axis[batch, 2]]
reveal_type(hax.ones((Batch, Embed)).resolve_axis("embed"))  # R: Axis[embed]
reveal_type(hax.ones((Batch, Embed)).resolve_axis(("embed", "batch")))  # R: tuple[Axis[embed], Axis[batch]]

# Names and sizes.
reveal_type(axis_name(Embed))  # R: 'embed'
reveal_type(axis_name(Pair))  # R: tuple['batch', 'embed']
reveal_type(axis_size(Pair))  # R: int
reveal_type(hax.selects_axis(Pair, Embed))  # R: bool
reveal_type(hax.is_axis_compatible(Embed, "embed"))  # R: bool


# Axes whose sizes are not written out keep their names.
def rows_and_columns(rows: int, columns: int) -> None:
    Rows, Columns = hax.make_axes(rows=rows, columns=columns)
    reveal_type(hax.concat_axes(Rows, Columns))  # R: tuple[Axis[rows], Axis[columns]]
    reveal_type(hax.union_axes((Rows, Columns), Batch))  # R: tuple[Axis[rows], Axis[columns], Axis[batch, 2]]
    reveal_type(hax.zeros(hax.concat_axes(Columns, Rows)))  # R: [columns, rows]


rows_and_columns(2, 3)


# A sequence of unknown length says nothing, and is no error.
def any_axes(axes: tuple[Axis, ...]) -> None:
    reveal_type(hax.zeros(axes))  # R: [...]
    reveal_type(hax.zeros((Batch, *axes)))  # R: [batch, ...]
    reveal_type(hax.zeros((*axes, Batch)))  # R: [..., batch]
    reveal_type(hax.zeros((Batch, *axes, Position)))  # R: [batch, ..., position]


any_axes((Embed, Axis("mlp", 7)))

# Under an older name.
reveal_type(hax.concat_axis_specs(Pair, Position))  # R: tuple[Axis[batch, 2], Axis[embed, 5], Axis[position, 3]]
reveal_type(hax.axis.concat_axis_specs(Batch, Embed))  # R: tuple[Axis[batch, 2], Axis[embed, 5]]
