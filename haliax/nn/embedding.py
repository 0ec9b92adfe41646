"""`Embedding`: a vector for each entry of a vocabulary."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Self

import equinox
import jax

from haliax.axis import Axis, AxisSelection, AxisSpec
from haliax.core import NamedArray, Names
from haliax.haxtyping import Shaped
from haliax.nn._channels import hashable
from haliax.nn._telling import told_as
from haliax.nn.layer import Layer, attribute, maps
from haliax.nn.mup import AbstractEmbeddingReparam, EmbeddingStandardParam, ReparamEnabled, constant
from haliax.ops.contraction import dot
from haliax.ops.elementwise import multiply
from haliax.ops.shaping import take
from haliax.pure.axis import entries
from haliax.random.bounded import truncated_normal
from haliax.tree_util import resize_axis


class Embedding(Layer, ReparamEnabled, axes="Vocab -> Embed"):
    """A vector with the axes of `Embed` for each position along `Vocab`.

    Axes: `Embedding["vocab -> embed"]: [batch, position] -> [batch, position, embed]`

    Attributes:
        weight: The vectors.
        Vocab: The axis of what vectors stand for.
        Embed: The axes of a vector.
    """

    weight: Shaped[NamedArray, "{*Vocab *Embed}"]
    Vocab: Axis = equinox.field(static=True)
    Embed: AxisSpec = equinox.field(static=True)
    _reparam_cls: type[AbstractEmbeddingReparam] = equinox.field(static=True, default=EmbeddingStandardParam)

    @classmethod
    def init(
        cls,
        Vocab: Axis,
        Embed: AxisSpec,
        *,
        init_scale: float = 1.0,
        key: jax.Array,
        initializer_range: float | None = None,
        reparam_cls: type[AbstractEmbeddingReparam] = EmbeddingStandardParam,
    ) -> Self:
        """An embedding whose vectors are of a truncated normal distribution.

        Args:
            Vocab: The axis of what vectors stand for.
            Embed: The axes of a vector.
            init_scale: What vectors are multiplied by, beside the scale of the parametrization.
            key: The key of the vectors.
            initializer_range: The standard deviation, in the place of `init_scale` and the parametrization.
            reparam_cls: The parametrization.

        Raises:
            AxisError: If an axis has no size, or is named twice.
        """
        scale = initializer_range
        if scale is None:
            scale = init_scale * reparam_cls.init_scale(Vocab, Embed)
        with told_as(f"{cls.__name__}.init"):
            weight = truncated_normal(key, (*entries(Vocab), *entries(Embed)), -3, 3) * scale
        return cls(weight, Vocab, Embed, reparam_cls)

    def _state_dict_layout(self) -> dict[str, dict[str, AxisSelection]]:
        return {"weight": {"Vocab": self.Vocab, "Embed": self.Embed}}

    @property
    def reparam(self) -> AbstractEmbeddingReparam:
        """The parametrization of this layer."""
        return self._reparam_cls(self.Embed, self.Vocab)

    @maps("-> Embed")
    def __call__(self, input_ids: NamedArray, *, key: jax.Array | None = None) -> NamedArray:
        """The vectors that integers stand for.

        Axes: `Embedding["vocab -> embed"]: [batch, position] -> [batch, position, embed]`

        Args:
            input_ids: Positions along `Vocab`. One outside gives NaN, as `haliax.take` does.
            key: Not used; layers are called in one way.

        Raises:
            AxisError: If an axis of `Embed` is there already.
            TypeError: If they are no integers.
        """
        layer = attribute(self, "__dict__")
        Vocab, Embed = layer["Vocab"], layer["Embed"]
        out = take(layer["weight"], Vocab, input_ids)
        Embed = Embed if Embed.__class__ is Axis else hashable(Embed)  # a call less, of which there are few here
        order, scale, _ = _plan(type(self), out._axis_names, Embed, Vocab, layer["_reparam_cls"])
        if order is not None:
            out = out.rearrange(order)
        if scale != 1:
            out = multiply(out, self.reparam.active_scale if scale is None else scale)
        return out

    @maps("-> Embed")
    def embed(self, input_ids: NamedArray) -> NamedArray:
        """The vectors that integers stand for: what the layer does when it is called.

        Axes: `Embedding["vocab -> embed"]: [batch, position] -> [batch, position, embed]`
        """
        return self(input_ids)

    @maps("Embed -> Vocab")
    def unembed(self, input_embeds: NamedArray) -> NamedArray:
        """The product of vectors with each of the vocabulary, such as logits.

        Axes: `Embedding["vocab -> embed"]: [batch, position, embed] -> [batch, position, vocab]`

        Raises:
            AxisError: If an axis of `Embed` is not there, or one of `Vocab` is there already.
        """
        layer = attribute(self, "__dict__")
        Vocab, Embed = layer["Vocab"], layer["Embed"]
        out = dot(input_embeds, layer["weight"], axis=Embed, out_axes=(..., Vocab))
        scale = _plan(type(self), (), hashable(Embed), Vocab, layer["_reparam_cls"]).unembed_scale
        if scale != 1:
            out = multiply(out, self.reparam.unembed_active_scale if scale is None else scale)
        return out

    def resize_embeddings(self, new_size: int, key: jax.Array | None = None) -> Self:
        """The embedding with a vocabulary of another size.

        Args:
            new_size: The size. Vectors beyond it are left out.
            key: The key of new vectors, which have the mean and the deviation of the others; without a key each is
                the mean.
        """
        weight = resize_axis(self.weight, self.Vocab, new_size, key)
        return type(self)(weight, self.Vocab.resize(new_size), self.Embed, self._reparam_cls)


class _Plan(NamedTuple):
    """What follows from axes and the parametrization.

    Attributes:
        order: The order of the axes that come out, if `take` gives another.
        scale: What vectors are multiplied by; None for what no other call may know of.
        unembed_scale: What products are multiplied by, likewise.
    """

    order: Names | None
    scale: float | None
    unembed_scale: float | None


@lru_cache(maxsize=1024)
def _plan(
    layer: type[Embedding], names: Names, Embed: AxisSpec, Vocab: Axis, reparam: type[AbstractEmbeddingReparam]
) -> _Plan:
    last = tuple(axis.name for axis in entries(Embed))
    order: Names | None = (*(name for name in names if name not in last), *last)
    order = None if order == names else order
    if layer.reparam is not Embedding.reparam:
        return _Plan(order, None, None)
    own = reparam(Embed, Vocab)
    return _Plan(order, constant("active_scale", own), constant("unembed_active_scale", own))
