# Written by `python -m tools.stubs`. Do not edit.
"""What multiplies arrays in the place of `jax.lax.dot_general`, and that by itself."""

from abc import ABCMeta as _OfProtocols
from typing import Any, Protocol

import equinox
import jax
from jax.typing import DTypeLike

from haliax.types import PrecisionLike

class WithDefault(_OfProtocols):
    """What `DotGeneralOp` itself has, and the ops need not have."""

    def default(cls) -> DefaultDotGeneralOp:
        """`jax.lax.dot_general` itself: `DotGeneralOp.default()`."""

class DotGeneralOp(Protocol, metaclass=WithDefault):
    """What multiplies two arrays as `jax.lax.dot_general` does."""

    def __call__(
        self,
        lhs: Any,
        rhs: Any,
        dimension_numbers: Any,
        precision: PrecisionLike = None,
        preferred_element_type: DTypeLike | None = None,
    ) -> jax.Array: ...

class DefaultDotGeneralOp(equinox.Module):
    """`jax.lax.dot_general`, as a module without arrays."""

    def __call__(
        self,
        lhs: Any,
        rhs: Any,
        dimension_numbers: Any,
        precision: PrecisionLike = None,
        preferred_element_type: DTypeLike | None = None,
    ) -> jax.Array: ...

    @staticmethod
    def init() -> DefaultDotGeneralOp:
        """The one there is."""
