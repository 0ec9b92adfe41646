"""`Stacked`: layers whose arrays lie along an axis, called by one compiled loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import equinox as eqx

from haliax.axis import Axis
from haliax.nn.scan import _steps
from haliax.nn.scan.functions import ModuleInit
from haliax.state_dict.module import ModuleWithStateDictSerialization
from haliax.transforms._step import Kind
from haliax.transforms.checkpoint import ScanCheckpointPolicy, ScanCheckpointSpec, policy_of
from haliax.transforms.vmap import vmap
from haliax.tree_util import layer_of

M = TypeVar("M")
T = TypeVar("T")
CarryT = TypeVar("CarryT")


class Stacked(ModuleWithStateDictSerialization, Generic[M]):
    """Layers of one kind, one after the other, as one: each array holds those of all layers, along an axis.

    They are called in a loop, so that jax traces and compiles one layer however many there are. What a layer is given
    besides its carry goes layer by layer where it is a NamedArray that has the axis, or a plain array, by its first
    dimension; all else is given whole to each, as in `haliax.fold`.

    Nothing is to be said of the axes of `stacked` itself: every NamedArray in it has one more than in a layer.

    Attributes:
        stacked: A layer that holds the arrays of all.
        Block: The axis of the layers.
        gradient_checkpointing: What is kept of each layer for the gradient. See `haliax.ScanCheckpointPolicy`.
    """

    stacked: M
    Block: Axis = eqx.field(static=True)
    gradient_checkpointing: ScanCheckpointPolicy = eqx.field(static=True, converter=policy_of)

    @classmethod
    def init(
        cls,
        Block: Axis,
        module: type[M],
        *,
        gradient_checkpointing: ScanCheckpointSpec = False,
        prevent_cse: bool | None = None,
    ) -> ModuleInit[Stacked[M]]:
        """What makes the layers: `Stacked.init(Block, Layer)(*args, **kwargs)`, with the arguments of `Layer.init`.

        `Layer.init` is called once, for all layers, by `haliax.vmap`. Arguments are as there: a plain array gives each
        layer a part, so that `key=jax.random.split(key, Block.size)` gives each layer a key.

        Args:
            Block: The axis of the layers, with its size.
            module: The class of the layers. It has an `init`.
            gradient_checkpointing: A `ScanCheckpointPolicy`, or what `ScanCheckpointPolicy.from_bool_or_str` takes.
            prevent_cse: See `jax.checkpoint`; a loop needs it not.

        Raises:
            AxisError: If the axis has no size; by what is returned, if an argument has another one along it.
            TypeError: If there is no `init`, or `Block` is no axis; by what is returned, if all layers were to share
                one random key.
            ValueError: If there is no policy of this name.
        """
        name = f"{cls.__name__}.init"
        policy = _steps.policy_for(gradient_checkpointing, prevent_cse)
        make, axis = _steps.init_of(name, module), _steps.axis_of(name, Block)

        def made(*args: Any, **kwargs: Any) -> Stacked[M]:
            _steps.check_init(name, make, axis, args, kwargs)
            return cls(vmap(make, axis)(*args, **kwargs), axis, policy)

        return made

    @property
    def Layers(self) -> Axis:
        """The axis of the layers."""
        return self.Block

    def fold(self, init: Any, *args: Any, unroll: int | bool | None = None, **kwargs: Any) -> Any:
        """The carry after the last layer, of which each gives the next: `carry = layer(carry, *args, **kwargs)`.

        Axes: `init: [...] -> [...]`. A carry keeps its axes in their order.

        Args:
            init: The carry that goes into the first layer: any pytree.
            *args: What else each layer is given: of what has the axis of the layers its own part.
            unroll: How many layers are written out in one round of the compiled loop; True for all.
            **kwargs: The same, by name.

        Raises:
            AxisError: If a layer gives a carry of other axes; if an argument has another size than the layers.
            TypeError: If a layer gives a carry of another dtype or structure, or cannot be called.
            ValueError: If the policy of gradient checkpointing names what no layer has.
        """
        call = _steps.call_of(_said(self, "fold"), type(self.stacked))
        return _looped(self, "fold", "fold", call, unroll)(init, *args, **kwargs)[0]

    def fold_via(self, fn: Callable[..., CarryT], *, unroll: int | bool | None = None) -> Callable[..., CarryT]:
        """`fold` by a function of the layer and the carry: `fold_via(fn)(init, *args, **kwargs)`.

        Args:
            fn: A step: `carry = fn(layer, carry, *args, **kwargs)`.
            unroll: How many layers are written out in one round of the compiled loop; True for all.

        Raises:
            AxisError: By what is returned, as `fold`.
            TypeError: By what is returned, as `fold`.
            ValueError: By what is returned, as `fold`.
        """
        run = _looped(self, "fold_via", "fold", fn, unroll)

        def folded(init: CarryT, *args: Any, **kwargs: Any) -> CarryT:
            carry: CarryT = run(init, *args, **kwargs)[0]
            return carry

        return folded

    def scan(self, init: Any, *extra_args: Any, unroll: int | bool | None = None, **extra_kwargs: Any) -> Any:
        """The last carry, and what comes out of each layer: `carry, out = layer(carry, *args, **kwargs)`.

        Axes: `init: [...] -> carry: [...], out: [Block, ...]`. A carry keeps its axes in their order.

        Args:
            init: The carry that goes into the first layer.
            *extra_args: What else each layer is given, as in `fold`.
            unroll: How many layers are written out in one round of the compiled loop; True for all.
            **extra_kwargs: The same, by name.

        Raises:
            AxisError: As `fold`, and if what comes out has the axis of the layers already.
            TypeError: As `fold`, and if a layer gives no pair.
            ValueError: As `fold`.
        """
        call = _steps.call_of(_said(self, "scan"), type(self.stacked))
        return _looped(self, "scan", "scan", call, unroll)(init, *extra_args, **extra_kwargs)

    def scan_via(
        self, fn: Callable[..., tuple[CarryT, Any]], *, unroll: int | bool | None = None
    ) -> Callable[..., tuple[CarryT, Any]]:
        """`scan` by a function of the layer and the carry: `scan_via(fn)(init, *args, **kwargs)`.

        Args:
            fn: A step: `carry, out = fn(layer, carry, *args, **kwargs)`.
            unroll: How many layers are written out in one round of the compiled loop; True for all.

        Raises:
            AxisError: By what is returned, as `scan`.
            TypeError: By what is returned, as `scan`.
            ValueError: By what is returned, as `scan`.
        """
        return _looped(self, "scan_via", "scan", fn, unroll)

    def vmap(self, *extra_args: Any, **extra_kwargs: Any) -> Any:
        """What each layer makes of the same: `layer(*args, **kwargs)`, for all layers at once.

        Axes: `args: [...] -> [Block, ...]`

        Args:
            *extra_args: What each layer is given: of what has the axis of the layers its own part.
            **extra_kwargs: The same, by name.

        Raises:
            AxisError: If an argument has another size than the layers; if a result has their axis already.
            TypeError: If a layer cannot be called.
        """
        call = _steps.call_of(_said(self, "vmap"), type(self.stacked))
        return _mapped(self, "vmap", call, extra_args, extra_kwargs)

    def vmap_via(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        """`vmap` by a function of the layer: `vmap_via(fn)(*args, **kwargs)`.

        Args:
            fn: What is made of a layer: `fn(layer, *args, **kwargs)`.

        Raises:
            AxisError: By what is returned, as `vmap`.
        """

        def mapped(*args: Any, **kwargs: Any) -> Any:
            return _mapped(self, "vmap_via", fn, args, kwargs)

        return mapped

    def unstacked(self) -> Sequence[M]:
        """The layers, each by itself."""
        return [layer_of(self.stacked, self.Block, i) for i in range(self.Block.size)]

    def get_layer(self, index: int) -> M:
        """One layer.

        Args:
            index: Which one; a negative one counts from the last.

        Raises:
            IndexError: If there is no such layer.
        """
        _steps.check_place(_said(self, "get_layer"), self.Block, index)
        layer: M = layer_of(self.stacked, self.Block, index)
        return layer


# Functions, since a method of a module is made anew, as a module, each time that it is looked up.
def _said(layers: Stacked[Any], method: str) -> str:
    """What was called, as errors say it."""
    return _steps.said_of(layers, [layers.stacked], method)


def _looped(
    layers: Stacked[Any], method: str, op: Kind, fn: Callable[..., Any], unroll: int | bool | None
) -> Callable[..., Any]:
    """A loop over the layers: a function of a carry and of what else a step is given."""
    said = _said(layers, method)
    return _steps.looped(said, op, fn, layers.stacked, layers.Block, layers.gradient_checkpointing, unroll)


def _mapped(
    layers: Stacked[Any], method: str, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """What is made of each layer."""
    said = _said(layers, method)
    _steps.check_sizes(said, _steps.checked(said, fn), layers.Block, ((layers.stacked, *args), kwargs))
    return vmap(fn, layers.Block)(layers.stacked, *args, **kwargs)
