"""Collectives by name, in the body of a `shard_map` on a mesh of data=4 and model=2: what each device has afterwards.

Expectations are written by hand: the parts of `batch` on the four rows of the mesh are [0, 1], [2, 3], [4, 5], [6, 7].
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import pytest
from jax.sharding import AxisType
from jax.sharding import PartitionSpec as P

import haliax as hax
from haliax import Axis, NamedArray
from haliax.errors import AxisError
from haliax.pure import collective_errors
from tests.messages import assert_told

MAPPING = {"batch": "data", "mlp": "model", "both": ("data", "model"), "turned": ("model", "data")}
BATCH = hax.arange({"batch": 8})
BOTH = hax.arange({"both": 16})


@pytest.fixture(autouse=True, scope="module")
def mesh() -> Iterator[None]:
    mesh = jax.make_mesh((4, 2), ("data", "model"), axis_types=(AxisType.Auto,) * 2)
    with jax.set_mesh(mesh), hax.axis_mapping(MAPPING):
        yield


def whole(body: Callable[[NamedArray], Any], x: NamedArray = BATCH, **options: Any) -> list[Any]:
    """The values of the one array that comes out."""
    result = hax.shard_map(body, **options)(x)
    return result.array.tolist()  # type: ignore[no-any-return]  # a list of numbers


@pytest.mark.parametrize(
    ("reduce", "local", "expected"),
    [
        (hax.psum, hax.sum, 28),
        (hax.pmean, hax.mean, 3.5),
        (hax.pmax, hax.max, 7),
        (hax.pmin, hax.min, 0),
    ],
    ids=["psum", "pmean", "pmax", "pmin"],
)
def test_reductions_are_over_all_parts(reduce: Any, local: Any, expected: float) -> None:
    assert whole(lambda x: reduce(local(x, "batch"), "batch")) == expected
    assert whole(lambda x: reduce(local(x, "batch").array, Axis("batch", 8)) + x * 0) == [expected] * 8


def test_a_reduction_of_one_part_is_that_of_one_device() -> None:
    assert whole(lambda x: x * 0 + x.sum("batch")) == [1, 1, 5, 5, 9, 9, 13, 13]


def test_the_axis_stays_where_the_array_has_it() -> None:
    assert whole(lambda x: hax.psum(x, "batch") + x * 0) == [12, 16] * 4


def test_a_pytree_is_reduced_array_by_array() -> None:
    def body(x: NamedArray) -> Any:
        return hax.psum({"sum": x.sum("batch"), "count": jnp.float32(x.axis_size("batch")), "what": "text"}, "batch")

    found = hax.shard_map(body)(BATCH)
    assert (found["sum"].item(), found["count"].item(), found["what"]) == (28, 8, "text")


@pytest.mark.parametrize("check", [True, False])
def test_over_several_axes_what_is_alike_along_one_of_them_counts_for_each_device(check: bool) -> None:
    assert whole(lambda x: hax.psum(x.sum("batch"), ("batch", "mlp")), check_vma=check) == 56
    assert whole(lambda x: hax.pmean(x.sum("batch"), ("mlp", "both", "batch")), check_vma=check) == 7


def test_all_gather_gives_the_whole_in_order() -> None:
    for name, x in (("both", BOTH), ("turned", hax.arange({"turned": 16}))):
        assert whole(lambda x, name=name: hax.all_gather(x, name, to="invarying"), x) == list(range(16))
    # Each device keeps its own copy, of which the parts are put together again.
    assert whole(lambda x: hax.all_gather(x, "batch")) == list(range(8)) * 4
    x = hax.shard_map(lambda x: hax.all_gather(x, Axis("batch", 8)).rename({"batch": "all"}).sum("all") + x * 0)(BATCH)
    assert x.array.tolist() == [28] * 8


def test_psum_scatter_keeps_the_own_part_of_the_sum() -> None:
    # Each of 8 devices gives 0 to 15, and keeps two of the sums.
    assert whole(lambda x: hax.psum_scatter(hax.all_gather(x, "both"), "both"), BOTH) == [8 * i for i in range(16)]
    assert whole(lambda x: hax.psum_scatter(hax.all_gather(x, "batch"), "batch")) == [4 * i for i in range(8)]
    assert whole(lambda x: hax.psum_scatter(hax.arange({"both": 16}), "both") + x * 0, BOTH) == [
        8 * i for i in range(16)
    ]


def test_ppermute_sends_to_other_parts() -> None:
    assert whole(lambda x: hax.ppermute(x, "batch", 1)) == [6, 7, 0, 1, 2, 3, 4, 5]
    assert whole(lambda x: hax.ppermute(x, "batch", -1)) == [2, 3, 4, 5, 6, 7, 0, 1]
    assert whole(lambda x: hax.ppermute({"x": x}, "batch", [(0, 3), (3, 1)])["x"]) == [0, 0, 6, 7, 0, 0, 0, 1]


def test_parts_know_which_they_are() -> None:
    assert whole(lambda x: x * 0 + hax.axis_index("batch")) == [0, 0, 1, 1, 2, 2, 3, 3]
    assert whole(lambda x: x * 0 + hax.axis_index("both"), BOTH) == [i // 2 for i in range(16)]
    assert hax.shard_map(lambda x: (x, hax.axis_parts("batch"), hax.axis_parts("both")))(BATCH)[1:] == (4, 8)


def test_an_axis_that_is_not_cut_is_one_part() -> None:
    def body(x: NamedArray) -> NamedArray:
        assert (x.axis_size("batch"), hax.axis_parts("batch"), hax.axis_parts("mlp")) == (8, 1, 2)
        return hax.all_gather(hax.psum(x, "batch"), "batch") + hax.axis_index("batch")

    assert whole(body, axis_names=("model",)) == list(range(8))


def test_outside_there_is_one_part() -> None:
    assert hax.psum(BATCH, "batch") is not None
    assert hax.axis_index("batch") == 0 and hax.axis_parts("batch") == 1
    assert hax.ppermute(BATCH, "batch", [(0, 3)]).array.tolist() == list(range(8))


def test_pvary_gives_each_device_a_copy_with_a_gradient_of_its_own() -> None:
    def gradient(vary: bool) -> list[Any]:
        def body(x: NamedArray) -> NamedArray:
            w = hax.pvary(jnp.float32(1), "batch") if vary else jnp.float32(1)
            return x * 0 + jax.grad(lambda w: (w * x).sum().scalar())(w)

        return whole(body, BATCH.astype(jnp.float32))

    assert gradient(vary=True) == [1, 1, 5, 5, 9, 9, 13, 13]
    assert gradient(vary=False) == [28] * 8


def test_a_loop_may_begin_with_pvary() -> None:
    def body(x: NamedArray) -> NamedArray:
        start = hax.pvary(hax.zeros({"batch": 2}, dtype=int), ("batch", "batch"))
        return hax.fold(lambda carry, _: carry + x, Axis("step", 3))(start, hax.arange({"step": 3}))

    assert whole(body) == [3 * i for i in range(8)]
    # What differs already stays as it is.
    assert whole(lambda x: hax.pvary(x, ("batch", "mlp")), out_specs=P("data"), check_vma=False) == list(range(8))


def no_mapping(x: NamedArray) -> Any:
    with hax.axis_mapping({}), hax.partitioning.mapping.in_force(None):
        return hax.shard_map(lambda x: hax.psum(x, "batch"), out_specs=P())(x)


# By the function that words it: a call, the kind, and the text.
MESSAGES: dict[str, list[tuple[Callable[[], Any], str, str]]] = {
    "no_mapping": [
        (
            lambda: no_mapping(BATCH),
            "missing",
            "psum: no mapping is in force, which would say how axis 'batch' lies on the mesh; give one to shard_map, "
            "or put one in force with axis_mapping",
        ),
    ],
    "unlike": [
        (
            lambda: hax.shard_map(lambda x: x.sum("batch"))(BATCH),
            "missing",
            "shard_map: result [] may differ between the parts of axis 'batch' (mesh axis 'data'), and has no such "
            "axis; make it the same for all, as psum(x, 'batch') or pmean does, or return it with the axis",
        ),
        (
            lambda: hax.shard_map(lambda x: (x, {"top": hax.top_k(x, "batch", 1)[0].array}), {"batch": ("data",)})(
                BATCH
            ),
            "missing",
            "shard_map: result '1.top' of shape (1,) may differ between the parts of axis 'batch' (mesh axis 'data'), "
            "and has no such axis; make it the same for all, as psum(x, 'batch') or pmean does, or return it with "
            "the axis",
        ),
        (
            lambda: hax.shard_map(lambda x: x, {}, in_specs=(P("data"),))(BATCH),
            "missing",
            "shard_map: result [batch] may differ along mesh axis 'data', over which the mapping spreads no axis; make "
            "it the same on all devices, or say by out_specs how it lies",
        ),
    ],
}
EACH = [(name, *line) for name, lines in MESSAGES.items() for line in lines]


def test_each_mistake_has_a_call() -> None:
    own = [f for f in vars(collective_errors).values() if inspect.isfunction(f) and not f.__name__.startswith("_")]
    assert {f.__name__ for f in own if f.__module__ == collective_errors.__name__} == MESSAGES.keys()


@pytest.mark.parametrize(("name", "call", "kind", "text"), EACH, ids=[name for name, *_ in EACH])
def test_message(name: str, call: Callable[[], Any], kind: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_told(monkeypatch, collective_errors, name, call, kind, text)


@pytest.mark.parametrize("use", [lambda x: hax.psum(x, "bacth"), lambda x: x * hax.axis_index("bacth")])
def test_an_axis_that_the_mapping_lacks_is_refused_with_the_mapping(use: Any) -> None:
    with pytest.raises(AxisError, match=r"no axis 'bacth' in the mapping \{.*\}; did you mean 'batch'\?") as error:
        hax.shard_map(use)(BATCH)
    assert "{batch: data, both: data + model, mlp: model, turned: model + data}" in str(error.value)
    with pytest.raises(AxisError, match="no axis 'bacth'"):
        use(BATCH)  # also where there is one part


def test_parts_are_equal() -> None:
    with pytest.raises(AxisError) as cut:
        hax.shard_map(lambda x: x)(hax.ones({"embed": 3, "batch": 10}))
    assert str(cut.value) == (
        "shard_map: axis 'batch' of [embed=3, batch=10] cannot be cut into 4 equal parts over mesh axis 'data'; "
        "make its size 12, as round_axis_for_partitioning does, or map it to None"
    )
    with pytest.raises(AxisError) as scattered:
        hax.shard_map(lambda x: hax.psum_scatter(x, "both"))(BOTH)
    assert str(scattered.value) == (
        "psum_scatter: axis 'both' of [both=2] cannot be cut into 8 equal parts over mesh axes 'data', 'model'; "
        "make its size 8, as round_axis_for_partitioning does, or map it to None"
    )
