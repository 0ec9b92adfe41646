"""`MLP`: linear layers with an activation between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self

import equinox
import jax

from haliax.axis import Axis, AxisSpec
from haliax.core import NamedArray
from haliax.jax_utils import maybe_rng_split
from haliax.nn.activations import relu
from haliax.nn.layer import Layer, attribute, maps
from haliax.nn.linear import Linear
from haliax.pure.errors import Fault
from haliax.quantization import DotGeneralOp


class MLP(Layer, axes="{Input} -> Output"):
    """A multilayer perceptron: linear layers, with an activation between each two.

    Axes: `MLP["embed -> vocab"]: [batch, embed] -> [batch, vocab]`

    Attributes:
        activation: The activation.
        layers: The layers, in order.
    """

    activation: Callable[..., Any] = equinox.field(static=True)
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
        if depth < 0:
            raise ValueError(f"MLP: the depth is {depth}; expected 0 or more layers before the last one")
        first = Axis("mlp", width) if isinstance(width, int) else width
        hidden = [first if i % 2 == 0 else first.alias(f"{first.name}2") for i in range(depth)]
        sides: list[AxisSpec] = [Input, *hidden, Output]
        keys = maybe_rng_split(key, depth + 1)
        layers = [
            Linear.init(
                sides[i],
                sides[i + 1],
                key=keys[i],
                use_bias=use_final_bias if i == depth else use_bias,
                out_first=out_first,
                dot_general=dot_general,
                init_scale=init_scale,
            )
            for i in range(depth + 1)
        ]
        return cls(activation, tuple(layers))

    @property
    def Input(self) -> AxisSpec:
        """The axes that are taken."""
        return self.layers[0].In

    @property
    def Output(self) -> AxisSpec:
        """The axes that come out."""
        return self.layers[-1].Out

    In = Input
    Out = Output

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
        parts = attribute(self, "__dict__")
        layers, activation = parts["layers"], parts["activation"]
        keys = maybe_rng_split(key, len(layers))
        for i, layer in enumerate(layers):
            try:
                x = layer(x if i == 0 else activation(x), key=keys[i])
            except Fault as error:  # an axis between the layers is in the array already
                error.op = self.spelled
                raise
        return x
