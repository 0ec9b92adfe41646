# Written by `python -m tools.stubs`. Do not edit.
"""`shard_map` by names: a function that each device runs on its own parts of named arrays."""

from collections.abc import Callable, Collection
from typing import Any, ParamSpec, overload

import jax
from jax.sharding import AbstractMesh, Mesh
from typing_extensions import TypeVar

from haliax.axis import AxisSelector
from haliax.meshes import ResourceMapping

Args = ParamSpec("Args")
R = TypeVar("R")

@overload
def shard_map(
    fn: Callable[Args, R],
    axis_mapping: ResourceMapping | None = None,
    *,
    mesh: Mesh | AbstractMesh | None = None,
    axis_names: Collection[str] | None = None,
    in_specs: Any = None,
    out_specs: Any = None,
    check_vma: bool = True,
) -> Callable[Args, R]: ...

@overload
def shard_map(
    fn: None = None,
    axis_mapping: ResourceMapping | None = None,
    *,
    mesh: Mesh | AbstractMesh | None = None,
    axis_names: Collection[str] | None = None,
    in_specs: Any = None,
    out_specs: Any = None,
    check_vma: bool = True,
) -> Callable[[Callable[Args, R]], Callable[Args, R]]: ...

def axis_index(axis: AxisSelector) -> jax.Array:
    """Which part of an axis this is, from 0: a number, another on each device. Where there is one part, 0.

    Raises:
        AxisError: If the mapping in force says nothing of the axis.
    """

def axis_parts(axis: AxisSelector) -> int:
    """Into how many parts an axis is cut here. Where there is one part, 1.

    Raises:
        AxisError: If the mapping in force says nothing of the axis.
    """
