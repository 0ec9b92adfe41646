"""The positional shape of a random array, and its parameters in the order of that shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike, DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.ops._arguments import known, number, shape_of, signature_of
from haliax.ops._moves import move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation


def sampled(
    operation: Operation[Any], sample: Callable[..., jax.Array], key: jax.Array, shape: AxisSpec, dtype: DTypeLike
) -> NamedArray:
    """Samples of a distribution without parameters: those of `sample(key, shape, dtype)`."""
    sizes, names = _asked_for(operation, (), shape)
    return wrap(sample(key, sizes, dtype), names)


def sampled_with(
    operation: Operation[Any],
    sample: Callable[..., jax.Array],
    key: jax.Array,
    shape: AxisSpec,
    parameters: tuple[Any, ...],
    *rest: Any,
) -> NamedArray:
    """Samples of a distribution with parameters: those of `sample(key, *parameters, shape, *rest)`."""
    sizes, names = _asked_for(operation, tuple(map(signature_of, parameters)), shape)
    return wrap(sample(key, *(spread(operation, one, names) for one in parameters), sizes, *rest), names)


def shaped(operation: Operation[Any], shape: AxisSpec, *parameters: Any) -> tuple[Shape, Names]:
    """The sizes and names of what comes out.

    Raises:
        AxisError: If an axis has no size, a name is repeated, or a parameter has other axes.
    """
    return _asked_for(operation, tuple(map(signature_of, parameters)), shape)


@settled
def _asked_for(operation: Operation[Any], signatures: Signatures, shape: AxisSpec) -> tuple[Shape, Names]:
    asked = operation.rule(None, shape, *map(known, signatures))
    return shape_of(asked), asked.names


def spread(operation: Operation[Any], parameter: Any, names: Names) -> ArrayLike:
    """A parameter as an array that broadcasts against one with these axes."""
    if not isinstance(parameter, NamedArray):
        return number(operation, parameter)  # type: ignore[no-any-return]  # it is what the caller gave
    return moved(jnp.asarray(parameter.array), move(parameter.axis_names, names))  # type: ignore[no-any-return]
