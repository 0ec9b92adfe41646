# Written by `python -m tools.stubs`. Do not edit.
"""Arguments of arrays taken apart without jax.

For each named array in a pytree jax calls back into Python, which a loop in Python need not. This one knows arrays in
tuples, lists and dicts. For all else there is `jax.tree_util`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

Forms: TypeAlias = tuple[Any, ...]
"""What each of several values is: the names of a named array, None for an array without names, `NoneType` for None, and
for a container its type, its forms and, if it is a dict, its keys.
"""

def taken_apart(values: Iterable[Any], arrays: list[Any]) -> Forms | None:
    """What the values are; None if there is something else in them.

    Args:
        values: The values.
        arrays: Where their arrays are added, in the order in which `jax.tree_util` has them.
    """

def put_together(forms: Forms, arrays: Iterator[Any]) -> tuple[Any, ...]:
    """The values that were taken apart, with other arrays."""
