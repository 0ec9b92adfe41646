# Written by `python -m tools.stubs`. Do not edit.
"""Small helpers, under the name that they had in haliax 1.x."""

from collections.abc import Iterator, Sequence

from typing_extensions import TypeVar

from haliax.transforms.scan import is_jax_or_hax_array_like as is_jax_or_hax_array_like
from haliax.tree_util import is_named_array as is_named_array

T = TypeVar("T")

class StringHolderEnum(type):
    """A metaclass of classes that hold strings under names, of which they are the members.

    `class Mode(metaclass=StringHolderEnum): TRAIN = "train"` has `Mode.TRAIN == "train"`, and `"train" in Mode`.
    Unlike those of an `enum.Enum`, the members are plain strings.
    """

    def __iter__(cls) -> Iterator[str]: ...
    def __contains__(cls, value: object) -> bool: ...
    def __len__(cls) -> int: ...

def ensure_tuple(x: Sequence[T] | T) -> tuple[T, ...]:
    """A sequence as a tuple, and anything else, also a string, as a tuple of one."""
