"""The functions that layers are called by, and how their arguments are told apart."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.ops._arguments import kind
from haliax.pure import errors
from haliax.pure.axis import as_axis, is_size_said, show
from haliax.transforms._leaves import Described, Found, Refused, flatten, is_array, size_along
from haliax.transforms._loop import Loop
from haliax.transforms._memory import keep, memory
from haliax.transforms._step import Kind, Options
from haliax.transforms.checkpoint import ScanCheckpointPolicy, ScanCheckpointSpec, policy_of
from haliax.transforms.scan import is_named_or_shaped_array_like

SHARED = "sizes must agree; rename an axis, or give a plain array that all layers share names, by haliax.named"
"""What to do where an argument has another size than the layers."""

ONE_KEY_EACH = "sizes must agree; a key for each layer is jax.random.split(key, {name}.size)"


def policy_for(spec: ScanCheckpointSpec, prevent_cse: bool | None) -> ScanCheckpointPolicy:
    """The policy that is meant, with what is said of `prevent_cse`, if anything is."""
    policy = policy_of(spec)
    return policy if prevent_cse is None else dataclasses.replace(policy, prevent_cse=prevent_cse)


def said_of(layers: Any, blocks: Sequence[Any], method: str) -> str:
    """What was called, as errors say it: `Stacked[Block].fold`."""
    kinds = dict.fromkeys([type(block).__name__ for block in blocks])
    return f"{type(layers).__name__}[{' | '.join(kinds)}].{method}"


def call_of(caller: str, of: type) -> Callable[..., Any]:
    """How a layer of a class is called: its `__call__`.

    Raises:
        TypeError: If it has none.
    """
    # That of `type` makes objects of the class; its objects have none of it.
    call = next((vars(base)["__call__"] for base in of.__mro__ if "__call__" in vars(base)), None)
    if call is None:
        raise TypeError(f"{caller}: {of.__name__} has no __call__; give it one, or say what a step is, by {caller}_via")
    called: Callable[..., Any] = of.__call__
    return called


def axis_of(caller: str, block: Any) -> Axis:
    """The axis of the layers, which says how many there are.

    Raises:
        AxisError: If it has no size.
        TypeError: If it is no axis.
    """
    if not isinstance(block, str | Axis):
        raise TypeError(f"{caller}: expected an Axis that counts the layers, got {kind(block)}")
    axis = as_axis(block)
    if not is_size_said(axis):
        raise errors.no_size(axis.name).within(caller)
    return axis


def init_of(caller: str, module: Any) -> Callable[..., Any]:
    """What makes a layer of a class.

    Raises:
        TypeError: If it has no `init`.
    """
    init: Callable[..., Any] | None = getattr(module, "init", None)
    if init is None:
        name = getattr(module, "__name__", repr(module))
        raise TypeError(f"{caller}: {name} has no init; give it a static method or class method `init` that makes one")
    return init


def refuse_one_key(caller: str, block: Axis, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Refuses a random key by itself, with which all layers would be equal."""
    for leaf in flatten((args, kwargs))[0]:
        if isinstance(leaf, jax.Array) and not leaf.shape and jnp.issubdtype(leaf.dtype, jax.dtypes.prng_key):
            raise TypeError(
                f"{caller}: one random key for {block.size} layers would make them equal; "
                f"pass a key for each, jax.random.split(key, {block.size})"
            )


def carry_first(fn: Callable[..., Any]) -> Callable[..., Any]:
    """A function of a layer and a carry, as loops take it: of the carry and the layer. It is made once."""
    target, made = memory(fn, "carry first")
    if "step" not in made:
        keep(made, "step", _carry_first(fn, target))
    step: Callable[..., Any] = made["step"]
    return step


def _carry_first(fn: Callable[..., Any], target: Callable[[], Any]) -> Callable[..., Any]:
    def step(carry: Any, layer: Any, /, *args: Any, **kwargs: Any) -> Any:
        return target()(layer, carry, *args, **kwargs)

    try:
        signature = inspect.signature(fn)
        first, second, *rest = signature.parameters.values()
        step.__signature__ = signature.replace(parameters=[second, first, *rest])  # type: ignore[attr-defined]  # as errors speak of it
    except (TypeError, ValueError):
        pass
    return step


def check_sizes(
    caller: str,
    fn: Callable[..., Any],
    block: Axis,
    call: tuple[tuple[Any, ...], dict[str, Any]],
    way_out: str = SHARED,
) -> None:
    """Refuses arguments of another size than the layers.

    Args:
        caller: What was called, for errors.
        fn: The function that gets the arguments.
        block: The axis of the layers.
        call: The arguments.
        way_out: What to do instead.

    Raises:
        AxisError: If a NamedArray has the axis with another size, or a plain array another first dimension.
    """
    found = []
    for i, leaf in enumerate(flatten(call)[0]):
        if isinstance(leaf, NamedArray):
            found += [Found(axis.size, i) for axis in leaf.axes if axis.name == block.name]
        elif is_array(leaf) and np.ndim(leaf):
            found.append(Found(np.shape(leaf)[0], i))
    try:
        size_along(block, found, partial(Described, fn, call), way_out)
    except errors.Fault as error:
        raise error.within(caller).with_traceback(None) from None


def check_init(
    caller: str, make: Callable[..., Any], block: Axis, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Refuses what layers cannot be made of: one random key for all, or arguments of another size than the layers.

    Raises:
        AxisError: As `check_sizes`.
        TypeError: As `refuse_one_key`.
    """
    refuse_one_key(caller, block, args, kwargs)
    check_sizes(caller, make, block, (args, kwargs), ONE_KEY_EACH.format(name=block.name))


def check_place(caller: str, block: Axis, index: int) -> None:
    """Refuses the place of a layer of which there is none.

    Raises:
        IndexError: If it is none, counted from the first or, below zero, from the last.
    """
    if not -block.size <= index < block.size:
        raise IndexError(f"{caller}: no layer {index} in {show([block])}")


def checked(caller: str, fn: Any) -> Callable[..., Any]:
    """A function of a layer.

    Raises:
        TypeError: If it is none.
    """
    if not callable(fn):
        raise TypeError(f"{caller}: expected a function of a layer, got {type(fn).__name__}")
    return fn  # type: ignore[no-any-return]  # callable() says no more


def looped(
    said: str,
    op: Kind,
    fn: Callable[..., Any],
    layers: Any,
    block: Axis,
    policy: ScanCheckpointPolicy,
    unroll: int | bool | None,
    way_out: str = SHARED,
) -> Callable[..., Any]:
    """A loop over layers: a function of a carry and of what else a step is given.

    Args:
        said: What was called, for errors.
        op: Whether it gives the carry alone, as in a fold.
        fn: A step, of a layer and the carry.
        layers: The layers, as one.
        block: Their axis.
        policy: What is kept of each for the gradient.
        unroll: How many of them are written out in one round of the compiled loop; None for one.
        way_out: What to do where an argument has another size than the layers.
    """
    options = Options(op, block.name, policy, False, 1 if unroll is None else unroll, said, way_out)
    loop = Loop(carry_first(checked(said, fn)), block, is_named_or_shaped_array_like, options)

    def run(init: Any, *args: Any, **kwargs: Any) -> Any:
        return told(partial(loop, init, (layers, *args), kwargs), fn)

    return run


def told(run: Callable[[], Any], fn: Callable[..., Any]) -> Any:
    """What comes of a call, or the mistake that was found in it, raised where the user called.

    Args:
        run: The call.
        fn: The user's function, which is kept alive until then: what is remembered of it does not.
    """
    try:
        return run()
    except Refused as refused:
        raise refused.error from None
