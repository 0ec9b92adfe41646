"""The pattern languages: what is read, and every fault with its caret."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haliax.pure.errors import AxisError
from haliax.pure.pattern import Dots, Group, Item, Name, Pattern, Side, equation, rearrangement


def shown(side: Side) -> str:
    """A side of a pattern, as it would be written."""
    items = " ".join(map(_shown, side.items))
    return f"{{{items}}}" if side.by_name else items


def _shown(item: Item) -> str:
    if isinstance(item, Group):
        label = f"{item.label.text}: " if item.label else ""
        return f"({label}{' '.join(map(_shown, item.parts))})"
    return item.text if isinstance(item, Name) else "..."


def test_a_pattern_is_read_to_its_parts() -> None:
    pattern = rearrangement("{(H: h H) ...} -> ... h H")
    h, inner, dots = Name("h", 5), Name("H", 7), Dots(10)
    assert pattern.operands == (Side((Group(Name("H", 2), (h, inner), 1), dots), by_name=True),)
    assert pattern.out == Side((Dots(18), Name("h", 22), Name("H", 24)))


@pytest.mark.parametrize(
    "text",
    [
        " -> ",
        "a -> a",
        "batch_1 h-2 -> h-2 batch_1",
        "a b -> (c: a b)",
        "(a b) -> b a",
        "(x: a b) c -> (x: a c) b",
        "a ... -> ... a",
        "... -> (all: ...)",
        "a ... -> (rest: ... a)",
        "{} -> ...",
        "{...} -> ...",
        "{a (x: b c)} -> ... a (c: b c)",
        "{a} -> (one: ) a",
        "(x: ) -> ",
    ],
)
def test_spaces_do_not_matter(text: str) -> None:
    for variant in (text, text.replace(" -> ", "->"), text.replace("(", " ( ").replace(":", " :\t")):
        pattern = rearrangement(variant)
        assert f"{shown(pattern.operands[0])} -> {shown(pattern.out)}".replace(": )", ":)") == text.replace(": )", ":)")


def test_the_pieces_of_a_side() -> None:
    side = rearrangement("a (x: b c) ... -> a (y: b c) ...").operands[0]
    assert list(side.names) == ["a", "b", "c"]
    assert [_shown(item) for item in side.axes] == ["a", "(x: b c)"]
    assert side.dots == Dots(11)


def test_identifiers_include_the_labels_of_groups() -> None:
    assert rearrangement("(x: a b) -> (y: b a)").identifiers == {"x", "y", "a", "b"}


FAULTS = {
    "a b": (3, "write `->` between the axes that go in and those that come out"),
    "": (0, "write `->` between the axes that go in and those that come out"),
    "a -> a -> a": (7, "unexpected '->'"),
    "a b -> a": (2, "'b' is not on the right of `->`; each axis comes out, alone or in a group"),
    "a -> a b": (7, "'b' is not on the left of `->`"),
    "a -> (e: a b)": (11, "'b' is not on the left of `->`"),
    "a a -> a": (2, "'a' is repeated"),
    "(a b) b -> a b": (6, "'b' is repeated"),
    "a b -> a b a": (11, "'a' is repeated"),
    "a b -> (e: a b) b": (16, "'b' is repeated"),
    "... a ... -> a ...": (6, "more than one `...`"),
    "a ... -> ... (e: a ...)": (19, "more than one `...`"),
    "a ... -> a": (2, "`...` is not on the right of `->`; say where the rest goes"),
    "{a ...} -> a": (3, "`...` is not on the right of `->`; say where the rest goes"),
    "a -> ... a": (5, "`...` is not on the left of `->`"),
    "a (b c -> a b c": (2, "`(` is never closed"),
    "a b -> (e: a b": (7, "`(` is never closed"),
    "{a (x: b c} -> a b c": (3, "`(` is never closed"),
    "{a b -> b a": (0, "`{` is never closed"),
    "{a b": (0, "`{` is never closed"),
    "a b) -> a b": (3, "unexpected ')'"),
    "a b} -> a b": (3, "unexpected '}'"),
    "{{a} -> a": (1, "unexpected '{'"),
    "{a} b -> a b": (4, "unexpected 'b'"),
    "a: b -> b a": (1, "unexpected ':'"),
    "a (x: y: b) -> a b": (7, "unexpected ':'"),
    "a (: b) -> a b": (3, "unexpected ':'"),
    "a + b -> a b": (2, "unexpected '+'"),
    "a .. b -> a b": (2, "unexpected '.'"),
    "a ((b c) d) -> a b c d": (3, "a group inside a group; split or merge in two steps"),
    "a 3 -> a": (2, "'3' is not a name; bind a size to a name, as in name=3"),
    "a b -> {a b}": (7, "the axes that come out have an order; leave out the braces"),
    "a b -> (a b)": (7, "what is the merged axis called? write `(name: axis axis)`"),
    "{(a b)} -> a b": (1, "which axis is split? write `(axis: part part)`"),
    "(a ...) -> a ...": (3, "cannot split an axis into `...`; name the parts"),
    "a, b -> a b": (1, "`,` separates arrays, but rearrange takes one array"),
    "{a, b} -> a b": (2, "unexpected ','"),
    "{a}, {b} -> a b": (3, "axes found by name are listed once, for all arrays"),
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_has_a_caret_under_it(text: str) -> None:
    at, problem = FAULTS[text]
    with pytest.raises(AxisError) as caught:
        rearrangement(text)
    assert str(caught.value) == f"cannot read the pattern: {problem}\n  {text}\n  {' ' * at}^"
    assert caught.value.kind == "pattern"


def test_a_caret_finds_its_column_in_text_of_several_lines() -> None:
    with pytest.raises(AxisError) as caught:
        rearrangement("a b\n\t-> a")
    assert str(caught.value).endswith("\n  a b  -> a\n    ^")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a b, b c -> a c", "a b, b c -> a c"),
        ("a,->a", "a,  -> a"),
        ("{a b} -> a", "{a b} -> a"),
        ("{} -> a", "{} -> a"),
        ("{a ...} -> b", "{a ...} -> b"),
        ("-> a", "{...} -> a"),
        ("-> ", "{...} -> "),
        ("... a, a ... -> ...", "... a, a ... -> ..."),
        ("a -> ", "a -> "),
    ],
)
def test_equations(text: str, written: str) -> None:
    pattern = equation(text)
    assert f"{', '.join(map(shown, pattern.operands))} -> {shown(pattern.out)}" == written


EQUATION_FAULTS = {
    "a b, b c": (8, "write `->` between the axes that go in and those that come out"),
    "a b, b c -> d": (12, "'d' is not on the left of `->`"),
    "a a, a -> a": (2, "'a' is repeated"),
    "a, a -> a a": (10, "'a' is repeated"),
    "a ..., a -> a": (2, "`...` is not on the right of `->`; say where the rest goes"),
    "a, b -> ... a": (8, "`...` is not on the left of `->`"),
    "(x: a b), c -> a": (0, "einsum neither splits nor merges axes; use rearrange"),
    "a, b -> (c: a b)": (8, "einsum neither splits nor merges axes; use rearrange"),
    "{a}, {b} -> a": (3, "axes found by name are listed once, for all arrays"),
    "a, {b} -> a": (1, "axes found by name are listed once, for all arrays"),
    "a, b -> {a}": (8, "the axes that come out have an order; leave out the braces"),
}


@pytest.mark.parametrize("text", EQUATION_FAULTS)
def test_a_fault_of_an_equation_has_a_caret_under_it(text: str) -> None:
    at, problem = EQUATION_FAULTS[text]
    with pytest.raises(AxisError) as caught:
        equation(text)
    assert str(caught.value) == f"cannot read the pattern: {problem}\n  {text}\n  {' ' * at}^"


@pytest.mark.parametrize("read", [rearrangement, equation])
@given(
    text=st.lists(
        st.sampled_from(["a", "b", "é", "9", "...", "..", "->", "-", "{", "}", "(", ")", ":", ",", " ", "\n"])
    )
    .map("".join)
    .filter(lambda text: len(text) < 40)
)
def test_any_text_is_read_or_refused(read: object, text: str) -> None:
    try:
        pattern = read(text)  # type: ignore[operator]
    except AxisError as error:
        problem, shown_text, caret = str(error).split("\n")
        assert problem.startswith("cannot read the pattern: ")
        assert len(shown_text) == len(text) + 2
        assert 2 <= caret.index("^") <= len(text) + 2
    else:
        assert isinstance(pattern, Pattern)
