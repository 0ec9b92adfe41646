"""What wraps a function keeps it: jit, checkpoint, gradients, caches, partial; as decorators, calls and methods."""

import functools
from collections.abc import Callable

import equinox as eqx
import jax

import haliax as hax
from haliax import NamedArray
from haliax.jax_utils import filter_checkpoint, named_call

A, B, C = hax.make_axes(a=2, b=3, c=5)
ab = hax.ones((A, B))


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


@functools.partial(jax.checkpoint, prevent_cse=False)
def checkpointed_by_partial(x: NamedArray["a b"]) -> NamedArray["b"]:
    return x.sum("a")


@functools.partial(hax.named_jit, axis_resources={})
def named(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


@hax.named_jit(axis_resources={})
def named_by_options(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


@eqx.filter_jit
def filtered(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


reveal_type(jitted(ab))  # R: [a]
reveal_type(by_partial(ab, n=3))  # R: [a]
reveal_type(by_options(ab, n=3))  # R: [a]
reveal_type(checkpointed(ab))  # R: [b]
reveal_type(checkpointed_by_partial(ab))  # R: [b]
reveal_type(named(ab))  # R: [a]
reveal_type(named_by_options(ab))  # R: [a]
reveal_type(filtered(ab))  # R: [a]
reveal_type(jax.jit(checkpointed)(ab))  # R: [b]
reveal_type(jax.jit(jax.checkpoint(checkpointed))(ab))  # R: [b]
reveal_type(hax.partitioning.auto_axes(checkpointed, {"b": "data"})(ab))  # R: [b]
jitted.lower(ab).compile()
by_options.lower(ab, n=2)
named.lower(ab).compile()


class Layer(eqx.Module):
    w: NamedArray["b c"]

    @hax.named_jit
    def __call__(self, x: NamedArray["a b"]) -> NamedArray["a c"]:
        return hax.dot(x, self.w, axis="b")

    @hax.named_jit(axis_resources={})
    def with_options(self, x: NamedArray["a b"]) -> NamedArray["a c"]:
        return hax.dot(x, self.w, axis="b")

    @eqx.filter_jit
    def filtered(self, x: NamedArray["a b"]) -> NamedArray["a c"]:
        return hax.dot(x, self.w, axis="b")

    @functools.partial(jax.checkpoint, static_argnums=())
    def checkpointed(self, x: NamedArray["a b"]) -> NamedArray["a c"]:
        return hax.dot(x, self.w, axis="b")


layer = Layer(hax.ones((B, C)))
reveal_type(layer(ab))  # R: [a, c]
reveal_type(layer.with_options(ab))  # R: [a, c]
reveal_type(layer.filtered(ab))  # R: [a, c]
reveal_type(layer.checkpointed(ab))  # R: [a, c]


# Gradients have the axes of what they are for.
def loss(w: NamedArray["b"], x: NamedArray["a b"]) -> jax.Array:
    return hax.dot(x, w, axis="b").sum().scalar()


def loss_and_more(w: NamedArray["b"], x: NamedArray["a b"]) -> tuple[jax.Array, NamedArray["a"]]:
    out = hax.dot(x, w, axis="b")
    return out.sum().scalar(), out


w = hax.ones(B)
reveal_type(jax.grad(loss)(w, ab))  # R: [b]
reveal_type(jax.grad(loss, argnums=1)(w, ab))  # R: [a, b]
reveal_type(jax.value_and_grad(loss)(w, ab)[1])  # R: [b]
reveal_type(jax.grad(loss_and_more, has_aux=True)(w, ab))  # R: tuple[[b], [a]]
reveal_type(jax.value_and_grad(loss_and_more, has_aux=True)(w, ab)[0][1])  # R: [a]
reveal_type(jax.value_and_grad(loss_and_more, has_aux=True)(w, ab)[1])  # R: [b]
reveal_type(jax.jit(jax.grad(loss))(w, ab))  # R: [b]
reveal_type(eqx.filter_grad(loss)(w, ab))  # R: [b]
reveal_type(eqx.filter_value_and_grad(loss)(w, ab)[1])  # R: [b]

# An array that is moved or mapped over keeps its axes.
reveal_type(jax.device_put(ab))  # R: [a, b]
reveal_type(jax.lax.stop_gradient(ab))  # R: [a, b]
reveal_type(jax.tree.map(lambda leaf: leaf * 2, ab))  # R: [a, b]


# Functions that are passed on.
def apply(f: Callable[[NamedArray["a b"]], NamedArray["a"]], x: NamedArray["a b"]) -> NamedArray["a"]:
    return f(x)


reveal_type(apply(jitted, ab))  # R: [a]
reveal_type(apply(named, ab))  # R: [a]
later = functools.partial(by_partial, n=3)
reveal_type(later(ab))  # R: [a]


@functools.cache
def table(n: int) -> NamedArray["a"]:
    return hax.arange(A) * n


reveal_type(table(3))  # R: [a]
table.cache_clear()

# A lambda that is compiled where it is called is checked with what it gets.
reveal_type(hax.named_jit(lambda x: x.sum("b"))(ab))  # R: [a]
reveal_type(jax.jit(lambda x: x.sum("b"))(ab))  # R: [a]


# Names in profiles, and what client code of haliax 1.x imports for it.
@named_call
def profiled(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


@named_call(name="sums")
def profiled_by_name(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


class Profiled(eqx.Module):
    w: NamedArray["b c"]

    @named_call
    def __call__(self, x: NamedArray["a b"]) -> NamedArray["a c"]:
        return hax.dot(x, self.w, axis="b")

    @named_call(name="second")
    def again(self, x: NamedArray["a b"]) -> NamedArray["a c"]:
        return hax.dot(x, self.w, axis="b")


both = Profiled(hax.ones((B, C)))
reveal_type(profiled(ab))  # R: [a]
reveal_type(profiled_by_name(ab))  # R: [a]
reveal_type(both(ab))  # R: [a, c]
reveal_type(both.again(ab))  # R: [a, c]
reveal_type(filter_checkpoint(profiled)(ab))  # R: [a]
reveal_type(named_call(lambda x: x.sum("b"))(ab))  # R(static): Any
reveal_type(hax.vmap(profiled, "c")(ab.broadcast_axis(C)))  # R: [c, a]


# What is checked at run time is to mypy what it was.
@hax.debug.checked
def guarded(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


@jax.jit
@hax.debug.checked(check=None)
def guarded_in_debug_mode(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


@hax.debug.checked
class Guarded(eqx.Module):
    w: NamedArray["b c"]

    @hax.debug.checked
    def __call__(self, x: NamedArray["a b"]) -> NamedArray["a c"]:
        return hax.dot(x, self.w, axis="b")


reveal_type(guarded(ab))  # R: [a]
reveal_type(guarded_in_debug_mode(ab))  # R: [a]
reveal_type(Guarded(hax.ones((B, C)))(ab))  # R: [a, c]
reveal_type(Guarded(hax.ones((B, C))).w)  # R: [b, c]
