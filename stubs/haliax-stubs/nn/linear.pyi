# Written by `python -m tools.stubs`. Do not edit.
"""`Linear`: a matrix that takes some axes to others."""

from typing import Self

import jax

from haliax.axis import AxisSpec
from haliax.core import NamedArray
from haliax.haxtyping import Shaped
from haliax.nn.layer import Layer, maps
from haliax.nn.moe import MoELinear as MoELinear
from haliax.nn.mup import AbstractLinearReparam, LinearStandardParam, ReparamEnabled
from haliax.quantization.ops import DotGeneralOp

class Linear(Layer, ReparamEnabled, axes="{In} -> Out"):
    """Takes the axes of `In` to those of `Out`, by a matrix; other axes stay, and those of `Out` come last.

    Axes: `Linear["embed -> mlp"]: [batch, embed] -> [batch, mlp]`

    An axis of `In` whose name `Out` has too, as in `Linear["embed -> embed"]`, is called `embed_in` in the weight.

    Attributes:
        weight: The matrix, with the axes of `In` and `Out`.
        bias: What is added to the output, with the axes of `Out`; None for nothing.
        In: The axes that are summed over.
        Out: The axes that come out.
        dot_general: What multiplies, in the place of `jax.lax.dot_general`.
    """

    weight: Shaped[NamedArray, "{*In *Out}"]
    bias: Shaped[NamedArray, "{*Out}"] | None
    In: AxisSpec
    Out: AxisSpec
    dot_general: DotGeneralOp = ...
    _reparam_cls: type[AbstractLinearReparam] = ...

    @classmethod
    def init(
        cls,
        In: AxisSpec,
        Out: AxisSpec,
        *,
        key: jax.Array,
        use_bias: bool = True,
        out_first: bool = True,
        dot_general: DotGeneralOp | None = None,
        init_scale: float = 1.0,
        reparam_cls: type[AbstractLinearReparam] = LinearStandardParam,
    ) -> Self:
        """A layer with a weight of a truncated normal distribution and a bias of zeros.

        Args:
            In: The axes that are summed over.
            Out: The axes that come out.
            key: The key of the weight.
            use_bias: Whether there is a bias.
            out_first: Whether the weight stores the axes of `Out` before those of `In`.
            dot_general: What multiplies.
            init_scale: What the weight is multiplied by, beside the scale of its parametrization.
            reparam_cls: The parametrization.

        Raises:
            AxisError: If an axis has no size, or one list names an axis twice.
        """

    @property
    def reparam(self) -> AbstractLinearReparam:
        """The parametrization of this layer."""

    @maps("In -> Out")
    def __call__(self, inputs: NamedArray, *, key: jax.Array | None = None) -> NamedArray:
        """The product with the weight, and the bias.

        Axes: `Linear["embed -> mlp"]: [batch, embed] -> [batch, mlp]`

        Args:
            inputs: An array with the axes of `In`.
            key: Not used; layers are called in one way.

        Raises:
            AxisError: If an axis of `In` is not there, or one of `Out` is there already.
        """

    @staticmethod
    def input_reparam(use_mup: bool = True) -> type[AbstractLinearReparam]:
        """The parametrization of a layer whose In has a fixed size."""

    @staticmethod
    def hidden_reparam(use_mup: bool = True) -> type[AbstractLinearReparam]:
        """The parametrization of a layer both of whose sides grow."""

    @staticmethod
    def output_reparam(use_mup: bool = True) -> type[AbstractLinearReparam]:
        """The parametrization of a layer whose Out has a fixed size."""
