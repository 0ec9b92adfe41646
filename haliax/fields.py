"""Fields of modules of equinox, of which haliax wants to know more."""

from __future__ import annotations

from collections.abc import Callable
from types import EllipsisType
from typing import Any

_AXIS_NAMES = "axis_names"
_KEY, _SAVED = "state_dict_key", "saved"


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
    import equinox  # slow to import

    metadata = dict(kwargs.pop("metadata", None) or {})
    if axis_names is not None:
        metadata[_AXIS_NAMES] = _checked(axis_names, metadata, static)
    if state_dict_key is not ... or not saved:
        metadata |= _in_state_dicts(state_dict_key, saved, metadata, static)
    if metadata:
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


def _in_state_dicts(key: Any, saved: bool, metadata: dict[str, Any], static: bool) -> dict[str, Any]:
    if static:
        raise TypeError("field: state dicts have no static fields, so there is no key or `saved` to give for one")
    if _KEY in metadata or _SAVED in metadata:
        raise ValueError(f"field: the metadata says {_KEY} or {_SAVED} too; give them once")
    if not saved:
        if key is not ...:
            raise ValueError(f"field: a field that is not saved has no key; got {key!r}")
        return {_SAVED: False}
    if key is not None and not isinstance(key, str):
        raise TypeError(f"field: expected a string or None as state_dict_key, got {key!r}")
    if key == "":
        raise ValueError("field: a key in state dicts must not be empty; None leaves it out")
    return {_KEY: key}
