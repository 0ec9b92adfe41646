"""What layers say of axes: templates of their types, and effects of their methods, without an array."""

from __future__ import annotations

import re
from typing import Any

import pytest

from haliax import Axis, AxisError
from haliax.pure.axes import exactly
from haliax.pure.layers import LayerAxes, axes_of_spec, read_effect, read_template

LINEAR = read_template("{In} -> Out")
CONV = read_template("Spatial: In -> Out")
NORM = read_template("{axis}")


@pytest.mark.parametrize(
    ("text", "lists", "between", "sets"),
    [
        ("{In} -> Out", ("In", "Out"), ("->",), {"In"}),
        ("In->Out", ("In", "Out"), ("->",), set()),
        ("{ axis }", ("axis",), (), {"axis"}),
        ("Spatial: {In} -> {Out}", ("Spatial", "In", "Out"), (":", "->"), {"In", "Out"}),
    ],
)
def test_a_template_is_read(text: str, lists: Any, between: Any, sets: Any) -> None:
    template = read_template(text)
    assert (template.lists, template.between, template.sets) == (lists, between, sets)


@pytest.mark.parametrize(
    "text", ["", "->", "In ->", "-> Out", "In Out", "In, Out", "In -> In", "In => Out", "a-b -> Out"]
)
def test_a_template_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(AxisError, match=f"^cannot read '{re.escape(text)}': a layer names lists of axes, with"):
        read_template(text)


@pytest.mark.parametrize(
    ("template", "spec", "lists"),
    [
        (LINEAR, "embed -> mlp", {"In": ("embed",), "Out": ("mlp",)}),
        (LINEAR, "embed->head head_dim", {"In": ("embed",), "Out": ("head", "head_dim")}),
        (LINEAR, "-> mlp", {"In": (), "Out": ("mlp",)}),
        (LINEAR, "embed ->", {"In": ("embed",), "Out": ()}),
        (LINEAR, "{head head_dim} -> embed", {"In": ("head", "head_dim"), "Out": ("embed",)}),
        (LINEAR, "in-features -> out-features", {"In": ("in-features",), "Out": ("out-features",)}),
        (LINEAR, "... -> mlp", {"In": None, "Out": ("mlp",)}),
        (LINEAR, "embed -> mlp ...", {"In": ("embed",), "Out": None}),
        (CONV, "height width: in -> out", {"Spatial": ("height", "width"), "In": ("in",), "Out": ("out",)}),
        (NORM, "embed", {"axis": ("embed",)}),
        (NORM, "", {"axis": ()}),
        (NORM, "...", {"axis": None}),
    ],
)
def test_a_type_is_read(template: Any, spec: str, lists: Any) -> None:
    assert template.read(spec) == lists


@pytest.mark.parametrize(
    ("template", "spec", "text"),
    [
        (LINEAR, "embed", "cannot read 'embed': expected the form 'In -> Out'"),
        (LINEAR, "embed: mlp", "cannot read 'embed: mlp': expected the form 'In -> Out'"),
        (LINEAR, "a -> b -> c", "cannot read 'a -> b -> c': expected the form 'In -> Out'"),
        (
            LINEAR,
            "embed, head -> mlp",
            "cannot read 'embed, head -> mlp': unexpected ','; separate names by spaces: 'In -> Out'",
        ),
        (
            LINEAR,
            "embed=5 -> mlp",
            "cannot read 'embed=5 -> mlp': unexpected '='; separate names by spaces: 'In -> Out'",
        ),
        (LINEAR, "embed embed -> mlp", "axis 'embed' is repeated in 'embed embed'; name each axis once"),
        (NORM, "embed -> embed", "cannot read 'embed -> embed': expected the form 'axis'"),
        (CONV, "in -> out", "cannot read 'in -> out': expected the form 'Spatial: In -> Out'"),
    ],
)
def test_a_type_of_another_form_is_refused(template: Any, spec: str, text: str) -> None:
    with pytest.raises(AxisError) as caught:
        template.read(spec)
    assert str(caught.value) == text
    with pytest.raises(AxisError) as caught:
        axes_of_spec("Own", template, spec)
    assert str(caught.value) == f"Own: {text}"


@pytest.mark.parametrize(
    ("template", "lists", "text"),
    [
        (LINEAR, {"In": ("b", "a"), "Out": ("d", "c")}, "a b -> d c"),
        (LINEAR, {"In": (), "Out": (Axis("mlp", 5),)}, "-> mlp"),
        (LINEAR, {"In": ("embed",), "Out": ()}, "embed ->"),
        (CONV, {"Spatial": ("width", "height"), "In": ("in",), "Out": ("out",)}, "width height: in -> out"),
        (NORM, {"axis": (Axis("embed", 3), Axis("a", 2))}, "a embed"),
    ],
)
def test_axes_are_written_as_a_type_says_them(template: Any, lists: Any, text: str) -> None:
    assert template.write(lists) == text
    assert template.write(template.read(text)) == text


def test_what_an_annotation_asks_for_is_printed_as_it_is_written() -> None:
    assert str(axes_of_spec("Linear", LINEAR, "head_dim   head->embed")) == 'Linear["head head_dim -> embed"]'
    assert axes_of_spec("Linear", LINEAR, "b a -> c") == axes_of_spec("Linear", LINEAR, "a b -> c")
    assert axes_of_spec("Linear", LINEAR, "a -> b c") != axes_of_spec("Linear", LINEAR, "a -> c b")
    assert str(LayerAxes("Linear", None)) == "Linear" == str(axes_of_spec("Linear", LINEAR, "... -> ..."))
    assert str(axes_of_spec("Linear", LINEAR, "a ... -> c b")) == 'Linear["... -> c b"]'
    assert str(axes_of_spec("Conv", CONV, "...: in -> ...")) == 'Conv["...: in -> ..."]'


@pytest.mark.parametrize(
    ("spec", "text", "fits"),
    [
        ("b a -> c", "a b -> c", True),
        ("a -> b c", "a -> c b", False),
        ("... -> c", "a -> c", True),
        ("... -> c", "a -> b", False),
        ("a -> ...", "a -> b c", True),
        ("b -> ...", "a -> b c", False),
    ],
)
def test_axes_fit_a_type_that_leaves_lists_open(spec: str, text: str, fits: bool) -> None:
    assert LINEAR.fits(spec, text) is fits


@pytest.mark.parametrize(
    ("effect", "array", "lists", "out"),
    [
        ("In -> Out", "batch embed", {"In": ("embed",), "Out": None}, "[batch, ...]"),
        ("In -> Out", "batch embed", {"In": None, "Out": ("mlp",)}, "[..., mlp]"),
        ("In => Out", "embed batch", {"In": ("embed",), "Out": None}, "{batch, ...}"),
        ("In => Out", "embed batch", {"In": None, "Out": ("mlp",)}, "{mlp, ...}"),
        ("axis", "batch embed", {"axis": None}, "[batch, embed]"),
        ("axis In -> axis Out", "batch embed", {"axis": None, "In": ("embed",), "Out": ("mlp",)}, "[batch, mlp]"),
    ],
)
def test_an_effect_of_lists_that_are_not_known(effect: str, array: str, lists: Any, out: str) -> None:
    assert str(read_effect(effect)(exactly(tuple(array.split())), lists)) == out


def test_what_is_known_of_lists_is_looked_for() -> None:
    with pytest.raises(AxisError, match="no axis 'embed'"):
        read_effect("In -> Out")(exactly(("batch",)), {"In": ("embed",), "Out": None})
    with pytest.raises(AxisError, match="no axis 'head'"):
        read_effect("In Mid -> Out")(exactly(("batch",)), {"In": None, "Mid": ("head",), "Out": ()})


SIZES = {"batch": 2, "embed": 3, "mlp": 5, "head": 7, "in": 11, "out": 13}
LISTS = {"In": (Axis("embed", 3),), "Out": (Axis("mlp", 5),), "Both": (Axis("head", 7), Axis("embed", 3)), "None_": ()}


def of(names: str) -> Any:
    return exactly(tuple(Axis(name, SIZES[name]) for name in names.split()))


@pytest.mark.parametrize(
    ("effect", "array", "out"),
    [
        ("In -> Out", "batch embed", "batch mlp"),
        ("In -> Out", "embed batch", "batch mlp"),
        ("In => Out", "embed batch", "mlp batch"),
        ("Both -> Out", "embed batch head", "batch mlp"),
        ("Both => Out", "embed batch head", "batch mlp"),  # two axes have no one place
        ("-> Out", "batch", "batch mlp"),
        ("In", "embed batch", "embed batch"),
        ("In -> In", "embed batch", "embed batch"),
        ("In -> In Out", "embed batch", "embed batch mlp"),
        ("In -> Out In", "embed batch", "embed batch mlp"),
        ("In Out -> Out", "embed mlp batch", "mlp batch"),
        ("None_ -> Out", "batch", "batch mlp"),
        ("In ->", "batch embed", "batch"),
    ],
)
def test_an_effect(effect: str, array: str, out: str) -> None:
    call = read_effect(effect)
    assert str(call(of(array), LISTS)) == str(of(out))


@pytest.mark.parametrize(
    ("effect", "array", "text", "kind"),
    [
        ("In -> Out", "batch mlp", "no axis 'embed' in [batch=2, mlp=5]", "missing"),
        ("In -> Out", "mlp embed", "axis 'mlp' is already in [mlp=5, embed=3]", "duplicate"),
        ("-> Out", "batch mlp", "axis 'mlp' is already in [batch=2, mlp=5]", "duplicate"),
        ("Both", "batch embed", "no axis 'head' in [batch=2, embed=3]", "missing"),
        ("In => Out", "batch", "no axis 'embed' in [batch=2]", "missing"),
    ],
)
def test_an_effect_on_other_axes_is_refused(effect: str, array: str, text: str, kind: str) -> None:
    with pytest.raises(AxisError) as caught:
        read_effect(effect)(of(array), LISTS)
    assert str(caught.value).startswith(text)
    assert caught.value.kind == kind


def test_sizes_must_agree() -> None:
    with pytest.raises(AxisError, match="axis 'embed' has size 3") as caught:
        read_effect("In -> Out")(of("batch embed"), {"In": (Axis("embed", 4),), "Out": ()})
    assert caught.value.kind == "size"


def test_sizes_of_axes_that_stay_may_change_with_others() -> None:
    lists = {"In": (Axis("embed", 4),), "Out": (Axis("mlp", 5),)}
    assert str(read_effect("In -> In Out")(of("embed"), lists)) == "[embed=3, mlp=5]"
    with pytest.raises(AxisError, match="sizes must agree"):
        read_effect("In")(of("embed"), lists)


@pytest.mark.parametrize("text", ["", "->", "In > Out", "In -> Out -> In", "In, Out", "1 -> 2", "a-b"])
def test_an_effect_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(AxisError, match="the lists of axes that go in and those that come out"):
        read_effect(text)


def test_lists_of_an_effect() -> None:
    assert read_effect("In Mid -> Mid Out").lists == ("In", "Mid", "Out")
    assert read_effect("axis").lists == ("axis",)
