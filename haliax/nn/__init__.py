"""Layers and functions for neural networks."""

from __future__ import annotations

from haliax.nn.activations import gelu as gelu
from haliax.nn.activations import relu as relu
from haliax.nn.activations import silu as silu
from haliax.nn.conv import Conv as Conv
from haliax.nn.conv import ConvTranspose as ConvTranspose
from haliax.nn.moe import MoELinear as MoELinear
from haliax.nn.normalization import log_softmax as log_softmax
from haliax.nn.normalization import logsumexp as logsumexp
from haliax.nn.normalization import softmax as softmax
from haliax.nn.onehot import one_hot as one_hot
from haliax.nn.pool import max_pool as max_pool
from haliax.nn.pool import mean_pool as mean_pool
from haliax.nn.pool import min_pool as min_pool
from haliax.nn.ragged import ragged_dot as ragged_dot
