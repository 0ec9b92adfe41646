# Written by `python -m tools.stubs`. Do not edit.
"""The positional shape of a random array, and its parameters in the order of that shape."""

from collections.abc import Callable
from typing import Any

import jax
from jax.typing import DTypeLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray
from haliax.ops._kernels import Kernel
from haliax.pure.operation import Operation

def keyed(name: str, function: Callable[..., Any], *statics: Any) -> Kernel:
    """The kernel `function(*statics, key, *arrays)`. What is no array is no key either, which jax tells best itself."""

def sampled(
    operation: Operation[Any],
    sample: Callable[..., jax.Array],
    key: jax.Array,
    shape: AxisSpec,
    dtype: DTypeLike,
) -> NamedArray:
    """Samples of a distribution without parameters: those of `sample(key, shape, dtype)`."""

def sampled_with(
    operation: Operation[Any],
    sample: Callable[..., jax.Array],
    key: jax.Array,
    shape: AxisSpec,
    parameters: tuple[Any, ...],
    *rest: Any,
) -> NamedArray:
    """Samples of a distribution with parameters: those of `sample(key, *parameters, shape, *rest)`."""
