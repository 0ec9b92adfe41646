"""The annotation language: what each form means, what it describes, and what cannot be read."""

from __future__ import annotations

from typing import Any, TypeVarTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haliax.pure.axes import ANY, SCALAR, Axes
from haliax.pure.axis import Axis
from haliax.pure.errors import AxisError
from haliax.pure.spec import NamedArrayAxes, names, read_spec

Rest = TypeVarTuple("Rest")


@pytest.mark.parametrize(
    ("spec", "axes"),
    [
        ("batch embed", Axes(("batch", "embed"))),
        ("  batch\n embed ", Axes(("batch", "embed"))),
        ("batch ...", Axes(("batch",), "")),
        ("... embed", Axes((), "", ("embed",))),
        ("batch ... embed", Axes(("batch",), "", ("embed",))),
        ("{batch embed}", Axes(("batch", "embed"), ordered=False)),
        ("{embed ...}", Axes(("embed",), "", ordered=False)),
        ("{... embed}", Axes(("embed",), "", ordered=False)),
        ("{...}", ANY),
        ("{}", SCALAR),
        ("...", ANY),
        ("", SCALAR),
        ("batch", Axes(("batch",))),
        ("key-position B_2", Axes(("key-position", "B_2"))),
        (("batch", ...), Axes(("batch",), "")),
        (("batch", ..., "embed"), Axes(("batch",), "", ("embed",))),
        (("batch", Axis("embed", 3)), Axes(("batch", Axis("embed", 3)))),
        (["batch", "embed"], Axes(("batch", "embed"))),
        ({"batch", "embed"}, Axes(("batch", "embed"), ordered=False)),
        ({"embed", ...}, Axes(("embed",), "", ordered=False)),
        (frozenset({"batch"}), Axes(("batch",))),
        (Axis("embed", 3), Axes((Axis("embed", 3),))),
        (..., ANY),
        ((), SCALAR),
        ((*Rest, "embed"), Axes((), "Rest", ("embed",))),
        (("batch", *Rest), Axes(("batch",), "Rest")),
    ],
    ids=range(26),  # a set prints in no fixed order
)
def test_meaning(spec: Any, axes: Axes) -> None:
    assert read_spec(spec).axes == axes
    assert read_spec(read_spec(spec)).axes == axes


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        ("{batch", "NamedArray: cannot read '{batch': `{` is never closed"),
        ("batch}", "NamedArray: cannot read 'batch}': unexpected '}'"),
        ("batch, embed", "NamedArray: cannot read 'batch, embed': unexpected ','; separate names by spaces"),
        ("batch .. embed", "NamedArray: cannot read 'batch .. embed': unexpected '.'"),
        ("... batch ...", "NamedArray: cannot read '... batch ...': more than one `...`"),
        ("batch=2", "NamedArray: cannot read 'batch=2': unexpected '='"),
        (("batch embed",), "NamedArray: cannot read 'batch embed': not a name of an axis"),
        ("batch embed batch", "NamedArray: axis 'batch' is repeated in [batch, embed, batch]; name each axis once"),
        ("{batch batch}", "NamedArray: axis 'batch' is repeated in {batch, batch}; name each axis once"),
        ((*Rest, ...), "NamedArray: cannot read "),
    ],
)
def test_what_cannot_be_read(spec: Any, text: str) -> None:
    with pytest.raises(AxisError) as caught:
        read_spec(spec)
    assert str(caught.value).startswith(text)
    assert caught.value.kind in ("pattern", "duplicate")


@pytest.mark.parametrize("wrong", [3, None, ("batch", 3), 2.5, int, {"batch": 2}, object()])
def test_what_is_no_spec(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"NamedArray\[\.\.\.\] takes names of axes, got"):
        read_spec(wrong)


@given(st.text(alphabet="ab{}. ,-\n", max_size=9))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        axes = read_spec(text).axes
    except AxisError as error:
        assert str(error).startswith("NamedArray: ")
        return
    printed = str(axes).strip("[]").replace(",", "")
    assert read_spec(printed).axes == axes


def test_names_and_dtype() -> None:
    spec = read_spec("batch ... embed", "Float")
    assert names(spec) == ("batch", "embed")
    assert spec.dtype == "Float"
    assert str(spec) == "Float[batch, ..., embed]"
    assert spec == NamedArrayAxes(("batch",), ("embed",), subset=True, dtype="Float")


@pytest.mark.parametrize(
    ("spec", "unfilled", "filled"),
    [
        ("*In", "[...]", "[a, b]"),
        ("*In *Out", "[...]", "[a, b, c]"),
        ("{*In *Out}", "[...]", "{a, b, c}"),
        ("batch *In embed", "[batch, ..., embed]", "[batch, a, b, embed]"),
        ("{batch *In}", "{batch, ...}", "{batch, a, b}"),
        ("... *Out", "[...]", "[..., c]"),
        ("*In *Open c", "[..., c]", "[a, b, ..., c]"),
        ("*In a", "[..., a]", "{a, b, ...}"),
    ],
)
def test_lists_of_a_layer(spec: str, unfilled: str, filled: str) -> None:
    lists = {"In": ("a", "b"), "Out": ("c",), "Open": None}
    assert str(read_spec(spec)) == unfilled
    assert str(read_spec(spec).filled(lists)) == filled


def test_what_names_no_lists_is_as_it_is() -> None:
    assert read_spec("batch ...").filled({"batch": ("a",)}) == read_spec("batch ...")


@pytest.mark.parametrize("text", ["*", "**In", "*1", "*In-Out", "* In"])
def test_what_is_no_list(text: str) -> None:
    with pytest.raises(AxisError, match="unexpected"):
        read_spec(text)
