"""What benchmarks compare computes the same on both sides; and the counts, which no other work on a machine changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jax
import numpy as np
import pytest

import haliax as hax
from benchmarks import counts, eager, models
from benchmarks.program import program
from benchmarks.report import Row


@pytest.fixture(autouse=True)
def rank_promotion() -> Iterator[None]:
    """Code by hand relies on it."""
    with jax.numpy_rank_promotion("allow"):
        yield


@pytest.mark.parametrize(
    "case", [case for case in eager.cases(others=False) if case.against != "plain arrays"], ids=lambda c: c.what
)
def test_both_sides_of_an_eager_case_are_equal(case: eager.Case) -> None:
    ours, plain = jax.tree.leaves(case.ours()), jax.tree.leaves(case.plain())
    for mine, theirs in zip(ours, plain, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-5)


@pytest.mark.parametrize(
    ("named", "by_hand"), [(models.attention, models.attention_by_hand), (models.block, models.block_by_hand)]
)
def test_models_are_equal(named: Callable[..., Any], by_hand: Callable[..., Any]) -> None:
    params, x = models.params(), models.inputs()
    out = named(params, x)
    assert out.axes == (models.BATCH, models.POSITION, models.EMBED)
    expected = by_hand(models.plain(params), x.array)
    np.testing.assert_allclose(out.array, expected, rtol=1e-3, atol=1e-5)


def test_names_leave_no_operations_in_the_program() -> None:
    rows = [row for row in counts.rows() if isinstance(row, Row)]
    assert {row.what: row.ratio for row in rows if row.ratio > 1} == {}


def test_the_generated_program_runs() -> None:
    scope: dict[str, Any] = {}
    exec(program(40), scope)
    batch, embed, mlp = hax.make_axes(batch=8, embed=16, mlp=32)
    out = scope["layer_1"](hax.ones((batch, embed)), hax.ones((embed, mlp)), hax.ones((mlp, embed)))
    assert out.axes == (batch,)
