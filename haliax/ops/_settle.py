"""The rule of an operation is run once for axes of one kind, and what follows from it is remembered.

What a rule settles depends on names, shapes and static arguments only. So it is kept under those, and the eager cost
of an operation on axes seen before is one look-up. What is kept is of bounded number, and a call that fails leaves
nothing behind.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable
from decimal import Decimal
from functools import lru_cache, update_wrapper
from types import EllipsisType, FunctionType
from typing import Any, Final, Protocol, TypeAlias, TypeVar

import jax
import numpy as np

from haliax.core import Names, Shape, Signature
from haliax.pure import errors
from haliax.pure.axis import Axis, entries, show
from haliax.pure.errors import Fault
from haliax.pure.operation import Operation

R = TypeVar("R", covariant=True)

Signatures: TypeAlias = tuple[Signature | None, ...]
"""The names and the shape of each array of a call; None for a number, or what is not given."""

KEPT: Final = 1024
"""How many things are remembered; the one that was not used for longest goes first."""


class Settle(Protocol[R]):
    """What follows from the rule of an operation, the names and shapes of its arrays, and its static arguments."""

    @property
    def of_one(self) -> Callable[..., R]:
        """The same of an operation, its rule, the names and the shape of its one array, and the static arguments.

        It is quicker, and does not name the operation in its errors. It tells types of arguments apart, but neither
        those of the parts of tuples nor the signs of zeros: tuples among the arguments are selections of axes.
        """

    @property
    def of_two(self) -> Callable[..., R]:
        """The same with the names and the shape of a second array after those of the first.

        It does not tell types of arguments apart, which is a third quicker: they are selections of axes.
        """

    def __call__(self, operation: Operation[Any], signatures: Signatures, /, *statics: Any) -> R: ...


def settled(settle: Callable[..., R]) -> Settle[R]:
    """Remembers `settle(operation, signatures, *statics)`, and names the operation in its errors.

    The rule of the operation is part of the key, so that a call always goes by the rule that is declared now.
    """

    @lru_cache(maxsize=KEPT)
    def remembered(operation: Operation[Any], rule: object, signatures: Signatures, *statics: Any) -> R:
        return settle(operation, signatures, *map(_given, statics))

    @lru_cache(maxsize=KEPT, typed=True)
    def of_one(operation: Operation[Any], rule: object, names: Names, shape: Shape, *statics: Any) -> R:
        return settle(operation, ((names, shape),), *statics)

    @lru_cache(maxsize=KEPT)
    def of_two(
        operation: Operation[Any], rule: object, first: Names, shape: Shape, second: Names, other: Shape, *statics: Any
    ) -> R:
        return settle(operation, ((first, shape), (second, other)), *statics)

    def call(operation: Operation[Any], signatures: Signatures, /, *statics: Any) -> R:
        try:
            for static in statics:
                kind = type(static)
                if kind not in _SIMPLE and not (kind is tuple and _NAMES.issuperset(map(type, static))):
                    return remembered(operation, operation.rule, signatures, *map(exact, statics))
            return remembered(operation, operation.rule, signatures, *statics)
        except Fault as error:
            __tracebackhide__ = True  # as pytest and IPython have it
            raise error.within(operation.told).with_traceback(None) from None
        except TypeError as error:
            for names, shape in filter(None, signatures):
                inner: Any = shape
                if isinstance(inner, dict):  # the shape of a named array, which stands where values should
                    raise errors.nested(show(names), show(inner)).within(operation.told) from None
            raise TypeError(f"{operation.told}: {_told(error, statics)}") from None

    found: Any = update_wrapper(call, settle)
    found.of_one, found.of_two = of_one, of_two
    return found  # type: ignore[no-any-return]  # a function has no attributes for mypy


def _told(error: TypeError, statics: tuple[Any, ...]) -> object:
    if any(isinstance(leaf, jax.core.Tracer) for leaf in jax.tree.leaves(statics)):
        return "an argument is traced which must be known before the program runs"
    return error


def _given(static: Any) -> Any:
    """The static argument of which a part of a key is made, by `exact`."""
    if type(static) is Exact:
        return static.value
    if type(static) is tuple and static and static[0] is _SIZES:
        return entries(dict(static[1:]))
    return static


_SIZES: Final = object()  # in front of the items of a dict
_SELECTORS: Final = frozenset({str, Axis})
_NAMES: Final = frozenset({str, Axis, EllipsisType, type(None)})
# Values of these types are equal only to values of the same type. Functions and classes are equal only to themselves.
_SIMPLE: Final = _NAMES | {int, type, FunctionType, type(jax.jit(len))}


def exact(value: Any) -> Any:
    """A static argument as part of a key: equal only to what is the same, of the same type, through and through.

    Python has 3 == 3.0 == True and 0.0 == -0.0, which are not the same argument. So numbers are wrapped, but for plain
    integers, and what holds numbers. Lists and dicts of axes become tuples.
    """
    kind = type(value)
    if kind in _SIMPLE:
        return value
    if kind is bool:
        return _TRUE if value else _FALSE
    if kind is tuple:
        return value if _NAMES.issuperset(map(type, value)) else Exact(value)
    if kind is list:
        return tuple(value) if _SELECTORS.issuperset(map(type, value)) else entries(value)
    if kind is dict:  # axes are slow to make and to compare
        are_sizes = all([type(name) is str and type(size) is int for name, size in value.items()])
        return (_SIZES, *value.items()) if are_sizes else entries(value)
    return Exact(value) if isinstance(value, _LOOSE) else value


# Values of these types may be equal, or hold what is equal, to what is not the same.
_LOOSE: Final = (bool, float, complex, tuple, frozenset, range, Decimal, np.generic)


class Exact:
    """A value in a key, compared by its parts, their types and the signs of zeros.

    Attributes:
        value: The value.
    """

    __slots__ = ("_key", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self._key = _key(value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Exact) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def _key(value: Any) -> Hashable:
    kind = type(value)
    if kind in _SIMPLE:
        return kind, value
    if isinstance(value, tuple):
        return (kind, *map(_key, value))
    if isinstance(value, frozenset):
        return kind, frozenset(map(_key, value))
    if isinstance(value, np.generic):
        return kind, str(value.dtype), value.tobytes()
    if isinstance(value, float):
        return kind, value.hex()
    if isinstance(value, complex):
        return kind, value.real.hex(), value.imag.hex()
    if isinstance(value, range | Decimal):
        return kind, str(value)
    if isinstance(value, slice):
        return kind, *map(_key, (value.start, value.stop, value.step))
    if dataclasses.is_dataclass(kind):
        fields = (getattr(value, field.name, None) for field in dataclasses.fields(value))
        return (kind, value, *(_key(part) for part in fields if isinstance(part, Hashable)))
    return kind, value


_TRUE: Final = Exact(True)
_FALSE: Final = Exact(False)
