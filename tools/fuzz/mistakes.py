"""Mistakes on arrays whose axes are all known: statements that fail, made of statements that run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from haliax.core import NamedArray
from haliax.errors import AxisError
from tools.fuzz.making import Maker, Nothing
from tools.fuzz.statements import operation
from tools.fuzz.words import ABSENT, SIZES

_TRIES: Final = 60


def add(m: Maker) -> list[str]:
    """A mistake, with the operands revealed before it; empty if none was found.

    The scope is that of the body that ends with it.
    """
    for _ in range(_TRIES if m.chance(0.8) else 0):
        try:
            wrong = _of_two(m) if m.chance(0.2) else _of_one_part(m)
        except Nothing:
            continue
        if not wrong:
            continue
        text = m.pick(wrong)
        kind = _kind(m, text)
        if kind:
            return [*_revealed(m, text), f"{text}  # mistake: {kind}"]
    return _of_annotation(m)


def _of_one_part(m: Maker) -> list[str]:
    """Expressions that run, but for one part."""
    right = operation(m)
    m.evaluate(right)
    return [text for text in _changed(m, right) if text != right]


def _of_two(m: Maker) -> list[str]:
    """Operations on an array and on one that has another axis."""
    x = m.of_rank(1)
    y = m.array(lambda value: not set(value.axis_names) <= set(x.names))
    name = m.pick(x.names)
    return [
        *(f"{x.text} {symbol} {y.text}" for symbol in "+-*/"),
        f"hax.where({x.text} > 0, {x.text}, {y.text})",
        f'{x.text}.at["{name}", 0].set({y.text})',
        f'hax.updated_slice({x.text}, {{"{name}": 0}}, {y.text})',
        f'hax.stack("new", [{x.text}, {y.text}])',
        f'hax.concatenate("{name}", [{x.text}, {y.text}])',
    ]


def _kind(m: Maker, text: str) -> str:
    """The kind of mistake that an expression is; empty if it is none."""
    try:
        eval(text, m.scope.env)
    except AxisError as error:
        return f"{error.kind} in an index" if "[" in text.split("(")[0] else str(error.kind)
    except Exception:
        return ""
    return ""


def _revealed(m: Maker, text: str) -> list[str]:
    """Statements that reveal the arrays in an expression."""
    names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    return [f"reveal_type({name})" for name in sorted(names) if isinstance(m.scope.env.get(name), NamedArray)]


def _changed(m: Maker, text: str) -> Iterator[str]:
    """The expression with one part changed: an axis, or an array."""
    tree = ast.parse(text, mode="eval")
    arrays = m.arrays(lambda _: True)
    for i, node in enumerate(ast.walk(tree)):
        changed = deepcopy(tree)
        twin = list(ast.walk(changed))[i]
        if isinstance(node, ast.Constant) and node.value in SIZES and isinstance(twin, ast.Constant):
            twin.value = m.pick([*ABSENT, *SIZES])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and isinstance(twin, ast.Constant):
            words = node.value.split()
            twin.value = " ".join(m.some(words, max(0, len(words) - 1), len(words)))
        elif isinstance(node, ast.Name) and isinstance(twin, ast.Name) and node.id.lower() in SIZES:
            twin.id = m.pick(list(SIZES)).title()
        elif isinstance(node, ast.Name) and isinstance(twin, ast.Name) and node.id in arrays:
            twin.id = m.pick(arrays)
        else:
            continue
        yield ast.unparse(changed)


def _of_annotation(m: Maker) -> list[str]:
    """An array given to a checked function that asks for other axes."""
    x = m.of_rank(1)
    spec = " ".join([*x.names[1:], m.absent(x.value)]) if m.chance(0.5) or len(x.names) < 2 else " ".join(x.names[::-1])
    how = m.rng.randrange(2)
    if how == 0:
        lines = ["@checked", f'def wants(x: NamedArray["{spec}"]) -> None: ...', f"reveal_type({x.text})"]
        return [*lines, f"wants({x.text})  # mistake: argument"]
    own = " ".join(x.names)
    body = [
        "@checked",
        f'def gives(x: NamedArray["{own}"]) -> NamedArray["{spec}"]:',
        "    reveal_type(x)",
        "    return x  # mistake: result",
    ]
    return [*body, f"gives({x.text})"]
