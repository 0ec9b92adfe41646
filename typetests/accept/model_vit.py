"""A vision transformer: patches of an image, blocks of attention, and a class read off a token of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Bool, Float, Int

X = TypeVar("X", bound=NamedArray["{embed ...}"])
Images = Float[NamedArray, "batch height width channel"]
Labels = Int[NamedArray, "batch"]


@dataclass(frozen=True)
class Config:
    height: Axis["height"] = Axis("height", 4)
    width: Axis["width"] = Axis("width", 6)
    channel: Axis["channel"] = Axis("channel", 3)
    embed: Axis["embed"] = Axis("embed", 8)
    head: Axis["head"] = Axis("head", 2)
    mlp: Axis["mlp"] = Axis("mlp", 16)
    label: Axis["label"] = Axis("label", 5)
    side: int = 2
    blocks: int = 2

    @property
    def pixel(self) -> Axis["pixel"]:
        return Axis("pixel", self.side**2 * self.channel.size)

    @property
    def patch(self) -> Axis["patch"]:
        return Axis("patch", self.height.size * self.width.size // self.side**2)

    @property
    def token(self) -> Axis["token"]:
        return self.patch.alias("token").resize(self.patch.size + 1)


class LayerNorm(eqx.Module):
    scale: NamedArray["embed"]
    shift: NamedArray["embed"]

    @staticmethod
    def init(embed: Axis["embed"]) -> LayerNorm:
        return LayerNorm(hax.ones(embed), hax.zeros(embed))

    def __call__(self, x: X) -> X:
        x = x - x.mean("embed")
        x = x * hax.rsqrt(x.var("embed") + 1e-5)
        return x * self.scale + self.shift


class Attention(eqx.Module):
    qkv: NamedArray["embed qkv head head_dim"]
    out: NamedArray["head head_dim embed"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> Attention:
        k_qkv, k_out = jax.random.split(key)
        head_dim = Axis("head_dim", config.embed.size // config.head.size)
        scale = 1 / math.sqrt(config.embed.size)
        return Attention(
            qkv=scale * hax.random.normal(k_qkv, (config.embed, Axis("qkv", 3), config.head, head_dim)),
            out=scale * hax.random.normal(k_out, (config.head, head_dim, config.embed)),
        )

    def __call__(self, x: NamedArray["batch token embed"]) -> NamedArray["batch token embed"]:
        q, k, v = hax.dot(x, self.qkv, axis="embed").unbind("qkv")
        k, v = k.rename({"token": "key"}), v.rename({"token": "key"})
        scores = hax.dot(q, k, axis="head_dim") / math.sqrt(q.axis_size("head_dim"))
        gathered = hax.dot(hax.nn.softmax(scores, axis="key"), v, axis="key")
        return hax.dot(gathered, self.out, axis=("head", "head_dim"))


class MLP(eqx.Module):
    up: NamedArray["embed mlp"]
    up_bias: NamedArray["mlp"]
    down: NamedArray["mlp embed"]

    @staticmethod
    def init(config: Config, key: jax.Array) -> MLP:
        k_up, k_down = jax.random.split(key)
        up = hax.random.normal(k_up, (config.embed, config.mlp)) / math.sqrt(config.embed.size)
        down = hax.random.normal(k_down, (config.mlp, config.embed)) / math.sqrt(config.mlp.size)
        return MLP(up, hax.zeros(config.mlp), down)

    def __call__(self, x: NamedArray["... embed"]) -> NamedArray["... embed"]:
        hidden = hax.nn.gelu(hax.dot(x, self.up, axis="embed") + self.up_bias)
        return hax.dot(hidden, self.down, axis="mlp")


class Block(eqx.Module):
    norms: tuple[LayerNorm, LayerNorm]
    attention: Attention
    mlp: MLP

    @staticmethod
    def init(config: Config, key: jax.Array) -> Block:
        k_attention, k_mlp = jax.random.split(key)
        norms = (LayerNorm.init(config.embed), LayerNorm.init(config.embed))
        return Block(norms, Attention.init(config, k_attention), MLP.init(config, k_mlp))

    def __call__(self, x: NamedArray["batch token embed"]) -> NamedArray["batch token embed"]:
        before_attention, before_mlp = self.norms
        x = x + self.attention(before_attention(x))
        return x + self.mlp(before_mlp(x))


class VisionTransformer(eqx.Module):
    patches: NamedArray["pixel embed"]
    summary: NamedArray["embed"]
    positions: NamedArray["token embed"]
    blocks: list[Block]
    norm: LayerNorm
    head: NamedArray["embed label"]
    config: Config = eqx.field(static=True)

    @staticmethod
    def init(config: Config, key: jax.Array) -> VisionTransformer:
        k_patches, k_summary, k_positions, k_head, *keys = jax.random.split(key, 4 + config.blocks)
        return VisionTransformer(
            patches=hax.random.normal(k_patches, (config.pixel, config.embed)) / math.sqrt(config.pixel.size),
            summary=0.02 * hax.random.normal(k_summary, config.embed),
            positions=0.02 * hax.random.normal(k_positions, (config.token, config.embed)),
            blocks=[Block.init(config, key) for key in keys],
            norm=LayerNorm.init(config.embed),
            head=0.1 * hax.random.normal(k_head, (config.embed, config.label)),
            config=config,
        )

    def patchify(self, images: Images) -> Float[NamedArray, "batch patch pixel"]:
        side = self.config.side
        pattern = "{(height: row y) (width: column x) channel} -> ... (patch: row column) (pixel: y x channel)"
        return images.rearrange(pattern, y=side, x=side)

    def __call__(self, images: Images) -> Float[NamedArray, "batch label"]:
        x = hax.dot(self.patchify(images), self.patches, axis="pixel").rename({"patch": "token"})
        batch = x.resolve_axis("batch")
        summary = self.summary.broadcast_to((batch, Axis("token", 1), self.config.embed))
        x = hax.concatenate("token", [summary, x]) + self.positions
        for block in self.blocks:
            x = block(x)
        x = self.norm(x["token", 0])
        return hax.dot(x, self.head, axis="embed")


def cross_entropy(logits: Float[NamedArray, "batch label"], labels: Labels) -> Float[NamedArray, ""]:
    losses = -hax.nn.log_softmax(logits, "label")["label", labels]
    return losses.mean()


def accuracy(logits: Float[NamedArray, "batch label"], labels: Labels) -> Float[NamedArray, ""]:
    hits: Bool[NamedArray, "batch"] = logits.argmax("label") == labels
    return hits.mean()


@jax.jit
def step(model: VisionTransformer, images: Images, labels: Labels) -> tuple[VisionTransformer, Float[NamedArray, ""]]:
    def loss(model: VisionTransformer) -> jax.Array:
        return cross_entropy(model(images), labels).scalar()

    value, gradients = jax.value_and_grad(loss)(model)
    model = jax.tree.map(lambda p, g: p - 0.3 * g, model, gradients)
    return model, hax.named(value, ())


config = Config()
image_key, model_key = jax.random.split(jax.random.key(0, impl="unsafe_rbg"))
batch = Axis("batch", 7)
images = hax.random.normal(image_key, (batch, config.height, config.width, config.channel))
labels = hax.arange(batch) % config.label.size
model = hax.named_jit(VisionTransformer.init)(config, model_key)
losses = []
for _ in range(15):
    model, value = step(model, images, labels)
    losses.append(value.item())
assert losses[-1] < 0.7 * losses[0], losses
assert accuracy(hax.named_jit(model)(images), labels).item() > 0.5
