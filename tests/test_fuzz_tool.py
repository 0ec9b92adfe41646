"""The fuzzer: one seed is one program, and what is planted is found, told and made small."""

from __future__ import annotations

from pathlib import Path

import pytest

from haliax.pure.rules import operations
from tools.fuzz import __main__ as command
from tools.fuzz import types
from tools.fuzz.calls import LEFT_OUT, draw_of
from tools.fuzz.checking import Complaint, Said, check
from tools.fuzz.executing import execute
from tools.fuzz.judging import judge
from tools.fuzz.programs import program
from tools.fuzz.shrinking import same_finding, shrink
from tools.fuzz.types import Fit

HEAD = "import haliax as hax\nfrom haliax import Axis, NamedArray\n"
SMALL = HEAD + 'x = hax.ones({"batch": 2, "embed": 3})\nreveal_type(x)\n'


def test_one_seed_is_one_program() -> None:
    first = [program(seed) for seed in range(5)]
    assert first == [program(seed) for seed in range(5)]
    assert len(set(first)) == 5


@pytest.mark.slow
def test_programs_run() -> None:
    errors = [execute(program(seed)).error for seed in range(100, 120)]
    assert errors.count(None) >= 19


def test_calls_of_every_operation_are_drawn() -> None:
    missing = {op.name for op in operations() if draw_of(op) is None}
    assert missing == set(LEFT_OUT)


def test_mistakes_fail_where_they_are_marked() -> None:
    texts = [program(seed, mistake=True) for seed in range(12)]
    marked = [text for text in texts if "# mistake: " in text]
    assert len(marked) >= 8
    assert all(execute(text).error is not None for text in marked)


@pytest.mark.parametrize(
    "text, fit",
    [
        ('NamedArray["batch embed"]', Fit.EXACT),
        ("haliax.core.NamedArray[Literal['batch'], Literal['embed']]", Fit.EXACT),
        ("haliax.core.NamedArray[Literal['embed'], Literal['batch']]", Fit.WRONG),
        ('NamedArray["embed batch"]', Fit.WRONG),
        ('NamedArray["batch"]', Fit.WRONG),
        ('NamedArray[""]', Fit.WRONG),
        ("haliax.core.NamedArray[()]", Fit.WRONG),
        ('NamedArray["batch ..."]', Fit.VAGUE),
        ('NamedArray["mlp ..."]', Fit.WRONG),
        ('NamedArray["{embed batch}"]', Fit.VAGUE),
        ('NamedArray["{mlp ...}"]', Fit.WRONG),
        ('NamedArray["? ?"]', Fit.VAGUE),
        ('NamedArray["?"]', Fit.WRONG),
        ('NamedArray["mlp|batch ..."]', Fit.VAGUE),
        ('NamedArray["... mlp|batch"]', Fit.WRONG),
        ("haliax.core.NamedArray[Literal['mlp', 'batch'], Literal['embed', 'head']]", Fit.VAGUE),
        ('NamedArray["*Rest embed"]', Fit.VAGUE),
        ('NamedArray["batch", *Rest]', Fit.VAGUE),
        ('NamedArray[*Rest, "mlp"]', Fit.WRONG),
        ("haliax.core.NamedArray[*tuple[Any, ...]]", Fit.VAGUE),
        ("haliax.core.NamedArray[*Rest, Literal['embed']]", Fit.VAGUE),
        ("haliax.core.NamedArray[haliax.core._With[Literal['embed']] | Any, *tuple[Any, ...]]", Fit.VAGUE),
        ("haliax.core._Gradual[Literal['[..., mlp]'], *tuple[Any, ...], Literal['mlp']]", Fit.WRONG),
        ('NamedArray["batch embed"] | None', Fit.VAGUE),
        ('NamedArray["batch"] | NamedArray["embed batch"]', Fit.WRONG),
        ("builtins.int", Fit.WRONG),
        ("None", Fit.WRONG),
        ("Never", Fit.WRONG),
        ("Any", Fit.VAGUE),
        ("A", Fit.UNSEEN),
    ],
)
def test_a_type_is_held_against_a_value(text: str, fit: Fit) -> None:
    run = execute(SMALL)
    (value,) = run.revealed[4]
    assert types.fit(value, text) is fit
    assert types.fit([value], f"list[{text}]") is fit
    assert types.fit((value, 1), f"tuple[{text}, int]") is fit
    assert types.fit((value,), f"tuple[{text}, fallback=p0.Layer]") is fit
    assert types.fit({"a": value}, f"dict[str, {text}]") is fit


def found(text: str, said: Said) -> list[tuple[str, int]]:
    return [(finding.kind, finding.line) for finding in judge(text, execute(text), said).findings]


def test_a_planted_wrong_type_is_found() -> None:
    assert found(SMALL, Said({4: ['NamedArray["batch embed"]']})) == []
    assert found(SMALL, Said({4: ['NamedArray["embed batch"]']})) == [("wrong", 4)]
    assert found(SMALL, Said()) == [("silent", 4)]


def test_a_planted_false_alarm_is_found() -> None:
    right = {4: ['NamedArray["batch embed"]']}
    alarm = Complaint(3, "sum: no axis 'mlp' in [batch]  [axis-missing]")
    assert found(SMALL, Said(right, [alarm])) == [("alarm", 3)]
    assert found(SMALL, Said(crash="Traceback\nKeyError")) == [("crash", 1)]


def test_what_subtyping_asks_for_is_no_false_alarm() -> None:
    text = HEAD + "def f(x: NamedArray, flag: bool) -> NamedArray:\n    y = x if flag else x + 1\n    return y\n"
    text += 'f(hax.ones({"batch": 2}), True)\n'
    union = Complaint(5, "the result is [batch] or [embed]; expected [batch]  [return-value]")
    assert found(text, Said(errors=[union])) == []
    plain = Complaint(5, "the result is [embed]; expected [batch]  [return-value]")
    assert found(text, Said(errors=[plain])) == [("alarm", 5)]
    unreached = text.replace("f(hax", "str(hax").replace(", True)", ")")
    assert found(unreached, Said(errors=[plain])) == []
    straight = text.replace("x if flag else ", "")
    assert found(straight, Said(errors=[union])) == [("alarm", 5)]


def test_a_mistake_counts_where_all_arrays_are_known() -> None:
    text = SMALL + 'x.sum("mlp")  # mistake: missing\n'
    known = {4: ['NamedArray["batch embed"]']}
    error = Complaint(5, "sum: no axis 'mlp' in [batch, embed]  [axis-missing]")
    for said, mistake in (
        (Said(known, [error]), ("missing", True, 'x.sum("mlp")')),
        (Said(known), ("missing", False, 'x.sum("mlp")')),
        (Said({4: ['NamedArray["batch ..."]']}), None),
    ):
        verdict = judge(text, execute(text), said)
        assert verdict.mistake == mistake
        assert verdict.findings == []


def test_a_result_that_could_be_exact_is_counted() -> None:
    text = SMALL + "y = hax.exp(x)\nreveal_type(y)\n"
    said = Said({4: ['NamedArray["batch embed"]'], 6: ['NamedArray["..."]']})
    assert judge(text, execute(text), said).results == {"exp": {"all": 1, "vague": 1}}


def test_loops_come_to_an_end() -> None:
    assert "Endless" in repr(execute("while True:\n    pass\n").error)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.mark.slow
def test_a_program_is_made_small(folder: Path) -> None:
    unlike = "for i in range(3):\n    y = x + i\n    {} if i > 5 else {}\nz = x.sum()\nreveal_type(z)\n"
    untaken, text = SMALL + unlike.format("x.nothing", "i"), SMALL + unlike.format("i", "len.__text_signature__")
    skipped, said = check([untaken, text], folder)
    assert judge(untaken, execute(untaken), skipped).findings == []  # a branch that is not taken may be wrong
    (finding, *_) = judge(text, execute(text), said).findings
    small = shrink(text, same_finding(finding.cause), folder)
    assert "__text_signature__" in small and "reveal_type" not in small and "z =" not in small


@pytest.mark.slow
def test_the_command_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--count", "3", "--jobs", "1", "--no-shrink", "--folder", str(folder)])
    assert "3  programs" in capsys.readouterr().out
    command.main(["--count", "2", "--mistakes", "--jobs", "2", "--no-shrink", "--folder", str(folder)])
    assert "2  programs" in capsys.readouterr().out
