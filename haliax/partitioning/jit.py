"""`named_jit` and `fsdp`: compiling functions of named arrays."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, overload

from haliax.meshes import ResourceMapping, frozen
from haliax.partitioning.compiled import WrappedCallable
from haliax.partitioning.options import Options

Args = ParamSpec("Args")
R = TypeVar("R")

_OURS = ("static_argnums", "static_argnames", "donate_argnums", "donate_argnames", "in_shardings", "out_shardings")


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
def named_jit(
    fn: Callable[Args, R] | None = None,
    axis_resources: ResourceMapping | None = None,
    *,
    in_axis_resources: ResourceMapping | None = None,
    out_axis_resources: ResourceMapping | None = None,
    donate_args: Any = None,
    donate_kwargs: Any = None,
    check: bool | None = None,
    **pjit_args: Any,
) -> WrappedCallable[Args, R] | Callable[[Callable[Args, R]], WrappedCallable[Args, R]]:
    """Compile a function of named arrays, spread over devices by the names of their axes.

    Arrays among the arguments are traced, wherever in a pytree they are. All else is static: the function is traced
    again for each new value of it, also of a Python number. `3`, `3.0` and `True` are not the same value, nor are `0.0`
    and `-0.0`; static fields of a Module may be compared by `==`, as jax does, where arrays are donated or something
    in it is no array. Dicts keep their order. A result may hold anything.

    `named_jit(f, mapping)(x)` is `jax.jit(g)(x)` of

        def g(x):
            with axis_mapping(mapping):
                return shard(f(shard(x, in_axis_resources)), out_axis_resources)

    Args:
        fn: The function. Without it, a decorator is returned.
        axis_resources: The mapping in force inside. Without it, the one in force where the function is called.
        in_axis_resources: The mapping by which arguments are spread. Without it, they stay as they come.
        out_axis_resources: The mapping by which the result is spread. Without it, the one in force inside.
        donate_args: Which positional arguments may be overwritten: True, or a tuple with a boolean, a function from an
            array to a boolean, or a pytree of those for each argument.
        donate_kwargs: Which keyword arguments may be overwritten: the same, in a dict.
        check: Whether to check arguments and results against their annotations, once each time the function is traced;
            see `haliax.debug`. None: in debug mode only.
        **pjit_args: Further arguments of `jax.jit`, such as `keep_unused`, `inline` or `compiler_options`.

    Raises:
        TypeError: If `pjit_args` has what is settled here; by the function, if an argument is neither an array nor
            hashable.
    """
    settled = [name for name in _OURS if name in pjit_args]
    if settled:
        raise TypeError(
            f"named_jit: no argument {settled[0]!r}; what is no array is static, and shardings and donation are given "
            "by axis_resources and donate_args"
        )
    options = Options(
        inside=None if axis_resources is None else frozen(axis_resources),
        arguments=None if in_axis_resources is None else frozen(in_axis_resources),
        result=None if out_axis_resources is None else frozen(out_axis_resources),
        donate_args=donate_args,
        donate_kwargs=donate_kwargs,
        check=check,
        jit=pjit_args,
    )
    if fn is None:
        return functools.partial(WrappedCallable, options=options)
    return WrappedCallable(fn, options)


named_pjit = named_jit
"""`named_jit`, under an older name."""


@overload
def fsdp(
    fn: Callable[Args, R], parameter_mapping: ResourceMapping, compute_mapping: ResourceMapping
) -> WrappedCallable[Args, R]: ...
@overload
def fsdp(
    parameter_mapping: ResourceMapping, compute_mapping: ResourceMapping
) -> Callable[[Callable[Args, R]], WrappedCallable[Args, R]]: ...
def fsdp(*args: Any, **kwargs: Any) -> Any:
    """`named_jit` for fully sharded data parallelism: parameters lie by one mapping, and are computed with by another.

    `fsdp(fn, parameter_mapping, compute_mapping)`, or `@fsdp(parameter_mapping, compute_mapping)`, is
    `named_jit(fn, compute_mapping, in_axis_resources=parameter_mapping, out_axis_resources=parameter_mapping)`.

    Raises:
        TypeError: If the arguments are of neither form.
    """
    if "fn" in kwargs or (args and callable(args[0])):
        return _fsdp(*args, **kwargs)
    return lambda fn: _fsdp(fn, *args, **kwargs)


def _fsdp(
    fn: Callable[Args, R], parameter_mapping: ResourceMapping, compute_mapping: ResourceMapping
) -> WrappedCallable[Args, R]:
    return named_jit(fn, compute_mapping, in_axis_resources=parameter_mapping, out_axis_resources=parameter_mapping)
