"""Classes that are checked: their methods, and their fields each time that an object is made."""

from __future__ import annotations

import dataclasses
import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

from haliax.checking.contract import Contract
from haliax.modes import Kinds

C = TypeVar("C", bound=type)

_MARK = "__haliax_fields__"


def with_checked_fields(cls: C, asked: Callable[[], Kinds]) -> C:
    """The class, which checks the fields of its objects when they are made; other classes than dataclasses as they are.

    Args:
        cls: The class. An equinox Module is checked when its converters have run.
        asked: What is checked, here and now.
    """
    if not dataclasses.is_dataclass(cls) or _MARK in vars(cls):
        return cls
    contract = Contract(cls.__qualname__.rpartition("<locals>.")[2], None, {})

    def check(made: Any) -> None:
        # A subclass that is checked itself checks all fields, when all are there.
        if next(base for base in type(made).__mro__ if _MARK in vars(base)) is cls and (kinds := asked()):
            contract.check_fields(made, kinds)

    name = "__check_init__" if _is_module(cls) else "__init__"
    setattr(cls, name, _followed(vars(cls).get(name) or getattr(cls, name, None), check))
    setattr(cls, _MARK, True)
    return cls


def _is_module(cls: type) -> bool:
    equinox = sys.modules.get("equinox")
    return equinox is not None and issubclass(cls, equinox.Module)


def _followed(method: Callable[..., Any] | None, check: Callable[[Any], None]) -> Callable[..., Any]:
    """The method, with a check after it."""
    if method is None:
        return lambda self: check(self)

    @functools.wraps(method)
    def both(self: Any, *args: Any, **kwargs: Any) -> None:
        method(self, *args, **kwargs)
        check(self)

    return both


def with_checked_methods(cls: C, checked: Callable[[Any], Any]) -> C:
    """The class with a decorator at each method with annotations that it defines itself."""
    for name, value in list(vars(cls).items()):
        is_made = name == "__init__" and dataclasses.is_dataclass(cls) and not _is_written(value)
        if isinstance(value, property):
            fget, fset, fdel = (part and checked(part) for part in (value.fget, value.fset, value.fdel))
            setattr(cls, name, property(fget, fset, fdel, value.__doc__))
        elif isinstance(value, FunctionType | classmethod | staticmethod) and not is_made:
            function = value if isinstance(value, FunctionType) else value.__func__
            if getattr(function, "__annotations__", None):
                setattr(cls, name, checked(value))
    return cls


def _is_written(init: Any) -> bool:
    """Whether a method stands in the source; those that `dataclass` makes are compiled from a string."""
    return getattr(getattr(init, "__code__", None), "co_filename", "") != "<string>"
