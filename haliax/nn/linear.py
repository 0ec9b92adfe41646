"""`Linear`: a matrix that takes some axes to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import EllipsisType
from typing import Any, NamedTuple, Self

import equinox
import jax
from jax import lax

from haliax.axis import AxisSelection, AxisSpec
from haliax.core import NamedArray
from haliax.haxtyping import Shaped
from haliax.nn._channels import hashable, weight_axes
from haliax.nn._telling import told_as
from haliax.nn.layer import Layer, attribute, maps
from haliax.nn.moe import MoELinear as MoELinear
from haliax.nn.mup import (
    AbstractLinearReparam,
    HiddenLinearMup,
    InputLinearMup,
    LinearStandardParam,
    OutputLinearMup,
    ReparamEnabled,
    constant,
)
from haliax.ops.contraction import dot, dot_and_add
from haliax.ops.creation import zeros
from haliax.ops.elementwise import multiply
from haliax.ops.shaping import rename
from haliax.pure.axis import entries
from haliax.quantization import DefaultDotGeneralOp, DotGeneralOp
from haliax.random.bounded import truncated_normal


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
    In: AxisSpec = equinox.field(static=True)
    Out: AxisSpec = equinox.field(static=True)
    dot_general: DotGeneralOp = equinox.field(default_factory=DefaultDotGeneralOp)
    _reparam_cls: type[AbstractLinearReparam] = equinox.field(static=True, default=LinearStandardParam)

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
        inner = weight_axes(In, Out)
        outer = entries(Out)
        axes = (*outer, *inner) if out_first else (*inner, *outer)
        with told_as(f"{cls.__name__}.init"):
            weight = truncated_normal(key, axes, -3, 3) * (init_scale * reparam_cls.init_scale(In, Out))
            bias = zeros(outer) if use_bias else None
        return cls(weight, bias, In, Out, dot_general or DefaultDotGeneralOp.init(), reparam_cls)

    @property
    def reparam(self) -> AbstractLinearReparam:
        """The parametrization of this layer."""
        return self._reparam_cls(self.In, self.Out)

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
        layer = attribute(self, "__dict__")
        In, Out, weight, bias = layer["In"], layer["Out"], layer["weight"], layer["bias"]
        plan = _plan(type(self), hashable(In), hashable(Out), layer["_reparam_cls"])
        summed = plan.summed
        if plan.renames:
            inputs, weight, summed = _meeting(inputs, weight, plan.renames, summed)
        multiplies = _product(layer["dot_general"])
        if isinstance(bias, NamedArray) and plan.scale == 1 and multiplies is lax.dot_general:
            return dot_and_add(inputs, weight, bias, summed, plan.order)
        out = dot(inputs, weight, axis=summed, dot_general=multiplies, out_axes=plan.order)
        if plan.scale != 1:
            out = multiply(out, self.reparam.active_scale if plan.scale is None else plan.scale)
        return out if bias is None else out + bias

    def _state_dict_layout(self) -> dict[str, dict[str, AxisSelection]]:
        return {"weight": {"Out": self.Out, "In": weight_axes(self.In, self.Out)}, "bias": {"Out": self.Out}}

    @staticmethod
    def input_reparam(use_mup: bool = True) -> type[AbstractLinearReparam]:
        """The parametrization of a layer whose In has a fixed size."""
        return InputLinearMup if use_mup else LinearStandardParam

    @staticmethod
    def hidden_reparam(use_mup: bool = True) -> type[AbstractLinearReparam]:
        """The parametrization of a layer both of whose sides grow."""
        return HiddenLinearMup if use_mup else LinearStandardParam

    @staticmethod
    def output_reparam(use_mup: bool = True) -> type[AbstractLinearReparam]:
        """The parametrization of a layer whose Out has a fixed size."""
        return OutputLinearMup if use_mup else LinearStandardParam


class _Plan(NamedTuple):
    """What a call does with axes.

    Attributes:
        renames: The names that the weight has for axes that go in, where they are others.
        summed: The axes that are summed over, by the names of the weight.
        order: The order of the axes that come out.
        scale: What the output is multiplied by; None for what no other call may know of.
    """

    renames: dict[str, str]
    summed: tuple[str, ...]
    order: tuple[str | EllipsisType, ...]
    scale: float | None


@lru_cache(maxsize=1024)
def _plan(layer: type[Linear], In: AxisSpec, Out: AxisSpec, reparam: type[AbstractLinearReparam]) -> _Plan:
    summed = tuple(axis.name for axis in weight_axes(In, Out))
    renames = {axis.name: name for axis, name in zip(entries(In), summed, strict=True) if axis.name != name}
    order: tuple[str | EllipsisType, ...] = (..., *(axis.name for axis in entries(Out)))
    is_own = layer.reparam is not Linear.reparam
    return _Plan(renames, summed, order, None if is_own else constant("active_scale", reparam(In, Out)))


def _meeting(
    inputs: NamedArray, weight: NamedArray, renames: Mapping[str, str], summed: tuple[str, ...]
) -> tuple[NamedArray, NamedArray, tuple[str, ...]]:
    """An input and a weight that call the axes that go in the same, by names that no other axis of the input has."""
    taken, free = set(inputs.axis_names), dict(renames)
    for old in renames:
        while free[old] in taken:
            free[old] += "_in"
        taken.add(free[old])
    moved = {name: free[old] for old, name in renames.items() if name != free[old]}
    return rename(inputs, free), rename(weight, moved), tuple(moved.get(name, name) for name in summed)


def _product(op: DotGeneralOp) -> Callable[..., Any]:
    """What multiplies; what multiplies as usual is compiled once for all layers."""
    return lax.dot_general if type(op) is DefaultDotGeneralOp else op
