"""Random text where annotations and axes should stand: mypy neither fails nor says what is not so.

Both files are made of many lines, each with one piece of garbage, for one run of mypy each. The seed is fixed.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from haliax import AxisError
from haliax.pure.spec import read_spec
from typetests.checking import Diagnostic, check

COUNT = 400
WORDS = ["batch", "embed", "mlp", "b", "a-b", "_", "2", "0x", "é", "轴", "int", "None", "if", "lambda", "x", "Any"]
MARKS = ["...", "..", ".", "{", "}", "(", ")", "[", "]", ",", ":", "->", "|", "*", "=", "-", "#", "'", "\\", "\t", " ", "  "]

ATOMS = [
    *["'batch'", "'embed'", "'mlp'", "''", "' '", "'batch embed'", "b'batch'", "f'{x}'", "...", "None", "1", "-1", "0.5"],
    *["Batch", "Embed", "Embed.resize(7)", "Batch.alias('embed')", "Axis", "Axis('', 0)", "True", "int", "x", "hax", "()"],
    *["'time'", "'embd'", "('batch', 'time')", "Axis('time', 5)", "('embed', 'mlp')", "{'batch': 'time'}"],
    *["{}", "[]", "(lambda: 0)", "print", "NamedArray", "object()", "'{batch} -> batch'", "'b e -> e b'", "'b e -> (f: b e)'"],
]
CALLS = [
    *["x.sum({})", "hax.mean(x, {})", "hax.sum(x, {}, where={})", "x.argmax({})", "x.rename({})", "x.rename({{{}: {}}})"],
    *["hax.dot(x, y, axis={})", "hax.dot({}, x, y)", "x.dot(y, axis={}, out_axes={})", "x.rearrange({})"],
    *["hax.rearrange(x, {}, b={})", "hax.zeros({})", "hax.arange({})", "hax.named(x.array, {})", "NamedArray(x.array, {})"],
    *["x.broadcast_axis({})", "x.broadcast_to({})", "x.flatten_axes({}, {})", "x.unflatten_axis({}, {})", "x.ravel({})"],
    *["hax.stack({}, {})", "hax.concatenate({}, [x, {}])", "x.split({}, {})", "x.unbind({})", "x.take({}, {})"],
    *["x + {}", "{} * x", "x == {}", "hax.where({}, x, {})", "hax.clip(x, {}, {})", "hax.nn.softmax(x, {})"],
    *["hax.nn.one_hot(x, {})", "hax.concat_axes({}, {})", "hax.union_axes({}, {})", "hax.replace_axis((Batch, Embed), {}, {})"],
    *["Axis({}, {})", "Batch.alias({})", "Batch.resize({})", "hax.make_axes(batch={})", "x.resolve_axis({})", "x[{}]"],
]
PRELUDE = """
import haliax as hax
from haliax import Axis, NamedArray
Batch, Embed = hax.make_axes(batch=2, embed=3)
x = hax.ones((Batch, Embed))
y = hax.ones((Embed, Axis("mlp", 5)))
"""

pytestmark = pytest.mark.xdist_group("typetests")  # which has mypy's cache


def spec(chance: random.Random) -> str:
    """A string of words and marks, which may even be a spec."""
    parts = chance.choices(WORDS, k=chance.randint(0, 4)) + chance.choices(MARKS, k=chance.choice([0, 0, 1, 2]))
    chance.shuffle(parts)
    return " ".join(parts)[: chance.choice([40, 40, 5])]


def argument(chance: random.Random, depth: int = 2) -> str:
    """An expression that may stand where axes should."""
    kind = chance.randint(0, 6) if depth else 0
    inside = [argument(chance, depth - 1) for _ in range(chance.randint(1, 3))] if kind > 2 else []
    if kind == 3:
        return f"({', '.join(inside)},)"
    if kind == 4:
        return f"[{', '.join(inside)}]"
    if kind == 5:
        return f"{{{', '.join(f'{key}: {chance.choice(ATOMS)}' for key in inside)}}}"
    return f"({inside[0]} if x.ndim else {inside[-1]})" if kind == 6 else chance.choice(ATOMS)


@pytest.fixture(scope="module")
def by_line(mypy_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], Any]:
    """What mypy says about each of some lines."""

    def run(lines: list[str]) -> list[list[Diagnostic]]:
        path = tmp_path_factory.mktemp("garbage") / "garbage.py"
        path.write_text(PRELUDE + "\n".join(lines), encoding="utf-8")
        first = PRELUDE.count("\n") + 1
        said = check([path], mypy_cache)
        return [[d for d in said if d.line == first + i] for i in range(len(lines))]

    return run


def test_specs_are_read_as_at_run_time(by_line: Callable[[list[str]], list[list[Diagnostic]]]) -> None:
    chance = random.Random(0)
    texts = sorted({spec(chance) for _ in range(COUNT)})
    places = ["def f{}(x: NamedArray[{}]) -> None: ...", "v{}: list[NamedArray[{}]]", "def g{}() -> NamedArray[{}] | None: ..."]
    lines = [places[i % len(places)].format(i, repr(text)) for i, text in enumerate(texts)]
    wrong, refused = [], 0
    for text, said in zip(texts, by_line(lines), strict=True):
        found = [d.message for d in said if d.code.startswith("axis")]
        try:
            read_spec(text)
        except AxisError as error:
            refused += 1
            wrong += [] if found == [str(error)] else [(text, str(error), said)]
        else:
            wrong += [(text, "", said)] if said else []
    assert not wrong, "\n".join(map(str, wrong))
    assert COUNT / 4 < refused < COUNT * 3 / 4


def test_what_mypy_says_of_axes_is_so(by_line: Callable[[list[str]], list[list[Diagnostic]]]) -> None:
    chance = random.Random(0)
    calls = [chance.choice(CALLS) for _ in range(COUNT)]
    lines = [call.format(*(argument(chance) for _ in range(call.count("{}")))) for call in calls]
    names: dict[str, Any] = {}
    exec(PRELUDE, names)
    wrong, mistakes = [], 0
    for line, said in zip(lines, by_line(lines), strict=True):
        found = [d.message for d in said if d.code.startswith("axis")]
        mistakes += bool(found)
        if found and not _raises(line, names):
            wrong.append((line, found))
    assert not wrong, "\n".join(map(str, wrong))
    assert mistakes > COUNT / 20


def _raises(line: str, names: dict[str, Any]) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            eval(line, names)
        except Exception:
            return True
    return False
