# Written by `python -m tools.stubs`. Do not edit.
"""Fields of modules of equinox, of which haliax wants to know more."""

from collections.abc import Callable
from types import EllipsisType
from typing import Any

def field(
    *,
    converter: Callable[[Any], Any] | None = None,
    static: bool = False,
    axis_names: tuple[str, ...] | None = None,
    state_dict_key: str | EllipsisType | None = ...,
    saved: bool = True,
    **kwargs: Any,
) -> Any:
    """`equinox.field`, which can also say the names of axes of a plain array, and what state dicts make of the field.

    Args:
        converter: Called with the value that is given for the field, and gives the one that is kept.
        static: Whether the field is a part of the structure of the module, and no array.
        axis_names: A name for each dimension of the array in the field. They stand in the metadata of the field, under
            "axis_names".
        state_dict_key: The key of the field in state dicts, in the place of its name; it may have dots. None leaves the
            key out: what the field holds stands there as if it were in the module itself.
        saved: Whether state dicts have the field. One that they have not keeps its value when one is loaded.
        **kwargs: Passed to `dataclasses.field`.

    Raises:
        TypeError: If the names of axes or the key are no names, or are given for what is no array.
        ValueError: If a name is repeated, the key is empty, or the metadata says the same.
    """
