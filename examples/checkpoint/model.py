"""GPT-2, whose fields are called as in its torch version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Int
from haliax.nn.attention import causal_mask, dot_product_attention


@dataclass(frozen=True)
class Config:
    """The axes of the model, and how many blocks it has; by default those of the smallest GPT-2."""

    vocab: Axis["vocab"] = Axis("vocab", 50257)
    position: Axis["position"] = Axis("position", 1024)
    embed: Axis["embed"] = Axis("embed", 768)
    head: Axis["head"] = Axis("head", 12)
    head_dim: Axis["head_dim"] = Axis("head_dim", 64)
    mlp: Axis["mlp"] = Axis("mlp", 3072)
    qkv: Axis["qkv"] = Axis("qkv", 3)
    blocks: int = 12


class Conv1D(hax.nn.Linear):
    """A linear layer whose weight is `[in, out]` in checkpoints, as everywhere in GPT-2."""

    def _state_dict_layout(self) -> dict[str, Any]:
        return {"weight": {"In": self.In, "Out": self.Out}, "bias": {"Out": self.Out}}


class Attention(eqx.Module):
    """Causal attention. The weights of queries, keys and values are one, as in the checkpoint."""

    c_attn: Conv1D["embed -> qkv head head_dim"]
    c_proj: Conv1D["head head_dim -> embed"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> Attention:
        attn, proj = jax.random.split(key)
        heads = (config.head, config.head_dim)
        return Attention(
            Conv1D.init(config.embed, (config.qkv, *heads), key=attn), Conv1D.init(heads, config.embed, key=proj)
        )

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        q, k, v = self.c_attn(x).unbind("qkv")
        k = k.rename({"position": "key_position"})
        v = v.rename({"position": "key_position"})
        mask = causal_mask(q.resolve_axis("position"), k.resolve_axis("key_position"))
        return self.c_proj(dot_product_attention("key_position", "head_dim", q, k, v, mask=mask))


class Mlp(eqx.Module):
    """Two linear layers, and what is between."""

    c_fc: Conv1D["embed -> mlp"]
    c_proj: Conv1D["mlp -> embed"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> Mlp:
        fc, proj = jax.random.split(key)
        return Mlp(Conv1D.init(config.embed, config.mlp, key=fc), Conv1D.init(config.mlp, config.embed, key=proj))

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        return self.c_proj(hax.nn.gelu(self.c_fc(x)))


class Block(eqx.Module):
    """Attention and an MLP, each added to what goes in."""

    ln_1: hax.nn.LayerNorm["embed"]
    attn: Attention
    ln_2: hax.nn.LayerNorm["embed"]
    mlp: Mlp

    @staticmethod
    def init(config: Config, key: jax.Array) -> Block:
        attn, mlp = jax.random.split(key)
        norms = hax.nn.LayerNorm.init(config.embed), hax.nn.LayerNorm.init(config.embed)
        return Block(norms[0], Attention.init(config, attn), norms[1], Mlp.init(config, mlp))

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class Gpt2(eqx.Module):
    """Tokens to logits of the token that follows."""

    tokens: hax.nn.Embedding["vocab -> embed"] = hax.field(state_dict_key="wte")
    positions: hax.nn.Embedding["position -> embed"] = hax.field(state_dict_key="wpe")
    blocks: list[Block] = hax.field(state_dict_key="h")
    norm: hax.nn.LayerNorm["embed"] = hax.field(state_dict_key="ln_f")

    @staticmethod
    def init(config: Config, key: jax.Array) -> Gpt2:
        tokens, positions, *blocks = jax.random.split(key, 2 + config.blocks)
        return Gpt2(
            hax.nn.Embedding.init(config.vocab, config.embed, key=tokens),
            hax.nn.Embedding.init(config.position, config.embed, key=positions),
            [Block.init(config, block) for block in blocks],
            hax.nn.LayerNorm.init(config.embed),
        )

    def __call__(self, tokens: Int[NamedArray, "batch position"]) -> NamedArray["batch position vocab"]:
        x = self.tokens(tokens) + self.positions(hax.arange(tokens.resolve_axis("position")))
        for block in self.blocks:
            x = block(x)
        return self.tokens.unembed(self.norm(x))
