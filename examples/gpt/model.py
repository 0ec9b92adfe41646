"""A GPT in which every axis has a name, and mypy knows them all.

An annotation such as `NamedArray["batch position embed"]` says which axes an array has, and `Linear["embed -> mlp"]`
which axes a layer takes to which. mypy follows them through every operation below, without running any.
"""

from __future__ import annotations

from dataclasses import dataclass

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Int
from haliax.nn import Dropout, Embedding, LayerNorm, Linear, Stacked
from haliax.nn.attention import causal_mask, dot_product_attention


@dataclass(frozen=True)
class Config:
    """The axes of the model, and how much it leaves out while it learns."""

    vocab: Axis["vocab"] = Axis("vocab", 256)
    position: Axis["position"] = Axis("position", 64)
    embed: Axis["embed"] = Axis("embed", 128)
    head: Axis["head"] = Axis("head", 4)
    head_dim: Axis["head_dim"] = Axis("head_dim", 32)
    mlp: Axis["mlp"] = Axis("mlp", 512)
    layer: Axis["layer"] = Axis("layer", 3)
    dropout: float = 0.05


class Attention(eqx.Module):
    """Causal attention: each position gathers from itself and the positions before it."""

    qkv: Linear["embed -> qkv head head_dim"]
    out: Linear["head head_dim -> embed"]

    @staticmethod
    def init(config: Config, *, key: jax.Array) -> Attention:
        qkv_key, out_key = jax.random.split(key)
        return Attention(
            qkv=Linear.init(config.embed, (Axis("qkv", 3), config.head, config.head_dim), key=qkv_key),
            out=Linear.init((config.head, config.head_dim), config.embed, key=out_key),
        )

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        q, k, v = self.qkv(x).unbind("qkv")
        k = k.rename({"position": "key_position"})
        v = v.rename({"position": "key_position"})
        mask = causal_mask(q.resolve_axis("position"), k.resolve_axis("key_position"))
        heads = dot_product_attention("key_position", "head_dim", q, k, v, mask=mask)
        return self.out(heads)

    def extend(
        self,
        x: NamedArray["batch position embed"],
        keys: NamedArray["batch key_position head head_dim"],
        values: NamedArray["batch key_position head head_dim"],
        start: Int[NamedArray, ""],
    ) -> tuple[
        NamedArray["batch position embed"],
        tuple[NamedArray["batch key_position head head_dim"], NamedArray["batch key_position head head_dim"]],
    ]:
        """The same for a text that goes on from a start, whose keys and values are kept; those of `x` join them."""
        q, k, v = self.qkv(x).unbind("qkv")
        keys = keys.updated_slice({"key_position": start}, k.rename({"position": "key_position"}))
        values = values.updated_slice({"key_position": start}, v.rename({"position": "key_position"}))
        # What has not been written yet comes after all of `x`, so the mask hides it.
        mask = causal_mask(q.resolve_axis("position"), keys.resolve_axis("key_position"), q_start=start)
        heads = dot_product_attention("key_position", "head_dim", q, keys, values, mask=mask)
        return self.out(heads), (keys, values)


class MLP(eqx.Module):
    """Two layers, applied to each position by itself."""

    up: Linear["embed -> mlp"]
    down: Linear["mlp -> embed"]

    @staticmethod
    def init(config: Config, *, key: jax.Array) -> MLP:
        up_key, down_key = jax.random.split(key)
        return MLP(
            up=Linear.init(config.embed, config.mlp, key=up_key),
            down=Linear.init(config.mlp, config.embed, key=down_key),
        )

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        return self.down(hax.nn.gelu(self.up(x)))


class Block(eqx.Module):
    """Attention and an MLP, each added to what went in."""

    attention_norm: LayerNorm["embed"]
    attention: Attention
    mlp_norm: LayerNorm["embed"]
    mlp: MLP
    dropout: Dropout

    @staticmethod
    def init(config: Config, *, key: jax.Array) -> Block:
        attention_key, mlp_key = jax.random.split(key)
        return Block(
            attention_norm=LayerNorm.init(config.embed),
            attention=Attention.init(config, key=attention_key),
            mlp_norm=LayerNorm.init(config.embed),
            mlp=MLP.init(config, key=mlp_key),
            dropout=Dropout(config.dropout),
        )

    def __call__(
        self, x: NamedArray["batch position embed"], *, key: jax.Array | None = None
    ) -> NamedArray["batch position embed"]:
        """With a key, as in training, some elements are left out."""
        attention_key, mlp_key = (None, None) if key is None else jax.random.split(key)
        attended = self.attention(self.attention_norm(x))
        x = x + self.dropout(attended, inference=key is None, key=attention_key)
        return x + self.dropout(self.mlp(self.mlp_norm(x)), inference=key is None, key=mlp_key)

    def extend(
        self,
        x: NamedArray["batch position embed"],
        keys: NamedArray["batch key_position head head_dim"],
        values: NamedArray["batch key_position head head_dim"],
        start: Int[NamedArray, ""],
    ) -> tuple[
        NamedArray["batch position embed"],
        tuple[NamedArray["batch key_position head head_dim"], NamedArray["batch key_position head head_dim"]],
    ]:
        """The same for a text that goes on, as in `Attention.extend`."""
        attended, kept = self.attention.extend(self.attention_norm(x), keys, values, start)
        x = x + attended
        return x + self.mlp(self.mlp_norm(x)), kept


class Cache(eqx.Module):
    """The keys and values of a text so far, at every layer, and how many positions it has."""

    keys: NamedArray["layer batch key_position head head_dim"]
    values: NamedArray["layer batch key_position head head_dim"]
    length: Int[NamedArray, ""]

    @staticmethod
    def empty(config: Config, batch: Axis["batch"]) -> Cache:
        key_position = config.position.alias("key_position")
        zeros = hax.zeros((config.layer, batch, key_position, config.head, config.head_dim))
        return Cache(keys=zeros, values=zeros, length=hax.zeros((), dtype=int))


class GPT(eqx.Module):
    """From the bytes so far to the logits of the next one, at every position."""

    tokens: Embedding["vocab -> embed"]
    positions: Embedding["position -> embed"]
    blocks: Stacked[Block]
    norm: LayerNorm["embed"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> GPT:
        token_key, position_key, block_key = jax.random.split(key, 3)
        # Of each block, only what goes into it is kept for the gradient.
        blocks = Stacked.init(config.layer, Block, gradient_checkpointing=hax.ScanCheckpointPolicy(save_carries=True))
        return GPT(
            tokens=Embedding.init(config.vocab, config.embed, initializer_range=0.02, key=token_key),
            positions=Embedding.init(config.position, config.embed, initializer_range=0.02, key=position_key),
            blocks=blocks(config, key=jax.random.split(block_key, config.layer.size)),
            norm=LayerNorm.init(config.embed),
        )

    def __call__(
        self, tokens: Int[NamedArray, "batch position"], *, key: jax.Array | None = None
    ) -> NamedArray["batch position vocab"]:
        """With a key, as in training, some elements are left out."""
        x = self.tokens(tokens) + self.positions(hax.arange(tokens.resolve_axis("position")))
        keys = None if key is None else jax.random.split(key, self.blocks.Block.size)
        x = self.blocks.fold(x, key=keys)
        return self.tokens.unembed(self.norm(x))

    def extend(
        self, tokens: Int[NamedArray, "batch position"], cache: Cache
    ) -> tuple[NamedArray["batch position vocab"], Cache]:
        """The same logits, of tokens that follow those in a cache, and the cache with these in it.

        There must be room for them: the cache has as many positions as the model.
        """
        places = hax.arange(tokens.resolve_axis("position")) + cache.length
        x = self.tokens(tokens) + self.positions(places)
        kept: tuple[  # of every layer: which axis that is, `Stacked[Block]` does not say
            NamedArray["layer batch key_position head head_dim"], NamedArray["layer batch key_position head head_dim"]
        ]
        x, kept = self.blocks.scan_via(Block.extend)(x, cache.keys, cache.values, cache.length)
        length = cache.length + tokens.axis_size("position")
        return self.tokens.unembed(self.norm(x)), Cache(*kept, length=length)


def loss(
    model: GPT,
    tokens: Int[NamedArray, "batch position"],
    targets: Int[NamedArray, "batch position"],
    *,
    key: jax.Array | None = None,
) -> NamedArray[""]:
    """How surprised the model is by the targets, in nats per byte."""
    logits = model(tokens, key=key)
    return hax.nn.cross_entropy_loss(logits, "vocab", targets)
