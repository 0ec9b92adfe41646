# Written by `python -m tools.stubs`. Do not edit.
"""`named_jit` and `fsdp`: compiling functions of named arrays."""

from collections.abc import Callable
from typing import Any, ParamSpec, overload

from typing_extensions import TypeVar

from haliax.meshes import ResourceMapping
from haliax.partitioning.compiled import WrappedCallable

Args = ParamSpec("Args")
R = TypeVar("R")

@overload
def named_jit(
    fn: Callable[Args, R],
    axis_resources: ResourceMapping | None = None,
    *,
    in_axis_resources: ResourceMapping | None = None,
    out_axis_resources: ResourceMapping | None = None,
    donate_args: Any = None,
    donate_kwargs: Any = None,
    check: bool | None = None,
    **pjit_args: Any,
) -> WrappedCallable[Args, R]: ...

@overload
def named_jit(
    fn: None = None,
    axis_resources: ResourceMapping | None = None,
    *,
    in_axis_resources: ResourceMapping | None = None,
    out_axis_resources: ResourceMapping | None = None,
    donate_args: Any = None,
    donate_kwargs: Any = None,
    check: bool | None = None,
    **pjit_args: Any,
) -> Callable[[Callable[Args, R]], WrappedCallable[Args, R]]: ...

named_pjit = named_jit
"""`named_jit`, under an older name."""

@overload
def fsdp(
    fn: Callable[Args, R],
    parameter_mapping: ResourceMapping,
    compute_mapping: ResourceMapping,
) -> WrappedCallable[Args, R]: ...

@overload
def fsdp(
    parameter_mapping: ResourceMapping,
    compute_mapping: ResourceMapping,
) -> Callable[[Callable[Args, R]], WrappedCallable[Args, R]]: ...
