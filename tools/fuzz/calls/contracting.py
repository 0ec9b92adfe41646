"""Calls of `dot` and `einsum`."""

from __future__ import annotations

from typing import Any

from haliax.core import NamedArray
from haliax.pure.operation import Operation
from tools.fuzz.calls.table import draws
from tools.fuzz.making import Maker, Operand


def _partner(m: Maker, x: Operand) -> Operand:
    """An array that shares an axis with another, and disagrees on none."""

    def fits(value: NamedArray) -> bool:
        shared = set(value.axis_names) & set(x.names)
        return bool(shared) and all(value.axis_size(name) == x.value.axis_size(name) for name in shared)

    return m.array(fits)


@draws("ragged_dot")
def ragged_dot(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(2, 2)
    summed = m.pick(x.names)
    group, out = m.absent(x.value), "ragged_out"
    matrices = f"hax.ones(({m.axis(group, 2)}, {m.axis(summed, x.value.axis_size(summed))}, Axis('{out}', 3)))"
    sizes = f"hax.ones({m.axis(group, 2)}, int)"
    return m.call(op, x.text, matrices, sizes, f"axis={m.selector(x, summed)}")


@draws("dot")
def dot(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    y = _partner(m, x)
    shared = [name for name in x.names if name in y.names]
    names = m.some(shared, 1, 2)
    axis = m.selection(x, names)
    if m.chance(0.07):
        axis = m.pick(["()", "None"])
    arrays = [x.text, y.text] if m.chance(0.85) else [x.text, y.text, _partner(m, x).text]
    out = ""
    if m.chance(0.2) and len(arrays) == 2:
        left = [name for name in dict.fromkeys(x.names + y.names) if name not in names]
        kept = m.some(left, 1, len(left))
        inside = ", ".join(f'"{name}"' for name in kept)
        full = len(kept) == len(left)
        out = f", out_axes=({inside},)" if full else f", out_axes=({m.pick([f'..., {inside}', f'{inside}, ...'])})"
    if m.chance(0.2):
        return f"{arrays[0]}.dot({', '.join(arrays[1:])}, axis={axis}{out})"
    if m.chance(0.15) and not axis.startswith("{"):
        return f"hax.dot({axis}, {', '.join(arrays)}{out})"
    return f"hax.dot({', '.join(arrays)}, axis={axis}{out})"


@draws("outer")
def outer(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(0, 3)
    y = m.array(lambda value: not set(value.axis_names) & set(x.names))
    return f"hax.outer({x.text}, {y.text})"


@draws("einsum")
def einsum(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1, 4)
    y = _partner(m, x)
    every = list(dict.fromkeys(x.names + y.names))
    gone = m.some([name for name in x.names if name in y.names], 0, 2)
    out = m.some([name for name in every if name not in gone], 0, 6)
    if m.chance(0.25):
        return f'hax.einsum("{{{" ".join(gone)}}} -> ", {x.text}, {y.text})'
    if m.chance(0.2):
        last = m.some([name for name in every if name not in gone], 0, 1)
        return f'hax.einsum("{{{" ".join(gone + last)}}} -> ... {" ".join(last)}", {x.text}, {y.text})'
    letters = {name: name if m.chance(0.3) else f"{name[0]}{i}" for i, name in enumerate(every)}
    if m.chance(0.25) and len(x.names) > 1:
        rest = set(x.names[:-1]) - set(y.names)
        if len(rest) == len(x.names) - 1:
            mine = letters[x.names[-1]]
            left = " ".join(letters[name] for name in y.names)
            kept = " ".join(letters[name] for name in y.names if name != x.names[-1])
            return f'hax.einsum("... {mine}, {left} -> ... {kept}", {x.text}, {y.text})'
    sides = [" ".join(letters[name] for name in names) for names in (x.names, y.names, out)]
    return f'hax.einsum("{sides[0]}, {sides[1]} -> {sides[2]}", {x.text}, {y.text})'
