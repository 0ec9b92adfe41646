"""Type variables: one means the same everywhere in a call.

A function `(x: A, y: A) -> A` may be given arrays of different axes; `A` is then any array. Given arrays of the same
axes its result has them too, since it comes from an argument. A variable with constraints is one of them for all.
"""

from __future__ import annotations

import collections.abc
import inspect
import types
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, Union, get_args, get_origin

import typeguard

from haliax.checking.mismatch import Mismatch, fits_none, text_of
from haliax.checking.scope import Scope, Variables, scope_now, within
from haliax.core import NamedArray
from haliax.errors import AxisError
from haliax.printing import dimensions


def check_variable(value: Any, origin_type: Any, args: Any, memo: Any) -> None:
    """Check a value against a type variable: its bound or its constraints, and what the variable stands for already.

    Raises:
        Mismatch: If it does not fit.
    """
    variable: TypeVar = origin_type
    if variable.__constraints__:
        _check_constraints(variable, value, memo)
        return
    if variable.__bound__ is not None:
        typeguard.check_type_internal(value, variable.__bound__, memo)
    if not isinstance(value, NamedArray):
        return
    shape = dimensions(value.array)
    if shape is None or len(shape) != len(value.axis_names):
        return  # a placeholder of a transform
    scope = scope_now()
    place = scope.where(value)
    try:
        scope.bind_variable(variable, value.axis_names, place)
    except AxisError as error:
        raise Mismatch(error, place) from None


def _check_constraints(variable: TypeVar, value: Any, memo: Any) -> None:
    """One of the constraints holds for all that the variable annotates."""
    scope = scope_now()
    choices = scope.choices.get(variable, tuple(range(len(variable.__constraints__))))
    attempts: dict[int, Scope] = {}
    failures: list[typeguard.TypeCheckError] = []
    for choice in choices:
        attempt = scope.attempt()
        try:
            with within(attempt):
                typeguard.check_type_internal(value, variable.__constraints__[choice], memo)
        except typeguard.TypeCheckError as failure:
            failures.append(failure)
        else:
            attempts[choice] = attempt
    if not attempts:
        wanted = " or ".join(text_of(variable.__constraints__[choice]) for choice in choices)
        raise fits_none(scope.where(value), value, wanted, failures)
    scope.adopt(next(iter(attempts.values())))
    scope.choices[variable] = tuple(attempts)


_LOOKED_INTO = (
    *(Union, types.UnionType, list, tuple, dict, set, frozenset),
    *(collections.abc.Sequence, collections.abc.MutableSequence, collections.abc.Set),
    *(collections.abc.Mapping, collections.abc.MutableMapping),
)


def settled_variables(function: Any, hints: Mapping[str, Any], signature: inspect.Signature) -> Variables:
    """The type variables of which a result has to be what an argument was.

    Not those of a class or of a function around, nor those that a callable among the arguments may give a meaning.
    """
    own = frozenset(getattr(function, "__type_params__", ()))
    annotated = [p.name for p in signature.parameters.values() if p.annotation is not p.empty]
    if any(name not in hints for name in annotated):
        return frozenset()  # what cannot be resolved may speak of any of them
    seen: set[Any] = set()
    hidden: set[Any] = set()
    for name in annotated:
        _sort_out(hints[name], seen, hidden)
    found = frozenset(seen - hidden)
    first = next(iter(signature.parameters), "")
    is_method = "." in getattr(function, "__qualname__", "").rpartition("<locals>.")[2]
    is_elsewhere = getattr(function, "__closure__", None) is not None or (is_method and first not in ("self", "cls"))
    return found & own if is_elsewhere else found


def variables_of_class(kind: type) -> Variables:
    """The type variables of a class and its bases."""
    return frozenset(v for base in kind.__mro__ for v in getattr(base, "__parameters__", ()) if isinstance(v, TypeVar))


def _sort_out(annotation: Any, seen: set[Any], hidden: set[Any]) -> None:
    """Finds the type variables whose values a check reaches, and those whose values it does not."""
    if isinstance(annotation, TypeVar):
        seen.add(annotation)
        return
    if hasattr(annotation, "__metadata__"):
        _sort_out(annotation.__origin__, seen, hidden)
    elif get_origin(annotation) in _LOOKED_INTO:
        for part in get_args(annotation):
            _sort_out(part, seen, hidden)
    else:
        hidden.update(_all(annotation))


def _all(annotation: Any) -> Iterator[TypeVar]:
    if isinstance(annotation, TypeVar):
        yield annotation
    parts = annotation if isinstance(annotation, list) else get_args(annotation)
    for part in parts:
        yield from _all(part)
