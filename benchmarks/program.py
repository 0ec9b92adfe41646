"""Writes programs of many operations, for mypy to check: one file, or a project of many modules."""

from __future__ import annotations

import re

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


def program(operations: int, *, own_names: bool = False) -> str:
    """A program of about so many operations, without a mistake.

    Args:
        operations: How many.
        own_names: Whether each function has axes of its own, so that no two calls are alike.
    """
    functions = [_FUNCTION.format(i=i) for i in range(operations // _OPERATIONS)]
    if not own_names:
        return _HEAD + "".join(functions)
    renamed = [re.sub(r"\b([Bb]atch|[Ee]mbed|mlp)\b", rf"\g<1>{i}", text) for i, text in enumerate(functions)]
    axes = [f'Batch{i}, Embed{i} = Axis("batch{i}", 8), Axis("embed{i}", 16)\n' for i in range(len(functions))]
    return _HEAD + "".join(axes) + "".join(renamed)


_MODULE = '''"""Module {i} of a generated project."""

import haliax as hax
from haliax import Axis, NamedArray
{imported}
{Batch} = Axis("{batch}", 8)
SCALE = {i}
'''

_MEMBER = (
    """

def norm_{j}(x: NamedArray["{batch} {embed}"], scale: float = 1.0) -> NamedArray["{batch} {embed}"]:
    centred = x - x.mean("{embed}")
    return centred * hax.rsqrt(hax.mean(hax.square(centred), "{embed}") + 1e-5) * scale
""",
    """

def step_{j}(x: NamedArray["{batch} {embed}"], w: NamedArray["{embed} {mlp}"]) -> NamedArray["{batch}"]:
    hidden = hax.nn.relu(hax.dot(norm_{k}({called}), w, axis="{embed}"))
    weights = hax.nn.softmax(hidden, axis="{mlp}")
    return hax.sum(weights * hidden, "{mlp}") * float(SCALE)
""",
    """

def shift_{j}(steps: int, names: list[str]) -> dict[str, int]:
    offsets = {{name: steps + at for at, name in enumerate(names) if name}}
    total = sum(offsets.values()) + len(names) * steps
    return {{name: total - offset for name, offset in offsets.items()}}
""",
)

_NAMES = ("batch embed mlp", "position head width", "time channel hidden", "sequence feature state")
"""The axes of a module, in turn."""


def project(modules: int, functions: int) -> dict[str, str]:
    """The text of each module of a project, by name: of three functions one takes no arrays."""
    return {f"m{i:03}": module(i, functions) for i in range(modules)}


def module(i: int, functions: int) -> str:
    """The text of one module, which calls functions of the one before, unless it begins a chain of ten."""
    batch, embed, mlp = _NAMES[i // 10 % len(_NAMES)].split()
    names = {"batch": batch, "embed": embed, "mlp": mlp, "Batch": batch.capitalize()}
    imported = f"from m{i - 1:03} import norm_0 as before\n" if i % 10 else ""
    text = _MODULE.format(i=i, imported=imported, **names)
    for j in range(functions):
        called = "before(x)" if imported and j == 1 else "x"
        text += _MEMBER[j % 3].format(j=j, k=j - j % 3, called=called, **names)
    return text
