# Written by `python -m tools.stubs`. Do not edit.
"""Kernels: functions of positional arrays, compiled once for all names.

A kernel depends on positions, shapes and options only, so two programs that differ in names share one. It is kept under
those, and what is kept is of bounded number. Called eagerly it is one compiled program. Under a trace its operations
become part of the trace, which has just those that a person would have written.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

Kernel: TypeAlias = Callable[..., Any]
"""A function of arrays, with its static arguments settled."""

def kernel(name: str, function: Callable[..., Any], *statics: Any, **options: Any) -> Kernel:
    """`function(*statics, *arrays, **options)` as a kernel, which logs and profiles of jax call `name`.

    Its arguments are arrays that are not known when it is traced. See `kernel_of_known`.
    """

def kernel_of_known(name: str, function: Callable[..., Any], *statics: Any, **options: Any) -> Kernel:
    """The same for arguments that may be known where others are traced, such as a position: the trace has its value."""

def compiled(name: str, function: Callable[..., Any], *statics: Any, **options: Any) -> Kernel:
    """The same, compiled wherever it is called. There is one for each function and static arguments."""

def at_once(name: str, function: Callable[..., Any]) -> Kernel:
    """A function of arrays as a kernel, if jax has not compiled it already."""

def dispatched(plain: Kernel, eager: Kernel) -> Kernel:
    """The kernel that is `eager` where nothing is traced, and `plain` under a trace, of constants too."""

def at_position(plain: Kernel, eager: Kernel) -> Kernel:
    """The same for kernels of an array and a position.

    The position is given to the eager one as an array that is kept, which takes jax less time than a number. An array
    that is made where a mesh is in force would be of that mesh, so there it is a number.
    """
