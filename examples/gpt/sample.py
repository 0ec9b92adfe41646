"""Lets the model write."""

from __future__ import annotations

import jax
import numpy as np

import haliax as hax
from gpt.model import GPT
from haliax import Axis, NamedArray
from haliax.haxtyping import Int


@hax.named_jit(check=True)
def next_byte(model: GPT, tokens: Int[NamedArray, "batch position"], key: jax.Array) -> Int[NamedArray, "batch"]:
    """One byte to follow each text, drawn from the model's distribution, with the likely ones favoured."""
    logits = model(tokens).take("position", -1) / 0.7
    # Adding Gumbel noise and taking the largest is drawing from the softmax.
    noise = -hax.log(-hax.log(hax.random.uniform(key, logits.axes, minval=1e-9)))
    return (logits + noise).argmax("vocab")


def write(model: GPT, position: Axis["position"], prompt: str, length: int) -> str:
    """A text that goes on from a prompt, which must be at least as long as the model's window."""
    text = list(prompt.encode())
    for key in jax.random.split(jax.random.key(0), length):
        window = hax.named(np.array([text[-position.size :]]), ("batch", position))
        text.append(next_byte(model, window, key).item())
    return bytes(text[-length:]).decode(errors="replace")
