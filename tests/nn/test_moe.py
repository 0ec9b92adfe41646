"""Experts: values and gradients against a loop over them, and products of rows that are sorted into groups."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import PartitionSpec

import haliax as hax
from haliax import Axis, AxisError, NamedArray
from haliax.nn import MoELinear, ragged_dot
from tests.tracing import primitives

KEY = jax.random.key(5)
TOKEN, IN, OUT, EXPERT = Axis("token", 11), Axis("in", 3), Axis("out", 5), Axis("expert", 4)
ROWS = hax.random.normal(jax.random.key(0), (TOKEN, IN))
SIZES = {"all": [3, 0, 6, 2], "fewer": [3, 0, 5, 1], "one": [0, 0, 0, 11], "none": [0, 0, 0, 0]}


def sizes_of(kind: str) -> NamedArray:
    return hax.named(jnp.asarray(SIZES[kind]), EXPERT)


def by_loop(rows: jax.Array, matrices: jax.Array, sizes: list[int]) -> jax.Array:
    """The product of each row with the matrix of its group, one group after the other."""
    out, start = [], 0
    for size, matrix in zip(sizes, matrices, strict=True):
        out.append(jnp.matmul(rows[start : start + size], matrix, precision="highest"))
        start += size
    return jnp.concatenate([*out, jnp.zeros((rows.shape[0] - start, matrices.shape[-1]), rows.dtype)])


def closely(actual: Any, expected: Any, rtol: float = 2e-5) -> None:
    np.testing.assert_allclose(np.asarray(actual, np.float32), np.asarray(expected, np.float32), rtol=rtol, atol=rtol)


def layer_of(out_first: bool = False, use_bias: bool = True, **more: Any) -> MoELinear:
    """A layer with a bias that is not zero."""
    layer = MoELinear.init(EXPERT, IN, OUT, key=KEY, out_first=out_first, use_bias=use_bias, **more)
    if not use_bias:
        return layer
    assert layer.bias is not None and layer.bias.axes == (OUT,) and not layer.bias.array.any()
    bias = hax.random.normal(KEY, OUT)
    return eqx.tree_at(lambda m: m.bias, layer, bias)  # type: ignore[no-any-return]  # as it is given


@pytest.mark.parametrize("kind", SIZES)
@pytest.mark.parametrize("out_first", [False, True])
@pytest.mark.parametrize("use_bias", [False, True])
def test_values_and_gradients_are_those_of_a_loop(kind: str, out_first: bool, use_bias: bool) -> None:
    layer = layer_of(out_first, use_bias)
    assert layer.weight.axes == ((EXPERT, OUT, IN) if out_first else (EXPERT, IN, OUT))
    assert layer.out_first is out_first
    weight = layer.weight.rearrange((EXPERT, IN, OUT)).array

    def theirs(rows: jax.Array, weight: jax.Array) -> jax.Array:
        out = by_loop(rows, weight, SIZES[kind])
        return out + layer.bias.array[None] if layer.bias is not None else out

    out = layer(ROWS, sizes_of(kind))
    assert out.axes == (TOKEN, OUT)
    closely(out.array, theirs(ROWS.array, weight))

    def ours(args: Any) -> jax.Array:
        layer, rows = args
        return (layer(rows, sizes_of(kind)) ** 2).sum().scalar()  # type: ignore[no-any-return]  # an array

    gradient, of_rows = eqx.filter_grad(ours)((layer, ROWS))
    wanted = jax.grad(lambda rows, weight: (theirs(rows, weight) ** 2).sum(), (0, 1))(ROWS.array, weight)
    closely(of_rows.array, wanted[0], 1e-4)
    closely(gradient.weight.rearrange((EXPERT, IN, OUT)).array, wanted[1], 1e-4)


def test_any_order_of_storage() -> None:
    layer, sizes = layer_of(), sizes_of("all")
    expected = layer(ROWS, sizes).array
    for axes in permutations(layer.weight.axes):
        turned = eqx.tree_at(lambda m: m.weight, layer, layer.weight.rearrange(axes))
        for rows in (ROWS, ROWS.rearrange((IN, TOKEN))):
            out = turned(rows, sizes)
            assert out.axes == (TOKEN, OUT)
            closely(out.array, expected)


@pytest.mark.parametrize("dtype", [jnp.bfloat16, jnp.float16])
def test_dtypes(dtype: Any) -> None:
    layer = jax.tree.map(lambda leaf: leaf.astype(dtype), layer_of())
    out = layer(ROWS.astype(dtype), sizes_of("all"))
    assert out.dtype == dtype
    closely(out.array, layer_of()(ROWS, sizes_of("all")).array, 5e-2)
    assert layer(ROWS, sizes_of("all")).dtype == jnp.float32


def test_a_new_layer() -> None:
    layer = MoELinear.init(EXPERT, Axis("in", 400), Axis("out", 300), key=KEY, init_scale=3.0)
    values = np.asarray(layer.weight.array) * 20 / 3
    assert abs(values.std() - 0.987) < 0.01 and 2.9 < abs(values).max() <= 3.001
    assert (layer.Experts, layer.In, layer.Out, layer.use_gmm) == (EXPERT, Axis("in", 400), Axis("out", 300), False)
    assert MoELinear.init(EXPERT, IN, OUT, key=KEY, use_bias=False).bias is None


def test_a_kernel_that_is_asked_for_changes_nothing() -> None:
    closely(layer_of(use_gmm=True)(ROWS, sizes_of("all")).array, layer_of()(ROWS, sizes_of("all")).array)


def test_one_name_in_and_out() -> None:
    layer = MoELinear.init(EXPERT, IN, IN, key=KEY)
    assert layer.weight.axis_names == ("expert", "in_in", "in")
    out = layer(ROWS, sizes_of("all"))
    assert out.axes == (TOKEN, IN)
    closely(out.array, by_loop(ROWS.array, layer.weight.array, SIZES["all"]))
    assert MoELinear.init(EXPERT, IN, IN, key=KEY, out_first=True).out_first


def test_a_trace_has_one_product_and_no_transpose() -> None:
    for out_first in (False, True):
        layer, sizes = layer_of(out_first, False), sizes_of("all")
        found = primitives(
            lambda x, layer=layer, sizes=sizes: layer(hax.named(x, (TOKEN, IN)), sizes).array, ROWS.array
        )
        assert found == ["ragged_dot_general"]


def test_under_named_jit() -> None:
    layer = layer_of()
    out = hax.named_jit(lambda m, x, s: m(x, s))(layer, ROWS, sizes_of("fewer"))
    closely(out.array, layer(ROWS, sizes_of("fewer")).array)


SPELLED = 'MoELinear["expert: in -> out"]'
"""The layer, as errors of its first argument call it."""


def refused(call: Any, text: str, kind: str) -> None:
    with pytest.raises(AxisError) as caught:
        call()
    assert (str(caught.value), caught.value.kind) == (text, kind)


def test_what_a_call_refuses() -> None:
    layer, sizes = layer_of(), sizes_of("all")
    refused(lambda: layer(hax.ones((TOKEN, OUT)), sizes), f"{SPELLED}: no axis 'in' in [token=11, out=5]", "missing")
    refused(
        lambda: layer(hax.ones((TOKEN, IN.resize(2))), sizes),
        f"{SPELLED}: axis 'in' has size 2 in [token=11, in=2] but 3 was given; sizes must agree",
        "size",
    )
    refused(
        lambda: layer(hax.ones(IN), sizes),
        "MoELinear: expected one axis of rows beside 'in', got []; flatten them into one",
        "size",
    )
    refused(
        lambda: layer(hax.ones((Axis("batch", 2), TOKEN, IN)), sizes),
        "MoELinear: expected one axis of rows beside 'in', got [batch=2, token=11]; flatten them into one",
        "size",
    )
    refused(
        lambda: layer(hax.ones((OUT, IN)), sizes),
        f"{SPELLED}: axis 'out' is already in [out=5, in=3]; choose another name or rename it first",
        "duplicate",
    )
    refused(
        lambda: layer(ROWS, hax.ones(Axis("expert", 3), int)),
        "MoELinear: axis 'expert' has size 4 in [expert=4, out=5] but 3 was given; sizes must agree",
        "size",
    )
    refused(
        lambda: layer(ROWS, hax.ones(Axis("experts", 4), int)),
        "MoELinear: no axis 'experts' in [expert=4, out=5]; did you mean 'expert'?",
        "missing",
    )


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (
            (jnp.ones((11, 3)), sizes_of("all")),
            f"{SPELLED}: expected a NamedArray, got a plain array of shape (11, 3); name its axes",
        ),
        ((ROWS, jnp.ones(4, int)), "MoELinear: expected a NamedArray, got a plain array of shape (4,); name its axes"),
        ((ROWS, sizes_of("all").astype(float)), "MoELinear: expected integers as group_sizes, got float32"),
    ],
)
def test_wrong_kinds(args: Any, text: str) -> None:
    with pytest.raises(TypeError) as caught:
        layer_of()(*args)
    assert str(caught.value).startswith(text)


def test_what_init_refuses() -> None:
    refused(
        lambda: MoELinear.init(EXPERT, IN, EXPERT, key=KEY),
        "MoELinear.init: axis 'expert' is repeated in [expert=4, in=3, expert=4]; name each axis once",
        "duplicate",
    )
    refused(
        lambda: MoELinear.init(EXPERT, "in", OUT, key=KEY),  # type: ignore[arg-type]  # which is what is refused
        "MoELinear: axis 'in' needs a size; pass Axis('in', size)",
        "size",
    )


MATRICES = hax.random.normal(jax.random.key(1), (EXPERT, IN, OUT))


@pytest.mark.parametrize("kind", SIZES)
def test_products_of_plain_arrays(kind: str) -> None:
    sizes = jnp.asarray(SIZES[kind])
    expected = by_loop(ROWS.array, MATRICES.array, SIZES[kind])
    closely(ragged_dot(ROWS.array, MATRICES.array, sizes), expected)
    closely(ragged_dot(ROWS.array, MATRICES.array, sizes, False, "xla"), expected)
    closely(ragged_dot(ROWS, MATRICES, hax.named(sizes, EXPERT), axis=IN).array, expected)


def test_matrices_may_have_more_axes() -> None:
    more = MATRICES.unflatten_axis(OUT, (Axis("x", 5), Axis("y", 1)))
    out = ragged_dot(ROWS, more, sizes_of("all"), axis="in")
    assert out.axes == (TOKEN, Axis("x", 5), Axis("y", 1))
    none = ragged_dot(ROWS, MATRICES["out", 2], sizes_of("all"), axis="in")
    assert none.axes == (TOKEN,)
    closely(none.array, out.array[:, 2, 0])


@pytest.mark.parametrize("implementation", ["megablox", "triton", "other"])
def test_an_implementation_that_is_not_there(implementation: Any) -> None:
    with pytest.raises(NotImplementedError) as caught:
        ragged_dot(ROWS.array, MATRICES.array, jnp.asarray(SIZES["all"]), implementation=implementation)
    assert str(caught.value) == (
        f"ragged_dot: there is no implementation {implementation!r} here; use 'auto' or 'xla', jax.lax.ragged_dot"
    )


def test_named_arrays_need_the_axis_and_plain_ones_integers() -> None:
    with pytest.raises(TypeError, match=r"^ragged_dot: expected `axis`, the axes to sum over; pass it by name"):
        ragged_dot(ROWS, MATRICES, sizes_of("all"))
    with pytest.raises(TypeError, match=r"^ragged_dot: expected a NamedArray, got a plain array"):
        ragged_dot(ROWS, MATRICES, jnp.ones(4, int), axis="in")
    with pytest.raises(TypeError, match=r"^ragged_dot: expected named arrays to go with axis 'in', got a plain array"):
        ragged_dot(ROWS.array, MATRICES.array, jnp.ones(4, int), axis="in")
    with pytest.raises(TypeError, match=r"^ragged_dot: expected integers as group_sizes, got float32"):
        ragged_dot(ROWS.array, MATRICES.array, jnp.ones(4))


def test_products_are_added_up_over_the_devices_of_a_model() -> None:
    mesh = jax.sharding.Mesh(np.asarray(jax.devices()[:3]), ("model",))
    split, whole = PartitionSpec(None, "model"), PartitionSpec()

    def on_each(rows: jax.Array, matrices: jax.Array, sizes: jax.Array) -> jax.Array:
        return ragged_dot(rows, matrices, sizes, ar=True)

    def by_name(rows: jax.Array, matrices: jax.Array, sizes: jax.Array) -> jax.Array:
        named = hax.named(rows, (TOKEN, "in")), hax.named(matrices, (EXPERT, "in", OUT)), hax.named(sizes, EXPERT)
        return ragged_dot(*named, ar=True, axis="in").array

    expected = by_loop(ROWS.array, MATRICES.array, SIZES["all"])
    for function in (on_each, by_name):
        apart = jax.shard_map(function, mesh=mesh, in_specs=(split, split, whole), out_specs=whole)
        closely(jax.jit(apart)(ROWS.array, MATRICES.array, jnp.asarray(SIZES["all"])), expected)
