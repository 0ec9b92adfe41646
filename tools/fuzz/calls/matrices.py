"""Calls of linear algebra."""

from __future__ import annotations

from typing import Any

from haliax.core import NamedArray
from haliax.pure.operation import Operation
from tools.fuzz.calls.table import draws
from tools.fuzz.making import Maker, Operand, path


def _is_float(value: NamedArray) -> bool:
    return value.dtype == "float32"


def _square(m: Maker) -> tuple[str, str, str, Operand]:
    """Square matrices, made of an array with one axis at least, their rows and columns, and that array."""
    x = m.array(lambda value: 0 < value.ndim < 5 and _is_float(value))
    rows = m.pick(x.names)
    columns = m.absent(x.value)
    size = x.value.axis_size(rows)
    eye = f'hax.eye((Axis("{rows}", {size}), Axis("{columns}", {size})))'
    if m.chance(0.3):
        return eye, rows, columns, x
    return f'({x.text} * 0.0).broadcast_axis(Axis("{columns}", {size})) + {eye}', rows, columns, x


def _pair(m: Maker, rows: str, columns: str) -> str:
    return f'("{rows}", "{columns}")' if m.chance(0.8) else f'axis=("{rows}", "{columns}")'


@draws("_number", "_slogdet", "_square")
def square(m: Maker, op: Operation[Any]) -> str:
    text, rows, columns, _ = _square(m)
    return f"{path(op)}({text}, {_pair(m, rows, columns)})"


@draws("_rank", "_pinv")
def any_shape(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda value: value.ndim > 1 and _is_float(value))
    rows, columns = m.some(x.names, 2, 2)
    return f"{path(op)}({x.text}, {_pair(m, rows, columns)})"


@draws("_norm")
def norm(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda value: value.ndim > 0 and _is_float(value))
    axis = "" if m.chance(0.1) else m.selection(x, m.some(x.names, 1, 2))
    return f"{path(op)}({', '.join(filter(None, (x.text, axis)))})"


@draws("_solve")
def solve(m: Maker, op: Operation[Any]) -> str:
    text, rows, columns, x = _square(m)
    return f"{path(op)}({text}, {x.text}, {_pair(m, rows, columns)})"


@draws("_cholesky", "_eigh", "_eigvalsh")
def symmetric(m: Maker, op: Operation[Any]) -> str:
    text, rows, columns, _ = _square(m)
    new = m.pick(["", "", ', new_axis="mode"'])
    return f"{path(op)}({text}, {_pair(m, rows, columns)}{new})"


@draws("_qr", "_svd", "_svdvals")
def factors(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda value: value.ndim > 1 and _is_float(value))
    rows, columns = m.some(x.names, 2, 2)
    return f'{path(op)}({x.text}, ("{rows}", "{columns}"), "{m.absent(x.value)}")'
