"""What `named_jit` takes for the same argument: equal values, dicts in another order, what is compiled ahead."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
import sys
from collections import OrderedDict, defaultdict
from decimal import Decimal
from typing import Any, NamedTuple

import equinox as eqx
import jax
import numpy as np
import pytest

import haliax as hax
from haliax import NamedArray
from haliax.partitioning import arguments, named_jit
from haliax.partitioning.arguments import put_together, structure_of, taken_apart
from tests.test_named_jit import Counter, X, named, same

# --- arguments that are equal, but not the same; dicts in their order


@dataclasses.dataclass(frozen=True)
class Config:
    scale: float
    sizes: frozenset[int] = frozenset()


EQUAL: list[tuple[Any, Any]] = [
    (0.0, -0.0),
    (1, 1.0),
    (1, True),
    (complex(0.0, 0.0), complex(0.0, -0.0)),
    (frozenset({1}), frozenset({True})),
    (frozenset({(0.0, 1)}), frozenset({(-0.0, 1)})),
    (Config(0.0), Config(-0.0)),
    (Config(1, frozenset({1})), Config(True, frozenset({1}))),
    (Config(1, frozenset({1})), Config(1, frozenset({True}))),
    (range(0, 3, 2), range(0, 4, 2)),
    (Decimal("1.0"), Decimal("1.00")),
]


@pytest.mark.parametrize(("first", "second"), EQUAL, ids=map(str, EQUAL))
def test_static_arguments_that_are_equal_are_told_apart(first: Any, second: Any) -> None:
    assert first == second and hash(first) == hash(second)
    function = named_jit(lambda x, static: (x, repr(static)))
    assert [function(X, value)[1] for value in (first, second, first)] == [repr(first), repr(second), repr(first)]


def test_static_arguments_that_are_the_same_are_traced_once() -> None:
    counter = Counter(lambda x, *rest: x)
    function = named_jit(counter)
    for _ in range(3):
        function(X, Config(0.5, frozenset({1, 2})), frozenset({2.0, 1.0}), Decimal("1.0"), float("nan"), range(3))
    assert counter.count == 1


def names(shape: dict[str, int]) -> tuple[str, ...]:
    return hax.zeros(shape).axis_names


class Shapes(eqx.Module):
    shape: dict[str, int]


def test_dicts_keep_their_order_wherever_they_are() -> None:
    shape = {"position": 4, "batch": 2}
    assert named_jit(names)(shape) == ("position", "batch")
    assert named_jit(lambda nested: names(nested["z"][0].shape))({"z": [Shapes(shape)], "a": 1}) == tuple(shape)
    assert named_jit(lambda x: x.shape)(hax.ones(shape)) == shape
    out = named_jit(lambda tree: {"second": tree["b"], "first": [tree["a"]]})({"b": X, "a": shape})
    assert list(out) == ["second", "first"] and list(out["first"][0]) == list(shape)
    kept = named_jit(lambda tree: tree)(defaultdict(int, z=X, a=X))
    assert type(kept) is defaultdict and list(kept) == ["z", "a"] and kept["new"] == 0
    assert list(named_jit(lambda x: {"z": x, "a": x})(X)) == ["z", "a"]
    assert list(named_jit(lambda x: {"z": x, "a": x}).eval_shape(X)) == ["z", "a"]


def test_a_dict_in_another_order_is_another_argument() -> None:
    function = named_jit(names)
    for shape in ({"b": 2, "a": 3}, {"a": 3, "b": 2}, {"b": 2, "a": 3}):
        assert function(shape) == tuple(shape)


def test_keywords_keep_their_order_where_it_can_matter() -> None:
    assert named_jit(lambda **shape: hax.zeros(shape))(z=2, a=3).axis_names == ("z", "a")
    counter = Counter(lambda x, y: x)
    counter.__signature__ = inspect.signature(lambda x, y: x)  # type: ignore[attr-defined]  # which inspect looks for
    function = named_jit(counter)
    function(x=X, y=X), function(y=X, x=X)
    assert counter.count == 1


def test_what_may_be_overwritten_is_found_in_dicts_in_any_order() -> None:
    function = named_jit(lambda tree: tree["z"] + 1, donate_args=({"z": True, "a": False},))
    tree = {"z": named(batch=2), "a": named(embed=3)}
    function(tree)
    assert tree["z"].array.is_deleted() and not tree["a"].array.is_deleted()


# --- arguments of arrays alone, which are taken apart without jax


class Doubling(eqx.Module):
    @named_jit
    def method(self, x: NamedArray) -> NamedArray:
        return x * 2


class Pair(NamedTuple):
    first: Any
    second: Any


class Layer(eqx.Module):
    weight: Any
    bias: Any = None
    size: Any = eqx.field(static=True, default=0)


class Twin(eqx.Module):
    """It has the fields of `Layer`."""

    weight: Any
    bias: Any = None
    size: Any = eqx.field(static=True, default=0)


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Classes and structures are seen for the first time."""
    arguments._ways.clear()
    arguments._structures.clear()


Y = np.arange(5)
ARRAYS: list[Any] = [
    *(X, Y, None, (), [], {}, hax.named(3.0, ()), NamedArray(Y, ("c",))),
    *([X, (Y, None)], (X,), [X], {"b": X, "a": Y}, {"a": Y, "b": X}, {"z": {"y": [X], "x": Y}, "a": (X, {})}),
]
MORE: list[Any] = [
    *(
        Pair(X, Y),
        OrderedDict(b=X, a=Y),
        defaultdict(list, b=X, a=Y),
        {2: X, 1: Y},
        {None: X},
        {"b": X, "a": 3},
        [X, "x"],
    ),
    *(
        jax.tree.map(lambda leaf: None, X),
        Layer("text"),
        Layer(Layer(3)),
    ),
]
MODULES: list[Any] = [
    *(Layer(X, Y, 1), Layer([X, {"b": X, "a": Y}], size="s"), {"z": [Layer(Layer(X), size=(2,))], "a": Layer(None)}),
    *(({"a": (X, [Doubling()])},), [Layer(X, X), Layer(X), Layer(X, X)]),
]


def alike(first: Any, second: Any) -> None:
    """Both are pytrees of the same classes, with dicts in the same order, and the same arrays."""
    assert type(first) is type(second) or isinstance(first, jax.Array)
    if isinstance(first, dict):
        assert list(first) == list(second)
        alike(list(first.values()), list(second.values()))
    elif isinstance(first, list | tuple):
        assert len(first) == len(second)
        for one, other in zip(first, second, strict=True):
            alike(one, other)
    elif isinstance(first, eqx.Module):
        alike(vars(first), vars(second))
    elif isinstance(first, NamedArray):
        assert first.axis_names == second.axis_names
        alike(first.array, second.array)
    elif isinstance(first, str | int):
        assert first == second
    else:
        assert np.array_equal(*[np.asarray(jax.tree.leaves(leaf)) for leaf in (first, second)])


@pytest.mark.parametrize("tree", [*ARRAYS, *MODULES, *MORE], ids=repr)
def test_arguments_arrive_as_they_are(tree: Any) -> None:
    def both(*args: Any, **kwargs: Any) -> Any:
        return {"kwargs": kwargs, "args": args}

    function = named_jit(both)
    given = {"args": (X, tree, tree), "kwargs": {"z": tree, "y": Y, "a": tree}}
    result = function(*given["args"], **given["kwargs"])
    alike(result["args"], given["args"])
    alike(result["kwargs"], given["kwargs"])
    by_position = function(*given["args"], given["kwargs"])
    alike(by_position["args"], (*given["args"], given["kwargs"]))
    assert by_position["kwargs"] == {}


@pytest.mark.parametrize("tree", [*ARRAYS, *MODULES], ids=repr)
def test_arrays_are_found_in_the_order_in_which_jax_has_them(tree: Any) -> None:
    arrays: list[Any] = []
    modules: list[Any] = []
    forms = taken_apart((tree, X), arrays, modules)
    assert forms is not None
    if modules:
        structure = structure_of(forms, (tree, X), arrays)
        assert structure is structure_of(forms, (tree, X), arrays) and structure is not None
        assert structure.whole is not None
        forms = structure.whole
    leaves = jax.tree.leaves((tree, X))
    assert list(map(id, arrays)) == list(map(id, leaves))
    alike(put_together(forms, iter(leaves)), (tree, X))
    result = named_jit(lambda tree: (tree,)).trace(tree).lower().compile()(tree)
    alike(jax.tree.leaves(result), jax.tree.leaves(tree))


@pytest.mark.parametrize("tree", MORE, ids=repr)
def test_the_rest_is_left_to_jax(tree: Any) -> None:
    assert taken_apart((X, tree), [], []) is None


def test_modules_are_told_apart_by_what_is_no_array() -> None:
    counter = Counter(lambda layer: (layer.weight, layer.size))
    function = named_jit(counter)
    layers = [Layer(X, size=1), Layer(X, size=2), Layer(X, Y, size=1), Layer([X], size=1)]
    for _ in range(2):
        assert [function(layer)[1] for layer in layers] == [1, 2, 1, 1]
    assert counter.count == len(layers)
    assert taken_apart((layers[0],), [], []) == taken_apart((Layer(X + 1, size=1),), [], [])


@pytest.mark.parametrize("rest", [{}, {"donate_args": (True,)}], ids=["kept", "donated"])
@pytest.mark.parametrize(("first", "second"), EQUAL, ids=map(str, EQUAL))
def test_functions_do_not_share_static_fields_that_are_equal(first: Any, second: Any, rest: dict[str, Any]) -> None:
    for value in (first, second):
        function = named_jit(lambda layer: (layer.weight, repr(layer.size)), **rest)
        assert function(Layer(X + 1, size=value))[1] == repr(value)


@pytest.mark.parametrize(("first", "second"), EQUAL, ids=map(str, EQUAL))
def test_static_fields_that_are_equal_are_told_apart(first: Any, second: Any) -> None:
    function = named_jit(lambda layer: (layer.weight, repr(layer.size)))
    told = [function(Layer(X, size=value))[1] for value in (first, second, first)]
    assert told == [repr(first), repr(second), repr(first)]


def test_modules_are_told_apart_by_their_classes() -> None:
    function = named_jit(lambda module: (module.weight, type(module).__name__))
    assert [function(kind(X))[1] for kind in (Layer, Twin, Layer)] == ["Layer", "Twin", "Layer"]


def test_a_structure_that_was_forgotten_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arguments, "_KEPT", 2)
    counter = Counter(lambda layer: layer.weight)
    function = named_jit(counter)
    for _ in range(3):
        for size in range(5):
            function(Layer(X, size=size))
            assert len(arguments._structures) <= 2 and len(arguments._ways) <= 2
    assert counter.count == 5


def test_structures_are_kept() -> None:
    function = named_jit(lambda layer: layer.weight)
    for size in range(3):
        function(Layer(X, Y, size))
    assert len(arguments._structures) == 3 and Layer in arguments._ways


def test_a_module_that_jax_takes_apart_otherwise_is_left_to_jax() -> None:
    unhashable, wrapping, lacking = Layer(X, size=[1]), Layer(X), object.__new__(Layer)
    object.__setattr__(wrapping, "__doc__", "more than its fields")
    object.__setattr__(lacking, "weight", X)
    for module in (wrapping, lacking):
        assert taken_apart((module,), [], []) is None
        alike(named_jit(lambda module: module)(module).weight, X)
    forms = taken_apart((unhashable,), arrays := [], [])
    assert forms is not None and structure_of(forms, (unhashable,), arrays) is None
    other = taken_apart((Layer(X, Y, 5),), arrays := [], [])
    assert other is not None
    for swapped in (Layer(Y, X, 5), Layer(X, X, 5), Layer(X, None, 5)):
        arguments._structures.clear()
        assert structure_of(other, (swapped,), arrays) is None
    assert named_jit(lambda module: module.size)(unhashable) == [1]


def test_a_program_without_modules_needs_no_equinox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "equinox")
    assert taken_apart((Pair(X, Y),), [], []) is None and taken_apart((X,), [], []) is not None


def test_arguments_of_another_structure_are_traced_by_themselves() -> None:
    function = named_jit(lambda *args, **kwargs: repr((args, kwargs)))
    other = X.rename({"embed": "other"})
    positional: list[tuple[Any, ...]] = [
        *((X,), ([X],), ((X,),), ({"a": X},), (X, None), (None, X), (X, {}), (X, ()), (X, [])),
        *((X.array,), (other,), (X, X), (X, {"a": X})),
    ]
    told = [function(*args) for _ in range(2) for args in positional]
    told += [function(a=X), function(X, a=X)]
    assert len(set(told)) == len(positional) + 2


# --- compiled ahead


def test_what_is_compiled_ahead_takes_the_arguments_of_the_function() -> None:
    function = named_jit(lambda x, n, *, shift: {"sum": (x * n + shift).sum("embed"), "n": n})
    lowered = function.lower(jax.eval_shape(lambda: X), 3, shift=X)
    compiled = lowered.compile()
    same(compiled(X, 3, shift=X), function(X, 3, shift=X))
    assert "HloModule" in compiled.as_text() and "stablehlo" in lowered.as_text()
    method = Doubling().method
    np.testing.assert_array_equal(method.lower(X).compile()(X).array, method(X).array)


def test_what_is_compiled_ahead_refuses_what_it_is_not_compiled_for() -> None:
    compiled = named_jit(lambda x, n: x * n).lower(X, 3).compile()
    for args in ((X, 4), (X, 3.0), ([X], 3), (X.rename({"batch": "b"}), 3)):
        with pytest.raises(TypeError, match="named_jit: this program was compiled for arguments of another structure"):
            compiled(*args)
    with pytest.raises(TypeError, match="compiled"):
        compiled(named(batch=5, embed=3), 3)


def test_a_compiled_function_goes_through_cloudpickle() -> None:
    offset = named(batch=2)
    function = named_jit(lambda x, n: x * n + offset, {"batch": "data"})
    cloudpickle = pytest.importorskip("cloudpickle")
    copy = pickle.loads(cloudpickle.dumps(function))
    same(copy(X, 2), function(X, 2))
