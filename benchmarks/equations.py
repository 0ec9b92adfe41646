"""How many equations each operation gives jax, beside a positional call that does the same.

The operations are those of `tests/cases.py`, each with its positional twin there.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.report import Row
from tests.cases import CASES
from tests.running import MORE_IS_MEANT, is_masked_extreme, traced

GROUP = "Equations that each operation gives jax"


def rows() -> Iterator[Row]:
    """One row for each operation that differs, with the reason where it gives more, and one for all that do not."""
    same = 0
    for case in CASES:
        if case.eager or not case.inputs or case.out is None:
            continue
        ours, theirs = map(len, traced(case))
        if ours == theirs:
            same += 1
            continue
        reason = MORE_IS_MEANT.get(case.op)
        if is_masked_extreme(case):
            reason = "jax takes the extreme of the initial value too"
        what = f"{case.op} of {' and '.join(case.inputs)}"
        if ours < theirs:
            yield Row(GROUP, what, ours, theirs, "", against="jax.numpy", target=1.0)
        else:
            yield Row(GROUP, f"{what}: {reason}", ours, theirs, "", against="jax.numpy", target=None if reason else 1.0)
    yield Row(GROUP, "all others, which give as many", same, same, "", against="jax.numpy", target=1.0)
