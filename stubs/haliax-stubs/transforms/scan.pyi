# Written by `python -m tools.stubs`. Do not edit.
"""`scan`, `fold` and `map`: a function called for one position along an axis after the other."""

from collections.abc import Callable
from typing import Any, TypeAlias

from haliax.axis import AxisSelector
from haliax.transforms.checkpoint import ScanCheckpointSpec

IsScanned: TypeAlias = bool | Callable[[Any], bool]
"""Whether arrays go step by step: for all of them, or for each. A NamedArray is asked of whole."""

def is_named_or_shaped_array_like(x: Any) -> bool:
    """Whether this is a NamedArray, or a plain array that has dimensions."""

def is_jax_or_hax_array_like(x: Any) -> bool:
    """Whether this is a NamedArray or a plain array."""

def scan(
    f: Callable[..., Any],
    axis: AxisSelector,
    *,
    remat: ScanCheckpointSpec = False,
    reverse: bool = False,
    unroll: int | bool = 1,
    is_scanned: IsScanned = is_named_or_shaped_array_like,
) -> Callable[..., Any]:
    """A function that calls another one step by step along an axis: `jax.lax.scan`, for named arrays.

    `scan(f, axis)(init, *args, **kwargs)` calls `carry, out = f(carry, *args, **kwargs)` for each position along the
    axis, first with `init`, and gives the last carry and all that came out. NamedArrays that have the axis, and plain
    arrays by their first dimension, go step by step; all else is passed whole to each step. A carry may hold plain
    arrays, numbers, and also what is no array if that does not change. What comes out of a step and is no array,
    as a Python number, is given once, as it is.

    Axes: `carry: [...], args: [... axis ...] -> carry: [...], out: [axis, ...]`. A carry keeps its axes in their order.

    Args:
        f: The function, which jax traces once for arguments of one kind.
        axis: The axis. If no argument has it, its size says how many steps there are.
        remat: What is kept for the gradient: True to keep only what goes into each step, or a policy, or its name. See
            `haliax.ScanCheckpointPolicy`.
        reverse: Whether to go from the last position to the first. What comes out has the order of the axis.
        unroll: How many steps are written out in one round of the compiled loop; True for all.
        is_scanned: Which arrays go step by step: a bool, or a function of a NamedArray or plain array. A NamedArray
            without the axis never does.

    Raises:
        AxisError: By what is returned, if sizes differ; if no argument has an axis given by its name alone; if a step
            gives a carry of other axes; if what comes out has the axis already.
        TypeError: If `f` is no function; by what is returned, if a step gives a carry of another dtype or structure.
        ValueError: If there is no policy of this name; by what is returned, if a policy names what no step has.
    """

def fold(
    fn: Callable[..., Any],
    axis: AxisSelector,
    *,
    remat: ScanCheckpointSpec = False,
    reverse: bool = False,
    unroll: int | bool = 1,
    is_scanned: IsScanned = is_named_or_shaped_array_like,
) -> Callable[..., Any]:
    """A function that calls another one step by step along an axis, where only the last carry is wanted.

    `fold(fn, axis)(init, *args, **kwargs)` calls `carry = fn(carry, *args, **kwargs)` for each position along the axis,
    first with `init`, and gives the last carry. See `haliax.scan` for all else.

    Axes: `carry: [...], args: [... axis ...] -> carry: [...]`

    Args:
        fn: The function, which jax traces once for arguments of one kind.
        axis: The axis. If no argument has it, its size says how many steps there are.
        remat: What is kept for the gradient; see `haliax.ScanCheckpointPolicy`.
        reverse: Whether to go from the last position to the first.
        unroll: How many steps are written out in one round of the compiled loop; True for all.
        is_scanned: Which arrays go step by step.

    Raises:
        AxisError: As `haliax.scan`.
        TypeError: As `haliax.scan`.
        ValueError: As `haliax.scan`.
    """

def map(
    fn: Callable[..., Any],
    axis: AxisSelector,
    *,
    remat: ScanCheckpointSpec = False,
    reverse: bool = False,
    unroll: int | bool = 1,
    is_mapped: IsScanned = is_jax_or_hax_array_like,
) -> Callable[..., Any]:
    """A function that calls another one for each position along an axis, one after the other: `vmap` in less memory.

    Axes: `args: [... axis ...] -> [axis, ...]`

    Args:
        fn: The function, which jax traces once for arguments of one kind.
        axis: The axis. If no argument has it, its size says how many steps there are.
        remat: What is kept for the gradient; see `haliax.ScanCheckpointPolicy`.
        reverse: Whether to go from the last position to the first. What comes out has the order of the axis.
        unroll: How many steps are written out in one round of the compiled loop; True for all.
        is_mapped: Which arrays go step by step, as `is_scanned` of `haliax.scan`.

    Raises:
        AxisError: As `haliax.scan`.
        TypeError: If `fn` is no function.
        ValueError: As `haliax.scan`.
    """
