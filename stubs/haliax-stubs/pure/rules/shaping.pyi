# Written by `python -m tools.stubs`. Do not edit.
"""Operations that rename, add, merge and split axes, or take along one."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
rename: Operation[Any]
broadcast_to: Operation[Any]
broadcast_axis: Operation[Any]
flatten_axes: Operation[Any]
unflatten_axis: Operation[Any]
ravel: Operation[Any]
flatten: Operation[Any]
take: Operation[Any]
