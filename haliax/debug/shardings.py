"""On which devices the parts of arrays are, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import jax

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.debug.issues import describe_array
from haliax.printing import spread

_MOST = 16
"""How many parts of one array are listed."""


def visualize_shardings(tree: Any) -> None:
    """Prints each array of a tree with its axes, how these are cut into parts, and the devices of each part.

    Under jit it is printed when the program is compiled, with the shardings that the compiler has chosen.

    Args:
        tree: The tree. What is no array is left out.
    """
    for path, leaf in jax.tree_util.tree_leaves_with_path(tree, is_leaf=_is_named):
        array = leaf.array if isinstance(leaf, NamedArray) else leaf
        if not isinstance(array, jax.Array):
            continue
        shape = array.shape
        names = leaf.axis_names if isinstance(leaf, NamedArray) else ()
        if len(names) != len(shape):
            names = tuple(f"dimension {i}" for i in range(len(shape)))
        title = f"{jax.tree_util.keystr(path) or 'the array'}: {describe_array(leaf)}"
        if isinstance(array, jax.core.Tracer):
            jax.debug.inspect_array_sharding(array, callback=_Later(title, names, shape))
        else:
            _print(title, names, shape, array.sharding)


def visualize_named_sharding(axes: Sequence[Axis], sharding: jax.sharding.Sharding) -> None:
    """Prints how a sharding cuts an array with these axes into parts, and the devices of each part.

    Args:
        axes: The axes, with sizes.
        sharding: The sharding.
    """
    title = f"[{', '.join(map(str, axes))}]"
    _print(title, [axis.name for axis in axes], tuple([axis.size for axis in axes]), sharding)


class _Later:
    """Prints an array of a program when its sharding is known."""

    def __init__(self, title: str, names: Sequence[str], shape: tuple[int, ...]) -> None:
        self._of = title, names, shape

    def __call__(self, sharding: jax.sharding.Sharding) -> None:
        _print(*self._of, sharding)


def _print(title: str, names: Sequence[str], shape: tuple[int, ...], sharding: jax.sharding.Sharding) -> None:
    print("\n  ".join([title, *_lines(names, shape, sharding)]))


def _lines(names: Sequence[str], shape: tuple[int, ...], sharding: jax.sharding.Sharding) -> Iterator[str]:
    """How each axis is cut, then the devices of each part."""
    part = sharding.shard_shape(shape)
    if part == shape:
        yield f"whole on {_listed(sharding.device_set)}"
        return
    over = spread(sharding)
    for i, (name, size, least) in enumerate(zip(names, shape, part, strict=True)):
        yield f"{name}: whole" if size == least else f"{name}: {size // least} parts of {least}{over.get(i, '')}"
    places: dict[tuple[str, ...], list[Any]] = {}
    for device, index in sharding.devices_indices_map(shape).items():
        places.setdefault(_range(names, shape, index), []).append(device)
    for where, devices in list(places.items())[:_MOST]:
        yield f"[{', '.join(where)}] on {_listed(devices)}"
    if len(places) > _MOST:
        yield f"and {len(places) - _MOST} parts more"


def _range(names: Sequence[str], shape: tuple[int, ...], index: Any) -> tuple[str, ...]:
    """What a part has of each axis that is cut."""
    ranges = [one.indices(size)[:2] for one, size in zip(index, shape, strict=True)]
    return tuple(
        f"{name} {start}:{stop}"
        for name, size, (start, stop) in zip(names, shape, ranges, strict=True)
        if (start, stop) != (0, size)
    )


def _listed(devices: Iterable[Any]) -> str:
    """Devices, which are of one kind: `cpu 0, 1`, `cpu 0 to 7`."""
    (kind,) = {device.platform for device in devices}
    numbers = sorted([device.id for device in devices])
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{kind} {numbers[0]} to {numbers[-1]}"
    return f"{kind} {', '.join(map(str, numbers))}"


def _is_named(node: Any) -> bool:
    return isinstance(node, NamedArray)
