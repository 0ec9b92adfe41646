"""What programs are made of: names of axes, and what stands at the top of every program."""

from __future__ import annotations

from typing import Final

SIZES: Final = {
    **{"batch": 2, "embed": 3, "mlp": 5, "head": 7, "position": 11, "vocab": 13, "width": 17, "layer": 19},
}
"""The axes, each with a prime of its own, so that no mix-up can hide."""

HEADER: Final = """\
import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, Literal, NamedTuple, ParamSpec, TypeVar, TypeVarTuple, overload

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.debug import checked
from haliax.haxtyping import Bool, Float, Int

A = TypeVar("A", bound=NamedArray)
T = TypeVar("T")
P = ParamSpec("P")
Rest = TypeVarTuple("Rest")

"""


def variable(name: str) -> str:
    """The variable that holds the axis of this name."""
    return name.title()


AXES: Final = "".join(f'{variable(name)} = Axis("{name}", {size})\n' for name, size in SIZES.items())
"""The axes as variables."""

TARGETS: Final = ("x", "y", "z", "h", "out", "w", "scores", "mean", "mask", "q", "k", "v", "state", "total", "logits")
"""What people call arrays."""

ABSENT: Final = ("channel", "embd", "heads")
"""Names that no array has."""
