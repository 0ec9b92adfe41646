"""A language model of layers, as clients write it: a configuration of axes, options of the model, dropout, a loss."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.jax_utils import maybe_rng_split, named_call, shaped_rng_split
from haliax.nn import Dropout, Embedding, LayerNorm, Linear, Stacked
from haliax.nn.attention import causal_mask, dot_product_attention
from haliax.state_dict import ModuleWithStateDictSerialization

ACTIVATIONS: dict[str, Callable[[NamedArray], NamedArray]] = {
    "relu": hax.nn.relu,
    "silu": hax.nn.silu,
    "gelu": partial(hax.nn.gelu, approximate=False),
    "gelu_new": partial(hax.nn.gelu, approximate=True),
}


@dataclass(frozen=True)
class GptConfig:
    seq_len: int = 3
    hidden_dim: int = 6
    num_layers: int = 2
    num_heads: int = 2
    mlp_scale: int = 2
    activation: str = "gelu_new"
    initializer_range: float = 0.02
    attn_pdrop: float = 0.1
    use_bias: bool = True
    tie_word_embeddings: bool = True
    upcast_attn: bool = False

    Pos = property(lambda self: Axis("position", self.seq_len))
    KeyPos = property(lambda self: self.Pos.alias("key_position"))
    Embed = property(lambda self: Axis("embed", self.hidden_dim))
    Heads = property(lambda self: Axis("heads", self.num_heads))
    HeadSize = property(lambda self: Axis("head_size", self.hidden_dim // self.num_heads))
    Mlp = property(lambda self: Axis("mlp", self.mlp_scale * self.hidden_dim))
    Layers = property(lambda self: Axis("layers", self.num_layers))


class Gpt2Mlp(eqx.Module):
    c_fc: Linear
    c_proj: Linear
    act: Callable[[NamedArray], NamedArray] = eqx.field(static=True)

    @staticmethod
    def init(Embed: Axis, Mlp: Axis, activation: str | Callable[..., Any], *, key: jax.Array, use_bias: bool) -> Gpt2Mlp:
        k_fc, k_proj = jax.random.split(key, 2)
        c_fc = Linear.init(Out=Mlp, In=Embed, key=k_fc, use_bias=use_bias, out_first=False)
        c_proj = Linear.init(Out=Embed, In=Mlp, key=k_proj, use_bias=use_bias, out_first=False)
        act = ACTIVATIONS[activation] if isinstance(activation, str) else activation
        return Gpt2Mlp(c_fc, c_proj, act)

    @named_call
    def __call__(self, x: NamedArray, *, key: jax.Array | None = None) -> NamedArray:
        k1, k2 = maybe_rng_split(key, 2)
        x = self.c_fc(x, key=k1)
        x = self.act(x)
        x = self.c_proj(x, key=k2)
        return x


class Gpt2Attention(eqx.Module):
    config: GptConfig = eqx.field(static=True)
    c_attn: Linear
    c_proj: Linear
    dropout: Dropout

    @staticmethod
    def init(config: GptConfig, *, key: jax.Array) -> Gpt2Attention:
        Qkv = Axis("qkv", size=3)
        k_c, k_proj = jax.random.split(key, 2)
        c_attn = Linear.init(In=config.Embed, Out=(Qkv, config.Heads, config.HeadSize), key=k_c, use_bias=config.use_bias)
        c_proj = Linear.init(In=(config.Heads, config.HeadSize), Out=config.Embed, key=k_proj, use_bias=config.use_bias)
        dropout = Dropout(config.attn_pdrop)
        return Gpt2Attention(config, c_attn, c_proj, dropout)

    @named_call
    def __call__(self, x: NamedArray, mask: NamedArray | None, layer_idx: Any, *, key: jax.Array | None = None) -> NamedArray:
        k_drop, k_attn, k_out = maybe_rng_split(key, 3)
        qkv_out = self.c_attn(x, key=k_attn).rearrange((..., "qkv", "heads", "position", "head_size"))
        q, k, v = qkv_out.unbind("qkv")
        k = k.rename({"position": "key_position"})
        v = v.rename({"position": "key_position"})
        q = q / (layer_idx + 1.0)
        attn_output = dot_product_attention(
            "key_position",
            self.config.HeadSize,
            q,
            k,
            v,
            mask=mask,
            attention_dtype=jnp.float32 if self.config.upcast_attn else None,
        )
        attn_output = self.c_proj(attn_output, key=k_out)
        return self.dropout(attn_output.astype(x.dtype), key=k_drop, inference=key is None)


class Gpt2Block(eqx.Module):
    ln_1: LayerNorm
    attn: Gpt2Attention
    ln_2: LayerNorm
    mlp: Gpt2Mlp
    resid_dropout: Dropout | None

    @staticmethod
    def init(config: GptConfig, *, key: jax.Array) -> Gpt2Block:
        k_attn, k_mlp = jax.random.split(key, 2)
        ln_1 = LayerNorm.init(config.Embed, eps=1e-5, use_bias=config.use_bias)
        attn = Gpt2Attention.init(config, key=k_attn)
        ln_2 = LayerNorm.init(config.Embed, eps=1e-5, use_bias=config.use_bias)
        mlp = Gpt2Mlp.init(config.Embed, config.Mlp, config.activation, key=k_mlp, use_bias=config.use_bias)
        return Gpt2Block(ln_1, attn, ln_2, mlp, Dropout(pdrop=0.1, broadcast_axes=config.Pos))

    def __call__(self, x: NamedArray, mask: NamedArray | None, layer_idx: Any, *, key: jax.Array | None = None) -> NamedArray:
        k1, k2, k3, k4 = maybe_rng_split(key, 4)
        attn_output = self.attn(self.ln_1(x), mask=mask, layer_idx=layer_idx, key=k1)
        if self.resid_dropout is not None:
            attn_output = self.resid_dropout(attn_output, key=k2, inference=k2 is None)
        x = x + attn_output
        ff_output = self.mlp(self.ln_2(x), key=k3)
        if self.resid_dropout is not None:
            ff_output = self.resid_dropout(ff_output, key=k4, inference=k4 is None)
        x = x + ff_output
        return x


class Gpt2Embeddings(ModuleWithStateDictSerialization):
    Vocab: Axis = eqx.field(static=True)
    config: GptConfig = eqx.field(static=True)
    token_embeddings: Embedding
    position_embeddings: Embedding
    dropout: Dropout

    @staticmethod
    def init(Vocab: Axis, config: GptConfig, *, key: jax.Array) -> Gpt2Embeddings:
        k_wte, k_wpe, _ = jax.random.split(key, 3)
        wte = Embedding.init(Vocab, config.Embed, key=k_wte, initializer_range=config.initializer_range)
        wpe = Embedding.init(config.Pos, config.Embed, key=k_wpe, initializer_range=config.initializer_range / 2)
        return Gpt2Embeddings(Vocab, config, wte, wpe, Dropout(pdrop=0.1))

    @named_call
    def embed(self, input_ids: NamedArray, *, key: jax.Array | None) -> NamedArray:
        input_embeds = self.token_embeddings.embed(input_ids)
        position_embeds = self.position_embeddings.embed(hax.arange(input_ids.resolve_axis("position")))
        x = input_embeds + position_embeds
        x = self.dropout(x, key=key, inference=key is None)
        return x

    def unembed(self, x: NamedArray) -> NamedArray:
        return self.token_embeddings.unembed(x)

    def resize(self, new_size: int, key: jax.Array | None = None) -> Gpt2Embeddings:
        new_token_embeddings = self.token_embeddings.resize_embeddings(new_size, key=key)
        return dataclasses.replace(self, Vocab=self.Vocab.resize(new_size), token_embeddings=new_token_embeddings)


class Gpt2Transformer(ModuleWithStateDictSerialization):
    config: GptConfig = eqx.field(static=True)
    blocks: Stacked[Gpt2Block] = hax.field(state_dict_key="h")
    ln_f: LayerNorm

    @staticmethod
    def init(config: GptConfig, *, key: jax.Array) -> Gpt2Transformer:
        make = Stacked.init(config.Layers, Gpt2Block, gradient_checkpointing=True)
        blocks = make(config, key=shaped_rng_split(key, config.num_layers))
        return Gpt2Transformer(config, blocks, LayerNorm.init(config.Embed, eps=1e-5))

    def __call__(self, x: NamedArray, attn_mask: NamedArray | None, *, key: jax.Array | None = None) -> NamedArray:
        keys = maybe_rng_split(key, self.config.num_layers) if key is not None else None
        x = self.blocks.fold(x, attn_mask, hax.arange(self.config.Layers), key=keys)
        x = self.ln_f(x)
        return x


class Gpt2LMHeadModel(ModuleWithStateDictSerialization):
    transformer: Gpt2Transformer
    embeddings: Gpt2Embeddings
    lm_head: Linear | None

    @property
    def config(self) -> GptConfig:
        return self.transformer.config

    @property
    def Vocab(self) -> Axis:
        return self.embeddings.Vocab

    @classmethod
    def init(cls, Vocab: Axis, config: GptConfig, *, key: jax.Array) -> Gpt2LMHeadModel:
        k_t, k_e, k_h = jax.random.split(key, 3)
        embeddings = Gpt2Embeddings.init(Vocab, config, key=k_e)
        head = None
        if not config.tie_word_embeddings:
            head = Linear.init(In=config.Embed, Out=Vocab, key=k_h, use_bias=False)
        return cls(Gpt2Transformer.init(config, key=k_t), embeddings, head)

    def __call__(self, input_ids: NamedArray, attn_mask: NamedArray | None = None, *, key: jax.Array | None = None) -> NamedArray:
        k_embed, k_transformer = maybe_rng_split(key, 2)
        x = self.embeddings.embed(input_ids, key=k_embed)
        x = self.transformer(x, attn_mask, key=k_transformer)
        if self.lm_head is not None:
            return self.lm_head(x)
        return self.embeddings.unembed(x)

    def compute_loss(self, input_ids: NamedArray, *, key: jax.Array | None = None) -> NamedArray:
        mask = causal_mask(self.config.Pos, self.config.KeyPos)
        logits = self(input_ids, mask, key=key).astype(jnp.float32)
        targets = hax.roll(input_ids, -1, "position")
        target_y = hax.nn.one_hot(targets, self.Vocab, dtype=logits.dtype)
        not_last = 1 - hax.nn.one_hot(-1, self.config.Pos, dtype=jnp.float32)
        return hax.nn.cross_entropy_loss(logits, self.Vocab, target_y, hax.mean, where=not_last > 0)


config = GptConfig()
Vocab, Batch = hax.make_axes(vocab=7, batch=2)
model = Gpt2LMHeadModel.init(Vocab, config, key=jax.random.key(0))
untied = Gpt2LMHeadModel.init(Vocab, dataclasses.replace(config, tie_word_embeddings=False), key=jax.random.key(0))
ids = hax.zeros((Batch, config.Pos), dtype=jnp.int32)
logits = model(ids)
dropped = model(ids, key=jax.random.key(1))
best = logits.argmax(Vocab)["position", -1]
loss = untied.compute_loss(ids).scalar()
bigger = model.embeddings.resize(11).embed(ids, key=None)
