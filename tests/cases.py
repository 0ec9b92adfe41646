"""One hand-written line for every operation: the axes that go in, the call, the axes that come out, and the values.

Axes are written as in an annotation, and have the sizes below: prime, and different for every name, so that no mix-up
can hide. The call takes the operation and its arrays; the same call on the rule and on `Axes` gives the axes that come
out. Values are those of a positional call on plain arrays, given in the order in which the axes are written.

The words before the colon of an input say what its values are: `ints: batch`, `bools: batch`, `indices: batch`,
`shares: batch` (between 0 and 1).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from haliax.axis import Axis
from haliax.ops.reductions import max as hax_max
from haliax.ops.reductions import sum as hax_sum

SIZES = {"batch": 2, "embed": 3, "mlp": 5, "head": 7, "position": 11, "vocab": 13, "width": 17}

BATCH, EMBED, MLP, HEAD = (Axis(name, SIZES[name]) for name in ("batch", "embed", "mlp", "head"))
WIDTH = Axis("width", SIZES["width"])
POSITION, VOCAB = Axis("position", SIZES["position"]), Axis("vocab", SIZES["vocab"])
FLAT, DEGREE = Axis("flat", 6), Axis("degree", 3)
KEY = jax.random.key(0)


@dataclass(frozen=True)
class Case:
    """A call of one operation, and what comes of it.

    Attributes:
        op: The operation, as it is named in `haliax`: `sum`, `nn.softmax`.
        inputs: The axes of each array.
        call: Makes the call, of the operation and the arrays.
        out: The axes of the result, or of each result. None if it is no array.
        values: The same on plain arrays.
        by_storage: Whether the values depend, by its definition, on the order in which the axes are stored.
        eager: Whether the shape of the result depends on values, so that it cannot be traced.
    """

    op: str
    inputs: tuple[str, ...]
    call: Callable[..., Any]
    out: str | tuple[str, ...] | None
    values: Callable[..., Any]
    by_storage: bool = False
    eager: bool = False

    def __str__(self) -> str:
        return f"{self.op}({' | '.join(self.inputs)})"


def case(
    op: str,
    inputs: str,
    call: Callable[..., Any],
    out: str | tuple[str, ...] | None,
    values: Callable[..., Any],
    **more: bool,
) -> Case:
    """A case; `|` separates the axes of several arrays."""
    arrays = tuple(axes.strip() for axes in inputs.split("|")) if inputs != "nothing" else ()
    return Case(op, arrays, call, out, values, **more)


def windows_of(array: Any, way: Callable[..., Any]) -> Any:
    """What a reduction makes of windows of 3 along the first dimension and 2 along the last, moved by 2 and by 3.

    They begin one before the array and end one after it, or two.
    """
    rows = [slice(max(at - 1, 0), at + 2) for at in range(0, array.shape[0] + 2, 2)]
    columns = [slice(max(at - 1, 0), at + 1) for at in range(0, array.shape[-1] + 1, 3)]
    return jnp.stack([jnp.stack([way(array[r][..., c], axis=(0, -1)) for c in columns], -1) for r in rows])


def real(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that refuses complex numbers, which have no order."""

    def checked(array: Any, **keywords: Any) -> Any:
        if jnp.iscomplexobj(array):
            raise TypeError("complex numbers have no order")
        return function(array, **keywords)

    return checked


def unary(op: str, inputs: str = "batch embed", values: Callable[..., Any] | None = None) -> Case:
    """An operation on each element, which is that of `jax.numpy` unless `values` says otherwise."""
    return case(op, inputs, lambda op, a: op(a), inputs.rpartition(":")[2].strip(), values or getattr(jnp, op))


def binary(op: str, kind: str = "", values: Callable[..., Any] | None = None) -> Case:
    """An operation on pairs of elements. The first operand has fewer axes, in another order."""
    kernel = values or getattr(jnp, op)
    inputs = f"{kind}embed batch | {kind}batch mlp embed"
    return case(op, inputs, operator.call, "batch mlp embed", lambda a, b: kernel(a.T[:, None, :], b))


DECLARED = [
    *map(unary, "abs absolute angle arccos arccosh arcsin arcsinh arctan arctanh around cbrt ceil conj".split()),
    *map(unary, "conjugate copy cos cosh deg2rad degrees exp exp2 expm1 fabs floor i0 imag iscomplex".split()),
    *map(unary, "isfinite isinf isnan isneginf isposinf isreal log log10 log1p log2 logical_not negative".split()),
    *map(unary, "positive rad2deg radians real reciprocal rint round sign signbit sin sinc sinh square".split()),
    *map(unary, "sqrt tan tanh trunc".split()),
    unary("fix", values=jnp.trunc),
    unary("rsqrt", values=lambda a: 1 / jnp.sqrt(a)),
    *(unary(op, "ints: batch embed") for op in ("bitwise_count", "bitwise_invert", "bitwise_not", "invert")),
    *map(binary, "add arctan2 divide equal float_power floor_divide fmax fmin fmod greater greater_equal".split()),
    *map(binary, "hypot less less_equal logaddexp logaddexp2 logical_and logical_or logical_xor maximum".split()),
    *map(binary, "minimum mod multiply nextafter not_equal power remainder subtract true_divide".split()),
    *(binary(op, "ints: ") for op in ("bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_left_shift")),
    *(binary(op, "ints: ") for op in ("bitwise_right_shift", "left_shift", "right_shift")),
]
"""Operations that differ in nothing but their kernel."""

ELEMENTWISE = [
    *DECLARED,
    case("round", "batch embed", lambda op, a: op(a, 1), "batch embed", lambda a: jnp.round(a, 1)),
    case("astype", "batch embed", lambda op, a: op(a, jnp.int32), "batch embed", lambda a: a.astype(jnp.int32)),
    case("frexp", "batch embed", lambda op, a: op(a), ("batch embed", "batch embed"), jnp.frexp),
    case("ndim", "batch embed", lambda op, a: op(a), None, jnp.ndim),
    case("subtract", "embed | batch embed", operator.call, "batch embed", lambda a, b: a[None] - b),
    case("subtract", "batch embed", lambda op, a: op(a, 1.5), "batch embed", lambda a: a - 1.5),
    case("subtract", "batch embed", lambda op, a: op(1.5, a), "batch embed", lambda a: 1.5 - a),
    case("subtract", "batch embed | ", operator.call, "batch embed", lambda a, b: a - b),
    case("divmod", "embed batch | batch embed", operator.call, ("embed batch",) * 2, lambda a, b: jnp.divmod(a, b.T)),
    case(
        "where",
        "bools: batch | embed batch | embed",
        operator.call,
        "embed batch",
        lambda c, x, y: jnp.where(c[None, :], x, y[:, None]),
    ),
    case("where", "bools: batch embed", lambda op, c: op(c, 1.0, 0.0), "batch embed", lambda c: jnp.where(c, 1.0, 0.0)),
    case(
        "clip",
        "embed batch | batch | ",
        operator.call,
        "embed batch",
        lambda a, low, high: jnp.clip(a, low[None, :], high),
    ),
    case("clip", "batch embed", lambda op, a: op(a, None, 0.5), "batch embed", lambda a: jnp.minimum(a, 0.5)),
    case(
        "isclose",
        "embed batch | batch",
        lambda op, a, b: op(a, b, atol=1.0),
        "embed batch",
        lambda a, b: jnp.isclose(a, b[None, :], atol=1.0),
    ),
    case(
        "allclose",
        "embed batch | batch",
        lambda op, a, b: op(a, b, atol=1.0),
        None,
        lambda a, b: jnp.allclose(a, b[None, :], atol=1.0),
    ),
    case("array_equal", "embed batch | batch embed", operator.call, None, lambda a, b: jnp.array_equal(a, b.T)),
    case("array_equiv", "embed batch | embed", operator.call, None, lambda a, b: jnp.array_equiv(a, b[:, None])),
]


def reduction(op: str, kernel: Callable[..., Any] | None = None) -> Case:
    """A reduction over an axis in the middle."""
    reduce = kernel or getattr(jnp, op)
    return case(op, "batch embed mlp", lambda op, a: op(a, "embed"), "batch mlp", lambda a: reduce(a, axis=1))


def masked(a: jax.Array, where: jax.Array, op: str) -> jax.Array:
    """The array with the least value of its dtype, or the greatest if `op` looks for that, where `where` is not."""
    if a.dtype == bool:
        return jnp.where(where, a, "min" in op)
    least = -jnp.inf if jnp.issubdtype(a.dtype, jnp.inexact) else jnp.iinfo(a.dtype).min
    greatest = jnp.inf if jnp.issubdtype(a.dtype, jnp.inexact) else jnp.iinfo(a.dtype).max
    return jnp.where(where, a, jnp.asarray(greatest if "min" in op else least, a.dtype))


REDUCTIONS = [
    *map(reduction, "all amax amin any argmax argmin max mean min nanargmax nanargmin nanmax nanmean nanmin".split()),
    *map(reduction, "nanprod nanstd nansum nanvar prod ptp std sum var".split()),
    reduction("product", jnp.prod),
    case("sum", "batch embed mlp", lambda op, a: op(a, ("mlp", BATCH)), "embed", lambda a: a.sum((0, 2))),
    case("sum", "batch embed", lambda op, a: op(a, {"embed": 3}), "batch", lambda a: a.sum(1)),
    case("max", "batch embed", lambda op, a: op(a), "", jnp.max),
    case("mean", "batch embed", lambda op, a: op(a, ()), "batch embed", lambda a: a / 1),
    case("std", "batch embed", lambda op, a: op(a, "embed", ddof=1), "batch", lambda a: a.std(1, ddof=1)),
    *(
        case(
            op,
            "batch embed mlp | bools: mlp batch",
            lambda op, a, where: op(a, "embed", where=where),
            "batch mlp",
            lambda a, where, op=op: getattr(jnp, op)(a, axis=1, where=where.T[:, None, :]),
        )
        for op in "all any mean nanmean nanprod nanstd nansum nanvar prod std sum var".split()
    ),
    *(
        case(
            op,
            "batch embed mlp | bools: mlp batch",
            lambda op, a, where: op(a, "embed", where=where),
            "batch mlp",
            lambda a, where, op=op: getattr(jnp, op)(masked(a, where.T[:, None, :], op), axis=1),
        )
        for op in ("max", "amax", "nanmax", "min", "amin", "nanmin")
    ),
    case("argmax", "batch embed", lambda op, a: op(a, None), "", jnp.argmax, by_storage=True),
]

ALONG_AN_AXIS = [
    *(
        case(op, "batch embed", lambda op, a: op(a, "batch"), "batch embed", lambda a, op=op: getattr(jnp, op)(a, 0))
        for op in ("cumsum", "cumprod", "nancumsum", "nancumprod", "sort", "argsort")
    ),
    case(
        "argsort", "batch embed", lambda op, a: op(a, None), "flat=6", lambda a: jnp.argsort(a, None), by_storage=True
    ),
    case("diff", "batch embed", lambda op, a: op(a, "embed"), "batch embed=2", lambda a: jnp.diff(a, axis=1)),
    case("diff", "mlp batch", lambda op, a: op(a, "mlp", 3), "mlp=2 batch", lambda a: jnp.diff(a, 3, 0)),
    case(
        "tile",
        "batch embed mlp",
        lambda op, a: op(a, {"mlp": 2, BATCH: 3}),
        "batch=6 embed mlp=10",
        lambda a: jnp.tile(a, (3, 1, 2)),
    ),
    case(
        "repeat", "batch embed mlp", lambda op, a: op(a, EMBED, 2), "batch embed=6 mlp", lambda a: jnp.repeat(a, 2, 1)
    ),
    case("roll", "batch embed", lambda op, a: op(a, 1, "embed"), "batch embed", lambda a: jnp.roll(a, 1, 1)),
    case(
        "roll",
        "batch embed",
        lambda op, a: op(a, (1, 2), ("embed", "batch")),
        "batch embed",
        lambda a: jnp.roll(a, (1, 2), (1, 0)),
    ),
    case(
        "pad",
        "batch embed",
        lambda op, a: op(a, {"embed": (1, 2)}),
        "batch embed=6",
        lambda a: jnp.pad(a, ((0, 0), (1, 2))),
    ),
    case(
        "packbits",
        "bools: position batch",
        lambda op, a: op(a, "position"),
        "position=2 batch",
        lambda a: jnp.packbits(a, 0),
    ),
    case(
        "unpackbits",
        "bytes: batch embed",
        lambda op, a: op(a, "embed"),
        "batch embed=24",
        lambda a: jnp.unpackbits(a, 1),
    ),
    case(
        "top_k",
        "vocab batch",
        lambda op, a: op(a, "vocab", 3, "best"),
        ("best=3 batch", "best=3 batch"),
        lambda a: tuple(part.T for part in jax.lax.top_k(a.T, 3)),
    ),
    case("searchsorted", "sorted: vocab | batch embed", operator.call, "batch embed", jnp.searchsorted),
    case("bincount", "indices: vocab", lambda op, a: op(a, MLP), "mlp", lambda a: jnp.bincount(a, length=5)),
    case(
        "nonzero",
        "bools: batch embed",
        lambda op, a: op(a, size=MLP),
        ("mlp", "mlp"),
        lambda a: jnp.nonzero(a, size=5, fill_value=0),
        by_storage=True,
    ),
    case("trace", "batch embed mlp", lambda op, a: op(a, "mlp", "batch"), "embed", lambda a: jnp.trace(a, 0, 2, 0)),
    *(
        case(
            op,
            "batch embed mlp",
            lambda op, a: op(a, "mlp", "batch"),
            "batch embed mlp",
            lambda a, op=op: jnp.moveaxis(getattr(jnp, op)(a.transpose(1, 2, 0)), (0, 1, 2), (1, 2, 0)),
        )
        for op in ("tril", "triu")
    ),
]


def fraction(op: str) -> list[Case]:
    """A quantile: one of them, and several over two axes, which come out in front."""
    plain = getattr(jnp, op)
    return [
        case(op, "batch embed mlp", lambda op, a: op(a, 0.3, "embed"), "batch mlp", lambda a: plain(a, 0.3, axis=1)),
        case(
            op,
            "batch embed mlp | fractions: head",
            lambda op, a, q: op(a, q, ("mlp", "batch")),
            "head embed",
            lambda a, q: plain(a, q, axis=(0, 2)),
        ),
        case(
            op,
            "batch embed | fractions: head mlp",
            lambda op, a, q: op(a, q, "batch", method="nearest"),
            "head mlp embed",
            lambda a, q: plain(a, q.ravel(), axis=0, method="nearest").reshape(7, 5, 3),
        ),
    ]


STATISTICS = [
    reduction("median"),
    reduction("nanmedian"),
    case("median", "batch embed", lambda op, a: op(a), "", jnp.median),
    *(line for op in ("quantile", "nanquantile", "percentile", "nanpercentile") for line in fraction(op)),
    reduction("average"),
    case(
        "average",
        "batch embed mlp | mlp batch",
        lambda op, a, weights: op(a, ("batch", "embed"), weights=weights),
        "mlp",
        lambda a, weights: jnp.average(a, (0, 1), jnp.broadcast_to(weights.T[:, None, :], a.shape)),
    ),
    case("cov", "mlp position", lambda op, a: op(a, "position", "mlp"), "mlp mlp_cov=5", jnp.cov),
    case(
        "cov",
        "embed position batch",
        lambda op, a: op(a, "position", EMBED, "other", ddof=0),
        "embed other=3 batch",
        lambda a: jnp.stack([jnp.cov(a[..., i], ddof=0) for i in range(2)], -1),
    ),
]

DISTINCT = [
    case("unique", "ints: batch embed", lambda op, a: op(a, MLP), "mlp", lambda a: jnp.unique(a, size=5)),
    case(
        "unique",
        "ints: batch embed",
        lambda op, a: op(a, MLP, axis="embed", return_index=True, fill_value=-1),
        ("batch mlp", "mlp"),
        lambda a: jnp.unique(a, True, axis=1, size=5, fill_value=-1),
    ),
    case(
        "unique",
        "ints: batch embed",
        lambda op, a: op(a, MLP, return_inverse=True, return_counts=True),
        ("mlp", "batch embed", "mlp"),
        lambda a: jnp.unique(a, False, True, True, size=5),
    ),
    case("unique_values", "ints: batch embed", lambda op, a: op(a, MLP), "mlp", lambda a: jnp.unique(a, size=5)),
    case(
        "unique_counts",
        "ints: batch embed",
        lambda op, a: op(a, MLP, axis="batch"),
        ("mlp embed", "mlp"),
        lambda a: jnp.unique(a, False, False, True, axis=0, size=5),
    ),
    case(
        "unique_inverse",
        "ints: batch embed",
        lambda op, a: op(a, MLP, axis="embed"),
        ("batch mlp", "embed"),
        lambda a: jnp.unique(a, False, True, axis=1, size=5),
    ),
    case(
        "unique_all",
        "ints: batch embed",
        lambda op, a: op(a, MLP),
        ("mlp", "mlp", "batch embed", "mlp"),
        lambda a: jnp.unique(a, True, True, True, size=5),
        by_storage=True,
    ),
]

CONTRACTION = [
    case(
        "dot",
        "batch embed | embed mlp",
        lambda op, x, w: op(x, w, axis="embed"),
        "batch mlp",
        lambda x, w: jnp.einsum("be,em->bm", x, w),
    ),
    case(
        "dot",
        "head batch embed | mlp embed batch",
        lambda op, x, w: op(x, w, axis=(EMBED, "head")),
        "batch mlp",
        lambda x, w: jnp.einsum("hbe,meb->bm", x, w),
    ),
    case(
        "dot",
        "batch embed | embed mlp | mlp head",
        lambda op, x, y, z: op(x, y, z, axis=("embed", "mlp"), out_axes=("head", ...)),
        "head batch",
        lambda x, y, z: jnp.einsum("be,em,mh->hb", x, y, z),
    ),
    case("dot", "batch embed", lambda op, x: op(x, axis="embed"), "batch", lambda x: jnp.einsum("be->b", x)),
    case("outer", "batch | mlp embed", operator.call, "batch mlp embed", lambda a, b: a[:, None, None] * b[None]),
    case("dot", "batch | embed", lambda op, x, y: op(x, y, axis=()), "batch embed", jnp.outer),
    case(
        "dot", "batch embed | batch", lambda op, x, y: op(x, y, axis=None), "", lambda x, y: jnp.einsum("be,b->", x, y)
    ),
    case(
        "einsum",
        "batch embed | embed mlp",
        lambda op, x, w: op("b e, e m -> m b", x, w),
        "mlp batch",
        lambda x, w: jnp.einsum("be,em->mb", x, w),
        by_storage=True,
    ),
    case(
        "einsum",
        "batch embed | embed mlp",
        lambda op, x, w: op("{embed mlp} -> mlp", x, w),
        "batch mlp",
        lambda x, w: jnp.einsum("be,em->bm", x, w),
    ),
]

SHAPING = [
    case(
        "rename",
        "batch embed",
        lambda op, a: op(a, {"embed": "batch", BATCH: "embed"}),
        "embed=2 batch=3",
        lambda a: a,
    ),
    case(
        "broadcast_to",
        "embed batch",
        lambda op, a: op(a, (MLP, BATCH, EMBED)),
        "mlp batch embed",
        lambda a: jnp.broadcast_to(a.T, (5, 2, 3)),
    ),
    case(
        "broadcast_to",
        "embed batch",
        lambda op, a: op(a, (BATCH, MLP, EMBED), ensure_order=False),
        "mlp embed batch",
        lambda a: jnp.broadcast_to(a, (5, 3, 2)),
    ),
    case(
        "broadcast_axis",
        "embed batch",
        lambda op, a: op(a, (BATCH, MLP)),
        "batch mlp embed",
        lambda a: jnp.broadcast_to(a.T[:, None, :], (2, 5, 3)),
    ),
    case(
        "flatten_axes",
        "batch embed mlp",
        lambda op, a: op(a, ("mlp", "batch"), "flat"),
        "flat=10 embed",
        lambda a: a.transpose(2, 0, 1).reshape(10, 3),
    ),
    case(
        "unflatten_axis",
        "batch embed=6 mlp",
        lambda op, a: op(a, "embed", (Axis("row", 3), Axis("column", 2))),
        "batch row=3 column=2 mlp",
        lambda a: a.reshape(2, 3, 2, 5),
    ),
    case("ravel", "batch embed", lambda op, a: op(a, "flat"), "flat=6", jnp.ravel, by_storage=True),
    case("flatten", "batch embed", lambda op, a: op(a, FLAT), "flat=6", jnp.ravel, by_storage=True),
    case("take", "batch vocab", lambda op, a: op(a, "vocab", -2), "batch", lambda a: a[:, -2]),
    case(
        "take",
        "batch vocab mlp | indices: embed",
        lambda op, a, i: op(a, "vocab", i),
        "batch embed mlp",
        lambda a, i: jnp.take(a, i, 1),
    ),
    case(
        "take",
        "batch vocab | indices: position batch",
        lambda op, a, i: op(a, "vocab", i),
        "batch position",
        lambda a, i: jnp.take_along_axis(a, i.T, 1),
    ),
    case(
        "rearrange",
        "batch embed mlp",
        lambda op, a: op(a, ("mlp", ..., "batch")),
        "mlp embed batch",
        lambda a: a.transpose(2, 1, 0),
    ),
    case(
        "rearrange",
        "batch embed mlp",
        lambda op, a: op(a, "b e m -> e (flat: m b)"),
        "embed flat=10",
        lambda a: a.transpose(1, 2, 0).reshape(3, 10),
        by_storage=True,
    ),
    case(
        "rearrange",
        "batch embed=6 mlp",
        lambda op, a: op(a, "{(embed: row column) batch} -> column ... (flat: row batch)", row=2),
        "column=3 mlp flat=4",
        lambda a: a.reshape(2, 2, 3, 5).transpose(2, 3, 1, 0).reshape(3, 5, 4),
    ),
]

JOINING = [
    case(
        "concatenate",
        "batch embed | embed=4 batch",
        lambda op, a, b: op("embed", (a, b)),
        "batch embed=7",
        lambda a, b: jnp.concatenate([a, b.T], 1),
    ),
    case(
        "stack",
        "batch embed | embed batch",
        lambda op, a, b: op("layer", (a, b)),
        "layer=2 batch embed",
        lambda a, b: jnp.stack([a, b.T]),
    ),
    case(
        "split",
        "batch mlp embed",
        lambda op, a: op(a, "mlp", (Axis("query", 1), Axis("key", 4))),
        ("batch query=1 embed", "batch key=4 embed"),
        lambda a: jnp.split(a, [1], 1),
    ),
    case("unbind", "embed batch mlp", lambda op, a: op(a, "batch"), ("embed mlp",) * 2, lambda a: (a[:, 0], a[:, 1])),
]

INDEXING = [
    case(
        "index",
        "batch embed position",
        lambda op, a: op(a, {"position": slice(2, 9, 2), "batch": 1}),
        "embed position=4",
        lambda a: a[1, :, 2:9:2],
    ),
    case(
        "index",
        "batch vocab embed | indices: mlp batch",
        lambda op, a, i: op(a, {"vocab": i}),
        "batch mlp embed",
        lambda a, i: jnp.stack([a[0][i[:, 0]], a[1][i[:, 1]]]),
    ),
    case(
        "slice",
        "batch position",
        lambda op, a: op(a, "position", Axis("window", 4), start=3),
        "batch window=4",
        lambda a: a[:, 3:7],
    ),
    case(
        "slice",
        "batch position",
        lambda op, a: op(a, {"position": 3}, {"position": 4}),
        "batch position=4",
        lambda a: a[:, 3:7],
    ),
    case(
        "updated_slice",
        "batch position | position=4",
        lambda op, a, part: op(a, {"position": 3}, part),
        "batch position",
        lambda a, part: a.at[:, 3:7].set(part[None]),
    ),
]

FOURIER = [
    *(
        case(
            op,
            "position batch",
            lambda op, a: op(a, "position"),
            f"{size} batch",
            lambda a, op=op: getattr(jnp.fft, op)(a, axis=0),
        )
        for op, size in {
            "fft": "position",
            "ifft": "position",
            "rfft": "position=6",
            "irfft": "position=20",
            "hfft": "position=20",
            "ihfft": "position=6",
        }.items()
    ),
    case(
        "fft",
        "position batch",
        lambda op, a: op(a, (Axis("position", 8), "batch")),
        "position=8 batch",
        lambda a: jnp.fft.fftn(a, (8, 2), (0, 1)),
    ),
    case("rfft", "batch position", lambda op, a: op(a), "batch position=6", jnp.fft.rfft, by_storage=True),
    *(
        case(
            op,
            "position batch",
            lambda op, a: op(a, "position"),
            "position batch",
            lambda a, op=op: getattr(jnp.fft, op)(a, 0),
        )
        for op in ("fftshift", "ifftshift")
    ),
    case("fftfreq", "nothing", lambda op: op(POSITION, 0.5), "position", lambda: jnp.fft.fftfreq(11, 0.5)),
    case("rfftfreq", "nothing", lambda op: op(POSITION), "position=6", lambda: jnp.fft.rfftfreq(11)),
]

POLYNOMIALS = [
    case("poly", "embed", lambda op, a: op(a), "embed=4", jnp.poly),
    case("polyadd", "embed | mlp", operator.call, "embed=5", jnp.polyadd),
    case("polysub", "embed | mlp", operator.call, "embed=5", jnp.polysub),
    case("polymul", "embed | mlp", operator.call, "embed=7", jnp.polymul),
    case("polydiv", "mlp | embed", operator.call, ("mlp=3", "mlp=5"), jnp.polydiv),
    case("polyint", "embed", lambda op, a: op(a, 2), "embed=5", lambda a: jnp.polyint(a, 2)),
    case("polyder", "mlp", lambda op, a: op(a, 2), "mlp=3", lambda a: jnp.polyder(a, 2)),
    case("polyval", "embed | batch mlp", operator.call, "batch mlp", jnp.polyval),
    case("roots", "embed", lambda op, a: op(a), "embed=2", lambda a: jnp.roots(a), eager=True),
    case("trim_zeros", "padded: embed", lambda op, a: op(a), "embed=3", jnp.trim_zeros, eager=True),
    case("vander", "mlp", lambda op, a: op(a, DEGREE), "mlp degree=3", lambda a: jnp.vander(a, 3)),
    case(
        "polyfit", "position | position", lambda op, x, y: op(x, y, 2), "position=3", lambda x, y: jnp.polyfit(x, y, 2)
    ),
]

CREATION = [
    case(
        "named", "nothing", lambda op: op(jnp.ones((2, 3)), ("batch", "embed")), "batch embed", lambda: jnp.ones((2, 3))
    ),
    case("zeros", "nothing", lambda op: op((BATCH, EMBED)), "batch embed", lambda: jnp.zeros((2, 3))),
    case(
        "ones",
        "nothing",
        lambda op: op({"batch": 2, "embed": 3}, jnp.int32),
        "batch embed",
        lambda: jnp.ones((2, 3), jnp.int32),
    ),
    case("eye", "nothing", lambda op: op((BATCH, EMBED), 1), "batch embed", lambda: jnp.eye(2, 3, 1)),
    case("full", "nothing", lambda op: op(EMBED, 7.5), "embed", lambda: jnp.full((3,), 7.5)),
    case("zeros_like", "batch embed", lambda op, a: op(a), "batch embed", jnp.zeros_like),
    case("ones_like", "batch embed", lambda op, a: op(a), "batch embed", jnp.ones_like),
    case("full_like", "batch embed", lambda op, a: op(a, 3), "batch embed", lambda a: jnp.full_like(a, 3)),
    case("arange", "nothing", lambda op: op(EMBED), "embed", lambda: jnp.arange(3)),
    case(
        "arange",
        "nothing",
        lambda op: op((BATCH, EMBED), start=4, step=-2),
        "batch embed",
        lambda: jnp.arange(4, -8, -2).reshape(2, 3),
    ),
    case("linspace", "nothing", lambda op: op(MLP, start=1.0, stop=2.0), "mlp", lambda: jnp.linspace(1.0, 2.0, 5)),
    case("logspace", "nothing", lambda op: op(MLP, start=1.0, stop=2.0), "mlp", lambda: jnp.logspace(1.0, 2.0, 5)),
    case("geomspace", "nothing", lambda op: op(MLP, start=1.0, stop=2.0), "mlp", lambda: jnp.geomspace(1.0, 2.0, 5)),
]

ROW, COLUMN = Axis("row", 3), Axis("column", 3)
ROWS = ("row", "column")


def last(a: jax.Array) -> jax.Array:
    """Matrices stored as `[row, batch, column]`, with the batch first."""
    return a.transpose(1, 0, 2)


def factors_of(left: jax.Array, values: jax.Array, right: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array]:
    """The parts of a singular value decomposition, stored as `last` found the matrices."""
    return last(left), values, last(right)


norm = jnp.linalg.norm

LINALG = [
    case("linalg.norm", "batch embed mlp", lambda op, a: op(a, "embed"), "batch mlp", lambda a: norm(a, axis=1)),
    case(
        "linalg.norm",
        "batch embed mlp",
        lambda op, a: op(a, ("mlp", "batch"), 1),
        "embed",
        lambda a: norm(a, 1, (2, 0)),
    ),
    case("linalg.norm", "batch embed mlp", lambda op, a: op(a), "", lambda a: norm(a)),
    case(
        "linalg.norm",
        "batch embed mlp head",
        lambda op, a: op(a, ("head", "embed", "mlp")),
        "batch",
        lambda a: jnp.sqrt(jnp.sum(jnp.real(a * jnp.conj(a)), (1, 2, 3))),
    ),
    case(
        "linalg.det",
        "row=3 batch column=3",
        lambda op, a: op(a, ROWS),
        "batch",
        lambda a: jnp.linalg.det(last(a)),
    ),
    case(
        "linalg.slogdet",
        "row=3 batch column=3",
        lambda op, a: op(a, ROWS),
        ("batch", "batch"),
        lambda a: jnp.linalg.slogdet(last(a)),
    ),
    case(
        "linalg.matrix_rank",
        "embed batch mlp",
        lambda op, a: op(a, ("mlp", "embed")),
        "batch",
        lambda a: jnp.linalg.matrix_rank(a.transpose(1, 2, 0)),
    ),
    case(
        "linalg.inv",
        "row=3 batch column=3",
        lambda op, a: op(a, (ROW, COLUMN)),
        "row=3 batch column=3",
        lambda a: jnp.linalg.inv(last(a)).transpose(2, 0, 1),
    ),
    case(
        "linalg.pinv",
        "embed batch mlp",
        lambda op, a: op(a, ("embed", "mlp")),
        "embed batch mlp",
        lambda a: jnp.linalg.pinv(last(a)).transpose(2, 0, 1),
    ),
    case("linalg.solve", "row=3 column=3 | row=3", lambda op, a, b: op(a, b, ROWS), "column=3", jnp.linalg.solve),
    case(
        "linalg.solve", "row=3 column=3 | row=3 mlp", lambda op, a, b: op(a, b, ROWS), "column=3 mlp", jnp.linalg.solve
    ),
    case(
        "linalg.solve",
        "row=3 batch column=3 | row=3 batch",
        lambda op, a, b: op(a, b, ROWS),
        "batch column=3",
        lambda a, b: jnp.linalg.solve(last(a), b.T[..., None])[..., 0],
    ),
    case(
        "linalg.solve",
        "batch row=3 column=3 | head row=3 mlp",
        lambda op, a, b: op(a, b, axis=ROWS),
        "batch column=3 head mlp",
        lambda a, b: jnp.linalg.solve(a, b.transpose(1, 0, 2)[None].reshape(1, 3, 35)).reshape(2, 3, 7, 5),
    ),
    case(
        "linalg.cholesky",
        "positive: row=3 column=3",
        lambda op, a: op(a, ROWS, "inner"),
        "row=3 inner=3",
        jnp.linalg.cholesky,
    ),
    case(
        "linalg.eigh",
        "positive: row=3 column=3",
        lambda op, a: op(a, ROWS),
        ("column=3", "row=3 column=3"),
        jnp.linalg.eigh,
    ),
    case(
        "linalg.eigvalsh",
        "positive: row=3 column=3",
        lambda op, a: op(a, ROWS, Axis("mode", 3)),
        "mode=3",
        jnp.linalg.eigvalsh,
    ),
    case(
        "linalg.qr",
        "embed batch mlp",
        lambda op, a: op(a, ("embed", "mlp"), "mode"),
        ("embed batch mode=3", "mode=3 batch mlp"),
        lambda a: tuple(last(part) for part in jnp.linalg.qr(last(a))),
    ),
    case(
        "linalg.svd",
        "embed batch mlp",
        lambda op, a: op(a, ("embed", "mlp"), "mode"),
        ("embed batch mode=3", "batch mode=3", "mode=3 batch mlp"),
        lambda a: factors_of(*jnp.linalg.svd(last(a), full_matrices=False)),
    ),
    case(
        "linalg.svdvals",
        "embed batch mlp",
        lambda op, a: op(a, ("mlp", "embed"), "mode"),
        "mode=3 batch",
        lambda a: jnp.linalg.svdvals(a.transpose(1, 2, 0)).T,
    ),
]

ACTIVATIONS: dict[str, Callable[..., Any]] = {
    **{
        op: getattr(jax.nn, op)
        for op in (
            *("celu", "elu", "gelu", "hard_sigmoid", "hard_silu", "hard_swish", "leaky_relu", "relu"),
            *("relu6", "selu", "soft_sign", "softplus"),
        )
    },
    "hard_tanh": lambda a: jax.nn.hard_tanh(as_floats(a)),
    "log_sigmoid": lambda a: jax.nn.log_sigmoid(as_floats(a)),
    "sigmoid": lambda a: jax.nn.sigmoid(as_floats(a)),
    "silu": lambda a: jax.nn.silu(as_floats(a)),
    "swish": lambda a: jax.nn.silu(as_floats(a)),
    "quick_gelu": lambda a: as_floats(a) * jax.nn.sigmoid(1.702 * as_floats(a)),
    "relu_squared": lambda a: jax.nn.relu(a) ** 2,
}


def as_floats(a: jax.Array) -> jax.Array:
    """The values, integers and booleans as floats."""
    return a if jnp.issubdtype(a.dtype, jnp.inexact) else a.astype(float)


def as_wide(a: jax.Array) -> jax.Array:
    """The values in float32, refused if they are complex."""
    if jnp.iscomplexobj(a):
        raise TypeError("complex")
    return a.astype(jnp.float32)


def spread(values: Callable[..., Any]) -> Callable[..., Any]:
    """A positional call that adds dimensions in front, as numpy does."""

    def call(*arrays: jax.Array) -> Any:
        with jax.numpy_rank_promotion("allow"):
            return values(*arrays)

    return call


NN = [
    *(unary(f"nn.{op}", values=values) for op, values in ACTIVATIONS.items()),
    *(
        case(
            f"nn.{op}",
            "embed batch",
            lambda op, a: op(a, "embed"),
            "embed batch",
            lambda a, op=op: getattr(jax.nn, op)(a, 0),
        )
        for op in ("softmax", "log_softmax")
    ),
    case("nn.softmax", "embed batch", lambda op, a: op(a), "embed batch", lambda a: jax.nn.softmax(a, (0, 1))),
    case("nn.logsumexp", "embed batch", lambda op, a: op(a, "embed"), "batch", lambda a: jax.nn.logsumexp(a, 0)),
    case(
        "nn.one_hot",
        "indices: batch embed",
        lambda op, a: op(a, VOCAB),
        "batch embed vocab",
        lambda a: jax.nn.one_hot(a, 13),
    ),
    case("nn.glu", "batch head=14", lambda op, a: op(a, "head"), "batch head", lambda a: jax.nn.glu(as_floats(a), 1)),
    case(
        "nn.standardize",
        "embed batch",
        lambda op, a: op(a, "embed"),
        "embed batch",
        lambda a: jax.nn.standardize(a.astype(jnp.promote_types(a.dtype, jnp.float32)), 0, algorithm="stable").astype(
            as_floats(a).dtype
        ),
    ),
    case(
        "nn.standardize",
        "embed batch mlp | batch embed | mlp | bools: mlp embed",
        lambda op, a, mean, v, where: op(a, ("mlp", "embed"), mean=mean, variance=v, where=where),
        "embed batch mlp",
        spread(
            lambda a, mean, v, where: (
                (a.astype(jnp.promote_types(a.dtype, jnp.float32)) - mean.T[..., None]) * jax.lax.rsqrt(v + 1e-5)
            ).astype(as_floats(a).dtype)
        ),
    ),
    case("nn.dropout", "batch embed", lambda op, a: op(a, 0.5, inference=True), "batch embed", as_floats),
    case(
        "nn.dropout",
        "batch embed mlp",
        lambda op, a: op(a, 0.25, "embed", inference=False, key=KEY),
        "batch embed mlp",
        lambda a: jnp.where(jax.random.bernoulli(KEY, 0.75, (2, 1, 5)), as_floats(a) / 0.75, 0),
        by_storage=True,
    ),
]


def chosen(logits: jax.Array, targets: jax.Array) -> jax.Array:
    """The cross entropies of labels, the logits of each in the last dimension."""
    return -jnp.take_along_axis(jax.nn.log_softmax(as_wide(logits)), targets[..., None], -1)[..., 0]


LOSSES = [
    *(
        case(
            "nn.cross_entropy_loss",
            "batch vocab embed | indices: embed batch",
            lambda op, a, t, how=how: op(a, "vocab", t, *how),
            out,
            lambda a, t, over=over: over(chosen(a.swapaxes(1, 2), t.T)),
        )
        for how, out, over in (
            ((), "", jnp.mean),
            ((None,), "batch embed", lambda x: x),
            ((hax_sum,), "", jnp.sum),
            ((hax_sum, None, "batch"), "embed", lambda x: x.sum(0)),
            ((hax_max, None, EMBED), "batch", lambda x: x.max(1)),
        )
    ),
    case(
        "nn.cross_entropy_loss",
        "batch vocab embed | shares: vocab batch | bools: embed | shares: batch",
        lambda op, a, t, where, w: op(a, VOCAB, t, where=where, reduction_axis="embed", weight=w),
        "batch",
        lambda a, t, where, w: jnp.average(
            -(jax.nn.log_softmax(as_wide(a), 1) * t.T[..., None]).sum(1), 1, jnp.where(where, w[:, None], 0)
        ),
    ),
    case(
        "nn.cross_entropy_loss_and_log_normalizers",
        "batch vocab embed | indices: batch",
        lambda op, a, t: op(a, "vocab", t),
        ("batch embed", "batch embed"),
        lambda a, t: (
            chosen(a.swapaxes(1, 2), jnp.broadcast_to(t[:, None], (2, 3))),
            jax.nn.logsumexp(as_wide(a), 1),
        ),
    ),
    case(
        "nn.binary_cross_entropy_loss",
        "batch embed | bools: embed batch",
        operator.call,
        "",
        lambda a, t: (jax.nn.softplus(as_wide(a)) - as_wide(a) * t.T).mean(),
    ),
    case(
        "nn.binary_cross_entropy_loss",
        "batch embed | shares: embed",
        lambda op, a, t: op(a, t, None),
        "batch embed",
        spread(lambda a, t: jax.nn.softplus(as_wide(a)) - as_wide(a) * t),
    ),
    case("nn.reduce_loss", "batch embed", lambda op, a: op(a), "", jnp.mean),
    case("nn.reduce_loss", "batch embed", lambda op, a: op(a, None, "batch"), "batch embed", lambda a: a),
    case(
        "nn.reduce_loss",
        "batch embed | bools: embed | shares: embed batch",
        lambda op, a, where, w: op(a, reduction_axis="embed", where=where, weight=w),
        "batch",
        lambda a, where, w: jnp.average(a, 1, jnp.where(where, w.T, 0)),
    ),
    case(
        "nn.loss.maybe_reduce_loss",
        "batch embed | bools: batch",
        lambda op, a, where: op(a, hax_sum, "batch", where),
        "embed",
        lambda a, where: jnp.where(where[:, None], a, 0).sum(0),
    ),
    case(
        "nn.loss.maybe_reduce_loss",
        "batch embed | shares: batch",
        lambda op, a, w: op(a, None, None, None, w),
        "batch embed",
        lambda a, w: a * w[:, None],
    ),
]


def attended(q: jax.Array, k: jax.Array, mask: Any = True, bias: Any = 0) -> jax.Array:
    """The weights of attention of queries [..., query, embed] for keys [..., key, embed]."""
    q = as_floats(q)
    if jnp.iscomplexobj(q):
        raise TypeError("complex")
    scores = (q * (k.shape[-1] ** -0.5)) @ k.swapaxes(-1, -2) + bias
    return jax.nn.softmax(jnp.where(mask, scores, -jnp.inf)).astype(q.dtype)


ATTENTION = [
    case(
        "nn.attention.causal_mask",
        "nothing",
        lambda op: op(POSITION, MLP, 3),
        "position mlp",
        spread(lambda: jnp.arange(11)[:, None] + 3 >= jnp.arange(5)),
    ),
    case(
        "nn.attention.causal_mask",
        "ints: batch | ints: embed",
        lambda op, q, k: op(POSITION, MLP, q, k),
        "batch embed position mlp",
        spread(lambda q, k: q[:, None, None, None] + jnp.arange(11)[:, None] >= k[:, None, None] + jnp.arange(5)),
    ),
    case(
        "nn.attention.prefix_lm_mask",
        "ints: batch",
        lambda op, n: op(POSITION, MLP, n, 0, 1),
        "batch position mlp",
        spread(lambda n: (jnp.arange(1, 6) < n[:, None, None]) | (jnp.arange(11)[:, None] >= jnp.arange(1, 6))),
    ),
    case(
        "nn.attention.segment_mask",
        "indices: position batch",
        lambda op, a: op("position", "later", a),
        "position batch later=11",
        lambda a: a[:, :, None] == a.T[None],
    ),
    case(
        "nn.attention.segment_mask",
        "indices: position batch | indices: batch mlp",
        lambda op, a, b: op(POSITION, "mlp", a, b),
        "position batch mlp",
        lambda a, b: a[:, :, None] == b[None],
    ),
    *(
        case(
            f"nn.attention.combine_masks_{op}",
            "bools: batch embed | bools: mlp embed",
            operator.call,
            "batch embed mlp",
            lambda a, b, combine=combine: combine(a[:, :, None], b.T[None]),
        )
        for op, combine in (("and", jnp.logical_and), ("or", jnp.logical_or))
    ),
    case("nn.attention.combine_masks_and", "bools: batch", lambda op, a: op(None, a), "batch", lambda a: a),
    case("nn.attention.combine_masks_or", "bools: batch", lambda op, a: op(a, None), "batch", lambda a: a),
    case(
        "nn.attention.mask_to_bias",
        "bools: batch embed",
        operator.call,
        "batch embed",
        lambda a: jnp.where(a, 0, jnp.float32(-1e9)),
    ),
    case(
        "nn.attention.alibi_attention_bias",
        "nothing",
        lambda op: op(EMBED, MLP),
        "embed mlp",
        spread(lambda: jnp.asarray([2.0**-4, 2.0**-8, 2.0**-2], jnp.float32)[:, None] * jnp.arange(5)),
    ),
    case(
        "nn.attention.dropout_mask",
        "nothing",
        lambda op: op((MLP, EMBED), 0.25, key=KEY),
        "mlp embed",
        lambda: jax.random.bernoulli(KEY, 0.75, (5, 3)),
    ),
    case(
        "nn.attention.forgetful_causal_mask",
        "nothing",
        lambda op: op(POSITION, 0.5, False, key=KEY),
        "position",
        lambda: jax.random.bernoulli(KEY, 0.5, (11,)).at[0].set(True),
    ),
    case(
        "nn.attention.dot_product_attention_weights",
        "embed batch position | mlp embed batch head | bools: mlp position | position head",
        lambda op, *arrays: op("embed", "mlp", *arrays),
        "batch position mlp head",
        spread(
            lambda q, k, mask, bias: jnp.moveaxis(
                attended(q.transpose(1, 2, 0)[:, None], k.transpose(2, 3, 0, 1), mask.T, bias.T[None, :, :, None]),
                1,
                3,
            )
        ),
    ),
    case(
        "nn.attention.dot_product_attention",
        "batch head position embed | batch mlp embed head | mlp batch head embed",
        lambda op, *arrays: op("mlp", "embed", *arrays),
        "batch head position embed",
        lambda q, k, v: attended(q, k.transpose(0, 3, 1, 2)) @ v.transpose(1, 2, 0, 3),
    ),
    case(
        "nn.attention.dot_product_attention",
        "position embed | mlp embed | width mlp | bools: mlp",
        lambda op, *arrays: op("mlp", EMBED, *arrays),
        "position width",
        spread(lambda q, k, v, mask: attended(q, k, mask) @ v.T),
    ),
]

POOLED = Axis("position", 3)
POOLING = [
    case(
        f"nn.{op}",
        "position=12 batch width",
        lambda op, a: op((WIDTH.resize(2), POOLED), a, (3, 2), 1, use_ceil=True),
        "position=7 batch width=6",
        lambda a, way=way: windows_of(a, way),
    )
    for op, way in (("max_pool", real(jnp.max)), ("min_pool", real(jnp.min)), ("mean_pool", jnp.mean))
] + [
    case(
        "nn.pool",
        "batch position",
        lambda op, a: op(POOLED, a, 0, jax.lax.add),
        "batch position=9",
        lambda a: jax.lax.reduce_window(a, np.zeros((), a.dtype), jax.lax.add, (1, 3), (1, 1), "VALID"),
    )
]

RAGGED = [
    case(
        "nn.ragged_dot",
        "embed position | head mlp embed | ints: head",
        lambda op, a, b, sizes: op(a, b, sizes, axis="embed"),
        "position mlp",
        lambda a, b, sizes: jax.lax.ragged_dot(a.T, b.transpose(0, 2, 1), sizes),
    )
]

RANDOM = [
    case(
        "random.normal",
        "nothing",
        lambda op: op(KEY, (BATCH, EMBED)),
        "batch embed",
        lambda: jax.random.normal(KEY, (2, 3)),
    ),
    case(
        "random.uniform",
        "embed",
        lambda op, low: op(KEY, (BATCH, EMBED), minval=low, maxval=9.0),
        "batch embed",
        lambda low: jax.random.uniform(KEY, (2, 3), minval=low[None], maxval=9.0),
    ),
    case(
        "random.randint",
        "indices: batch",
        lambda op, low: op(KEY, (BATCH, EMBED), low, 9),
        "batch embed",
        lambda low: jax.random.randint(KEY, (2, 3), low[:, None], 9),
    ),
    *(
        case(
            f"random.{op}",
            "nothing",
            lambda op: op(KEY, (BATCH, EMBED)),
            "batch embed",
            lambda op=op: getattr(jax.random, op)(KEY, (2, 3), float),
        )
        for op in ("cauchy", "exponential", "gumbel", "laplace", "logistic", "rademacher")
    ),
    case(
        "random.ball",
        "nothing",
        lambda op: op(KEY, (BATCH, EMBED), MLP, 1.0),
        "batch embed mlp",
        lambda: jax.random.ball(KEY, 5, 1.0, (2, 3)),
    ),
    *(
        case(
            f"random.{op}",
            "shares: embed",
            lambda op, a: op(KEY, (BATCH, EMBED), a),
            "batch embed",
            lambda a, op=op: getattr(jax.random, op)(KEY, a[None], shape=(2, 3)),
        )
        for op in ("bernoulli", "gamma", "loggamma", "pareto", "poisson", "t")
    ),
    *(
        case(
            f"random.{op}",
            "shares: embed | shares: embed batch",
            lambda op, a, b: op(KEY, (BATCH, EMBED), a, b),
            "batch embed",
            lambda a, b, op=op: getattr(jax.random, op)(KEY, a[None], b.T, shape=(2, 3)),
        )
        for op in ("beta", "weibull_min")
    ),
    case(
        "random.binomial",
        "shares: embed batch",
        lambda op, p: op(KEY, (BATCH, EMBED), 9, p),
        "batch embed",
        lambda p: jax.random.binomial(KEY, 9, p.T, shape=(2, 3)),
    ),
    case(
        "random.truncated_normal",
        "shares: batch",
        lambda op, low: op(KEY, (BATCH, EMBED), low, 2.0),
        "batch embed",
        lambda low: jax.random.truncated_normal(KEY, low[:, None], 2.0, (2, 3)),
    ),
    case(
        "random.categorical",
        "batch vocab embed",
        lambda op, a: op(KEY, a, "vocab"),
        "batch embed",
        lambda a: jax.random.categorical(KEY, a, 1),
        by_storage=True,
    ),
    case(
        "random.categorical",
        "batch vocab embed",
        lambda op, a: op(KEY, a, VOCAB, (EMBED, MLP, BATCH)),
        "embed mlp batch",
        lambda a: jax.random.categorical(KEY, a.transpose(2, 0, 1)[:, None], shape=(3, 5, 2)),
    ),
    case(
        "random.categorical",
        "vocab",
        lambda op, a: op(KEY, a, "vocab", Axis("vocab", 3)),
        "vocab=3",
        lambda a: jax.random.categorical(KEY, a, shape=(3,)),
    ),
    case(
        "random.choice",
        "batch vocab embed",
        lambda op, a: op(KEY, (MLP, Axis("vocab", 2)), a, "vocab"),
        "batch mlp vocab=2 embed",
        lambda a: jax.random.choice(KEY, a, (5, 2), axis=1),
        by_storage=True,
    ),
    case(
        "random.choice",
        "vocab batch | shares: vocab",
        lambda op, a, p: op(KEY, MLP, a, VOCAB, False, p),
        "mlp batch",
        lambda a, p: jax.random.choice(KEY, a, (5,), False, p),
        by_storage=True,
    ),
    *(
        case(
            "random.permutation",
            "batch vocab",
            lambda op, a, alone=alone: op(KEY, a, "vocab", alone),
            "batch vocab",
            lambda a, alone=alone: jax.random.permutation(KEY, a, 1, alone),
            by_storage=alone,
        )
        for alone in (False, True)
    ),
]

# Outside of a shard_map each axis is one part, and nothing is done. For the inside see tests/test_collectives.py.
COLLECTIVES = [
    *(
        case(op, "batch embed", lambda op, a: op(a, "mlp"), "batch embed", lambda a: a)
        for op in ("psum", "pmean", "pmax", "pmin", "pvary")
    ),
    case("ppermute", "batch embed", lambda op, a: op(a, "batch", 1), "batch embed", lambda a: a),
    *(
        case(op, "batch embed", lambda op, a: op(a, "embed"), "batch embed", lambda a: a)
        for op in ("all_gather", "psum_scatter")
    ),
]

CASES = [
    *(*ELEMENTWISE, *REDUCTIONS, *ALONG_AN_AXIS, *STATISTICS, *DISTINCT, *CONTRACTION, *SHAPING, *JOINING),
    *(*INDEXING, *FOURIER, *POLYNOMIALS, *CREATION, *LINALG, *NN, *LOSSES, *ATTENTION),
    *(*POOLING, *RAGGED, *RANDOM, *COLLECTIVES),
]
"""Every case."""
