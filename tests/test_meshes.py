"""Every operation on arrays that are spread over a device mesh of any kind: its values, and where they lie.

Two of the axes of `tests.cases` are spread: `batch` over the mesh axis `data`, `embed` over `model`. Both have as many
devices as the axes have positions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import jax
import pytest
from jax.sharding import AxisType, Mesh, NamedSharding, PartitionSpec

import haliax
from haliax import NamedArray
from tests.cases import CASES, SIZES, Case
from tests.running import arrays_of, assert_close, op_of, plain, results

_spec: Callable[..., PartitionSpec] = PartitionSpec  # jax does not annotate it
E, A = AxisType.Explicit, AxisType.Auto
MAPPING = {"batch": "data", "embed": "model"}
PARTS = {"data": SIZES["batch"], "model": SIZES["embed"]}


def mesh_of(*kinds: AxisType) -> Mesh:
    return jax.make_mesh(tuple(PARTS.values()), tuple(PARTS), kinds, devices=jax.devices()[:6])


def spec_of(array: NamedArray) -> tuple[Any, ...]:
    """The mesh axis of each axis of an array, where jax can tell it of a type."""
    return (*jax.typeof(array.array).sharding.spec, *[None] * array.ndim)[: array.ndim]


def spread(array: NamedArray, mesh: Mesh, over: Sequence[str] = ("data", "model")) -> NamedArray:
    """The array, with its axes in parts over these mesh axes where they can be cut into as many."""
    parts = [MAPPING.get(axis.name, "") for axis in array.axes]
    sizes = array.array.shape
    spec = [part if part in over and size % PARTS[part] == 0 else None for part, size in zip(parts, sizes, strict=True)]
    return haliax.named(jax.device_put(array.array, NamedSharding(mesh, _spec(*spec))), array.axes)


def ruled(case: Case, out: NamedArray, inputs: Sequence[NamedArray]) -> tuple[Any, ...]:
    """Where the axes of a result lie: as in the first operand that has them in parts."""
    if case.op in AS_JAX_HAS_IT:
        return spec_of(out)
    in_parts = {name for array in inputs for name, part in zip(array.axis_names, spec_of(array), strict=True) if part}
    return tuple(
        MAPPING[axis.name] if axis.name in in_parts and axis.size % PARTS[MAPPING[axis.name]] == 0 else None
        for axis in out.axes
    )


AS_JAX_HAS_IT = {"rename", "unflatten_axis", "ravel", "flatten"}
"""Operations that give other names to what stays where it is."""

TRACED = [case for case in CASES if not case.eager and case.out is not None]


@pytest.mark.parametrize("case", TRACED, ids=str)
@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param((E, E), id="explicit"),
        pytest.param((E, A), id="explicit and auto", marks=pytest.mark.slow),
        pytest.param((A, E), id="auto and explicit", marks=pytest.mark.slow),
    ],
)
def test_results_lie_by_their_names(case: Case, kinds: tuple[AxisType, AxisType]) -> None:
    mesh = mesh_of(*kinds)

    def run(*arrays: NamedArray) -> Any:
        out = case.call(op_of(case), *arrays)
        for one in results(out):
            assert spec_of(one) == ruled(case, one, arrays)
        return out

    with jax.set_mesh(mesh):
        jax.eval_shape(run, *(spread(array, mesh) for array in arrays_of(case)))


Placed = Callable[[Callable[..., Any]], Callable[..., Any]]


def manual(*names: str) -> Placed:
    """What runs a function once for each device of some mesh axes, on arrays that are whole along them."""

    def place(function: Callable[..., Any]) -> Callable[..., Any]:
        whole = _spec()
        parts = jax.shard_map(function, in_specs=whole, out_specs=whole, axis_names=set(names), check_vma=False)
        # Before 0.11 jax can run it over some axes of a mesh only as a part of a program: plain `x + 1` fails too.
        return jax.jit(parts) if jax.__version_info__ < (0, 11) and len(names) < len(PARTS) else parts

    return place


def as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


# The kinds of the mesh axes, how a function is placed on them, and which axes its arrays are in parts over.
KINDS: dict[str, tuple[tuple[AxisType, AxisType], Placed, Sequence[str]]] = {
    "explicit": ((E, E), as_it_is, ("data", "model")),
    "auto": ((A, A), as_it_is, ("data", "model")),
    "explicit and auto": ((E, A), as_it_is, ("data", "model")),
    "auto and explicit": ((A, E), as_it_is, ("data", "model")),
    "manual": ((E, E), manual("data", "model"), ()),
    "manual and explicit": ((E, E), manual("data"), ("model",)),
    "manual and auto": ((A, A), manual("data"), ("model",)),
}
HOWS: dict[str, Placed] = {"eager": as_it_is, "jit": jax.jit, "named_jit": haliax.named_jit}

FAMILIES = sorted({op_of(case).__module__ for case in TRACED} - {"haliax.ops.collectives"})
"""The modules of the operations. Collectives, which ask for a mapping where axes are Manual, have their own tests."""


SOME = [
    ("contraction", "explicit", "named_jit"),
    ("indexing", "explicit", "eager"),
    ("sorting", "explicit", "jit"),
    ("shaping", "auto", "jit"),
    ("updating", "explicit and auto", "named_jit"),
    ("joining", "auto and explicit", "jit"),
    ("rearranging", "manual", "eager"),
    ("repeating", "manual and explicit", "jit"),
    ("scans", "manual and auto", "named_jit"),
]
"""The part of the table that a quick run tests."""


def cells() -> Iterator[Any]:
    for family, kind, how in product(FAMILIES, KINDS, HOWS):
        is_quick = (family.rpartition(".")[2], kind, how) in SOME
        yield pytest.param(family, kind, how, marks=() if is_quick else pytest.mark.slow)


@pytest.mark.parametrize(("family", "kind", "how"), [*cells()])
def test_values_are_those_of_one_device(family: str, kind: str, how: str) -> None:
    kinds, place, parts = KINDS[kind]
    cases = [case for case in TRACED if op_of(case).__module__ == family]
    alone = [plain(case.call(op_of(case), *arrays_of(case))) for case in cases]

    def every(*inputs: Sequence[NamedArray]) -> list[Any]:
        return [case.call(op_of(case), *arrays) for case, arrays in zip(cases, inputs, strict=True)]

    mesh = mesh_of(*kinds)
    with jax.set_mesh(mesh):
        inputs = [[spread(array, mesh, parts) for array in arrays_of(case)] for case in cases]
        found = HOWS[how](place(every))(*inputs)
    for out, wanted in zip(found, alone, strict=True):
        for one, expected in zip(plain(out), wanted, strict=True):
            assert_close(one, expected)


@pytest.mark.parametrize("case", [case for case in CASES if case.eager], ids=str)
def test_sizes_that_depend_on_values(case: Case) -> None:
    mesh = mesh_of(E, E)
    wanted = plain(case.call(op_of(case), *arrays_of(case)))
    with jax.set_mesh(mesh):
        out = case.call(op_of(case), *(spread(array, mesh) for array in arrays_of(case)))
    for one, expected in zip(plain(out), wanted, strict=True):
        assert_close(one, expected)


def test_what_is_made_lies_as_the_mapping_says() -> None:
    shape = {"batch": SIZES["batch"], "embed": SIZES["embed"], "mlp": 5}
    key = jax.random.key(0)
    whole = haliax.random.normal(key, shape)
    with jax.set_mesh(mesh_of(E, E)), haliax.axis_mapping(MAPPING):
        for make in (haliax.zeros, haliax.ones, lambda shape: haliax.random.normal(key, shape)):
            assert spec_of(make(shape)) == ("data", "model", None)
        assert_close(haliax.random.normal(key, shape).array, whole.array)
    with jax.set_mesh(mesh_of(E, E)):
        assert spec_of(haliax.zeros(shape)) == (None, None, None)


def test_arrays_on_a_mesh_that_is_not_in_force() -> None:
    mesh = mesh_of(E, E)
    x = haliax.ones({"batch": SIZES["batch"], "embed": SIZES["embed"]})
    with jax.set_mesh(mesh):
        spreaded = spread(x, mesh)
    for run in (lambda f: f, jax.jit):
        out = run(lambda x: haliax.sort(x, "embed").rearrange("batch embed -> (flat: embed batch)"))(spreaded)
        assert_close(out.array, x.array.T.reshape(-1))
        assert_close(run(lambda x: haliax.dot(x, x, axis=("batch", "embed")))(spreaded).item(), float(x.array.size))


def test_loops_and_mapped_functions() -> None:
    mesh = mesh_of(E, E)
    x = haliax.arange({"batch": SIZES["batch"], "embed": SIZES["embed"]}, dtype=float)
    functions: list[Callable[[NamedArray, NamedArray], NamedArray]] = [
        lambda x, y: haliax.vmap(lambda a, b: a + b, "batch")(x, y),
        lambda x, y: haliax.vmap(lambda a, b: a * b, ("embed", "batch"))(y, x),
        lambda x, y: haliax.fold(lambda carry, row: carry + row, "batch")(y["batch", 0], x),
        lambda x, y: haliax.map(lambda column: column.sum("batch"), "embed")(x),
    ]
    for function in functions:
        wanted = function(x, x)
        with jax.set_mesh(mesh):
            assert_close(jax.jit(function)(spread(x, mesh), x).array, wanted.array)


def test_the_error_of_a_call_that_fails_anyway() -> None:
    mesh = mesh_of(E, E)
    with jax.set_mesh(mesh):
        x = spread(haliax.ones({"batch": SIZES["batch"], "embed": SIZES["embed"]}), mesh)
        with pytest.raises(haliax.AxisError, match=r"^sort: no axis 'embd' in \[batch=2, embed=3\]"):
            haliax.sort(x, "embd")
        with pytest.raises(TypeError, match=r"^take:"):
            haliax.take(x, "embed", 1.5)
