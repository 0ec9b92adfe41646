# Written by `python -m tools.stubs`. Do not edit.
"""Fields of modules of equinox, of which haliax wants to know more."""

from collections.abc import Callable
from typing import Any

def field(
    *,
    converter: Callable[[Any], Any] | None = None,
    static: bool = False,
    axis_names: tuple[str, ...] | None = None,
    **kwargs: Any,
) -> Any:
    """`equinox.field`, which can also say the names of the axes of an array that has none of its own.

    Args:
        converter: Called with the value that is given for the field, and gives the one that is kept.
        static: Whether the field is a part of the structure of the module, and no array.
        axis_names: A name for each dimension of the array in the field. They stand in the metadata of the field, under
            "axis_names".
        **kwargs: Passed to `dataclasses.field`.

    Raises:
        TypeError: If the names of axes are no names, or are given for what is no array.
        ValueError: If one is repeated, or the metadata says the names too.
    """
