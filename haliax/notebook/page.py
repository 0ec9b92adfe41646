"""The HTML of a named array: a table of what is known without its values, then what they are."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import jax

from haliax.notebook.picture import png
from haliax.notebook.values import sample, summary
from haliax.printing import dimensions, kind, memory, spread, values_of
from haliax.pure.axis import made

_FEW = 64
"""Up to how many values all are shown."""
_PIXELS = 4
"""How wide and high one value is in the picture."""


def html_of(names: tuple[str, ...], array: Any) -> str:
    """What notebooks show. Of an array of any size, only a few numbers and a small sample leave its devices."""
    shape = dimensions(array)
    if shape is None or len(shape) != len(names):
        return _table(kind(array), names) + _written(array)
    if not _has_values(array):  # jax prints what it knows of an array without its values
        return _table(kind(array), [str(axis) for axis in map(made, names, shape)]) + _written(array)
    over = spread(array.sharding)
    axes = [f"{axis}{over.get(i, '')}" for i, axis in enumerate(map(made, names, shape))]
    return _table(kind(array), axes, _placed(array)) + "".join(_values(names, array))


def _has_values(array: Any) -> bool:
    """Whether it is an array whose values are somewhere: not one of a program that is traced, nor one given away."""
    return isinstance(array, jax.Array) and not isinstance(array, jax.core.Tracer) and not array.is_deleted()


def _values(names: tuple[str, ...], array: jax.Array) -> Iterator[str]:
    if not array.is_fully_addressable:
        yield "<div>its values are on devices of several processes</div>"
        return
    numbers = summary(array) if array.size > _FEW else None
    if numbers is None:
        yield _written(array)
        return
    yield f"<div>{html.escape(numbers)}</div>"
    picture, caption = sample(names, array)
    caption, width = html.escape(caption), _PIXELS * picture.shape[1]
    style = f"image-rendering: pixelated; width: {width}px; max-width: 100%; border: 1px solid #8886"
    yield f'<img alt="{caption}" style="{style}" src="data:image/png;base64,{png(picture)}"><div>{caption}</div>'


def _table(head: str, axes: Any, foot: str = "") -> str:
    cells = "".join(f"<td>{html.escape(axis)}</td>" for axis in axes)
    return f"<table><tr><th>{html.escape(head)}</th>{cells}</tr></table>" + (f"<div>{foot}</div>" if foot else "")


def _written(array: Any) -> str:
    return f"<pre>{html.escape(values_of(array))}</pre>"


def _placed(array: jax.Array) -> str:
    """How much memory an array takes, and where."""
    devices = sorted(array.devices(), key=lambda device: device.id)
    where = str(devices[0]) if len(devices) == 1 else f"{len(devices)} devices, {devices[0]} to {devices[-1]}"
    return html.escape(f"{memory(array.nbytes)} on {where}")
