"""`ArrayStacked`: layers of plain arrays, whose first dimension is that of the layers, called by one compiled loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, TypeAlias, TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp

from haliax.axis import Axis
from haliax.nn.scan import _steps
from haliax.nn.scan.functions import ModuleInit
from haliax.nn.scan.in_axes import InAxes, marked, unmarked
from haliax.state_dict.module import ModuleWithStateDictSerialization
from haliax.transforms._leaves import flatten, is_named
from haliax.transforms._step import Kind
from haliax.transforms.checkpoint import ScanCheckpointPolicy, ScanCheckpointSpec, policy_of
from haliax.transforms.vmap import vmap
from haliax.tree_util import layer_of

M = TypeVar("M")
T = TypeVar("T")
CarryT = TypeVar("CarryT")

OutAxes: TypeAlias = Any
"""Where the dimension of the layers comes out: a number, or a tree of numbers that may end before the result does."""


class ArrayStacked(ModuleWithStateDictSerialization, Generic[M]):
    """`Stacked`, for layers of plain arrays: there is no axis, and their first dimension counts the layers.

    What a layer is given besides its carry goes layer by layer as `in_axes` says, as that of `jax.vmap` does: the
    dimension of the layers, None for what is given whole to each layer, a tuple with one of these for each argument, or
    a pair of a tuple and a dict for arguments by position and by name; each may be a tree. By default it is the first
    dimension of every array that has one. No dimension is taken for that of the layers since its size happens to fit.

    Attributes:
        stacked: A layer that holds the arrays of all.
        num_layers: How many there are.
        gradient_checkpointing: What is kept of each layer for the gradient. See `haliax.ScanCheckpointPolicy`.
    """

    stacked: M
    num_layers: int = eqx.field(static=True)
    gradient_checkpointing: ScanCheckpointPolicy = eqx.field(static=True, converter=policy_of)

    @classmethod
    def init(
        cls,
        num_layers: int,
        module: type[M],
        *,
        gradient_checkpointing: ScanCheckpointSpec = False,
        prevent_cse: bool | None = None,
        in_axes: InAxes = 0,
    ) -> ModuleInit[ArrayStacked[M]]:
        """What makes the layers: `ArrayStacked.init(n, Layer)(*args, **kwargs)`, with the arguments of `Layer.init`.

        `Layer.init` is called once, for all layers.

        Args:
            num_layers: How many layers there are.
            module: The class of the layers. It has an `init`.
            gradient_checkpointing: A `ScanCheckpointPolicy`, or what `ScanCheckpointPolicy.from_bool_or_str` takes.
            prevent_cse: See `jax.checkpoint`; a loop needs it not.
            in_axes: Which arguments have a part for each layer.

        Raises:
            AxisError: By what is returned, if an argument has another size along its dimension of the layers.
            TypeError: If there is no `init`; by what is returned, if a layer holds a NamedArray, or all layers were to
                share one random key.
            ValueError: If there is no policy of this name.
        """
        name = f"{cls.__name__}.init"
        policy = _steps.policy_for(gradient_checkpointing, prevent_cse)
        make, axis = _steps.init_of(name, module), Axis(_NAME, num_layers)

        def made(*args: Any, **kwargs: Any) -> ArrayStacked[M]:
            args, kwargs = marked(name, args, kwargs, in_axes)
            if in_axes == 0:
                _steps.refuse_one_key(name, axis, args, kwargs)
            _steps.check_sizes(name, make, axis, (args, kwargs), _WAY_OUT)
            return cls(vmap(unmarked(make), axis)(*args, **kwargs), num_layers, policy)

        return made

    def __check_init__(self) -> None:
        if any(map(is_named, flatten(self.stacked)[0])):
            raise TypeError(f"{type(self).__name__}: layers of named arrays have an axis of their own; use Stacked")

    @property
    def Block(self) -> Axis:
        """An axis that stands for the dimension of the layers."""
        return Axis(_NAME, self.num_layers)

    @property
    def Layers(self) -> Axis:
        """The same."""
        return self.Block

    def fold(self, init: T, *args: Any, unroll: int | bool | None = None, in_axes: InAxes = 0, **kwargs: Any) -> T:
        """The carry after the last layer, of which each gives the next: `carry = layer(carry, *args, **kwargs)`.

        Raises:
            AxisError: If an argument has another size than the layers.
            TypeError: If a layer gives a carry of another shape, dtype or structure, or cannot be called.
        """
        call = _steps.call_of(_said(self, "fold"), type(self.stacked))
        result: T = _looped(self, "fold", "fold", call, unroll, in_axes)(init, *args, **kwargs)[0]
        return result

    def fold_via(
        self, fn: Callable[..., CarryT], *, unroll: int | bool | None = None, in_axes: InAxes = 0
    ) -> Callable[..., CarryT]:
        """`fold` by a function of the layer and the carry: `fold_via(fn)(init, *args, **kwargs)`."""
        run = _looped(self, "fold_via", "fold", fn, unroll, in_axes)

        def folded(init: CarryT, *args: Any, **kwargs: Any) -> CarryT:
            carry: CarryT = run(init, *args, **kwargs)[0]
            return carry

        return folded

    def scan(
        self,
        init: Any,
        *extra_args: Any,
        unroll: int | bool | None = None,
        in_axes: InAxes = 0,
        **extra_kwargs: Any,
    ) -> Any:
        """The last carry, and what comes out of each layer, in front: `carry, out = layer(carry, *args, **kwargs)`."""
        call = _steps.call_of(_said(self, "scan"), type(self.stacked))
        return _looped(self, "scan", "scan", call, unroll, in_axes)(init, *extra_args, **extra_kwargs)

    def scan_via(
        self, fn: Callable[..., tuple[CarryT, Any]], *, unroll: int | bool | None = None, in_axes: InAxes = 0
    ) -> Callable[..., tuple[CarryT, Any]]:
        """`scan` by a function of the layer and the carry: `scan_via(fn)(init, *args, **kwargs)`."""
        return _looped(self, "scan_via", "scan", fn, unroll, in_axes)

    def vmap_via(self, fn: Callable[..., Any], *, in_axes: InAxes = 0, out_axes: OutAxes = 0) -> Callable[..., Any]:
        """What is made of each layer, for all layers at once: `vmap_via(fn)(*args, **kwargs)`, of `fn(layer, …)`.

        Args:
            fn: What is made of a layer.
            in_axes: Which arguments have a part for each layer.
            out_axes: The dimension of the layers in what comes out.
        """
        said, axis = _said(self, "vmap_via"), self.Block
        _steps.checked(said, fn)

        def mapped(*args: Any, **kwargs: Any) -> Any:
            args, kwargs = marked(said, args, kwargs, in_axes)
            _steps.check_sizes(said, fn, axis, ((self.stacked, *args), kwargs), _WAY_OUT)
            out = vmap(unmarked(fn), axis)(self.stacked, *args, **kwargs)
            return jax.tree.map(lambda at, part: jax.tree.map(lambda x: jnp.moveaxis(x, 0, at), part), out_axes, out)

        return mapped

    def unstacked(self) -> Sequence[M]:
        """The layers, each by itself."""
        return tuple(self.get_layer(i) for i in range(self.num_layers))

    def get_layer(self, index: int) -> M:
        """One layer; a negative index counts from the last.

        Raises:
            IndexError: If there is no such layer.
        """
        _steps.check_place(_said(self, "get_layer"), self.Block, index)
        layer: M = layer_of(self.stacked, self.Block, index)
        return layer


# Functions, since a method of a module is made anew, as a module, each time that it is looked up.
def _said(layers: ArrayStacked[Any], method: str) -> str:
    """What was called, as errors say it."""
    return _steps.said_of(layers, [layers.stacked], method)


def _looped(
    layers: ArrayStacked[Any],
    method: str,
    op: Kind,
    fn: Callable[..., Any],
    unroll: int | bool | None,
    in_axes: InAxes,
) -> Callable[..., Any]:
    """A loop over the layers: a function of a carry and of what else a step is given."""
    said = _said(layers, method)
    step = unmarked(_steps.checked(said, fn))
    policy = layers.gradient_checkpointing
    run = _steps.looped(said, op, step, layers.stacked, layers.Block, policy, unroll, _WAY_OUT)

    def looped(init: Any, *args: Any, **kwargs: Any) -> Any:
        args, kwargs = marked(said, args, kwargs, in_axes)
        return _steps.told(partial(run, init, *args, **kwargs), fn)

    return looped


_NAME = "layers"
"""What the dimension of the layers is called where it needs a name, as in errors."""

_WAY_OUT = "sizes must agree; give in_axes=None for an array that all layers share, or say where its layers are"
