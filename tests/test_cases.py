"""Every case of `tests.cases`: its axes, its rule, its values, in any order of storage, traced, and for any dtype."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax
from haliax import nn, random
from haliax.core import NamedArray, wrap
from haliax.pure.axes import describes, exactly
from haliax.pure.rules import methods, operations
from tests.cases import CASES, DECLARED, Case
from tests.running import (
    MORE_IS_MEANT,
    arrays_of,
    as_stored,
    assert_close,
    axes_of,
    expected_axes,
    is_masked_extreme,
    on_axes,
    op_of,
    orders,
    plain,
    public_name,
    results,
    traced,
    values,
)

RUN = {case: arrays_of(case) for case in CASES}
TRACED = [case for case in CASES if not case.eager]
WITH_AXES = [case for case in CASES if case.out is not None]
DTYPES = (jnp.bfloat16, jnp.int32, jnp.bool_, jnp.complex64)

# Random values of any dtype are outside the domain of some functions; what jax makes of that is not the question here.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore:.*:numpy.exceptions.ComplexWarning")


def every(cases: Sequence[Any]) -> pytest.MarkDecorator:
    """Runs a test on these cases."""
    return pytest.mark.parametrize("case", cases, ids=str)


SAMPLERS = {f"random.{op}" for op in "ball beta binomial gamma loggamma pareto poisson t weibull_min".split()}
"""Distributions that are sampled by one function, of which jax compiles large programs."""

ALIKE = {id(case) for case in DECLARED if case.op not in ("exp", "add")} | {
    id(case) for case in CASES if case.op in SAMPLERS
}


def every_different(cases: list[Case]) -> pytest.MarkDecorator:
    """Runs a test on these cases; in a quick run only on some of those that differ in nothing but their kernel."""
    return every([pytest.param(case, marks=[pytest.mark.slow] * (id(case) in ALIKE)) for case in cases])


def test_every_operation_has_a_case() -> None:
    public = {name for name, module in haliax._HOME.items() if module.startswith("haliax.ops.")}
    public |= {
        public_name(operation)
        for operation in operations()
        if operation.home.startswith(("haliax.linalg", "haliax.nn", "haliax.random"))
    }
    with_case = {case.op for case in CASES}
    assert not public - with_case, "these operations have no line in tests/cases.py"
    assert not with_case - public - set(METHODS), "these cases are of no public operation"
    assert callable(nn.softmax) and callable(random.normal)


def test_every_rule_of_a_family_is_met_by_a_case() -> None:
    met = {case.op.rpartition(".")[2] for case in CASES}
    assert not {operation.name for operation in operations()} - met - {"getitem", "at", "NamedArray"}


@every(CASES)
def test_axes_are_as_written(case: Case) -> None:
    out = case.call(op_of(case), *RUN[case])
    assert [array.axes for array in results(out)] == expected_axes(case)
    assert case.out is not None or not results(out)


@every(CASES)
def test_values_are_those_of_a_positional_call(case: Case) -> None:
    out = plain(case.call(op_of(case), *RUN[case]))
    expected = plain(case.values(*(array.array for array in RUN[case])))
    assert len(out) == len(expected)
    for actual, wanted in zip(out, expected, strict=True):
        assert_close(actual, wanted)


@every([case for case in TRACED if case.out is not None])
def test_rule_gives_what_tracing_gives(case: Case) -> None:
    for inputs in (RUN[case], *orders(RUN[case])):
        try:
            expected = on_axes(case, inputs)
        except haliax.AxisError:
            assert case.by_storage
            with pytest.raises(haliax.AxisError):
                case.call(op_of(case), *inputs)
            continue
        traced = results(jax.eval_shape(lambda *arrays: case.call(op_of(case), *arrays), *inputs))
        if case.op in NOT_SEEN_BY_RULES:
            assert [array.axis_names for array in traced] == [axes.names for axes in expected]
        else:
            assert [array.axes for array in traced] == [axes.head for axes in expected]


NOT_SEEN_BY_RULES = {"named", "polyfit", "all_gather", "psum_scatter"}
"""Operations whose sizes follow from what their rule is not told: the length of an array, a degree, a mesh."""


@every_different([case for case in CASES if case.inputs and not case.by_storage])
def test_storage_order_changes_only_storage_order(case: Case) -> None:
    def run(*arrays: NamedArray) -> list[Any]:
        return [case.call(op_of(case), *inputs) for inputs in (arrays, *orders(arrays, most=6))]

    # One program for all orders compiles sooner than one for each.
    out, *others = (run if case.eager or case.out is None else jax.jit(run))(*RUN[case])
    for again in others:
        assert len(results(again)) == len(results(out))
        for actual, wanted in zip(results(again), results(out), strict=True):
            assert set(actual.axes) == set(wanted.axes)
            assert_close(as_stored(actual, wanted.axes), wanted.array)
        if not results(out):
            assert again == out


@every_different([case for case in TRACED if case.inputs and case.out is not None])
def test_under_jit(case: Case) -> None:
    out = case.call(op_of(case), *RUN[case])
    traced = jax.jit(lambda *arrays: case.call(op_of(case), *arrays))(*RUN[case])
    assert [array.axes for array in results(traced)] == [array.axes for array in results(out)]
    for actual, wanted in zip(plain(traced), plain(out), strict=True):
        assert_close(actual, wanted, rtol=1e-4)


@every_different([case for case in TRACED if case.inputs and case.out is not None])
def test_under_vmap(case: Case) -> None:
    """Arrays with one more dimension in front, which `jax.vmap` hides from the operation."""
    inputs = RUN[case]
    stacked = [wrap(jnp.stack([a.array, a.array[::-1] if a.ndim else a.array]), a.axis_names) for a in inputs]
    call = partial(case.call, op_of(case))

    def both(*arrays: NamedArray) -> tuple[Any, list[Any]]:
        return jax.vmap(call)(*arrays), [call(*(wrap(a.array[i], a.axis_names) for a in arrays)) for i in range(2)]

    mapped, one_by_one = jax.jit(both)(*stacked)
    for i, one in enumerate(one_by_one):
        for actual, wanted in zip(plain(mapped), plain(one), strict=True):
            assert_close(actual[i], wanted, rtol=1e-4)


@every([case for case in CASES if case.inputs and case.op != "ndim"])
def test_an_ill_shaped_array_is_refused(case: Case) -> None:
    """Such as jax.vmap leaves behind: with a dimension more than it has names."""
    for i in range(len(case.inputs)):
        inputs = list(RUN[case])
        inputs[i] = wrap(jnp.stack([inputs[i].array] * 2), inputs[i].axis_names)
        with pytest.raises(haliax.AxisError, match="does not fit an array of shape"):
            case.call(op_of(case), *inputs)


def _is_differentiable(case: Case) -> bool:
    if not case.inputs or case.eager or case.out is None or any(":" in text for text in case.inputs):
        return False
    if case.op == "nextafter":  # jax has no derivative of it
        return False
    outs = jax.eval_shape(case.values, *(array.array for array in RUN[case]))
    return all(jnp.issubdtype(out.dtype, jnp.floating) for out in jax.tree.leaves(outs))


@every_different([case for case in CASES if _is_differentiable(case)])
def test_gradient(case: Case) -> None:
    arrays = [array.array for array in RUN[case]]
    names = [array.axis_names for array in RUN[case]]

    def total(call: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given: sum(jnp.sum(jnp.nan_to_num(part) ** 2) for part in jax.tree.leaves(call(*given)))

    places = tuple(range(len(arrays)))
    named = jax.grad(total(lambda *given: case.call(op_of(case), *map(wrap, given, names))), places)
    positional = jax.grad(total(case.values), places)
    for actual, wanted in zip(*jax.jit(lambda *given: (named(*given), positional(*given)))(*arrays), strict=True):
        assert_close(actual, wanted, rtol=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("dtype", DTYPES, ids=lambda dtype: jnp.dtype(dtype).name)
@every([case for case in CASES if case.inputs and not all(":" in text for text in case.inputs)])
def test_every_dtype_is_taken_or_refused_as_in_jax(case: Case, dtype: Any) -> None:
    inputs = arrays_of(case, dtype)
    try:
        expected = plain(case.values(*(array.array for array in inputs)))
    except (TypeError, ValueError, NotImplementedError, DeprecationWarning) as error:
        with pytest.raises(type(error)):
            case.call(op_of(case), *inputs)
        return
    for actual, wanted in zip(plain(case.call(op_of(case), *inputs)), expected, strict=True):
        assert_close(actual, wanted, rtol=1e-4)


@pytest.mark.slow
@every([case for case in TRACED if case.inputs and case.out is not None])
def test_empty_axes(case: Case) -> None:
    """With no elements along the first axis the rule still says what comes out, or both refuse."""
    name = next((axes[0].name for text in case.inputs if (axes := axes_of(text))), None)
    inputs = [
        NamedArray(array.array[tuple(slice(0 if n == name else None) for n in array.axis_names)], array.axis_names)
        for array in RUN[case]
    ]
    try:
        expected = on_axes(case, inputs)
    except haliax.AxisError:
        with pytest.raises(haliax.AxisError):
            case.call(op_of(case), *inputs)
        return
    try:
        out = case.call(op_of(case), *inputs)
    except (ValueError, TypeError, ZeroDivisionError) as error:
        assert not isinstance(error, haliax.AxisError)
        with pytest.raises(type(error)):  # in jax itself, as for the largest of no elements
            case.values(*(array.array for array in inputs))
        return
    for array, axes in zip(results(out), expected, strict=True):
        assert describes(axes, exactly(array.axes)), axes  # of a part of an axis the rule does not know the size


METHODS = {method: operation for method, operation in methods().items() if callable(getattr(NamedArray, method))}
METHOD_CASES = [(method, case) for method, op in METHODS.items() for case in WITH_AXES if op.name == case.op]


def test_every_method_has_a_case() -> None:
    assert not METHODS.keys() - {method for method, _ in METHOD_CASES} - {"__getitem__"}


@pytest.mark.parametrize(("method", "case"), METHOD_CASES, ids=lambda value: str(value))
def test_methods_do_what_functions_do(method: str, case: Case) -> None:
    bound = getattr(NamedArray, method)
    if not all(isinstance(argument, NamedArray) for argument in _first_arguments(case)):
        pytest.skip("the first argument is no NamedArray")
    as_op = (lambda x1, x2: bound(x2, x1)) if METHODS[method].is_reflected(method) else bound
    if METHODS[method].is_reflected(method) and not isinstance(_arguments(case)[1], NamedArray):
        pytest.skip("the second argument is no NamedArray")
    out, expected = case.call(as_op, *RUN[case]), case.call(op_of(case), *RUN[case])
    assert [array.axes for array in results(out)] == expected_axes(case)
    for actual, wanted in zip(plain(out), plain(expected), strict=True):
        assert_close(actual, wanted)


def _arguments(case: Case) -> tuple[Any, ...]:
    taken: list[tuple[Any, ...]] = []
    case.call(lambda *args, **kwargs: taken.append(args), *RUN[case])
    return taken[0]


def _first_arguments(case: Case) -> tuple[Any, ...]:
    return _arguments(case)[:1]


def test_values_of_one_input_do_not_repeat() -> None:
    """Values that repeat could hide that two elements were swapped."""
    drawn = np.asarray(values("batch embed mlp"))
    assert len(np.unique(drawn)) == drawn.size


@every([case for case in TRACED if case.inputs and case.out is not None and case.op not in MORE_IS_MEANT])
def test_jax_is_given_no_more_than_by_a_positional_call(case: Case) -> None:
    ours, theirs = traced(case)
    assert len(ours) <= len(theirs) + is_masked_extreme(case), f"{ours}\n{theirs}"


@every([case for case in TRACED if case.inputs and case.out is not None])
def test_dtypes_are_mixed_only_where_a_positional_call_mixes_them(case: Case) -> None:
    arrays = [array.array for array in RUN[case]]
    with jax.numpy_dtype_promotion("strict"):
        try:
            jax.eval_shape(case.values, *arrays)
        except jax.dtypes.TypePromotionError:
            return
        jax.eval_shape(lambda *given: case.call(op_of(case), *given), *RUN[case])


@every([case for case in TRACED if any(axes_of(text) for text in case.inputs)])
def test_a_plain_array_in_the_place_of_a_named_one_is_refused_or_makes_well_shaped_arrays(case: Case) -> None:
    arrays = RUN[case]
    for i, array in enumerate(arrays):
        given = [*arrays[:i], np.asarray(array.array), *arrays[i + 1 :]]
        try:
            out = case.call(op_of(case), *given)
        except TypeError as error:
            if array.axes:
                assert "got a plain array" in str(error) or "got ndarray" in str(error) or "is indexed by" in str(error)
        else:
            for made in results(out):
                assert made.array.ndim == len(made.axis_names)
