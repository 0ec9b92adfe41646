"""Collectives: operations between the devices that hold the parts of an axis, in the body of a `shard_map`."""

from __future__ import annotations

from haliax.pure.axes import Axes, resize
from haliax.pure.axis import name_of
from haliax.pure.operation import Family
from haliax.pure.wants import Array, Selector

declare = Family("haliax.ops.collectives")


def _on_each_device(x: Array) -> Axes:
    """Every device keeps an array of the same axes. That over whose parts it goes need not be one of them."""
    return x


psum = declare("psum", _on_each_device)
pmean = declare("pmean", _on_each_device)
pmax = declare("pmax", _on_each_device)
pmin = declare("pmin", _on_each_device)
ppermute = declare("ppermute", _on_each_device)
pvary = declare("pvary", _on_each_device)


def _in_parts(x: Array, axis: Selector) -> Axes:
    """The axis has another size: of the whole, or of one part. A size that the selector gives may be either."""
    return resize(x, name_of(axis), None)


all_gather = declare("all_gather", _in_parts)
psum_scatter = declare("psum_scatter", _in_parts)
