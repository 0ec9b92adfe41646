"""What each of two processes does in `test_processes.py`: it prints what it finds as JSON.

python -m tests.in_processes PORT PROCESS
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import AxisType, Mesh

import haliax as hax
from haliax import NamedArray

AXES, MAPPING = {"batch": 8, "embed": 6}, {"batch": "data"}
WHOLE = np.arange(8.0 * 6).reshape(8, 6)


def host(values: Any) -> NamedArray:
    """A named array that lies on no device."""
    return NamedArray(np.asarray(values), ("batch", "embed"))


@hax.named_jit(axis_resources={})
def columns(x: NamedArray) -> NamedArray:
    return x.sum("batch")


def total(x: NamedArray) -> list[float]:
    """The sum over each column, as every process knows it."""
    out: list[float] = np.asarray(columns(x).array.addressable_data(0)).tolist()
    return out


def local_rows(process: int) -> dict[str, Any]:
    """Rows of this process, and columns, become one array."""
    rows = WHOLE[4 * process : 4 * process + 4]
    turned = hax.make_array_from_process_local_data(host(rows).rearrange(("embed", "batch")), AXES, MAPPING)
    plain = hax.make_array_from_process_local_data(rows, AXES, MAPPING)
    asked: list[dict[str, slice]] = []

    def rows_of(part: dict[str, slice]) -> NamedArray:
        asked.append(part)
        return host(WHOLE[part["batch"], part["embed"]]).rearrange(("embed", "batch"))

    called = hax.make_array_from_callback(AXES, rows_of, MAPPING)
    return {
        "dtype": [str(x.dtype) for x in (plain, called)],
        "totals": [total(x) for x in (plain, turned, called)],
        "shape": plain.shape,
        "own": sorted({(part["batch"].start, part["batch"].stop, part["embed"].stop) for part in asked}),
    }


def told(call: Callable[[], Any]) -> str:
    """The words of the error that a call raises."""
    try:
        call()
    except ValueError as error:
        return str(error)
    return "no error"


def wholes(process: int, own: Mesh) -> dict[str, Any]:
    """What each process gives as the whole of an array."""
    mine, close = WHOLE + process, WHOLE * (1 + 1e-6 * process)
    ours = jnp.asarray(WHOLE)
    keys = [jax.random.split(jax.random.key(seed), 8) for seed in (0, process)]
    return {
        "same": total(hax.shard(host(WHOLE), MAPPING)),
        "same on devices": total(hax.shard(hax.named(ours, ("batch", "embed")), MAPPING)),
        "computed": told(lambda: hax.shard(hax.named(close, ("batch", "embed")), MAPPING)),
        "same keys": told(lambda: hax.shard(hax.named(keys[0], "batch"), MAPPING)),
        "own devices": told(lambda: hax.shard(host(mine), MAPPING, own)),
        "other host data": told(lambda: hax.shard({"x": host(WHOLE), "y": host(mine)}, MAPPING)),
        "other size": told(lambda: hax.shard(host(WHOLE[: 4 + 4 * process]), MAPPING)),
        "other data on devices": told(lambda: hax.shard(hax.named(mine, ("batch", "embed")), MAPPING)),
        "other integers": told(lambda: hax.shard(hax.named(mine.astype(int), ("batch", "embed")), MAPPING)),
        "other keys": told(lambda: hax.shard(hax.named(keys[1], "batch"), MAPPING)),
        "too few": told(lambda: hax.make_array_from_process_local_data(WHOLE[:3], AXES, MAPPING)),
    }


def main(port: str, process: int) -> None:
    jax.config.update("jax_cpu_collectives_implementation", "gloo")
    jax.distributed.initialize(f"127.0.0.1:{port}", num_processes=2, process_id=process)
    own = Mesh(np.array(jax.local_devices()).reshape(4, 1), ("data", "model"), axis_types=(AxisType.Auto,) * 2)
    found: dict[str, Any] = {"no mesh": told(lambda: hax.make_array_from_callback(AXES, lambda part: WHOLE))}
    for kind in (AxisType.Auto, AxisType.Explicit):
        with jax.set_mesh(jax.make_mesh((4, 2), ("data", "model"), axis_types=(kind,) * 2)):
            found[kind.name] = local_rows(process)
            if kind == AxisType.Explicit:
                found["wholes"] = wholes(process, own)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
