# Written by `python -m tools.stubs`. Do not edit.
"""Activations, normalizations over axes, and one-hot vectors."""

from typing import Any

from haliax.pure.operation import Family, Operation

activation: Family
normalization: Family
relu: Operation[Any]
gelu: Operation[Any]
silu: Operation[Any]
softmax: Operation[Any]
log_softmax: Operation[Any]
logsumexp: Operation[Any]
one_hot: Operation[Any]
