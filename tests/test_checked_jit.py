"""Checks where a function is compiled: once a trace, and nothing of them in the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import pytest
import typeguard
from jax.sharding import AxisType

from haliax.core import NamedArray
from haliax.debug import checked, debug_checks
from haliax.errors import AxisError
from haliax.haxtyping import Float
from haliax.partitioning import fsdp, named_jit, shard_map


def named(**sizes: int) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(sizes.values())), tuple(sizes))


X, W = named(batch=2, embed=3), named(embed=3, mlp=5)


def layer(x: Float[NamedArray, "batch embed"], w: Float[NamedArray, "embed mlp"]) -> Float[NamedArray, "batch mlp"]:
    traces.append(1)
    return x.dot(w, axis="embed")


traces: list[int] = []

# How a function is compiled without checks, and with.
COMPILED: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "jax.jit": (jax.jit, lambda fn: jax.jit(checked(fn))),
    "filter_jit": (eqx.filter_jit, lambda fn: eqx.filter_jit(checked(fn))),
    "named_jit": (named_jit, lambda fn: named_jit(fn, check=True)),
    "fsdp": (lambda fn: fsdp(fn, {}, {}), lambda fn: fsdp(checked(fn), {}, {})),
    "grad": (
        lambda fn: jax.jit(jax.grad(lambda x, w: fn(x, w).sum().scalar())),
        lambda fn: jax.jit(jax.grad(lambda x, w: checked(fn)(x, w).sum().scalar())),
    ),
}


@pytest.mark.parametrize(("plain", "with_checks"), COMPILED.values(), ids=COMPILED)
def test_once_a_trace_and_not_in_the_program(
    plain: Callable[..., Any], with_checks: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Any] = []
    check_type = typeguard.check_type
    monkeypatch.setattr(typeguard, "check_type", lambda *args, **kw: (looks.append(1), check_type(*args, **kw))[1])
    fn = with_checks(layer)
    traces.clear()
    for _ in range(3):
        fn(X, W)
    assert (len(traces), len(looks)) == (1, 3)
    # `layer` itself, so that the names in both programs are the same.
    program, checked_program = plain(layer).lower(X, W), fn.lower(X, W)
    assert checked_program.as_text() == program.as_text() and "dot" in program.as_text()


@pytest.mark.parametrize("with_checks", [made for _, made in COMPILED.values()], ids=COMPILED)
def test_a_wrong_call_is_refused(with_checks: Callable[..., Any]) -> None:
    with pytest.raises(AxisError, match=r"^layer: argument 'w' is \[batch=2, embed=3\] of float32; expected Float"):
        with_checks(layer)(X, X)
    with pytest.raises(AxisError, match=r"^layer: axis 'embed' has size 3 in argument 'x' but 7 in argument 'w'"):
        with_checks(layer)(X, named(embed=7, mlp=5))


def test_outside_of_a_compiled_function_each_call_is_checked() -> None:
    fn = checked(jax.jit(layer))
    assert fn(X, W).axis_names == ("batch", "mlp")
    with pytest.raises(AxisError, match="argument 'w'"):
        fn(X, X)
    with debug_checks(False):
        fn(X, NamedArray(W.array, ("embed", "other")))
        fn(X, named(embed=3))


def test_debug_mode_reaches_fsdp() -> None:
    step = fsdp(lambda x: x, {}, {})
    assert step(X).axes == X.axes

    @fsdp({}, {})
    def wrong(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
        return x

    assert wrong(X).axes == X.axes
    with debug_checks(), pytest.raises(AxisError, match=r"wrong: the result is \[batch=2, embed=3\]"):
        wrong(X)


def test_under_vmap_and_shape_evaluation() -> None:
    batched = NamedArray(jnp.zeros((4, 3, 5)), ("layer", "embed", "mlp"))

    def one(w: jax.Array) -> NamedArray:
        return checked(layer)(X, NamedArray(w, ("embed", "mlp")))

    assert jax.vmap(one)(batched.array).array.shape == (4, 2, 5)
    assert jax.eval_shape(checked(layer), X, W).axis_names == ("batch", "mlp")


class Part(eqx.Module):
    w: NamedArray["embed mlp"]

    def __call__(self, x: NamedArray["batch embed"]) -> NamedArray["batch mlp"]:
        return x.dot(self.w, axis="embed")

    def wrong(self, x: NamedArray["batch embed"]) -> NamedArray["mlp"]:
        return x


@pytest.mark.parametrize("kind", [AxisType.Auto, AxisType.Explicit])
def test_debug_mode_reaches_shard_map(kind: AxisType) -> None:
    mesh = jax.make_mesh((2,), ("data",), (kind,), devices=jax.devices()[:2])
    mapping = {"batch": "data"}
    part = Part(W)
    with jax.set_mesh(mesh), debug_checks(sharding=True, values=True):
        for fn in (layer, part, part.__call__):
            args = (X, W) if fn is layer else (X,)
            assert shard_map(fn, mapping)(*args).shape == {"batch": 2, "mlp": 5}
        with pytest.raises(AxisError, match=r"^layer: argument 'w' is \[batch=1, embed=3\]"):
            shard_map(layer, mapping)(X, X)
        with pytest.raises(AxisError, match=r"Part.__call__: argument 'x' is \[embed=3, mlp=5\]"):
            shard_map(part, mapping)(W)
        with pytest.raises(AxisError, match=r"Part.wrong: the result is \[batch=1, embed=3\]; expected \[mlp\]"):
            shard_map(part.wrong, mapping)(X)
        with debug_checks(False):
            shard_map(part.wrong, mapping)(X)
