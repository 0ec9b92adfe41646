# Written by `python -m tools.stubs`. Do not edit.
"""Layers and functions for neural networks."""

from haliax.nn.activations import gelu as gelu, relu as relu, silu as silu
from haliax.nn.conv import Conv as Conv, ConvTranspose as ConvTranspose
from haliax.nn.moe import MoELinear as MoELinear
from haliax.nn.normalization import log_softmax as log_softmax, logsumexp as logsumexp, softmax as softmax
from haliax.nn.onehot import one_hot as one_hot
from haliax.nn.pool import max_pool as max_pool, mean_pool as mean_pool, min_pool as min_pool
from haliax.nn.ragged import ragged_dot as ragged_dot
