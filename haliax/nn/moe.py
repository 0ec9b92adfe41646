"""Linear layers of many experts, each of which has rows of its own."""

from __future__ import annotations

from math import sqrt
from typing import Self

import equinox as eqx
import jax

from haliax.axis import Axis, AxisSelection
from haliax.core import NamedArray, wrap
from haliax.haxtyping import Shaped
from haliax.nn._channels import name_in_weight
from haliax.nn.layer import Layer, maps
from haliax.nn.ragged import grouped
from haliax.ops._arguments import axis_of, parts_of
from haliax.pure import errors
from haliax.pure.axes import exactly
from haliax.pure.operation import Operation
from haliax.pure.rules import ragged

_LINEAR = Operation("MoELinear", __name__, ragged.ragged_dot.rule)


class MoELinear(Layer, axes="Experts: In -> Out"):
    """A linear layer for each expert, applied to rows that are sorted by their experts.

    Axes: `expert: in -> out`, `[token, in], [expert] -> [token, out]`

    Attributes:
        weight: `[Experts, In, Out]`, or `[Experts, Out, In]` if it is `out_first`. If both have one name, that which
            goes in has it with `_in` after it.
        bias: `[Out]`, which is added to all rows; or None.
        Experts: The experts.
        In: The axis that goes in.
        Out: The axis that comes out.
        use_gmm: Whether a kernel for grouped products is asked for. `jax.lax.ragged_dot` is one, and used always.
    """

    weight: Shaped[NamedArray, "{*Experts *In *Out}"]
    bias: Shaped[NamedArray, "{*Out}"] | None
    Experts: Axis = eqx.field(static=True)
    In: Axis = eqx.field(static=True)
    Out: Axis = eqx.field(static=True)
    use_gmm: bool = eqx.field(static=True)

    @classmethod
    def init(
        cls,
        Experts: Axis,
        In: Axis,
        Out: Axis,
        *,
        key: jax.Array,
        use_bias: bool = True,
        out_first: bool = False,
        init_scale: float = 1.0,
        use_gmm: bool = False,
    ) -> Self:
        """A layer with a random weight and a bias of zeros.

        Args:
            Experts: The experts.
            In: The axis that goes in.
            Out: The axis that comes out.
            key: A key of `jax.random`.
            use_bias: Whether there is a bias.
            out_first: Whether `Out` comes before `In` in the weight.
            init_scale: The standard deviation of the weight, times the root of the size of `In`, before it is truncated
                at three times this.
            use_gmm: Is kept, and changes nothing.

        Raises:
            AxisError: If an axis has no size, or two have one name.
        """
        experts, first, second = (axis_of(_LINEAR, axis) for axis in (Experts, In, Out))
        stored = first.alias(name_in_weight(In, Out))
        axes = (experts, second, stored) if out_first else (experts, stored, second)
        try:
            names = exactly(axes).names
        except errors.Fault as error:
            raise error.within("MoELinear.init") from None
        drawn = jax.random.truncated_normal(key, -3, 3, tuple(axis.size for axis in axes))
        weight = wrap(drawn * (init_scale / sqrt(first.size)), names)
        bias = wrap(jax.numpy.zeros(second.size), (second.name,)) if use_bias else None
        return cls(weight, bias, Experts, In, Out, use_gmm)

    @property
    def out_first(self) -> bool:
        """Whether `Out` comes before `In` in the weight."""
        names = self.weight.axis_names
        return names.index(self.Out.name) < names.index(name_in_weight(self.In, self.Out))

    @maps("In -> Out")
    def __call__(self, inputs: NamedArray, group_sizes: NamedArray, *, key: jax.Array | None = None) -> NamedArray:
        """The product of each row with the weight of its expert.

        The rows are sorted by their experts. Rows that are left over give the bias.

        Args:
            inputs: The rows: an array with one axis beside `In`.
            group_sizes: How many rows each expert has: integers along `Experts`.
            key: Is not used.

        Raises:
            AxisError: If `In` is not there or there with another size, there is not one axis of rows, there is one with
                the name of `Out`, or the sizes are not along `Experts`.
        """
        parts_of(_LINEAR, inputs)
        stored = name_in_weight(self.In, self.Out)
        rows = inputs if stored == self.In.name else inputs.rename({self.In: stored})
        out: NamedArray = grouped(_LINEAR, rows, self.weight, group_sizes, self.In.alias(stored))
        return out if self.bias is None else out + self.bias

    def _state_dict_layout(self) -> dict[str, dict[str, AxisSelection]]:
        weight = {"Experts": self.Experts.name, "Out": self.Out.name, "In": name_in_weight(self.In, self.Out)}
        return {"weight": {**weight}, "bias": {"Out": self.Out}}
