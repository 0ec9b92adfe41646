"""One program in two processes, each with four devices: arrays of both, and data that is not the same in both."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SECONDS = 180
COLUMNS = [168.0, 176.0, 184.0, 192.0, 200.0, 208.0]  # of a table of 8 rows that counts from 0 to 47
WAY_OUT = "and each gives them as the whole; if each has a part, use make_array_from_process_local_data"
OTHER = f"shard: the processes hold different values of the array [batch=8, embed=6], {WAY_OUT}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _run_both() -> list[dict[str, Any]]:
    """What both processes print. None of them stays alive."""
    port = str(_free_port())
    env = {**os.environ, "JAX_PLATFORMS": "cpu", "XLA_FLAGS": "--xla_force_host_platform_device_count=4"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.in_processes", port]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([*command, str(i)], cwd=ROOT, env=env, **pipes) for i in range(2)]
    try:
        told = [process.communicate(timeout=SECONDS) for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()
    assert [process.returncode for process in running] == [0, 0], "\n".join(errors for _, errors in told)
    return [json.loads(out.splitlines()[-1]) for out, _ in told]


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    return _run_both()


@pytest.mark.parametrize("kind", ["Auto", "Explicit"])
def test_arrays_are_made_of_what_each_process_has(found: list[dict[str, Any]], kind: str) -> None:
    for process, both in enumerate(found):
        seen = both[kind]
        assert seen["totals"] == [COLUMNS] * 3
        assert seen["shape"] == {"batch": 8, "embed": 6}
        assert seen["dtype"] == ["float32"] * 2
        first = 4 * process
        assert seen["own"] == [[first, first + 2, 6], [first + 2, first + 4, 6]]


def test_what_every_process_gives_as_the_whole_must_be_the_same(found: list[dict[str, Any]]) -> None:
    for both in found:
        seen = both["wholes"]
        assert seen["same"] == seen["same on devices"] == COLUMNS
        assert {seen[name] for name in ("computed", "same keys", "own devices")} == {"no error"}
        assert {seen[name] for name in ("other host data", "other data on devices", "other integers")} == {OTHER}
        assert seen["other keys"] == OTHER.replace("[batch=8, embed=6]", "[batch=8]")
    sizes = [both["wholes"]["other size"] for both in found]
    assert sizes == [OTHER.replace("batch=8", "batch=4"), OTHER]


def test_what_a_process_lacks_is_told(found: list[dict[str, Any]]) -> None:
    for both in found:
        assert both["wholes"]["too few"] == (
            "make_array_from_process_local_data: axis 'batch' is given 3 elements; of 8, this process has 4 on its "
            "devices: give these, or all, if it has all"
        )
        no_mesh = "make_array_from_callback: no mesh is in force; pass one, or set one with jax.set_mesh"
        assert both["no mesh"] == no_mesh
