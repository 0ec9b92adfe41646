"""Pooling: one value for each window along some axes. The axes keep their names and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from haliax.pure import errors, window_errors, windows
from haliax.pure.axes import Axes, exactly, find, resize
from haliax.pure.axis import Axis, is_size_said, of_size, size_of
from haliax.pure.operation import Family
from haliax.pure.wants import Array, Loose, Selection
from haliax.pure.windows import Placed

declare = Family("haliax.nn.pool")


def windows_of(axes: Axes, stride: object, padding: object) -> tuple[windows.Window, ...]:
    """The windows along axes, each of which says how long its window is.

    Raises:
        AxisError: If an axis has no size, or stride and padding do not go with the axes.
        TypeError: If those are no numbers.
    """
    strides = windows.numbers("the stride", 1 if stride is None else stride, axes.names, 1)
    return tuple(map(windows.Window, map(_length, axes.known), strides, windows.paddings(padding, axes.names)))


def _length(axis: Axis) -> int:
    """The length of a window; 0 where it is not known.

    Raises:
        AxisError: If it is not said, or below 1.
    """
    size = size_of(axis)
    if not is_size_said(axis):
        raise errors.no_size(axis.name)
    if size is not None and size < 1:
        raise window_errors.too_small(f"the window along axis '{axis.name}'", size, 1)
    return size or 0


def pooled(name: str, size: int, window: windows.Window, *, ceil: bool) -> Placed:
    """The windows along an axis, in each of which there is an element.

    Raises:
        AxisError: If not even one fits, or one lies wholly in padding.
    """
    found = windows.placed(name, size, window, ceil=ceil)
    last = (found.number - 1) * window.stride - found.padding[0]
    if found.number and (last >= size or found.padding[0] >= window.size):
        raise window_errors.only_padding(name, size, found.padding, window.size)
    return found


def _pool(
    Window: Selection,
    inputs: Array,
    stride: Loose[object] = None,
    padding: Loose[object] = "VALID",
    use_ceil: Loose[object] = False,
) -> Axes:
    axes = exactly(Window)
    if not axes.known and not axes.is_open:
        raise errors.no_axes("a window")
    sizes = {axis.name: size_of(find(inputs, axis.name)) for axis in axes.known}
    list(map(_length, axes.known))
    if axes.is_open:
        return _resized(_of_any_size(inputs), dict.fromkeys(sizes))
    in_doubt = not axes.ordered and any(isinstance(given, Sequence) for given in (stride, padding))
    if in_doubt or any(isinstance(given, Axes) for given in (stride, padding, use_ceil)):
        return _resized(inputs, dict.fromkeys(sizes))
    new: dict[str, int | None] = {}
    for (name, size), window in zip(sizes.items(), windows_of(axes, stride, padding), strict=True):
        known = size is not None and window.size
        new[name] = pooled(name, size or 0, window, ceil=bool(use_ceil)).number if known else None
    return _resized(inputs, new)


def _resized(axes: Axes, sizes: Mapping[str, int | None]) -> Axes:
    for name, size in sizes.items():
        axes = resize(axes, name, size)
    return axes


def _of_any_size(axes: Axes) -> Axes:
    head, tail = (tuple(of_size(axis.name, None) for axis in side) for side in (axes.head, axes.tail))
    return replace(axes, head=head, tail=tail, gap="" if axes.is_open else None)


max_pool = declare("max_pool", _pool)
min_pool = declare("min_pool", _pool)
mean_pool = declare("mean_pool", _pool)
pool = declare("pool", _pool)
