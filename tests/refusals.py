"""Calls that must be refused: for every operation that can refuse axes, each reason that it has, written by hand.

They are written as cases are, see `tests.cases`; in the place of the result stands the kind of the error.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import jax.numpy as jnp

from haliax.axis import Axis
from haliax.ops.reductions import sum as hax_sum
from tests.cases import BATCH, DECLARED, EMBED, HEAD, KEY, MLP, VOCAB, Case, case


def refused(op: str, inputs: str, call: Callable[..., Any], kind: str) -> Case:
    """A call that must be refused, with an error of this kind."""
    return case(op, inputs, call, kind, jnp.asarray)


WRONG = BATCH.resize(19)


def over_an_axis(op: str) -> list[Case]:
    """The ways to name axes wrongly, for operations that take some."""
    return [*along_one(op), refused(op, "batch embed", lambda op, a: op(a, ("batch", BATCH)), "duplicate")]


def along_one(op: str) -> list[Case]:
    """The ways to name one axis wrongly."""
    return [
        refused(op, "batch embed", lambda op, a: op(a, "mlp"), "missing"),
        refused(op, "batch embed", lambda op, a: op(a, WRONG), "size"),
    ]


def on_two(op: str) -> list[Case]:
    """The ways in which two operands do not go together."""
    return [
        refused(op, "batch embed | embed mlp", operator.call, "broadcast"),
        refused(op, "batch embed | embed=4", operator.call, "size"),
        refused(op, "embed=4 batch | embed batch", operator.call, "size"),
    ]


def of_one_axis(op: str) -> Case:
    """An array with two axes where one with one axis is needed."""
    return refused(op, "batch embed", lambda op, a: op(a), "size")


REDUCTIONS = (
    "all amax amin any max mean min nanmax nanmean nanmin nanprod nanstd nansum nanvar prod product ptp std sum var"
)
BINARY = [case.op for case in DECLARED if len(case.inputs) == 2]

OPERANDS = [
    refused("outer", "batch embed | embed", operator.call, "duplicate"),
    *(line for op in (*BINARY, "divmod", "isclose", "allclose") for line in on_two(op)),
    refused("where", "bools: batch | embed | batch", operator.call, "broadcast"),
    refused("where", "bools: batch embed | embed=4 | batch", operator.call, "size"),
    refused("where", "bools: | ", lambda op, c, x: op(c, new_axis=MLP), "missing"),
    refused("clip", "batch embed | mlp | ", operator.call, "broadcast"),
    refused("clip", "batch embed |  | batch=3", operator.call, "size"),
]

ALONG = [
    *(line for op in REDUCTIONS.split() for line in over_an_axis(op)),
    *(line for op in ("argmax", "argmin", "nanargmax", "nanargmin") for line in along_one(op)),
    *(
        refused(op, inputs, lambda op, a, where: op(a, where=where), kind)
        for op in REDUCTIONS.split()
        for inputs, kind in (("batch | bools: batch embed", "broadcast"), ("batch embed | bools: batch=3", "size"))
    ),
    *(line for op in ("cumsum", "cumprod", "nancumsum", "nancumprod", "sort", "argsort") for line in along_one(op)),
    *(line for op in ("median", "nanmedian", "average") for line in over_an_axis(op)),
    *(
        refused(op, inputs, lambda op, a, weights: op(a, weights=weights), kind)
        for op in ("average",)
        for inputs, kind in (("batch | batch embed", "broadcast"), ("batch embed | batch=3", "size"))
    ),
    *(
        refused(op, "batch embed", lambda op, a, axis=axis: op(a, 0.5, axis), kind)
        for op in ("quantile", "nanquantile", "percentile", "nanpercentile")
        for axis, kind in (("mlp", "missing"), (WRONG, "size"), (("batch", BATCH), "duplicate"))
    ),
    *(
        refused(op, "batch embed | fractions: embed", lambda op, a, q: op(a, q, "batch"), "duplicate")
        for op in ("quantile", "nanquantile", "percentile", "nanpercentile")
    ),
    *(
        refused("cov", "batch embed mlp", lambda op, a, axes=axes: op(a, *axes), kind)
        for axes, kind in (
            (("head", "embed"), "missing"),
            (("batch", "head"), "missing"),
            ((WRONG, "embed"), "size"),
            (("batch", "batch"), "duplicate"),
            (("batch", "embed", "mlp"), "duplicate"),
            (("batch", "embed", "embed"), "duplicate"),
            (("batch", "embed", Axis("other", 4)), "size"),
        )
    ),
    refused("diff", "batch embed", lambda op, a: op(a, "mlp"), "missing"),
    refused("diff", "batch embed", lambda op, a: op(a, WRONG), "size"),
    refused("diff", "batch embed", lambda op, a: op(a, "embed", -1), "size"),
    refused("repeat", "batch embed", lambda op, a: op(a, "mlp", 2), "missing"),
    refused("repeat", "batch embed", lambda op, a: op(a, WRONG, 2), "size"),
    refused("repeat", "batch embed", lambda op, a: op(a, "embed", -1), "size"),
    refused("tile", "batch embed", lambda op, a: op(a, {"mlp": 2}), "missing"),
    refused("tile", "batch embed", lambda op, a: op(a, {WRONG: 2}), "size"),
    refused("tile", "batch embed", lambda op, a: op(a, {"embed": -1}), "size"),
    refused("tile", "batch embed", lambda op, a: op(a, {"embed": 1, EMBED: 2}), "duplicate"),
    *(
        refused(op, "ints: batch embed", lambda op, a, axis=axis, new=new: op(a, new, axis=axis), kind)
        for op in ("unique", "unique_values", "unique_counts", "unique_inverse", "unique_all")
        for axis, new, kind in (("head", MLP, "missing"), (WRONG, MLP, "size"), ("batch", EMBED, "duplicate"))
    ),
    *(line for op in ("packbits", "unbind", "fftshift", "ifftshift") for line in along_one(op)),
    refused("unpackbits", "bytes: batch", lambda op, a: op(a, "embed"), "missing"),
    refused("unpackbits", "bytes: batch", lambda op, a: op(a, WRONG), "size"),
    refused("roll", "batch embed", lambda op, a: op(a, 1, "mlp"), "missing"),
    refused("roll", "batch embed", lambda op, a: op(a, 1, WRONG), "size"),
    refused("roll", "batch embed", lambda op, a: op(a, (1, 1), ("batch", "batch")), "duplicate"),
    refused("pad", "batch embed", lambda op, a: op(a, {"mlp": (1, 1)}), "missing"),
    refused("pad", "batch embed", lambda op, a: op(a, {WRONG: (1, 1)}), "size"),
    refused("top_k", "batch embed", lambda op, a: op(a, "mlp", 1), "missing"),
    refused("top_k", "batch embed", lambda op, a: op(a, "embed", 4), "size"),
    refused("top_k", "batch embed", lambda op, a: op(a, "embed", -1), "size"),
    refused("top_k", "batch embed", lambda op, a: op(a, "embed", 2, Axis("best", 3)), "size"),
    refused("top_k", "batch embed", lambda op, a: op(a, "embed", 2, "batch"), "duplicate"),
    refused("searchsorted", "batch embed | batch", operator.call, "size"),
    refused("searchsorted", " | batch", operator.call, "size"),
    refused("searchsorted", "mlp | batch | indices: embed", lambda op, a, v, s: op(a, v, sorter=s), "size"),
    refused("bincount", "indices: batch embed", lambda op, a: op(a, MLP), "size"),
    refused("bincount", "indices: batch | embed", lambda op, a, w: op(a, MLP, weights=w), "order"),
    refused("nonzero", "", lambda op, a: op(a, size=MLP), "missing"),
    *(
        refused(op, "batch embed", lambda op, a, axes=axes: op(a, *axes), kind)
        for op in ("trace", "tril", "triu")
        for axes, kind in ((("batch", "mlp"), "missing"), (("batch", "batch"), "duplicate"), ((WRONG, "embed"), "size"))
    ),
    *(line for op in ("nn.softmax", "nn.log_softmax", "nn.logsumexp") for line in over_an_axis(op)),
    *(
        refused(f"nn.{op}", "batch embed", lambda op, a, args=args, last=last: op(args[0], a, *last, *args[1:]), kind)
        for op, last in (("max_pool", ()), ("min_pool", ()), ("mean_pool", ()), ("pool", (0.0, jnp.add)))
        for args, kind in (
            (((),), "missing"),
            ((MLP,), "missing"),
            (("embed",), "size"),
            ((Axis("embed", 0),), "size"),
            ((Axis("embed", 4),), "size"),
            (((EMBED, EMBED),), "duplicate"),
            ((EMBED, 0), "size"),
            ((EMBED, (1, 1)), "size"),
            ((EMBED, 1, -1), "size"),
            ((EMBED, 1, (1, 1)), "size"),
            ((EMBED, 1, ((3, 0),)), "size"),
            ((EMBED, 1, ((0, 3),)), "size"),
        )
    ),
    *(
        refused("nn.ragged_dot", inputs, lambda op, a, b, c: op(a, b, c, axis="embed"), kind)
        for inputs, kind in (
            ("batch | vocab embed | ints: vocab", "missing"),
            ("batch embed | vocab mlp | ints: vocab", "missing"),
            ("batch embed | mlp embed | ints: vocab", "missing"),
            ("batch embed | vocab embed=4 | ints: vocab", "size"),
            ("batch embed | vocab embed | ints: vocab=2", "size"),
            ("batch embed | vocab embed | ints: ", "size"),
            ("batch embed | vocab mlp embed | ints: vocab mlp", "size"),
            ("embed | vocab embed | ints: vocab", "size"),
            ("batch head embed | vocab embed | ints: vocab", "size"),
            ("vocab embed | vocab embed | ints: vocab", "duplicate"),
            ("batch embed | vocab embed batch | ints: vocab", "duplicate"),
        )
    ),
    refused("nn.one_hot", "indices: batch embed", lambda op, a: op(a, EMBED), "duplicate"),
]

LOSSES = [
    *along_one("nn.glu"),
    refused("nn.glu", "batch embed", lambda op, a: op(a, "embed"), "size"),
    *over_an_axis("nn.standardize"),
    *(
        refused(
            "nn.standardize", f"batch embed | {other}", lambda op, a, b, name=name: op(a, "embed", **{name: b}), kind
        )
        for name in ("mean", "variance", "where")
        for other, kind in (("mlp batch", "broadcast"), ("batch=19", "size"))
    ),
    *(
        refused("nn.dropout", "batch embed", lambda op, a, axis=axis: op(a, 0.5, axis, inference=True), kind)
        for axis, kind in (("mlp", "missing"), (WRONG, "size"), (("batch", BATCH), "duplicate"))
    ),
    *(
        refused(op, inputs, lambda op, a, t, axis=axis: op(a, axis, t), kind)
        for op in ("nn.cross_entropy_loss", "nn.cross_entropy_loss_and_log_normalizers")
        for inputs, axis, kind in (
            ("indices: batch | batch embed", "embed", "missing"),
            ("batch embed | indices: batch", "mlp", "missing"),
            ("batch embed | indices: batch", EMBED.resize(19), "size"),
            ("batch embed | indices: batch mlp", "embed", "broadcast"),
            ("batch embed | batch mlp embed", "embed", "broadcast"),
            ("batch embed | indices: batch=19", "embed", "size"),
            ("batch embed | batch embed=19", "embed", "size"),
        )
    ),
    *(
        refused("nn.cross_entropy_loss", f"batch embed | indices: batch | {other}", call, kind)
        for other, call, kind in (
            ("bools: embed", lambda op, a, t, w: op(a, "embed", t, where=w), "broadcast"),
            ("mlp", lambda op, a, t, w: op(a, "embed", t, None, weight=w), "broadcast"),
            ("batch=19", lambda op, a, t, w: op(a, "embed", t, weight=w), "size"),
            ("", lambda op, a, t, _: op(a, "embed", t, reduction_axis="embed"), "missing"),
            ("", lambda op, a, t, _: op(a, "embed", t, None, reduction_axis="mlp"), "missing"),
        )
    ),
    refused("nn.binary_cross_entropy_loss", "batch embed | bools: batch mlp", operator.call, "broadcast"),
    refused("nn.binary_cross_entropy_loss", "batch embed | bools: batch=19", operator.call, "size"),
    refused(
        "nn.binary_cross_entropy_loss", "batch | bools: batch", lambda op, a, t: op(a, t, None, None, "mlp"), "missing"
    ),
    *(
        refused(op, inputs, lambda op, a, *more, axis=axis, how=how: op(a, how, axis, *more), kind)
        for op in ("nn.reduce_loss", "nn.loss.maybe_reduce_loss")
        for inputs, axis, how, kind in (
            ("batch embed | bools: batch", "mlp", None, "missing"),
            ("batch embed | bools: batch", ("batch", "batch"), hax_sum, "duplicate"),
            ("batch embed | bools: batch", WRONG, hax_sum, "size"),
            ("batch embed | bools: mlp", None, None, "broadcast"),
            ("batch embed | bools: embed | batch=19", None, hax_sum, "size"),
        )
    ),
]

ATTENTION = [
    *(
        refused(op, inputs, lambda op, *starts, axes=axes, number=number: op(*axes, *number, *starts), kind)
        for op, number in (("nn.attention.causal_mask", ()), ("nn.attention.prefix_lm_mask", (3,)))
        for inputs, axes, kind in (
            ("ints: batch", (EMBED, EMBED), "duplicate"),
            ("ints: batch", (EMBED, EMBED.resize(19)), "duplicate"),
            ("ints: batch", (BATCH, EMBED), "duplicate"),
            ("ints: mlp | ints: batch", (EMBED, BATCH), "duplicate"),
            ("ints: batch | ints: batch=19", (EMBED, MLP), "size"),
        )
    ),
    *(
        refused("nn.attention.segment_mask", inputs, lambda op, *given, axes=axes: op(*axes, *given), kind)
        for inputs, axes, kind in (
            ("indices: batch embed", ("embed", "embed"), "duplicate"),
            ("indices: batch embed", ("embed", "batch"), "duplicate"),
            ("indices: batch embed", ("mlp", "head"), "missing"),
            ("indices: batch embed", (WRONG, "mlp"), "size"),
            ("indices: batch embed", ("embed", MLP), "size"),
            ("indices: batch embed | indices: batch", ("embed", "mlp"), "missing"),
            ("indices: embed | indices: embed mlp", ("embed", "mlp"), "duplicate"),
            ("indices: batch embed | indices: batch=19 mlp", ("embed", "mlp"), "size"),
        )
    ),
    *(
        refused(f"nn.attention.combine_masks_{op}", "bools: batch | bools: mlp batch=19", operator.call, "size")
        for op in ("and", "or")
    ),
    refused("nn.attention.alibi_attention_bias", "nothing", lambda op: op(MLP, MLP), "duplicate"),
    refused("nn.attention.dropout_mask", "nothing", lambda op: op((MLP, MLP), 0.5, key=KEY), "duplicate"),
    *(
        refused(f"nn.attention.dot_product_attention{op}", inputs, call, kind)
        for inputs, axes, kind in (
            ("batch embed | batch embed", ("embed", "batch"), "duplicate"),
            ("batch embed | mlp embed", ("head", "mlp"), "missing"),
            ("batch embed | mlp embed", ("embed", "head"), "missing"),
            ("batch embed | mlp", ("embed", "mlp"), "missing"),
            ("batch | mlp embed", ("embed", "mlp"), "missing"),
            ("batch embed=19 | mlp embed", ("embed", "mlp"), "size"),
            ("batch embed | mlp embed", (EMBED.resize(19), "mlp"), "size"),
            ("batch embed | mlp embed", ("embed", MLP.resize(19)), "size"),
            ("batch embed | mlp embed batch=19", ("embed", "mlp"), "size"),
        )
        for op, call in (
            ("_weights", lambda op, q, k, axes=axes: op(*axes, q, k)),
            ("", lambda op, q, k, axes=axes: op(*axes[::-1], q, k, k)),
        )
    ),
    *(
        refused(
            "nn.attention.dot_product_attention_weights",
            f"batch embed | mlp embed | {kind_of}{other}",
            lambda op, q, k, other, name=name: op("embed", "mlp", q, k, **{name: other}),
            kind,
        )
        for name, kind_of in (("mask", "bools: "), ("bias", ""))
        for other, kind in (("batch embed", "broadcast"), ("batch=19", "size"))
    ),
    refused(
        "nn.attention.dot_product_attention",
        "batch embed | mlp embed | batch embed",
        lambda op, q, k, v: op("mlp", "embed", q, k, v),
        "missing",
    ),
    refused(
        "nn.attention.dot_product_attention",
        "batch embed | mlp embed | mlp=19 embed",
        lambda op, q, k, v: op("mlp", "embed", q, k, v),
        "size",
    ),
    refused(
        "nn.attention.dot_product_attention",
        "batch embed | mlp embed | bools: head",
        lambda op, q, k, mask: op("mlp", "embed", q, k, k, mask),
        "broadcast",
    ),
]

FOURIER = [
    *(
        line
        for op in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft")
        for line in [
            refused(op, "batch embed", lambda op, a: op(a, "mlp"), "missing"),
            refused(op, "batch embed", lambda op, a: op(a, {"batch": 0}), "size"),
            refused(op, "batch embed", lambda op, a: op(a, {"batch": EMBED}), "size"),
            refused(op, "batch embed", lambda op, a: op(a, ()), "missing"),
            refused(op, "", lambda op, a: op(a), "missing"),
        ]
    ),
    *(refused(op, "batch embed", lambda op, a: op(a, ("batch", "batch")), "duplicate") for op in ("fft", "ifft")),
    *(refused(op, "batch embed", lambda op, a: op(a, ("batch", "batch")), "duplicate") for op in ("rfft", "irfft")),
    *(refused(op, "batch embed", lambda op, a: op(a, ("batch", "embed")), "order") for op in ("hfft", "ihfft")),
]

CONTRACTION = [
    refused("dot", "batch embed | embed mlp", lambda op, x, w: op(x, w, axis="head"), "missing"),
    refused("dot", "batch embed | embed mlp", lambda op, x, w: op(x, w, axis=WRONG), "size"),
    refused("dot", "batch embed | embed mlp", lambda op, x, w: op(x, w, axis=("embed", "embed")), "duplicate"),
    refused("dot", "batch embed | embed=4", lambda op, x, w: op(x, w, axis="embed"), "size"),
    refused("dot", "batch embed", lambda op, x: op(x, axis="embed", out_axes=("embed",)), "missing"),
    refused("dot", "batch embed | mlp", lambda op, x, y: op(x, y, axis=(), out_axes=("mlp", "batch")), "order"),
    refused("dot", "nothing", lambda op: op(axis=()), "missing"),
    refused("einsum", "batch embed", lambda op, x: op("b e -> b m", x), "pattern"),
    refused("einsum", "batch embed", lambda op, x: op("{batch mlp} -> batch", x), "missing"),
    refused("einsum", "batch embed | embed=4", lambda op, x, y: op("b e, e -> b", x, y), "size"),
    refused("einsum", "batch embed | mlp", lambda op, x, y: op("b e -> b", x, y), "pattern"),
]

SHAPING = [
    refused("rename", "batch embed", lambda op, a: op(a, {"mlp": "head"}), "missing"),
    refused("rename", "batch embed", lambda op, a: op(a, {WRONG: "head"}), "size"),
    refused("rename", "batch embed", lambda op, a: op(a, {"batch": HEAD}), "size"),
    refused("rename", "batch embed", lambda op, a: op(a, {"batch": "embed"}), "duplicate"),
    refused("rename", "batch embed", lambda op, a: op(a, {"batch": "mlp", "embed": "mlp"}), "duplicate"),
    refused("broadcast_to", "batch embed", lambda op, a: op(a, (BATCH, MLP)), "broadcast"),
    refused("broadcast_to", "batch embed", lambda op, a: op(a, (WRONG, EMBED)), "size"),
    refused("broadcast_to", "batch embed", lambda op, a: op(a, (BATCH, EMBED, MLP, MLP)), "duplicate"),
    refused("broadcast_axis", "batch embed", lambda op, a: op(a, (MLP, WRONG)), "size"),
    refused("broadcast_axis", "batch embed", lambda op, a: op(a, (MLP, MLP)), "duplicate"),
    refused("flatten_axes", "batch embed", lambda op, a: op(a, ("batch", "mlp"), "flat"), "missing"),
    refused("flatten_axes", "batch embed", lambda op, a: op(a, (WRONG, "embed"), "flat"), "size"),
    refused("flatten_axes", "batch embed", lambda op, a: op(a, ("batch", "batch"), "flat"), "duplicate"),
    refused("flatten_axes", "batch embed", lambda op, a: op(a, ("batch", "embed"), Axis("flat", 7)), "size"),
    refused("flatten_axes", "batch embed mlp", lambda op, a: op(a, ("batch", "embed"), "mlp"), "duplicate"),
    refused("flatten_axes", "batch embed", lambda op, a: op(a, (), "flat"), "missing"),
    refused("unflatten_axis", "batch embed", lambda op, a: op(a, "mlp", (HEAD,)), "missing"),
    refused("unflatten_axis", "batch embed", lambda op, a: op(a, WRONG, (HEAD,)), "size"),
    refused("unflatten_axis", "batch embed", lambda op, a: op(a, "embed", (HEAD, MLP)), "size"),
    refused("unflatten_axis", "batch embed", lambda op, a: op(a, "embed", (Axis("batch", 3),)), "duplicate"),
    refused("unflatten_axis", "batch embed", lambda op, a: op(a, "embed", ()), "missing"),
    *(refused(op, "batch embed", lambda op, a: op(a, Axis("flat", 7)), "size") for op in ("ravel", "flatten")),
    refused("take", "batch embed", lambda op, a: op(a, "mlp", 0), "missing"),
    refused("take", "batch embed", lambda op, a: op(a, WRONG, 0), "size"),
    refused("take", "batch embed", lambda op, a: op(a, "embed", 3), "size"),
    refused("take", "batch embed", lambda op, a: op(a, "embed", -4), "size"),
    refused("take", "batch embed | indices: batch=3", lambda op, a, i: op(a, "embed", i), "size"),
    refused("rearrange", "batch embed", lambda op, a: op(a, ("batch",)), "order"),
    refused("rearrange", "batch embed", lambda op, a: op(a, ("batch", "mlp")), "missing"),
    refused("rearrange", "batch embed", lambda op, a: op(a, (WRONG, ...)), "size"),
    refused("rearrange", "batch embed", lambda op, a: op(a, ("batch", ..., "batch")), "duplicate"),
    refused("rearrange", "batch embed", lambda op, a: op(a, "b e -> b"), "pattern"),
    refused("rearrange", "batch embed", lambda op, a: op(a, "{batch} -> batch"), "order"),
    refused("rearrange", "batch embed", lambda op, a: op(a, "b e -> (batch: e) b"), "duplicate"),
]

JOINING = [
    refused("concatenate", "batch embed | batch", lambda op, a, b: op("embed", (a, b)), "missing"),
    refused("concatenate", "batch embed | embed mlp", lambda op, a, b: op("embed", (a, b)), "order"),
    refused("concatenate", "batch embed | batch=3 embed", lambda op, a, b: op("embed", (a, b)), "size"),
    refused("concatenate", "batch embed | batch embed", lambda op, a, b: op(EMBED.resize(7), (a, b)), "size"),
    refused("concatenate", "nothing", lambda op: op("embed", ()), "missing"),
    refused("stack", "batch embed | batch", lambda op, a, b: op("layer", (a, b)), "order"),
    refused("stack", "batch | batch=3", lambda op, a, b: op("layer", (a, b)), "size"),
    refused("stack", "batch | batch", lambda op, a, b: op("batch", (a, b)), "duplicate"),
    refused("stack", "batch | batch", lambda op, a, b: op(Axis("layer", 3), (a, b)), "size"),
    refused("stack", "nothing", lambda op: op("layer", ()), "missing"),
    refused("split", "batch embed", lambda op, a: op(a, "mlp", (HEAD,)), "missing"),
    refused("split", "batch embed", lambda op, a: op(a, WRONG, (HEAD,)), "size"),
    refused("split", "batch embed", lambda op, a: op(a, "embed", (Axis("a", 1), Axis("b", 1))), "size"),
    refused("split", "batch embed", lambda op, a: op(a, "embed", (Axis("batch", 3),)), "duplicate"),
]

INDEXING = [
    refused("index", "batch embed", lambda op, a: op(a, {"mlp": 0}), "missing"),
    refused("index", "batch embed", lambda op, a: op(a, {WRONG: 0}), "size"),
    refused("index", "batch embed", lambda op, a: op(a, {"embed": 3}), "size"),
    refused("index", "batch embed", lambda op, a: op(a, {"embed": 0, EMBED: 0}), "duplicate"),
    refused("index", "batch embed | indices: batch=3", lambda op, a, i: op(a, {"embed": i}), "size"),
    refused("slice", "batch embed", lambda op, a: op(a, "mlp", start=0, length=1), "missing"),
    refused("slice", "batch embed", lambda op, a: op(a, WRONG, start=0, length=1), "size"),
    refused("slice", "batch embed", lambda op, a: op(a, "embed", start=2, length=2), "size"),
    refused("slice", "batch embed", lambda op, a: op(a, "embed", start=-1, length=2), "size"),
    refused("slice", "batch embed", lambda op, a: op(a, "embed", "batch", 0, 1), "duplicate"),
    refused("updated_slice", "batch embed | mlp", lambda op, a, part: op(a, {"embed": 0}, part), "broadcast"),
    refused("updated_slice", "batch embed | embed", lambda op, a, part: op(a, {"mlp": 0}, part), "missing"),
    refused("updated_slice", "batch embed | embed", lambda op, a, part: op(a, {"embed": 1}, part), "size"),
    refused("updated_slice", "batch embed | batch=1", lambda op, a, part: op(a, {"embed": 1}, part), "size"),
]

POLYNOMIALS = [
    *map(of_one_axis, ("poly", "polyint", "polyder", "roots", "trim_zeros")),
    *(
        refused(op, inputs, operator.call, "size")
        for op in ("polyadd", "polysub", "polymul", "polydiv")
        for inputs in ("batch embed | embed", "embed | batch embed")
    ),
    refused("polyval", "batch embed | embed", operator.call, "size"),
    refused("polyfit", "batch embed | batch", lambda op, x, y: op(x, y, 1), "order"),
    refused("polyfit", "batch | embed", lambda op, x, y: op(x, y, 1), "order"),
    refused("polyfit", "batch | batch=3", lambda op, x, y: op(x, y, 1), "size"),
    refused("vander", "batch embed", lambda op, a: op(a, "degree"), "size"),
    refused("vander", "", lambda op, a: op(a, "degree"), "size"),
    refused("vander", "batch", lambda op, a: op(a, "batch"), "duplicate"),
]

CREATION = [
    refused("eye", "nothing", lambda op: op((BATCH, BATCH)), "duplicate"),
    refused("eye", "nothing", lambda op: op(BATCH), "size"),
    refused("eye", "nothing", lambda op: op((BATCH, EMBED, MLP)), "size"),
    *(refused(op, "nothing", lambda op: op((BATCH, BATCH)), "duplicate") for op in ("zeros", "ones", "arange")),
    refused("full", "nothing", lambda op: op((BATCH, BATCH), 1), "duplicate"),
    refused("named", "nothing", lambda op: op(jnp.ones((2, 2)), (BATCH, BATCH)), "duplicate"),
    refused("random.normal", "nothing", lambda op: op(KEY, (BATCH, BATCH)), "duplicate"),
    refused("random.uniform", "nothing", lambda op: op(KEY, (BATCH, BATCH)), "duplicate"),
    refused("random.uniform", "mlp", lambda op, low: op(KEY, (BATCH, EMBED), minval=low), "broadcast"),
    refused("random.uniform", "embed=4", lambda op, low: op(KEY, (BATCH, EMBED), maxval=low), "size"),
    refused("random.randint", "nothing", lambda op: op(KEY, (VOCAB, VOCAB), 0, 9), "duplicate"),
    refused("random.randint", "mlp", lambda op, low: op(KEY, (BATCH, EMBED), low, 9), "broadcast"),
    refused("random.randint", "embed=4", lambda op, low: op(KEY, (BATCH, EMBED), 0, low), "size"),
    *(
        refused(f"random.{op}", "nothing", lambda op: op(KEY, (BATCH, BATCH)), "duplicate")
        for op in ("cauchy", "exponential", "gumbel", "laplace", "logistic", "rademacher")
    ),
    refused("random.ball", "nothing", lambda op: op(KEY, (BATCH, EMBED), BATCH), "duplicate"),
    *(
        line
        for op, rest in {
            **dict.fromkeys(("bernoulli", "gamma", "loggamma", "pareto", "poisson", "t"), ()),
            **dict.fromkeys(("beta", "binomial", "truncated_normal", "weibull_min"), (0.5,)),
        }.items()
        for line in (
            refused(f"random.{op}", "nothing", lambda op, rest=rest: op(KEY, (MLP, MLP), 0.5, *rest), "duplicate"),
            refused(f"random.{op}", "mlp", lambda op, a, rest=rest: op(KEY, (BATCH, EMBED), a, *rest), "broadcast"),
            refused(f"random.{op}", "embed=4", lambda op, a, rest=rest: op(KEY, (BATCH, EMBED), *rest, a), "size"),
        )
    ),
    *(
        refused(f"random.{op}", "batch embed", lambda op, a, axis=axis: op(KEY, a, axis), kind)
        for op in ("categorical", "permutation")
        for axis, kind in (("mlp", "missing"), (WRONG, "size"))
    ),
    refused("random.categorical", "batch vocab", lambda op, a: op(KEY, a, "vocab", MLP), "broadcast"),
    refused("random.categorical", "batch vocab", lambda op, a: op(KEY, a, "vocab", (MLP, WRONG)), "size"),
    refused("random.categorical", "batch vocab", lambda op, a: op(KEY, a, "vocab", (BATCH, MLP, MLP)), "duplicate"),
    refused("random.choice", "batch vocab", lambda op, a: op(KEY, EMBED, a, "mlp"), "missing"),
    refused("random.choice", "batch vocab", lambda op, a: op(KEY, EMBED, a, WRONG), "size"),
    refused("random.choice", "batch vocab", lambda op, a: op(KEY, BATCH, a, "vocab"), "duplicate"),
    refused("random.choice", "batch vocab", lambda op, a: op(KEY, (MLP, MLP), a, "vocab"), "duplicate"),
    refused("random.choice", "vocab | embed", lambda op, a, p: op(KEY, MLP, a, "vocab", p=p), "order"),
    refused("random.choice", "vocab | vocab=4", lambda op, a, p: op(KEY, MLP, a, "vocab", p=p), "size"),
]

ROWS = ("row", "column")
SQUARE = ("linalg.det", "linalg.slogdet", "linalg.inv", "linalg.cholesky", "linalg.eigh", "linalg.eigvalsh")
FACTORS = ("linalg.qr", "linalg.svd", "linalg.svdvals")


def of_a_matrix(op: str, *more: Any) -> list[Case]:
    """The ways to name the axes of matrices wrongly."""
    return [
        refused(op, "batch embed", lambda op, a, axis=axis: op(a, axis, *more), kind)
        for axis, kind in (
            (("batch", "mlp"), "missing"),
            (("embed", "embed"), "duplicate"),
            ((WRONG, "embed"), "size"),
            (("batch",), "size"),
            ("batch", "size"),
            (("batch", "embed", "batch"), "size"),
        )
    ]


LINALG = [
    *over_an_axis("linalg.norm"),
    *(line for op in (*SQUARE, "linalg.matrix_rank", "linalg.pinv") for line in of_a_matrix(op)),
    *(line for op in FACTORS for line in of_a_matrix(op, "mode")),
    *(refused(op, "batch embed", lambda op, a: op(a, ("batch", "embed")), "size") for op in SQUARE),
    *(
        refused(op, "row=3 batch column=3", lambda op, a, new=new: op(a, ROWS, new), kind)
        for op in ("linalg.cholesky", "linalg.eigh", "linalg.eigvalsh", *FACTORS)
        for new, kind in (("row", "duplicate"), ("batch", "duplicate"), (Axis("mode", 4), "size"))
    ),
    *(refused(op, "batch embed", lambda op, a: op(a, ("batch", "embed"), "embed"), "duplicate") for op in FACTORS),
    *(
        refused("linalg.solve", inputs, lambda op, a, b: op(a, b, ROWS), kind)
        for inputs, kind in (
            ("row=3 column=3 | column=3", "missing"),
            ("row=3 column=3 | row=3 column=3", "duplicate"),
            ("row=3 column=3 | row=4", "size"),
            ("row=3 column=4 | row=3", "size"),
            ("row=3 batch | row=3", "missing"),
            ("row=3 column=3 batch | row=3 batch=3", "size"),
        )
    ),
]

COLLECTIVES = [
    refused(op, "batch embed", lambda op, a: op(a, "mlp"), "missing") for op in ("all_gather", "psum_scatter")
]

REFUSALS = [
    *(*OPERANDS, *ALONG, *FOURIER, *CONTRACTION, *SHAPING, *JOINING),
    *(*INDEXING, *POLYNOMIALS, *CREATION, *LINALG, *LOSSES, *ATTENTION, *COLLECTIVES),
]
"""Every call that must be refused."""
