"""Random arrays of given axes, from the generators of `jax.random`.

Each function takes a key and the axes of its result. Parameters of a distribution are numbers or named arrays, which
broadcast by name. The values are those of the function of the same name in `jax.random`, for the same key and the
shape that the axes have.
"""

from __future__ import annotations

from haliax.random.bounded import randint as randint
from haliax.random.bounded import truncated_normal as truncated_normal
from haliax.random.bounded import uniform as uniform
from haliax.random.choosing import categorical as categorical
from haliax.random.choosing import choice as choice
from haliax.random.choosing import permutation as permutation
from haliax.random.parametric import bernoulli as bernoulli
from haliax.random.parametric import beta as beta
from haliax.random.parametric import binomial as binomial
from haliax.random.parametric import gamma as gamma
from haliax.random.parametric import loggamma as loggamma
from haliax.random.parametric import pareto as pareto
from haliax.random.parametric import poisson as poisson
from haliax.random.parametric import t as t
from haliax.random.parametric import weibull_min as weibull_min
from haliax.random.standard import ball as ball
from haliax.random.standard import cauchy as cauchy
from haliax.random.standard import exponential as exponential
from haliax.random.standard import gumbel as gumbel
from haliax.random.standard import laplace as laplace
from haliax.random.standard import logistic as logistic
from haliax.random.standard import normal as normal
from haliax.random.standard import rademacher as rademacher
