"""How one array is cut into parts, as text: a row of a table, and a picture of the parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import jax

from haliax.printing import memory, spread
from haliax.pure.axis import made, show

_MOST = 16
"""How many rows and columns a picture has."""


@dataclass(frozen=True)
class Layout:
    """An array in parts.

    Attributes:
        names: The names of its axes; none if its dimensions have none.
        shape: Its shape.
        dtype: Its dtype; None where only the sharding is known.
        sharding: Where it lies; None if nobody has said.
    """

    names: tuple[str, ...]
    shape: tuple[int, ...]
    dtype: Any
    sharding: jax.sharding.Sharding | None

    @property
    def part(self) -> tuple[int, ...]:
        """The shape of what one device holds."""
        return self.shape if self.sharding is None else self.sharding.shard_shape(self.shape)

    @property
    def cut(self) -> tuple[int, ...]:
        """The dimensions that are cut."""
        return tuple(i for i, (size, own) in enumerate(zip(self.shape, self.part, strict=True)) if size != own)

    def held(self) -> int:
        """How many bytes one device holds."""
        return _bytes(self.part, self.dtype)

    def whole(self) -> int:
        """How many bytes the whole array has."""
        return _bytes(self.shape, self.dtype)

    def row(self) -> list[str]:
        """The axes, how they are cut, how much of it one device holds, and where it is."""
        axes = ("" if self.dtype is None else str(self.dtype)) + self._shown(self.shape)
        if self.sharding is None:
            return [axes, "no sharding", "", ""]
        over = spread(self.sharding)
        cuts = [f"{self._name(i)} in {self.shape[i] // self.part[i]}{over.get(i, '')}" for i in self.cut]
        return [axes, ", ".join(cuts) or "whole", self._memory(), _where(self.sharding)]

    def _name(self, axis: int) -> str:
        return self.names[axis] if self.names else f"dimension {axis}"

    def _shown(self, shape: tuple[int, ...]) -> str:
        return show(map(made, self.names, shape)) if self.names else str(list(shape))

    def _memory(self) -> str:
        if self.dtype is None:
            return ""
        return memory(self.held()) + (f" of {memory(self.whole())}" if self.cut else "")

    def picture(self) -> Iterator[str]:
        """A table with the devices of each part: a row for each part of the first axis that is cut.

        There is none of an array that is whole, or that is cut along more than two axes.
        """
        if self.sharding is None or not self.cut or len(self.cut) > 2 or not _has_devices(self.sharding):
            return
        places: dict[tuple[str, ...], list[Any]] = {}
        for device, index in self.sharding.devices_indices_map(self.shape).items():
            places.setdefault(tuple(self._range(i, index[i]) for i in self.cut), []).append(device)
        columns = list(dict.fromkeys(place[1:] for place in places))
        rows = list(dict.fromkeys(place[0] for place in places))
        table = [[row, *(listed(places[row, *column]) for column in columns[:_MOST])] for row in rows[:_MOST]]
        head = ["", *("".join(column) for column in columns[:_MOST])]
        yield f"parts of {self._shown(self.part)}"
        yield from aligned([head, *table] if len(self.cut) == 2 else table)
        if max(len(rows), len(columns)) > _MOST:
            yield f"and others, of {len(places)} parts"

    def _range(self, axis: int, part: slice) -> str:
        start, stop, _ = part.indices(self.shape[axis])
        return f"{self._name(axis)} {start}:{stop}"


def _bytes(shape: tuple[int, ...], dtype: Any) -> int:
    count = 0 if dtype is None else int(dtype.itemsize)
    for size in shape:
        count *= size
    return count


def _has_devices(sharding: jax.sharding.Sharding) -> bool:
    return not isinstance(getattr(sharding, "mesh", None), jax.sharding.AbstractMesh)


def _where(sharding: jax.sharding.Sharding) -> str:
    """On how many devices, or on which one."""
    count = sharding.num_devices
    return (
        f"on each of {count} devices"
        if count > 1 or not _has_devices(sharding)
        else f"on {listed(sharding.device_set)}"
    )


def listed(devices: Iterable[Any]) -> str:
    """Devices, which are of one kind: `cpu 0, 1`, `cpu 0 to 7`."""
    (kind,) = {device.platform for device in devices}
    numbers = sorted([device.id for device in devices])
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{kind} {numbers[0]} to {numbers[-1]}"
    return f"{kind} {', '.join(map(str, numbers))}"


def aligned(rows: list[list[str]]) -> Iterator[str]:
    """The rows of a table, with columns under each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width).rstrip()
