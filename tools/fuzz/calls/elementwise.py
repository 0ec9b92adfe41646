"""Calls of operations on each element, and of those that compare arrays."""

from __future__ import annotations

from typing import Any, Final

import jax.numpy as jnp

from haliax.core import NamedArray
from haliax.pure.operation import Operation
from tools.fuzz.calls.table import draws
from tools.fuzz.making import Maker, Operand, path

_SYMBOLS: Final = {
    **{"__add__": "+", "__sub__": "-", "__mul__": "*", "__truediv__": "/", "__floordiv__": "//", "__mod__": "%"},
    **{"__pow__": "**", "__and__": "&", "__or__": "|", "__xor__": "^", "__lshift__": "<<", "__rshift__": ">>"},
    **{"__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="},
    **{"__neg__": "-", "__pos__": "+", "__invert__": "~"},
}
_NUMBERS: Final = ("2", "1.5", "0.5", "jnp.float32(2)", "Embed.size", "Head.size**-0.5")


def is_int(value: NamedArray) -> bool:
    return bool(jnp.issubdtype(value.dtype, jnp.integer))


def is_bool(value: NamedArray) -> bool:
    return bool(value.dtype == jnp.bool_)


def needs_ints(op: Operation[Any]) -> bool:
    """Whether an operation works on bits."""
    return "bitwise" in op.name or "shift" in op.name or op.name == "invert"


@draws("_unary", "_activation", "_activation_of_x")
def unary(m: Maker, op: Operation[Any]) -> str:
    x = m.array(is_int if needs_ints(op) else lambda v: True)
    extra = {"astype": m.pick(["jnp.float32", "jnp.int32", "bool"]), "round": m.pick(["", "2"])}.get(op.name, "")
    symbol = next((_SYMBOLS[name] for name in op.methods if name in _SYMBOLS), "")
    if symbol and m.chance(0.5):
        return f"{symbol}{x.text}"
    if op.name in ("real", "imag") and m.chance(0.5):
        return f"{x.text}.{op.name}"
    if op.name in ("real", "imag"):
        return f"hax.{op.name}({x.text})"
    if op.name == "abs" and m.chance(0.5):
        return f"abs({x.text})"
    return m.call(op, x.text, extra)


@draws("_ndim", "_frexp")
def of_one(m: Maker, op: Operation[Any]) -> str:
    return f"{path(op)}({m.array().text})"


def fitting(m: Maker, x: Operand, ints: bool = False) -> str:
    """An operand that goes with an array: one with some of its axes, one with more, or a number."""
    names = set(x.names)

    def fits(value: NamedArray) -> bool:
        others = set(value.axis_names)
        sizes = all(value.axis_size(name) == x.value.axis_size(name) for name in names & others)
        return sizes and (others <= names or others >= names) and (is_int(value) or not ints)

    if m.chance(0.25):
        return m.pick(("1", "2") if ints else _NUMBERS)
    return m.array(fits).text


@draws("_binary", "_divmod")
def binary(m: Maker, op: Operation[Any]) -> str:
    ints = needs_ints(op)
    x = m.array(is_int if ints else lambda v: True)
    other = fitting(m, x, ints)
    first, second = (x.text, other) if m.chance(0.7) else (other, x.text)
    symbol = next((_SYMBOLS[name] for name in op.methods if name in _SYMBOLS), "")
    if symbol and m.chance(0.8):
        return f"{first} {symbol} {second}"
    return f"divmod({first}, {second})" if op.name == "divmod" else f"{path(op)}({first}, {second})"


@draws("where")
def where(m: Maker, op: Operation[Any]) -> str:
    x = m.array()
    condition = m.pick([f"{x.text} > 0", f"{fitting(m, x)} > {x.text}", *m.arrays(is_bool)[-1:]])
    if m.chance(0.05):
        return f'hax.where({condition}, new_axis=Axis("{m.absent(x.value)}", 4))'
    if m.chance(0.05):
        return f'hax.where({condition}, fill_value=0, new_axis=Axis("{m.absent(x.value)}", 4))'
    values = [x.text, fitting(m, x)]
    if m.chance(0.5):
        values.reverse()
    return f"hax.where({condition}, {', '.join(values)})"


@draws("clip")
def clip(m: Maker, op: Operation[Any]) -> str:
    x = m.array()
    bounds = [m.pick(["None", "0.0", fitting(m, x)]), m.pick(["1.0", fitting(m, x)])]
    return m.call(op, x.text, *bounds)


@draws("_isclose", "_allclose", "_of_any_axes")
def compare(m: Maker, op: Operation[Any]) -> str:
    x = m.array()
    return f"{path(op)}({x.text}, {m.array().text if op.name.startswith('array_') else fitting(m, x)})"
