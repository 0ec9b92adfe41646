# Written by `python -m tools.stubs`. Do not edit.
"""Random arrays: the axes are those that were asked for; parameters broadcast into them."""

from typing import Any

from haliax.pure.operation import Family, Operation

standard: Family
bounded: Family
parametric: Family
choosing: Family
normal: Operation[Any]
cauchy: Operation[Any]
exponential: Operation[Any]
gumbel: Operation[Any]
laplace: Operation[Any]
logistic: Operation[Any]
rademacher: Operation[Any]
ball: Operation[Any]
uniform: Operation[Any]
randint: Operation[Any]
truncated_normal: Operation[Any]
bernoulli: Operation[Any]
beta: Operation[Any]
binomial: Operation[Any]
gamma: Operation[Any]
loggamma: Operation[Any]
pareto: Operation[Any]
poisson: Operation[Any]
t: Operation[Any]
weibull_min: Operation[Any]
categorical: Operation[Any]
choice: Operation[Any]
permutation: Operation[Any]
