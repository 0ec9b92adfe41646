"""Layers with axes in their types: grouped heads, experts, adapters, protocols, optional layers, trees, jax transforms."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import BlockSeq, Embedding, Linear, MoELinear, RmsNorm, Stacked
from haliax.nn.attention import causal_mask, dot_product_attention


@dataclass(frozen=True)
class LlamaConfig:
    hidden: int = 8
    kv: int = 2
    group: int = 2
    layers: int = 2
    experts: int = 3
    top: int = 2
    moe: bool = False

    @property
    def Embed(self) -> Axis["embed"]:
        return Axis("embed", self.hidden)

    @property
    def KVHeads(self) -> Axis["kv_head"]:
        return Axis("kv_head", self.kv)

    @property
    def QPerGroup(self) -> Axis["q_heads_per_group"]:
        return Axis("q_heads_per_group", self.group)

    @property
    def HeadSize(self) -> Axis["head_size"]:
        return Axis("head_size", self.hidden // self.kv // self.group)

    @property
    def Mlp(self) -> Axis["mlp"]:
        return Axis("mlp", self.hidden * 2)

    @property
    def Experts(self) -> Axis["experts"]:
        return Axis("experts", self.experts)

    @property
    def Layers(self) -> Axis["layers"]:
        return Axis("layers", self.layers)

    def mk_LayerNorm(self, axis: Axis["embed"]) -> RmsNorm["embed"]:
        return RmsNorm.init(axis, eps=1e-6, use_bias=False)

    def attention(self, *, key: jax.Array) -> LlamaAttention:
        return LlamaAttention.init(self, key=key)


def rotate_half(x: NamedArray["... head_size"]) -> NamedArray["... head_size"]:
    x1 = x[{"head_size": slice(0, x.axis_size("head_size") // 2)}]
    x2 = x[{"head_size": slice(x.axis_size("head_size") // 2, None)}]
    return hax.concatenate("head_size", (-x2, x1))


class LlamaAttention(eqx.Module):
    config: LlamaConfig = eqx.field(static=True)
    q_proj: Linear["embed -> kv_head q_heads_per_group head_size"]
    k_proj: Linear["embed -> kv_head head_size"]
    v_proj: Linear["embed -> kv_head head_size"]
    o_proj: Linear["kv_head q_heads_per_group head_size -> embed"]
    q_norm: RmsNorm["head_size"] | None = None

    @staticmethod
    def init(config: LlamaConfig, *, key: jax.Array) -> LlamaAttention:
        Embed = config.Embed
        QHeadsPerGroup, KVHeads, HeadSize = config.QPerGroup, config.KVHeads, config.HeadSize
        k_q, k_k, k_v, k_o = jax.random.split(key, 4)
        q_proj = Linear.init(In=Embed, Out=(KVHeads, QHeadsPerGroup, HeadSize), key=k_q, use_bias=False, out_first=True)
        k_proj = Linear.init(In=Embed, Out=(KVHeads, HeadSize), key=k_k, use_bias=False, out_first=True)
        v_proj = Linear.init(In=Embed, Out=(KVHeads, HeadSize), key=k_v, use_bias=False, out_first=True)
        o_proj = Linear.init(In=(KVHeads, QHeadsPerGroup, HeadSize), Out=Embed, key=k_o, use_bias=False)
        return LlamaAttention(config, q_proj, k_proj, v_proj, o_proj, q_norm=RmsNorm.init(HeadSize))

    def __call__(
        self, x: NamedArray["batch position embed"], mask: NamedArray["position key_position"] | None
    ) -> NamedArray["batch position embed"]:
        q = self.q_proj(x).rearrange((..., "kv_head", "q_heads_per_group", "position", "head_size"))
        k = self.k_proj(x).rearrange((..., "kv_head", "position", "head_size"))
        v = self.v_proj(x).rearrange((..., "kv_head", "position", "head_size"))
        if self.q_norm is not None:
            q = self.q_norm(q)
        q, k = q + rotate_half(q), k + rotate_half(k)
        k = k.rename({"position": "key_position"})
        v = v.rename({"position": "key_position"})
        attn_output = dot_product_attention("key_position", "head_size", q, k, v, mask)
        attn_output = attn_output.astype(x.dtype)
        return self.o_proj(attn_output).rearrange(("batch", "position", "embed"))


class FeedForward(Protocol):
    def __call__(self, x: NamedArray["batch position embed"], /) -> NamedArray["batch position embed"]: ...


class LlamaMlp(eqx.Module):
    gate_proj: Linear["embed -> mlp"]
    up_proj: Linear["embed -> mlp"]
    down_proj: Linear["mlp -> embed"]
    act: Callable[[NamedArray], NamedArray] = eqx.field(static=True)

    @classmethod
    def init(cls, Embed: Axis["embed"], Mlp: Axis["mlp"], *, key: jax.Array) -> LlamaMlp:
        k_fc, k_up, k_down = jax.random.split(key, 3)
        gate_proj = Linear.init(Out=Mlp, In=Embed, key=k_fc, use_bias=False)
        up_proj = Linear.init(Out=Mlp, In=Embed, key=k_up, use_bias=False)
        down_proj = Linear.init(Out=Embed, In=Mlp, key=k_down, use_bias=False)
        return cls(gate_proj, up_proj, down_proj, hax.nn.silu)

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        hidden_states = self.act(self.gate_proj(x))
        hidden_states = hidden_states * self.up_proj(x)
        return self.down_proj(hidden_states).rearrange(("batch", "position", "embed"))


class MixtralMlp(eqx.Module):
    config: LlamaConfig = eqx.field(static=True)
    gate: Linear["embed -> experts"]
    w1: MoELinear["experts: embed -> mlp"]
    w2: MoELinear["experts: mlp -> embed"]

    @classmethod
    def init(cls, config: LlamaConfig, *, key: jax.Array) -> MixtralMlp:
        k0, k1, k2 = jax.random.split(key, 3)
        w1 = MoELinear.init(Experts=config.Experts, In=config.Embed, Out=config.Mlp, key=k1, use_bias=False)
        w2 = MoELinear.init(Experts=config.Experts, In=config.Mlp, Out=config.Embed, key=k2, use_bias=False)
        return cls(config, Linear.init(config.Embed, config.Experts, key=k0, use_bias=False), w1, w2)

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        flat = hax.flatten_axes(x, ("batch", "position"), "token")
        router_probs = hax.nn.softmax(self.gate(flat), axis="experts")
        choice = router_probs.argmax("experts")
        order = hax.argsort(choice, "token")
        counts = hax.nn.one_hot(choice, self.config.Experts, dtype=jnp.int32).sum("token")
        rows = flat.take("token", order)
        hidden = hax.nn.silu(self.w1(rows, counts))
        out = self.w2(hidden, counts)
        weight = router_probs.max("experts")
        out = out.take("token", hax.argsort(order, "token")) * weight
        return hax.unflatten_axis(out, "token", x.resolve_axis(("batch", "position")))


class Block(eqx.Module):
    self_attn: LlamaAttention
    mlp: LlamaMlp | MixtralMlp
    input_layernorm: RmsNorm["embed"]
    post_attention_layernorm: RmsNorm["embed"]

    @staticmethod
    def init(config: LlamaConfig, *, key: jax.Array) -> Block:
        k_attn, k_mlp = jax.random.split(key, 2)
        mlp: LlamaMlp | MixtralMlp
        if config.moe:
            mlp = MixtralMlp.init(config, key=k_mlp)
        else:
            mlp = LlamaMlp.init(config.Embed, config.Mlp, key=k_mlp)
        norms = [config.mk_LayerNorm(config.Embed) for _ in range(2)]
        return Block(config.attention(key=k_attn), mlp, *norms)

    def __call__(
        self, x: NamedArray["batch position embed"], mask: NamedArray["position key_position"] | None = None
    ) -> NamedArray["batch position embed"]:
        residual = x
        x = self.input_layernorm(x)
        x = residual + self.self_attn(x, mask)
        residual = x
        x = self.post_attention_layernorm(x)
        return residual + self.mlp(x)


class Llama(eqx.Module):
    table: Embedding["vocab -> embed"]
    layers: Stacked[Block] | BlockSeq[Block]
    norm: RmsNorm["embed"]
    lm_head: Linear["embed -> vocab"] | None = None

    @staticmethod
    def init(Vocab: Axis["vocab"], config: LlamaConfig, *, key: jax.Array, scan: bool = True, tied: bool = True) -> Llama:
        k_e, k_l, k_h = jax.random.split(key, 3)
        S = Stacked
        if not scan:
            S = BlockSeq
        layers = S.init(config.Layers, Block)(config, key=jax.random.split(k_l, config.layers))
        head = None if tied else Linear.init(In=config.Embed, Out=Vocab, key=k_h, use_bias=False)
        return Llama(Embedding.init(Vocab, config.Embed, key=k_e), layers, config.mk_LayerNorm(config.Embed), head)

    def activations(self, ids: NamedArray["batch position"]) -> NamedArray["batch position embed"]:
        x = self.table.embed(ids)
        Pos = ids.resolve_axis("position")
        x = self.layers.fold(x, mask=causal_mask(Pos, Pos.alias("key_position")))
        return self.norm(x)

    def get_lm_head(self) -> NamedArray:
        return self.table.weight if self.lm_head is None else self.lm_head.weight

    def __call__(self, ids: NamedArray["batch position"]) -> NamedArray["batch position vocab"]:
        x = self.activations(ids)
        return self.lm_head(x) if self.lm_head else self.table.unembed(x)


def next_token_loss(model: Llama, ids: NamedArray["batch position"]) -> jax.Array:
    logits = model(ids)
    targets = hax.roll(ids, -1, "position")
    mask = hax.arange(ids.resolve_axis("position")) < ids.axis_size("position") - 1
    return hax.nn.cross_entropy_loss(logits, "vocab", targets, reduction=hax.mean, where=mask).scalar()


@eqx.filter_jit
def train_step(model: Llama, ids: NamedArray["batch position"]) -> tuple[Llama, jax.Array]:
    loss, grads = eqx.filter_value_and_grad(next_token_loss)(model, ids)
    updates = jax.tree.map(lambda g: -0.1 * g, grads)
    return eqx.apply_updates(model, updates), loss


config = LlamaConfig()
Vocab, Batch, Position = Axis("vocab", 7), Axis("batch", 2), Axis("position", 3)
ids = hax.zeros((Batch, Position), dtype=int)
model = Llama.init(Vocab, config, key=jax.random.key(0))
new, loss = train_step(model, ids)
logits = new(ids)
moe = Llama.init(Vocab, dataclasses.replace(config, moe=True), key=jax.random.key(0), scan=False, tied=False)
probabilities = hax.nn.softmax(moe(ids), "vocab").max("vocab")
step = functools.partial(next_token_loss, ids=ids)
params, static = eqx.partition(model, eqx.is_inexact_array)
whole = eqx.combine(params, static)
also = whole(ids)
half = jax.tree.map(lambda p: p.astype(jnp.bfloat16), params)
frozen = eqx.tree_at(lambda m: m.norm, model, replace_fn=jax.lax.stop_gradient)
