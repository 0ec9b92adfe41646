# Written by `python -m tools.stubs`. Do not edit.
"""On which devices the parts of arrays are, as text."""

from collections.abc import Sequence
from typing import Any

import jax

from haliax.axis import Axis

def visualize_shardings(tree: Any) -> None:
    """Prints each array of a tree with its axes, how these are cut into parts, and the devices of each part.

    Under jit it is printed when the program is compiled, with the shardings that the compiler has chosen.

    Args:
        tree: The tree. What is no array is left out.
    """

def visualize_named_sharding(axes: Sequence[Axis], sharding: jax.sharding.Sharding) -> None:
    """Prints how a sharding cuts an array with these axes into parts, and the devices of each part.

    Args:
        axes: The axes, with sizes.
        sharding: The sharding.
    """
