"""Gradient checkpointing: gradients stay the same, and what is kept for them is what the policy says."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import ScanCheckpointPolicy
from haliax.core import NamedArray
from haliax.transforms._nested import blocks

LAYER, EMBED, MLP = hax.make_axes(layer=6, embed=3, mlp=5)
X = hax.named(jnp.linspace(-1.0, 1.0, 3), EMBED)
UP = hax.random.normal(jax.random.key(0), (LAYER, EMBED, MLP))
"""Of each layer."""


def block(x: NamedArray, up: NamedArray) -> NamedArray:
    hidden = hax.tree_checkpoint_name(hax.tanh(hax.dot(x, up, axis="embed")), "hidden")
    return x + hax.tree_checkpoint_name(hax.dot(hax.sin(hidden), up, axis="mlp"), "out")


def loss(up: NamedArray, remat: Any, *, reverse: bool = False, unroll: int = 1) -> jax.Array:
    last, sums = hax.scan(lambda x, up: (block(x, up), x.sum()), "layer", remat=remat, reverse=reverse, unroll=unroll)(
        X, up
    )
    return (last.sum() + (sums**2).sum()).scalar()


def loss_by_hand(up: jax.Array, *, reverse: bool) -> jax.Array:
    def step(x: jax.Array, up: jax.Array) -> Any:
        return x + up @ jnp.sin(jnp.tanh(x @ up)), x.sum()

    last, sums = jax.lax.scan(step, X.array, up, reverse=reverse)
    return last.sum() + (sums**2).sum()


POLICIES: dict[str, Any] = {
    **{str(name): name for name in (True, "offload", "full", "save_all", "nested")},
    "names": ScanCheckpointPolicy(save_block_internals=["hidden"]),
    "offloaded names": ScanCheckpointPolicy(save_inputs=True, offload_block_internals=["hidden", "out"]),
    "all but carries": ScanCheckpointPolicy(save_carries=False, save_block_internals=True),
    "all, carries offloaded": ScanCheckpointPolicy(save_carries="offload", save_block_internals=True, prevent_cse=True),
    **{f"nested {n}": ScanCheckpointPolicy(nested=n) for n in (4, 5)},
    "disabled": ScanCheckpointPolicy(disable=True, nested=True, save_block_internals=["nothing"]),
}


@cache
def wanted(*, reverse: bool) -> Any:
    return jax.jit(jax.value_and_grad(partial(loss_by_hand, reverse=reverse)))(UP.array)


@pytest.mark.parametrize("name", POLICIES)
def test_gradients_stay_the_same(name: str) -> None:
    reverse = name == "nested 4"
    want, gradient = wanted(reverse=reverse)
    got, ours = jax.jit(jax.value_and_grad(lambda up: loss(up, POLICIES[name], reverse=reverse)))(UP)
    np.testing.assert_allclose(got, want, rtol=1e-5)
    assert ours.axes == UP.axes
    np.testing.assert_allclose(ours.array, gradient, rtol=2e-4, atol=1e-5)


def kept(remat: Any) -> list[tuple[int, ...]]:
    """The shapes of what is kept for the gradient, but for the weights and the sums."""
    pullback = jax.eval_shape(lambda up: jax.vjp(lambda up: loss(up, remat), up)[1], UP)
    shapes = [array.shape for array in jax.tree.leaves(pullback)]
    return sorted(shape for shape in shapes if shape[-2:] != (3, 5) and shape != (6,))


def test_what_is_kept() -> None:
    carries, inside = (6, 3), (6, 5)
    usual = kept(False)  # how much jax keeps of a step is its own affair
    assert usual == kept(POLICIES["disabled"]) == [carries, *[inside] * usual.count(inside)]
    assert usual.count(inside) >= 3
    assert kept(True) == kept("full") == kept("recompute") == kept("offload") == [carries]
    assert kept(POLICIES["names"]) == [carries, inside]
    assert kept("save_all").count(inside) >= 3
    assert kept("nested") == [(2, 3)]
    assert kept(POLICIES["nested 5"]) == [(3,), (5, 3)]
    assert kept(ScanCheckpointPolicy(nested=100)) == [(6, 3)]


def places(remat: Any) -> list[str]:
    """Where what is kept lies: in which memory, by its dtype and shape."""
    traced = jax.make_jaxpr(lambda up: jax.vjp(lambda up: loss(up, remat), up)[1])(UP)
    return [str(aval) for aval in traced.out_avals]


def test_what_is_offloaded() -> None:
    assert not [aval for aval in places(True) if "host" in aval]
    assert [aval for aval in places("offload") if "host" in aval] == ["float32<host>[6,3]", "float32<host>[6,3,5]"]


def test_carries_and_inputs_are_told_apart() -> None:
    carries, inputs = (
        [aval for aval in places(ScanCheckpointPolicy(**settings)) if "host" in aval]
        for settings in ({"save_carries": "offload"}, {"save_carries": False, "save_inputs": "offload"})
    )
    assert (carries, inputs) == (["float32<host>[6,3]"], ["float32<host>[6,3,5]"])

    def step(carry: NamedArray) -> NamedArray:
        return hax.sin(hax.sin(hax.tree_checkpoint_name(carry * 2, "carry")))

    kept = ScanCheckpointPolicy(save_carries="offload").checkpoint("carry", "inputs", step)
    traced = jax.make_jaxpr(lambda x: jax.vjp(kept, x)[1])(X)
    assert [str(aval) for aval in traced.out_avals if "host" in str(aval)] == ["float32<host>[3]"]


def test_without_memory_of_the_host_all_is_kept_on_the_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haliax.transforms.checkpoint._has_host_memory", lambda: False)
    assert not [aval for aval in places(ScanCheckpointPolicy(save_carries="offload")) if "host" in aval]


def test_the_program_is_that_of_jax() -> None:
    def by_hand(x: jax.Array, up: jax.Array) -> Any:
        return jax.lax.scan(jax.checkpoint(lambda x, up: (x + up.sum(1), x), prevent_cse=False), x, up)

    def with_names(x: NamedArray, up: NamedArray) -> Any:
        return hax.scan(lambda x, up: (x + up.sum("mlp"), x), "layer", remat=True)(x, up)

    named, plain = jax.make_jaxpr(with_names)(X, UP), jax.make_jaxpr(by_hand)(X.array, UP.array)
    assert equations(named) == equations(plain)


def equations(closed: Any) -> list[str]:
    """The names of the operations, also of those within others."""
    out: list[str] = []
    for equation in closed.jaxpr.eqns if hasattr(closed, "jaxpr") else closed.eqns:
        out.append(equation.primitive.name)
        if "jaxpr" in equation.params:
            out += equations(equation.params["jaxpr"])
    return out


def test_a_checkpointed_function_is_traced_once() -> None:
    count = 0

    def step(x: NamedArray, up: NamedArray) -> NamedArray:
        nonlocal count
        count += 1
        return block(x, up)

    for remat, more in ((True, 1), ("nested", 1), (POLICIES["names"], 2)):  # to find the names it is traced once more
        for _ in range(3):
            hax.fold(step, "layer", remat=remat)(X, UP)
        assert count == more
        count = 0


def test_the_number_of_blocks() -> None:
    lengths = {0: 0, 1: 0, 2: 1, 3: 1, 4: 2, 6: 2, 7: 2, 11: 3, 12: 3, 14: 2, 22: 4, 64: 8}
    assert {n: blocks(True, n) for n in lengths} == lengths
    assert [blocks(False, 9), blocks(2, 9), blocks(5, 3), blocks(1, 9)] == [0, 2, 3, 1]


def test_nested_loops_of_nothing_but_a_carry() -> None:
    fold = hax.fold(lambda c: c * 2 + 1, hax.Axis("t", 7), remat="nested", unroll=2)
    np.testing.assert_array_equal(fold(hax.zeros(EMBED)).array, [127, 127, 127])
    assert "unroll=2" in str(jax.make_jaxpr(fold)(hax.zeros(EMBED)))


def test_the_number_of_blocks_is_that_of_the_policy() -> None:
    for nested, count in ((1, 1), (True, 2), (3, 3), (1, 1)):
        fold = hax.fold(block, "layer", remat=ScanCheckpointPolicy(nested=nested))
        assert f"length={count}\n" in str(jax.make_jaxpr(fold)(X, UP))


def test_names_of_one_step_and_of_none() -> None:
    fold = hax.fold(block, "layer", remat=POLICIES["names"])
    assert fold(X, UP["layer", :1]).axes == X.axes
    nothing = hax.fold(lambda x, up: x, "layer", remat=POLICIES["names"])
    assert nothing(X, UP["layer", :0]).axes == X.axes


def test_names_that_are_not_there() -> None:
    policy = ScanCheckpointPolicy(save_block_internals=["hiden"], offload_block_internals=["out"])
    with pytest.raises(ValueError, match=r"^fold: no checkpoint 'hiden' in the function: it has 'hidden', 'out'; name"):
        hax.fold(block, "layer", remat=policy)(X, UP)
    with pytest.raises(ValueError, match=r"^map: no checkpoint 'hiden', 'out' in the function: it has none"):
        hax.map(lambda up: up, "layer", remat=policy)(UP)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: ScanCheckpointPolicy.from_bool_or_str("all"), "no policy 'all'; there are True, False, 'offload'"),
        (lambda: ScanCheckpointPolicy(save_carries="host"), "save_carries is True, False or 'offload', got 'host'"),
        (
            lambda: ScanCheckpointPolicy(save_block_internals="out"),
            "save_block_internals is a list of names, got 'out'",
        ),
        (lambda: ScanCheckpointPolicy(nested=0), "nested is a number of blocks, 1 or more, got 0"),
    ],
)
def test_policies_that_are_none(make: Any, text: str) -> None:
    with pytest.raises(ValueError, match=f"^ScanCheckpointPolicy: {text}"):
        make()


def test_the_policy_of_a_function() -> None:
    def step(carry: Any, inputs: Any, mode: str) -> Any:
        carry = hax.tree_checkpoint_name(carry, "carry")
        return {"x": hax.sin(hax.sin(carry["x"] * inputs)), "mode": mode, "act": carry["act"]}

    for policy in (ScanCheckpointPolicy(), ScanCheckpointPolicy(simple=True), ScanCheckpointPolicy(disable=True)):
        call = policy.checkpoint("carry", "inputs", step)
        out = call({"x": X, "act": len}, X, "text")
        assert (out["mode"], out["act"], out["x"].axes) == ("text", len, X.axes)
        gradient = jax.grad(lambda x, call=call: call({"x": x, "act": len}, X, "")["x"].sum().scalar())(X)
        want = jax.grad(lambda x: jnp.sin(jnp.sin(x * X.array)).sum())(X.array)
        np.testing.assert_allclose(gradient.array, want, rtol=1e-6)


@pytest.mark.parametrize(("length", "reverse"), [(n, n % 2 == 0) for n in (0, 1, 2, 5, 7, 8)])
def test_nested_loops_of_any_length(length: int, reverse: bool) -> None:
    x = hax.arange({"t": length, "embed": 3}, dtype=float)

    def step(carry: Any, row: NamedArray) -> Any:
        return carry * 2 + row, (carry, row, None)

    plain = hax.scan(step, "t", reverse=reverse)(hax.zeros(EMBED), x)
    nested = hax.scan(step, "t", reverse=reverse, remat="nested", unroll=2)(hax.zeros(EMBED), x)
    assert jax.tree.structure(plain) == jax.tree.structure(nested)
    for one, other in zip(jax.tree.leaves(plain), jax.tree.leaves(nested), strict=True):
        np.testing.assert_array_equal(one, other)
