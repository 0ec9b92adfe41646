# Written by `python -m tools.stubs`. Do not edit.
"""Arrays in parts that are never whole anywhere: made of what each process has, or part by part."""

from collections.abc import Callable

from jax.sharding import Mesh
from jax.typing import ArrayLike

from haliax.axis import AxisSpec
from haliax.core import NamedArray
from haliax.meshes import ResourceMapping

def make_array_from_process_local_data(
    local: ArrayLike | NamedArray,
    axes: AxisSpec,
    mapping: ResourceMapping | None = None,
    mesh: Mesh | None = None,
) -> NamedArray:
    """One array of all processes, made of the part that each of them has.

    Along an axis that is spread over devices of several processes, each gives its own elements, in the order of the
    mesh; along the other axes it gives all, as the others do. Nothing is sent from one process to another.

    Args:
        local: What this process has: its dimensions are the axes in order. A named array may have them in any order.
        axes: The axes of the whole, with the sizes of the whole.
        mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        mesh: The mesh. By default the one in force. Without one there must be one process, which has the whole.

    Raises:
        AxisError: If an axis has no size, or what is given along an axis is neither this process's part nor the whole;
            as of `haliax.shard`, if the mapping does not fit; if there are several processes and no mesh.
    """

def make_array_from_callback(
    axes: AxisSpec,
    data_callback: Callable[[dict[str, slice]], ArrayLike | NamedArray],
    mapping: ResourceMapping | None = None,
    mesh: Mesh | None = None,
) -> NamedArray:
    """An array whose parts are asked for one by one, for each device that this process reaches.

    Args:
        axes: The axes of the whole, with their sizes.
        data_callback: Gives a part of the array, of which it is told from where to where it reaches along each axis,
            as `{"batch": slice(0, 2), "embed": slice(0, 4)}`. Its dimensions are the axes in order. A named array may
            have them in any order.
        mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        mesh: The mesh. By default the one in force. Without one there is one part, the whole.

    Raises:
        AxisError: If an axis has no size; as of `haliax.shard`, if the mapping does not fit.
    """
