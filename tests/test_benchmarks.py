"""What benchmarks compare computes the same on both sides; and the counts, which no other work on a machine changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType

import haliax as hax
from benchmarks import (
    blocks,
    common,
    counts,
    devices,
    eager,
    layers,
    mapping,
    measure,
    models,
    new_names,
    operations,
    positional,
    positions,
    report,
)
from benchmarks.program import program
from benchmarks.report import Row
from tests import cases
from tests.tracing import primitives


@pytest.fixture(autouse=True)
def rank_promotion() -> Iterator[None]:
    """Code by hand relies on it."""
    with jax.numpy_rank_promotion("allow"):
        yield


@pytest.mark.parametrize(
    "case", [case for case in eager.cases() if case.against != "plain arrays"], ids=lambda c: c.what
)
def test_both_sides_of_an_eager_case_are_equal(case: eager.Case) -> None:
    assert_equal(case.ours(), case.plain())


@pytest.mark.parametrize("case", common.cases(), ids=lambda c: c.what)
def test_both_sides_of_a_common_operation_are_equal(case: common.Common) -> None:
    assert_equal(case.ours(), case.plain())


@pytest.mark.parametrize("case", cases.DECLARED, ids=lambda c: c.op)
def test_both_sides_of_an_operation_on_elements_are_equal(case: cases.Case) -> None:
    assert_equal(*(side() for side in operations.sides(case)))


def test_each_operation_that_may_take_longer_has_a_case() -> None:
    assert operations.REASONS.keys() <= {case.op for case in cases.CASES}


def test_the_ratio_of_neighbouring_blocks_is_their_median() -> None:
    ours, plain = measure.Times((1.0, 2.0, 3.0, 8.0, 5.0)), measure.Times((1.0,) * 5)
    row = Row("", "", ours.best, plain.best, "µs", target=3.0, quartiles=ours.quartiles(plain))
    assert (row.ratio, row.reached, row.spread) == (3.0, True, "1.50 to 6.50")


def assert_equal(ours: Any, plain: Any) -> None:
    for mine, theirs in zip(jax.tree.leaves(ours), jax.tree.leaves(plain), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-5)


@pytest.mark.parametrize("case", mapping.cases(), ids=lambda c: c.what)
def test_both_sides_of_a_mapped_function_are_equal(case: mapping.Case) -> None:
    assert_equal(case.ours(), case.plain())
    assert counts.equations(case.ours) == counts.equations(case.plain)


@pytest.mark.parametrize("case", positions.fixed(), ids=lambda c: c.what)
def test_both_sides_of_fixed_positions_are_equal(case: positions.Fixed) -> None:
    assert_equal(case.ours(), case.plain())


@pytest.mark.parametrize("case", positions.moving(), ids=lambda c: c.what)
def test_both_sides_of_new_positions_are_equal(case: positions.New) -> None:
    assert_equal(case.ours(5), case.plain(5))


def test_each_measured_position_is_new() -> None:
    seen: list[int] = []
    rounds = 4
    calls = {"ours": positions.along(seen.append, 1), "plain": positions.along(seen.append, 2)}
    times = measure.one_by_one(calls, rounds)
    assert len(seen) == len(set(seen)) == 2 * (measure.WARM_UP + rounds)
    assert all(len(found.blocks) == rounds for found in times.values())


@pytest.mark.parametrize(
    ("name", "by_hand"),
    [
        ("add, same axes", lambda x, w: x + x),
        ("add, broadcast", lambda x, w: x + x[0]),
        ("sum", lambda x, w: x.sum(1)),
        ("dot", lambda x, w: x @ w),
        ("rearrange", lambda x, w: x.T),
        ("softmax", lambda x, w: jax.nn.softmax(x, axis=1)),
        ("concatenate", lambda x, w: jnp.concatenate([x, x], axis=1)),
    ],
)
def test_operations_on_new_names(name: str, by_hand: Callable[..., Any]) -> None:
    first, second = new_names.arrays(), new_names.arrays()
    assert not set(first.names) & set(second.names)
    for given in (first, second):
        out = new_names.OPERATIONS[name](given)
        assert set(out.axis_names) <= set(given.names)
        assert_equal(out, by_hand(given.x.array, given.w.array))


@pytest.mark.usefixtures("little_garbage")
def test_the_measurement_of_memory_stops_at_the_most_it_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = iter([100.0, 150.0, 301.0])
    monkeypatch.setattr(new_names, "_resident", lambda: next(taken))
    assert new_names.growth_here(50) == (2, 201.0)


@pytest.mark.parametrize(
    ("named", "by_hand"), [(models.attention, positional.attention), (models.block, positional.block)]
)
def test_models_are_equal(named: Callable[..., Any], by_hand: Callable[..., Any]) -> None:
    params, x = models.params(), models.inputs()
    out = named(params, x)
    assert out.axes == (models.BATCH, models.POSITION, models.EMBED)
    expected = by_hand(models.plain(params), x.array)
    np.testing.assert_allclose(out.array, expected, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("case", layers.cases(), ids=lambda c: c.what)
def test_a_layer_and_its_operations_are_equal(case: layers.Case) -> None:
    np.testing.assert_allclose(case.ours().array, case.plain().array, rtol=1e-4, atol=1e-5)


def test_a_block_of_layers_has_the_operations_that_it_has_by_hand() -> None:
    block, x = blocks.block(), blocks.inputs()
    plain = blocks.plain(block)
    np.testing.assert_allclose(block(x).array, blocks.block_by_hand(plain, x.array), rtol=1e-3, atol=1e-4)
    ours = Counter(primitives(layers.block_of_layers, block, x))
    by_hand = Counter(primitives(blocks.block_by_hand, plain, x.array))
    # The one for queries that see nothing. By hand the mask has a dimension more.
    assert ours - by_hand == {"max": 1} and by_hand - ours == {"broadcast_in_dim": 1}


@pytest.mark.parametrize("kind", [AxisType.Auto, AxisType.Explicit], ids=lambda kind: kind.name)
def test_both_sides_on_eight_devices_are_equal(kind: AxisType) -> None:
    with jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"), axis_types=(kind,) * 2)):
        for what, _, _, ours, plain in devices.calls():
            mine, theirs = ours(), plain()
            if "trace" in what:
                assert len(mine.jaxpr.eqns) == len(theirs.jaxpr.eqns) == devices.LEAVES
            else:
                assert_equal(mine, theirs)
                for one, other in zip(jax.tree.leaves(mine), jax.tree.leaves(theirs), strict=True):
                    assert one.sharding.is_equivalent_to(other.sharding, one.ndim)


def test_a_target_may_be_a_difference() -> None:
    rows = [Row("", "", 3.0 + more, 3.0, "µs", more=1.0) for more in (1.0, 1.1)]
    assert [row.reached for row in rows] == [True, False] and rows[0].allowed == "≤ +1.00 µs"
    assert list(report.summary(rows)) == ["1 of 2 targets reached", "  over: , : 1.37, not ≤ +1.00 µs"]


def test_all_equations_count() -> None:
    inner = jax.jit(lambda x: jnp.sin(x) * 2)
    assert counts.equations(lambda x: inner(x) + 1, 1.0) == 4


def test_long_times_are_in_milliseconds() -> None:
    assert [report.figure(value, "µs") for value in (5.0, 999.0, 43578.0)] == ["5.00 µs", "999 µs", "43.6 ms"]


def test_names_leave_no_operations_in_the_program() -> None:
    rows = [row for row in counts.rows() if isinstance(row, Row)]
    assert {row.what: row.ratio for row in rows if row.ratio > 1} == {}


def test_the_generated_program_runs() -> None:
    scope: dict[str, Any] = {}
    exec(program(40), scope)
    batch, embed, mlp = hax.make_axes(batch=8, embed=16, mlp=32)
    out = scope["layer_1"](hax.ones((batch, embed)), hax.ones((embed, mlp)), hax.ones((mlp, embed)))
    assert out.axes == (batch,)
