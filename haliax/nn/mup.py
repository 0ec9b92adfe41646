"""Parametrizations of layers: how large weights begin, and by what layers scale, as widths grow.

The standard one, and the maximal update parametrization (muP), under which the best learning rate does not depend on
the width: Yang et al., "Tensor Programs V: Tuning Large Neural Networks via Zero-Shot Hyperparameter Transfer" (2022),
table 8. There an optimizer multiplies its learning rate for the weight of a layer by `lr_scale`.
"""

from __future__ import annotations

import math
from abc import abstractmethod

import equinox

from haliax.axis import AxisSpec
from haliax.pure.axis import entries


def width(axes: AxisSpec) -> int:
    """The product of the sizes of axes."""
    return math.prod(axis.size for axis in entries(axes))


class AbstractReparam(equinox.Module):
    """How a layer depends on its widths."""

    @staticmethod
    @abstractmethod
    def init_scale(In: AxisSpec, Out: AxisSpec) -> float:
        """The standard deviation with which a weight begins."""
        raise NotImplementedError

    @property
    @abstractmethod
    def active_scale(self) -> float:
        """What the output is multiplied by."""
        raise NotImplementedError

    @property
    @abstractmethod
    def lr_scale(self) -> float:
        """What the learning rate of the weight is multiplied by."""
        raise NotImplementedError


class AbstractLinearReparam(AbstractReparam):
    """How a `Linear` depends on its widths.

    Attributes:
        In: The axes that the layer takes.
        Out: The axes that it gives.
    """

    In: AxisSpec = equinox.field(static=True)
    Out: AxisSpec = equinox.field(static=True)


class LinearStandardParam(AbstractLinearReparam):
    """The standard parametrization: a weight begins with a standard deviation of 1/sqrt(size of In)."""

    @staticmethod
    def init_scale(In: AxisSpec, Out: AxisSpec) -> float:
        """1/sqrt(size of In)."""
        return 1 / math.sqrt(max(width(In), 1))

    @property
    def active_scale(self) -> float:
        """Always 1."""
        return 1.0

    @property
    def lr_scale(self) -> float:
        """Always 1."""
        return 1.0


class InputLinearMup(LinearStandardParam):
    """muP of a layer whose In has a fixed size, such as the first one of a network."""

    @staticmethod
    def init_scale(In: AxisSpec, Out: AxisSpec) -> float:
        """Always 1."""
        return 1.0


class HiddenLinearMup(LinearStandardParam):
    """muP of a layer both of whose sides grow."""

    @property
    def lr_scale(self) -> float:
        """1/size of In."""
        return 1 / max(width(self.In), 1)


class OutputLinearMup(LinearStandardParam):
    """muP of a layer whose Out has a fixed size, such as the last one of a network."""

    @staticmethod
    def init_scale(In: AxisSpec, Out: AxisSpec) -> float:
        """Always 1."""
        return 1.0

    @property
    def active_scale(self) -> float:
        """1/size of In."""
        return 1 / max(width(self.In), 1)


class AbstractEmbeddingReparam(AbstractReparam):
    """How an `Embedding` depends on its widths.

    Attributes:
        Embed: The axes of a vector.
        Vocab: The axis of what vectors stand for.
    """

    Embed: AxisSpec = equinox.field(static=True)
    Vocab: AxisSpec = equinox.field(static=True)

    @property
    @abstractmethod
    def unembed_active_scale(self) -> float:
        """What the output of `unembed` is multiplied by."""
        raise NotImplementedError


class EmbeddingStandardParam(AbstractEmbeddingReparam):
    """The standard parametrization: a vector begins with a standard deviation of 1/sqrt(size of Embed)."""

    @staticmethod
    def init_scale(In: AxisSpec, Out: AxisSpec) -> float:
        """1/sqrt(size of Out), which are the axes of a vector."""
        return 1 / math.sqrt(max(width(Out), 1))

    @property
    def active_scale(self) -> float:
        """Always 1."""
        return 1.0

    @property
    def lr_scale(self) -> float:
        """Always 1."""
        return 1.0

    @property
    def unembed_active_scale(self) -> float:
        """Always 1."""
        return 1.0


class EmbeddingMup(EmbeddingStandardParam):
    """muP of an embedding, which may also be the last layer by `unembed`."""

    @staticmethod
    def init_scale(In: AxisSpec, Out: AxisSpec) -> float:
        """Always 1."""
        return 1.0

    @property
    def unembed_active_scale(self) -> float:
        """1/size of Embed."""
        return 1 / max(width(self.Embed), 1)


class ReparamEnabled:
    """A mark of layers that have a parametrization: `layer.reparam`."""

    @property
    @abstractmethod
    def reparam(self) -> AbstractReparam:
        """The parametrization of this layer."""
        raise NotImplementedError


def constant(name: str, reparam: AbstractReparam) -> float | None:
    """A scale that is a number, and may be kept for later calls; None for an array, which may belong to a trace."""
    found = getattr(reparam, name)
    return found if isinstance(found, int | float) else None
