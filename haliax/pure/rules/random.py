"""Random arrays: the axes are those that were asked for; parameters broadcast into them."""

from __future__ import annotations

from haliax.pure import errors
from haliax.pure.axes import Axes, broadcast, drop, exactly, find, having, same, swap
from haliax.pure.matching import concatenated
from haliax.pure.operation import Family
from haliax.pure.wants import Array, Ignored, OptionalArray, OptionalSelection, Selection, Selector

standard = Family("haliax.random.standard")
bounded = Family("haliax.random.bounded")
parametric = Family("haliax.random.parametric")
choosing = Family("haliax.random.choosing")


def _normal(key: Ignored, shape: Selection) -> Axes:
    return exactly(shape)


normal = standard("normal", _normal)
cauchy = standard("cauchy", _normal)
exponential = standard("exponential", _normal)
gumbel = standard("gumbel", _normal)
laplace = standard("laplace", _normal)
logistic = standard("logistic", _normal)
rademacher = standard("rademacher", _normal)


def _ball(key: Ignored, shape: Selection, D: Selector) -> Axes:
    return concatenated([exactly(shape), Axes(exactly(D).head)])


ball = standard("ball", _ball)


def _uniform(key: Ignored, shape: Selection, minval: OptionalArray = None, maxval: OptionalArray = None) -> Axes:
    return _within(shape, minval, maxval)


uniform = bounded("uniform", _uniform)


def _randint(key: Ignored, shape: Selection, minval: Array, maxval: Array) -> Axes:
    return _within(shape, minval, maxval)


randint = bounded("randint", _randint)


def _truncated_normal(key: Ignored, shape: Selection, lower: Array, upper: Array) -> Axes:
    return _within(shape, lower, upper)


truncated_normal = bounded("truncated_normal", _truncated_normal)


def _bernoulli(key: Ignored, shape: Selection, p: Array) -> Axes:
    return _within(shape, p)


bernoulli = parametric("bernoulli", _bernoulli)


def _beta(key: Ignored, shape: Selection, a: Array, b: Array) -> Axes:
    return _within(shape, a, b)


beta = parametric("beta", _beta)


def _binomial(key: Ignored, shape: Selection, n: Array, p: Array) -> Axes:
    return _within(shape, n, p)


binomial = parametric("binomial", _binomial)


def _gamma(key: Ignored, shape: Selection, a: Array) -> Axes:
    return _within(shape, a)


gamma = parametric("gamma", _gamma)
loggamma = parametric("loggamma", _gamma)


def _pareto(key: Ignored, shape: Selection, b: Array) -> Axes:
    return _within(shape, b)


pareto = parametric("pareto", _pareto)


def _poisson(key: Ignored, shape: Selection, lam: Array) -> Axes:
    return _within(shape, lam)


poisson = parametric("poisson", _poisson)


def _t(key: Ignored, shape: Selection, df: Array) -> Axes:
    return _within(shape, df)


t = parametric("t", _t)


def _weibull_min(key: Ignored, shape: Selection, scale: Array, concentration: Array) -> Axes:
    return _within(shape, scale, concentration)


weibull_min = parametric("weibull_min", _weibull_min)


def _categorical(key: Ignored, logits: Array, axis: Selector, shape: OptionalSelection = None) -> Axes:
    each = drop(logits, (axis,))
    return each if shape is None else _within(shape, each)


categorical = choosing("categorical", _categorical)


def _choice(key: Ignored, shape: Selection, a: Array, axis: Selector, p: OptionalArray = None) -> Axes:
    drawn = exactly(shape)
    along, rest = find(a, axis), drop(a, (axis,))
    if p is not None:
        same(Axes((along,)), p)
    if drawn.is_exact:
        return swap(a, axis, drawn.head) if drawn.head else rest
    for name in drawn.names:
        if rest.has(name):
            raise errors.taken(name, a)
    return Axes(rest.known + drawn.known, "" if rest.is_open or drawn.is_open else None, ordered=False)


choice = choosing("choice", _choice)


def _permutation(key: Ignored, x: Array, axis: Selector) -> Axes:
    return having(x, (axis,))


permutation = choosing("permutation", _permutation)


def _within(shape: Selection, *parameters: Axes | None) -> Axes:
    """The axes of `shape`, which must have every axis of the parameters."""
    out = exactly(shape)
    for parameter in parameters:
        if parameter is not None:
            extra = [name for name in parameter.names if out.has(name) is False]
            if extra:
                raise errors.extra_axes(extra, parameter, out)
            broadcast(out, parameter)
    return out
