"""Lets the model write."""

from __future__ import annotations

import jax
import numpy as np

import haliax as hax
from gpt.model import GPT, Cache, Config
from haliax import Axis, NamedArray
from haliax.haxtyping import Int

BATCH: Axis["batch"] = Axis("batch", 1)


@hax.named_jit(check=True)
def generate(
    model: GPT, prompt: Int[NamedArray, "batch position"], cache: Cache, keys: jax.Array
) -> Int[NamedArray, "batch following"]:
    """What follows each prompt: for each key a byte, drawn from the model's distribution, the likely ones favoured.

    Args:
        model: The model.
        prompt: The texts so far.
        cache: An empty cache, with room for the prompt and for what follows.
        keys: A key for each byte.
    """
    logits, cache = model.extend(prompt, cache)

    def step(
        carry: tuple[NamedArray["batch vocab"], Cache], key: jax.Array
    ) -> tuple[tuple[NamedArray["batch vocab"], Cache], Int[NamedArray, "batch"]]:
        logits, cache = carry
        token = hax.random.categorical(key, logits / 0.7, "vocab")
        last = token.broadcast_axis(Axis("position", 1)).rearrange(("batch", "position"))
        logits, cache = model.extend(last, cache)
        return (logits["position", -1], cache), token

    _, tokens = hax.scan(step, Axis("following", keys.shape[0]))((logits["position", -1], cache), keys)
    return tokens.rearrange(("batch", "following"))


def write(model: GPT, config: Config, prompt: str, length: int) -> str:
    """A text that goes on from a prompt.

    The cache is full when the model has seen as much as it can. Then it reads the second half of its window anew.
    """
    text = list(prompt.encode())
    start = len(text)
    half = config.position.size // 2
    for key in jax.random.split(jax.random.key(0), -(-length // half)):
        window = hax.named(np.array([text[-half:]]), (BATCH, Axis("position", min(half, len(text)))))
        more = generate(model, window, Cache.empty(config, BATCH), jax.random.split(key, half))
        text += more["batch", 0].array.tolist()
    return bytes(text[start : start + length]).decode(errors="replace")
