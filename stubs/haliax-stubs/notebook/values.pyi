# Written by `python -m tools.stubs`. Do not edit.
"""A few numbers about all values of an array, and a sample that is small enough to look at."""

import jax

from haliax.notebook.picture import Picture

def summary(array: jax.Array) -> str | None:
    """The range, mean and standard deviation of what is finite; None where values are no numbers, as random keys.

    They are worked out where the array is, in one pass over it, and only they are brought here.
    """

def sample(names: tuple[str, ...], array: jax.Array) -> tuple[Picture, str]:
    """Values at even distances along the last two axes, at the start of the others; and words that say so."""
