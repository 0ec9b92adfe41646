"""What is measured: one list for all libraries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import jax.numpy as jnp
import numpy as np

SIZES = {"batch": 8, "embed": 16, "mlp": 32, "position": 4}

DIMS = {
    "x": ("batch", "embed"),
    "y": ("batch", "embed"),
    "turned": ("embed", "batch"),
    "row": ("embed",),
    "column": ("batch",),
    "w": ("embed", "mlp"),
    "mask": ("batch", "embed"),
    "index": ("position",),
}
"""The arrays that eager calls get, and the names of their axes."""


@dataclass(frozen=True)
class Eager:
    """An eager call.

    Attributes:
        what: The row of the table.
        call: Which call of a library it is.
        dims: The axes of the result, in the order in which the results of libraries are compared.
        beside: Which positional call it is timed beside, where the one of the same name has nothing to do.
    """

    what: str
    call: str
    dims: tuple[str, ...] = ("batch", "embed")
    beside: str = ""


EAGER = (
    Eager("x + y, same axes", "add"),
    Eager("x + y, [batch, embed] + [embed]", "add row"),
    Eager("x + y, [batch, embed] + [batch], beside x + y[:, None]", "add column"),
    Eager("x + y, [batch, embed] + [embed, batch], beside x + y.T", "add turned"),
    Eager("exp", "exp"),
    Eager("where", "where"),
    Eager("sum", "sum", ("batch",)),
    Eager("mean", "mean", ("batch",)),
    Eager("softmax", "softmax"),
    Eager("dot, beside x @ w", "dot", ("batch", "mlp")),
    Eager("transpose", "transpose", ("embed", "batch")),
    Eager('transpose by a pattern, "b e -> e b"', "pattern", ("embed", "batch")),
    Eager("split an axis in two, beside reshape", "split axis", ("batch", "head", "head_dim")),
    Eager("take", "take", ("batch", "position")),
    Eager("index, beside x[:, 3]", "index", ("batch",)),
    Eager("slice, beside x[:, 2:10]", "slice"),
    Eager("concatenate", "concatenate"),
    Eager("zeros", "zeros"),
    Eager("names for an array, beside a plain x + y", "named", beside="add"),
    Eager("rename, beside a plain x + y", "rename", ("batch", "features"), beside="add"),
)

FIRST_USE = (
    Eager("first use of names: x + y, [batch, embed] + [embed]", "add row"),
    Eager("first use of names: sum", "sum", ("batch",)),
    Eager("first use of names: dot", "dot", ("batch", "mlp")),
    Eager("first use of names: concatenate", "concatenate"),
)
"""The first call with names that no call has seen, on shapes that all have; plain has no names, and has seen all."""

LEAVES = (1, 10, 100)
"""How many arrays go into a compiled function and come out."""

CALLS = (*dict.fromkeys(row.call for row in EAGER), "scale", "attention", "loss")
"""What each library does or lacks.

Eager calls get the arrays of `inputs`; "scale" gets a dict of arrays, and gives twice each; "attention" gets
parameters and an array, and "loss" the parameters of some blocks, an array and what they should make of it.
"""


@dataclass(frozen=True)
class Library:
    """How a library does what is measured.

    Attributes:
        name: Its name.
        version: Its version.
        named: An array with these names, from an array of jax.
        positional: The array of a named one, with its axes in the order of these names.
        calls: What it does, by the names in `CALLS`.
        lacks: What it does not do, and why.
        with_numpy: Whether it computes with numpy: then it is measured beside numpy too.

    Raises:
        ValueError: If something is missing from `calls` and `lacks`, in both, or unknown.
    """

    name: str
    version: str
    named: Callable[[Any, tuple[str, ...]], Any]
    positional: Callable[[Any, tuple[str, ...]], Any]
    calls: Mapping[str, Callable[..., Any]]
    lacks: Mapping[str, str] = field(default_factory=dict)
    with_numpy: bool = False

    def __post_init__(self) -> None:
        said = [*self.calls, *self.lacks]
        wrong = {call for call in {*said, *CALLS} if said.count(call) != 1 or call not in CALLS}
        if wrong:
            raise ValueError(f"{self.name}: each of these must be a call or a reason, once: {', '.join(sorted(wrong))}")


def inputs(library: Library, suffix: str = "") -> SimpleNamespace:
    """The arrays that eager calls of a library get, and the names of their axes, which end in this suffix.

    The arrays are `x`, `y` and so on, and `raw` is `x` as what the library wraps; the name of "embed" is `Embed`.
    """
    random = np.random.default_rng(0)
    x = random.normal(size=(SIZES["batch"], SIZES["embed"])).astype(np.float32)
    w = random.normal(size=(SIZES["embed"], SIZES["mlp"])).astype(np.float32)
    arrays = {
        "x": x,
        "y": x + 1,
        "turned": np.ascontiguousarray(x.T),
        "row": x[0],
        "column": np.ascontiguousarray(x[:, 0]),
        "w": w,
        "mask": x > 0,
        "index": np.arange(SIZES["position"]),
    }
    dims = {name: tuple(dim + suffix for dim in dims) for name, dims in DIMS.items()}
    given = {name: library.named(array, dims[name]) for name, array in arrays.items()}
    names = {dim.capitalize(): dim + suffix for dim in SIZES}
    return SimpleNamespace(**given, **names, raw=x if library.with_numpy else jnp.asarray(x))
