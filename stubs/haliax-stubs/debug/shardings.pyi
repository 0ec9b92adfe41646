# Written by `python -m tools.stubs`. Do not edit.
"""On which devices the parts of arrays are, as text."""

from collections.abc import Sequence
from typing import Any

import jax

from haliax.axis import Axis

def visualize_shardings(tree: Any) -> None:
    """Prints a line for each array of a tree: its axes, into how many parts each is cut, how much one device holds.

    Below the lines stands how much of all arrays one device holds, or for a single array a picture of its parts. Under
    jit an array is printed when the function is traced if the mesh has Explicit axes only, else when the program is
    compiled, with the sharding that the compiler has chosen. `jax.ShapeDtypeStruct` may stand for arrays.

    Args:
        tree: The tree. What is no array of jax is left out.
    """

def visualize_named_sharding(axes: Sequence[Axis], sharding: jax.sharding.Sharding) -> None:
    """Prints how a sharding cuts an array with these axes, and a picture of the parts.

    Args:
        axes: The axes, with sizes.
        sharding: The sharding.
    """
