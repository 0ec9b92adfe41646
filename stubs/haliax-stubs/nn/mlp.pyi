# Written by `python -m tools.stubs`. Do not edit.
"""`MLP`: linear layers with an activation between them."""

from collections.abc import Callable, Sequence
from typing import Any, Self

import jax

from haliax.axis import Axis, AxisSpec
from haliax.core import NamedArray
from haliax.nn.activations import relu
from haliax.nn.layer import Layer, maps
from haliax.nn.linear import Linear
from haliax.quantization.ops import DotGeneralOp

class MLP(Layer, axes="{Input} -> Output"):
    """A multilayer perceptron: linear layers, with an activation between each two.

    Axes: `MLP["embed -> vocab"]: [batch, embed] -> [batch, vocab]`

    Attributes:
        activation: The activation.
        layers: The layers, in order.
    """

    activation: Callable[..., Any]
    layers: Sequence[Linear]

    @classmethod
    def init(
        cls,
        Input: AxisSpec,
        Output: AxisSpec,
        width: int | Axis,
        depth: int,
        activation: Callable[..., Any] = relu,
        *,
        out_first: bool = True,
        use_bias: bool = True,
        use_final_bias: bool = True,
        key: jax.Array,
        dot_general: DotGeneralOp | None = None,
        init_scale: float = 1.0,
    ) -> Self:
        """A network of `depth + 1` layers.

        Args:
            Input: The axes that are taken.
            Output: The axes that come out.
            width: The axis between the layers, or its size; it is then called `mlp`. Every second one has a 2 at the
                end of its name.
            depth: How many layers there are before the last one.
            activation: The activation.
            out_first: Whether weights store the axes that come out before those that go in.
            use_bias: Whether the layers before the last one have a bias.
            use_final_bias: Whether the last layer has one.
            key: The key of the weights.
            dot_general: What multiplies.
            init_scale: What weights are multiplied by.

        Raises:
            AxisError: If an axis has no size, or is named twice.
            ValueError: If the depth is negative.
        """

    @property
    def Input(self) -> AxisSpec:
        """The axes that are taken."""

    @property
    def Output(self) -> AxisSpec:
        """The axes that come out."""

    @property
    def In(self) -> AxisSpec:
        """The axes that are taken."""

    @property
    def Out(self) -> AxisSpec:
        """The axes that come out."""

    @maps("Input -> Output")
    def __call__(self, x: NamedArray, *, key: jax.Array | None = None) -> NamedArray:
        """What the last layer gives.

        Axes: `MLP["embed -> vocab"]: [batch, embed] -> [batch, vocab]`

        Args:
            x: An array with the axes of `Input`.
            key: Split among the layers.

        Raises:
            AxisError: If an axis of `Input` is not there, or one of `Output` is there already.
        """
