"""mypy's own messages in our words: from the text alone, and in whole runs of mypy."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from haliax_mypy.messages.doubts import is_doubtful
from haliax_mypy.messages.sentences import reworded
from haliax_mypy.messages.type_text import read, shown, spelled
from tests.plugin.projects import Project

ANY = "*tuple[Any, ...]"
TYPES = {
    "NamedArray[Literal['batch'], Literal['embed']]": ("[batch, embed]", 'NamedArray["batch embed"]'),
    "haliax.core.NamedArray[Literal['batch']]": ("[batch]", 'NamedArray["batch"]'),
    "haliax.core.NamedArray[()]": ("[]", 'NamedArray[""]'),
    f"NamedArray[{ANY}]": ("[...]", 'NamedArray["..."]'),
    "NamedArray[Unpack[tuple[Any, ...]]]": ("[...]", 'NamedArray["..."]'),
    f"haliax.core._Gradual[Literal['[a, ...]'], Literal['a'] | haliax.core._With[Literal['a']], {ANY}]": (
        "[a, ...]",
        'NamedArray["a ..."]',
    ),
    f"_Gradual[Literal['[..., a]'], {ANY}, Literal['a'] | _With[Literal['a']]]": ("[..., a]", 'NamedArray["... a"]'),
    "_Gradual[Literal['[...]'], Any]": ("[...]", 'NamedArray["..."]'),
    f"NamedArray[Literal['a'], *builtins.{ANY[1:]}, Literal['b']]": ("[a, ..., b]", 'NamedArray["a ... b"]'),
    "NamedArray[Literal['a', 'b'], Literal['a', 'b']]": ("{a, b}", 'NamedArray["{a b}"]'),
    "NamedArray[Literal['a'] | Literal['b'], Literal['a'] | Literal['b']]": ("{a, b}", 'NamedArray["{a b}"]'),
    f"NamedArray[haliax.core._With[Literal['a']] | Any, {ANY}]": ("{a, ...}", 'NamedArray["{a ...}"]'),
    f"NamedArray[_With[Literal['a', 'b']] | Any, _With[Literal['a', 'b']] | Any, {ANY}]": (
        "{a, b, ...}",
        'NamedArray["{a b ...}"]',
    ),
    "NamedArray[*Rest, Literal['a']]": ("[*Rest, a]", 'NamedArray[*Rest, "a"]'),
    "NamedArray[Literal['a'], Unpack[Rest`-1]]": ("[a, *Rest]", 'NamedArray["a", *Rest]'),
    "NamedArray[*Rest@f]": ("[*Rest]", "NamedArray[*Rest]"),
    "NamedArray[_AxisName, _AxisName]": ("[?, ?]", 'NamedArray["? ?"]'),
    "NamedArray[Literal['a', 'b'], Literal['c']]": ("[a or b, c]", 'NamedArray["a|b c"]'),
    'NamedArray[Literal["it\'s"]]': ("[it's]", 'NamedArray["it\'s"]'),
    "NamedArray[Literal['a']] | None": ("[a] or None", 'NamedArray["a"] | None'),
    "list[NamedArray[Literal['a']] | None]": ('list[NamedArray["a"] | None]',) * 2,
    "Callable[[NamedArray[Literal['a']]], NamedArray[()]]": ('Callable[[NamedArray["a"]], NamedArray[""]]',) * 2,
    "haliax.axis.Axis[Literal['embed'], Literal[512]]": ('Axis["embed", 512]',) * 2,
    "Axis[Literal['embed']?, Any]": ('Axis["embed"]',) * 2,
    "Axis[Any, Any]": ("Axis",) * 2,
    "Axis[Literal['a', 'b'], Any]": ('Axis["a" | "b"]',) * 2,
    "Axis[Any, Literal[4]]": ("Axis[?, 4]",) * 2,
}


@pytest.mark.parametrize("text", TYPES)
def test_types_in_short_form(text: str) -> None:
    typ = read(text)
    assert typ is not None
    assert (shown(typ), spelled(text)) == TYPES[text]
    assert spelled(spelled(text)) == spelled(text)


@pytest.mark.parametrize(
    "text",
    [
        "NamedArray[Any, dtype[Any]]",
        "xarray.NamedArray[Literal['a']]",
        "MyNamedArray[Literal['a']]",
        "Axis[int]",
        "Axis[str, Plot]",
        "matplotlib.Axis[Any, Any]",
        "NamedArray[Literal['a'",
        'NamedArray["a b"]',
        "list[int]",
    ],
)
def test_other_types_stay(text: str) -> None:
    assert spelled(text) == text


class _Nowhere:
    """A place of which nothing is known."""

    def function(self) -> str:
        return ""

    def parameter(self, number: int) -> str:
        return ""

    def overriding(self, method: str, number: int) -> tuple[str, str] | None:
        return None


A, B, AB = "NamedArray[Literal['a']]", "NamedArray[Literal['b']]", "NamedArray[Literal['a'], Literal['b']]"
MESSAGES = {
    f'Argument 1 to "f" has incompatible type "{A}"; expected "{B}"': (
        "f: argument 1 is [a]; expected [b]: no axis 'b'"
    ),
    f'Argument "x" to "m" of "C" has incompatible type "{A}"; expected "{B} | None"': (
        "C.m: argument 'x' is [a]; expected [b] or None: no axis 'b'"
    ),
    f'Argument 1 has incompatible type "{A} | None"; expected "{A}"': (
        "argument 1 is [a] or None; expected [a]: it may be None"
    ),
    f'Argument 1 to "f" has incompatible type "{AB}"; expected "{A} | {B}"': (
        "f: argument 1 is [a, b]; expected [a] or [b]: it fits none of them"
    ),
    f'Argument 1 to "f" has incompatible type "*list[{A}]"; expected "{B}"': (
        "f: argument 1 is *list[NamedArray[\"a\"]]; expected [b]: no axis 'b'"
    ),
    f'Incompatible return value type (got "list[{A}]", expected "list[{AB}]")': (
        'the result is list[NamedArray["a"]]; expected list[NamedArray["a b"]]: no axis \'b\''
    ),
    f'Argument 1 of "m" is incompatible with supertype "C"; supertype defines the argument type as "{A}"': (
        'Argument 1 of "m" is incompatible with supertype "C"; supertype defines the argument type as [a]'
    ),
    f'Unsupported operand types for + ("{A}" and "str")': 'Unsupported operand types for + ([a] and "str")',
    f'"{A}" has no attribute "foo"': '[a] has no attribute "foo"',
    f'Revealed type is "{A}"': 'Revealed type is "NamedArray["a"]"',
    f"    def f(x: {A}) -> int": '    def f(x: NamedArray["a"]) -> int',
    f'    w: expected "{A}", got "{B}"': "    'w' is [b]; expected [a]: no axis 'a'",
    'Argument 1 to "f" has incompatible type "int"; expected "str"': (
        'Argument 1 to "f" has incompatible type "int"; expected "str"'
    ),
}


@pytest.mark.parametrize("message", MESSAGES)
def test_messages(message: str) -> None:
    said = reworded(message, _Nowhere())
    assert said == MESSAGES[message]
    assert reworded(said, _Nowhere()) == said  # mypy shows a message twice to who watches it


class _Generic:
    """A function with the type variable X, bound to arrays that have `a`, and T, bound to int."""

    def bound(self, variable: str) -> str:
        return {"X": f"NamedArray[_With[Literal['a']] | Any, {ANY}]", "T": "int"}.get(variable, "")

    def may_pass_over(self) -> bool:
        return False


class _Overloaded(_Generic):
    """An argument of an overloaded function, to a mypy that may pass over a form that fits."""

    def may_pass_over(self) -> bool:
        return True


OPEN = f"_Gradual[Literal['[..., a]'], {ANY}, Literal['a'] | _With[Literal['a']]]"
CLOSED = "_Gradual[Literal['{a, b}'], _With[Literal['a', 'b']] | Any, _With[Literal['a', 'b']] | Any]"
ELSEWHERE = "_Gradual[Literal['{c, d}'], _With[Literal['c', 'd']] | Any, _With[Literal['c', 'd']] | Any]"
DOUBTS = {
    (f"NamedArray[{ANY}]", "X"): True,
    ("_Gradual[Literal['[...]'], Any]", "X"): True,
    ("_Gradual[Literal['[...], not X'], Any]", "X"): False,
    (OPEN, "X"): True,
    (OPEN, "X | None"): True,
    (f"{OPEN} | None", "X | None"): True,
    (f"{OPEN} | None", "X"): False,
    (f"tuple[{OPEN}, int]", "tuple[X, int]"): True,
    (f"tuple[{OPEN}, int]", "tuple[X, str]"): False,
    (f"tuple[{OPEN}]", "tuple[X, X]"): False,
    (CLOSED, "X"): True,
    (ELSEWHERE, "X"): False,
    (AB, "X"): False,
    (f"{OPEN} | {AB}", "X"): False,
    ("int", "X"): False,
    (OPEN, "T"): False,
    (OPEN, "Y"): False,
    (OPEN, "int"): False,
    (OPEN, "list[X]"): False,
    # Axes with a gap may be all that are declared; what mypy says of them before 2.4 is dropped.
    (OPEN, A): True,
    (OPEN, f"{A} | None"): True,
    (f"tuple[{OPEN}, {OPEN}]", f"tuple[{A}, {A}]"): True,
    (OPEN, "NamedArray[Literal['b']]"): False,
    (CLOSED, A): False,
}


@pytest.mark.parametrize("types", DOUBTS, ids=lambda types: " as ".join(map(spelled, types)))
def test_doubts(types: tuple[str, str]) -> None:
    got, wanted = types
    message = f'Incompatible return value type (got "{got}", expected "{wanted}")'
    assert is_doubtful(message, _Generic()) is DOUBTS[types]


@pytest.mark.parametrize("got", [OPEN, CLOSED, f"{OPEN} | None", AB])
def test_a_form_that_may_fit_may_have_been_passed_over(got: str) -> None:
    message = f'Argument 1 to "f" has incompatible type "{got}"; expected "{B}"'
    assert is_doubtful(message, _Overloaded()) is (got != AB) and not is_doubtful(message, _Generic())


def test_a_message_that_compares_no_types_is_not_doubtful() -> None:
    assert not is_doubtful(f'"{A}" has no attribute "foo"', _Generic())


LIBRARY = """
Hidden = NamedArray["a b"]
def f(x: Hidden, *more: NamedArray["c"]) -> Hidden:
    return x
def make() -> NamedArray["b a"]:
    return hax.zeros((Axis("b", 2), Axis("a", 3)))
class C:
    w: Hidden
x = make()
"""
SAID = 'is [b, a]; expected [a, b]: the axes are in another order; use rearrange(("a", "b"))'


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("from library import f, x\nf(x)\n", f"f: argument 'x' {SAID}  [arg-type]"),
        ("from library import C, x\nC().w = x\n", f"the assigned value {SAID}  [assignment]"),
        ("from library import Hidden, x\ny: Hidden = x\n", f"the assigned value {SAID}  [assignment]"),
        ("from library import Hidden, x\ndef g() -> Hidden:\n    return x\n", f"g: the result {SAID}  [return-value]"),
        ("from library import f, x\nf(x)  # type: ignore[arg-type]\n", ""),
    ],
)
def test_a_changed_file_over_a_warm_cache(project: Project, client: str, said: str) -> None:
    """What the other files define comes from the cache, so that no hook of theirs runs."""
    project.write("library.py", LIBRARY)
    (project.root / "client.py").write_text("import library\n", encoding="utf-8")
    assert project.run() == []
    (project.root / "client.py").write_text(client, encoding="utf-8")
    first = [m.text for m in project.run()]
    assert first == ([said] if said else [])
    assert [m.text for m in project.run()] == first  # from the cache


def test_methods_and_decorated_functions(check: Callable[..., None]) -> None:
    check("""
import functools
from typing import Callable
class Base:
    def m(self, x: NamedArray["a"]) -> NamedArray["a"]:
        return x
class Sub(Base):
    def m(self, x: NamedArray["b"]) -> NamedArray["a"]:  # E: override: m: argument 'x' is [b]; in the supertype
        return super().m(x)  # E: arg-type: argument 1 is [b]; expected [a]
class Other(Base):
    def m(self, x: NamedArray["a"]) -> NamedArray["b"]:  # E: override: m: the result is [b]; in the supertype
        return x  # E: return-value: Other.m: the result is [a]; expected [b]: no axis 'b'
def use(b: NamedArray["b"], base: Base, f: Callable[[NamedArray["a"]], None], both: NamedArray["a b"]) -> None:
    base.m(b)  # E: arg-type: Base.m: argument 'x' is [b]; expected [a]: no axis 'a'
    Base.m(base, b)  # E: arg-type: Base.m: argument 'x' is [b]; expected [a]: no axis 'a'
    f(b)  # E: arg-type: argument 1 is [b]; expected [a]: no axis 'a'
    def inner() -> NamedArray["a"]:
        return b  # E: return-value: inner: the result is [b]; expected [a]: no axis 'a'
    base.foo  # E: attr-defined: "Base" has no attribute "foo"
    both.foo  # E: attr-defined: [a, b] has no attribute "foo"
""")


def test_json_and_pretty(project: Project) -> None:
    project.write("p.py", "def f(x: NamedArray['a'], y: NamedArray['b']) -> None:\n    f(y, y)\n")

    def run(*flags: str) -> str:
        command = [sys.executable, "-m", "mypy", *project.arguments(), *flags, "p.py"]
        return subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False).stdout

    wanted = "f: argument 'x' is [b]; expected [a]: no axis 'a'"
    assert json.loads(run("-O", "json").splitlines()[0])["message"] == wanted
    assert wanted in " ".join(run("--pretty").split())
