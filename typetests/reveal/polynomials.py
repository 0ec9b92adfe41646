"""Polynomials: their one axis has the name that the first named operand gives it."""

import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.ops.polynomials import DEFAULT_POLY_AXIS_NAME

p = hax.named([1.0, -3.0, 2.0], "power")
q = hax.named([1.0, -1.0], "other")
x = hax.named([0.0, 1.0, 2.0, 3.0], "sample")

reveal_type(hax.polyadd(p, q))  # R: [power]
reveal_type(hax.polysub(q, p))  # R: [other]
reveal_type(hax.polymul(p, q))  # R: [power]
reveal_type(hax.polymul(jnp.array([2.0, 1.0]), q))  # R: [other]
reveal_type(hax.polydiv(p, q))  # R: tuple[[power], [power]]
reveal_type(hax.polyder(p))  # R: [power]
reveal_type(hax.polyint(p, m=2))  # R: [power]
reveal_type(hax.poly(q))  # R: [other]
reveal_type(hax.roots(p))  # R: [power]
reveal_type(hax.trim_zeros(p, "f"))  # R: [power]
reveal_type(hax.vander(x, Axis("power", 3)))  # R: [sample, power]
reveal_type(hax.vander(x, "power"))  # R: [sample, power]
reveal_type(hax.polyval(p, x))  # R: [sample]
reveal_type(hax.polyval(p, hax.ones({"batch": 2, "power": 5})))  # R: [batch, power]
reveal_type(DEFAULT_POLY_AXIS_NAME)  # R: str

# What comes of a fit depends on what was asked for.
reveal_type(hax.polyfit(x, 2 * x, 1))  # R: [sample]
reveal_type(hax.polyfit(x, 2 * x, 1, w=x))  # R: [sample]


def vague(p: NamedArray["power"], x: NamedArray["batch ..."]) -> None:
    reveal_type(hax.polyval(p, x))  # R: [batch, ...]


vague(p, hax.ones({"batch": 2, "time": 3}))
