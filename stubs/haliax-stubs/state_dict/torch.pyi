# Written by `python -m tools.stubs`. Do not edit.
"""State dicts as torch has them."""

from collections.abc import Callable
from typing import Any

from jax.sharding import Mesh
from typing_extensions import TypeVar

from haliax.jax_utils import is_jax_array_like
from haliax.partitioning.mapping import ResourceMapping
from haliax.state_dict.writing import StateDict

T = TypeVar("T")

def to_torch_compatible_state_dict(
    t: Any,
    *,
    flatten: bool = True,
    prefix: str | None = None,
    filter: bool | Callable[[Any], bool] = is_jax_array_like,
) -> StateDict:
    """The arrays of a tree under the names and with the shapes that torch gives to those of such modules.

    Several axes that make up one dimension in torch are joined, and dimensions are in the order of torch, whatever
    the order in which the axes are stored: the weight of a linear layer is `[out, in]`.

    Args:
        t: A module, or any tree.
        flatten: Whether to do so. Otherwise it is just what `to_state_dict` gives.
        prefix: What all keys begin with, followed by a dot.
        filter: Which values are kept: a function of one, or a boolean for all. By default those that are arrays.

    Raises:
        ValueError: If two arrays have the same key, or one has none, as it is alone and there is no prefix.
    """

def from_state_dict(
    tree: T,
    state_dict: StateDict,
    prefix: str | None = None,
    *,
    strict: bool = True,
    cast: bool = False,
    mapping: ResourceMapping | None = None,
    mesh: Mesh | None = None,
) -> T:
    """The tree with its arrays and numbers as a state dict has them: the inverse of `to_state_dict`.

    All of it is compared with the tree before anything is read. Where a resource mapping and a mesh are given or in
    force, each device reads only its own part of a named array.

    Args:
        tree: A module, or any tree. Its arrays may be `jax.ShapeDtypeStruct`s, as `equinox.filter_eval_shape` makes
            them. A module that has a method `from_state_dict` reads by it.
        state_dict: The arrays by their keys: of numpy, jax, or anything else that knows DLPack, as those of torch.
        prefix: What all keys of the tree begin with, followed by a dot.
        strict: Whether a key with this prefix that is not of the tree is an error.
        cast: Whether a value of another dtype is converted, from integers to integers and from floats to floats.
        mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        mesh: The mesh. By default the one in force.

    Raises:
        StateDictError: If a key is missing or not of the tree, or a value has another shape or dtype. It tells of all.
    """

def from_torch_compatible_state_dict(
    t: T,
    state_dict: StateDict,
    *,
    unflatten: bool = True,
    prefix: str | None = None,
    strict: bool = True,
    cast: bool = False,
    mapping: ResourceMapping | None = None,
    mesh: Mesh | None = None,
) -> T:
    """The tree with its arrays as a state dict of torch has them: the inverse of `to_torch_compatible_state_dict`.

    All of it is compared with the tree before anything is read. Where a resource mapping and a mesh are given or in
    force, each device reads only its own part of a named array.

    Args:
        t: A module, or any tree. Its arrays may be `jax.ShapeDtypeStruct`s, as `equinox.filter_eval_shape` makes
            them.
        state_dict: The arrays by their keys: of numpy, jax, or anything else that knows DLPack, as those of torch.
        unflatten: Whether the state dict is as torch has it. Otherwise it is as `to_state_dict` gives it.
        prefix: What all keys of the tree begin with, followed by a dot.
        strict: Whether a key with this prefix that is not of the tree is an error.
        cast: Whether a value of another dtype is converted, from integers to integers and from floats to floats.
        mapping: Over which axes of the mesh each axis is spread. By default the mapping in force.
        mesh: The mesh. By default the one in force.

    Raises:
        StateDictError: If a key is missing or not of the tree, or a value has another shape or dtype. It tells of all.
    """
