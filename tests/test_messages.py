"""What every mistake is called: the whole text of each kind of axis error, raised by a call that a user could write."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

import jax
import jax.numpy as jnp
import pytest

import haliax as hax
from haliax.core import NamedArray, wrap
from haliax.debug import checked
from haliax.errors import AxisError
from haliax.nn import Linear
from haliax.pure import errors
from tests.messages import assert_told

BATCH, EMBED, MLP = hax.make_axes(batch=2, embed=3, mlp=5)
X = hax.ones((BATCH, EMBED))
W = hax.ones((EMBED, MLP))
Rest = TypeVarTuple("Rest")
A = TypeVar("A", bound=NamedArray)


@checked
def twice(x: NamedArray["batch embed"], y: NamedArray["embed ..."]) -> None: ...


@checked
def rows(x: NamedArray["batch", *Rest], y: NamedArray["batch", *Rest]) -> None: ...


@checked
def same(x: A) -> A:
    return x.sum("embed")  # type: ignore[return-value]  # as a user may err


@checked
def through(layer: Linear["embed -> vocab"]) -> None: ...


@checked
def starred(x: NamedArray["*In embed"]) -> None: ...


# By the function of haliax.errors that words it: a call, the kind, and the text.
MISTAKES: dict[str, list[tuple[Callable[[], Any], str, str]]] = {
    "shared_axes": [
        (
            lambda: hax.outer(X, W),
            "duplicate",
            "outer: axis 'embed' is in both [batch=2, embed=3] and [embed=3, mlp=5]; rename one, or match them by "
            "dot(x, y, axis=())",
        ),
        (
            lambda: hax.outer(X, X),
            "duplicate",
            "outer: axes 'batch', 'embed' are in both [batch=2, embed=3] and [batch=2, embed=3]; rename one, or match "
            "them by dot(x, y, axis=())",
        ),
    ],
    "no_matrix": [
        (
            lambda: hax.eye(BATCH),
            "size",
            "eye: a matrix has two axes, its rows and its columns, got [batch=2]; name both",
        ),
        (
            lambda: hax.linalg.pinv(X, ("batch", "embed", EMBED)),  # type: ignore[arg-type]  # as a user may err
            "size",
            "pinv: a matrix has two axes, its rows and its columns, got [batch, embed, embed=3]; name both",
        ),
    ],
    "not_square": [
        (
            lambda: hax.linalg.inv(X, ("embed", "batch")),
            "size",
            "inv: needs square matrices, got rows embed=3 and columns batch=2; their sizes must be equal",
        ),
    ],
    "negative_count": [
        (
            lambda: hax.repeat(X, "batch", -1),
            "size",
            "repeat: axis 'batch' is given the number -1; it must be 0 or more",
        ),
        (
            lambda: hax.diff(X, "embed", -2),
            "size",
            "diff: axis 'embed' is given the number -2; it must be 0 or more",
        ),
    ],
    "missing": [
        (lambda: X.sum("embd"), "missing", "sum: no axis 'embd' in [batch=2, embed=3]; did you mean 'embed'?"),
        (lambda: hax.nn.softmax(X, "q"), "missing", "softmax: no axis 'q' in [batch=2, embed=3]"),
        (lambda: hax.dot(X, W, axis="m"), "missing", "dot: no axis 'm' in [batch=2, embed=3, mlp=5]"),
        (lambda: X.axis_size("q"), "missing", "axis_size: no axis 'q' in [batch=2, embed=3]"),
        (lambda: X.resolve_axis("q"), "missing", "resolve_axis: no axis 'q' in [batch=2, embed=3]"),
    ],
    "repeated": [
        (
            lambda: X.sum(("embed", "embed")),
            "duplicate",
            "sum: axis 'embed' is repeated in [embed, embed]; name each axis once",
        ),
        (
            lambda: NamedArray(jnp.ones((2, 2)), ("a", "a")),
            "duplicate",
            "NamedArray: axis 'a' is repeated in [a, a]; name each axis once",
        ),
    ],
    "taken": [
        (
            lambda: hax.stack("batch", (X, X)),
            "duplicate",
            "stack: axis 'batch' is already in [batch=2, embed=3]; choose another name or rename it first",
        ),
        (
            lambda: X.split("embed", (BATCH, hax.Axis("rest", 1))),
            "duplicate",
            "split: axis 'batch' is already in [batch=2, embed=3]; choose another name or rename it first",
        ),
        (
            lambda: hax.ones((BATCH, EMBED, MLP)).flatten_axes(("batch", "embed"), "mlp"),
            "duplicate",
            "flatten_axes: axis 'mlp' is already in [batch=2, embed=3, mlp=5]; choose another name or rename it first",
        ),
        (
            lambda: X.rename({"embed": "batch"}),
            "duplicate",
            "rename: axis 'batch' is already in [batch=2, embed=3]; choose another name or rename it first",
        ),
    ],
    "size_conflict": [
        (
            lambda: X.sum(EMBED.resize(7)),
            "size",
            "sum: axis 'embed' has size 3 in [batch=2, embed=3] but 7 was given; sizes must agree",
        ),
    ],
    "operand_sizes": [
        (
            lambda: X + hax.ones(EMBED.resize(7)),
            "size",
            "add: axis 'embed' has different sizes in [batch=2, embed=3] and [embed=7]; "
            "sizes of one name must agree, or rename one",
        ),
    ],
    "no_broadcast": [
        (
            lambda: X + W,
            "broadcast",
            "add: cannot broadcast [batch=2, embed=3] and [embed=3, mlp=5]: neither has all axes of the other; "
            "rename an axis, or use broadcast_axis to add the missing ones",
        ),
        (
            lambda: hax.where(X > 0, hax.ones(EMBED), W),
            "broadcast",
            "where: cannot broadcast [batch=2, embed=3], [embed=3] and [embed=3, mlp=5]: none has all axes of the "
            "others; rename an axis, or use broadcast_axis to add the missing ones",
        ),
    ],
    "extra_axes": [
        (
            lambda: X.broadcast_to((EMBED, MLP)),
            "broadcast",
            "broadcast_to: [batch=2, embed=3] has 'batch', which [embed=3, mlp=5] lacks; "
            "name every axis of the array, or use broadcast_axis",
        ),
        (
            lambda: X.sum("embed", where=W > 0),
            "broadcast",
            "sum: [embed=3, mlp=5] has 'mlp', which [batch=2, embed=3] lacks; "
            "name every axis of the array, or use broadcast_axis",
        ),
    ],
    "update_axes": [
        (
            lambda: X.at["batch", 0].set(W),
            "broadcast",
            "at: the update [embed=3, mlp=5] has 'mlp', which [embed=3] lacks; take a part of it, or rename its axis",
        ),
        (
            lambda: X.updated_slice({"batch": 0}, W),
            "broadcast",
            "updated_slice: the update [embed=3, mlp=5] has 'mlp', which [batch=2, embed=3] lacks; "
            "take a part of it, or rename its axis",
        ),
    ],
    "different_axes": [
        (
            lambda: hax.stack("layer", (X, W)),
            "order",
            "stack: needs arrays with the same axes, got [batch=2, embed=3] and [embed=3, mlp=5]; "
            "broadcast or rename them first",
        ),
    ],
    "incomplete": [
        (
            lambda: X.rearrange(("embed",)),
            "order",
            "rearrange: the new order leaves out 'batch' of [batch=2, embed=3]; "
            "name every axis, or use `...` for the rest",
        ),
    ],
    "product_conflict": [
        (
            lambda: X.flatten(MLP),
            "size",
            "flatten: [batch=2, embed=3] has 6 elements, but axis 'mlp' has size 5; they must be equal",
        ),
    ],
    "sum_conflict": [
        (
            lambda: X.split("embed", (hax.Axis("a", 1), hax.Axis("b", 1))),
            "size",
            "split: the sizes of [a=1, b=1] add up to 2, but axis 'embed' has size 3; they must be equal",
        ),
    ],
    "no_size": [
        (lambda: hax.zeros("batch"), "size", "zeros: axis 'batch' needs a size; pass Axis('batch', size)"),
    ],
    "no_axes": [
        (
            lambda: hax.vmap(lambda x: x, ())(X),
            "missing",
            "vmap: a mapped function needs at least one axis, got none",
        ),
        (
            lambda: X.flatten_axes((), "flat"),
            "missing",
            "flatten_axes: merging axes needs at least one axis, got none",
        ),
    ],
    "no_arrays": [(lambda: hax.stack("layer", ()), "missing", "stack: needs at least one array, got none")],
    "out_of_range": [
        (lambda: X.take("embed", 3), "size", "take: index 3 is out of range for axis 'embed' of size 3"),
        (lambda: X["embed", -4], "size", "index: index -4 is out of range for axis 'embed' of size 3"),
    ],
    "wrong_mask": [
        (
            lambda: X["embed", jnp.ones(2, bool)],
            "size",
            "index: axis 'embed' of size 3 is indexed by a mask of shape (2,); "
            "a mask lies along the axis that it selects from",
        ),
    ],
    "wrong_rank": [
        (
            lambda: NamedArray(jnp.ones(3), (BATCH, EMBED)),
            "size",
            "NamedArray: [batch=2, embed=3] does not fit an array of shape (3), which has 1 dimensions; "
            "name each dimension once",
        ),
    ],
    "changed_rank": [
        (
            lambda: jax.vmap(lambda x: x)(wrap(jnp.ones((2, 3)), ("embed",))).axes,
            "size",
            "NamedArray: [embed] does not fit an array of shape (2, 3): jax.vmap, jax.lax.scan or jax.jacobian "
            "has added 1 dimension and left the names; take the positional array, x.array, and name what it has now",
        ),
    ],
    "nested": [
        (
            lambda: jax.jacobian(lambda x: x.sum("embed"))(X).axes,
            "size",
            "NamedArray: [batch] holds an array [batch, embed] in the place of values, as jax.jacobian and jax.hessian "
            "leave it; take the positional array, x.array.array, and name all of its dimensions",
        ),
        (
            lambda: wrap(X, ("new",)) + 1,
            "size",
            "add: [new] holds an array [batch, embed] in the place of values, as jax.jacobian and jax.hessian "
            "leave it; take the positional array, x.array.array, and name all of its dimensions",
        ),
    ],
    "array_size": [
        (
            lambda: NamedArray(jnp.ones(4), EMBED),
            "size",
            "NamedArray: axis 'embed' is given with size 3, but the array has 4 there",
        ),
    ],
    "malformed": [
        (
            lambda: NamedArray["{batch"],
            "pattern",
            "NamedArray: cannot read '{batch': `{` is never closed",
        ),
        (
            lambda: X.rearrange("b e -> b (e"),
            "pattern",
            "rearrange: cannot read the pattern: `(` is never closed\n  b e -> b (e\n           ^",
        ),
    ],
    "other_length": [
        (
            lambda: hax.searchsorted(hax.arange(EMBED), X, sorter=hax.arange(MLP)),
            "size",
            "searchsorted: [mlp=5] has another number of elements than [embed=3]; they must be equal",
        ),
    ],
    "not_scalar": [
        (lambda: X.scalar(), "size", "scalar: [batch=2, embed=3] is not a scalar; reduce its axes first"),
    ],
    "indivisible": [
        (
            lambda: X.rearrange("b (p q) -> b p q", p=2),
            "size",
            "rearrange: axis 'embed' has size 3, which cannot be split into [p=2, q]; give sizes that divide it",
        ),
    ],
    "negative_size": [
        (
            lambda: X.rearrange("b (p q) -> b p q", p=-1),
            "size",
            "rearrange: axis 'p' is given with size -1; a size is 0 or more",
        ),
        (lambda: hax.zeros({"batch": -1}), "size", "zeros: axis 'batch' is given with size -1; a size is 0 or more"),
    ],
    "wrong_count": [
        (
            lambda: X.rearrange("a -> a"),
            "pattern",
            "rearrange: 'a -> a' names 1 axis, but the array has [batch=2, embed=3]; "
            "name each axis, use `...` for the rest, or find axes by name with `{}`",
        ),
        (
            lambda: X.rearrange("a b ... c -> a b ... c"),
            "pattern",
            "rearrange: 'a b ... c -> a b ... c' names at least 3 axes, but the array has [batch=2, embed=3]; "
            "leave some out",
        ),
    ],
    "another_axis": [
        (
            lambda: X.rearrange("b e -> e b", b="embed"),
            "pattern",
            "rearrange: 'b' is bound to axis 'embed', but stands for axis 'batch' of [batch=2, embed=3]; "
            "put it in the place of its axis, or find axes by name with `{}`",
        ),
    ],
    "wrong_arrays": [
        (
            lambda: hax.einsum("b e -> b", X, W),
            "pattern",
            "einsum: 'b e -> b' is of 1 array, but 2 were given; "
            "separate the axes of one array from those of the next by `,`, or find axes by name with `{}`",
        ),
    ],
    "two_axes": [
        (
            lambda: hax.einsum("b e, b m -> e m", X, W),
            "pattern",
            "einsum: 'b' stands for axis 'batch' in one array and axis 'embed' in another; "
            "use two identifiers, or rename one of the axes",
        ),
    ],
    "two_identifiers": [
        (
            lambda: hax.einsum("b e, f m -> b m", X, W),
            "pattern",
            "einsum: 'e' and 'f' both stand for axis 'embed'; "
            "use one identifier, or rename the axis in one of the arrays",
        ),
    ],
    "not_as_annotated": [
        (
            lambda: twice(X.rearrange(("embed", "batch")), W),
            "order",
            "twice: argument 'x' is [embed=3, batch=2]; expected [batch, embed]: the axes are in another order; "
            'use rearrange(("batch", "embed"))',
        ),
    ],
    "other_layer": [
        (
            lambda: through(Linear.init(EMBED, MLP, key=jax.random.key(0))),
            "missing",
            'through: argument \'layer\' is Linear["embed -> mlp"]; expected Linear["embed -> vocab"]',
        ),
    ],
    "list_of_no_layer": [
        (
            lambda: starred(X),
            "pattern",
            "starred: cannot read '*In embed': '*In' is a list of axes of a layer, and this is no field of one; "
            "for any axes write `...`",
        ),
    ],
    "call_sizes": [
        (
            lambda: twice(X, hax.ones(EMBED.resize(7))),
            "size",
            "twice: axis 'embed' has size 3 in argument 'x' but 7 in argument 'y'",
        ),
    ],
    "call_rows": [
        (
            lambda: rows(X, hax.ones(BATCH)),
            "broadcast",
            "rows: *Rest stands for [embed=3] in argument 'x' but for [] in argument 'y'",
        ),
        (
            lambda: same(X),
            "broadcast",
            "same: A stands for [batch, embed] in argument 'x' but for [batch] in the result",
        ),
    ],
    "outside": [
        (
            lambda: hax.slice(X, "embed", start=1, length=3),
            "size",
            "slice: positions 1 to 4 are not within axis 'embed' of size 3",
        ),
    ],
    "one_axis": [
        (
            lambda: hax.poly(X),
            "size",
            "poly: expected an array with one axis, got [batch=2, embed=3]; flatten it, or take a part of it",
        ),
    ],
    "too_many": [
        (lambda: hax.top_k(X, "embed", 4), "size", "top_k: cannot take 4 elements of axis 'embed' of size 3"),
    ],
    "shorter": [
        (
            lambda: hax.pad_left(X, "embed", hax.Axis("embed", 2)),
            "size",
            "pad_left: axis 'embed' has size 3, which is more than embed=2; give a longer axis, or take a part",
        ),
    ],
    "too_short": [
        (
            lambda: hax.fft(X, {"embed": 0}),
            "size",
            "fft: the transform along axis 'embed' has length 0; it must be 1 or more",
        ),
    ],
    "length_of_another": [
        (
            lambda: hax.fft(X, {"embed": hax.Axis("mlp", 5)}),
            "size",
            "fft: the length along axis 'embed' is given by another axis, mlp=5; give a number, and rename the result",
        ),
    ],
    "several_axes": [
        (
            lambda: hax.hfft(X, ("batch", "embed")),
            "order",
            "hfft: works along one axis, got 'batch', 'embed'; transform them one after the other",
        ),
    ],
    "not_pairs": [
        (
            lambda: X[0],
            "kind",
            'index: expected x["axis", index, ...] or x[{"axis": index}], got x[0]; an index follows its axis',
        ),
        (
            lambda: X.at["batch", :, ..., EMBED, None],
            "kind",
            'at: expected x["axis", index, ...] or x[{"axis": index}], '
            "got x[\"batch\", :, ..., Axis(name='embed', size=3), None]; an index follows its axis",
        ),
    ],
    "no_index": [
        (
            lambda: X["batch", "embed"],
            "kind",
            "index: axis 'batch' cannot be indexed by str; use an integer, a slice, or an array of positions",
        ),
    ],
    "not_one_order": [
        (
            lambda: X.rearrange("embed", BATCH),
            "kind",
            "rearrange: expected one sequence of axes or one expression, got 2 arguments; "
            "put the axes into one tuple: rearrange(('embed', 'batch'))",
        ),
        (
            lambda: X.rearrange(),
            "kind",
            "rearrange: expected one sequence of axes or one expression, got 0 arguments",
        ),
    ],
    "no_bindings": [
        (
            lambda: X.rearrange(("embed", "batch"), b=2),
            "kind",
            "rearrange: unexpected keyword argument 'b'; only an expression has bindings",
        ),
    ],
    "no_sum_axes": [
        (
            lambda: hax.dot(X, W),
            "kind",
            "dot: expected `axis`, the axes to sum over; pass axis=() for an outer product, None for all axes",
        ),
        (
            lambda: hax.dot(X, W, "embed"),
            "kind",
            "dot: expected `axis`, the axes to sum over; pass it by name, as in dot(x, y, axis=...)",
        ),
    ],
    "no_array": [
        (
            lambda: hax.dot(X, "embed", axis="embed"),
            "kind",
            "dot: expected a NamedArray, got str; name its axes with haliax.named",
        ),
    ],
    "not_number": [
        (
            lambda: float(X),
            "kind",
            "float: [batch=2, embed=3] is not a scalar; reduce its axes first, or take one element",
        ),
        (
            lambda: range(X),
            "kind",
            "index: [batch=2, embed=3] is not a scalar; reduce its axes first, or take one element",
        ),
    ],
    "no_matmul": [
        (lambda: X @ W, "kind", "`@` does not say which axis to sum over; use haliax.dot(x, y, axis=...)"),
    ],
    "no_argument_has": [
        (
            lambda: hax.vmap(lambda x, y: x, "bach")(X, jnp.float32(1)),
            "missing",
            "vmap: no argument has axis 'bach': the arguments are x [batch=2, embed=3] and y of shape (); "
            "did you mean 'batch'? If not, pass Axis('bach', size) to say how often",
        ),
        (
            lambda: hax.map(lambda x, y: 1, "head")(X, y=(1, W)),
            "missing",
            "map: no argument has axis 'head': the arguments are x [batch=2, embed=3] and y.1 [embed=3, mlp=5]; "
            "pass Axis('head', size) to say how often",
        ),
        (
            lambda: hax.map(lambda: 1, "head")(),
            "missing",
            "map: no argument has axis 'head': there is no array; pass Axis('head', size) to say how often",
        ),
    ],
    "mapped_sizes": [
        (
            lambda: hax.vmap(lambda x, y: x, "batch")(X, jnp.ones(3)),
            "size",
            "vmap: axis 'batch' has size 2 in x [batch=2, embed=3] but 3 in y of shape (3); sizes must agree; "
            "rename an axis, or pass an array whole by giving None for it in `args` or `kwargs`",
        ),
        (
            lambda: hax.scan(lambda c, xs: c, BATCH)(0, {"a": [X.rename({"embed": "batch", "batch": "embed"})]}),
            "size",
            "scan: axis 'batch' has size 2 in the axis that is given but 3 in xs.a.0 [embed=2, batch=3]; "
            "sizes must agree; rename an axis, or pass an array whole, by is_scanned",
        ),
    ],
    "carry_axes": [
        (
            lambda: hax.fold(lambda c, row: c + row, "batch")(hax.zeros(()), X),
            "broadcast",
            "fold: the carry goes into a step as [] and comes out as [embed=3]: axis 'embed' new; "
            "give the carry all its axes before the loop, by broadcast_axis",
        ),
        (
            lambda: hax.scan(lambda c, row: ({"h": [c["h"][0].sum()]}, None), "batch")({"h": [X]}, X),
            "broadcast",
            "scan: 'h.0' of the carry goes into a step as [batch=2, embed=3] and comes out as []: axes 'batch', "
            "'embed' gone; give the carry all its axes before the loop, by broadcast_axis",
        ),
        (
            lambda: hax.fold(lambda c, row: c.rearrange(("embed", "batch")), "batch")(X, X),
            "order",
            "fold: the carry goes into a step as [batch=2, embed=3] and comes out as [embed=3, batch=2]: "
            'the axes are in another order; use rearrange(("batch", "embed"))',
        ),
        (
            lambda: hax.fold(lambda c, row: c["embed", 1:], "batch")(X, X),
            "size",
            "fold: the carry goes into a step as [batch=2, embed=3] and comes out as [batch=2, embed=2]: "
            "a carry keeps its sizes; give back all of it",
        ),
    ],
    "carry_kind": [
        (
            lambda: hax.fold(lambda c, row: c.astype("int32"), "batch")(X, X),
            "kind",
            "fold: the carry goes into a step as float32 [batch=2, embed=3] and comes out as int32 [batch=2, embed=3]; "
            "convert one of them with astype",
        ),
        (
            lambda: hax.fold(lambda c, row: c.array, "batch")(X, X),
            "kind",
            "fold: the carry goes into a step as NamedArray [batch=2, embed=3] and comes out as a plain array of shape "
            "(2, 3); give back a carry of the same kind",
        ),
        (
            lambda: hax.fold(lambda c, row: c[1:], "batch")(X.array, X),
            "kind",
            "fold: the carry goes into a step as a plain array of shape (2, 3) and comes out as a plain array of shape "
            "(1, 3); give back an array of the same shape",
        ),
        (
            lambda: hax.fold(lambda c, row: (c[0], "new"), "batch")((X, X.array), X),
            "kind",
            "fold: '1' of the carry goes into a step as a plain array of shape (2, 3) and comes out as 'new'; "
            "give back a carry of the same kind",
        ),
        (
            lambda: hax.fold(lambda c, row: c.astype("int32"), "batch")(X.array, X),
            "kind",
            "fold: the carry goes into a step as float32 and comes out as int32; convert one of them with astype",
        ),
        (
            lambda: hax.fold(lambda c, row: "new", "batch")("old", X),
            "kind",
            "fold: the carry goes into a step as 'old' and comes out as 'new'; "
            "what is no array cannot change; make an array of it",
        ),
        (
            lambda: hax.fold(lambda c, row: (c, c), "batch")(X, X),
            "kind",
            "fold: the carry goes into a step as an array and comes out as tuple; "
            "give back a carry of the same structure",
        ),
        (
            lambda: hax.fold(lambda c, row: c[0], "batch")((X, X), X),
            "kind",
            "fold: the carry goes into a step as tuple and comes out as an array; "
            "give back a carry of the same structure",
        ),
        (
            lambda: hax.fold(lambda c, row: [c[0]], "batch")((X,), X),
            "kind",
            "fold: the carry goes into a step as tuple and comes out as list; give back a carry of the same structure",
        ),
        (
            lambda: hax.fold(lambda c, row: ([c[0][0]],), "batch")(((X,),), X),
            "kind",
            "fold: the carry goes into a step as PyTreeDef(((*,),)) and comes out as PyTreeDef(([*],)); "
            "give back a carry of the same structure",
        ),
    ],
    "carry_parts": [
        (
            lambda: hax.fold(lambda c, row: {"a": [c["a"][0], 1, 2]}, "batch")({"a": [X]}, X),
            "kind",
            "fold: the carry comes out of a step with other parts than it went in: 'a.1', 'a.2' new; "
            "give back the same parts",
        ),
        (
            lambda: hax.fold(lambda c, row: c[:1], "batch")((X, X), X),
            "kind",
            "fold: the carry comes out of a step with other parts than it went in: '1' gone; give back the same parts",
        ),
        (
            lambda: hax.fold(lambda c, row: {"a": c["a"], "c": 1}, "batch")({"a": X, "b": None}, X),
            "kind",
            "fold: the carry comes out of a step with other parts than it went in: 'c' new and 'b' gone; "
            "give back the same parts",
        ),
    ],
    "no_pair": [
        (
            lambda: hax.scan(lambda c, row: c, "batch")(X, X),
            "kind",
            "scan: a step returns (carry, out), got NamedArray; "
            "return (carry, None), or use haliax.fold, if nothing is out",
        ),
        (
            lambda: hax.scan(lambda c, row: [c, c, c], "batch")(X, X),
            "kind",
            "scan: a step returns (carry, out), got a list of 3; "
            "return (carry, None), or use haliax.fold, if nothing is out",
        ),
    ],
    "no_function": [
        (
            lambda: hax.vmap(X, "batch"),  # type: ignore[arg-type]
            "kind",
            "vmap: expected a function, got NamedArray; "
            "pass the function first, then the axis, then call what comes out",
        ),
    ],
    "half_where": [
        (
            lambda: hax.where(X > 0, X),
            "kind",
            "where: expected both x and y, or neither and a new_axis for the positions",
        ),
    ],
}

WORDED = {
    name: function
    for name, function in vars(errors).items()
    if inspect.isfunction(function) and not name.startswith("_") and function.__module__ == errors.__name__
}
EACH = [(name, *mistake) for name, mistakes in MISTAKES.items() for mistake in mistakes]


def test_no_kind_of_mistake_is_left_out() -> None:
    worded_by_others = {"unhashable", "branches_differ", "by_position"}  # Python, or jax, when a program runs
    assert MISTAKES.keys() == WORDED.keys() - worded_by_others


@pytest.mark.parametrize(("name", "call", "kind", "text"), EACH, ids=[name for name, *_ in EACH])
def test_text(name: str, call: Callable[[], Any], kind: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error = assert_told(monkeypatch, errors, name, call, kind, text, errors.Fault)
    assert isinstance(error, TypeError if kind == "kind" else ValueError)


def test_a_suggestion_is_made_only_where_a_name_is_close() -> None:
    axes = hax.ones({"position": 1, "key_position": 1})
    for wrong, hint in {"positon": "; did you mean 'position'?", "vocab": "", "key": ""}.items():
        with pytest.raises(AxisError) as caught:
            axes.sum(wrong)
        assert str(caught.value) == f"sum: no axis '{wrong}' in [position=1, key_position=1]{hint}"


def test_errors_are_value_errors_that_can_be_raised_again() -> None:
    with pytest.raises(ValueError) as caught:
        X.sum("q")
    error = caught.value
    assert isinstance(error, AxisError) and error.op == "sum" and error.text == "no axis 'q' in [batch=2, embed=3]"
    assert str(error.within("mean")) == str(error)


def test_no_error_prints_values() -> None:
    secret = hax.named(jnp.full((2, 3), 12345.0), ("batch", "embed"))
    for call in (
        lambda: secret + W,
        lambda: secret.sum("q"),
        lambda: secret.scalar(),
        lambda: secret + jnp.full(3, 12345.0),
    ):
        with pytest.raises((AxisError, TypeError)) as caught:
            call()
        assert "12345" not in str(caught.value)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: X + jnp.ones(3), "add: expected a NamedArray or a number, got a plain array of shape (3,)"),
        (lambda: hax.sum(jnp.ones(3), "a"), "sum: expected a NamedArray, got a plain array of shape (3,)"),
        (lambda: X.sum("embed", where=True), "sum: expected a NamedArray as `where`, got bool"),
        (lambda: X @ W, "`@` does not say which axis to sum over; use haliax.dot(x, y, axis=...)"),
        (lambda: X.sum(1), "sum: expected an axis, its name, or a sequence or dict of them, got 1"),
        (lambda: X.sum(("embed", 1)), "sum: expected an axis or its name, got 1"),
        (lambda: hax.dot(X, W), "dot: expected `axis`, the axes to sum over"),
        (lambda: hax.where(X > 0, X), "where: expected both x and y"),
        (lambda: NamedArray[3], "NamedArray[...] takes names of axes, got 3"),
    ],
    ids=range(9),
)
def test_a_wrong_kind_of_thing_is_a_type_error(call: Callable[[], Any], text: str) -> None:
    with pytest.raises(TypeError) as caught:
        call()
    assert str(caught.value).startswith(text)
