# Written by `python -m tools.stubs`. Do not edit.
"""Layers and functions for neural networks."""

from haliax.nn.activations import gelu as gelu, relu as relu, silu as silu
from haliax.nn.normalization import log_softmax as log_softmax, logsumexp as logsumexp, softmax as softmax
from haliax.nn.onehot import one_hot as one_hot
from haliax.nn.scan.array_stacked import ArrayStacked as ArrayStacked
from haliax.nn.scan.block_seq import BlockSeq as BlockSeq
from haliax.nn.scan.stacked import Stacked as Stacked
from haliax.transforms.checkpoint import ScanCheckpointPolicy as ScanCheckpointPolicy
