"""Calls of operations that make arrays, and that move, rename, merge, split, join and broadcast axes."""

from __future__ import annotations

from math import prod
from typing import Any, Final

from haliax.pure.operation import Operation
from tools.fuzz.calls.elementwise import is_int
from tools.fuzz.calls.table import draws
from tools.fuzz.making import Maker, path
from tools.fuzz.words import SIZES


def some_axes(m: Maker, least: int = 0, most: int = 3) -> list[str]:
    """The names of some axes, more often the common ones."""
    return m.some(list(SIZES)[: m.pick([3, 5, 8])], least, most)


@draws("_shaped")
def shaped(m: Maker, op: Operation[Any]) -> str:
    extra = ", 2.5" if op.name == "full" else m.pick(["", "", ", jnp.int32"])
    return f"{path(op)}({m.shape(some_axes(m))}{extra})"


@draws("eye")
def eye(m: Maker, op: Operation[Any]) -> str:
    return f"hax.eye({m.shape(some_axes(m, 2, 2))}{m.pick(['', ', 1', ', dtype=jnp.int32'])})"


@draws("_like")
def like(m: Maker, op: Operation[Any]) -> str:
    return f"{path(op)}({m.array().text}{', 3' if op.name == 'full_like' else ''})"


@draws("_named", "_constructed")
def named(m: Maker, op: Operation[Any]) -> str:
    names = some_axes(m)
    shape = tuple(SIZES[name] for name in names)
    axes = "(" + "".join(m.axis(name) + ", " for name in names) + ")"
    if len(names) == 1 and m.chance(0.5):
        axes = m.axis(names[0])
    return f"{path(op) if op.name == 'named' else 'NamedArray'}(jnp.ones({shape}), {axes})"


@draws("_arange", "_spaced")
def spaced(m: Maker, op: Operation[Any]) -> str:
    if op.name == "arange":
        return f"hax.arange({m.shape(some_axes(m, 1, 2))})"
    return f"{path(op)}({m.shape(some_axes(m, 1, 1)).strip('(,)')}, start=1.0, stop=2.0)"


_PARAMETERS: Final = {
    **{"randint": ", 0, 9", "truncated_normal": ", -1.0, 1.0", "beta": ", 2.0, 3.0", "binomial": ", 9, 0.5"},
    **{"weibull_min": ", 1.0, 2.0", "ball": ', Axis("width", 2)'},
    **dict.fromkeys(("bernoulli", "gamma", "loggamma", "pareto", "poisson", "t"), ", 0.5"),
}


@draws(
    *("_normal", "_uniform", "_randint", "_truncated_normal", "_bernoulli", "_beta", "_binomial", "_gamma"),
    *("_pareto", "_poisson", "_t", "_weibull_min", "ball"),
)
def random(m: Maker, op: Operation[Any]) -> str:
    names = some_axes(m, 1, 3)
    if op.name == "ball" and "width" in names:
        names.remove("width")
    return f"{path(op)}(jax.random.key(0), {m.shape(names)}{_PARAMETERS.get(op.name, '')})"


@draws("categorical", "permutation")
def drawn_along(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    return f"{path(op)}(jax.random.key(0), {x.text}, {m.selector(x, m.pick(x.names))})"


@draws("choice")
def chosen(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    new = m.axis(m.absent(x.value), 2)
    return f"{path(op)}(jax.random.key(0), {new}, {x.text}, {m.selector(x, m.pick(x.names))})"


@draws("rename")
def rename(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    if x.value.ndim > 1 and m.chance(0.2):
        first, second = m.some(x.names, 2, 2)
        return m.call(op, x.text, f'{{"{first}": "{second}", "{second}": "{first}"}}')
    old = m.pick(x.names)
    new = m.absent(x.value)
    target = f'"{new}"' if m.chance(0.8) else m.axis(new, x.value.axis_size(old))
    return m.call(op, x.text, f"{{{m.selector(x, old)}: {target}}}")


@draws("broadcast_to")
def broadcast_to(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(0, 3)
    names = [*x.names, m.absent(x.value)]
    m.rng.shuffle(names)
    extra = m.pick(["", "", "", "ensure_order=False", "enforce_no_extra_axes=False"])
    return m.call(op, x.text, m.shape(names, dict(x.value.shape)), extra)


@draws("broadcast_axis")
def broadcast_axis(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(0, 4)
    return m.call(op, x.text, m.shape([m.absent(x.value), *m.some(x.names, 0, 1)], dict(x.value.shape)))


@draws("flatten_axes")
def flatten_axes(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    names = m.some(x.names, 1, 3)
    new = m.pick([*names, "flat", m.absent(x.value)])
    inside = ", ".join(m.selector(x, name) for name in names)
    return m.call(op, x.text, f"({inside},)", f'"{new}"')


@draws("unflatten_axis")
def unflatten_axis(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    name = m.pick(x.names)
    size = x.value.axis_size(name)
    small = next((n for n in (2, 3, 5) if size % n == 0), 1)
    first, second = m.pick([name, "row"]), m.pick(["column", m.absent(x.value)])
    return m.call(op, x.text, m.selector(x, name), f'(Axis("{first}", {small}), Axis("{second}", {size // small}))')


@draws("_ravel")
def ravel(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(0)
    size = prod(x.value.shape.values())
    return m.call(op, x.text, m.pick(['"flat"', f'Axis("flat", {size})', f'"{m.pick(list(SIZES))}"']))


@draws("take")
def take(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    index = m.pick(["0", "1", "jnp.array(0)", *m.arrays(is_int)])
    return m.call(op, x.text, m.selector(x, m.pick(x.names)), index)


@draws("rearrange")
def rearrange(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    names = list(x.names)
    shuffled = m.some(names, len(names), len(names))
    form = m.rng.randrange(6)
    if form == 0:
        kept = m.some(names, 0, len(names) - 1)
        at = m.rng.randint(0, len(kept))
        inside = [*(f'"{n}"' for n in kept[:at]), "...", *(f'"{n}"' for n in kept[at:])]
        return m.call(op, x.text, f"({', '.join(inside)},)")
    if form == 1:
        return m.call(op, x.text, "(" + "".join(m.selector(x, name) + ", " for name in shuffled) + ")")
    if form == 2:
        some = m.some(names, 1, 2)
        return m.call(op, x.text, f'"{{{" ".join(some)}}} -> {m.pick(["...", ""])} {" ".join(some)}"')
    letters = {name: f"{name[0]}{i}" for i, name in enumerate(names)}
    left, right = " ".join(letters.values()), [letters[name] for name in shuffled]
    if form == 3 and len(right) > 1:
        right[:2] = [f"({m.pick(['flat', m.absent(x.value)])}: {right[0]} {right[1]})"]
    if form == 4:
        some = m.some(names, 1, 1)
        size = x.value.axis_size(some[0])
        return m.call(op, x.text, f'"{{({some[0]}: row column)}} -> ... column row"', f"row={m.pick([1, size])}")
    return m.call(op, x.text, f'"{left} -> {" ".join(right)}"')


@draws("_concatenate")
def concatenate(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    others = [n for n in m.arrays(lambda v: v.axis_names == x.names or set(v.axis_names) == set(x.names))]
    arrays = [x.text, *m.some(others, 1, 2)]
    return f'hax.concatenate("{m.pick(x.names)}", {_sequence(m, arrays)})'


@draws("_stack")
def stack(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(0, 4)
    others = [n for n in m.arrays(lambda v: v.shape == x.value.shape or dict(v.shape) == dict(x.value.shape))]
    arrays = [x.text, *m.some(others, 0, 2)]
    new = m.absent(x.value)
    axis = f'"{new}"' if m.chance(0.7) else f'Axis("{new}", {len(arrays)})'
    return f"hax.stack({axis}, {_sequence(m, arrays)})"


def _sequence(m: Maker, arrays: list[str]) -> str:
    form = m.rng.random()
    if form < 0.2:
        return f"[{arrays[0]} for _ in range({len(arrays)})]"
    return f"[{', '.join(arrays)}]" if form < 0.8 else f"({', '.join(arrays)},)"


@draws("_unbind")
def unbind(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda v: v.ndim > 0 and min(v.shape.values()) <= 7)
    name = m.pick([name for name, size in x.value.shape.items() if size <= 7])
    return m.call(op, x.text, m.selector(x, name))


@draws("_split")
def split(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda v: v.ndim > 0 and max(v.shape.values()) > 1)
    name = m.pick([name for name, size in x.value.shape.items() if size > 1])
    size = x.value.axis_size(name)
    first = m.rng.randint(1, size - 1)
    names = m.pick([(name, name), ("row", "column"), (name, "rest")])
    return m.call(op, x.text, m.selector(x, name), f'(Axis("{names[0]}", {first}), Axis("{names[1]}", {size - first}))')


@draws("_slice")
def slice_(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    name = m.pick(x.names)
    size = x.value.axis_size(name)
    length = m.rng.randint(1, size)
    start = m.rng.randint(0, size - length)
    new = m.pick([name, m.absent(x.value)])
    axis = m.selector(x, name)
    form = m.rng.randrange(5)
    if form == 0:
        return m.call(op, x.text, f"{{{axis}: {start}}}", f"{{{axis}: {length}}}")
    if form == 1:
        return m.call(op, x.text, f"{{{axis}: {start}}}", f'{{{axis}: Axis("{new}", {length})}}')
    if form == 2:
        return m.call(op, x.text, axis, f'Axis("{new}", {length})', f"start={m.pick([start, f'jnp.array({start})'])}")
    return m.call(op, x.text, axis, f"start={start}", f"length={length}")
