"""Every call of `tests.refusals` is refused: by the rule, by the operation, and while it is traced, in one sentence."""

from __future__ import annotations

import jax
import pytest

from haliax.errors import AxisError
from haliax.ops import elementwise
from tests.cases import ACTIVATIONS, CASES, Case
from tests.refusals import REFUSALS
from tests.running import arrays_of, on_axes, op_of

NEVER_REFUSE = {
    *(case.op for case in CASES if len(case.inputs) == 1 and case.op in vars(elementwise)),
    *("array_equal", "array_equiv", "zeros_like", "ones_like", "full_like", "linspace", "logspace", "geomspace"),
    *("fftfreq", "rfftfreq", "nn.attention.mask_to_bias", "nn.attention.forgetful_causal_mask"),
    *(f"nn.{op}" for op in ACTIVATIONS),
    *("psum", "pmean", "pmax", "pmin", "pvary", "ppermute"),
}
"""Operations that take all axes there are."""


def test_every_operation_that_can_refuse_does() -> None:
    refusing = {case.op for case in REFUSALS}
    assert {case.op for case in CASES} - NEVER_REFUSE - refusing == set()
    assert refusing <= {case.op for case in CASES}


@pytest.mark.parametrize("case", REFUSALS, ids=str)
def test_rule_and_operation_refuse_in_one_sentence(case: Case) -> None:
    inputs = arrays_of(case)
    with pytest.raises(AxisError) as by_rule:
        on_axes(case, inputs)
    with pytest.raises(AxisError) as by_op:
        case.call(op_of(case), *inputs)
    assert by_op.value.kind == by_rule.value.kind == case.out
    assert by_op.value.text == by_rule.value.text
    assert str(by_op.value) == f"{by_op.value.op}: {by_op.value.text}"
    assert by_op.value.op == case.op.rpartition(".")[2]


@pytest.mark.parametrize("case", [case for case in REFUSALS if case.inputs], ids=str)
def test_tracing_refuses_too(case: Case) -> None:
    with pytest.raises(AxisError):
        jax.eval_shape(lambda *arrays: case.call(op_of(case), *arrays), *arrays_of(case))
