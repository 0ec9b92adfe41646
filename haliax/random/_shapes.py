"""The positional shape of a random array, and its parameters in the order of that shape."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import jax
from jax.typing import DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray, Names, Shape, wrap
from haliax.ops._arguments import known, number, shape_of, signature_of
from haliax.ops._kernels import Kernel, kernel_of_known
from haliax.ops._moves import Move, move, moved
from haliax.ops._settle import Signatures, settled
from haliax.pure.operation import Operation


def keyed(name: str, function: Callable[..., Any], *statics: Any) -> Kernel:
    """The kernel `function(*statics, key, *arrays)`. What is no array is no key either, which jax tells best itself."""
    plain, quick = partial(function, *statics), kernel_of_known(name, function, *statics)

    def run(key: Any, *arrays: Any) -> Any:
        return (quick if isinstance(key, jax.Array) else plain)(key, *arrays)

    return run


def sampled(
    operation: Operation[Any], sample: Callable[..., jax.Array], key: jax.Array, shape: AxisSpec, dtype: DTypeLike
) -> NamedArray:
    """Samples of a distribution without parameters: those of `sample(key, shape, dtype)`."""
    call, names = _sampling(operation, (), sample, shape, dtype)
    return wrap(call(key), names)


def sampled_with(
    operation: Operation[Any],
    sample: Callable[..., jax.Array],
    key: jax.Array,
    shape: AxisSpec,
    parameters: tuple[Any, ...],
    *rest: Any,
) -> NamedArray:
    """Samples of a distribution with parameters: those of `sample(key, *parameters, shape, *rest)`."""
    call, names = _sampling(operation, tuple(map(signature_of, parameters)), sample, shape, *rest)
    values = [one._array if isinstance(one, NamedArray) else number(operation, one) for one in parameters]
    return wrap(call(key, *values), names)


@settled
def _sampling(
    operation: Operation[Any], signatures: Signatures, sample: Callable[..., jax.Array], shape: AxisSpec, *rest: Any
) -> tuple[Kernel, Names]:
    parameters = tuple(map(known, signatures))
    asked = operation.rule(None, shape, *parameters)
    moves = tuple(
        None if signature is None else move(axes.names, asked.names)
        for signature, axes in zip(signatures, parameters, strict=True)
    )
    return keyed(operation.told, _drawn, sample, moves, shape_of(asked), rest), asked.names


def _drawn(
    sample: Callable[..., jax.Array],
    moves: tuple[Move | None, ...],
    shape: Shape,
    rest: tuple[Any, ...],
    key: Any,
    *parameters: Any,
) -> jax.Array:
    spread = (
        one if how is None else moved(jax.numpy.asarray(one), how) for one, how in zip(parameters, moves, strict=True)
    )
    return sample(key, *spread, shape, *rest)
