"""Nothing that can be written takes mypy down."""

from __future__ import annotations

import random
import string

import pytest

from tests.plugin.projects import Project

LETTERS = "ab {}.,*|()[]'\\\\\"=:-+1\u00e9" + string.whitespace[:2]
VALUES = [
    *("None", "...", "1", "-1", "1.5", "True", "x", "x.sum", "Any", "int", "print", "()", "[]", "{}", "b''", "1j"),
    *(
        "'a'",
        "'b c'",
        "''",
        "'a b -> b a'",
        "'{'",
        "f'{n}'",
        "'a' 'b'",
        "'a' + 'b'",
        "n",
        "name",
        "axis",
        "*[x]",
        "**{}",
    ),
    *("Axis", "Axis('a', 2)", "Axis('a', n)", "Axis(name, 2)", "('a', 'b')", "('a', ...)", "['a', axis]", "(*[], 'a')"),
    *(
        "{'a': 2}",
        "{'a': None}",
        "{axis: 0}",
        "{'a': 'b'}",
        "{**{}}",
        "{x: x}",
        "slice(1)",
        "lambda: 0",
        "[x, x]",
        "[x, 1]",
    ),
    *(
        "(x for _ in 'ab')",
        "[i for i in 'ab']",
        "{'a', 'b'}",
        "NamedArray['a']",
        "NamedArray['{']",
        "Missing",
        "x if n else 1",
    ),
]
CALLS = [
    *("x.sum({0})", "hax.sum({0})", "hax.sum(x, {0})", "x.sum(axis={0})", "x.sum({0}, where={1})", "hax.dot({0}, {1})"),
    *("hax.dot(x, x, axis={0})", "x.dot({0}, axis={1})", "hax.dot({0}, x)", "hax.dot(*{0})", "hax.dot(x, **{0})"),
    *(
        "x.rearrange({0})",
        "x.rearrange({0}, a={1})",
        "hax.einsum({0}, x)",
        "hax.einsum('a -> a', {0}, a={1})",
        "x[{0}]",
    ),
    *("x[{0}, {1}]", "x['a', {0}]", "x['a', {0}:{1}]", "x.at[{0}].set({1})", "x.at['a', {0}].get()", "x.rename({0})"),
    *("hax.stack({0}, {1})", "hax.concatenate('a', {0})", "x.split('a', {0})", "hax.zeros({0})", "Axis({0}, {1})"),
    *(
        "hax.make_axes(a={0})",
        "hax.make_axes({0})",
        "axis.alias({0})",
        "axis.resize({0})",
        "x + {0}",
        "{0} - x",
        "x < {0}",
    ),
    *("hax.concat_axes({0}, {1})", "hax.union_axes({0}, {1})", "hax.axis_name({0})", "hax.replace_axis({0}, 'a', {1})"),
    *("x.resolve_axis({0})", "x.axis_size({0})", "x.matches_axes({0})", "NamedArray({0}, {1})", "NamedArray.sum({0})"),
    *("hax.where({0}, x, {1})", "hax.clip(x, {0}, {1})", "hax.slice(x, {0}, {1})", "hax.updated_slice(x, {0}, {1})"),
    *(
        "x.flatten_axes({0}, {1})",
        "hax.flatten_axes({0}, {1})",
        "x.unflatten_axis({0}, {1})",
        "x.take('a', {0})",
        "wide({0})",
    ),
    *(
        "hax.nn.softmax(x, {0})",
        "hax.random.uniform({0}, {1})",
        "hax.linspace({0}, start=0, stop=1)",
        "x.broadcast_to({0})",
    ),
]
PARSERS = pytest.mark.parametrize("parser", ["--native-parser", "--no-native-parser"])


@PARSERS
def test_garbage_in_annotations(project: Project, parser: str) -> None:
    rng = random.Random(1)
    lines: list[str] = []
    for i in range(300):
        spec = "".join(rng.choice(LETTERS) for _ in range(rng.randrange(12)))
        form = rng.choice(
            [
                "NamedArray[{!r}]",
                "NamedArray[{!r}, 'a']",
                "Float[NamedArray, {!r}]",
                "Axis[{!r}]",
                "list[NamedArray[{!r}]]",
            ]
        )
        lines.append(f"def f{i}(x: {form.format(spec)}, y: Any) -> None:\n    reveal_type(x)\n    x + y")
        lines.append(f"v{i} = NamedArray[{spec!r}]")
    for i, spec in enumerate(VALUES):
        if not spec.startswith("**"):
            lines.append(f"def g{i}(x: NamedArray[{spec}], y: Float[NamedArray, {spec}], z: Axis[{spec}]) -> None: ...")
    project.write("p.py", "from haliax.haxtyping import Float\n" + "\n".join(lines))
    assert len(project.run(parser)) > 300


def test_garbage_in_calls(project: Project) -> None:
    rng = random.Random(2)
    calls = [call.format(rng.choice(VALUES), rng.choice(VALUES)) for call in CALLS for _ in range(12)]
    calls += [call.format(value, value) for call in CALLS[:24] for value in VALUES]
    valid = [call for call in calls if _is_valid(call)]
    body = "\n".join(f"    {call}" for call in valid)
    types = [
        "NamedArray['a b']",
        "NamedArray",
        "Any",
        "NamedArray['{a b ...}']",
        "NamedArray['a'] | NamedArray['b']",
        "'T'",
    ]
    text = "from typing import TypeVar\nT = TypeVar('T', bound=NamedArray['a b'])\n"
    text += "def wide(x: NamedArray['{b ...}']) -> None: ...\n"
    for i, typ in enumerate(types[: 2 + rng.randrange(2)] + types[3:]):
        part = "\n".join(f"    {call}" for call in rng.sample(valid, 250)) if i else body
        text += f"def f{i}(x: {typ}, n: int, name: str, axis: Axis) -> None:\n{part}\n"
    project.write("p.py", text)
    said = project.run()
    assert {m.code for m in said} >= {"axis-missing", "axis-pattern", "axis-broadcast"}


def _is_valid(call: str) -> bool:
    try:
        compile(call, "<call>", "eval")
    except SyntaxError:
        return False
    return True
