"""Random calls of rules: concrete arguments, and vaguer ones that describe them.

There is one strategy for each kind of parameter, found by its marker (`KINDS`) or, where the rule is told the argument
itself, by its type (`TYPES`); a rule with a parameter of a new kind needs a new strategy here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st

from haliax.pure.axis import AxisSelector
from haliax.pure.operation import Operation
from haliax.pure.rules.fourier import Along
from haliax.pure.rules.linalg import Matrix
from haliax.pure.wants import Kind, Order, Parameter, Takes, Want
from tests.draws import Pair, Source
from tests.laws import Rows, label


@dataclass(frozen=True)
class Call:
    """The arguments of one call, concrete and vague."""

    exact: tuple[tuple[Any, ...], dict[str, Any]]
    vague: tuple[tuple[Any, ...], dict[str, Any]]
    rows: Rows


@st.composite
def calls(draw: st.DrawFn, operation: Operation[Any]) -> Call:
    """A call of the rule of an operation."""
    source = Source(draw)
    exact: tuple[list[Any], dict[str, Any]] = ([], {})
    vague: tuple[list[Any], dict[str, Any]] = ([], {})
    left_out: dict[str, bool] = {}
    defaults = with_defaults(operation)
    for parameter in operation.parameters:
        key = f"{label(operation)}.{parameter.name}"
        group = TOGETHER.get(key, parameter.name)
        if parameter.name in defaults and key not in ALWAYS and left_out.setdefault(group, draw(st.booleans())):
            continue
        how = strategy(operation, parameter)
        assert how, f"no strategy for {parameter}"
        for side, part in zip((exact, vague), how(source), strict=True):
            if parameter.takes is Takes.REST:
                side[0].extend(part)
            elif parameter.takes is Takes.NAMED:
                side[1].update(part)
            elif parameter.by_name or parameter.name in defaults:
                side[1][parameter.name] = part
            else:
                side[0].append(part)
    return Call((tuple(exact[0]), exact[1]), (tuple(vague[0]), vague[1]), source.rows)


def with_defaults(operation: Operation[Any]) -> set[str]:
    """The parameters of a rule that may be left out."""
    found = inspect.signature(operation.rule).parameters.values()
    return {parameter.name for parameter in found if parameter.default is not parameter.empty}


def without_none(wanted: Any) -> Any:
    """A type without the None that it may also be."""
    members = get_args(wanted) if get_origin(wanted) in (Union, UnionType) else (wanted,)
    return Union[tuple(member for member in members if member is not NoneType)]  # noqa: UP007  (made here)


KINDS: dict[tuple[Want, Takes], Callable[[Source], Pair]] = {
    (Want(Kind.ARRAY), Takes.ONE): Source.operand,
    (Want(Kind.ARRAY, optional=True), Takes.ONE): Source.operand,
    (Want(Kind.ARRAY, whole=True), Takes.ONE): Source.position,
    (Want(Kind.ARRAY), Takes.REST): Source.several,
    (Want(Kind.ARRAYS), Takes.ONE): Source.alike,
    (Want(Kind.OPERAND), Takes.REST): Source.several,
    (Want(Kind.SELECTION), Takes.ONE): Source.selection,
    (Want(Kind.INDEX), Takes.ONE): Source.index,
    (Want(Kind.GIVEN), Takes.ONE): lambda source: source.one_of((None, None), (..., ...)),
    (Want(Kind.NOTHING), Takes.ONE): lambda source: (None, None),
}
"""How to draw what a marker asks for."""

TYPES: dict[tuple[Any, Takes], Callable[[Source], Pair]] = {
    (AxisSelector, Takes.ONE): Source.either,
    (AxisSelector, Takes.NAMED): Source.bound,
    (AxisSelector | int, Takes.NAMED): Source.bound,
    (Order | AxisSelector | int, Takes.NAMED): lambda source: ({}, {}),
    (Mapping[AxisSelector, AxisSelector], Takes.ONE): Source.renames,
    (Mapping[AxisSelector, object], Takes.ONE): Source.starts,
    (Mapping[AxisSelector, tuple[int, int]], Takes.ONE): Source.widths,
    (Sequence[AxisSelector], Takes.ONE): Source.pieces,
    (Matrix, Takes.ONE): Source.matrix,
    (Order, Takes.ONE): Source.order,
    (Order | str, Takes.REST): Source.order_or_pattern,
    (without_none(Along), Takes.ONE): Source.lengths,
    (Any, Takes.REST): Source.slicing,
    (Any, Takes.NAMED): lambda source: ({}, {}),
    (str, Takes.ONE): Source.equation,
    (int, Takes.ONE): Source.count,
    (bool, Takes.ONE): Source.flag,
}
"""How to draw an argument of a type, where a rule is told the argument itself."""

ATTENDING: dict[str, Callable[[Source], Pair]] = {
    "Key": lambda source: source.role(0),
    "KPos": lambda source: source.role(1),
    "query": lambda source: source.with_roles("0", "23"),
    "key": lambda source: source.with_roles("01", "2"),
    "value": lambda source: source.with_roles("1", "023"),
    **dict.fromkeys(("mask", "bias"), lambda source: source.with_roles("", "1")),
}
"""The arguments of attention: 0 is compared, 1 are the positions of the keys."""

SPECIAL: dict[str, Callable[[Source], Pair]] = {
    "shaping.unflatten_axis.new_axes": Source.factors,
    "creation.eye.shape": Source.matrix_shape,
    "contraction.outer.b": Source.apart,
    "statistics.quantile.q": Source.few,
    "statistics.cov.axis": Source.first_axis,
    "statistics.cov.variable": Source.matrix_axis,
    "statistics.cov.new_axis": Source.new_axis_or_none,
    "linalg.solve.a": Source.matrices,
    "linalg.solve.b": Source.sides,
    **{
        f"linalg.{op}.array": Source.matrices
        for op in "det slogdet matrix_rank inv pinv cholesky eigh eigvalsh qr svd svdvals".split()
    },
    "linalg.cholesky.new_axis": Source.new_axis_or_none,
    "linalg.eigh.new_axis": Source.new_axis_or_none,
    "linalg.eigvalsh.new_axis": Source.new_axis_or_none,
    "linalg.qr.new_axis": Source.new_axis,
    "linalg.svd.new_axis": Source.new_axis,
    "linalg.svdvals.new_axis": Source.new_axis,
    "ragged.ragged_dot.lhs": Source.row_axes,
    "ragged.ragged_dot.rhs": Source.grouped_matrices,
    "ragged.ragged_dot.group_sizes": Source.group_sizes,
    "ragged.ragged_dot.axis": Source.summed,
    "pooling.max_pool.Window": Source.window,
    "pooling.max_pool.inputs": Source.pooled,
    "pooling.max_pool.stride": Source.numbers,
    "pooling.max_pool.padding": Source.padding,
    "pooling.max_pool.use_ceil": Source.flag,
    "matrices.trace.axis2": Source.matrix_axis,
    "matrices.tril.axis2": Source.matrix_axis,
    "nn_masks.segment_mask.QPos": lambda source: source.role(0),
    "nn_masks.segment_mask.KPos": lambda source: source.role(1),
    "nn_masks.segment_mask.segments": lambda source: source.with_roles("0", "2"),
    "nn_masks.segment_mask.key_segments": lambda source: source.with_roles("1", "23"),
    **{
        f"nn_attention.{op}.{name}": how
        for op in ("dot_product_attention", "dot_product_attention_weights")
        for name, how in ATTENDING.items()
        if name != "value" or op == "dot_product_attention"
    },
}
"""Parameters whose arguments would seldom fit if they were drawn as others of their kind."""


TOGETHER = {"elementwise.where.x": "values", "elementwise.where.y": "values"}
"""Parameters that are given together or not at all."""

ALWAYS = {"contraction.dot.axis", "ragged.ragged_dot.axis"}
"""Parameters that are drawn though they have a default: without it, the argument is among others, or missing."""


def strategy(operation: Operation[Any], parameter: Parameter) -> Callable[[Source], Pair] | None:
    """How to draw an argument for a parameter of a rule; None if nothing here says."""
    special = SPECIAL.get(f"{label(operation)}.{parameter.name}")
    if special:
        return special
    wanted = without_none(parameter.type)
    how = KINDS.get((parameter.want, parameter.takes)) or TYPES.get((wanted, parameter.takes))
    if how is None or wanted == parameter.type or parameter.takes is not Takes.ONE:
        return how
    return lambda source: source.optional(how)
