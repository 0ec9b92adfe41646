"""A layer, for CI to check."""

from __future__ import annotations

import haliax as hax
from haliax import NamedArray


def layer(
    x: NamedArray["batch embed"], w: NamedArray["embed mlp"]
) -> NamedArray["batch mlp"]:
    """Takes each embedding to the hidden units."""
    x = x - x.mean("embed")
    return hax.nn.relu(hax.dot(x, w, axis="embed"))


def norms(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    """The length of each embedding."""
    return hax.sqrt(hax.dot(x, x, axis="embed"))
