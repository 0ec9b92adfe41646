# Written by `python -m tools.stubs`. Do not edit.
"""The functions that layers are called by, and how their arguments are told apart."""

from collections.abc import Callable, Sequence
from typing import Any

from haliax.axis import Axis
from haliax.transforms._step import Kind
from haliax.transforms.checkpoint import ScanCheckpointPolicy, ScanCheckpointSpec

SHARED: str
"""What to do where an argument has another size than the layers."""

ONE_KEY_EACH: str

def policy_for(spec: ScanCheckpointSpec, prevent_cse: bool | None) -> ScanCheckpointPolicy:
    """The policy that is meant, with what is said of `prevent_cse`, if anything is."""

def said_of(layers: Any, blocks: Sequence[Any], method: str) -> str:
    """What was called, as errors say it: `Stacked[Block].fold`."""

def call_of(caller: str, of: type) -> Callable[..., Any]:
    """How a layer of a class is called: its `__call__`.

    Raises:
        TypeError: If it has none.
    """

def axis_of(caller: str, block: Any) -> Axis:
    """The axis of the layers, which says how many there are.

    Raises:
        AxisError: If it has no size.
        TypeError: If it is no axis.
    """

def init_of(caller: str, module: Any) -> Callable[..., Any]:
    """What makes a layer of a class.

    Raises:
        TypeError: If it has no `init`.
    """

def refuse_one_key(caller: str, block: Axis, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Refuses a random key by itself, with which all layers would be equal."""

def carry_first(fn: Callable[..., Any]) -> Callable[..., Any]:
    """A function of a layer and a carry, as loops take it: of the carry and the layer. It is made once."""

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

def check_init(
    caller: str,
    make: Callable[..., Any],
    block: Axis,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> None:
    """Refuses what layers cannot be made of: one random key for all, or arguments of another size than the layers.

    Raises:
        AxisError: As `check_sizes`.
        TypeError: As `refuse_one_key`.
    """

def check_place(caller: str, block: Axis, index: int) -> None:
    """Refuses the place of a layer of which there is none.

    Raises:
        IndexError: If it is none, counted from the first or, below zero, from the last.
    """

def checked(caller: str, fn: Any) -> Callable[..., Any]:
    """A function of a layer.

    Raises:
        TypeError: If it is none.
    """

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

def told(run: Callable[[], Any], fn: Callable[..., Any]) -> Any:
    """What comes of a call, or the mistake that was found in it, raised where the user called.

    Args:
        run: The call.
        fn: The user's function, which is kept alive until then: what is remembered of it does not.
    """
