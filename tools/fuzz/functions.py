"""Functions, methods and classes, and calls of them."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent
from typing import Any, Final

from haliax.core import NamedArray
from tools.fuzz.annotating import Annotation, annotate
from tools.fuzz.calls.shaping import some_axes
from tools.fuzz.making import Maker, Nothing, Scope
from tools.fuzz.statements import reveal, statement

_DECORATORS: Final = (
    *("",) * 7,
    "checked",
    "logged",
    "hax.named_jit",
    "jax.jit",
    "functools.cache",
    "eqx.filter_jit",
    "jax.checkpoint",
    "jax.jit(static_argnames=())",
    "functools.partial(jax.jit, static_argnames=())",
    "hax.named_jit(axis_resources={})",
)


def body(
    m: Maker,
    scope: Scope,
    arrays: dict[str, Any],
    count: int,
    last: Callable[[Maker], list[str]] | None = None,
) -> tuple[list[str], str, Any]:
    """The statements of a function, what it returns, and the value of that.

    Args:
        m: What draws them.
        scope: Where the function is defined.
        arrays: The values of its parameters.
        count: How many statements.
        last: Draws statements to end with.
    """
    outer, depth = m.scope, m.depth
    m.scope, m.depth = Scope({**scope.env, **arrays}, in_function=True), 0
    m.scope.bound = [name for name, value in arrays.items() if isinstance(value, NamedArray) and name.isidentifier()]
    try:
        reveal(m, *(name for name in arrays if name.isidentifier() and name not in ("self", "flag", "i")))
        for _ in range(count):
            statement(m)
        mine = [n for n in m.arrays() if n not in scope.env or scope.env[n] is not m.scope.env[n]]
        result = m.pick([n for n in mine if n.isidentifier()][-3:])
        lines = [*m.scope.lines, *(last(m) if last else [])]
        return lines, result, m.scope.env[result]
    finally:
        m.scope, m.depth = outer, depth


def value_for(m: Maker) -> NamedArray:
    """An array to draw a function for: a variable of the module, or one of axes that programs often have."""
    names = some_axes(m, 0, 3)
    dtype = m.pick(["", "", "", ", jnp.int32", ", bool"])
    made: NamedArray = m.evaluate(f"hax.ones(({''.join(f'{name.title()}, ' for name in names)}){dtype})")
    return made


def define(m: Maker) -> None:
    """A function of the module, which later statements call."""
    name = m.fresh("f")
    values = {m.fresh(): value_for(m) for _ in range(m.pick([1, 1, 2, 2, 3]))}
    rows = True
    notes: dict[str, Annotation] = {}
    for argument, value in values.items():
        notes[argument] = annotate(m, value, rows)
        rows = rows and "*Rest" not in notes[argument].text
    parameters = [f"{argument}: {note.text}" for argument, note in notes.items()]
    given = dict[str, Any](values)
    last = next(reversed(values))
    kind = m.rng.random()
    if kind < 0.1:
        parameters.append("scale: float = 2.0")
    elif kind < 0.25 and len(values) > 1 and "*Rest" not in notes[last].text:
        parameters[-1] = f"{last}: {notes[last].text} | None = None"
        del given[last]
    elif kind < 0.3:
        parameters[-1] = f"*{last}: {notes[last].text}"
        given[last] = (values[last],)
    if not given:
        raise Nothing
    lines, result, value = body(m, m.scope, given, m.pick([1, 2, 3, 5]))
    if last not in given:
        check = f"if {last} is not None:\n    reveal_type({last})\n    {result} = {result} + {last}.sum()"
        lines = [*lines, *check.splitlines(), f"reveal_type({result})"]
    returned = annotate(m, value)
    decorator = m.pick(_DECORATORS)
    if decorator in ("jax.jit", "functools.cache") and (m.chance(0.5) or not m.known):
        decorator = ""
    head = f"@{decorator}\n" if decorator else ""
    note = returned.text if "*Rest" not in "".join(parameters) or "*" not in returned.text else "NamedArray"
    inside = indent("\n".join([*lines, f"return {result}"]), "    ")
    text = f"{head}def {name}({', '.join(parameters)}) -> {note}:\n{inside}\n"
    if not m.run(text):
        raise Nothing
    starred = parameters[-1].startswith("*")
    m.known.append(lambda: _call(m, name, notes, last if last not in given or starred else "", starred))


def _call(m: Maker, name: str, notes: dict[str, Annotation], optional: str, starred: bool) -> str:
    """A call with arguments that fit the annotations."""
    arguments = []
    for parameter, note in notes.items():
        if parameter == optional and m.chance(0.4):
            continue
        text = m.array(note.fits).text
        arguments.append(text if starred or m.chance(0.8) or "*" in note.text else f"{parameter}={text}")
    arguments.sort(key=lambda argument: "=" in argument)
    return f"{name}({', '.join(arguments)})"


def layer(m: Maker) -> None:
    """A class with arrays in its fields, and a method or two."""
    name, base = m.fresh("Layer"), m.pick(["eqx.Module", "eqx.Module", "dataclass", "plain", "NamedTuple"])
    values = {m.fresh(): value_for(m) for _ in range(m.pick([1, 2]))}
    notes = {field: annotate(m, value) for field, value in values.items()}
    fields = [f"{field}: {note.text}" for field, note in notes.items()]
    head = {"eqx.Module": f"class {name}(eqx.Module):", "NamedTuple": f"class {name}(NamedTuple):"}.get(
        base, f"class {name}:"
    )
    if base == "dataclass":
        head = f"@dataclasses.dataclass\n{head}"
    if base == "plain":
        own = "\n".join(f"    self.{field} = {field}" for field in values)
        fields = [f"def __init__(self, {', '.join(fields)}) -> None:", *own.splitlines()]
    argument, value = m.fresh(), value_for(m)
    note = annotate(m, value)
    inside = {argument: value, **{f"self.{field}": v for field, v in values.items()}}
    lines, result, made = body(m, m.scope, inside, m.pick([1, 2, 3]))
    method = m.pick(["__call__", "apply"])
    method_text = f"def {method}(self, {argument}: {note.text}) -> {annotate(m, made).text}:"
    parts = [*fields, "", method_text, *(f"    {line}" for line in lines), f"    return {result}"]
    text = f"{head}\n{indent(chr(10).join(parts), '    ')}\n"
    exec_env = dict(m.scope.env)
    if not m.run(text):
        m.scope.env.update(exec_env)
        raise Nothing

    def make() -> str:
        return f"{name}({', '.join(m.array(n.fits).text for n in notes.values())})"

    def call() -> str:
        there = [n for n, v in m.scope.env.items() if type(v).__name__ == name and n.isidentifier()]
        instance = m.pick(there) if there else make()
        what = f"{instance}{'' if method == '__call__' else '.apply'}({m.array(note.fits).text})"
        return what if m.chance(0.7) else f"{instance}.{m.pick(list(notes))}"

    m.known += [call, call, make]
