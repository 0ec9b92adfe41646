# Written by `python -m tools.stubs`. Do not edit.
"""`vmap`: a function of one position along an axis, for all positions at once."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from haliax.axis import AxisSelection
from haliax.transforms._leaves import Names
from haliax.transforms._wheres import Where, zero_if_array_else_none

def vmap(
    fn: Callable[..., Any],
    axis: AxisSelection,
    *,
    default: Where = zero_if_array_else_none,
    args: Any = (),
    kwargs: Mapping[str, Any] | None = None,
) -> Callable[..., Any]:
    """A function of arrays without an axis, mapped along it: `jax.vmap`, where the axis is found by its name.

    A NamedArray is mapped along the axis wherever it stands; one that does not have it is passed whole. Plain arrays
    are mapped along their first dimension. What is no array, as a Python number, is passed, and comes out, as it is.
    The function itself is held whole, with all that it holds, as the object of a bound method.

    Axes: `[... axis ...], [embed] -> [axis, ...]`. In results the axis comes first.

    Args:
        fn: The function, of any arguments, to a pytree of arrays.
        axis: The axis, or several, which come first in the result in the order given here. If no argument has it, its
            size says how many results there are.
        default: Where plain arrays are mapped: a dimension, None to pass them whole, or a function of the array that
            says which.
        args: The same for each argument by position, or for all; also a pytree of those, which may end before the
            argument does. None passes a NamedArray whole too. For what is not said `default` holds.
        kwargs: The same for arguments by name.

    Raises:
        AxisError: By the mapped function, if sizes differ; if no argument has an axis given by its name alone; if a
            result has the axis already.
        TypeError: If `fn` is no function, or `axis` no axis.
    """

InAxes: TypeAlias = tuple[tuple[int | None, ...], ...]
Sizes: TypeAlias = tuple[int, ...]
Signatures: TypeAlias = tuple[tuple[Names, tuple[int, ...]], ...]
