"""On which devices the parts of arrays are, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
from jax.sharding import AxisType

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.debug.layout import Layout, aligned
from haliax.printing import memory
from haliax.tree_util import is_named_array


def visualize_shardings(tree: Any) -> None:
    """Prints a line for each array of a tree: its axes, into how many parts each is cut, how much one device holds.

    Below the lines stands how much of all arrays one device holds, or for a single array a picture of its parts. Under
    jit an array is printed when the function is traced if the mesh has Explicit axes only, else when the program is
    compiled, with the sharding that the compiler has chosen. `jax.ShapeDtypeStruct` may stand for arrays.

    Args:
        tree: The tree. What is no array of jax is left out.
    """
    leaves = jax.tree_util.tree_leaves_with_path(tree, is_leaf=is_named_array)
    arrays = [(path, leaf) for path, leaf in leaves if _is_laid(leaf)]
    found: list[tuple[str, Layout]] = []
    for path, leaf in arrays:
        array = leaf.array if isinstance(leaf, NamedArray) else leaf
        names = leaf.axis_names if isinstance(leaf, NamedArray) else ()
        of = names if len(names) == len(array.shape) else (), array.shape, array.dtype
        title = jax.tree_util.keystr(path) or "the array"
        if not isinstance(array, jax.core.Tracer):
            found.append((title, Layout(*of, array.sharding)))
        elif _is_explicit(array):
            found.append((title, Layout(*of, jax.typeof(array).sharding)))
        else:
            jax.debug.inspect_array_sharding(array, callback=_Later(title, len(arrays) == 1, *of))
    _print(found, is_alone=len(arrays) == 1)


def visualize_named_sharding(axes: Sequence[Axis], sharding: jax.sharding.Sharding) -> None:
    """Prints how a sharding cuts an array with these axes, and a picture of the parts.

    Args:
        axes: The axes, with sizes.
        sharding: The sharding.
    """
    names, shape = tuple([axis.name for axis in axes]), tuple([axis.size for axis in axes])
    _print([("", Layout(names, shape, None, sharding))], is_alone=True)


class _Later:
    """Prints an array of a program when its sharding is known."""

    def __init__(self, title: str, is_alone: bool, names: tuple[str, ...], shape: tuple[int, ...], dtype: Any) -> None:
        self._title = title
        self._is_alone = is_alone
        self._of = names, shape, dtype

    def __call__(self, sharding: jax.sharding.Sharding) -> None:
        _print([(self._title, Layout(*self._of, sharding))], is_alone=self._is_alone)


def _print(found: list[tuple[str, Layout]], *, is_alone: bool) -> None:
    rows = [[title, *layout.row()] for title, layout in found]
    where = {row[-1] for row in rows}
    is_one_place = len(rows) > 1 and len(where) == 1
    for line in aligned([row[:-1] for row in rows] if is_one_place else rows):
        print(line)
    for _, layout in found:
        for line in layout.picture() if is_alone else ():
            print(f"  {line}")
    if len(found) > 1:
        held, whole = (sum(sizes) for sizes in zip(*[(one.held(), one.whole()) for _, one in found], strict=True))
        print(f"{where.pop() if is_one_place else 'on one device'}: {memory(held)} of {memory(whole)}")


def _is_laid(leaf: Any) -> bool:
    """Whether it is an array of jax, or stands for one."""
    return isinstance(leaf.array if isinstance(leaf, NamedArray) else leaf, jax.Array | jax.ShapeDtypeStruct)


def _is_explicit(array: Any) -> bool:
    """Whether the type of a traced array says where it lies."""
    sharding = jax.typeof(array).sharding
    kinds = () if sharding.mesh.empty else sharding.mesh.axis_types
    return bool(kinds) and set(kinds) == {AxisType.Explicit}
