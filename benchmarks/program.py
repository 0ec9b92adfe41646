"""Writes a program of many operations, for mypy to check."""

from __future__ import annotations

_HEAD = '''"""Generated."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Embed, Mlp = Axis("batch", 8), Axis("embed", 16), Axis("mlp", 32)
'''

_FUNCTION = """

def layer_{i}(
    x: NamedArray["batch embed"], up: NamedArray["embed mlp"], down: NamedArray["mlp embed"]
) -> NamedArray["batch"]:
    hidden = hax.dot(x, up, axis=Embed)
    hidden = hidden - hidden.mean("mlp")
    hidden = hax.where(hidden > 0, hidden, 0.0)
    hidden = hax.exp(hidden) * 2.0
    out = hax.dot(hidden, down, axis="mlp") + x
    weights = hax.nn.softmax(out, axis=Embed)
    turned = weights.rearrange("b e -> e b")
    other = turned.rename({{"embed": "feature"}})
    first = other.take("feature", 0) + weights["embed", 1]
    total = hax.sum(weights * out, "embed")
    return total + first.broadcast_to((Batch,))
"""

_OPERATIONS = 20
"""How many operations a function has."""


def program(operations: int) -> str:
    """A program of about so many operations, without a mistake."""
    return _HEAD + "".join(_FUNCTION.format(i=i) for i in range(operations // _OPERATIONS))
