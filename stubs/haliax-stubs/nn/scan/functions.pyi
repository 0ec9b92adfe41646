# Written by `python -m tools.stubs`. Do not edit.
"""What layers that stand one after the other have in common, and the functions that they take."""

from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, Protocol

from typing_extensions import TypeVar

from haliax.axis import Axis
from haliax.transforms.checkpoint import ScanCheckpointSpec

M = TypeVar("M")
M_co = TypeVar("M_co", covariant=True)
M_contra = TypeVar("M_contra", contravariant=True)
P = ParamSpec("P")
T = TypeVar("T")
CarryT = TypeVar("CarryT")
OutputT_co = TypeVar("OutputT_co", covariant=True)

class ModuleInit(Protocol[M_co]):
    """What makes the layers, of the arguments of the `init` of one."""

    def __call__(self, *args: Any, **kwargs: Any) -> M_co: ...

class FoldFunction(Protocol[M_contra, P, CarryT]):
    """A step of a fold: of a layer and the carry, it makes the next carry."""

    def __call__(self, module: M_contra, carry: CarryT, *args: P.args, **kwargs: P.kwargs) -> CarryT: ...

class ScanFunction(Protocol[M_contra, CarryT, P, OutputT_co]):
    """A step of a scan: of a layer and the carry, it makes the next carry and what is kept of this layer."""

    def __call__(
        self,
        module: M_contra,
        carry: CarryT,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[CarryT, OutputT_co]: ...

class VmapFunction(Protocol[M_contra, P, OutputT_co]):
    """What is made of each layer by itself."""

    def __call__(self, module: M_contra, *args: P.args, **kwargs: P.kwargs) -> OutputT_co: ...

class BlockFoldable(Protocol[M]):
    """Layers of one kind, one after the other: `Stacked` and `BlockSeq`."""

    @classmethod
    def init(
        cls,
        Block: Axis,
        module: type[M],
        *,
        gradient_checkpointing: ScanCheckpointSpec = False,
        prevent_cse: bool | None = None,
    ) -> ModuleInit[Any]:
        """What makes the layers: `init(Block, Layer)(*args, **kwargs)`, with the arguments of `Layer.init`."""

    def fold(self, init: Any, *args: Any, unroll: int | bool | None = None, **kwargs: Any) -> Any:
        """The carry after the last layer, of which each gives the next: `carry = layer(carry, *args, **kwargs)`."""

    def fold_via(self, fn: Callable[..., CarryT], *, unroll: int | bool | None = None) -> Callable[..., CarryT]:
        """`fold` by a function of the layer and the carry."""

    def scan(self, init: Any, *extra_args: Any, unroll: int | bool | None = None, **extra_kwargs: Any) -> Any:
        """The last carry, and what comes out of each layer: `carry, out = layer(carry, *args, **kwargs)`."""

    def scan_via(
        self,
        fn: Callable[..., tuple[CarryT, Any]],
        *,
        unroll: int | bool | None = None,
    ) -> Callable[..., tuple[CarryT, Any]]:
        """`scan` by a function of the layer and the carry."""

    def vmap(self, *extra_args: Any, **extra_kwargs: Any) -> Any:
        """What each layer makes of the same: `layer(*args, **kwargs)`."""

    def vmap_via(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        """`vmap` by a function of the layer."""

    def unstacked(self) -> Sequence[M]:
        """The layers, each by itself."""

    def get_layer(self, index: int) -> M:
        """One layer."""
