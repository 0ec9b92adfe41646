"""Calls of statistics, and of what finds distinct elements."""

from __future__ import annotations

from typing import Any

from haliax.pure.operation import Operation
from tools.fuzz.calls.elementwise import is_bool
from tools.fuzz.calls.table import draws
from tools.fuzz.making import Maker, Operand


def _numbers(m: Maker, least: int = 1) -> Operand:
    """An array of numbers, of which quantiles can be taken."""
    return m.array(lambda v: v.ndim >= least and not is_bool(v) and "complex" not in str(v.dtype))


@draws("_median")
def median(m: Maker, op: Operation[Any]) -> str:
    x = _numbers(m)
    axis = "" if m.chance(0.1) else m.selection(x, m.some(x.names, 1, 2))
    return m.call(op, x.text, axis)


@draws("_quantile")
def quantile(m: Maker, op: Operation[Any]) -> str:
    x = _numbers(m)
    q = "0.5" if m.chance(0.6) else f"hax.linspace({m.axis(m.absent(x.value), 4)}, start=0.0, stop=1.0)"
    axis = "" if m.chance(0.1) else m.selection(x, m.some(x.names, 1, 2))
    return m.call(op, x.text, q, axis)


@draws("average")
def average(m: Maker, op: Operation[Any]) -> str:
    x = _numbers(m)
    fitting = m.arrays(lambda v: v.shape.items() <= x.value.shape.items())
    weights = f"weights={m.pick(fitting)}" if m.chance(0.5) else ""
    axis = "" if m.chance(0.1) else m.selection(x, m.some(x.names, 1, 2))
    return m.call(op, x.text, axis, weights)


@draws("cov")
def cov(m: Maker, op: Operation[Any]) -> str:
    x = _numbers(m, 2)
    axis, variable = m.some(x.names, 2, 2)
    new = m.pick(["", "", f'"{m.absent(x.value)}"'])
    return m.call(op, x.text, m.selector(x, axis), m.selector(x, variable), new)


@draws("unique", "_values", "_with_counts", "_with_inverse", "_with_all")
def unique(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    new = f'Axis("{m.absent(x.value)}", 4)'
    axis = f"axis={m.selector(x, m.pick(x.names))}" if m.chance(0.4) else ""
    names = ("return_index", "return_inverse", "return_counts")
    flags = [f"{name}=True" for name in names if m.chance(0.3)] if op.name == "unique" else []
    return m.call(op, x.text, new, axis, *flags)
