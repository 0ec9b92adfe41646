"""Functions of functions, under the name that they had in haliax 1.x."""

from __future__ import annotations

from haliax.transforms.scan import fold as fold
from haliax.transforms.scan import map as map
from haliax.transforms.scan import scan as scan
from haliax.transforms.vmap import vmap as vmap
