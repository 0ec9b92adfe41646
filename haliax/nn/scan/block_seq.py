"""`BlockSeq`: a sequence of layers, each called by itself, with the interface of `Stacked`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

import equinox as eqx

from haliax.axis import Axis
from haliax.nn.scan import _steps
from haliax.nn.scan._unrolled import Unrolled, joined
from haliax.nn.scan.functions import ModuleInit
from haliax.pure import errors
from haliax.state_dict.module import ModuleWithStateDictSerialization
from haliax.transforms._step import Kind
from haliax.transforms.checkpoint import ScanCheckpointPolicy, ScanCheckpointSpec, policy_of
from haliax.tree_util import layer_of

M = TypeVar("M")
T = TypeVar("T")
CarryT = TypeVar("CarryT")


class BlockSeq(ModuleWithStateDictSerialization, Generic[M]):
    """Layers of one kind, one after the other, each with arrays of its own.

    It is made and called as `Stacked` is, and gives the same. jax traces and compiles every layer, so that each may be
    another program: this is what to look into a layer with, or to replace one. What a layer is given besides its carry
    is told apart as `Stacked` does it.

    Attributes:
        blocks: The layers.
        Block: Their axis, which counts them.
        gradient_checkpointing: What is kept of each layer for the gradient. See `haliax.ScanCheckpointPolicy`.
    """

    blocks: Sequence[M] = eqx.field(converter=tuple, metadata={"state_dict_key": None})
    Block: Axis = eqx.field(static=True)
    gradient_checkpointing: ScanCheckpointPolicy = eqx.field(static=True, converter=policy_of)

    def __check_init__(self) -> None:
        if len(self.blocks) != self.Block.size:
            raise errors.size_conflict(
                self.Block.name, self.Block.size, len(self.blocks), where="the axis that is given"
            ).within(type(self).__name__)

    @classmethod
    def init(
        cls,
        Block: Axis,
        module: type[M],
        *,
        gradient_checkpointing: ScanCheckpointSpec = False,
        prevent_cse: bool | None = None,
    ) -> ModuleInit[BlockSeq[M]]:
        """What makes the layers: `BlockSeq.init(Block, Layer)(*args, **kwargs)`, with the arguments of `Layer.init`.

        `Layer.init` is called for each layer, with its part of each argument that has one, as `Stacked.init` tells
        them apart.

        Args:
            Block: The axis of the layers, with its size.
            module: The class of the layers. It has an `init`.
            gradient_checkpointing: A `ScanCheckpointPolicy`, or what `ScanCheckpointPolicy.from_bool_or_str` takes.
            prevent_cse: See `jax.checkpoint`. Without it the compiler may keep what is to be computed again, so that it
                is prevented by default.

        Raises:
            AxisError: If the axis has no size; by what is returned, if an argument has another one along it.
            TypeError: If there is no `init`, or `Block` is no axis; by what is returned, if all layers were to share
                one random key.
            ValueError: If there is no policy of this name.
        """
        name = f"{cls.__name__}.init"
        policy = _steps.policy_for(gradient_checkpointing, True if prevent_cse is None else prevent_cse)
        make, axis = _steps.init_of(name, module), _steps.axis_of(name, Block)

        def made(*args: Any, **kwargs: Any) -> BlockSeq[M]:
            _steps.check_init(name, make, axis, args, kwargs)
            parts = [layer_of((args, kwargs), axis, i) for i in range(axis.size)]
            return cls([make(*args, **kwargs) for args, kwargs in parts], axis, policy)

        return made

    @property
    def Layers(self) -> Axis:
        """The axis of the layers."""
        return self.Block

    def fold(self, init: Any, *args: Any, unroll: int | bool | None = None, **kwargs: Any) -> Any:
        """The carry after the last layer, of which each gives the next: `carry = layer(carry, *args, **kwargs)`.

        As `Stacked.fold`; all layers are written out, whatever `unroll` says.
        """
        return _run(self, "fold", "fold", _call_of(self, "fold"), init, args, kwargs)[0]

    def fold_via(self, fn: Callable[..., CarryT], *, unroll: int | bool | None = None) -> Callable[..., CarryT]:
        """`fold` by a function of the layer and the carry, as `Stacked.fold_via`."""

        def folded(init: CarryT, *args: Any, **kwargs: Any) -> CarryT:
            carry: CarryT = _run(self, "fold_via", "fold", fn, init, args, kwargs)[0]
            return carry

        return folded

    def scan(self, init: Any, *extra_args: Any, unroll: int | bool | None = None, **extra_kwargs: Any) -> Any:
        """The last carry, and what comes out of each layer, as `Stacked.scan`.

        Raises:
            ValueError: If there is no layer, so that none says what comes out.
        """
        return _run(self, "scan", "scan", _call_of(self, "scan"), init, extra_args, extra_kwargs)

    def scan_via(
        self, fn: Callable[..., tuple[CarryT, Any]], *, unroll: int | bool | None = None
    ) -> Callable[..., tuple[CarryT, Any]]:
        """`scan` by a function of the layer and the carry, as `Stacked.scan_via`."""

        def scanned(init: CarryT, *args: Any, **kwargs: Any) -> tuple[CarryT, Any]:
            return _run(self, "scan_via", "scan", fn, init, args, kwargs)

        return scanned

    def vmap(self, *extra_args: Any, **extra_kwargs: Any) -> Any:
        """What each layer makes of the same, as `Stacked.vmap`.

        Raises:
            ValueError: If there is no layer, so that none says what comes out.
        """
        return _mapped(self, "vmap", _call_of(self, "vmap"), extra_args, extra_kwargs)

    def vmap_via(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        """`vmap` by a function of the layer, as `Stacked.vmap_via`."""

        def mapped(*args: Any, **kwargs: Any) -> Any:
            return _mapped(self, "vmap_via", fn, args, kwargs)

        return mapped

    def unstacked(self) -> Sequence[M]:
        """The layers."""
        return self.blocks

    def get_layer(self, index: int) -> M:
        """One layer; a negative index counts from the last.

        Raises:
            IndexError: If there is no such layer.
        """
        _steps.check_place(_said(self, "get_layer"), self.Block, index)
        return self.blocks[index]


# Functions, since a method of a module is made anew, as a module, each time that it is looked up.
def _said(layers: BlockSeq[Any], method: str) -> str:
    """What was called, as errors say it."""
    return _steps.said_of(layers, layers.blocks, method)


def _call_of(layers: BlockSeq[Any], method: str) -> Callable[..., Any]:
    """How each layer is called."""
    calls = {_steps.call_of(_said(layers, method), kind) for kind in {type(block) for block in layers.blocks}}
    return calls.pop() if len(calls) == 1 else _call


def _call(layer: Any, /, *args: Any, **kwargs: Any) -> Any:
    return layer(*args, **kwargs)


def _run(
    layers: BlockSeq[Any],
    method: str,
    op: Kind,
    fn: Callable[..., Any],
    init: Any,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> tuple[Any, Any]:
    """The carry after the last layer, and what came out of each."""
    said, parts = _apart(layers, method, fn, 2, args, kwargs)
    unrolled = Unrolled(fn, op, said, layers.Block, layers.gradient_checkpointing)
    result: tuple[Any, Any] = _steps.told(partial(unrolled, layers.blocks, init, parts), fn)
    return result


def _mapped(
    layers: BlockSeq[Any], method: str, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """What is made of each layer."""
    said, parts = _apart(layers, method, fn, 1, args, kwargs)
    made = [fn(block, *args, **kwargs) for block, (args, kwargs) in zip(layers.blocks, parts, strict=True)]
    return _steps.told(partial(joined, said, layers.Block, made), fn)


def _apart(
    layers: BlockSeq[Any],
    method: str,
    fn: Callable[..., Any],
    first: int,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> tuple[str, list[Any]]:
    """What was called, as errors say it, and what each layer is given, from which parameter of the function on."""
    said, block = _said(layers, method), layers.Block
    _steps.check_sizes(said, _steps.checked(said, fn), block, ((*[None] * first, *args), kwargs))
    return said, [layer_of((args, kwargs), block, i) for i in range(block.size)]
