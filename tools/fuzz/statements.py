"""Statements: assignments, branches, loops and what else a body is made of."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent
from typing import Any, Final

from haliax.core import NamedArray
from tools.fuzz.annotating import annotate
from tools.fuzz.calls import draw_of, drawn
from tools.fuzz.making import Maker, Nothing, is_handy, is_name

_TRIES: Final = 12
_OFTEN: Final = {
    "_binary": 4,
    "_reduction": 4,
    "_getitem": 5,
    "dot": 4,
    "rearrange": 3,
    "rename": 3,
    "_at": 3,
    "where": 2,
}


def operation(m: Maker) -> str:
    """A call of any operation."""
    families = drawn()
    weights = [next((w for name, w in _OFTEN.items() if key.endswith(name)), 1) for key in families]
    op = m.pick(m.rng.choices(list(families.values()), weights)[0])
    draw = draw_of(op)
    assert draw is not None
    return draw(m, op)


def expression(m: Maker) -> str:
    """Any expression that may give an array."""
    form = m.rng.random()
    if m.known and form < 0.2:
        return m.pick(m.known)()
    if form < 0.23 and "flag" in m.scope.env:
        one, other = operation(m), operation(m)
        arrays(m, one, other)  # what is never reached may be wrong
        return f"{one} if {condition(m)} else {other}"
    if form < 0.26:
        return _nested(m)
    return operation(m)


def _nested(m: Maker) -> str:
    """An operation on the result of another one."""
    inner = operation(m)
    value = m.evaluate(inner)
    if not isinstance(value, NamedArray) or not is_handy(value):
        raise Nothing
    m.scope.env["nested"] = value
    try:
        for _ in range(_TRIES):
            outer = operation(m)
            if "nested" in outer.split("(")[0] or "(nested" in outer:
                return outer.replace("nested", f"({inner})" if "nested." in outer or "nested[" in outer else inner)
    finally:
        del m.scope.env["nested"]
    return inner


def condition(m: Maker) -> str:
    """Something that holds or not."""
    kinds = ["flag", "not flag", "i > 1", "i == 0"] if "flag" in m.scope.env else ["len(Batch.name) > 3"]
    x = m.array()
    return m.pick([*kinds, *kinds, f"{x.text}.ndim > 1", f'{x.text}.has_axis("{m.pick(["batch", "embed"])}")'])


def reveal(m: Maker, *names: str) -> None:
    """Reveals variables."""
    for name in names:
        m.run(f"reveal_type({name})")


def target(m: Maker) -> str:
    """A variable to assign to: one that is there, or a new one."""
    if m.scope.bound and m.chance(0.4):
        return m.pick(m.scope.bound)
    return m.fresh()


def arrays(m: Maker, *texts: str) -> list[NamedArray]:
    """The values of expressions, all of which are arrays."""
    values = [m.evaluate(text) for text in texts]
    if not all(isinstance(value, NamedArray) and is_handy(value) for value in values):
        raise Nothing
    return values


def assign(m: Maker) -> None:
    """`x = expression`."""
    text = expression(m)
    name = target(m) if isinstance(m.evaluate(text), NamedArray) else m.fresh()
    _assign(m, name, text)
    value = m.scope.env[name]
    if isinstance(value, tuple | list) and 1 < len(value) <= 3 and m.chance(0.7):
        names = [m.fresh() for _ in value]
        left = ", ".join(names)
        if len(value) == 3 and m.chance(0.3):
            names, left = names[:2], f"{names[0]}, *{names[1]}"
        if m.run(f"{left} = {name}"):
            m.scope.bound += names
            reveal(m, *names)


def _assign(m: Maker, name: str, text: str) -> None:
    before, count = dict(m.scope.env), len(m.scope.lines)
    if not m.run(f"{name} = {text}"):
        raise Nothing
    if not is_handy(m.scope.env[name]):
        m.scope.env.clear()
        m.scope.env.update(before)
        del m.scope.lines[count:]
        raise Nothing
    m.scope.env[name] = m.scope.env.pop(name)  # the newest is last
    if name not in m.scope.bound:
        m.scope.bound.append(name)
    reveal(m, name)


def annotated(m: Maker) -> None:
    """`x: annotation = expression`; such a variable is not bound again."""
    text = operation(m)
    value = m.evaluate(text)
    if not isinstance(value, NamedArray) or not is_handy(value):
        raise Nothing
    name = m.fresh()
    if m.run(f"{name}: {annotate(m, value).text} = {text}"):
        m.annotated.add(name)
        reveal(m, name)


def augmented(m: Maker) -> None:
    """`x += y`."""
    name = m.pick([n for n in m.scope.bound if isinstance(m.scope.env.get(n), NamedArray)])
    other = m.pick(["1", "2.0", m.array().text])
    if m.run(f"{name} {m.pick(['+=', '-=', '*=', '/='])} {other}"):
        reveal(m, name)


def several(m: Maker) -> None:
    """Several variables at once, which may change places."""
    names = [n for n in m.scope.bound if isinstance(m.scope.env.get(n), NamedArray)]
    if len(names) > 1 and m.chance(0.5):
        a, b = m.some(names, 2, 2)
        made = operation(m)
        arrays(m, made)
        text = m.pick([f"{a}, {b} = {b}, {a}", f"{a}, {b} = {made}, {a}", f"{a} = {b} = {made}"])
    else:
        a, b = m.fresh(), m.fresh()
        text = m.pick([f"{a}, {b} = {operation(m)}, {operation(m)}", f"{a} = {b} = {operation(m)}"])
    if m.run(text):
        m.scope.bound += [name for name in (a, b) if name not in m.scope.bound]
        reveal(m, a, b)


def walrus(m: Maker) -> None:
    """`if (x := expression).ndim > 1: ...`."""
    name, text = target(m), operation(m)
    body = block(m, 1)
    if m.run(f"if ({name} := {text}).ndim >= {m.pick('01')}:\n{body}"):
        if name not in m.scope.bound and is_handy(m.scope.env[name]):
            m.scope.bound.append(name)
        reveal(m, name)


def block(m: Maker, count: int, more: dict[str, Any] | None = None, first: str = "") -> str:
    """The statements of a block, indented, drawn as they would run there.

    Args:
        m: What draws them.
        count: How many.
        more: Variables that the block has, and what is outside of it has not.
        first: A statement to begin with.
    """
    outer, m.scope = m.scope, m.scope.inner()
    m.scope.env.update(more or {})
    m.depth += 1
    try:
        if first:
            m.run(first)
        for name in more or {}:
            if is_name(name):
                reveal(m, name)
        for _ in range(count):
            statement(m)
        return indent("\n".join(m.scope.lines or ["pass"]), "    ") + "\n"
    finally:
        m.depth -= 1
        m.scope = outer


def compound(m: Maker, text: str) -> None:
    """A compound statement; reveals some of what it changes."""
    before = dict(m.scope.env)
    if not m.run(text):
        raise Nothing
    env = m.scope.env
    changed = [n for n, v in env.items() if isinstance(v, NamedArray) and before.get(n) is not v and is_name(n)]
    if not all(is_handy(env[name]) for name in changed):
        for name in changed:
            if not is_handy(env[name]):
                del env[name]
    new = [name for name in changed if name in env and name not in before and name not in m.annotated]
    m.scope.bound += [name for name in new if name not in m.scope.bound]
    reveal(m, *[name for name in changed if name in env][:3])


def branch(m: Maker) -> None:
    """`if`, with or without `else`."""
    if m.scope.bound and m.chance(0.5):
        name = m.pick(m.scope.bound)
        texts = [expression(m), expression(m)]
        arrays(m, *texts)
        body, other = (f"    {name} = {text}\n    reveal_type({name})\n" for text in texts)
    else:
        body, other = block(m, m.pick([1, 2])), block(m, 1)
    kind = m.rng.random()
    if kind < 0.15:
        compound(m, f"try:\n{body}{m.pick(['finally', 'except ValueError'])}:\n{other}")
    elif kind < 0.5:
        compound(m, f"if {condition(m)}:\n{body}")
    elif kind < 0.6:
        compound(m, f"if {condition(m)}:\n{body}elif {condition(m)}:\n{other}else:\n    pass\n")
    else:
        compound(m, f"if {condition(m)}:\n{body}else:\n{other}")


def loop(m: Maker) -> None:
    """`for` and `while`."""
    kind = m.rng.randrange(6)
    if kind == 0:
        number = m.fresh("n")
        compound(m, f"for {number} in range(2):\n{block(m, 2, {number: 0})}")
    elif kind == 1:
        number = m.fresh("n")
        body = block(m, 1, {number: 0})
        compound(m, f"{number} = 0\nwhile {number} < 2:\n{body}    {number} += 1\n")
    elif kind == 2:
        x = m.array(lambda v: v.ndim > 0 and any(0 < size <= 3 for size in v.shape.values()))
        name = m.pick([n for n, size in x.value.shape.items() if 0 < size <= 3])
        row = m.fresh("row")
        more = {row: m.evaluate(f'{x.text}.unbind("{name}")')[0]}
        compound(m, f'for {row} in {x.text}.unbind("{name}"):\n{block(m, 2, more)}')
    elif kind == 3:
        x = m.array(lambda v: v.ndim > 1)
        names = m.some(x.names, 2, 2)
        text = m.pick(["{0} = {0}.sum({1})", "{0} = {0} - {0}.max({1})", "{0} = {0}[{1}, :1]"]).format("acc", "name")
        acc, name = m.fresh("acc"), m.fresh("name")
        text = text.replace("acc", acc).replace("name", name)
        listed = ", ".join(f'"{n}"' for n in names)
        m.scope.bound.append(acc)
        compound(m, f"{acc} = {x.text}\nfor {name} in ({listed}):\n    {text}\n    reveal_type({acc})\n")
    elif kind == 4:
        items, item = _items(m), m.fresh("item")
        count = m.fresh("n")
        head = m.pick([f"for {item} in {items}", f"for {count}, {item} in enumerate({items})"])
        more = {item: m.evaluate(items)[0]}
        compound(m, f"{head}:\n{block(m, 2, more)}")
    else:
        acc, item = m.fresh("total"), m.fresh("item")
        start = m.pick(["hax.zeros(())", "0.0", m.array().text])
        compound(
            m, f"{acc} = {start}\nfor {item} in {_items(m)}:\n    {acc} = {acc} + {item}\n    reveal_type({acc})\n"
        )
        reveal(m, acc)


def _items(m: Maker) -> str:
    """A list or tuple of arrays."""
    lists = [n for n, v in m.scope.env.items() if _is_list(v) and is_name(n)]
    if lists and m.chance(0.4):
        return m.pick(lists)
    arrays = [m.array().text for _ in range(m.pick([1, 2, 2, 3]))]
    return f"[{', '.join(arrays)}]" if m.chance(0.6) else f"({', '.join(arrays)},)"


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(v, NamedArray) for v in value)


def container(m: Maker) -> None:
    """A list, dict or tuple of arrays, a comprehension, and what is taken out of them."""
    name = m.fresh("items")
    x = m.array()
    kind = m.rng.randrange(5)
    if kind == 0:
        texts = [f"{name} = {_items(m)}"]
    elif kind == 1:
        texts = [f'{name} = {{"a": {x.text}, "b": {m.array().text}}}', f'{m.fresh()} = {name}["{m.pick("ab")}"]']
    elif kind == 2:
        v = m.fresh("v")
        call = m.pick([f"{v} * 2", f"{v} + 1.0", f"hax.exp({v})", f"({v}, 1)", f"{v}.sum()"])
        texts = [f"{name} = [{call} for {v} in {_items(m)}]"]
    elif kind == 3:
        texts = [f"{name} = [{x.text}]", f"{name}.append({m.array(lambda v: v.axis_names == x.names).text})"]
    else:
        texts = [f"{name} = list(map(lambda v: v * 2, {_items(m)}))"]
    for text in texts:
        if not m.run(text):
            raise Nothing
        reveal(m, text.split(" = ")[0].split(".")[0])
    value = m.scope.env[name]
    if _is_list(value):
        taken = m.fresh()
        at = m.rng.randrange(len(value))
        text = m.pick([f"{name}[{at}]", f"{name}[-1]", f"{name}[i]" if "i" in m.scope.env else f"{name}[0]"])
        _assign(m, taken, text)


def context(m: Maker) -> None:
    """`with`."""
    x = m.array()
    name = m.fresh()
    kind = m.rng.randrange(3)
    if kind == 0:
        text = f"with contextlib.nullcontext({x.text}) as {name}:\n{block(m, 2, {name: x.value})}"
    elif kind == 1:
        text = f"with hax.axis_mapping({{}}):\n{block(m, 2)}"
    else:
        text = f"with hax.debug.debug_checks():\n{block(m, 2)}"
    compound(m, text)


def match(m: Maker) -> None:
    """`match` on an array."""
    x = m.array()
    other = m.pick(["case None:\n        pass\n", "case _:\n        pass\n"])
    body = indent(block(m, 1), "    ")
    compound(m, f"match {x.text}:\n    case NamedArray():\n{body}    {other}")


def function(m: Maker) -> None:
    """A function or lambda within the body, and a call of it."""
    name = m.fresh("f")
    x = m.array()
    if m.chance(0.4):
        text = f"{name} = lambda: {operation(m)}"
        call = f"{name}()"
    else:
        a = annotate(m, x.value)
        argument = m.fresh()
        outer, m.scope = m.scope, m.scope.inner()
        m.scope.env[argument] = x.value
        try:
            reveal(m, argument)
            result = m.fresh()
            _assign(m, result, operation(m))
            value = m.scope.env[result]
            if not isinstance(value, NamedArray):
                raise Nothing
            given = annotate(m, value).text
            body = indent("\n".join([*m.scope.lines, f"return {result}"]), "    ")
        finally:
            m.scope = outer
        text = f"def {name}({argument}: {a.text}) -> {given}:\n{body}"
        call = f"{name}({x.text})"
    if not m.run(text):
        raise Nothing
    if m.scope.bound and m.chance(0.3):
        _attempt(m, assign)
    _assign(m, m.fresh(), call)


def reference(m: Maker) -> None:
    """A mutable reference: written to, and read."""
    x = m.of_rank(1)
    ref, out = m.fresh("ref"), m.fresh()
    name = m.pick(x.names)
    update = m.pick(["0.0", m.array(lambda v: set(v.axis_names) <= set(x.names) - {name}).text])
    if not m.run(f'{ref} = hax.new_ref({x.text})\n{ref}["{name}", 0] = {update}'):
        raise Nothing
    _assign(m, out, m.pick([f"{ref}.value()", f'{ref}["{name}", 0]', f"hax.freeze({ref})"]))


_KINDS: Final[dict[Callable[[Maker], None], int]] = {
    **{assign: 20, annotated: 2, augmented: 2, several: 2, walrus: 1, branch: 3, loop: 3, container: 3},
    **{context: 1, match: 1, function: 2, reference: 1},
}
_BLOCKS: Final = (walrus, branch, loop, context, match, function)


def statement(m: Maker) -> None:
    """Any statement, if one can be drawn that runs."""
    kinds = {kind: weight for kind, weight in _KINDS.items() if m.depth < 2 or kind not in _BLOCKS}
    for _ in range(_TRIES):
        if _attempt(m, m.rng.choices(list(kinds), list(kinds.values()))[0]):
            return


def _attempt(m: Maker, kind: Callable[[Maker], None]) -> bool:
    env, lines, bound = dict(m.scope.env), list(m.scope.lines), list(m.scope.bound)
    try:
        kind(m)
        return True
    except Nothing:
        m.scope.env.clear()
        m.scope.env.update(env)
        m.scope.lines[:] = lines
        m.scope.bound[:] = bound
        return False
