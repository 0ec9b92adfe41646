# Written by `python -m tools.stubs`. Do not edit.
"""Making arrays: the axes are those that were asked for."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
zeros: Operation[Any]
ones: Operation[Any]
full: Operation[Any]
eye: Operation[Any]
zeros_like: Operation[Any]
ones_like: Operation[Any]
full_like: Operation[Any]
named: Operation[Any]
NamedArray: Operation[Any]
arange: Operation[Any]
linspace: Operation[Any]
logspace: Operation[Any]
geomspace: Operation[Any]
