"""Makes or finds a checkpoint, reads it, and lets the model continue a text of numbers."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import equinox as eqx
import jax
import numpy as np

import haliax as hax
from checkpoint.model import Config, Gpt2
from haliax import Axis
from haliax.state_dict import StateDict, from_torch_compatible_state_dict, load_state_dict, save_state_dict

SMALL = Config(
    vocab=Axis("vocab", 101),
    position=Axis("position", 16),
    embed=Axis("embed", 12),
    head=Axis("head", 2),
    head_dim=Axis("head_dim", 6),
    mlp=Axis("mlp", 20),
    blocks=3,
)


def random_checkpoint(config: Config, seed: int = 0) -> StateDict:
    """Arrays with the names and shapes of a checkpoint of GPT-2, among them masks that are no parameters."""
    embed, mlp, length = config.embed.size, config.mlp.size, config.position.size
    shapes: dict[str, tuple[int, ...]] = {"wte.weight": (config.vocab.size, embed), "wpe.weight": (length, embed)}
    for block in range(config.blocks):
        for name, shape in {
            **{"ln_1": (embed,), "attn.c_attn": (embed, 3 * embed), "attn.c_proj": (embed, embed)},
            **{"ln_2": (embed,), "mlp.c_fc": (embed, mlp), "mlp.c_proj": (mlp, embed)},
        }.items():
            shapes |= {f"h.{block}.{name}.weight": shape, f"h.{block}.{name}.bias": shape[-1:]}
        shapes[f"h.{block}.attn.bias"] = (1, 1, length, length)
    shapes |= {"ln_f.weight": (embed,), "ln_f.bias": (embed,)}
    rng = np.random.default_rng(seed)
    return {key: rng.normal(size=shape).astype(np.float32) for key, shape in shapes.items()}


def read(folder: Path, config: Config) -> Gpt2:
    """The model in a folder. Nothing is computed but what is read; masks of the checkpoint are not read."""
    shapes = eqx.filter_eval_shape(Gpt2.init, config, jax.random.key(0))
    model: Gpt2 = from_torch_compatible_state_dict(shapes, load_state_dict(folder), strict=False)
    return model


def main() -> None:
    """Reads a checkpoint, and says what comes out."""
    with TemporaryDirectory() as made:
        folder, config = (Path(sys.argv[1]), Config()) if len(sys.argv) > 1 else (Path(made), SMALL)
        if config is SMALL:
            save_state_dict(random_checkpoint(SMALL), folder, max_shard_size=10_000)
        print(f"{len(load_state_dict(folder))} arrays in {len(list(folder.glob('*.safetensors')))} files")
        model = read(folder, config)
    tokens = hax.named(np.arange(10)[None], ("batch", "position"))
    logits = jax.jit(lambda m, t: m(t))(model, tokens)
    print("after 0 1 2 ... 9:", int(logits["position", -1, "batch", 0].argmax("vocab").item()))


if __name__ == "__main__":
    main()
