# Written by `python -m tools.stubs`. Do not edit.
"""Functions of functions, under the name that they had in haliax 1.x."""

from haliax.transforms.scan import fold as fold, map as map, scan as scan
from haliax.transforms.vmap import vmap as vmap
