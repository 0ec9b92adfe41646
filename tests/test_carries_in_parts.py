"""What lies over Explicit mesh axes as an operation or a loop would not leave it: values are those of one device."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np
import pytest
from jax.sharding import AxisType

import haliax as hax
from haliax import Axis, NamedArray

AUTO, EXPLICIT = AxisType.Auto, AxisType.Explicit
KEYS = jax.random.split(jax.random.key(0), 3)
BATCH, EMBED, OUT, LAYER = Axis("batch", 8), Axis("embed", 8), Axis("out", 8), Axis("layer", 4)
X = hax.random.normal(KEYS[0], (BATCH, EMBED))
W = hax.random.normal(KEYS[1], (LAYER, EMBED, OUT)) / 2
MESHES = pytest.mark.parametrize("kinds", [(EXPLICIT, EXPLICIT), (EXPLICIT, AUTO)], ids=["explicit", "mixed"])


def alike(found: Any, expected: Any) -> None:
    for one, other in zip(jax.tree.leaves(found), jax.tree.leaves(expected), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@MESHES
@pytest.mark.parametrize("checkpoint", [False, hax.ScanCheckpointPolicy(nested=2)])
def test_a_carry_starts_where_a_step_leaves_it(kinds: tuple[AxisType, ...], checkpoint: Any) -> None:
    def step(x: NamedArray, w: NamedArray) -> NamedArray:
        return hax.tanh(hax.dot(x, w, axis="embed")).rename({"out": "embed"})

    def run(x: NamedArray, w: NamedArray) -> NamedArray:
        return hax.fold(step, LAYER, remat=checkpoint)(x, w)

    expected = run(X, W)
    with jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"), kinds)):
        for stored in ({"embed": "data"}, {"batch": "data", "out": "model"}):
            x, w = hax.shard((X, W), stored)
            alike([run(x, w), jax.jit(run)(x, w)], [expected, expected])


def test_a_step_that_fails_by_itself_says_so() -> None:
    def step(x: NamedArray, w: NamedArray) -> NamedArray:
        raise TypeError("of the step")

    with (
        jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"))),
        pytest.raises(TypeError, match="of the step") as raised,
    ):
        hax.fold(step, LAYER)(hax.shard(X, {"embed": "data"}), W)
    assert raised.value.__cause__ is None


@MESHES
def test_parameters_over_the_axis_of_the_batch(kinds: tuple[AxisType, ...]) -> None:
    image = hax.random.normal(KEYS[2], (BATCH, EMBED, Axis("x", 4)))
    layers: list[tuple[Callable[..., Any], NamedArray]] = [
        (hax.nn.LayerNorm.init(EMBED), X),
        (hax.nn.RmsNorm.init(EMBED, use_bias=True), X),
        (hax.nn.ConvTranspose.init("x", EMBED, OUT, 3, key=KEYS[0]), image),
    ]
    with jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"), kinds)):
        for layer, x in layers:
            stored, given = hax.shard(layer, {"embed": "data"}), hax.shard(x, {"batch": "data"})
            alike(stored(given), layer(x))


def test_arrays_mapped_together_that_lie_over_one_axis() -> None:
    with jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"))):
        x, y = hax.shard(X, {"batch": ("data", "model")}), hax.shard(X, {"embed": "data"})
        out = hax.vmap(lambda a, b: a + b, "batch")(x, y)
    np.testing.assert_array_equal(out.array, 2 * X.array)


@pytest.mark.parametrize("kind", [AUTO, EXPLICIT])
def test_what_lies_on_one_device_is_placed_under_grad(kind: AxisType) -> None:
    def loss(w: NamedArray) -> Any:
        x, w = hax.shard((X, w), {"batch": "data", "out": "model"})
        return (hax.dot(x, w, axis="embed") ** 2).sum().scalar()

    w = W["layer", 0]
    with jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"), (kind, kind))):
        found = jax.grad(loss)(w)
    alike(found, jax.grad(loss)(w))
