"""Small helpers, under the name that they had in haliax 1.x."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from haliax.transforms.scan import is_jax_or_hax_array_like as is_jax_or_hax_array_like
from haliax.tree_util import is_named_array as is_named_array

T = TypeVar("T")


class StringHolderEnum(type):
    """A metaclass of classes that hold strings under names, of which they are the members.

    `class Mode(metaclass=StringHolderEnum): TRAIN = "train"` has `Mode.TRAIN == "train"`, and `"train" in Mode`.
    Unlike those of an `enum.Enum`, the members are plain strings.
    """

    def __iter__(cls) -> Iterator[str]:
        return iter(_members(cls))

    def __contains__(cls, value: object) -> bool:
        return value in _members(cls)

    def __len__(cls) -> int:
        return len(_members(cls))


def _members(cls: type) -> list[str]:
    return [value for name, value in vars(cls).items() if isinstance(value, str) and not name.startswith("_")]


def ensure_tuple(x: Sequence[T] | T) -> tuple[T, ...]:
    """A sequence as a tuple, and anything else, also a string, as a tuple of one."""
    if isinstance(x, Sequence) and not isinstance(x, str):
        return tuple(x)
    one: Any = x
    return (one,)
