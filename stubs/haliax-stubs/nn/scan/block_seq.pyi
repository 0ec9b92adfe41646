# Written by `python -m tools.stubs`. Do not edit.
"""`BlockSeq`: a sequence of layers, each called by itself, with the interface of `Stacked`."""

from collections.abc import Callable, Sequence
from typing import Any, Generic

from typing_extensions import TypeVar

from haliax.axis import Axis
from haliax.nn.scan.functions import ModuleInit
from haliax.state_dict.module import ModuleWithStateDictSerialization
from haliax.transforms.checkpoint import ScanCheckpointPolicy, ScanCheckpointSpec

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

    blocks: Sequence[M]
    Block: Axis
    gradient_checkpointing: ScanCheckpointPolicy
    def __check_init__(self) -> None: ...

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

    @property
    def Layers(self) -> Axis:
        """The axis of the layers."""

    def fold(self, init: Any, *args: Any, unroll: int | bool | None = None, **kwargs: Any) -> Any:
        """The carry after the last layer, of which each gives the next: `carry = layer(carry, *args, **kwargs)`.

        As `Stacked.fold`; all layers are written out, whatever `unroll` says.
        """

    def fold_via(self, fn: Callable[..., CarryT], *, unroll: int | bool | None = None) -> Callable[..., CarryT]:
        """`fold` by a function of the layer and the carry, as `Stacked.fold_via`."""

    def scan(self, init: Any, *extra_args: Any, unroll: int | bool | None = None, **extra_kwargs: Any) -> Any:
        """The last carry, and what comes out of each layer, as `Stacked.scan`.

        Raises:
            ValueError: If there is no layer, so that none says what comes out.
        """

    def scan_via(
        self,
        fn: Callable[..., tuple[CarryT, Any]],
        *,
        unroll: int | bool | None = None,
    ) -> Callable[..., tuple[CarryT, Any]]:
        """`scan` by a function of the layer and the carry, as `Stacked.scan_via`."""

    def vmap(self, *extra_args: Any, **extra_kwargs: Any) -> Any:
        """What each layer makes of the same, as `Stacked.vmap`.

        Raises:
            ValueError: If there is no layer, so that none says what comes out.
        """

    def vmap_via(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        """`vmap` by a function of the layer, as `Stacked.vmap_via`."""

    def unstacked(self) -> Sequence[M]:
        """The layers."""

    def get_layer(self, index: int) -> M:
        """One layer; a negative index counts from the last.

        Raises:
            IndexError: If there is no such layer.
        """
