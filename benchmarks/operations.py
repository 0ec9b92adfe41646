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
        "rename psum pmean pmax pmin pvary ppermute all_gather psum_scatter nn.attention.combine_masks_and "
        "nn.attention.combine_masks_or nn.dropout ndim".split(),
        "there is nothing to compute, only axes to check",
    ),
    **dict.fromkeys(("nn.reduce_loss", "named"), "most of it is checks, of arguments that have many forms"),
    **dict.fromkeys(
        "frexp linalg.cholesky linalg.eigh linalg.eigvalsh linalg.solve random.permutation".split(),
        "it looks for a mesh with Explicit axes first, since jax could not say where the result lies",
    ),
    **dict.fromkeys(
        "arange linspace geomspace logspace".split(),
        "it looks for a mesh with Explicit axes, and at each number, which might be an array",
    ),
    **dict.fromkeys(
        "poly polyadd polysub polyder polyint polyfit polyval searchsorted".split(),
        "it takes numbers and lists beside arrays, and looks at each operand",
    ),
    **dict.fromkeys(
        "quantile nanquantile percentile nanpercentile roll argsort trace".split(),
        "it looks at arguments of several kinds, for 2 µs, before a call that takes 10",
    ),
    "dot": "the twin of an outer product is one compiled function; dot looks at axes, order and precision",
    "sum": "axes that are given as a dict are taken apart at each call",
    "take": "it looks at the dtype of the index, and whether values are watched",
    **dict.fromkeys(
        "around round clip cov diff flatten linalg.norm nancumsum nanprod ones ravel unpackbits vander".split(),
        "the twin is a call of 5 µs with nothing in Python; ours has 1 to 1.5 µs there",
    ),
    "nn.pool": "the windows are laid out at each call",
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
