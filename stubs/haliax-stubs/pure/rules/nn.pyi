# Written by `python -m tools.stubs`. Do not edit.
"""Activations, normalizations over axes, dropout, and one-hot vectors."""

from typing import Any

from haliax.pure.operation import Family, Operation

activation: Family
normalization: Family
relu: Operation[Any]
celu: Operation[Any]
elu: Operation[Any]
gelu: Operation[Any]
hard_sigmoid: Operation[Any]
hard_silu: Operation[Any]
hard_swish: Operation[Any]
hard_tanh: Operation[Any]
leaky_relu: Operation[Any]
log_sigmoid: Operation[Any]
relu6: Operation[Any]
selu: Operation[Any]
sigmoid: Operation[Any]
silu: Operation[Any]
soft_sign: Operation[Any]
softplus: Operation[Any]
swish: Operation[Any]
quick_gelu: Operation[Any]
relu_squared: Operation[Any]
glu: Operation[Any]
softmax: Operation[Any]
log_softmax: Operation[Any]
logsumexp: Operation[Any]
standardize: Operation[Any]
dropout: Operation[Any]
one_hot: Operation[Any]
