"""`vmap`: a function of one position along an axis, for all positions at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any, TypeAlias

import jax

from haliax.axis import AxisSelection
from haliax.core import NamedArray, wrap
from haliax.pure import errors
from haliax.transforms._leaves import (
    Described,
    Names,
    Refused,
    flatten,
    mapped_along,
    opened,
    positional,
    sealed,
    size_along,
)
from haliax.transforms._memory import keep, memory
from haliax.transforms._placing import alike_along
from haliax.transforms._wheres import Given, Mapped, Where, mapped, zero_if_array_else_none


def vmap(
    fn: Callable[..., Any],
    axis: AxisSelection,
    *,
    default: Where = zero_if_array_else_none,
    args: Any = (),
    kwargs: Mapping[str, Any] | None = None,
) -> Callable[..., Any]:
    """A function of arrays without an axis, mapped along it: `jax.vmap`, where the axis is found by its name.

    A NamedArray is mapped along the axis wherever it stands; one that does not have it is passed whole. Plain arrays
    are mapped along their first dimension. What is no array, as a Python number, is passed, and comes out, as it is.
    The function itself is held whole, with all that it holds, as the object of a bound method.

    Axes: `[... axis ...], [embed] -> [axis, ...]`. In results the axis comes first.

    Args:
        fn: The function, of any arguments, to a pytree of arrays.
        axis: The axis, or several, which come first in the result in the order given here. If no argument has it, its
            size says how many results there are.
        default: Where plain arrays are mapped: a dimension, None to pass them whole, or a function of the array that
            says which.
        args: The same for each argument by position, or for all; also a pytree of those, which may end before the
            argument does. None passes a NamedArray whole too. For what is not said `default` holds.
        kwargs: The same for arguments by name.

    Raises:
        AxisError: By the mapped function, if sizes differ; if no argument has an axis given by its name alone; if a
            result has the axis already.
        TypeError: If `fn` is no function, or `axis` no axis.
    """
    try:
        axes = mapped_along("vmap", fn, axis)
    except Refused as refused:
        raise refused.error from None
    front = tuple([axis.name for axis in axes])
    given = _given(args, kwargs, fn)
    is_usual = given is None and default is zero_if_array_else_none
    target, made = memory(fn, ("vmap", axes) if is_usual else None)

    @wraps(fn)
    def vmapped(*args: Any, **kwargs: Any) -> Any:
        signature = _signature(args) if is_usual and not kwargs else None
        call = None if signature is None else made.get(signature)
        if call is not None:
            result = call(*[arg._array if type(arg) is NamedArray else arg for arg in args])
        else:
            leaves, structure = flatten((args, kwargs))
            try:
                plan = mapped(axes, leaves, default, None if given is None else given.wheres(args, kwargs))
                describe = partial(Described, fn, (args, kwargs))
                sizes = tuple([size_along(*pair, describe, _WAY_OUT) for pair in zip(axes, plan.found, strict=True)])
            except (errors.Fault, ValueError) as error:
                raise _told(error) from None
            if signature is not None:
                keep(made, signature, _direct(target, signature, plan, sizes))
            result = _over(_body(fn, leaves, structure, plan), plan.in_axes, sizes)(*plan.arrays)
        try:
            return opened("vmap", result, front)
        except Refused as refused:
            raise refused.error from None

    return vmapped


InAxes: TypeAlias = tuple[tuple[int | None, ...], ...]
Sizes: TypeAlias = tuple[int, ...]
Signatures: TypeAlias = tuple[tuple[Names, tuple[int, ...]], ...]

_WAY_OUT = "sizes must agree; rename an axis, or pass an array whole by giving None for it in `args` or `kwargs`"


def _over(body: Callable[..., Any], in_axes: InAxes, sizes: Sizes) -> Callable[..., Any]:
    """A function of arrays, mapped along one axis after the other."""
    for dimensions, size in zip(reversed(in_axes), reversed(sizes), strict=True):
        body = jax.vmap(body, in_axes=dimensions, axis_size=size)

    def run(*arrays: Any) -> Any:
        try:
            return body(*arrays)
        except ValueError:
            placed = alike_along(in_axes, arrays)
            if placed is None:
                raise
        return body(*placed)

    return run


def _signature(args: tuple[Any, ...]) -> Signatures | None:
    """The names and the shape of each argument, if all are arrays."""
    out: list[tuple[Names, tuple[int, ...]]] = []
    for arg in args:
        if type(arg) is NamedArray and isinstance(arg._array, jax.Array):
            out.append((arg._axis_names, arg._array.shape))
        elif isinstance(arg, jax.Array):
            out.append((None, arg.shape))
        else:
            return None
    return tuple(out)


def _direct(target: Callable[[], Any], signature: Signatures, plan: Mapped, sizes: Sizes) -> Callable[..., Any]:
    """A function of plain arrays, for arguments of which each is an array. It does not keep the user's alive."""
    names = [names for names, _ in signature]
    rows: list[tuple[int | None, ...]] = [(None,) * len(sizes)] * len(names)
    for leaf, rest, row in zip(plan.leaves, plan.names, zip(*plan.in_axes, strict=True), strict=True):
        names[leaf], rows[leaf] = rest, row

    def body(*arrays: Any) -> Any:
        return sealed(target()(*[x if rest is None else wrap(x, rest) for x, rest in zip(arrays, names, strict=True)]))

    return _over(body, tuple(zip(*rows, strict=True)) if rows else ((),) * len(sizes), sizes)


def _body(fn: Callable[..., Any], leaves: list[Any], structure: Any, plan: Mapped) -> Callable[..., Any]:
    """A function of the arrays that are mapped, for any arguments."""

    def body(*arrays: Any) -> Any:
        filled = list(leaves)
        for leaf, rest, array in zip(plan.leaves, plan.names, arrays, strict=True):
            filled[leaf] = array if rest is None else wrap(array, rest)
        args, kwargs = structure.unflatten(filled)
        return sealed(fn(*args, **kwargs))

    return body


def _given(args: Any, kwargs: Mapping[str, Any] | None, fn: Callable[..., Any]) -> Given | None:
    if not kwargs and isinstance(args, tuple | list) and not args:
        return None
    return Given(args, kwargs or {}, positional(fn))


def _told(error: Exception) -> Exception:
    if isinstance(error, errors.Fault):
        return error.within("vmap").with_traceback(None)
    return ValueError(f"vmap: {error}")
