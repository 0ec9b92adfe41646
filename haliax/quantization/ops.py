"""What multiplies arrays in the place of `jax.lax.dot_general`, and that by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import equinox
import jax
from jax import lax
from jax.typing import DTypeLike

from haliax.types import PrecisionLike

if TYPE_CHECKING:
    from abc import ABCMeta as _OfProtocols
else:
    _OfProtocols = type(Protocol)


class WithDefault(_OfProtocols):
    """What `DotGeneralOp` itself has, and the ops need not have."""

    def default(cls) -> DefaultDotGeneralOp:
        """`jax.lax.dot_general` itself: `DotGeneralOp.default()`."""
        return DefaultDotGeneralOp.init()


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
    ) -> jax.Array:
        product: jax.Array = lax.dot_general(lhs, rhs, dimension_numbers, precision, preferred_element_type)
        return product

    @staticmethod
    def init() -> DefaultDotGeneralOp:
        """The one there is."""
        return DefaultDotGeneralOp()
