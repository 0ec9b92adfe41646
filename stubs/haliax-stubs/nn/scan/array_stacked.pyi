# Written by `python -m tools.stubs`. Do not edit.
"""`ArrayStacked`: layers of plain arrays, whose first dimension is that of the layers, called by one compiled loop."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeAlias

from typing_extensions import TypeVar

from haliax.axis import Axis
from haliax.nn.scan.functions import ModuleInit
from haliax.nn.scan.in_axes import InAxes
from haliax.state_dict.module import ModuleWithStateDictSerialization
from haliax.transforms.checkpoint import ScanCheckpointPolicy, ScanCheckpointSpec

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
    num_layers: int
    gradient_checkpointing: ScanCheckpointPolicy

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

    def __check_init__(self) -> None: ...

    @property
    def Block(self) -> Axis:
        """An axis that stands for the dimension of the layers."""

    @property
    def Layers(self) -> Axis:
        """The same."""

    def fold(self, init: T, *args: Any, unroll: int | bool | None = None, in_axes: InAxes = 0, **kwargs: Any) -> T:
        """The carry after the last layer, of which each gives the next: `carry = layer(carry, *args, **kwargs)`.

        Raises:
            AxisError: If an argument has another size than the layers.
            TypeError: If a layer gives a carry of another shape, dtype or structure, or cannot be called.
        """

    def fold_via(
        self,
        fn: Callable[..., CarryT],
        *,
        unroll: int | bool | None = None,
        in_axes: InAxes = 0,
    ) -> Callable[..., CarryT]:
        """`fold` by a function of the layer and the carry: `fold_via(fn)(init, *args, **kwargs)`."""

    def scan(
        self,
        init: Any,
        *extra_args: Any,
        unroll: int | bool | None = None,
        in_axes: InAxes = 0,
        **extra_kwargs: Any,
    ) -> Any:
        """The last carry, and what comes out of each layer, in front: `carry, out = layer(carry, *args, **kwargs)`."""

    def scan_via(
        self,
        fn: Callable[..., tuple[CarryT, Any]],
        *,
        unroll: int | bool | None = None,
        in_axes: InAxes = 0,
    ) -> Callable[..., tuple[CarryT, Any]]:
        """`scan` by a function of the layer and the carry: `scan_via(fn)(init, *args, **kwargs)`."""

    def vmap_via(self, fn: Callable[..., Any], *, in_axes: InAxes = 0, out_axes: OutAxes = 0) -> Callable[..., Any]:
        """What is made of each layer, for all layers at once: `vmap_via(fn)(*args, **kwargs)`, of `fn(layer, …)`.

        Args:
            fn: What is made of a layer.
            in_axes: Which arguments have a part for each layer.
            out_axes: The dimension of the layers in what comes out.
        """

    def unstacked(self) -> Sequence[M]:
        """The layers, each by itself."""

    def get_layer(self, index: int) -> M:
        """One layer; a negative index counts from the last.

        Raises:
            IndexError: If there is no such layer.
        """
