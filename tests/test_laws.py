"""The three laws, for every rule there is, on random calls. See `tests.laws`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haliax.pure.operation import Operation
from tests import laws
from tests.calls import Call, calls, strategy

OPERATIONS = laws.one_of_each_rule()


@pytest.mark.parametrize("operation", OPERATIONS, ids=laws.label)
def test_every_parameter_of_a_rule_has_a_strategy(operation: Operation[Any]) -> None:
    missing = {wanted.name: wanted.type for wanted in operation.parameters if not strategy(operation, wanted)}
    assert not missing, f"tests/calls.py has no strategy for these parameters of {laws.label(operation)}"


SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize("operation", OPERATIONS, ids=laws.label)
@given(data=st.data())
@settings(suppress_health_check=SLOW_TO_DRAW)
def test_laws(operation: Operation[Any], data: st.DataObject) -> None:
    check(operation, data.draw(calls(operation)))


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS, ids=laws.label)
@given(data=st.data())
@settings(suppress_health_check=SLOW_TO_DRAW, max_examples=1000)
def test_laws_on_many_calls(operation: Operation[Any], data: st.DataObject) -> None:
    check(operation, data.draw(calls(operation)))


def check(operation: Operation[Any], call: Call) -> None:
    """Holds one call of a rule against the laws."""
    exact = laws.Outcome.of(operation.rule, *call.exact)
    vague = laws.Outcome.of(operation.rule, *call.vague)
    broken = laws.broken_law(vague, exact, call.rows)
    assert broken is None, broken
    if exact.error is None:
        assert all(part.is_exact for part in laws.parts(exact.value)), laws.shown(exact.value)


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS, ids=laws.label)
def test_random_calls_are_both_taken_and_refused(operation: Operation[Any]) -> None:
    """A law holds trivially where a rule refuses everything, so calls must reach both ends."""
    outcomes = {"taken": 0, "refused": 0}

    @given(calls(operation))
    @settings(max_examples=80, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def count(call: Call) -> None:
        outcome = laws.Outcome.of(operation.rule, *call.exact)
        if not isinstance(outcome.error, TypeError):
            outcomes["refused" if outcome.error else "taken"] += 1

    count()
    assert outcomes["taken"] >= 3, outcomes
    assert outcomes["refused"] or laws.label(operation) in NEVER_REFUSES, outcomes


NEVER_REFUSES = {
    *("elementwise.abs", "elementwise.frexp", "creation.zeros_like", "creation.linspace", "nn.relu"),
    *("nn.quick_gelu", "nn_masks.mask_to_bias", "nn_masks.forgetful_causal_mask", "collectives.psum"),
    *("fourier.fftfreq", "fourier.rfftfreq", "counting.nonzero", "elementwise.ndim", "comparing.array_equal"),
}
"""Rules that take all axes there are."""
