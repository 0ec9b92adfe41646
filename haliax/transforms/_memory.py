"""What is made for a function is remembered for as long as the function lives.

jax keeps what it has traced under the identity of a function. So what is handed to jax must be the same object at the
next call, or jax traces, and compiles, anew. It must not keep the user's function alive either.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from types import FunctionType
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary, ref

Made: TypeAlias = dict[Hashable, Any]
"""What was made, by what it was made for."""

KEPT = 64
"""How many things are remembered under one key."""

# A cache: what it holds follows from its keys.
_MADE: WeakKeyDictionary[FunctionType, dict[Hashable, Made]] = WeakKeyDictionary()


def memory(fn: Callable[..., Any], key: Hashable | None) -> tuple[Callable[[], Any], Made]:
    """The way to a function, which what is remembered must take, and what is remembered of it.

    Args:
        fn: The function. Only a plain one is remembered: other callables are often made anew, as bound methods are.
        key: What else decides what is made; None if nothing can be remembered beyond this call.
    """
    if type(fn) is not FunctionType or key is None:
        return (lambda: fn), {}
    made = _MADE.get(fn)
    if made is None:
        made = _MADE.setdefault(fn, {})
    found = made.get(key)
    if found is None:
        found = keep(made, key, {})
    return ref(fn), found


def keep(made: dict[Hashable, Any], key: Hashable, value: Any) -> Any:
    """Remembers a value, and forgets all others where there are too many."""
    if len(made) >= KEPT:
        made.clear()
    made[key] = value
    return value
