"""`vmap`: what it gives is what `jax.vmap` gives on plain arrays, with the axis in front."""

from __future__ import annotations

import gc
import traceback
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AxisType

import haliax as hax
from haliax.axis import Axis
from haliax.core import NamedArray
from tests.tracing import primitives

BATCH, EMBED, MLP = hax.make_axes(batch=2, embed=3, mlp=5)
X = hax.named(jnp.arange(6.0).reshape(2, 3), (BATCH, EMBED))
W = hax.named(jnp.arange(15.0).reshape(3, 5), (EMBED, MLP))


def equal(x: Any, axes: str, values: Any) -> None:
    """Check the names and the values of an array."""
    assert " ".join(x.axis_names) == axes
    np.testing.assert_allclose(x.array, values)


def total(row: NamedArray) -> NamedArray:
    assert row.axis_names == ("embed",)
    return row.sum()


class Layer(eqx.Module):
    weight: NamedArray
    scale: float = eqx.field(static=True, default=2.0)

    def __call__(self, row: NamedArray, *, bias: Any = 0.0) -> NamedArray:
        return hax.dot(row, self.weight, axis="embed") * self.scale + bias


def test_by_hand() -> None:
    equal(hax.vmap(total, "batch")(X), "batch", [3.0, 12.0])
    equal(hax.vmap(total, BATCH)(X.rearrange(("embed", "batch"))), "batch", [3.0, 12.0])
    equal(hax.vmap(lambda column: column, "embed")(X), "embed batch", [[0, 3], [1, 4], [2, 5]])


@pytest.mark.parametrize(
    "fn",
    [Layer(W), Layer(W).__call__, partial(Layer(W), bias=0.0), lambda row: Layer(W)(row), Layer(W * 2, 1.0)],
    ids=["module", "method", "partial", "lambda", "static"],
)
def test_callables(fn: Callable[..., Any]) -> None:
    equal(hax.vmap(fn, BATCH)(X), "batch mlp", 2 * np.asarray(X.array) @ np.asarray(W.array))


def test_arguments_of_all_kinds() -> None:
    seen: list[Any] = []

    def f(tree: Any, plain: Any, *, named: Any, rest: Any) -> Any:
        seen.append((tree["x"].axis_names, tree["none"], plain.shape, named.axis_names, rest))
        return {"z": tree["x"] + named, "a": [plain, None, "text", 3]}

    tree = {"x": X, "none": None}
    out = hax.vmap(f, "batch")(tree, jnp.ones((2, 4)), named=W["mlp", 0], rest=("text", len, 7, jnp.float32))
    assert seen[0] == (("embed",), None, (4,), ("embed",), ("text", len, 7, jnp.float32))
    equal(out["z"], "batch embed", np.asarray(X.array) + np.asarray(W.array)[:, 0])
    assert list(out) == ["z", "a"] and out["a"][0].shape == (2, 4) and out["a"][1:] == [None, "text", 3]


def test_an_argument_keeps_the_order_of_its_dicts() -> None:
    shape = {"embed": 3, "batch": 2}
    assert hax.vmap(lambda i, shape: hax.zeros(shape) + i, "n")(hax.arange(Axis("n", 4)), shape).axis_names == (
        *("n", "embed", "batch"),
    )


@pytest.mark.parametrize("axes", [(BATCH, EMBED), ("batch", "embed"), {"batch": None, "embed": 3}], ids=str)
def test_several_axes(axes: Any) -> None:
    equal(
        hax.vmap(lambda x, y, p: x * y + p, axes)(X, W, jnp.ones((2, 3))),
        "batch embed mlp",
        np.asarray(X.array)[..., None] * np.asarray(W.array) + 1,
    )
    equal(hax.vmap(lambda x: x, ("embed", "batch"))(X), "embed batch", X.array.T)


def test_an_axis_that_no_argument_has() -> None:
    equal(hax.vmap(lambda x: x, Axis("head", 2))(X), "head batch embed", [X.array, X.array])
    equal(hax.vmap(lambda: hax.ones(EMBED), Axis("head", 2))(), "head embed", np.ones((2, 3)))
    equal(hax.vmap(lambda i: X["batch", i], "head")(jnp.array([1, 0, 1])), "head embed", X.array[np.array([1, 0, 1])])


def test_keys() -> None:
    keys = jax.random.split(jax.random.key(0), 2)
    want = [jax.random.normal(key, 3) for key in keys]
    draw = hax.vmap(lambda key: hax.random.normal(key, EMBED), BATCH)
    equal(draw(keys), "batch embed", want)
    named = hax.vmap(lambda key: hax.random.normal(key.scalar(), EMBED), "batch")
    equal(named(hax.named(keys, BATCH)), "batch embed", want)
    assert hax.vmap(lambda key: key, BATCH)(keys).shape == (2,)


def test_what_is_said_of_plain_arrays() -> None:
    x = np.arange(6.0, dtype=np.float32).reshape(2, 3)

    def f(a: Any, b: Any, c: Any = 0.0) -> Any:
        return hax.named(a + b + c, "embed")

    row = x[0]
    equal(hax.vmap(f, BATCH, args=(1, None))(x.T, row), "batch embed", x + row)
    equal(hax.vmap(f, BATCH, args=(0,), default=None)(x, row, c=row), "batch embed", x + 2 * row)
    equal(hax.vmap(f, BATCH, kwargs={"b": None, "c": lambda c: c.ndim - 1})(x, row, c=x.T), "batch embed", 2 * x + row)
    equal(
        hax.vmap(lambda t: hax.named(t[0] + t[1], "embed"), BATCH, args=([-1, None],))([x.T, row]),
        "batch embed",
        x + row,
    )
    equal(hax.vmap(lambda x: x.sum(), Axis("head", 2), args=(None,))(X), "head", [15.0, 15.0])
    equal(
        hax.vmap(lambda x, y: x["batch", 0] + y, BATCH, args=(None,))(X, X),
        "batch embed",
        np.asarray(X.array)[0] + np.asarray(X.array),
    )


def summed(*arrays: Any) -> Any:
    """The sum of all that is given, with names or without, as an array with the axes of the first."""
    first, *rest = arrays
    return first + sum(x.sum().scalar() if isinstance(x, NamedArray) else x.sum() for x in rest)


PLAIN = np.asarray(X.array)
TIMES = jnp.asarray([[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize(
    ("axis", "arrays", "axes", "values"),
    [
        ("batch", (X,), "batch embed", PLAIN),
        ("embed", (X,), "embed batch", PLAIN.T),
        (BATCH, (X, W), "batch embed", PLAIN + 105),
        (BATCH, (X, X["embed", 0], TIMES), "batch embed", PLAIN + np.array([[0 + 3], [3 + 7]])),
        (Axis("head", 2), (X, TIMES[0]), "head batch embed", [PLAIN + 1, PLAIN + 2]),
        (("embed", "batch"), (X, W), "embed batch", PLAIN.T + np.array([[10], [35], [60]])),
    ],
    ids=["first", "last", "whole", "plain", "no axis", "several"],
)
def test_what_is_remembered(
    axis: Any, arrays: tuple[Any, ...], axes: str, values: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def f(*arrays: Any) -> Any:
        return summed(*arrays)

    equal(hax.vmap(f, axis)(*arrays), axes, values)
    monkeypatch.setattr("haliax.transforms.vmap.mapped", None)  # nothing is settled twice
    equal(hax.vmap(f, axis)(*arrays), axes, values)
    with pytest.raises(TypeError):
        hax.vmap(lambda *arrays: summed(*arrays), axis)(*arrays)


def test_mistakes_are_found_each_time() -> None:
    def f(x: Any, y: Any) -> Any:
        return X

    for _ in range(2):
        with pytest.raises(hax.AxisError, match=r"^vmap: axis 'batch' is already in \[batch, embed\]"):
            hax.vmap(f, "batch")(X, X)
        with pytest.raises(hax.AxisError, match=r"^vmap: axis 'batch' has size 2 in x .* but 3 in y of shape \(3\)"):
            hax.vmap(f, "batch")(X, y=jnp.ones(3))
        with pytest.raises(hax.AxisError, match=r"^NamedArray: \[batch, embed\] holds an array"):
            hax.vmap(f, "batch")(X, jax.jacobian(lambda x: x * 2)(X))


def test_dimensions_of_plain_arrays() -> None:
    x = np.arange(6.0, dtype=np.float32).reshape(2, 3)

    def f(*arrays: Any) -> Any:
        return hax.named(sum(a if isinstance(a, int) else a.sum() for a in arrays), ())

    equal(hax.vmap(f, BATCH, args=-2)(x, x), "batch", [6, 24])
    equal(hax.vmap(f, BATCH, args=[0, 1])(x, x.T), "batch", [6, 24])
    equal(hax.vmap(f, EMBED, default=-1)(x, 1), "embed", [4, 6, 8])
    equal(hax.vmap(f, EMBED, default=0)(x.T, np.float32(1)), "embed", [4, 6, 8])
    equal(hax.vmap(f, (BATCH, EMBED))(x, x[:, 0]), "batch embed", x + x[:, :1])
    equal(hax.vmap(f, (EMBED, BATCH), default=-1)(x), "embed batch", x.T)
    for call in (lambda: hax.vmap(f, BATCH, args=(0,))(np.float32(1)), lambda: hax.vmap(f, BATCH, default=-3)(x)):
        with pytest.raises(ValueError, match=r"^vmap: no dimension (0|-3) in a plain array of shape"):
            call()


def test_nothing_said_is_nothing() -> None:
    for args in ((), []):
        equal(hax.vmap(lambda x: hax.named(x, "embed"), BATCH, args=args, kwargs={})(X.array), "batch embed", PLAIN)
    equal(hax.vmap(lambda x, y: x + y.sum(), BATCH, args=None)(X["batch", 0], X), "batch embed", [PLAIN[0] + 15] * 2)
    equal(hax.vmap(lambda s, x: x * s, BATCH)(jnp.float32(2), X), "batch embed", 2 * PLAIN)


def test_what_is_said_holds_for_one_call() -> None:
    x = jnp.arange(6.0).reshape(2, 3)

    def f(a: Any, b: Any) -> Any:
        return hax.named(a.sum() + b.sum(), ())

    for _ in range(2):
        equal(hax.vmap(f, BATCH)(x, x), "batch", [6, 24])
        equal(hax.vmap(f, BATCH, args=(0, None))(x, x), "batch", [18, 27])
        equal(hax.vmap(f, BATCH, default=None)(x, x), "batch", [30, 30])
        equal(hax.vmap(f, "q")(x, x), "q", [6, 24])
        equal(hax.vmap(f, BATCH)(x, b=x), "batch", [6, 24])


def test_inside_other_transforms() -> None:
    mapped = hax.vmap(Layer(W), "batch")
    want = 2 * np.asarray(X.array) @ np.asarray(W.array)
    equal(jax.jit(mapped)(X), "batch mlp", want)
    equal(hax.named_jit(mapped)(X), "batch mlp", want)
    gradient = jax.grad(lambda x: (mapped(x) ** 2).sum().scalar())(X)
    equal(gradient, "batch embed", jax.grad(lambda x: ((2 * x @ W.array) ** 2).sum())(X.array))
    equal(hax.vmap(hax.vmap(lambda x: x + 1, "embed"), "batch")(X), "batch embed", X.array + 1)
    per_row = hax.vmap(jax.grad(lambda row: (row**3).sum().scalar()), "batch")(X)
    equal(per_row, "batch embed", 3 * X.array**2)


def test_on_a_mesh() -> None:
    mesh = jax.make_mesh((8,), ("data",), axis_types=(AxisType.Auto,))
    x = hax.arange({"batch": 16, "embed": 3}, dtype=float)

    @hax.named_jit(axis_resources={"batch": "data"})
    def f(x: NamedArray) -> NamedArray:
        return hax.vmap(total, "batch")(hax.shard(x))

    with jax.set_mesh(mesh):
        out = f(x)
    equal(out, "batch", np.arange(48.0).reshape(16, 3).sum(1))
    assert out.array.sharding.spec == jax.sharding.PartitionSpec("data")


def test_the_program_is_that_of_jax() -> None:
    named = primitives(lambda x, w: hax.vmap(lambda a, b: hax.sum(a * b, "embed"), "mlp")(x, w), X["batch", 0], W)
    plain = primitives(jax.vmap(lambda a, b: (a * b).sum(), in_axes=(None, 1)), X.array[0], W.array)
    assert named == plain


def test_what_is_compiled_inside_is_compiled_once() -> None:
    count = 0

    @jax.jit
    def inner(x: NamedArray) -> NamedArray:
        nonlocal count
        count += 1
        return x * 2

    def outer(x: NamedArray) -> NamedArray:
        return inner(x)

    for _ in range(3):
        equal(hax.vmap(outer, "batch")(X), "batch embed", 2 * X.array)
    assert count == 1


@pytest.mark.usefixtures("little_garbage")
def test_a_function_is_not_kept_alive() -> None:
    def f(x: NamedArray) -> NamedArray:
        return x * 1

    hax.vmap(f, "batch")(X)
    hax.scan(lambda c, x: (c, f(x)), "batch")(0, X)
    alive = weakref.ref(f)
    del f
    gc.collect()
    assert alive() is None


@pytest.mark.parametrize("call", [lambda: hax.vmap(total, "bach")(X), lambda: hax.vmap(total, 3)(X)])  # type: ignore[call-overload]
def test_tracebacks_end_near_the_call(call: Callable[[], Any]) -> None:
    with pytest.raises((ValueError, TypeError)) as caught:
        call()
    files = [frame.filename for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert __file__ in files[-3:-1]


def test_refused_dimensions() -> None:
    with pytest.raises(ValueError, match=r"^vmap: no dimension 2 in a plain array of shape \(2, 3\); give one"):
        hax.vmap(lambda x: x, BATCH, args=(2,))(X.array)
    with pytest.raises(ValueError, match=r"^vmap: dimension 0 is asked of str, which is no array; give None"):
        hax.vmap(lambda x: x, BATCH, args=(0,))("text")
    with pytest.raises(hax.AxisError, match=r"^NamedArray: .batch, embed. does not fit an array of shape"):
        hax.vmap(lambda x: x, BATCH)(jax.tree.map(lambda a: a[0], X))
