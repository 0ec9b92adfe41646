"""Runs a case of `tests.cases`: on arrays, on `Axes`, or with the axes of its arrays stored in another order."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import islice, permutations, product
from types import ModuleType
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

import haliax
from haliax.axis import Axis
from haliax.core import NamedArray, wrap
from haliax.pure.axes import SCALAR, Axes, Repeated
from haliax.pure.operation import Operation
from haliax.pure.rules import operation_of
from haliax.pure.wants import Kind, Parameter, Takes
from tests.cases import SIZES, Case
from tests.tracing import primitives


def axes_of(text: str, sizes: dict[str, int] | None = None) -> tuple[Axis, ...]:
    """The axes that a case writes as `batch embed=4`."""
    found = []
    for word in text.rpartition(":")[2].split():
        name, _, size = word.partition("=")
        found.append(Axis(name, int(size) if size else (sizes or SIZES)[name]))
    return tuple(found)


def op_of(case: Case) -> Callable[..., Any]:
    """The operation of a case."""
    package, _, name = full_name(case.op).rpartition(".")
    op: Any = getattr(import_module(package), name)
    found: Callable[..., Any] = getattr(op, name) if isinstance(op, ModuleType) else op  # of `haliax.nn.pool`
    return found


def full_name(op: str) -> str:
    """Where an operation lives, as rules are found: `haliax.ops.reductions.sum`."""
    package, _, name = op.rpartition(".")
    return f"haliax.{package}.{name}" if package else f"{haliax._HOME.get(op, 'haliax.ops.elementwise')}.{op}"


def public_name(operation: Operation[Any]) -> str:
    """Where users find an operation, as a case says it: `nn.softmax`, `nn.attention.causal_mask`."""
    parts = operation.home.split(".")[1:]
    packages = [".".join(parts[:count]) for count in range(1, len(parts) + 1)]
    names = [package for package in packages if hasattr(import_module(f"haliax.{package}"), operation.name)]
    return f"{names[0]}.{operation.name}"


def values(text: str, number: int = 0, dtype: Any = jnp.float32) -> jax.Array:
    """The values of an input of a case, always the same ones."""
    kind = text.rpartition(":")[0].strip()
    shape = tuple(axis.size for axis in axes_of(text))
    random = np.random.default_rng([number, *shape])
    if kind == "bools":
        return jnp.asarray(random.random(shape) < 0.6)
    if kind == "ints":
        return jnp.asarray(random.integers(0, 7, shape))
    if kind == "indices":
        return jnp.asarray(random.integers(0, 2, shape))
    if kind == "bytes":
        return jnp.asarray(random.integers(0, 256, shape), jnp.uint8)
    if kind == "shares":
        return jnp.asarray(random.uniform(0.1, 0.9, shape), jnp.float32)
    if kind == "fractions":
        return jnp.asarray(random.random(shape), jnp.float32)
    drawn = random.normal(size=shape) * 2
    if kind == "positive":  # a matrix that is positive definite, and equal to its conjugate transpose
        drawn = drawn @ drawn.T + np.eye(shape[0])
    if kind == "sorted":
        drawn = np.sort(drawn)
    if jnp.issubdtype(dtype, jnp.complexfloating):
        return jnp.asarray(drawn + 1j * random.normal(size=shape), dtype)
    return jnp.asarray(drawn > 0 if dtype == jnp.bool_ else drawn, dtype)


def arrays_of(case: Case, dtype: Any = jnp.float32) -> list[NamedArray]:
    """The arrays that go in."""
    return [NamedArray(values(text, i, dtype), axes_of(text)) for i, text in enumerate(case.inputs)]


def expected_axes(case: Case) -> list[tuple[Axis, ...]]:
    """The axes that are written for each result."""
    outs = case.out if isinstance(case.out, tuple) else (case.out,)
    return [axes_of(out) for out in outs if out is not None]


def results(out: Any) -> list[NamedArray]:
    """The arrays that an operation gave."""
    parts = out if isinstance(out, tuple | list) else (out,)
    return [part for part in parts if isinstance(part, NamedArray)]


def plain(out: Any) -> list[np.ndarray[Any, Any]]:
    """The values that an operation or a positional call gave."""
    parts = out if isinstance(out, tuple | list) else (out,)
    return [np.asarray(part.array if isinstance(part, NamedArray) else part) for part in parts]


def on_axes(case: Case, inputs: list[NamedArray]) -> list[Axes]:
    """What the rule of a case gives for the axes of its arrays."""
    function = op_of(case)
    operation = operation_of(f"{function.__module__}.{function.__name__}")
    assert operation, f"{case.op} has no rule"
    out = case.call(_as_op(operation), *(Axes(array.axes) for array in inputs))
    if isinstance(out, Repeated):
        assert out.count is not None
        return [out.axes] * out.count
    return list(out) if isinstance(out, tuple) else [] if out is None else [out]


def _as_op(operation: Operation[Any]) -> Callable[..., Any]:
    """The rule with the parameters of the operation: what does not matter to axes is left out."""
    accepted = {parameter.name: parameter for parameter in operation.parameters}
    signature = inspect.signature(operation.function)
    variadic = any(parameter.kind is parameter.VAR_POSITIONAL for parameter in signature.parameters.values())
    any_keyword = any(parameter.takes is Takes.NAMED for parameter in operation.parameters)

    def call(*args: Any, **kwargs: Any) -> Any:
        if variadic:
            return operation.rule(*args, **{name: v for name, v in kwargs.items() if name in accepted or any_keyword})
        bound = signature.bind(*args, **kwargs).arguments
        return operation.rule(**{name: _seen(v, accepted[name]) for name, v in bound.items() if name in accepted})

    return call


def _seen(value: Any, parameter: Parameter) -> Any:
    """A number as a rule sees it, where it takes the axes of an array."""
    takes_axes = parameter.want.kind is Kind.ARRAY and not parameter.want.whole
    return SCALAR if takes_axes and isinstance(value, bool | int | float) else value


def orders(inputs: Sequence[NamedArray], most: int = 24) -> Iterator[list[NamedArray]]:
    """The same arrays, stored in every order of their axes."""
    choices = [list(permutations(range(array.ndim))) for array in inputs]
    for choice in islice(product(*choices), 1, most):
        yield [
            NamedArray(array.array.transpose(order), tuple(array.axes[i] for i in order))
            for array, order in zip(inputs, choice, strict=True)
        ]


def as_stored(array: NamedArray, axes: tuple[Axis, ...]) -> np.ndarray[Any, Any]:
    """The values with the axes in this order."""
    return np.asarray(array.array).transpose([array.axis_names.index(axis.name) for axis in axes])


def assert_close(actual: Any, expected: Any, *, rtol: float = 2e-5) -> None:
    """Same shape, same dtype, same values up to rounding."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    assert actual.dtype == expected.dtype
    if actual.dtype == jnp.bfloat16:
        actual, expected, rtol = actual.astype(np.float32), expected.astype(np.float32), 3e-2
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=rtol)


MORE_IS_MEANT = {
    "mean": "over no axes it divides the sum of one element by one",
    "polyint": "constants of integration are given, if only as zeros",
    "nn.cross_entropy_loss": "labels are compared, not indexed; what is impossible, or does not count, costs nothing",
    "nn.binary_cross_entropy_loss": "small losses are not differences of large numbers",
    **dict.fromkeys(("nn.reduce_loss", "nn.loss.maybe_reduce_loss"), "losses that do not count may be infinite"),
    **{
        f"nn.attention.dot_product_attention{part}": "a query that sees nothing gets 0, not NaN"
        for part in ("", "_weights")
    },
}
"""Operations that give jax more than a positional call does, and why."""


def is_masked_extreme(case: Case) -> bool:
    """Whether it takes a maximum or minimum of some elements, for which jax takes that of the initial value too."""
    return case.op in ("max", "amax", "min", "amin") and len(case.inputs) == 2


def traced(case: Case) -> tuple[list[str], list[str]]:
    """The primitives that jax is given by an operation, and by a positional call that does the same."""
    given = arrays_of(case)
    arrays, names = [array.array for array in given], [array.axis_names for array in given]
    ours = primitives(
        lambda *values: [out.array for out in results(case.call(op_of(case), *map(wrap, values, names)))], *arrays
    )
    theirs = primitives(lambda *values: jax.tree.leaves(case.values(*values)), *arrays)
    # Newer versions of jax show how a number gets its dtype where it enters a function, which compiles to nothing.
    first, second = ([name for name in side if name != "convert_element_type"] for side in (ours, theirs))
    return first, second
