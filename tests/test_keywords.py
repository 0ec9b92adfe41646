"""Every keyword of every operation, given a value that matters: other than its default, with another outcome.

A line names an operation, calls it and its positional counterpart with the same keywords, and gives each keyword a
value. Where the counterpart takes another value, such as an array without names, a line gives both as a `Pair`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.pure.rules import operations
from tests.running import public_name

A, B = Axis("a", 3), Axis("b", 5)
VALUES = jnp.asarray(np.random.default_rng(0).permutation(15).reshape(3, 5) - 4.5, jnp.float32)
HOLED = VALUES.at[1, 2].set(jnp.nan).at[0, 4].set(jnp.nan)
WHOLE = jnp.asarray([[3, 1, 4, 1, 5], [9, 2, 6, 5, 3], [5, 8, 9, 7, 9]])
MASK = VALUES > 0
X, HOLES, INTS, BOOLS = (NamedArray(array, (A, B)) for array in (VALUES, HOLED, WHOLE, MASK))
ROW = NamedArray(VALUES[0], (B,))
MATRIX = ("a", "b")
SINGULAR = jnp.linalg.svdvals(VALUES)
KEY = jax.random.key(0)


@dataclass(frozen=True)
class Pair:
    """A value as an operation takes it, and as its positional counterpart does."""

    named: Any
    plain: Any


@dataclass(frozen=True)
class Keyword:
    """One keyword of an operation, and calls that take it."""

    op: str
    name: str
    value: Any
    ours: Callable[..., Any]
    theirs: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.op}({self.name}=)"


def line(op: str, ours: Callable[..., Any], theirs: Callable[..., Any], **values: Any) -> list[Keyword]:
    """The keywords of one operation, which `ours` is given."""
    called = op_of(op)
    return [Keyword(op, name, value, partial(ours, called), theirs) for name, value in values.items()]


def op_of(op: str) -> Callable[..., Any]:
    """An operation by its name in haliax."""
    found: Any = hax
    for part in op.split("."):
        found = getattr(found, part)
    return getattr(found, part) if isinstance(found, ModuleType) else found


def reduced(op: str, of: NamedArray = X, theirs: Any = None, **values: Any) -> list[Keyword]:
    """The keywords of a reduction of all axes."""
    plain = theirs or getattr(jnp, op)
    where = {"where": Pair(BOOLS, MASK)} if "where" in parameters(op) else {}
    return line(
        op, lambda f, **kw: f(of, **kw), lambda **kw: plain(of.array, **kw), axis=Pair("b", 1), **where, **values
    )


def windows_of_two(
    reduce: str, stride: int = 1, padding: int = 0, use_ceil: bool = False, count_include_pad: bool = False
) -> Any:
    """What a reduction makes of windows of 2 along the second dimension."""
    length, last = VALUES.shape[1], 0 if use_ceil else -1
    starts = range(-padding, length + padding + last, stride)
    parts = [VALUES[:, max(start, 0) : start + 2] for start in starts]
    if reduce == "mean" and count_include_pad:
        return jnp.stack([part.sum(1) / 2 for part in parts], 1)
    return jnp.stack([getattr(jnp, reduce)(part, axis=1) for part in parts], 1)


def parameters(op: str) -> dict[str, inspect.Parameter]:
    """The parameters of an operation."""
    return dict(inspect.signature(op_of(op)).parameters)


def extreme(fn: Callable[..., Any], initial: float) -> Callable[..., Any]:
    """A positional maximum or minimum, which with a mask needs an initial value."""
    return lambda x, where=None, **kw: fn(x, where=where, initial=initial, **kw) if where is not None else fn(x, **kw)


def ptp(x: Any, where: Any = None, **kw: Any) -> Any:
    high, low = extreme(jnp.max, -jnp.inf), extreme(jnp.min, jnp.inf)
    return high(x, where, **kw) - low(x, where, **kw)


def transformed(op: str, of: NamedArray) -> list[Keyword]:
    """The keywords of a Fourier transform."""
    fn = getattr(jnp.fft, op)

    def theirs(axis: int = 1, **kw: Any) -> Any:
        return fn(of.array, axis=axis, **kw)

    return line(op, lambda f, **kw: f(of, **{"axis": "b", **kw}), theirs, axis=Pair("a", 0), norm="ortho")


HALF = {"dtype": jnp.float16}


def lost(fn: Callable[..., Any], neutral: int) -> Callable[..., Any]:
    """A positional maximum or minimum of integers, of which masked ones become a neutral one."""
    return lambda where=True: fn(jnp.where(where, WHOLE - 20, neutral))


ODDS = jnp.asarray([0.0, 0.1, 0.2, 0.3, 0.4])
RANDOM = {
    **{"beta": (2.0, 3.0), "binomial": (9, 0.4), "gamma": (2.0,), "loggamma": (2.0,), "pareto": (2.0,)},
    **{"poisson": (3.0,), "t": (2.0,), "truncated_normal": (-1.0, 2.0), "weibull_min": (2.0, 3.0)},
}
"""Parameters of distributions."""


def lossy(op: str, f: Callable[..., Any], **kw: Any) -> Any:
    """A loss with keywords."""
    if op.endswith("maybe_reduce_loss"):
        return f(X, hax.mean, None, None, **kw)
    of_labels = {"nn.cross_entropy_loss": ("b", NamedArray(WHOLE[:, 1] % 5, (A,))), "nn.reduce_loss": ()}
    return f(X, *of_labels.get(op, (BOOLS,)), **kw)


def positional_loss(
    op: str, reduction: Any = "mean", where: Any = True, reduction_axis: Any = None, weight: Any = 1.0
) -> Any:
    """The same on arrays without names: of each label, of each truth, or of each loss."""
    losses = VALUES
    if op == "nn.cross_entropy_loss":
        losses = -jax.nn.log_softmax(VALUES)[jnp.arange(3), WHOLE[:, 1] % 5]
    elif op == "nn.binary_cross_entropy_loss":
        losses = jax.nn.softplus(VALUES) - VALUES * MASK
    by_row = losses.ndim == 1
    where, weight = (one[:, 0] if by_row and jnp.ndim(one) else one for one in (where, weight))
    weight = jnp.broadcast_to(jnp.asarray(weight) * jnp.asarray(where), losses.shape)
    return losses * weight if reduction is None else (losses * weight).sum(reduction_axis) / weight.sum(reduction_axis)


LOSSY: dict[str, Any] = {
    "reduction": None,
    "where": Pair(NamedArray(MASK[:, 0], (A,)), MASK[:, :1]),
    "reduction_axis": Pair("a", 0),
    "weight": Pair(NamedArray(VALUES[:, 3] ** 2, (A,)), VALUES[:, 3:4] ** 2),
}


def attention_of(mask: Any = True, bias: Any = 0.0, scaling_factor: float = 5**-0.5) -> jax.Array:
    """The weights of queries for keys that are smaller."""
    return jax.nn.softmax(jnp.where(mask, VALUES @ (VALUES / 8).T * scaling_factor + bias, -jnp.inf))


SEEN = jnp.asarray([[True, False, True]] * 3)
ATTENDED: dict[str, Any] = {
    "mask": Pair(NamedArray(SEEN[0], ("c",)), SEEN),
    "bias": Pair(NamedArray(VALUES[:, :3], ("c", "a")), VALUES[:, :3].T),
    "scaling_factor": 0.01,
}


KEYWORDS = [
    *line(
        "allclose",
        lambda f, **kw: f(X, X + 0.01, **kw),
        lambda **kw: jnp.allclose(VALUES, VALUES + 0.01, **kw),
        rtol=1.0,
        atol=0.1,
    ),
    *line(
        "isclose",
        lambda f, **kw: f(X, X + 0.01, **kw),
        lambda **kw: jnp.isclose(VALUES, VALUES + 0.01, **kw),
        rtol=0.01,
        atol=0.1,
    ),
    *line(
        "allclose", lambda f, **kw: f(HOLES, HOLES, **kw), lambda **kw: jnp.allclose(HOLED, HOLED, **kw), equal_nan=True
    ),
    *line(
        "isclose", lambda f, **kw: f(HOLES, HOLES, **kw), lambda **kw: jnp.isclose(HOLED, HOLED, **kw), equal_nan=True
    ),
    *line("full", lambda f, **kw: f((A, B), 2.5, **kw), lambda **kw: jnp.full((3, 5), 2.5, **kw), **HALF),
    *line("full_like", lambda f, **kw: f(X, 2.5, **kw), lambda **kw: jnp.full_like(VALUES, 2.5, **kw), **HALF),
    *(
        keyword
        for op in ("ones", "zeros")
        for keyword in (
            *line(op, lambda f, **kw: f((A, B), **kw), partial(getattr(jnp, op), (3, 5)), **HALF),
            *line(f"{op}_like", lambda f, **kw: f(X, **kw), partial(getattr(jnp, f"{op}_like"), VALUES), **HALF),
        )
    ),
    *line(
        "arange",
        lambda f, **kw: f(B, **kw),
        lambda start=0, step=1, **kw: jnp.arange(start, start + 5 * step, step, **kw),
        start=2,
        step=3,
        **HALF,
    ),
    *(
        keyword
        for op, ends in (("linspace", (1.0, 9.0)), ("geomspace", (1.0, 16.0)), ("logspace", (0.0, 2.0)))
        for keyword in line(
            op,
            lambda f, ends=ends, **kw: f(B, start=ends[0], stop=ends[1], **kw),
            partial(getattr(jnp, op), *ends, 5),
            endpoint=False,
            **HALF,
            **({"base": 3.0} if op == "logspace" else {}),
        )
    ),
    *line("eye", lambda f, **kw: f((A, B), **kw), partial(jnp.eye, 3, 5), k=-1, **HALF),
    *line("diff", lambda f, **kw: f(X, "b", **kw), lambda n=1: jnp.diff(VALUES, n), n=2),
    *reduced("median"),
    *reduced("nanmedian", HOLES),
    *(
        keyword
        for op, of in (("quantile", X), ("nanquantile", HOLES), ("percentile", X), ("nanpercentile", HOLES))
        for keyword in line(
            op,
            lambda f, of=of, **kw: f(of, 0.3, **kw),
            partial(getattr(jnp, op), of.array, 0.3),
            axis=Pair("b", 1),
            method="higher",
        )
    ),
    *line(
        "average",
        lambda f, **kw: f(X, **kw),
        partial(jnp.average, VALUES),
        axis=Pair("b", 1),
        weights=Pair(INTS, WHOLE),
    ),
    *line("cov", lambda f, **kw: f(X, "b", "a", **kw), lambda ddof=1: jnp.cov(VALUES, ddof=ddof), ddof=0),
    *(
        keyword
        for op in ("unique", "unique_values", "unique_counts", "unique_inverse", "unique_all")
        for keyword in line(
            op,
            lambda f, **kw: f(INTS, Axis("n", 20), **kw),
            partial(
                jnp.unique,
                WHOLE,
                size=20,
                return_index="all" in op,
                return_inverse="all" in op or "inverse" in op,
                return_counts="all" in op or "counts" in op,
            ),
            axis=Pair("b", 1),
            fill_value=-1,
        )
    ),
    *line("linalg.norm", lambda f, **kw: f(X, **kw), partial(jnp.linalg.norm, VALUES), axis=Pair("b", 1)),
    *line("linalg.norm", lambda f, **kw: f(X, "b", **kw), partial(jnp.linalg.norm, VALUES, axis=1), ord=1),
    *line(
        "linalg.matrix_rank",
        lambda f, **kw: f(X, MATRIX, **kw),
        lambda rtol=1e-6: jnp.sum(SINGULAR > rtol * SINGULAR.max()),
        rtol=0.9,
    ),
    *line(
        "linalg.pinv",
        lambda f, **kw: f(X, MATRIX, **kw),
        lambda **kw: jnp.linalg.pinv(VALUES, **kw).T,
        rtol=0.9,
    ),
    *line("round", lambda f, **kw: f(X / 7, **kw), lambda **kw: jnp.round(VALUES / 7, **kw), decimals=2),
    *(keyword for op in ("fft", "ifft", "hfft", "irfft", "rfft", "ihfft") for keyword in transformed(op, X)),
    *line("fftfreq", lambda f, **kw: f(B, **kw), partial(jnp.fft.fftfreq, 5), d=0.5),
    *line("rfftfreq", lambda f, **kw: f(B, **kw), partial(jnp.fft.rfftfreq, 5), d=0.5),
    *line("fftshift", lambda f, **kw: f(X, **kw), partial(jnp.fft.fftshift, VALUES), axes=Pair("b", 1)),
    *line("ifftshift", lambda f, **kw: f(X, **kw), partial(jnp.fft.ifftshift, VALUES), axes=Pair("b", 1)),
    *line("trace", lambda f, **kw: f(X, "a", "b", **kw), partial(jnp.trace, VALUES), offset=1, **HALF),
    *line("tril", lambda f, **kw: f(X, "a", "b", **kw), partial(jnp.tril, VALUES), k=1),
    *line("triu", lambda f, **kw: f(X, "a", "b", **kw), partial(jnp.triu, VALUES), k=-1),
    *line("polyder", lambda f, **kw: f(ROW, **kw), partial(jnp.polyder, VALUES[0]), m=2),
    *line("polyint", lambda f, **kw: f(ROW, **kw), partial(jnp.polyint, VALUES[0]), m=2, k=3.0),
    *line(
        "trim_zeros",
        lambda f, **kw: f(hax.arange(B) % 4, **kw),
        lambda **kw: jnp.trim_zeros(jnp.arange(5) % 4, **kw),
        trim="b",
    ),
    *reduced("all", BOOLS),
    *reduced("any", NamedArray(~MASK & (WHOLE == 9), (A, B))),
    *(keyword for op in ("max", "amax", "nanmax") for keyword in reduced(op, -X, extreme(getattr(jnp, op), -jnp.inf))),
    *(keyword for op in ("min", "amin", "nanmin") for keyword in reduced(op, X, extreme(getattr(jnp, op), jnp.inf))),
    *line("max", lambda f, **kw: f(INTS - 20, **kw), lost(jnp.max, -(2**31)), where=Pair(INTS < 5, WHOLE < 5)),
    *line("min", lambda f, **kw: f(INTS - 20, **kw), lost(jnp.min, 2**31 - 1), where=Pair(INTS > 5, WHOLE > 5)),
    *reduced("ptp", X, ptp),
    *(keyword for op in ("sum", "prod", "mean") for keyword in reduced(op, X / 3, **HALF)),
    *reduced("product", X / 3, jnp.prod, **HALF),
    *(keyword for op in ("nansum", "nanprod", "nanmean") for keyword in reduced(op, HOLES / 3, **HALF)),
    *(keyword for op in ("std", "var") for keyword in reduced(op, X, ddof=1, **HALF)),
    *(keyword for op in ("nanstd", "nanvar") for keyword in reduced(op, HOLES, ddof=1, **HALF)),
    *(keyword for op in ("nanargmax", "nanargmin") for keyword in reduced(op, HOLES)),
    *(
        keyword
        for op in ("cumsum", "cumprod", "nancumsum", "nancumprod")
        for keyword in line(op, lambda f, **kw: f(X, "b", **kw), partial(getattr(jnp, op), VALUES, 1), **HALF)
    ),
    *line(
        "pad",
        lambda f, **kw: f(X, {"b": (1, 2)}, **kw),
        lambda **kw: jnp.pad(VALUES, ((0, 0), (1, 2)), **kw),
        mode="edge",
        constant_values=7,
    ),
    *line(
        "argsort",
        lambda f, **kw: f(INTS, "b", **kw),
        lambda stable=False: jnp.argsort(WHOLE, 1, stable=stable),
        stable=True,
    ),
    *line("nn.gelu", lambda f, **kw: f(X, **kw), partial(jax.nn.gelu, VALUES), approximate=False),
    *(
        keyword
        for op in ("softmax", "log_softmax")
        for keyword in line(
            f"nn.{op}",
            lambda f, **kw: f(X, **kw),
            lambda op=op, axis=(0, 1): getattr(jax.nn, op)(VALUES, axis),
            axis=Pair("b", 1),
        )
    ),
    *line("nn.logsumexp", lambda f, **kw: f(X, **kw), partial(jax.nn.logsumexp, VALUES), axis=Pair("b", 1)),
    *line("nn.one_hot", lambda f, **kw: f(INTS, Axis("c", 7), **kw), partial(jax.nn.one_hot, WHOLE, 7), **HALF),
    *line(
        "nn.standardize",
        lambda f, **kw: f(X, "b", **kw),
        partial(jax.nn.standardize, VALUES, 1, algorithm="stable"),
        mean=Pair(NamedArray(VALUES[:, 0], (A,)), VALUES[:, :1]),
        variance=2.5,
        epsilon=3.0,
        where=Pair(BOOLS, MASK),
    ),
    *line(
        "nn.dropout",
        lambda f, **kw: f(X, 0.5, inference=False, **{"key": KEY} | kw),
        lambda broadcast_axes=(3, 5), key=KEY: jnp.where(
            jax.random.bernoulli(key, 0.5, broadcast_axes), VALUES / 0.5, 0
        ),
        broadcast_axes=Pair("b", (3, 1)),
        key=jax.random.key(7),
    ),
    *(
        keyword
        for op in (
            "nn.cross_entropy_loss",
            "nn.binary_cross_entropy_loss",
            "nn.reduce_loss",
            "nn.loss.maybe_reduce_loss",
        )
        for keyword in line(op, partial(lossy, op), partial(positional_loss, op), **LOSSY)
        if keyword.name == "weight" or op != "nn.loss.maybe_reduce_loss"
        if keyword.name != "reduction_axis" or op != "nn.cross_entropy_loss"
    ),
    *line(
        "nn.attention.causal_mask",
        lambda f, **kw: f(A, B, **kw),
        lambda q_start=0, k_start=0: (jnp.arange(3) + q_start)[:, None] >= (jnp.arange(5) + k_start)[None],
        q_start=2,
        k_start=1,
    ),
    *line(
        "nn.attention.prefix_lm_mask",
        lambda f, **kw: f(A, B, 2, **kw),
        lambda q_start=0, k_start=0: (
            ((jnp.arange(3) + q_start)[:, None] >= (jnp.arange(5) + k_start)[None])
            | (jnp.arange(5) + k_start < 2)[None]
        ),
        q_start=2,
        k_start=1,
    ),
    *line(
        "nn.attention.segment_mask",
        lambda f, **kw: f("a", "c", INTS, **kw),
        lambda key_segments=WHOLE: WHOLE[:, :, None] == jnp.moveaxis(key_segments, 0, -1)[None],
        key_segments=Pair(NamedArray(WHOLE[::-1], ("c", "b")), WHOLE[::-1]),
    ),
    *line(
        "nn.attention.mask_to_bias",
        lambda f, **kw: f(BOOLS, **kw),
        lambda mask_value=-1e9, dtype=jnp.float32: jnp.where(MASK, 0.0, mask_value).astype(dtype),
        mask_value=-7.0,
        dtype=jnp.bfloat16,
    ),
    *line(
        "nn.attention.alibi_attention_bias",
        lambda f, **kw: f(Axis("h", 4), B, **kw),
        lambda bias_max=8, dtype=jnp.float32: (
            2.0 ** (-bias_max / 4 * jnp.arange(1, 5, dtype=jnp.float32))[:, None] * jnp.arange(5)[None]
        ).astype(dtype),
        bias_max=4,
        dtype=jnp.float16,
    ),
    *line(
        "nn.attention.dot_product_attention_weights",
        lambda f, **kw: f("b", "c", X, NamedArray(VALUES / 8, ("c", "b")), **kw),
        attention_of,
        **ATTENDED,
    ),
    *line(
        "nn.attention.dot_product_attention",
        lambda f, **kw: f("c", "b", X, *[NamedArray(VALUES / 8, ("c", "b"))] * 2, **kw),
        lambda **kw: attention_of(**kw) @ (VALUES / 8),
        **ATTENDED,
    ),
    *(
        keyword
        for op, reduce in (("max_pool", "max"), ("min_pool", "min"), ("mean_pool", "mean"))
        for keyword in line(
            f"nn.{op}",
            lambda f, **kw: f(Axis("b", 2), X, **kw),
            partial(windows_of_two, reduce),
            stride=2,
            padding=1,
        )
    ),
    *line("nn.max_pool", lambda f, **kw: f(Axis("b", 2), X, 2, **kw), partial(windows_of_two, "max", 2), use_ceil=True),
    *line("nn.min_pool", lambda f, **kw: f(Axis("b", 2), X, 2, **kw), partial(windows_of_two, "min", 2), use_ceil=True),
    *line(
        "nn.mean_pool", lambda f, **kw: f(Axis("b", 2), X, 2, **kw), partial(windows_of_two, "mean", 2), use_ceil=True
    ),
    *line(
        "nn.mean_pool",
        lambda f, **kw: f(Axis("b", 2), X, 1, 1, **kw),
        partial(windows_of_two, "mean", 1, 1),
        count_include_pad=True,
    ),
    *line(
        "nn.pool",
        lambda f, **kw: f(Axis("b", 2), X, 0.0, jnp.add, **kw),
        partial(windows_of_two, "sum"),
        stride=2,
        padding=1,
    ),
    *line(
        "nn.pool",
        lambda f, **kw: f(Axis("b", 2), X, 0.0, jnp.add, 2, **kw),
        partial(windows_of_two, "sum", 2),
        use_ceil=True,
    ),
    *line("random.normal", lambda f, **kw: f(KEY, (A, B), **kw), partial(jax.random.normal, KEY, (3, 5)), **HALF),
    *line(
        "random.uniform",
        lambda f, **kw: f(KEY, (A, B), **kw),
        partial(jax.random.uniform, KEY, (3, 5)),
        minval=-2.0,
        maxval=5.0,
        **HALF,
    ),
    *line(
        "random.randint",
        lambda f, **kw: f(KEY, (A, B), 0, 50, **kw),
        partial(jax.random.randint, KEY, (3, 5), 0, 50),
        dtype=jnp.int8,
    ),
    *(
        keyword
        for op in ("cauchy", "exponential", "gumbel", "laplace", "logistic", "rademacher")
        for keyword in line(
            f"random.{op}", lambda f, **kw: f(KEY, (A, B), **kw), partial(getattr(jax.random, op), KEY, (3, 5)), **HALF
        )
    ),
    *line(
        "random.ball",
        lambda f, **kw: f(KEY, A, B, **kw),
        partial(jax.random.ball, KEY, 5, shape=(3,)),
        p=1.0,
        **HALF,
    ),
    *(
        keyword
        for op, given in RANDOM.items()
        for keyword in line(
            f"random.{op}",
            lambda f, given=given, **kw: f(KEY, (A, B), *given, **kw),
            partial(getattr(jax.random, op), KEY, *given, shape=(3, 5)),
            dtype=jnp.int8 if op == "poisson" else jnp.float16,
        )
    ),
    *line(
        "random.categorical",
        lambda f, **kw: f(KEY, X, "b", **kw),
        partial(jax.random.categorical, KEY, VALUES),
        shape=Pair((Axis("n", 2), A), (2, 3)),
    ),
    *line(
        "random.choice",
        lambda f, **kw: f(KEY, Axis("n", 4), X, "b", **kw),
        partial(jax.random.choice, KEY, VALUES, (4,), axis=1),
        replace=False,
        p=Pair(NamedArray(ODDS, B), ODDS),
    ),
    *line(
        "random.permutation",
        lambda f, **kw: f(KEY, X, "b", **kw),
        partial(jax.random.permutation, KEY, VALUES, 1),
        independent=True,
    ),
    *line("packbits", lambda f, **kw: f(BOOLS, "b", **kw), partial(jnp.packbits, MASK, 1), bitorder="little"),
    *line(
        "unpackbits",
        lambda f, **kw: f(INTS.astype(jnp.uint8), "b", **kw),
        partial(jnp.unpackbits, WHOLE.astype(jnp.uint8), 1),
        count=11,
        bitorder="little",
    ),
    *line(
        "bincount",
        lambda f, **kw: f(INTS.flatten("c"), Axis("n", 12), **kw),
        lambda **kw: jnp.bincount(WHOLE.ravel(), length=12, **kw),
        weights=Pair(X.flatten("c"), VALUES.ravel()),
    ),
    *line(
        "searchsorted",
        lambda f, **kw: f(hax.sort(ROW, "b"), ROW["b", 2], **kw),
        lambda **kw: jnp.searchsorted(jnp.sort(VALUES[0]), VALUES[0, 2], **kw),
        side="right",
    ),
]
"""All lines."""

ELSEWHERE = {
    "all_gather": {"to"},
    "bincount": {"minlength"},
    "nonzero": {"fill_value"},
    "unique": {"return_index", "return_inverse", "return_counts"},
    "cov": {"new_axis"},
    "linalg.cholesky": {"new_axis"},
    "linalg.eigh": {"new_axis"},
    "linalg.eigvalsh": {"new_axis"},
    "where": {"x", "y", "fill_value", "new_axis"},
    "dot": {"precision", "preferred_element_type", "out_axes", "dot_general"},
    "einsum": {"precision", "preferred_element_type", "_dot_general"},
    "polyfit": {"rcond", "full", "w", "cov"},
    "searchsorted": {"sorter", "method"},
    "nn.ragged_dot": {"ar", "implementation", "axis"},
    "top_k": {"new_axis"},
    "nn.cross_entropy_loss": {"reduction_axis"},
    "nn.attention.forgetful_causal_mask": {"sample_prob"},
    "nn.attention.dot_product_attention_weights": {"attention_dtype", "precision"},
    "nn.attention.dot_product_attention": {"attention_dtype", "precision", "implementation"},
    "broadcast_to": {"ensure_order", "enforce_no_extra_axes"},
}
"""Keywords that have no counterpart, and have tests of their own."""


def outcome(value: Any) -> list[np.ndarray[Any, Any]]:
    """The arrays of a result, without names."""
    return [np.asarray(part) for part in jax.tree.leaves(value)]


def differ(one: Any, other: Any) -> bool:
    """Whether two results differ in a value, a shape or a dtype."""
    pairs = zip(outcome(one), outcome(other), strict=True)
    return any((a.dtype, a.shape) != (b.dtype, b.shape) or not np.array_equal(a, b, equal_nan=True) for a, b in pairs)


def test_every_keyword_has_a_line() -> None:
    public = {name for name, module in hax._HOME.items() if module.startswith("haliax.ops.")}
    public |= {f"linalg.{o.name}" for o in operations() if o.home.startswith("haliax.linalg")}
    public |= {public_name(o) for o in operations() if o.home.startswith("haliax.nn")}
    public |= {f"random.{o.name}" for o in operations() if o.home.startswith("haliax.random")}
    given = {(keyword.op, keyword.name) for keyword in KEYWORDS}
    missing = {
        f"{op}({name}=)"
        for op in public
        for name, parameter in parameters(op).items()
        if parameter.default is not parameter.empty and (op, name) not in given and name not in ELSEWHERE.get(op, ())
    }
    assert not missing, "these keywords have no line in tests/test_keywords.py"
    assert not [op for op in ELSEWHERE if ELSEWHERE[op] - set(parameters(op))]


@pytest.mark.parametrize("keyword", KEYWORDS, ids=str)
def test_a_keyword_does_what_its_counterpart_does(keyword: Keyword) -> None:
    value = keyword.value if isinstance(keyword.value, Pair) else Pair(keyword.value, keyword.value)
    actual = keyword.ours(**{keyword.name: value.named})
    expected = keyword.theirs(**{keyword.name: value.plain})
    for one, other in zip(outcome(actual), outcome(expected), strict=True):
        assert (one.dtype, one.shape) == (other.dtype, other.shape)
        np.testing.assert_allclose(
            one.astype(other.dtype), other, rtol=2e-3 if other.dtype == np.float16 else 2e-5, atol=1e-5
        )


@pytest.mark.parametrize("keyword", [keyword for keyword in KEYWORDS if keyword.name != "stable"], ids=str)
def test_its_value_matters(keyword: Keyword) -> None:
    value = keyword.value.named if isinstance(keyword.value, Pair) else keyword.value
    assert differ(keyword.ours(), keyword.ours(**{keyword.name: value}))


C, D = Axis("c", 2), Axis("d", 7)
Y = NamedArray(jnp.arange(10.0).reshape(5, 2), (B, C))
Z = NamedArray(jnp.arange(14.0).reshape(2, 7) / 8, (C, D))
CHAINS = {
    "dot of two": (lambda **kw: hax.dot(X, Y, axis="b", **kw), 1, "dot_general"),
    "dot of three": (lambda **kw: hax.dot(X, Y, Z, axis=("b", "c"), **kw), 2, "dot_general"),
    "einsum of two": (lambda **kw: hax.einsum("a b, b c -> a c", X, Y, **kw), 1, "_dot_general"),
    "einsum of three": (lambda **kw: hax.einsum("a b, b c, c d -> a d", X, Y, Z, **kw), 2, "_dot_general"),
}


@pytest.mark.parametrize(("call", "count", "keyword"), CHAINS.values(), ids=CHAINS)
def test_keywords_of_contractions_reach_each_product(call: Callable[..., Any], count: int, keyword: str) -> None:
    given: list[dict[str, Any]] = []

    def product(*args: Any, **kwargs: Any) -> Any:
        given.append(inspect.signature(jax.lax.dot_general).bind(*args, **kwargs).arguments)
        return jax.lax.dot_general(*args, **kwargs)

    high = jax.lax.Precision.HIGHEST
    out = call(**{keyword: product}, precision=high, preferred_element_type=jnp.float16)
    assert [one["preferred_element_type"] for one in given] == [jnp.float16] * count
    assert all(set(jax.tree.leaves([one["precision"]])) == {high} for one in given)
    assert out.dtype == jnp.float16
    np.testing.assert_allclose(out.array, call().array, rtol=1e-2)


@pytest.mark.parametrize(("call", "count", "keyword"), CHAINS.values(), ids=CHAINS)
def test_precision_reaches_jax(call: Callable[..., Any], count: int, keyword: str) -> None:
    assert str(jax.make_jaxpr(lambda: call(precision="highest"))()).count("HIGHEST") >= count
    assert "HIGHEST" not in str(jax.make_jaxpr(lambda: call())())


def test_where_axes_of_a_product_go() -> None:
    out = hax.dot(X, Y, axis="b", out_axes=("c", "a"))
    assert out.axes == (C, A)
    np.testing.assert_allclose(out.array, (VALUES @ Y.array).T)


def test_fill_values() -> None:
    found = hax.where(X > 100, fill_value=-3, new_axis=Axis("found", 4))
    assert all(np.array_equal(one.array, [-3] * 4) for one in found)
    assert all(
        np.array_equal(one.array, [0] * 4) for one in hax.where(X > 100, fill_value=0, new_axis=Axis("found", 4))
    )


def test_minimal_length() -> None:
    counts = hax.bincount(NamedArray(jnp.asarray([1, 1]), "n"), Axis("n", 2), minlength=2)
    np.testing.assert_array_equal(counts.array, [0, 2])


FLAT = Axis("flat", 15)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: hax.flatten_axes(array=X, old_axes=("a", "b"), new_axis="flat"), (FLAT,)),
        (lambda: hax.flatten_axes(X, old_axes=("a", "b"), new_axis="flat"), (FLAT,)),
        (lambda: hax.flatten_axes(X, ("a", "b"), new_axis="flat"), (FLAT,)),
        (lambda: hax.flatten_axes(axes=(A, B), old_axes=("a", "b"), new_axis="flat"), (FLAT,)),
        (lambda: hax.flatten_axes(axes=(A, B, C), old_axes=("a", "b"), new_axis="flat"), (FLAT, C)),
        (lambda: hax.flatten_axes(axes=(A, B), new_axis="flat"), FLAT),
        (lambda: hax.flatten_axes((A, B), "flat"), FLAT),
        (lambda: hax.flatten_axes(axis=A, new_axis="flat"), Axis("flat", 3)),
        (lambda: hax.flatten_axes({"a": 3, "b": 5}, ("a", "b"), "flat"), {"flat": 15}),
    ],
)
def test_the_forms_of_flatten_axes(call: Callable[[], Any], expected: Any) -> None:
    out = call()
    assert (out.axes if isinstance(out, NamedArray) else out) == expected


@pytest.mark.parametrize("args", [(), (X,), ((A, B),), (X, "a", "flat", "more")], ids=len)
def test_other_forms_of_flatten_axes_are_refused(args: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match="flatten_axes: expected"):
        hax.flatten_axes(*args)
