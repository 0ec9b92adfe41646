"""Layers and functions for neural networks."""

from __future__ import annotations

from haliax.nn.activations import gelu as gelu
from haliax.nn.activations import relu as relu
from haliax.nn.activations import silu as silu
from haliax.nn.embedding import Embedding as Embedding
from haliax.nn.layer import Layer as Layer
from haliax.nn.layer import maps as maps
from haliax.nn.linear import Linear as Linear
from haliax.nn.mlp import MLP as MLP
from haliax.nn.normalization import log_softmax as log_softmax
from haliax.nn.normalization import logsumexp as logsumexp
from haliax.nn.normalization import softmax as softmax
from haliax.nn.norms import LayerNorm as LayerNorm
from haliax.nn.norms import LayerNormBase as LayerNormBase
from haliax.nn.norms import RmsNorm as RmsNorm
from haliax.nn.onehot import one_hot as one_hot
from haliax.nn.scan import ArrayStacked as ArrayStacked
from haliax.nn.scan import BlockSeq as BlockSeq
from haliax.nn.scan import Stacked as Stacked
from haliax.transforms.checkpoint import ScanCheckpointPolicy as ScanCheckpointPolicy
