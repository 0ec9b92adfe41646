"""A vision transformer: an image as a sequence of patches, each of which looks at all others."""

from __future__ import annotations

from dataclasses import dataclass

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Float, Int
from haliax.nn import MLP, Dropout, LayerNorm, Linear, Stacked
from haliax.nn.attention import dot_product_attention


@dataclass(frozen=True)
class Config:
    """The axes of the model: those of a grid of patches, of the pixels of each, and of what is computed of them."""

    row: Axis["row"] = Axis("row", 6)
    column: Axis["column"] = Axis("column", 6)
    dy: Axis["dy"] = Axis("dy", 4)
    dx: Axis["dx"] = Axis("dx", 4)
    embed: Axis["embed"] = Axis("embed", 48)
    head: Axis["head"] = Axis("head", 4)
    head_dim: Axis["head_dim"] = Axis("head_dim", 12)
    label: Axis["label"] = Axis("label", 5)
    layer: Axis["layer"] = Axis("layer", 3)
    mlp: int = 96
    dropout: float = 0.02

    @property
    def height(self) -> Axis["height"]:
        return Axis("height", self.row.size * self.dy.size)

    @property
    def width(self) -> Axis["width"]:
        return Axis("width", self.column.size * self.dx.size)

    @property
    def pixel(self) -> Axis["pixel"]:
        return Axis("pixel", self.dy.size * self.dx.size)


class Attention(eqx.Module):
    """Each patch gathers from all patches."""

    query: Linear["embed -> head head_dim"]
    key: Linear["embed -> head head_dim"]
    value: Linear["embed -> head head_dim"]
    out: Linear["head head_dim -> embed"]

    @staticmethod
    def init(config: Config, *, key: jax.Array) -> Attention:
        query, key, value, out = jax.random.split(key, 4)
        heads = (config.head, config.head_dim)
        return Attention(
            query=Linear.init(config.embed, heads, key=query),
            key=Linear.init(config.embed, heads, key=key),
            value=Linear.init(config.embed, heads, key=value),
            out=Linear.init(heads, config.embed, key=out),
        )

    def __call__(self, x: NamedArray["batch patch embed"]) -> NamedArray["batch patch embed"]:
        q = self.query(x)
        k = self.key(x).rename({"patch": "key_patch"})
        v = self.value(x).rename({"patch": "key_patch"})
        return self.out(dot_product_attention("key_patch", "head_dim", q, k, v))


class Block(eqx.Module):
    """Attention and an MLP, each added to what went in."""

    attention_norm: LayerNorm["embed"]
    attention: Attention
    mlp_norm: LayerNorm["embed"]
    mlp: MLP["embed -> embed"]
    dropout: Dropout

    @staticmethod
    def init(config: Config, *, key: jax.Array) -> Block:
        attention, mlp = jax.random.split(key)
        return Block(
            attention_norm=LayerNorm.init(config.embed),
            attention=Attention.init(config, key=attention),
            mlp_norm=LayerNorm.init(config.embed),
            mlp=MLP.init(config.embed, config.embed, config.mlp, 1, hax.nn.gelu, key=mlp),
            dropout=Dropout(config.dropout),
        )

    def __call__(
        self, x: NamedArray["batch patch embed"], *, key: jax.Array | None = None
    ) -> NamedArray["batch patch embed"]:
        """With a key, as in training, some elements are left out."""
        attention, mlp = (None, None) if key is None else jax.random.split(key)
        x = x + self.dropout(self.attention(self.attention_norm(x)), inference=key is None, key=attention)
        return x + self.dropout(self.mlp(self.mlp_norm(x)), inference=key is None, key=mlp)


class ViT(eqx.Module):
    """From images to the logits of their labels."""

    patches: Linear["pixel -> embed"]
    rows: NamedArray["row embed"]
    columns: NamedArray["column embed"]
    blocks: Stacked[Block]
    norm: LayerNorm["embed"]
    head: Linear["embed -> label"]
    config: Config = eqx.field(static=True)

    @staticmethod
    def init(config: Config, *, key: jax.Array) -> ViT:
        patches, rows, columns, blocks, head = jax.random.split(key, 5)
        return ViT(
            patches=Linear.init(config.pixel, config.embed, key=patches),
            rows=hax.random.normal(rows, (config.row, config.embed)) * 0.1,
            columns=hax.random.normal(columns, (config.column, config.embed)) * 0.1,
            blocks=Stacked.init(config.layer, Block)(config, key=jax.random.split(blocks, config.layer.size)),
            norm=LayerNorm.init(config.embed),
            head=Linear.init(config.embed, config.label, key=head),
            config=config,
        )

    def __call__(
        self, images: NamedArray["batch height width"], *, key: jax.Array | None = None
    ) -> NamedArray["batch label"]:
        """With a key, as in training, some elements are left out."""
        pixels = images.rearrange(
            "{batch (height: row dy) (width: column dx)} -> batch row column (pixel: dy dx)",
            dy=self.config.dy,
            dx=self.config.dx,
        )
        grid = self.patches(pixels) + self.rows + self.columns
        x = grid.rearrange("{batch row column embed} -> batch (patch: row column) embed")
        x = self.blocks.fold(x, key=None if key is None else jax.random.split(key, self.config.layer.size))
        return self.head(self.norm(x).mean("patch"))


def loss(
    model: ViT,
    images: Float[NamedArray, "batch height width"],
    labels: Int[NamedArray, "batch"],
    *,
    key: jax.Array | None = None,
) -> NamedArray[""]:
    """How surprised the model is by the labels, in nats per image."""
    logits = model(images, key=key)
    return hax.nn.cross_entropy_loss(logits, "label", labels)


def accuracy(
    model: ViT, images: Float[NamedArray, "batch height width"], labels: Int[NamedArray, "batch"]
) -> NamedArray[""]:
    """The share of images whose likeliest label is theirs."""
    return (model(images).argmax("label") == labels).mean()
