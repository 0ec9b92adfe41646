# Written by `python -m tools.stubs`. Do not edit.
"""Random arrays of given axes, from the generators of `jax.random`.

Each function takes a key and the axes of its result. Parameters of a distribution are numbers or named arrays, which
broadcast by name. The values are those of the function of the same name in `jax.random`, for the same key and the
shape that the axes have.
"""

from haliax.random.bounded import randint as randint, truncated_normal as truncated_normal, uniform as uniform
from haliax.random.choosing import categorical as categorical, choice as choice, permutation as permutation
from haliax.random.parametric import (
    bernoulli as bernoulli,
    beta as beta,
    binomial as binomial,
    gamma as gamma,
    loggamma as loggamma,
    pareto as pareto,
    poisson as poisson,
    t as t,
    weibull_min as weibull_min,
)
from haliax.random.standard import (
    ball as ball,
    cauchy as cauchy,
    exponential as exponential,
    gumbel as gumbel,
    laplace as laplace,
    logistic as logistic,
    normal as normal,
    rademacher as rademacher,
)
