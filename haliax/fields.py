"""Fields of modules of equinox, of which haliax wants to know more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_AXIS_NAMES = "axis_names"


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
    import equinox  # slow to import

    if axis_names is not None:
        metadata = dict(kwargs.pop("metadata", None) or {})
        metadata[_AXIS_NAMES] = _checked(axis_names, metadata, static)
        kwargs["metadata"] = metadata
    if converter is not None:
        kwargs["converter"] = converter
    return equinox.field(static=static, **kwargs)


def _checked(axis_names: Any, metadata: dict[str, Any], static: bool) -> tuple[str, ...]:
    if static:
        raise TypeError("field: axis_names are of an array, which a static field must not hold")
    if _AXIS_NAMES in metadata:
        raise ValueError("field: the metadata says axis_names too; give them once")
    if isinstance(axis_names, str) or not all(isinstance(name, str) for name in axis_names):
        raise TypeError(f"field: expected a tuple of names as axis_names, got {axis_names!r}")
    names = tuple(axis_names)
    if len(set(names)) < len(names):
        raise ValueError(f"field: a name is repeated in {names}; name each axis once")
    return names
