"""What `record` costs: an eager program at most twice its time, a traced one nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.recording import record, run

PROGRAM = """
import time

import jax

import haliax as hax
from haliax.nn import LayerNorm, Linear

Batch, Embed, Mlp = hax.make_axes(batch=4, embed=8, mlp=16)
key = jax.random.key(0)
up, down, norm = Linear.init(Embed, Mlp, key=key), Linear.init(Mlp, Embed, key=key), LayerNorm.init(Embed)
x = hax.random.normal(key, (Batch, Embed))


def added(x, y):
    return x + y


def normed(x):
    x = x - x.mean("embed")
    return x * hax.rsqrt(x.var("embed") + 1e-5)


def layered(up, down, norm, x):
    return added(x, down(hax.nn.gelu(up(norm(x)))))


compiled = jax.jit(layered)


def cost(function, times):
    # Of this thread alone, and the least of many: other programs run on the machine.
    function()
    least = float("inf")
    for _ in range(30):
        start = time.thread_time()
        for _ in range(times):
            function()
        least = min(least, time.thread_time() - start)
    return least / times


print(cost(lambda: added(x, x), 500), cost(lambda: normed(x), 50), cost(lambda: layered(up, down, norm, x), 10))
print(cost(lambda: compiled(up, down, norm, x), 500))
"""


@pytest.mark.slow
def test_an_eager_program_takes_at_most_twice_its_time(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    plain, noted = ([float(word) for word in runs(tmp_path, "program.py").stdout.split()] for runs in (run, record))
    ratios = [after / before for before, after in zip(plain, noted, strict=True)]
    print("one operation, a few, layers, compiled:", *(f"{ratio:.2f}" for ratio in ratios))
    assert max(ratios[:3]) < 2, ratios
    assert ratios[3] < 1.3, ratios
