"""One GPT on eight devices, in four ways: `make demo-sharded`.

From one to the next only a mapping changes: which named axis goes over which axis of the mesh. Each has the losses of
one device. It exits with 1 if one has not, or if no device holds less than the whole where it should.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from math import inf
from time import perf_counter

import jax
from jax.sharding import AxisType, Mesh

import haliax as hax
from gpt.data import Batch, batches, load
from gpt.model import GPT, Config
from gpt.train import Training, step
from haliax import Axis
from haliax.partitioning import ResourceMapping

CONFIG = Config(
    position=Axis("position", 32),
    embed=Axis("embed", 64),
    head_dim=Axis("head_dim", 16),
    mlp=Axis("mlp", 256),
    layer=Axis("layer", 2),
)
BATCH: Axis["batch"] = Axis("batch", 16)
STEPS = 20
TOLERANCE = 1e-3
"""How far a loss may be from that of one device: other orders of additions round otherwise."""


@dataclass(frozen=True)
class Spread:
    """How a model lies on a mesh.

    Attributes:
        stored: Where the parameters, and what Adam remembers of them, are kept between steps.
        computed: Where they and the batch are while a step is computed.
        least: At least how many times less than the whole one device holds.
    """

    stored: ResourceMapping
    computed: ResourceMapping
    least: float


TENSOR: ResourceMapping = {"head": "model", "mlp": "model", "vocab": "model"}

WAYS = {
    "data parallel": Spread({}, {"batch": ("data", "model")}, least=1),
    "fully sharded": Spread({"embed": ("data", "model")}, {"batch": ("data", "model")}, least=7),
    "tensor parallel": Spread(TENSOR, {"batch": "data", **TENSOR}, least=1.9),
    "both": Spread({"embed": "data", **TENSOR}, {"batch": "data", **TENSOR}, least=6),
}


def start(config: Config, steps: int) -> Training:
    """A new model, and what trains it."""
    return Training.init(GPT.init(config, jax.random.key(0)), steps)


def trained(
    config: Config, text: Iterator[Batch], steps: int, spread: Spread | None = None, mesh: Mesh | None = None
) -> tuple[Training, list[float]]:
    """A new model after some steps, and the loss at each. Without a mesh, on one device."""
    within: AbstractContextManager[object] = nullcontext() if mesh is None else jax.set_mesh(mesh)
    stored = None if spread is None else spread.stored
    with within:
        # Made where it shall lie: no device ever has all of it.
        training = hax.named_jit(start, stored)(config, steps)
        advance = hax.named_jit(
            step.__wrapped__,
            None if spread is None else spread.computed,
            in_axis_resources=stored,
            out_axis_resources=stored,
            donate_args=(True,),
            check=True,
        )
        losses = []
        for batch in islice(text, steps):
            training, value = advance(training, batch)
            losses.append(value.item())
    return training, losses


def held(tree: object) -> int:
    """The bytes of a tree that one device holds."""
    arrays = [leaf for leaf in jax.tree.leaves(tree) if isinstance(leaf, jax.Array)]
    return sum(array.addressable_shards[0].data.nbytes for array in arrays)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m gpt.sharded", description=__doc__)
    parser.add_argument(
        "--axes", choices=("auto", "explicit"), default="explicit", help="the kind of the axes of the mesh"
    )
    kind = {"auto": AxisType.Auto, "explicit": AxisType.Explicit}[parser.parse_args().axes]
    if jax.device_count() < 8:
        print("Eight devices are needed: set XLA_FLAGS=--xla_force_host_platform_device_count=8 JAX_PLATFORMS=cpu")
        return 1
    mesh = jax.make_mesh((4, 2), ("data", "model"), axis_types=(kind,) * 2)
    text, _ = load()
    one, expected = trained(CONFIG, batches(text, BATCH, CONFIG.position, seed=1), STEPS)
    whole = held((one.model, one.moments))
    print(f"one device: loss {expected[0]:.4f} to {expected[-1]:.4f}; it holds {whole / 1024:.0f} KiB\n")
    failed = []
    for name, spread in WAYS.items():
        begun = perf_counter()
        training, losses = trained(CONFIG, batches(text, BATCH, CONFIG.position, seed=1), STEPS, spread, mesh)
        print(f"{name}: stored by {dict(spread.stored)}, computed by {dict(spread.computed)}")
        hax.debug.visualize_shardings(training.model)
        own = held((training.model, training.moments))
        off = max((abs(mine - theirs) for mine, theirs in zip(losses, expected, strict=True)), default=inf)
        print(f"with what Adam remembers one device holds {own / 1024:.0f} of {whole / 1024:.0f} KiB")
        print(f"loss {losses[0]:.4f} to {losses[-1]:.4f}, at most {off:.1g} from that of one device")
        print(f"{perf_counter() - begun:.0f} s\n")
        if off > TOLERANCE or whole / own < spread.least:
            failed.append(name)
    print(f"not as on one device: {', '.join(failed)}" if failed else "All have the losses of one device.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
