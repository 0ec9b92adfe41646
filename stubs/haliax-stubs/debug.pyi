# Written by `python -m tools.stubs`. Do not edit.
"""Checking calls against their annotations when the program runs.

In debug mode the arguments and results of functions under `named_jit` are checked, once each time they are traced:
axes, their order, dtypes, and that each axis name has one size within a call. Compiled programs stay as they are.

    HALIAX_DEBUG=1 python train.py           for a whole program
    with haliax.debug.debug_checks(): ...    for what is called inside
    @named_jit(check=True)                   for one function under jit
    @haliax.debug.checked                    for one function, jit or not

A function is checked if it or the mode asks for it, and not if either forbids it: `HALIAX_DEBUG=0`,
`debug_checks(False)` and `check=False` switch checks off.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import ParamSpec, overload

from typing_extensions import TypeVar

Args = ParamSpec("Args")
R = TypeVar("R")

@contextmanager
def debug_checks(enabled: bool = True) -> Generator[None, None, None]:
    """Debug mode within a `with` block, or within the calls of a function that it decorates.

    Args:
        enabled: Whether to check functions that do not ask for it. False switches off even those that do.
    """

def checks_enabled(asked: bool | None = None) -> bool:
    """Whether a function is checked here and now.

    Args:
        asked: What the function itself asks for, if anything.
    """

@overload
def checked(fn: Callable[Args, R], /) -> Callable[Args, R]: ...

@overload
def checked(fn: None = None, /, *, check: bool | None = True) -> Callable[[Callable[Args, R]], Callable[Args, R]]: ...
