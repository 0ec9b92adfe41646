"""Every operation on arrays that are spread over a device mesh of any kind: its values, and where they lie.

Two of the axes of `tests.cases` are spread: `batch` over the mesh axis `data`, `embed` over `model`. Both have as many
devices as the axes have positions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import pytest
from jax.sharding import AxisType, Mesh, NamedSharding, PartitionSpec

import haliax
from haliax import NamedArray
from tests.cases import CASES, SIZES, Case
from tests.running import arrays_of, assert_close, op_of, plain, results

E, A = AxisType.Explicit, AxisType.Auto
MAPPING = {"batch": "data", "embed": "model"}
PARTS = {"data": SIZES["batch"], "model": SIZES["embed"]}
MIXED = [(E, E), (E, A), (A, E)]


def mesh_of(*kinds: AxisType) -> Mesh:
    return jax.make_mesh(tuple(PARTS.values()), tuple(PARTS), kinds, devices=jax.devices()[:6])


def spec_of(array: NamedArray) -> tuple[Any, ...]:
    """The mesh axis of each axis of an array, where jax can tell it of a type."""
    return (*jax.typeof(array.array).sharding.spec, *[None] * array.ndim)[: array.ndim]


def spread(array: NamedArray, mesh: Mesh, over: Sequence[str] = ("data", "model")) -> NamedArray:
    """The array, with its axes in parts over these mesh axes where they can be cut into as many."""
    parts = [MAPPING.get(axis.name) for axis in array.axes]
    sizes = array.array.shape
    spec = [part if part in over and size % PARTS[part] == 0 else None for part, size in zip(parts, sizes, strict=True)]
    return haliax.named(jax.device_put(array.array, NamedSharding(mesh, PartitionSpec(*spec))), array.axes)


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
def test_results_lie_by_their_names(case: Case) -> None:
    for kinds in MIXED:
        mesh = mesh_of(*kinds)
        found: list[Any] = []

        def run(*arrays: NamedArray) -> Any:
            out = case.call(op_of(case), *arrays)
            found[:] = [(spec_of(one), ruled(case, one, arrays)) for one in results(out)]
            return out

        with jax.set_mesh(mesh):
            jax.eval_shape(run, *(spread(array, mesh) for array in arrays_of(case)))
        for given, wanted in found:
            assert given == wanted


Placed = Callable[[Callable[..., Any]], Callable[..., Any]]


def manual(*names: str) -> Placed:
    """What runs a function once for each device of some mesh axes, on arrays that are whole along them."""

    def place(function: Callable[..., Any]) -> Callable[..., Any]:
        whole = PartitionSpec()
        return jax.shard_map(function, in_specs=whole, out_specs=whole, axis_names=set(names), check_vma=False)

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

FAMILIES = sorted({op_of(case).__module__ for case in TRACED})


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("family", FAMILIES)
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
    for case, out, wanted in zip(cases, found, alone, strict=True):
        for one, expected in zip(plain(out), wanted, strict=True):
            assert_close(one, expected)
