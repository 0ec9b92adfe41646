"""The four laws, for every rule there is, on every call over few names. See `tests.laws` and `tests.precision`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from haliax.pure import errors
from haliax.pure.axes import ANY, Axes, drop, without
from haliax.pure.axis import name_of, of_size
from haliax.pure.operation import Operation
from haliax.pure.rules.nn import one_hot
from haliax.pure.rules.reductions import argmax
from haliax.pure.wants import Array, Selector
from tests import laws
from tests.descriptions import arrays, kind
from tests.enumeration import Report, holding
from tests.forms import arguments, forms, report
from tests.imprecise import IMPRECISE

OPERATIONS = laws.one_of_each_rule()

MANY_CALLS = {
    *("contraction.dot", "contraction.einsum", "reductions.all", "updating.updated_slice", "joining.concatenate"),
    *("joining.stack", "shaping.broadcast_to", "rearranging.rearrange", "distinct.unique", "distinct.unique_all"),
    *("statistics.average", "statistics.quantile", "statistics.cov", "random.choice", "linalg.solve"),
    *("counting.bincount", "shaping.flatten_axes"),
    *("nn_loss.reduce_loss", "nn_loss.cross_entropy_loss", "nn_loss.cross_entropy_loss_and_log_normalizers"),
    "nn_loss.binary_cross_entropy_loss",
    *("linalg.qr", "linalg.cholesky", "linalg.eigh", "ragged.ragged_dot", "nn.standardize", "pooling.max_pool"),
    *("distinct.unique_inverse", "distinct.unique_counts", "distinct.unique_values", "nn_masks.combine_masks_and"),
    *("polynomials.polyadd", "polynomials.polydiv", "polynomials.polyval", "polynomials.polymul"),
    *("polynomials.polyfit", "elementwise.divmod", "random.beta", "repeating.repeat", "repeating.tile"),
    *("fourier.hfft", "fourier.ihfft", "fourier.irfft", "fourier.fft", "fourier.rfft", "fourier.ifft"),
    *("comparing.isclose", "comparing.allclose", "comparing.array_equal", "contraction.outer", "elementwise.clip"),
    *("random.uniform", "random.truncated_normal", "random.binomial", "random.weibull_min", "random.randint"),
    *("scans.unpackbits", "shaping.unflatten_axis", "shaping.rename", "shaping.broadcast_axis", "indexing.index"),
    *("updating.at", "nn.one_hot", "nn_masks.segment_mask", "linalg.svd", "linalg.svdvals", "linalg.eigvalsh"),
}
"""Rules with so many calls that going through them takes more than a few seconds."""

MARKED = [
    pytest.param(operation, marks=[pytest.mark.slow] if laws.label(operation) in MANY_CALLS else [])
    for operation in OPERATIONS
]


@pytest.mark.parametrize("operation", MARKED, ids=laws.label)
def test_every_call(operation: Operation[Any]) -> None:
    found = report(operation)
    assert not found.broken, "\n".join([f"{len(found.broken)} calls break a law:", *found.broken[:5]])
    allowed, reason = IMPRECISE.get(laws.label(operation), ((), ""))
    new = {how: cases[:3] for how, cases in found.vaguer.items() if how not in allowed}
    assert not new, f"the rule tells less than it could: {new}"
    settled = set(allowed) - set(found.vaguer)
    assert not settled, f"the rule now tells all there is for {settled}; take it out of tests.imprecise ({reason})"


TOO_MANY_CALLS = {"distinct.unique"}
"""Rules of whose calls over three names no memory holds an account, since their flags multiply."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "operation", [one for one in OPERATIONS if laws.label(one) not in TOO_MANY_CALLS], ids=laws.label
)
def test_every_call_over_three_names(operation: Operation[Any]) -> None:
    found = report(operation, full=True)
    assert not found.broken, "\n".join([f"{len(found.broken)} calls break a law:", *found.broken[:5]])


@pytest.mark.parametrize("operation", OPERATIONS, ids=laws.label)
def test_every_parameter_has_arguments(operation: Operation[Any]) -> None:
    for form in forms(operation):
        empty = [parameter.name for parameter, options in form if not options]
        assert not empty, f"tests/arguments.py has none for {empty}"


NEVER_REFUSES = {
    *("elementwise.abs", "elementwise.ndim", "elementwise.frexp", "comparing.array_equal", "fourier.fftfreq"),
    *("fourier.rfftfreq", "creation.zeros_like", "creation.linspace", "nn.relu"),
    *("nn.quick_gelu", "nn_masks.mask_to_bias", "nn_masks.forgetful_causal_mask"),
}
"""Rules that take all axes there are."""


def test_the_number_of_exceptions_only_falls() -> None:
    labels = set(map(laws.label, OPERATIONS))
    assert IMPRECISE.keys() <= labels
    assert all(reason for _, reason in IMPRECISE.values())
    assert sum(len(kinds) for kinds, _ in IMPRECISE.values()) == 252


def _keeps_the_axis(array: Array, axis: Selector) -> Axes:
    return array if array.is_open else drop(array, axis)


def _forgets_a_hidden_axis(array: Array, axis: Selector) -> Axes:
    drop(array, axis)
    return replace(without(array, [name_of(axis)]), gap=array.gap)


def _refuses_open(array: Array, axis: Selector) -> Axes:
    if array.is_open:
        raise errors.missing("any", array, ())
    return drop(array, axis)


def _gives_up(array: Array, axis: Selector) -> Axes:
    out = drop(array, axis)
    return out if array.is_exact else ANY


def _forgets_sizes(array: Array, axis: Selector) -> Axes:
    out = drop(array, axis)
    if not array.is_exact or len(array.sizes()) == len(array.head):
        return out
    return Axes(tuple(of_size(name, None) for name in out.names))


def _orders(x: Array, class_axis: Selector) -> Axes:
    out = one_hot.rule(x, class_axis)
    return replace(out, ordered=True)


def _crashes(array: Array, axis: Selector) -> Axes:
    return Axes((array.head[0],)) if drop(array, axis) else ANY


def held(rule: Callable[..., Axes], operation: Operation[Any] = argmax) -> Report:
    """The report on another rule for an operation."""
    options = (arrays("ab", rows=("Rest",), over="abc", most=4), arguments(operation, operation.parameters[1]))
    return holding(rule, [list(zip(operation.parameters, options, strict=True))])


@pytest.mark.parametrize(
    ("rule", "operation", "law"),
    [
        (_keeps_the_axis, argmax, "wrong: "),
        (_forgets_a_hidden_axis, argmax, "wrong: "),
        (_refuses_open, argmax, "false alarm: "),
        (_orders, one_hot, "wrong: "),
        (_crashes, argmax, "crash: "),
    ],
)
def test_a_rule_that_breaks_a_law_is_found(rule: Callable[..., Axes], operation: Operation[Any], law: str) -> None:
    assert any(f": {law}" in problem for problem in held(rule, operation).broken)


@pytest.mark.parametrize("rule", [_gives_up, _forgets_sizes])
def test_a_rule_that_tells_less_than_it_could_is_found(rule: Callable[..., Axes]) -> None:
    found = held(rule)
    assert found.vaguer and not found.broken
    assert not held(argmax.rule).vaguer


def test_kinds() -> None:
    kinds = [Axes(("a",)), Axes(("a", "b"), ordered=False), Axes(gap="Rest"), Axes(("a",), "Rest", ordered=False), ANY]
    assert list(map(kind, kinds)) == ["exact", "unordered", "row", "unordered row", "open"]
