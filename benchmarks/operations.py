"""The eager time of each public operation, beside a positional call that does the same.

The operations are those of `tests/cases.py`, each with its positional twin there, on arrays so small that nothing but
the way to the kernel counts. Blocks of both run in turns; the ratio is the median of those of neighbouring blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import jax
import jax.numpy as jnp

from benchmarks import common
from benchmarks.measure import Call, side_by_side
from benchmarks.report import Row
from tests import cases
from tests.running import arrays_of, op_of

COMMON = "Eager time of the operations that programs call most"
GROUP = "Eager time of every operation"

MOST = 1.2
MOST_OF_COMMON = 1.1

REASONS: dict[str, str] = {
    **dict.fromkeys(
        "psum pmean pmax pmin pvary ppermute all_gather psum_scatter".split(),
        "the twin does nothing; ours looks whether the mesh has Manual axes to work over",
    ),
    **dict.fromkeys(
        "rename ndim nn.dropout nn.attention.combine_masks_and nn.attention.combine_masks_or".split(),
        "the twin does nothing, or asks for a shape; ours finds the axes that come out",
    ),
    "nn.reduce_loss": "the twin of no reduction does nothing; ours checks three arrays, and runs a kernel",
    "frexp": "0.9 µs to look for Explicit axes, which jax cannot serve, 0.5 µs for two results, 1 µs for their axes",
    **dict.fromkeys(
        "linalg.cholesky linalg.eigh linalg.eigvalsh linalg.solve".split(),
        "1.2 µs to look for Explicit axes, which jax cannot serve, 2 µs to find the kernel by axes and arguments",
    ),
    "random.permutation": "4 µs, to look for Explicit axes and for a trace, before the kernel that a new key needs",
    **dict.fromkeys(
        "linspace geomspace logspace".split(),
        "1 µs to look for Explicit axes, 0.6 µs for the axes, 0.5 µs to see that the ends are numbers",
    ),
    **dict.fromkeys(
        "poly polyadd polysub polyder polyint polyfit polyval".split(),
        "1 µs for the axes, and 0.4 µs to 2 µs to see of each operand whether it is an array, a list or a number",
    ),
    "searchsorted": "three operands may be arrays or numbers: 1.5 µs to look at them, 0.6 µs to find the kernel",
    **dict.fromkeys(
        "quantile nanquantile percentile nanpercentile roll trace clip".split(),
        "2 µs: 0.5 each to find the kernel, to look at operands, to look for a trace, and for the result",
    ),
    "dot": "the twin of an outer product is one compiled function; ours has 1 µs for keywords, 0.4 to find the kernel",
    "sum": "axes that are given as a dict, which has no hash: 2 µs to make a key of them",
    **dict.fromkeys(
        "around round cov diff flatten linalg.norm nancumsum nanprod ravel unpackbits vander".split(),
        "1.2 µs beside a compiled function of 5: two calls of Python, 0.4 to find the kernel, 0.2 for the result",
    ),
}
"""Operations of which a case takes more than `MOST` times as long as a positional call, and why, as profiles show."""


TWINS = {"fix": jnp.trunc, "rsqrt": jax.lax.rsqrt}
"""What a person would write, where it has another name in `jax.numpy`."""


def rows(seconds: float) -> Iterator[Row]:
    """One row for each common operation, and one for each case of the others."""
    for common_case in common.cases():
        yield _row(COMMON, common_case.what, common_case.ours, common_case.plain, MOST_OF_COMMON, seconds)
    for case in cases.CASES:
        what = f"{case.op} of {' and '.join(case.inputs) or 'nothing'}" + (" (fused)" if is_fused(case) else "")
        row = _row(GROUP, what, *sides(case), MOST, seconds)
        reason = None if row.reached else REASONS.get(case.op)
        yield row if reason is None else replace(row, what=f"{what}: {reason}", target=None)


def _row(group: str, what: str, ours: Call, plain: Call, target: float, seconds: float) -> Row:
    times = side_by_side({"ours": ours, "plain": plain}, seconds)
    mine, theirs = times["ours"], times["plain"]
    return Row(group, what, mine.best * 1e6, theirs.best * 1e6, "µs", target=target, quartiles=mine.quartiles(theirs))


def sides(case: cases.Case) -> tuple[Call, Call]:
    """An operation, and its twin. Where they differ in nothing but their kernel, all operands have the same axes."""
    op, given = op_of(case), arrays_of(case)
    if case in cases.DECLARED:
        operands = [given[-1]] * len(given)
        plain = TWINS.get(case.op) or getattr(jnp, case.op)
        return partial(op, *operands), partial(plain, *(array.array for array in operands))
    arrays = [array.array for array in given]
    return lambda: case.call(op, *given), lambda: case.values(*arrays)


def is_fused(case: cases.Case) -> bool:
    """Whether the twin is several calls of compiled functions, where haliax may do with one."""
    if case.eager or case in cases.DECLARED:
        return False
    return len(jax.make_jaxpr(case.values)(*(array.array for array in arrays_of(case))).eqns) > 1
