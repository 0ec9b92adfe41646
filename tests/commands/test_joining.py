"""The type of what was seen at one place, and of the parameters and the result of a function together."""

from __future__ import annotations

from typing import Any

import pytest

from haliax_mypy.commands.annotate.joining import Joining, NothingInCommon, axes_of, dtype_of
from haliax_mypy.commands.annotate.signatures import signature_of
from haliax_mypy.commands.annotate.types import Type, Variable
from haliax_mypy.commands.record.store import Call, Class, Function

CLASSES = {("m.py", name): Class(name, "m", [("m.py", name), ("m.py", "Base")]) for name in ("One", "Two")}


class Short:
    """Writes short names."""

    bare = False

    def name(self, module: str, name: str) -> str:
        return name

    def variable(self, variable: Variable) -> str:
        return "Rest" if variable.bound is None else f"X<{variable.bound.text}>"


def spelled(kind: Type) -> str:
    return kind.spelled(Short())


def array(text: str, dtype: str = "float32") -> list[Any]:
    return ["array", text.split(), dtype]


def value(name: str, module: str = "builtins") -> list[Any]:
    return ["value", module, name]


def axis(name: str) -> list[Any]:
    return ["axis", name]


def linear(text: str | None) -> list[Any]:
    return ["layer", "haliax.nn", "Linear", text]


def instance(name: str) -> list[Any]:
    return ["object", "m.py", name]


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        (["batch embed", "batch embed"], "batch embed"),
        ([""], ""),
        (["batch embed", "embed batch"], "{batch embed}"),
        (["batch embed", "embed"], "... embed"),
        (["batch position embed", "batch embed"], "batch ... embed"),
        (["batch position", "batch"], "batch ..."),
        (["batch embed", "embed head"], "{embed ...}"),
        (["batch embed head", "head embed position"], "{embed head ...}"),
        (["a x b", "a y b", "a b"], "a ... b"),
        (["a b c", "a c b"], "{a b c}"),
    ],
)
def test_axes_in_common(seen: list[str], text: str) -> None:
    assert axes_of([tuple(names.split()) for names in seen]).text == text


def test_arrays_that_share_no_axis_have_none() -> None:
    with pytest.raises(NothingInCommon, match=r"it is \[batch\] and \[embed\], which share no axis"):
        axes_of([("batch",), ("embed",)])
    with pytest.raises(NothingInCommon, match="which share no axis"):
        axes_of([("batch",), ()])


@pytest.mark.parametrize(
    ("dtypes", "kind"),
    [
        (["float32", "bfloat16"], "Float"),
        (["int32"], "Int"),
        (["int8", "uint8"], "Integer"),
        (["int32", "float32"], "Real"),
        (["bool"], "Bool"),
        (["complex64", "float32"], "Inexact"),
        (["key<fry>"], "Key"),
        (["bool", "float32"], ""),
    ],
)
def test_dtypes_in_common(dtypes: list[str], kind: str) -> None:
    assert dtype_of(dtypes) == kind


@pytest.mark.parametrize(
    ("forms", "text"),
    [
        ([["none"], array("batch")], 'NamedArray["batch"] | None'),
        ([value("int"), array("batch"), ["none"]], 'NamedArray["batch"] | int | None'),
        ([value("Array", "jax"), array("")], 'NamedArray[""] | Array'),
        ([axis("embed"), axis("embed")], 'Axis["embed"]'),
        ([linear("embed -> mlp")], 'Linear["embed -> mlp"]'),
        ([linear("embed -> mlp"), linear("mlp -> embed")], "Linear"),
        ([["stack", "haliax.nn", "Stacked", instance("One")]], "Stacked[One]"),
        ([instance("One"), instance("Two")], "Base"),
        ([["tuple", [array("a"), value("int")]]], 'tuple[NamedArray["a"], int]'),
        ([["tuple", [array("a"), ["value", "optax", "State"]]]], 'tuple[NamedArray["a"], Any]'),
        ([["tuple", [axis("a")]], ["tuple", [axis("a"), axis("a")]]], 'tuple[Axis["a"], ...]'),
        ([["tuple*", [axis("a")]]], 'tuple[Axis["a"], ...]'),
        ([["list", [array("a"), array("a b")]]], 'list[NamedArray["a ..."]]'),
        ([["dict", [value("str")], [array("a")]], ["dict", [], []]], 'dict[str, NamedArray["a"]]'),
        ([["unfit"], array("a")], 'NamedArray["a"]'),
    ],
)
def test_types_in_common(forms: list[Any], text: str) -> None:
    assert spelled(Joining(CLASSES).type_of(forms)) == text


@pytest.mark.parametrize(
    ("forms", "reason"),
    [
        ([axis("a"), axis("b")], "an axis of several names: a, b"),
        ([array("a"), value("State", "optax")], "also of class optax.State"),
        ([["unfit"]], "within jax.vmap"),
    ],
)
def test_what_has_no_type_says_why(forms: list[Any], reason: str) -> None:
    with pytest.raises(NothingInCommon, match=reason):
        Joining(CLASSES).type_of(forms)


def signature(parameters: str, *calls: tuple[list[Any], Any], kind: str = "f") -> dict[str, str]:
    function = Function(
        1, "f", kind, parameters.split(), calls=[Call(arguments, result) for arguments, result in calls]
    )
    return {name: spelled(found) for name, found in signature_of(function, Joining(CLASSES)).types.items()}


def test_a_result_follows_the_axes_of_a_parameter() -> None:
    found = signature(
        "x weight",
        ([array("batch embed"), array("embed")], array("batch mlp")),
        ([array("embed"), ["none"]], array("mlp")),
    )
    assert found == {
        "x": 'NamedArray[*Rest, "embed"]',
        "weight": 'NamedArray["embed"] | None',
        "return": 'NamedArray[*Rest, "mlp"]',
    }


def test_a_result_in_a_tuple_follows_too() -> None:
    found = signature(
        "x",
        ([array("a b")], ["tuple", [array("a b"), value("int")]]),
        ([array("b")], ["tuple", [array("b"), value("int")]]),
    )
    assert found == {"x": 'NamedArray[*Rest, "b"]', "return": 'tuple[NamedArray[*Rest, "b"], int]'}


def test_axes_that_are_not_those_of_a_parameter_stay_open() -> None:
    found = signature("x", ([array("a embed")], array("b embed")), ([array("embed")], array("embed")))
    assert found == {"x": 'NamedArray["... embed"]', "return": 'NamedArray["... embed"]'}


def test_where_the_axis_stands_anywhere_the_array_is_a_variable() -> None:
    found = signature("x", ([array("a embed")], array("a embed")), ([array("embed b")], array("embed b")))
    assert found == {"x": "X<{embed ...}>", "return": "X<{embed ...}>"}
    found = signature("x", ([array("a embed")], array("embed a")), ([array("embed b")], array("embed b")))
    assert found == {"x": 'NamedArray["{embed ...}"]', "return": 'NamedArray["embed ..."]'}


def test_stars_and_instances() -> None:
    call = [instance("One"), ["tuple", [axis("a"), axis("a")]], ["dict", [value("str")], [array("b")]]]
    assert signature("self *axes **arrays", (call, ["none"]), kind="m") == {
        "axes": 'Axis["a"]',
        "arrays": 'NamedArray["b"]',
        "return": "None",
    }


def test_what_has_nothing_to_do_with_axes_gets_nothing() -> None:
    assert signature("n state", ([value("int"), value("State", "optax")], ["none"])) == {}


def test_numbers_are_said_beside_arrays() -> None:
    found = signature("x eps n", ([array("a"), value("float"), value("int")], array("a")))
    assert found == {"x": 'NamedArray["a"]', "return": 'NamedArray["a"]', "eps": "float"}
