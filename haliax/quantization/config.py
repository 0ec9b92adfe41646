"""Which products of a model are of fewer bits."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, TypeVar

import jax
import jax.numpy as jnp
from jax.tree_util import GetAttrKey, SequenceKey, keystr
from jax.typing import DTypeLike

from haliax.quantization.fp8 import Fp8DotGeneralOp
from haliax.quantization.int8 import Int8DotGeneralOp
from haliax.quantization.ops import DefaultDotGeneralOp, DotGeneralOp
from haliax.tree_util import is_stack_of_layers

T = TypeVar("T")


@dataclass(frozen=True)
class QuantizationConfig:
    """Which products are of fewer bits.

    Attributes:
        targets: Which layers: a list of names, or a regular expression; None for all. The name of a layer is that of
            its field, `up`, or the whole path to it, `blocks.mlp.up`. An expression fits one of them from end to end.
        amax_history_length: How many steps `Fp8DotGeneralOp` looks back upon.
        compute_dtype: The dtype of products in float8; by default that of the operands.
        fp8: Whether they are of 8 bits, in floating point.
        int8: Whether they are of 8 bits, in integers.

    Raises:
        ValueError: If it asks for both.
    """

    targets: list[str] | str | None = None
    amax_history_length: int = 1024
    compute_dtype: DTypeLike | None = None
    fp8: bool = False
    int8: bool = False

    def __post_init__(self) -> None:
        if self.fp8 and self.int8:
            raise ValueError("QuantizationConfig: products are of float8 or of int8, not of both; give one of them")

    def make(self) -> DotGeneralOp:
        """What multiplies in one layer, if it is of 8 bits."""
        if self.fp8:
            return Fp8DotGeneralOp.init(self.amax_history_length, self.compute_dtype)
        return Int8DotGeneralOp.init()


def quantize_linear_layers(tree: T, config: QuantizationConfig) -> T:
    """The model with products of fewer bits in its linear layers.

    A linear layer is a module with a field `dot_general`, as `haliax.nn.Linear` has it. In layers that are stacked each
    gets scales of its own.

    Args:
        tree: The model, or any tree of layers.
        config: Which layers, and what multiplies in them.

    Raises:
        ValueError: If it names layers of which there are none.
    """
    if not (config.fp8 or config.int8):
        return tree
    search = _Search(config)
    quantized: T = search.within(tree, (), ())
    search.check()
    return quantized


class _Search:
    """The products of a tree, of which some are replaced.

    Args:
        config: Which layers, and what multiplies in them.
    """

    def __init__(self, config: QuantizationConfig) -> None:
        self._make = config.make
        self._is_list = not isinstance(config.targets, str)
        self._targets = [config.targets] if isinstance(config.targets, str) else config.targets
        self._matched: set[str] = set()
        self._seen: dict[str, None] = {}

    def within(self, tree: Any, path: tuple[Any, ...], sizes: tuple[int, ...]) -> Any:
        """A tree with its products replaced.

        Args:
            tree: It.
            path: Where it is.
            sizes: How often it is stacked.
        """

        def replaced(inner: tuple[Any, ...], node: Any) -> Any:
            full = (*path, *inner)
            if is_stack_of_layers(node):
                stacked = self.within(node.stacked, full, (*sizes, node.Block.size))
                return dataclasses.replace(node, stacked=stacked)
            is_product = bool(full) and full[-1] == _FIELD
            return self._stacked(sizes) if is_product and self._is_target(full[:-1]) else node

        return jax.tree_util.tree_map_with_path(replaced, tree, is_leaf=_is_whole)

    def _is_target(self, path: tuple[Any, ...]) -> bool:
        names = _names(path)
        self._seen[names[0]] = None
        if self._targets is None:
            return True
        fitting = [t for t in self._targets for name in names if self._fits(t, name)]
        self._matched.update(fitting)
        return bool(fitting)

    def _fits(self, target: str, name: str) -> bool:
        return target == name if self._is_list else re.fullmatch(target, name) is not None

    def _stacked(self, sizes: tuple[int, ...]) -> Any:
        return jax.tree.map(lambda leaf: jnp.broadcast_to(leaf, (*sizes, *leaf.shape)), self._make())

    def check(self) -> None:
        """Refuses names that no layer has."""
        lacking = [target for target in self._targets or () if target not in self._matched]
        if lacking:
            found = ", ".join(map(repr, self._seen)) or "none"
            shown = ", ".join(map(repr, lacking))
            raise ValueError(
                f"quantize_linear_layers: no linear layer is named {shown}; those of the model are {found}"
            )


_FIELD = GetAttrKey("dot_general")


def _is_whole(node: Any) -> bool:
    return is_stack_of_layers(node) or isinstance(node, DefaultDotGeneralOp | Fp8DotGeneralOp | Int8DotGeneralOp)


def _names(path: tuple[Any, ...]) -> tuple[str, str]:
    """The names of what is at a path: the whole of it, and its last part that is no place in a list."""
    fields = [key for key in path if not isinstance(key, SequenceKey)]
    return keystr(path, simple=True, separator="."), keystr(tuple(fields[-1:]), simple=True)
