"""Mistakes in control flow of jax, in derivatives, and where arrays are mapped by position."""

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import NamedArray


def double(x: NamedArray["a b"]) -> NamedArray["a b"]:
    return x * 2


def rows(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


def body(i: int, x: NamedArray["a b"]) -> NamedArray["a b"]:
    return x + i


class Scale(eqx.Module):
    w: NamedArray["b"]

    def __call__(self, x: NamedArray["a b"]) -> NamedArray["a b"]:
        return x * self.w


def branches(ab: NamedArray["a b"], b: NamedArray["b"], flag: bool, i: jax.Array, scale: Scale) -> None:
    jax.lax.cond(flag, rows, double, ab)  # E(static): cond: … branch gives [a], another [a, b]: …  [axis-missing]
    jax.lax.cond(flag, lambda x: x, lambda x: x.sum("b"), ab)  # E(static): cond: … branch gives [a, b], another [a]: …  [axis-missing]
    jax.lax.cond(flag, lambda: ab, lambda: b)  # E(static): cond: … branch gives [a, b], another [b]: …  [axis-missing]
    jax.lax.cond(flag, lambda x: x, lambda x: x.rearrange("a b -> b a"), ab)  # E(static): cond: … branch gives [a, b], another [b, a]: …  [axis-order]
    jax.lax.cond(flag, lambda x: x.sum("c"), lambda x: x.sum("c"), ab)  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.lax.cond(flag, double, double, b)  # E(static): double: argument 1 is [b]; expected [a, b]: no axis 'a'  [arg-type]
    jax.lax.cond(flag, scale, double, b)  # E(static): Scale.__call__: argument 1 is [b]; …  [arg-type]  # E(static): double: argument 1 is …  [arg-type]
    jax.lax.cond(flag, lambda x: (x, b), lambda x: (b, b), ab)  # E(static): cond: … branch gives [a, b], another [b]: …  [axis-missing]
    jax.lax.switch(i, [double, rows], ab)  # E(static): switch: … branch gives [a, b], another [a]: …  [axis-missing]
    jax.lax.switch(i, [double, lambda x: x.sum("d")], ab)  # E(static): sum: no axis 'd' in [a, b]  [axis-missing]


def loops(ab: NamedArray["a b"], b: NamedArray["b"]) -> None:
    jax.lax.fori_loop(0, 3, lambda i, x: x.sum("b"), ab)  # E(static): fori_loop: the carry goes into … as [a, b] and comes out as [a]…  [axis-missing]
    jax.lax.fori_loop(0, 3, lambda i, x: x * ab, b)  # E(static): fori_loop: the carry goes into … as [b] and comes out as [a, b]…  [axis-missing]
    jax.lax.fori_loop(0, 3, lambda i, x: (x[0], x[0]), (ab, b))  # E(static): fori_loop: the carry goes into … as [b] and comes out as [a, b]…  [axis-missing]
    jax.lax.fori_loop(0, 3, body, b)  # E(static): body: argument 2 is [b]; expected [a, b]: no axis 'a'  [arg-type]
    jax.lax.fori_loop(0, 3, lambda i, x: x.sum("c"), ab)  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.lax.while_loop(lambda x: (x.sum() < 9).scalar(), lambda x: x.sum("a"), ab)  # E(static): while_loop: argument 'body_fun' is …  [arg-type]  # E(static): lambda: the result is …  [return-value]
    jax.lax.while_loop(lambda x: (x.sum("c") < 9).scalar(), double, ab)  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.lax.scan(lambda x, _: (x.sum("a"), None), ab, None, length=3)  # E(static): scan: argument 'f' is …  [arg-type]  # E(static): lambda: the result is …  [return-value]
    jax.lax.scan(lambda x, _: (x.sum("c"), None), ab, None, length=3)  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.lax.scan(lambda x, y: (x * ab, y), b, jnp.ones(3))  # E(static): scan: argument 'f' is …  [arg-type]  # E(static): lambda: the result is …  [return-value]


def derivatives(ab: NamedArray["a b"], b: NamedArray["b"]) -> None:
    jax.jvp(rows, (b,), (b,))  # E(static): rows: argument 1 is [b]; expected [a, b]: no axis 'a'  [arg-type]
    jax.vjp(rows, b)  # E(static): rows: argument 1 is [b]; expected [a, b]: no axis 'a'  [arg-type]
    jax.vjp(rows, ab)[1](ab)  # E(static): argument 1 is [a, b]; expected [a]: unexpected axis 'b'  [arg-type]
    jax.linearize(rows, ab)[1](b)  # E(static): argument 1 is [b]; expected [a, b]: no axis 'a'  [arg-type]
    jax.vjp(lambda x: x.sum("c"), ab)  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.grad(lambda x: x.sum("c").sum().scalar())(ab)  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.jit(jax.grad(lambda x: x.sum("c").sum().scalar()))(ab)  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.grad(lambda x: (x * 2).sum().scalar())(ab).sum("c")  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    jax.eval_shape(rows, b)  # E(static): rows: argument 1 is [b]; expected [a, b]: no axis 'a'  [arg-type]
    jax.eval_shape(rows, ab).sum("b")  # E(static): sum: no axis 'b' in [a]  [axis-missing]


def by_position(ab: NamedArray["a b"], scale: Scale) -> None:
    jax.vmap(double)(ab).nothing  # E(static): [...] has no attribute "nothing"  [attr-defined]  # N: jax.vmap takes …
    jax.device_put((ab, ab))[0].sum("c")  # E(static): sum: no axis 'c' in [a, b]  [axis-missing]
    hax.vmap(hax.sum, "a")(ab, "c")  # E(static): sum: no axis 'c' in [b]  [axis-missing]
    hax.vmap(hax.vmap(lambda x: x.sum("c"), "b"), "a")(ab)  # E(static): sum: no axis 'c' in []  [axis-missing]
    jax.jit(hax.vmap(lambda x: x.sum("c"), "a"))(ab)  # E(static): sum: no axis 'c' in [b]  [axis-missing]
    jax.tree.map(lambda leaf: leaf * 2, scale).w.sum("c")  # E(static): sum: no axis 'c' in [b]  [axis-missing]
