# Written by `python -m tools.stubs`. Do not edit.
"""Linear layers of many experts, each of which has rows of its own."""

from typing import Self

import jax

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.haxtyping import Shaped
from haliax.nn.layer import Layer, maps

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
    Experts: Axis
    In: Axis
    Out: Axis
    use_gmm: bool

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

    @property
    def out_first(self) -> bool:
        """Whether `Out` comes before `In` in the weight."""

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
