"""Layers and functions for neural networks."""

from __future__ import annotations

from haliax.nn import attention as attention
from haliax.nn.activations import celu as celu
from haliax.nn.activations import elu as elu
from haliax.nn.activations import gelu as gelu
from haliax.nn.activations import glu as glu
from haliax.nn.activations import hard_sigmoid as hard_sigmoid
from haliax.nn.activations import hard_silu as hard_silu
from haliax.nn.activations import hard_swish as hard_swish
from haliax.nn.activations import hard_tanh as hard_tanh
from haliax.nn.activations import leaky_relu as leaky_relu
from haliax.nn.activations import log_sigmoid as log_sigmoid
from haliax.nn.activations import quick_gelu as quick_gelu
from haliax.nn.activations import relu as relu
from haliax.nn.activations import relu6 as relu6
from haliax.nn.activations import relu_squared as relu_squared
from haliax.nn.activations import selu as selu
from haliax.nn.activations import sigmoid as sigmoid
from haliax.nn.activations import silu as silu
from haliax.nn.activations import soft_sign as soft_sign
from haliax.nn.activations import softplus as softplus
from haliax.nn.activations import swish as swish
from haliax.nn.dropout import dropout as dropout
from haliax.nn.loss import binary_cross_entropy_loss as binary_cross_entropy_loss
from haliax.nn.loss import cross_entropy_loss as cross_entropy_loss
from haliax.nn.loss import cross_entropy_loss_and_log_normalizers as cross_entropy_loss_and_log_normalizers
from haliax.nn.loss import reduce_loss as reduce_loss
from haliax.nn.normalization import log_softmax as log_softmax
from haliax.nn.normalization import logsumexp as logsumexp
from haliax.nn.normalization import softmax as softmax
from haliax.nn.normalization import standardize as standardize
from haliax.nn.onehot import one_hot as one_hot
from haliax.ops.elementwise import tanh as tanh
