# Written by `python -m tools.stubs`. Do not edit.
"""Mistakes that are easily made in a model, and hard to see when it is trained."""

from typing import Any

Path = tuple[Any, ...]

class ModuleProblems(Exception):
    """What is wrong with a model.

    Attributes:
        reused_arrays: Arrays that stand in several places, each with its places. jax makes an array of each, so that
            they are trained apart, and a step that donates its arguments is refused.
        static_arrays: The static fields that hold arrays. These are not trained, and a function under jit is compiled
            anew, or fails, when they change.
        nan_arrays: The places of arrays that hold what is no number.
        misshapen_arrays: The places of named arrays whose values do not have the dimensions of their names, as
            transforms of jax that add or take away dimensions leave them.
    """

    reused_arrays: list[tuple[Any, list[str]]]
    static_arrays: list[str]
    nan_arrays: list[str]
    misshapen_arrays: list[str]
    def __init__(self) -> None: ...
    def __bool__(self) -> bool: ...
    def __str__(self) -> str: ...

def diagnose_common_issues(module: Any) -> None:
    """Looks for mistakes in a model: arrays in several places, in static fields, not numbers, or of a wrong shape.

    Args:
        module: The model: a module of equinox, or any pytree of modules and arrays.

    Raises:
        ModuleProblems: If there are any, with all of them.
    """

def describe_array(arr: Any) -> str:
    """What an array is, without its values: `NamedArray(float32[batch=2, embed=3])`, `Array(float32[2, 3])`.

    What is no array is described by its type.
    """
