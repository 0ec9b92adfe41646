# Written by `python -m tools.stubs`. Do not edit.
"""Collectives: operations between the devices that hold the parts of an axis, in the body of a `shard_map`."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
psum: Operation[Any]
pmean: Operation[Any]
pmax: Operation[Any]
pmin: Operation[Any]
ppermute: Operation[Any]
pvary: Operation[Any]
all_gather: Operation[Any]
psum_scatter: Operation[Any]
