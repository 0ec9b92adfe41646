# Written by `python -m tools.stubs`. Do not edit.
"""Annotations as objects: those of a function or a class, whichever way they were written.

An annotation may be a string, as under `from __future__ import annotations`, and may name what is not there when the
program runs. What cannot be resolved is left out; it is no error.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

def hints_of(thing: Callable[..., Any] | type) -> dict[str, Any]:
    """The annotations of a function or a class that can be resolved, by name; `return` among them.

    Raises:
        AxisError: If one is malformed: the axes of an array that cannot be read.
    """

def arguments(signature: inspect.Signature, args: Any, kwargs: Any) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """The arguments of a call, and defaults that are arrays: the parameter of each, its place, and its value.

    There are none of a call that does not fit. Python refuses it, if not a decorator takes other arguments.
    """

def has_fields(kind: Any) -> bool:
    """Whether a type is a class that declares its fields: a dataclass, such as an equinox Module, or a NamedTuple."""

def fields_of(value: Any) -> tuple[str, ...]:
    """The names of the fields of an instance of such a class."""

def is_tree(annotation: Any) -> bool:
    """Whether an annotation is jaxtyping's of a pytree with leaves of one type: `PyTree[NamedArray["batch"]]`."""

def concerns_arrays(annotation: Any) -> bool:
    """Whether an annotation says something about an array, or about a class that may hold some.

    The others are not checked. They may be true of what the caller passes and not of what is traced: under jit a float
    is an array.
    """
