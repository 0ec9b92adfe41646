# Written by `python -m tools.stubs`. Do not edit.
"""Products of rows with one matrix for each group of them, as mixtures of experts need."""

from typing import Any, Literal

import jax

from haliax.axis import AxisSelector
from haliax.core import NamedArray
from haliax.pure.operation import Operation

def ragged_dot(
    lhs: NamedArray | jax.Array,
    rhs: NamedArray | jax.Array,
    group_sizes: NamedArray | jax.Array,
    ar: bool = False,
    implementation: Literal["auto", "xla", "megablox", "triton"] = "auto",
    *,
    axis: AxisSelector | None = None,
) -> Any:
    """The product of each row of `lhs` with the matrix of its group.

    Axes: `[token, embed], [expert, embed, mlp], [expert], axis=embed -> [token, mlp]`

    The rows are sorted: the first ones are of the first group, as many as its size says, then come those of the second.
    Rows that are left over give zeros.

    Plain arrays are taken too, as `jax.lax.ragged_dot` takes them: `[rows, in]`, `[groups, in, out]` and `[groups]`.

    Args:
        lhs: The rows: an array with one axis beside `axis`.
        rhs: The matrices. What axes they have beside `axis` and that of the groups come out.
        group_sizes: How many rows each group has: integers along the axis of the groups.
        ar: Whether the products are added up over the devices along "model", in a function that runs on each of them.
        implementation: "xla" for `jax.lax.ragged_dot`, which "auto" is too. Kernels written for one kind of device,
            "megablox" and "triton", are not here.
        axis: The axis to sum over. It must be given for named arrays.

    Raises:
        AxisError: If an axis is not there or there with another size; if there is not one axis of rows and one of
            groups, or the rows and the matrices share another axis.
        TypeError: If `axis` is not given for named arrays, or the sizes are no integers.
        NotImplementedError: If the implementation is not there.
    """

def grouped(
    operation: Operation[Any],
    lhs: Any,
    rhs: Any,
    group_sizes: Any,
    axis: AxisSelector | None,
    *,
    ar: bool = False,
) -> Any:
    """`ragged_dot` of named arrays, for an operation with its rule."""
