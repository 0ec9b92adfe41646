"""What names cost on several devices: calls of compiled functions, and placing under a trace.

Both sides run in turns in one process of its own, which has eight virtual devices.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import jax
from jax.sharding import AxisType, NamedSharding, PartitionSpec

import haliax as hax
from benchmarks.measure import Call, side_by_side
from benchmarks.processes import python
from benchmarks.report import Row
from benchmarks.tracing import traced

GROUP = "Eight devices"
LEAVES = 50
MAPPING = {"batch": "data", "embed": "model"}
_FLAG = "--xla_force_host_platform_device_count=8"


def rows(seconds: float) -> Iterator[Row]:
    """The figures of calls and of placing."""
    flags = f"{os.environ.get('XLA_FLAGS', '')} {_FLAG}"
    found = python("-m", "benchmarks.devices", str(seconds), JAX_PLATFORMS="cpu", XLA_FLAGS=flags)
    for row in json.loads(found):
        yield Row(**row)


def rows_here(seconds: float) -> Iterator[Row]:
    """The same, in this process."""
    for kind in (AxisType.Auto, AxisType.Explicit):
        mesh = jax.make_mesh((4, 2), ("data", "model"), axis_types=(kind,) * 2)
        with jax.set_mesh(mesh):
            for what, target, against, ours, plain in calls():
                times = side_by_side({"ours": ours, "plain": plain}, seconds)
                fast, slow = times["ours"], times["plain"]
                # A call waits for eight threads, so its fastest block is luck. A trace is work of Python alone.
                is_trace = "trace" in what
                figures = [1e6 * (time.best if is_trace else time.middle) for time in (fast, slow)]
                name = f"{what}, {kind.name}"
                yield Row(GROUP, name, *figures, "µs", against=against, target=target, paired=fast.paired(slow))


def arrays() -> dict[str, hax.NamedArray]:
    """Small arrays in parts."""
    made: dict[str, hax.NamedArray] = hax.shard(
        {f"layer{i:02}": hax.ones({"batch": 8, "embed": 4}) for i in range(LEAVES)}, MAPPING
    )
    return made


def calls() -> Iterator[tuple[str, float | None, str, Call, Call]]:
    """What is called on the mesh in force: its name, its target, beside what, with names, and without."""
    params = arrays()
    sharding = jax.tree.map(lambda array: array.sharding, params)
    plain = {name: value.array for name, value in params.items()}
    named = hax.named_jit(_scaled, MAPPING)
    by_hand = jax.jit(_scaled, out_shardings=sharding)
    on_arrays = jax.jit(_scaled, out_shardings=sharding["layer00"].array)
    what = f"{LEAVES} parameters in and out"
    yield f"named_jit, {what}", 1.1, "jax.jit", lambda: named(params), lambda: by_hand(params)
    yield f"jax.jit, {what}", None, "plain arrays", lambda: by_hand(params), lambda: on_arrays(plain)
    yield f"shard under a trace, {LEAVES} arrays", 1.2, "by hand", traced(_shard, params), traced(_place, plain)


def _scaled(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value * 0.5 for name, value in params.items()}


def _shard(params: dict[str, hax.NamedArray]) -> dict[str, hax.NamedArray]:
    return hax.shard(params, MAPPING)


def _place(arrays: dict[str, jax.Array]) -> dict[str, jax.Array]:
    spec = PartitionSpec("data", "model")
    mesh = jax.sharding.get_abstract_mesh()
    explicit = AxisType.Explicit in mesh.axis_types
    place = jax.sharding.reshard if explicit else jax.lax.with_sharding_constraint
    return {name: place(array, NamedSharding(mesh, spec)) for name, array in arrays.items()}


if __name__ == "__main__":
    import sys

    print(json.dumps([asdict(row) for row in rows_here(float(sys.argv[1]))]))
