"""Checked calls at their edges: cycles, coroutines, inherited fields, partials, type variables, unions of rows."""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, TypeVarTuple, get_args

import jax
import jax.numpy as jnp
import jaxtyping
import pytest
import typeguard

from haliax import Axis, AxisError, NamedArray
from haliax.checking.annotations import concerns_arrays
from haliax.checking.mismatch import describe
from haliax.checking.scope import current_scope
from haliax.debug import checked
from haliax.haxtyping import Float, Int, Named
from haliax.modes import Mode, from_environment

Rest = TypeVarTuple("Rest")
Narrow = TypeVar("Narrow", Float[NamedArray, "batch"], Float[NamedArray, "batch embed"])
BATCH, EMBED, POS = Axis("batch", 2), Axis("embed", 3), Axis("pos", 5)


def named(*axes: Axis, dtype: Any = jnp.float32) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(axis.size for axis in axes), dtype), axes)


X, ROW, POSITIONS = named(BATCH, EMBED), named(BATCH), named(POS)


@dataclass
class Node:
    value: Float[NamedArray, "batch"]
    next: Node | None = None


@checked
def walk(node: Node) -> None:
    pass


@checked
def short(x: Float["batch embed"], y: Named[NamedArray, "batch"] | None = None) -> Float["batch"]:
    return x.sum("embed") if y is None else y


def test_annotations_without_a_type_of_array() -> None:
    assert short(X, ROW).axes == (BATCH,)
    with pytest.raises(AxisError, match=r"argument 'x' is \[batch=2\] of float32; expected Float\[batch, embed\]"):
        short(ROW)
    with pytest.raises(AxisError, match=r"argument 'y' is \[pos=5\]"):
        short(X, POSITIONS)
    with pytest.raises(TypeError, match="int32 is not Float"):
        short(X, named(BATCH, dtype=jnp.int32))


def test_a_cycle_of_two() -> None:
    first, second = Node(ROW), Node(ROW)
    first.next, second.next = second, first
    walk(first)
    second.value = POSITIONS
    with pytest.raises(AxisError, match=r"argument 'node\.next\.value' is \[pos=5\]"):
        walk(first)


def test_one_object_in_two_places() -> None:
    shared = Node(POSITIONS)

    @checked
    def both(a: Node, b: Node) -> None:
        pass

    with pytest.raises(AxisError, match=r"'a\.value'"):
        both(shared, shared)
    with pytest.raises(AxisError, match=r"'b\.value'"):
        both(Node(ROW), shared)


@dataclass
class Base:
    a: Float[NamedArray, "batch"]
    b: Float[NamedArray, "batch"]


@dataclass
class Derived(Base):
    b: Float[NamedArray, "pos"]  # type: ignore[assignment]  # declared anew
    c: Float[NamedArray, "embed"] | None = None


@checked
def fields(x: Base) -> None:
    pass


def test_fields_of_base_and_subclass() -> None:
    fields(Base(ROW, ROW))
    fields(Derived(ROW, POSITIONS))
    fields(Derived(ROW, POSITIONS, named(EMBED)))
    for wrong, place in [
        (Derived(POSITIONS, POSITIONS), "x.a"),
        (Derived(ROW, ROW), "x.b"),
        (Derived(ROW, POSITIONS, ROW), "x.c"),
        (Base(ROW, POSITIONS), "x.b"),
    ]:
        with pytest.raises(AxisError, match=f"'{place}'"):
            fields(wrong)


class Model:
    def __call__(self, x: Float[NamedArray, "batch"], *, y: Float[NamedArray, "pos"]) -> NamedArray:
        return x

    def method(self, x: Float[NamedArray, "batch"], y: Float[NamedArray, "pos"]) -> NamedArray:
        return x


@pytest.mark.parametrize(
    "fn",
    [
        functools.partial(Model().method, y=POSITIONS),
        functools.partial(functools.partial(Model().method), y=POSITIONS),
        functools.partial(Model(), y=POSITIONS),
        functools.partial(Model.method, Model(), y=POSITIONS),
    ],
)
def test_partials_of_methods(fn: Callable[..., Any]) -> None:
    assert checked(fn)(ROW) is ROW
    with pytest.raises(AxisError, match="argument 'x'"):
        checked(fn)(POSITIONS)
    with pytest.raises(AxisError, match="argument 'y'"):
        checked(fn)(ROW, y=ROW)


def test_what_a_partial_puts_in_front_is_checked() -> None:
    with pytest.raises(AxisError, match="argument 'x' is"):
        checked(functools.partial(Model().method, POSITIONS))(POSITIONS)


def test_constrained_type_variables() -> None:
    @checked
    def f(x: Narrow) -> Narrow:
        return x

    f(ROW)
    f(X)
    with pytest.raises((AxisError, TypeError)):
        f(POSITIONS)


def test_callable_parameters_are_not_called() -> None:
    @checked
    def f(g: Callable[[Float[NamedArray, "pos"]], Float[NamedArray, "pos"]], x: Float[NamedArray, "batch"]) -> None:
        pass

    f(lambda x: x, ROW)
    f(lambda: None, ROW)  # type: ignore[misc,arg-type]  # nor is it asked what it takes
    with pytest.raises(AxisError, match="argument 'x'"):
        f(lambda x: x, POSITIONS)


def test_what_a_member_of_a_union_learns_holds() -> None:
    @checked
    def f(
        a: Int[NamedArray, "batch {*Rest}"] | Float[NamedArray, "batch *Rest"] | None, b: Float[NamedArray, "*Rest"]
    ) -> None:
        pass

    with pytest.raises(AxisError):
        f(X, POSITIONS)


def test_sizes_learnt_in_a_union_hold() -> None:
    @checked
    def f(a: Float[NamedArray, "batch embed"] | Float[NamedArray, "batch"], b: Float[NamedArray, "batch"]) -> None:
        pass

    f(X, ROW)
    f(ROW, ROW)
    with pytest.raises(AxisError, match="batch"):
        f(X, named(Axis("batch", 7)))


def test_a_variable_that_is_not_set_yet() -> None:
    @checked
    def f(x: Float[NamedArray, "batch"]) -> None:
        if x is None:
            print(later)

    f(ROW)
    with pytest.raises(AxisError) as caught:
        f(POSITIONS)
    later = 1
    assert str(caught.value).startswith("f: argument 'x' is [pos=5]")


def test_rows_in_unions() -> None:
    """Those of the member that fits hold, and those of one that does not do not."""

    @checked
    def f(a: NamedArray["batch", *Rest] | None, b: NamedArray[*Rest]) -> None:
        pass

    f(X, named(EMBED))
    f(None, POSITIONS)
    with pytest.raises(AxisError, match=r"\*Rest stands for \[embed=3\] in argument 'a' but for \[pos=5\]"):
        f(X, POSITIONS)

    @checked
    def g(
        a: tuple[NamedArray[*Rest], Int[NamedArray, "c"]] | tuple[NamedArray, NamedArray], b: NamedArray[*Rest]
    ) -> None:
        pass

    g((X, ROW), POSITIONS)


def test_unions_within_unions_are_written_out() -> None:
    @checked
    def f(a: list[NamedArray["a"] | NamedArray["b"]] | dict[str, int | None]) -> None:
        pass

    with pytest.raises(TypeError, match=r"expected list\[\[a\] or \[b\]\] or dict\[str, int or None\]$"):
        f(X)


def test_nothing_is_left_of_a_call() -> None:
    walk(Node(ROW))
    with pytest.raises(AxisError):
        walk(Node(POSITIONS))
    assert current_scope.get() is None


def test_other_annotated_types_are_left_to_typeguard() -> None:
    typeguard.check_type(3, Annotated[int, "a number"])
    typeguard.check_type(ROW, Annotated[NamedArray["batch"], "a row"])
    with pytest.raises(typeguard.TypeCheckError, match="no axis 'batch'"):
        typeguard.check_type(POSITIONS, Annotated[Annotated[NamedArray, "a row"], *get_args(NamedArray["batch"])[1:]])


def test_a_variable_of_any_array() -> None:
    free = TypeVar("free")
    assert Float[free, "a"].array_type is jaxtyping.Float[Any, "a"].array_type  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "mode"),
    [(None, None), ("", None), ("1", True), ("yes", True), ("_", True)]
    + [(word, False) for word in ("0", "false", "no", "off", "False", "OFF")],
)
def test_the_environment_sets_the_mode(monkeypatch: pytest.MonkeyPatch, value: str | None, mode: bool | None) -> None:
    monkeypatch.delenv("HALIAX_DEBUG", raising=False)
    if value is not None:
        monkeypatch.setenv("HALIAX_DEBUG", value)
    assert from_environment() == Mode(mode)


def test_the_environment_asks_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, kinds in (("sharding", ("axes", "sharding")), ("values, Sharding", ("axes", "sharding", "values"))):
        monkeypatch.setenv("HALIAX_DEBUG", value)
        assert from_environment() == Mode(True, kinds)


def test_errors_name_the_function_without_those_around_it() -> None:
    @checked
    def _inner(x: Float[NamedArray, "batch"]) -> Float[NamedArray, "pos"]:
        return x

    class Layer:
        def __call__(self, x: Float[NamedArray, "batch"]) -> None: ...

    for call, text in [
        (
            lambda: _inner(POSITIONS),
            "_inner: argument 'x' is [pos=5] of float32; expected Float[batch]: no axis 'batch'",
        ),
        (lambda: _inner(ROW), "_inner: the result is [batch=2] of float32; expected Float[pos]: no axis 'pos'"),
        (lambda: checked(Layer())(POSITIONS), "Layer.__call__: argument 'x' is [pos=5] of float32; expected "),
    ]:
        with pytest.raises(AxisError) as caught:
            call()
        assert str(caught.value).startswith(text)
    with pytest.raises(TypeError, match=r"^_inner: argument 'x' is None; expected a NamedArray, Float\[batch\]$"):
        _inner(None)  # type: ignore[arg-type]


def test_what_has_no_annotation_is_not_checked() -> None:
    @checked
    def f(node, /, *rest, this=None, **others):  # type: ignore[no-untyped-def]
        return others

    wrong = Node(POSITIONS)
    assert f(wrong, wrong, this=wrong, self=wrong)["self"] is wrong


def test_what_a_function_gives_is_what_comes_back() -> None:
    @checked
    def f(*args: Any, **kwargs: Any) -> Any:
        return args, kwargs

    assert f(1, ROW, a=2) == ((1, ROW), {"a": 2})
    assert checked(max)(3, 1, key=lambda n: -n) == 1
    assert checked(functools.partial(f, 1, b=3))(2, a=4) == ((1, 2), {"a": 4, "b": 3})


class Names(typing.NamedTuple):
    x: Float[NamedArray, "batch"]
    n: int = 0


class Total(typing.TypedDict, total=False):
    x: Float[NamedArray, "batch"]
    n: int


class Nothing(typing.TypedDict):
    n: int


@pytest.mark.parametrize(
    ("annotation", "concerned"),
    [
        (NamedArray, True),
        (Float[NamedArray, "batch"], True),
        (jax.Array, True),
        (jaxtyping.Float[jax.Array, "n"], True),
        (Node, True),
        (Names, True),
        (Total, True),
        (Narrow, True),
        (TypeVar("Bound", bound=Node), True),
        (list[NamedArray], True),
        (dict[str, list[Node | None]], True),
        (NamedArray | None, True),
        (Annotated[list[NamedArray], "text"], True),
        (typing.Optional[Names], True),  # noqa: UP045
        (type(None), False),
        (None, False),
        (int, False),
        (Any, False),
        (Nothing, False),
        (TypeVar("Free"), False),
        (TypeVar("Number", int, float), False),
        (list[int], False),
        (Annotated[int, "text"], False),
        (typing.Literal["batch"], False),
        (Callable[[NamedArray], NamedArray], False),
        (typing.Callable[[NamedArray], NamedArray], False),
    ],
    ids=str,
)
def test_which_annotations_concern_arrays(annotation: Any, concerned: bool) -> None:
    assert concerns_arrays(annotation) is concerned


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (X, "[batch=2, embed=3] of float32"),
        (jnp.zeros((2, 3)), "float32[2,3]"),
        (jnp.zeros(()), "float32[]"),
        (None, "None"),
        (3, "a value of type int"),
        (type("Shaped", (), {"shape": (1,)})(), "a value of type Shaped"),
        (type("Typed", (), {"dtype": "f"})(), "a value of type Typed"),
    ],
)
def test_values_are_described_without_their_elements(value: object, text: str) -> None:
    assert describe(value) == text


def test_fields_of_tuples_and_dicts() -> None:
    @checked
    def f(names: Names | None = None, total: Total | None = None, fields: list[Names] | None = None) -> None: ...

    f(Names(ROW), {"x": ROW, "n": 1}, [Names(ROW)])
    f(None, {"n": 1})
    for args, place in [
        ((Names(POSITIONS),), "names.x"),
        ((None, {"x": POSITIONS}), "total.x"),
        ((None, None, [Names(ROW), Names(POSITIONS)]), "fields.1.x"),
    ]:
        with pytest.raises(AxisError, match=rf"argument '{place}' is \[pos=5\]"):
            f(*args)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"f: argument 'names' is a value of type tuple; expected Names or None$"):
        f((ROW, 0))  # type: ignore[arg-type]


def test_kinds_of_mistakes() -> None:
    @checked
    def f(x: NamedArray["a b"] | None = None, y: NamedArray["{a ...}"] | None = None, z: Any = None) -> None: ...

    a, b, c = Axis("a", 2), Axis("b", 3), Axis("c", 4)
    wrong = {
        "missing": [((named(a),), {}), ((), {"y": named(b)}), ((named(a, b, c),), {})],
        "order": [((named(b, a),), {})],
    }
    wrong["size"] = [((named(a, b),), {"y": named(a.resize(7))})]
    for kind, calls in wrong.items():
        for args, kwargs in calls:
            with pytest.raises(AxisError) as caught:
                f(*args, **kwargs)
            assert caught.value.kind == kind


class Counted(Node):
    """One that counts how often its field is read."""

    def __getattribute__(self, name: str) -> Any:
        if name == "value":
            reads.append(id(self))
        return super().__getattribute__(name)


reads: list[int] = []


def test_a_cycle_is_walked_once() -> None:
    first, second = Counted(ROW), Counted(ROW)
    first.next, second.next = second, first
    reads.clear()
    walk(first)
    assert reads == [id(first), id(second)]


@dataclass
class Stacked:
    layers: list[Node]
    arrays: tuple[Float[NamedArray, "batch"], ...] = ()


def test_places_in_containers_in_fields() -> None:
    @checked
    def f(it: Stacked, others: dict[str, Stacked] | None = None) -> None: ...

    it = Stacked([Node(ROW)], (ROW, POSITIONS))
    with pytest.raises(AxisError, match=r"argument 'it\.arrays\.1' is"):
        f(it)
    with pytest.raises(AxisError, match=r"argument 'others\.arrays\.1' is"):
        f(Stacked([]), {"key": it})
