# Written by `python -m tools.stubs`. Do not edit.
"""`Embedding`: a vector for each entry of a vocabulary."""

from typing import Self

import jax

from haliax.axis import Axis, AxisSpec
from haliax.core import NamedArray
from haliax.haxtyping import Shaped
from haliax.nn.layer import Layer, maps
from haliax.nn.mup import AbstractEmbeddingReparam, EmbeddingStandardParam, ReparamEnabled

class Embedding(Layer, ReparamEnabled, axes="Vocab -> Embed"):
    """A vector with the axes of `Embed` for each position along `Vocab`.

    Axes: `Embedding["vocab -> embed"]: [batch, position] -> [batch, position, embed]`

    Attributes:
        weight: The vectors.
        Vocab: The axis of what vectors stand for.
        Embed: The axes of a vector.
    """

    weight: Shaped[NamedArray, "{*Vocab *Embed}"]
    Vocab: Axis
    Embed: AxisSpec
    _reparam_cls: type[AbstractEmbeddingReparam] = ...

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

    @property
    def reparam(self) -> AbstractEmbeddingReparam:
        """The parametrization of this layer."""

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

    @maps("-> Embed")
    def embed(self, input_ids: NamedArray) -> NamedArray:
        """The vectors that integers stand for: what the layer does when it is called.

        Axes: `Embedding["vocab -> embed"]: [batch, position] -> [batch, position, embed]`
        """

    @maps("Embed -> Vocab")
    def unembed(self, input_embeds: NamedArray) -> NamedArray:
        """The product of vectors with each of the vocabulary, such as logits.

        Axes: `Embedding["vocab -> embed"]: [batch, position, embed] -> [batch, position, vocab]`

        Raises:
            AxisError: If an axis of `Embed` is not there, or one of `Vocab` is there already.
        """

    def resize_embeddings(self, new_size: int, key: jax.Array | None = None) -> Self:
        """The embedding with a vocabulary of another size.

        Args:
            new_size: The size. Vectors beyond it are left out.
            key: The key of new vectors, which have the mean and the deviation of the others; without a key each is
                the mean.
        """
