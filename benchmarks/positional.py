"""One attention layer and one transformer block by hand, with positions. It needs jax and no haliax."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp

SIZES = {"batch": 4, "position": 32, "embed": 64, "qkv": 3, "head": 4, "head_dim": 16, "mlp": 256}
"""The size of each axis."""

PARAMETERS = {
    "qkv": ("embed", "qkv", "head", "head_dim"),
    "out": ("head", "head_dim", "embed"),
    "up": ("embed", "mlp"),
    "down": ("mlp", "embed"),
    "scale1": ("embed",),
    "shift1": ("embed",),
    "scale2": ("embed",),
    "shift2": ("embed",),
}
"""The names of the axes of each parameter of a block, in their order."""

Plain = dict[str, jax.Array]


def attention(p: Plain, x: jax.Array) -> jax.Array:
    """Causal attention of several heads."""
    qkv = jnp.einsum("bpe,eqhd->bpqhd", x, p["qkv"])
    q, k, v = jnp.unstack(jnp.transpose(qkv, (2, 0, 3, 1, 4)))
    scores = jnp.einsum("bhpd,bhkd->bhpk", q, k) / math.sqrt(SIZES["head_dim"])
    causal = jnp.arange(SIZES["position"])[:, None] >= jnp.arange(SIZES["position"])
    weights = jax.nn.softmax(jnp.where(causal, scores, -jnp.inf), axis=-1)
    return jnp.einsum("bhpd,hde->bpe", jnp.einsum("bhpk,bhkd->bhpd", weights, v), p["out"])


def norm(x: jax.Array, scale: jax.Array, shift: jax.Array) -> jax.Array:
    """Layer normalization."""
    x = x - x.mean(-1, keepdims=True)
    return x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + 1e-5) * scale + shift


def block(p: Plain, x: jax.Array) -> jax.Array:
    """A transformer block."""
    x = x + attention(p, norm(x, p["scale1"], p["shift1"]))
    hidden = jax.nn.gelu(norm(x, p["scale2"], p["shift2"]) @ p["up"])
    return x + hidden @ p["down"]
