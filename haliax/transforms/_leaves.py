"""The leaves of what goes into a mapped function and of what comes out of it.

A NamedArray is a leaf here. What is no array goes around jax, and comes out as it went in.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

import jax
import numpy as np

from haliax.axis import Axis, AxisSelection
from haliax.core import NamedArray, wrap
from haliax.partitioning.dicts import are_sorted, dicts_in, ordered
from haliax.pure import errors
from haliax.pure.axes import exactly
from haliax.pure.axis import show, size_of

Call: TypeAlias = tuple[tuple[Any, ...], dict[str, Any]]
"""The arguments of a call, by position and by name."""

Names: TypeAlias = tuple[str, ...] | None
"""The names of an array; None for a plain one."""


class Refused(Exception):
    """A mistake in a call, on its way to the place where the user called: what lies between is no help to anyone.

    Attributes:
        error: The mistake, as it will be raised.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error: Exception = error.with_traceback(None)


def mapped_along(op: str, fn: Any, axis: AxisSelection) -> tuple[Axis, ...]:
    """The axes along which a function is mapped: one or more.

    Raises:
        Refused: If they are none, or it is no function.
    """
    if not callable(fn):
        raise Refused(errors.no_function(type(fn).__name__).within(op))
    if isinstance(axis, Axis):
        return (axis,)
    try:
        axes = exactly(axis).head
    except errors.Fault as error:
        raise Refused(error.within(op)) from None
    except errors.WrongKind as error:
        raise Refused(TypeError(f"{op}: {error}")) from None
    if not axes:
        raise Refused(errors.no_axes("a mapped function").within(op))
    return axes


def is_named(leaf: Any) -> bool:
    """Whether this is a NamedArray."""
    return isinstance(leaf, NamedArray)


def is_array(leaf: Any) -> bool:
    """Whether this is a plain array, traced or not, of what jax can compute with."""
    if isinstance(leaf, jax.Array):
        return True
    return isinstance(leaf, np.ndarray | np.generic) and not issubclass(leaf.dtype.type, _NO_NUMBERS)


_NO_NUMBERS = (np.flexible, np.object_, np.datetime64, np.timedelta64)


def is_data(leaf: Any) -> bool:
    """Whether jax can make an array of it."""
    return is_array(leaf) or isinstance(leaf, int | float | complex)


def flatten(tree: Any, is_leaf: Callable[[Any], bool] = is_named) -> tuple[list[Any], Any]:
    """The leaves and the structure of a pytree, whose dicts keep their order when it is put together again."""
    leaves, structure = jax.tree_util.tree_flatten(tree, is_leaf=is_leaf)
    if not _is_sorted(tree, structure):
        leaves, structure = jax.tree_util.tree_flatten(ordered(tree), is_leaf=is_leaf)
    return leaves, structure


def _is_sorted(tree: Any, structure: Any) -> bool:
    try:
        dicts = dicts_in(structure)
    except TypeError:  # a structure that has no hash: what jax makes of its dicts will do
        return True
    return dicts is None or are_sorted(tree, dicts)


class Static:
    """Something that is no array, in a result on its way through jax.

    Attributes:
        value: It.
    """

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Static) and same(self.value, other.value)

    def __hash__(self) -> int:
        return hash(type(self.value))


def same(one: Any, other: Any) -> bool:
    """Whether two things that are no arrays are the same."""
    return one is other or (type(one) is type(other) and bool(one == other))


jax.tree_util.register_pytree_node(Static, lambda s: ((), s), lambda static, _: static)


def sealed(result: Any) -> Any:
    """A result as jax takes it: its leaves are arrays, and its dicts keep their order."""
    if type(result) is NamedArray:
        return result
    leaves, structure = jax.tree_util.tree_flatten(result, is_leaf=is_named)
    is_sorted = _is_sorted(result, structure)
    if not all([isinstance(leaf, NamedArray) or is_array(leaf) for leaf in leaves]):
        leaves, structure = (leaves, structure) if is_sorted else flatten(result)
        result = structure.unflatten([x if isinstance(x, NamedArray) or is_array(x) else Static(x) for x in leaves])
    return result if is_sorted else ordered(result)


def opened(op: str, result: Any, front: tuple[str, ...]) -> Any:
    """What was sealed, with new axes in front of each array.

    Raises:
        Refused: If an array has one of them already.
    """
    if type(result) is NamedArray:
        return _led(op, result, front)
    leaves, structure = flatten(result, _is_closed)
    return structure.unflatten([_opened(op, leaf, front) for leaf in leaves])


def _is_closed(node: Any) -> bool:
    return isinstance(node, NamedArray | Static)


def _opened(op: str, leaf: Any, front: tuple[str, ...]) -> Any:
    if isinstance(leaf, NamedArray):
        return _led(op, leaf, front)
    return leaf.value if isinstance(leaf, Static) else leaf


def _led(op: str, x: NamedArray, front: tuple[str, ...]) -> NamedArray:
    for name in front:
        if name in x.axis_names:
            raise Refused(errors.taken(name, show(x.axis_names)).within(op))
    return wrap(x.array, front + x.axis_names)


class Found(NamedTuple):
    """A size that an argument gives to an axis.

    Attributes:
        size: The size.
        leaf: Which leaf it is.
    """

    size: int
    leaf: int


class Described:
    """A call as errors speak of it.

    Args:
        fn: The function that is mapped.
        call: Its arguments.
        skipped: How many parameters come before those.
    """

    def __init__(self, fn: Callable[..., Any], call: Call, skipped: int = 0) -> None:
        paths = jax.tree_util.tree_flatten_with_path(call, is_leaf=is_named)[0]
        parameters = positional(fn)[skipped:]
        self._leaves = [(_place(path, parameters), leaf) for path, leaf in paths]

    def place(self, leaf: int) -> str:
        """An argument, or a part of it, with its axes or its shape."""
        place, value = self._leaves[leaf]
        return f"{place} {_shown(value)}"

    def arrays(self) -> list[str]:
        """All arguments, and parts of them, that are arrays."""
        return [self.place(i) for i, (_, leaf) in enumerate(self._leaves) if is_named(leaf) or is_array(leaf)]

    def names(self) -> list[str]:
        """All names of axes."""
        return [name for _, leaf in self._leaves if isinstance(leaf, NamedArray) for name in leaf.axis_names]


def positional(fn: Callable[..., Any]) -> list[str]:
    """The names of the parameters that can be given by position, as far as Python can tell."""
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):
        return []
    return [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]


def _place(path: Sequence[Any], parameters: Sequence[str]) -> str:
    kind, which, *rest = path
    if kind.idx == 0:
        first = parameters[which.idx] if which.idx < len(parameters) else f"argument {which.idx}"
    else:
        first = which.key
    return ".".join([first, *filter(None, [jax.tree_util.keystr(tuple(rest), simple=True, separator=".")])])


def _shown(leaf: Any) -> str:
    return show(leaf.axes) if isinstance(leaf, NamedArray) else f"of shape ({', '.join(map(str, np.shape(leaf)))})"


def size_along(axis: Axis, found: Sequence[Found], call: Callable[[], Described], way_out: str) -> int:
    """How often a function is called along an axis.

    Args:
        axis: The axis, with a size or by its name alone.
        found: What the arguments say.
        call: Describes the call, for an error.
        way_out: What to do where a plain array has another size.

    Raises:
        AxisError: If the sizes differ, or there is none.
    """
    size = size_of(axis)
    if size is None:
        if not found:
            described = call()
            raise errors.no_argument_has(axis.name, described.arrays(), described.names())
        size = found[0].size
    for one in found:
        if one.size != size:
            described = call()
            other = described.place(found[0].leaf) if size_of(axis) is None else "the axis that is given"
            raise errors.mapped_sizes(axis.name, size, other, one.size, described.place(one.leaf), way_out=way_out)
    return size
