"""Control flow of jax on named arrays, derivatives, and what is known of functions that map by position."""

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray

A, B, C = hax.make_axes(a=2, b=3, c=5)
ab = hax.ones((A, B))
b = hax.ones(B)


class Scale(eqx.Module):
    w: NamedArray["b"]

    def __call__(self, x: NamedArray["a b"]) -> NamedArray["a b"]:
        return x * self.w


scale = Scale(b)


def double(x: NamedArray["a b"]) -> NamedArray["a b"]:
    return x * 2


def rows(x: NamedArray["a b"]) -> NamedArray["a"]:
    return x.sum("b")


def some(x: NamedArray) -> NamedArray:
    return x


# Branches.
def branches(flag: bool, i: jax.Array) -> None:
    reveal_type(jax.lax.cond(flag, double, lambda x: x, ab))  # R: [a, b]
    reveal_type(jax.lax.cond(flag, rows, lambda x: x.sum("b"), ab))  # R: [a]
    reveal_type(jax.lax.cond(flag, lambda x: x.sum("b"), lambda x: x.max("b"), ab))  # R: [a]
    reveal_type(jax.lax.cond(flag, lambda: ab, lambda: ab * 2))  # R: [a, b]
    reveal_type(jax.lax.cond(flag, lambda x, y: x * y, lambda x, y: x + y, ab, b))  # R: [a, b]
    reveal_type(jax.lax.cond(flag, lambda x: scale(x), double, ab))  # R: [a, b]
    reveal_type(jax.lax.cond(flag, lambda x: (x, x.sum("a")), lambda x: (x * 2, b), ab))  # R: tuple[[a, b], [b]]
    reveal_type(jax.lax.cond(flag, some, double, ab))  # R: [...] | [a, b]
    reveal_type(jax.lax.cond(flag, lambda x: x.array, lambda x: x.array, ab))  # R(static): Any
    reveal_type(jax.lax.switch(i, [double, lambda x: x + 1], ab))  # R: [a, b]
    reveal_type(jax.lax.switch(i, (rows, lambda x: x.sum("b")), ab))  # R: [a]


branches(True, jnp.array(0))
branches(False, jnp.array(1))


# Loops.
def body(i: int, x: NamedArray["a b"]) -> NamedArray["a b"]:
    return x + i


reveal_type(jax.lax.fori_loop(0, 3, body, ab))  # R: [a, b]
reveal_type(jax.lax.fori_loop(0, 3, lambda i, x: x * i, ab))  # R: [a, b]
reveal_type(jax.lax.fori_loop(0, 3, lambda i, carry: (carry[0] + 1, carry[1]), (ab, b)))  # R: tuple[[a, b], [b]]
reveal_type(jax.lax.fori_loop(lower=0, upper=3, body_fun=body, init_val=ab))  # R: [a, b]
reveal_type(jax.lax.while_loop(lambda x: (x.sum() < 30).scalar(), double, ab))  # R: [a, b]
reveal_type(jax.lax.while_loop(lambda x: (x.sum() < 30).scalar(), lambda x: x * 2, ab))  # R: [a, b]
reveal_type(jax.lax.scan(lambda x, _: (x * 2, None), ab, None, length=3)[0])  # R: [a, b]
reveal_type(jax.lax.scan(lambda x, _: (x * 2, None), ab, length=3)[0])  # R: [a, b]
reveal_type(jax.lax.scan(lambda x, y: (x * y, None), ab, jnp.arange(3.0))[0])  # R: [a, b]
reveal_type(jax.lax.scan(lambda x, y: (x * y[0], None), ab, (jnp.ones(3), jnp.ones(3)))[0])  # R: [a, b]
reveal_type(jax.lax.scan(lambda x, _: (x, x.sum("b")), ab, None, length=3)[1])  # R(static): [...]
reveal_type(jax.lax.scan(lambda xs, _: ((xs[1], xs[0]), None), (b, b * 2), None, length=3)[0])  # R: tuple[[b], [b]]


# A carry of unknown axes keeps what is known of it.
def unknown(x: NamedArray, y: NamedArray["{b ...}"]) -> None:
    reveal_type(jax.lax.fori_loop(0, 3, lambda i, z: z * i, x))  # R: [...]
    reveal_type(jax.lax.fori_loop(0, 3, lambda i, z: z * i, y))  # R: {b, ...}
    reveal_type(jax.lax.while_loop(lambda z: (z.sum() < 9).scalar(), lambda z: z * 2, y))  # R: {b, ...}


unknown(ab, ab)

# Shapes without values.
reveal_type(jax.eval_shape(rows, ab))  # R: [a]
reveal_type(jax.eval_shape(lambda x: x.sum("b"), ab))  # R: [a]
reveal_type(jax.eval_shape(lambda x: (x, x.sum("b")), ab))  # R: tuple[[a, b], [a]]
reveal_type(eqx.filter_eval_shape(scale, ab))  # R: [a, b]
reveal_type(eqx.filter_eval_shape(Scale, b).w)  # R: [b]

# Derivatives.
reveal_type(jax.jvp(rows, (ab,), (ab,)))  # R: tuple[[a], [a]]
reveal_type(jax.vjp(rows, ab)[0])  # R: [a]
reveal_type(jax.vjp(rows, ab)[1](rows(ab)))  # R: tuple[[a, b]]
reveal_type(jax.linearize(rows, ab)[1](ab))  # R: [a]
reveal_type(eqx.filter_vjp(rows, ab)[0])  # R: [a]
reveal_type(eqx.filter_jvp(rows, (ab,), (ab,)))  # R: tuple[[a], [a]]
reveal_type(jax.grad(lambda x: (x * 2).sum().scalar())(ab))  # R: [a, b]
reveal_type(jax.grad(lambda x, y: (x * y).sum().scalar())(b, ab))  # R: [b]
reveal_type(jax.value_and_grad(lambda x: (x * 2).sum().scalar())(ab)[1])  # R: [a, b]
reveal_type(jax.jit(jax.grad(lambda x: x.sum().scalar()))(ab))  # R: [a, b]
reveal_type(jax.jacobian(rows)(ab))  # R(static): Any
reveal_type(jax.hessian(rows)(ab))  # R(static): Any

# What holds arrays, and nothing else, stays what it is.
pair = (ab, b)
table = {"x": ab}
reveal_type(jax.tree.map(lambda leaf: leaf * 2, pair))  # R: tuple[[a, b], [b]]
reveal_type(jax.tree.map(lambda leaf: leaf * 2, table))  # R: dict[str, [a, b]]
reveal_type(jax.tree.map(lambda leaf: leaf * 2, scale).w)  # R: [b]
reveal_type(jax.tree.map(lambda one, two: one + two, ab, ab))  # R: [a, b]
reveal_type(jax.device_put(pair))  # R: tuple[[a, b], [b]]
reveal_type(jax.device_get(ab))  # R: [a, b]

# Modules are functions too.
reveal_type(eqx.filter_jit(scale)(ab))  # R: [a, b]
reveal_type(eqx.filter_checkpoint(scale)(ab))  # R: [a, b]
reveal_type(jax.named_call(double, name="double")(ab))  # R: [a, b]

# What maps by position loses the names.
reveal_type(jax.vmap(lambda key: hax.random.normal(key, A))(jax.random.split(jax.random.key(0))))  # R(static): [...]
reveal_type(jax.vmap(lambda n: hax.named(jnp.ones(2), "a") * n, in_axes=0, out_axes=0)(jnp.ones(3)))  # R(static): [...]
reveal_type(jax.vmap(some, in_axes=None, axis_size=3)(ab))  # R(static): [...]
reveal_type(jax.vmap(lambda v: v.sum())(jnp.ones((2, 3))))  # R(static): Any
total = jax.vmap(lambda v: hax.named(v, "b").sum().array)(jnp.ones((2, 3)))

# Operations, partials and functions made elsewhere are functions as well.
reveal_type(hax.vmap(hax.sum, "a")(ab))  # R: [a]
reveal_type(hax.vmap(hax.nn.softmax, "a")(ab, axis="b"))  # R: [a, b]
reveal_type(hax.vmap(hax.sum, "a")(ab, "b"))  # R: [a]
reveal_type(jax.jit(hax.vmap(lambda x: x.sum("b"), "a"))(ab))  # R: [a]
reveal_type(jax.jit(hax.vmap(hax.vmap(lambda x: x + 1, "b"), "a"))(ab))  # R: [a, b]
reveal_type(hax.vmap(jax.jit(lambda x: x.sum("b")), "a")(ab))  # R: [a]
reveal_type(hax.vmap(lambda x: jax.lax.cond(True, lambda y: y, lambda y: y * 2, x), "a")(ab))  # R: [a, b]
reveal_type(hax.scan(lambda c, x: (c + x, x.sum("b")), "a")(b, ab))  # R: tuple[[b], [a]]
reveal_type(hax.fold(lambda c, x: jax.lax.fori_loop(0, 2, lambda i, y: y + x, c), "a")(b, ab))  # R: [b]
jax.jit(hax.vmap(rows, Axis("layer", 2))).lower(hax.ones((Axis("layer", 2), A, B)))
