"""Mistakes in calls of functions that something wraps."""

import functools

import equinox as eqx
import jax

import haliax as hax
from haliax import NamedArray

bad = hax.ones({"a": 2, "c": 3})


@jax.jit
def jitted(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


@functools.partial(jax.jit, static_argnames="n")
def by_partial(x: NamedArray["a b"], n: int = 2) -> NamedArray["a"]:
    return x.sum("b") * n


@jax.jit(static_argnames="n")
def by_options(x: NamedArray["a b"], n: int = 2) -> NamedArray["a"]:
    return x.sum("b") * n


@jax.checkpoint
def checkpointed(x: NamedArray["a b"]) -> NamedArray["b"]:
    return x.sum("a")


@functools.partial(hax.named_jit, axis_resources={})
def named(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


class Layer(eqx.Module):
    w: NamedArray["b c"]

    @hax.named_jit
    def __call__(self, x: NamedArray["a b"]) -> NamedArray["a c"]:
        return hax.dot(x, self.w, axis="b")

    @hax.named_jit(axis_resources={})
    def with_options(self, x: NamedArray["a b"]) -> NamedArray["a c"]:
        return hax.dot(x, self.w, axis="b")


def loss(w: NamedArray["b"], x: NamedArray["a b"]) -> jax.Array:
    return hax.dot(x, w, axis="b").sum().scalar()


def calls(layer: Layer, w: NamedArray["b"], ab: NamedArray["a b"]) -> None:
    jitted(bad)  # E(static): jitted: argument 'x' is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    by_partial(bad, n=3)  # E(static): by_partial: argument 'x' is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    by_partial(ab, "3")  # E(static): Argument 2 to "by_partial" has incompatible type "str"; expected "int"  [arg-type]
    by_options(bad)  # E(static): by_options: argument 'x' is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    checkpointed(bad)  # E(static): checkpointed: argument 'x' is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    named(bad)  # E(static): named: argument 'x' is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    jax.jit(checkpointed)(bad)  # E(static): checkpointed: argument 'x' is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    hax.partitioning.auto_axes(checkpointed, {})(bad)  # E(static): checkpointed: argument 'x' is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    layer(bad)  # E(static): Layer.__call__: argument 1 is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    layer.with_options(bad)  # E(static): Layer.with_options: argument 'x' is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    jitted(ab).sum("b")  # E(static): sum: no axis 'b' in [a]  [axis-missing]
    checkpointed(ab).sum("a")  # E(static): sum: no axis 'a' in [b]  [axis-missing]
    layer(layer(ab))  # E(static): Layer.__call__: argument 1 is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    jax.grad(loss)(ab, ab)  # E(static): loss: argument 'w' is [a, b]; expected [b]: unexpected axis 'a'  [arg-type]
    jax.grad(loss)(w, ab).sum("a")  # E(static): sum: no axis 'a' in [b]  [axis-missing]
    jax.value_and_grad(loss)(w, ab)[1].sum("a")  # E(static): sum: no axis 'a' in [b]  [axis-missing]
    jax.grad(loss, argnums=1)(w, ab).sum("c")  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.device_put(ab).sum("c")  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.tree.map(lambda leaf: leaf * 2, ab).sum("c")  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    functools.partial(named, bad)  # E(static): named: argument 1 is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
    functools.partial(by_partial, n=3)(bad)  # E(static): by_partial: argument 1 is [a, c]; expected [a, b]: no axis 'b'  [arg-type]
