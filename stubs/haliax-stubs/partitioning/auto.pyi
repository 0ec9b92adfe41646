# Written by `python -m tools.stubs`. Do not edit.
"""Functions whose results lie where the user says, while the compiler spreads what comes between."""

from collections.abc import Callable
from typing import ParamSpec

from typing_extensions import TypeVar

from haliax.meshes import ResourceMapping

Args = ParamSpec("Args")
R = TypeVar("R")

def auto_axes(fn: Callable[Args, R], axis_resources: ResourceMapping) -> Callable[Args, R]:
    """A function with its named results spread by a mapping, for a choice that the operands do not make.

    An operation on arrays that lie over Explicit mesh axes gives what lies as its operands do. Where another place is
    wanted from the start, as that of a product whose summed axis is in parts, this says so: `auto_axes(haliax.dot,
    {"embed": "model"})(hidden, weight, axis="mlp")`. Inside, the compiler may spread arrays as it likes, as under
    `jax.sharding.auto_axes`, of which this is the form for named arrays. Without Explicit axes it is `shard` of the
    result.

    Args:
        fn: The function: of named or plain arrays, in pytrees; all else is static.
        axis_resources: Over which axes of the mesh each axis of the results is spread; None for a whole one. Axes that
            it does not name lie as they do in the arguments.

    Raises:
        ValueError: By what is returned, if the mapping names an axis that the mesh lacks.
    """
