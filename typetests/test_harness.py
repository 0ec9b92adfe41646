"""The harness itself: it reads types and expectations right, and would notice an expectation that does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

import haliax as hax
from typetests import running
from typetests.marks import Mark, agree, read
from typetests.shorthand import fits, same, shorten

ARRAY = "haliax.core.NamedArray"
GAP = "*tuple[Any, ...]"
BE = hax.ones({"batch": 2, "embed": 3})

SHORT = {
    f"{ARRAY}[Literal['batch'], Literal['embed']]": "[batch, embed]",
    f"{ARRAY}[()]": "[]",
    f"{ARRAY}[{GAP}]": "[...]",
    f"{ARRAY}[Literal['batch'], {GAP}, Literal['embed']]": "[batch, ..., embed]",
    f"{ARRAY}[Literal['b', 'f'], Literal['b', 'f']]": "{b, f}",
    f"{ARRAY}[Literal['b'] | Literal['f'], Literal['b'] | Literal['f']]": "{b, f}",
    f"{ARRAY}[haliax.core._With[Literal['b']] | Any, {GAP}]": "{b, ...}",
    f"{ARRAY}[*Rest`-1, Literal['embed']]": "[*Rest, embed]",
    f"{ARRAY}[str, str]": "[?, ?]",
    f"builtins.list[{ARRAY}[Literal['b']] | None]": "list[[b] | None]",
    "haliax.axis.Axis[Literal['embed'], Literal[512]]": "Axis[embed, 512]",
    "haliax.axis.Axis[Literal['embed'], Any]": "Axis[embed]",
    "Literal['embed']?": "'embed'",
}


@pytest.mark.parametrize("long", SHORT)
def test_short_form(long: str) -> None:
    assert shorten(long) == SHORT[long]


@pytest.mark.parametrize("short", ["[batch, embed]", "{embed, batch}", "[..., embed]", "[*Rest, embed]", "[?, ?]", "[batch] | [...]"])
def test_value_that_fits(short: str) -> None:
    assert fits(BE, short)


@pytest.mark.parametrize("short", ["[embed, batch]", "[batch]", "[]", "[embed, ...]", "{batch, mlp}", "[?]", "Axis", "int", "None"])
def test_value_that_does_not_fit(short: str) -> None:
    assert not fits(BE, short)


def test_values_of_other_types() -> None:
    assert fits((BE, [BE]), "tuple[[batch, embed], list[[...]]]")
    assert not fits((BE,), "tuple[[batch, embed], [batch, embed]]")
    assert fits(BE.axes[0], "Axis[batch, 2]")
    assert not fits(BE.axes[0], "Axis[batch, 3]")
    assert fits({"x": None}, "dict[str, [batch] | None]")
    with pytest.raises(ValueError, match="cannot see"):
        fits(BE, "Callable")


def test_orders_that_mean_nothing() -> None:
    assert same("{a, b} | [c]", "[c] | {b, a}")
    assert not same("[a, b]", "[b, a]")


def test_messages() -> None:
    assert agree("sum: …", "sum: no axis")
    assert agree("a b", "a\n  b")
    assert not agree("sum: no", "sum: no axis")


PROGRAM = """
import haliax as hax
x = hax.ones({"batch": 2})
x.sum("embd")  # E: sum: no axis 'embd' in [batch]  [axis-missing]
x.sum("embd")  # E: sum: another sentence  [axis-missing]
x.sum("embd")  # E: sum: no axis 'embd' in [batch]  [axis-broadcast]
x.sum("batch")  # E: sum: no axis 'batch' in [batch]  [axis-missing]
def never() -> None:
    x.sum("embd")  # E: sum: no axis 'embd' in [batch]  [axis-missing]
reveal_type(x)  # R: [batch]
reveal_type(x)  # R: [embed]
if x.ndim > 1:
    reveal_type(x)  # R: [batch]
1 / 0
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "folder" / "program.py"
    path.parent.mkdir()
    path.write_text(PROGRAM, encoding="utf-8")
    monkeypatch.setattr("typetests.marks.ROOT", tmp_path)
    return path


def failures(path: Path) -> list[tuple[int, str]]:
    done = running.run(path)
    judge = {"E": running.failure_of_error, "R": running.failure_of_reveal}
    found = [(mark.line, judge[mark.kind](mark, done)) for mark in read(path)]
    return [(line, failure.splitlines()[0].partition(": ")[2]) for line, failure in found if failure]


def test_what_the_harness_notices(program: Path) -> None:
    assert failures(program) == [
        (5, "raised sum: no axis 'embd' in [batch=2]"),
        (6, "is a mistake of kind 'missing': sum: no axis 'embd' in [batch=2]"),
        (7, "nothing was raised"),
        (9, "the line was not executed"),
        (11, "has (Axis(name='batch', size=2),), which is not [embed]"),
        (13, "the line was not executed"),
    ]
    assert "ZeroDivisionError" in running.run(program).crash


def test_expectations_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typetests.marks.ROOT", tmp_path)
    path = tmp_path / "x.py"
    path.write_text('f()  # E(kind): f: text  [axis-size] ^ "a" # N: a note\n', encoding="utf-8")
    assert read(path) == [
        Mark("x.py", 1, "E", "kind", "f: text", "axis-size", '"a"'),
        Mark("x.py", 1, "N", "", "a note"),
    ]
    path.write_text("f()  # E: no code\n", encoding="utf-8")
    with pytest.raises(ValueError, match="ends with its code"):
        read(path)
