"""One program in two processes, each with four devices: arrays of both, and data that is not the same in both."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.experimental import multihost_utils

import haliax as hax
from haliax.errors import AxisError
from haliax.partitioning import processes
from haliax.partitioning.processes import Whole

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


def test_two_processes() -> None:
    """One test, so that the two are started once."""
    for process, found in enumerate(_run_both()):
        for kind in ("Auto", "Explicit"):
            _check_what_is_made(found[kind], 4 * process)
        _check_what_is_told(found["wholes"])
        size = "batch=4" if process == 0 else "batch=8"
        assert found["wholes"]["other size"] == OTHER.replace("batch=8", size)
        no_mesh = "make_array_from_callback: no mesh is in force; pass one, or set one with jax.set_mesh"
        assert found["no mesh"] == no_mesh


def _check_what_is_made(seen: dict[str, Any], first: int) -> None:
    """Each process has four rows, from the first of its own."""
    assert seen["totals"] == [COLUMNS] * 3
    assert seen["shape"] == {"batch": 8, "embed": 6}
    assert seen["dtype"] == ["float32"] * 2
    assert seen["own"] == [[first, first + 2, 6], [first + 2, first + 4, 6]]


def _check_what_is_told(seen: dict[str, Any]) -> None:
    """What both give as the whole must be the same in both."""
    assert seen["same"] == seen["same on devices"] == COLUMNS
    assert {seen[name] for name in ("computed", "same keys", "own devices")} == {"no error"}
    assert {seen[name] for name in ("other host data", "other data on devices", "other integers")} == {OTHER}
    assert seen["other keys"] == OTHER.replace("[batch=8, embed=6]", "[batch=8]")
    assert seen["too few"] == (
        "make_array_from_process_local_data: axis 'batch' is given 3 elements; of 8, this process has 4 on its "
        "devices: give these, or all, if it has all"
    )


# --- how the processes compare: here one plays both


class Everywhere:
    """Where arrays of two processes lie."""

    is_fully_addressable = False

    def __init__(self, processes: int = 2) -> None:
        self.device_set = [SimpleNamespace(process_index=i) for i in range(processes)]


class Played:
    """One of two processes, and what the other has said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[np.ndarray[Any, Any]] = []
        self.heard: np.ndarray[Any, Any] | None = None
        monkeypatch.setattr(jax, "process_count", lambda: 2)
        monkeypatch.setattr(multihost_utils, "process_allgather", self.gathered)
        monkeypatch.setattr(jax, "make_array_from_callback", lambda shape, _, part, dtype: jnp.asarray(part(()), dtype))
        monkeypatch.setattr(jax, "device_put", lambda array, _: array)

    def gathered(self, words: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        self.said.append(words)
        return np.stack([words, words if self.heard is None else self.heard])

    def agree(self, first: Any, second: Any) -> bool:
        """Whether two processes go on, of which each has one of these."""
        self.heard = None
        processes.placed([Whole(("x",), second, Everywhere())])
        self.heard = self.said[-1]
        try:
            (out,) = processes.placed([Whole(("x",), first, Everywhere())])
        except AxisError:
            return False
        assert out.shape == first.shape
        return True


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Played:
    return Played(monkeypatch)


MANY = np.arange(1000.0, dtype=np.float32)
NAN, HALF = np.float32([1, np.nan, 3]), jnp.bfloat16([1, 2, 3])


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (MANY, MANY.copy(), True),
        (MANY, MANY + np.float32(1e-4), False),
        (MANY, MANY.reshape(500, 2)[:, 0], False),
        (MANY[:4], MANY[:4].view(np.int32), False),  # the same bits
        (NAN, NAN.copy(), True),
        (np.asarray(HALF), np.asarray(HALF), True),
        (jax.random.key(0)[None], jax.random.key(0)[None], True),
        (jax.random.key(0)[None], jax.random.key(1)[None], False),
        (MANY[:0], MANY[:0], True),
    ],
)
def test_values_of_the_host_agree_in_every_bit(played: Played, first: Any, second: Any, same: bool) -> None:
    assert played.agree(first, second) is same
    assert len(played.said[-1]) == 2


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (MANY, MANY * 1.0001, True),
        (MANY, MANY * 1.1, False),
        (MANY, MANY[::-1].copy(), False),
        (NAN, NAN * 1.0001, True),
        (NAN, NAN[::-1] * 1, False),
        (NAN, np.float32([1, 2, 3]), False),
        (np.float32([np.inf, 1]), np.float32([np.inf, 1]), True),
        (np.float32([1000, 0]), np.float32([1000, 1]), True),  # what is left of large numbers
        (np.float32([0, 0]), np.float32([0, 1]), False),
        (np.complex64([1j, 2]), np.complex64([3j, 2]), False),
        (HALF, HALF, True),
        (HALF, HALF + 1, False),
        (np.arange(1000), np.arange(1000) + (np.arange(1000) == 500), False),
        (np.arange(3), np.arange(3), True),
        (jax.random.key(0)[None], jax.random.key(1)[None], False),
        (MANY[:0], MANY[:0], True),
    ],
)
def test_computed_values_are_close(
    played: Played, monkeypatch: pytest.MonkeyPatch, first: Any, second: Any, same: bool
) -> None:
    monkeypatch.setattr(Whole, "is_of_host", False)
    assert played.agree(jnp.asarray(first), jnp.asarray(second)) is same
    assert len(played.said[-1]) <= 64


def test_only_what_all_processes_move_is_compared(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    host, elsewhere = Whole(("x",), MANY, Everywhere()), Whole(("x",), MANY, Everywhere(1))
    processes.placed([elsewhere])
    assert not played.said
    processes.placed([host, elsewhere, host])
    assert [len(words) for words in played.said] == [4]
    monkeypatch.setattr(Whole, "is_of_host", False)
    array = jnp.asarray(MANY)
    processes.placed([Whole(("x",), array, array.sharding)])  # it lies there
    assert len(played.said) == 1
    monkeypatch.setattr(jax, "process_count", lambda: 1)
    processes.placed([host, elsewhere])
    assert len(played.said) == 1


def test_the_array_that_differs_is_told(played: Played) -> None:
    same, other = MANY[:3], MANY[:2]
    processes.placed([Whole(("x",), same, Everywhere()), Whole(("y",), other + 1, Everywhere())])
    played.heard = played.said[-1]
    with pytest.raises(AxisError, match=r"different values of the array \[y=2\], and each"):
        processes.placed([Whole(("x",), same, Everywhere()), Whole(("y",), other, Everywhere())])


def test_without_a_mesh_there_is_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hax.make_array_from_callback({"x": 3}, lambda part: np.ones(3)).shape == {"x": 3}
    monkeypatch.setattr(jax, "process_count", lambda: 2)
    with pytest.raises(AxisError, match="make_array_from_callback: no mesh is in force"):
        hax.make_array_from_callback({"x": 3}, lambda part: np.ones(3))
