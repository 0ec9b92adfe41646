"""Annotations as objects: those of a function or a class, whichever way they were written.

An annotation may be a string, as under `from __future__ import annotations`, and may name what is not there when the
program runs. What cannot be resolved is left out; it is no error.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any, TypeVar, get_args, get_origin

import jax
import jaxtyping

from haliax.core import NamedArray
from haliax.errors import AxisError
from haliax.pure.spec import NamedArrayAxes


def hints_of(thing: Callable[..., Any] | type) -> dict[str, Any]:
    """The annotations of a function or a class that can be resolved, by name; `return` among them.

    Raises:
        AxisError: If one is malformed: the axes of an array that cannot be read.
    """
    if not isinstance(thing, type):
        return _resolved(thing, getattr(thing, "__globals__", {}), _names_around(thing))
    hints: dict[str, Any] = {}
    for base in reversed(thing.__mro__):
        module = sys.modules.get(base.__module__)
        hints |= _resolved(base, getattr(module, "__dict__", {}), {**_type_params(base), **vars(base)})
    return hints


def _names_around(function: Any) -> dict[str, Any]:
    """What a function can see of the functions that it is defined in."""
    try:
        enclosing = dict(inspect.getclosurevars(function).nonlocals)
    except (TypeError, ValueError):  # not a Python function, or a variable that is not set yet
        enclosing = {}
    return {**_type_params(function), **enclosing}


def _type_params(thing: Any) -> dict[str, Any]:
    return {param.__name__: param for param in getattr(thing, "__type_params__", ())}


def _resolved(thing: Any, globalns: Mapping[str, Any], localns: dict[str, Any]) -> dict[str, Any]:
    hints: dict[str, Any] = {}
    for name, annotation in inspect.get_annotations(thing).items():
        holder = SimpleNamespace(__annotations__={name: annotation})
        try:
            hints |= typing.get_type_hints(holder, dict(globalns), localns, include_extras=True)
        except AxisError:
            raise
        except Exception:  # a forward reference to nothing, or a string that was never meant as a type
            continue
    return hints


def arguments(signature: inspect.Signature, args: Any, kwargs: Any) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """The arguments of a call, and defaults that are arrays: the parameter of each, its place, and its value.

    There are none of a call that does not fit. Python refuses it, if not a decorator takes other arguments.
    """
    try:
        given = signature.bind(*args, **kwargs).arguments
    except TypeError:
        return
    for name, parameter in signature.parameters.items():
        # Other defaults, such as None, often are not of the type that is annotated.
        if name not in given and hasattr(parameter.default, "shape"):
            yield name, (name,), parameter.default
    for name, value in given.items():
        kind, default = signature.parameters[name].kind, signature.parameters[name].default
        if value is default and not hasattr(value, "shape"):
            continue  # as if it were left out
        if kind is inspect.Parameter.VAR_POSITIONAL:
            yield from ((name, (name, str(i)), entry) for i, entry in enumerate(value))
        elif kind is inspect.Parameter.VAR_KEYWORD:
            yield from ((name, (name, key), entry) for key, entry in value.items())
        else:
            yield name, (name,), value


def has_fields(kind: Any) -> bool:
    """Whether a type is a class that declares its fields: a dataclass, such as an equinox Module, or a NamedTuple."""
    return dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")


def fields_of(value: Any) -> tuple[str, ...]:
    """The names of the fields of an instance of such a class."""
    return (
        tuple(field.name for field in dataclasses.fields(value)) if dataclasses.is_dataclass(value) else value._fields
    )


def is_tree(annotation: Any) -> bool:
    """Whether an annotation is jaxtyping's of a pytree with leaves of one type: `PyTree[NamedArray["batch"]]`."""
    return isinstance(annotation, type(jaxtyping.PyTree)) and hasattr(annotation, "leaftype")


def concerns_arrays(annotation: Any) -> bool:
    """Whether an annotation says something about an array, or about a class that may hold some.

    The others are not checked. They may be true of what the caller passes and not of what is traced: under jit a float
    is an array.
    """
    if isinstance(annotation, TypeVar):
        return any(map(concerns_arrays, (annotation.__bound__, *annotation.__constraints__)))
    if is_tree(annotation):
        return concerns_arrays(annotation.leaftype)
    if isinstance(annotation, type) and get_origin(annotation) is None:
        if typing.is_typeddict(annotation):
            return any(map(concerns_arrays, hints_of(annotation).values()))
        return issubclass(annotation, NamedArray | jax.Array | jaxtyping.AbstractArray) or has_fields(annotation)
    if any(isinstance(extra, NamedArrayAxes) for extra in getattr(annotation, "__metadata__", ())):
        return True
    origin = get_origin(annotation)
    if origin is Callable:
        return False
    named = [getattr(annotation, name, None) for name in ("__value__", "__supertype__")]  # of an alias, of a NewType
    inside = (origin, *named, *get_args(annotation))
    return any(concerns_arrays(part) for part in inside if part is not None and part is not annotation)
