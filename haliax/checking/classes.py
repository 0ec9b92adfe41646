"""Classes that are checked: their methods, and their fields each time that an object is made."""

from __future__ import annotations

import dataclasses
import functools
import sys
from collections.abc import Callable
from types import FrameType, FunctionType
from typing import Any, TypeVar

import jax

from haliax.checking.annotations import has_fields
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

    if _is_module(cls):  # equinox calls that of each base by itself
        name, method = "__check_init__", vars(cls).get("__check_init__")
    else:
        name, method = "__init__", getattr(cls, "__init__", None)
    setattr(cls, name, _followed(method, check))
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
        if not _is_put_together_by_jax(sys._getframe(1)):
            check(self)

    return both


def _is_put_together_by_jax(frame: FrameType) -> bool:
    """Whether jax makes an object of what was in another, for which anything may stand, at once or by a function."""
    trees = jax.tree_util.tree_unflatten.__globals__
    outer = frame.f_back
    is_jax = str(frame.f_globals.get("__name__")).startswith("jax.")
    return is_jax or (outer is not None and outer.f_globals is trees)


def with_checked_methods(cls: C, checked: Callable[[Any], Any]) -> C:
    """The class with a decorator at each method with annotations that it defines itself."""
    for name, value in list(vars(cls).items()):
        is_made = name in ("__init__", "__new__") and has_fields(cls) and not _is_written(value)
        if isinstance(value, property):
            fget, fset, fdel = (part and checked(part) for part in (value.fget, value.fset, value.fdel))
            setattr(cls, name, property(fget, fset, fdel, value.__doc__))
        elif isinstance(value, functools.cached_property):
            cached = functools.cached_property(checked(value.func))
            cached.__set_name__(cls, name)
            setattr(cls, name, cached)
        elif isinstance(value, FunctionType | classmethod | staticmethod) and not is_made:
            function = value if isinstance(value, FunctionType) else value.__func__
            if getattr(function, "__annotations__", None):
                setattr(cls, name, checked(value))
    return cls


def _is_written(init: Any) -> bool:
    """Whether a method stands in the source; those that `dataclass` makes are compiled from a string."""
    function = getattr(init, "__func__", init)
    return getattr(getattr(function, "__code__", None), "co_filename", "") != "<string>"
