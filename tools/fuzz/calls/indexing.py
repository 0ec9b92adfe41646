"""Indices of every kind, and updates."""

from __future__ import annotations

from typing import Any

from haliax.core import NamedArray
from haliax.pure.operation import Operation
from tools.fuzz.calls.elementwise import is_int
from tools.fuzz.calls.table import draws
from tools.fuzz.making import Maker, Operand


def item(m: Maker, x: Operand) -> str:
    """What stands in the brackets of `x[...]`."""
    names = m.some(x.names, 1, 2)
    pairs = [(m.selector(x, name), _index(m, x, name)) for name in names]
    if m.chance(0.25):
        return "{" + ", ".join(f"{axis}: {how if ':' not in how else _as_slice(how)}" for axis, how in pairs) + "}"
    return ", ".join(f"{axis}, {how}" for axis, how in pairs)


def _index(m: Maker, x: Operand, name: str) -> str:
    size = x.value.axis_size(name)
    length = m.rng.randint(1, max(size, 1))
    kinds = [
        *("0", "-1", "1:", ":1", "::2", "::-1", f"{size - 1}", "i", "i:", f":{length}"),
        *("jnp.array(0)", "jnp.array([0, 0])", "[0, 0, 0]", "[0]", "slice(0, 1)"),
        *(f"hax.dslice(0, {length})", f"hax.ds(i, {length})", f"hax.dblock(0, {length})"),
        *m.arrays(is_int)[-4:],
        *(f'hax.arange(Axis("{new}", {k}))' for new, k in (("found", 2), (name, 2), (m.pick(["batch", "embed"]), 2))),
        f"jnp.arange({length})",
    ]
    if "i" not in m.scope.env:
        kinds = [kind for kind in kinds if kind not in ("i", "i:") and "(i," not in kind]
    return m.pick(kinds)


def _as_slice(text: str) -> str:
    ends = [end or "None" for end in text.split(":")]
    return f"slice({', '.join(ends)})" if "(" not in text and "{" not in text else text


@draws("_getitem")
def getitem(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    return f"{x.text}[{item(m, x)}]"


@draws("index")
def index(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    name = m.pick(x.names)
    how = _index(m, x, name)
    return f"hax.index({x.text}, {{{m.selector(x, name)}: {_as_slice(how) if ':' in how else how}}})"


@draws("_at")
def at(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    inside = item(m, x)
    method = m.pick(["set", "set", "add", "multiply", "max", "get"])
    if method == "get":
        return f"{x.text}.at[{inside}].get()"
    part = m.evaluate(f"{x.text}[{inside}]")
    return f"{x.text}.at[{inside}].{method}({_update(m, part)})"


def _update(m: Maker, part: NamedArray) -> str:
    """Something whose axes are among those of an array."""

    def fits(value: NamedArray) -> bool:
        return all(part.shape.get(name) == size for name, size in value.shape.items())

    return m.pick(["0.0", "1", *m.arrays(fits)])


@draws("_updated_slice")
def updated_slice(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    name = m.pick(x.names)
    size = x.value.axis_size(name)
    length = m.rng.randint(1, max(size, 1))
    start = m.rng.randint(0, size - length)

    def fits(value: NamedArray) -> bool:
        others = {n: s for n, s in value.shape.items() if n != name}
        return value.shape.get(name, size + 1) + start <= size and others.items() <= x.value.shape.items()

    update = m.array(fits).text if m.arrays(fits) else f'hax.zeros(Axis("{name}", {length}))'
    return m.call(op, x.text, f"{{{m.selector(x, name)}: {start}}}", update)
