# Written by `python -m tools.stubs`. Do not edit.
"""Functions under the name that they had in haliax 1.x."""

from haliax.ops.sorting import top_k as top_k
