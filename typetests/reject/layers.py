"""Mistakes with layers: arrays that they do not take, layers that are not the declared ones, types that cannot be read."""

from __future__ import annotations

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, AxisSpec, NamedArray
from haliax.debug import checked
from haliax.nn import (
    MLP,
    BlockSeq,
    Conv,
    ConvTranspose,
    Embedding,
    Layer,
    LayerNorm,
    Linear,
    MoELinear,
    RmsNorm,
    Stacked,
    maps,
)

Batch, Position, Embed, Mlp, Vocab = hax.make_axes(batch=2, position=3, embed=5, mlp=7, vocab=11)
Head, HeadDim, Height, Width, Expert = hax.make_axes(head=4, head_dim=6, height=8, width=9, expert=3)
key = jax.random.key(0)

x = hax.ones((Batch, Position, Embed))
h = hax.ones((Batch, Position, Mlp))
heads = hax.ones((Batch, Head, HeadDim))
image = hax.ones((Batch, Embed, Height, Width))
flat = hax.ones((Batch, Embed, Height))
ids = hax.zeros((Batch, Position), dtype=int)
both = hax.ones((Batch, Embed, Mlp))
rows = hax.ones((Position, Embed))

up = Linear.init(Embed, Mlp, key=key)
down = Linear.init(Mlp, Embed, key=key)
split = Linear.init(Embed, (Head, HeadDim), key=key)
merge = Linear.init((Head, HeadDim), Embed, key=key)
mix = Linear.init(Embed, Embed, key=key)
table = Embedding.init(Vocab, Embed, key=key)
norm = LayerNorm.init(Embed)
rms = RmsNorm.init((Embed, Position))
mlp = MLP.init(Embed, Vocab, 7, 1, key=key)
conv = Conv.init(("height", "width"), Embed, Mlp, 3, key=key)
back = ConvTranspose.init((Height, Width), Embed, Mlp, 3, key=key)
moe = MoELinear.init(Expert, Embed, Mlp, key=key)


class Gate(Layer, axes="{In} -> Out"):
    value: Linear
    gate: Linear
    In: AxisSpec = eqx.field(static=True)
    Out: AxisSpec = eqx.field(static=True)

    @staticmethod
    def init(In: AxisSpec, Out: AxisSpec, *, key: jax.Array) -> "Gate":
        return Gate(Linear.init(In, Out, key=key), Linear.init(In, Out, key=key), In, Out)

    @maps("In -> Out")
    def __call__(self, x: NamedArray) -> NamedArray:
        return self.value(x) * hax.nn.sigmoid(self.gate(x))

    @maps("Out -> In")
    def back(self, y: NamedArray) -> NamedArray:
        return y.sum(self.Out).broadcast_axis(self.In)


gate = Gate.init(Embed, Mlp, key=key)

up(h)  # E: Linear["embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
up(both)  # E: Linear["embed -> mlp"]: axis 'mlp' is already in [batch, embed, mlp]; choose another name or rename it first  [axis-duplicate]
up(x.sum("embed"))  # E: Linear["embed -> mlp"]: no axis 'embed' in [batch, position]  [axis-missing]
up(up(x))  # E: Linear["embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
up(x.rename({"embed": "embd"}))  # E: Linear["embed -> mlp"]: no axis 'embed' in [batch, position, embd]; did you mean 'embd'?  [axis-missing]
up(ids)  # E: Linear["embed -> mlp"]: no axis 'embed' in [batch, position]  [axis-missing]
up(x["embed", 0])  # E: Linear["embed -> mlp"]: no axis 'embed' in [batch, position]  [axis-missing]
up(inputs=h)  # E: Linear["embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
down(x)  # E: Linear["mlp -> embed"]: no axis 'mlp' in [batch, position, embed]  [axis-missing]
down(down(h))  # E: Linear["mlp -> embed"]: no axis 'mlp' in [batch, position, embed]  [axis-missing]
down(both)  # E: Linear["mlp -> embed"]: axis 'embed' is already in [batch, embed, mlp]; choose another name or rename it first  [axis-duplicate]
down(up(x).rename({"mlp": "embed"}))  # E: Linear["mlp -> embed"]: no axis 'mlp' in [batch, position, embed]  [axis-missing]
split(heads)  # E: Linear["embed -> head head_dim"]: no axis 'embed' in [batch, head, head_dim]  [axis-missing]
split(split(x))  # E: Linear["embed -> head head_dim"]: no axis 'embed' in [batch, position, head, head_dim]  [axis-missing]
split(x.rename({"position": "head"}))  # E: Linear["embed -> head head_dim"]: axis 'head' is already in [batch, head, embed]; choose another name or rename it first  [axis-duplicate]
split(x.rename({"position": "head_dim"}))  # E: Linear["embed -> head head_dim"]: axis 'head_dim' is already in [batch, head_dim, embed]; choose another name or rename it first  [axis-duplicate]
split(h)  # E: Linear["embed -> head head_dim"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
merge(x)  # E: Linear["head head_dim -> embed"]: no axis 'head' in [batch, position, embed]  [axis-missing]
merge(heads.sum("head"))  # E: Linear["head head_dim -> embed"]: no axis 'head' in [batch, head_dim]; did you mean 'head_dim'?  [axis-missing]
merge(heads.rename({"head": "embed"}))  # E: Linear["head head_dim -> embed"]: no axis 'head' in [batch, embed, head_dim]; did you mean 'head_dim'?  [axis-missing]
merge(merge(heads))  # E: Linear["head head_dim -> embed"]: no axis 'head' in [batch, embed]  [axis-missing]
merge(heads.rename({"batch": "embed"}))  # E: Linear["head head_dim -> embed"]: axis 'embed' is already in [embed, head, head_dim]; choose another name or rename it first  [axis-duplicate]
mix(h)  # E: Linear["embed -> embed"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
mix(x.sum("embed"))  # E: Linear["embed -> embed"]: no axis 'embed' in [batch, position]  [axis-missing]
mix(mix(x).rename({"embed": "mlp"}))  # E: Linear["embed -> embed"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
table(x)  # E: Embedding["vocab -> embed"]: axis 'embed' is already in [batch, position, embed]; choose another name or rename it first  [axis-duplicate]
table(table(ids))  # E: Embedding["vocab -> embed"]: axis 'embed' is already in [batch, position, embed]; choose another name or rename it first  [axis-duplicate]
table.embed(x)  # E: Embedding["vocab -> embed"]: axis 'embed' is already in [batch, position, embed]; choose another name or rename it first  [axis-duplicate]
table.unembed(h)  # E: Embedding["vocab -> embed"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
table.unembed(ids)  # E: Embedding["vocab -> embed"]: no axis 'embed' in [batch, position]  [axis-missing]
table.unembed(table.unembed(x))  # E: Embedding["vocab -> embed"]: no axis 'embed' in [batch, position, vocab]  [axis-missing]
table.unembed(hax.ones((Embed, Vocab)))  # E: Embedding["vocab -> embed"]: axis 'vocab' is already in [embed, vocab]; choose another name or rename it first  [axis-duplicate]
table.unembed(x.rename({"embed": "vocab"}))  # E: Embedding["vocab -> embed"]: no axis 'embed' in [batch, position, vocab]  [axis-missing]
norm(h)  # E: LayerNorm["embed"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
norm(x.mean("embed"))  # E: LayerNorm["embed"]: no axis 'embed' in [batch, position]  [axis-missing]
norm(up(x))  # E: LayerNorm["embed"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
norm(ids)  # E: LayerNorm["embed"]: no axis 'embed' in [batch, position]  [axis-missing]
norm(norm(x).sum("embed"))  # E: LayerNorm["embed"]: no axis 'embed' in [batch, position]  [axis-missing]
rms(flat)  # E: RmsNorm["embed position"]: no axis 'position' in [batch, embed, height]  [axis-missing]
rms(h)  # E: RmsNorm["embed position"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
rms(x["position", 0])  # E: RmsNorm["embed position"]: no axis 'position' in [batch, embed]  [axis-missing]
mlp(h)  # E: MLP["embed -> vocab"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
mlp(mlp(x))  # E: MLP["embed -> vocab"]: no axis 'embed' in [batch, position, vocab]  [axis-missing]
mlp(hax.ones((Embed, Vocab)))  # E: MLP["embed -> vocab"]: axis 'vocab' is already in [embed, vocab]; choose another name or rename it first  [axis-duplicate]
mlp(x.sum("embed"))  # E: MLP["embed -> vocab"]: no axis 'embed' in [batch, position]  [axis-missing]
conv(flat)  # E: Conv["height width: embed -> mlp"]: no axis 'width' in [batch, embed, height]  [axis-missing]
conv(image.sum("embed"))  # E: Conv["height width: embed -> mlp"]: no axis 'embed' in [batch, height, width]  [axis-missing]
conv(conv(image))  # E: Conv["height width: embed -> mlp"]: no axis 'embed' in [batch, mlp, height, width]  [axis-missing]
conv(image.rename({"height": "h"}))  # E: Conv["height width: embed -> mlp"]: no axis 'height' in [batch, embed, h, width]  [axis-missing]
conv(image.rename({"batch": "mlp"}))  # E: Conv["height width: embed -> mlp"]: axis 'mlp' is already in [mlp, embed, height, width]; choose another name or rename it first  [axis-duplicate]
conv(x)  # E: Conv["height width: embed -> mlp"]: no axis 'height' in [batch, position, embed]  [axis-missing]
back(flat)  # E: ConvTranspose["height width: embed -> mlp"]: no axis 'width' in [batch, embed, height]  [axis-missing]
back(back(image))  # E: ConvTranspose["height width: embed -> mlp"]: no axis 'embed' in [batch, mlp, height, width]  [axis-missing]
back(image.rename({"width": "w"}))  # E: ConvTranspose["height width: embed -> mlp"]: no axis 'width' in [batch, embed, height, w]  [axis-missing]
back(image.rename({"embed": "mlp", "batch": "embed"}).sum("embed"))  # E: ConvTranspose["height width: embed -> mlp"]: no axis 'embed' in [mlp, height, width]  [axis-missing]
moe(rows.rename({"embed": "mlp"}), hax.ones(Expert, dtype=int))  # E: MoELinear["expert: embed -> mlp"]: no axis 'embed' in [position, mlp]  [axis-missing]
moe(rows.sum("embed"), hax.ones(Expert, dtype=int))  # E: MoELinear["expert: embed -> mlp"]: no axis 'embed' in [position]  [axis-missing]
gate(h)  # E: Gate["embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
gate(gate(x))  # E: Gate["embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
gate(both)  # E: Gate["embed -> mlp"]: axis 'mlp' is already in [batch, embed, mlp]; choose another name or rename it first  [axis-duplicate]
gate.back(x)  # E: Gate["embed -> mlp"]: no axis 'mlp' in [batch, position, embed]  [axis-missing]
gate.back(both)  # E: Gate["embed -> mlp"]: axis 'embed' is already in [batch, embed, mlp]; choose another name or rename it first  [axis-duplicate]
up(x) + down(h)  # E: add: cannot broadcast [batch, position, mlp] and [batch, position, embed]: neither has all axes of the other; rename an axis, or use broadcast_axis to add the missing ones  [axis-broadcast]
up(x) + x  # E: add: cannot broadcast [batch, position, mlp] and [batch, position, embed]: neither has all axes of the other; rename an axis, or use broadcast_axis to add the missing ones  [axis-broadcast]
x + split(x)  # E: add: cannot broadcast [batch, position, embed] and [batch, position, head, head_dim]: neither has all axes of the other; rename an axis, or use broadcast_axis to add the missing ones  [axis-broadcast]
up(x).sum("embed")  # E: sum: no axis 'embed' in [batch, position, mlp]  [axis-missing]
split(x).sum("mlp")  # E: sum: no axis 'mlp' in [batch, position, head, head_dim]  [axis-missing]
table(ids).sum("vocab")  # E: sum: no axis 'vocab' in [batch, position, embed]  [axis-missing]
table.unembed(x).sum("embed")  # E: sum: no axis 'embed' in [batch, position, vocab]  [axis-missing]
norm(x).sum("mlp")  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
mlp(x)["embed", 0]  # E: index: no axis 'embed' in [batch, position, vocab]  [axis-missing]
conv(image).sum("embed")  # E: sum: no axis 'embed' in [batch, mlp, height, width]  [axis-missing]
gate(x).rearrange(("batch", "position", "embed"))  # E: rearrange: no axis 'embed' in [batch, position, mlp]  [axis-missing]
hax.dot(up(x), x, axis="head")  # E: dot: no axis 'head' in [batch, position, mlp, embed]  [axis-missing]
hax.nn.softmax(split(x), "embed")  # E: softmax: no axis 'embed' in [batch, position, head, head_dim]  [axis-missing]
hax.nn.cross_entropy_loss(up(x), "vocab", ids)  # E: cross_entropy_loss: no axis 'vocab' in [batch, position, mlp]  [axis-missing]
hax.nn.softmax(up(x), "embed")  # E: softmax: no axis 'embed' in [batch, position, mlp]  [axis-missing]
hax.nn.standardize(up(x), "embed")  # E: standardize: no axis 'embed' in [batch, position, mlp]  [axis-missing]


class Block(eqx.Module):
    up: Linear["embed -> mlp"]
    down: Linear["mlp -> embed"]
    norm: LayerNorm["embed"]
    table: Embedding["vocab -> embed"] | None

    @staticmethod
    def init(key: jax.Array) -> "Block":
        return Block(up, down, norm, None)

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
        return x + self.down(hax.nn.gelu(self.up(self.norm(x))))


class Narrow(eqx.Module):
    up: Linear["embed -> mlp"]

    @staticmethod
    def init(key: jax.Array) -> "Narrow":
        return Narrow(up)

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray["batch position mlp"]:
        return self.up(x)


@checked
def through(block: Block, x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
    return block(x)


@checked
def project(layer: Linear["embed -> head head_dim"], x: NamedArray["batch position embed"]) -> NamedArray["batch position head head_dim"]:
    return layer(x)


@checked
def normal(layer: LayerNorm["embed"]) -> None: ...


@checked
def embeds(layer: Embedding["vocab -> embed"], several: list[Linear["embed -> embed"]]) -> None: ...


@checked
def convolves(layer: Conv["height width: embed -> mlp"]) -> None: ...


@checked
def gives(key: jax.Array) -> Linear["mlp -> embed"]:
    return Linear.init(Embed, Mlp, key=key)  # E(static): gives: the result is Linear["embed -> mlp"]; expected Linear["mlp -> embed"]  [return-value]


project(up, x)  # E(type): project: argument 'layer' is Linear["embed -> mlp"]; expected Linear["embed -> head head_dim"]  [arg-type]
project(merge, x)  # E(type): project: argument 'layer' is Linear["head head_dim -> embed"]; expected Linear["embed -> head head_dim"]  [arg-type]
project(Linear.init(Embed, (HeadDim, Head), key=key), x)  # E(type): project: argument 'layer' is Linear["embed -> head_dim head"]; expected Linear["embed -> head head_dim"]  [arg-type]
project(split, h)  # E(type): project: argument 'x' is [batch, position, mlp]; expected [batch, position, embed]: no axis 'embed'  [arg-type]
normal(LayerNorm.init(Mlp))  # E(type): normal: argument 'layer' is LayerNorm["mlp"]; expected LayerNorm["embed"]  [arg-type]
normal(LayerNorm.init((Embed, Mlp)))  # E(type): normal: argument 'layer' is LayerNorm["embed mlp"]; expected LayerNorm["embed"]  [arg-type]
embeds(Embedding.init(Embed, Vocab, key=key), [mix])  # E(type): embeds: argument 'layer' is Embedding["embed -> vocab"]; expected Embedding["vocab -> embed"]  [arg-type]
embeds(table, [up])  # E(type): list item 0 is Linear["embed -> mlp"]; expected Linear["embed -> embed"]  [list-item]
convolves(Conv.init(("width", "height"), Embed, Mlp, 3, key=key))  # E(type): convolves: argument 'layer' is Conv["width height: embed -> mlp"]; expected Conv["height width: embed -> mlp"]  [arg-type]
convolves(Conv.init(("height", "width"), Mlp, Embed, 3, key=key))  # E(type): convolves: argument 'layer' is Conv["height width: mlp -> embed"]; expected Conv["height width: embed -> mlp"]  [arg-type]
through(Block(up, up, norm, None), x)  # E(type): Block: argument 'down' is Linear["embed -> mlp"]; expected Linear["mlp -> embed"]  [arg-type]
through(Block(down, down, norm, None), x)  # E(type): Block: argument 'up' is Linear["mlp -> embed"]; expected Linear["embed -> mlp"]  [arg-type]
through(Block(up, down, LayerNorm.init(Mlp), None), x)  # E(type): Block: argument 'norm' is LayerNorm["mlp"]; expected LayerNorm["embed"]  [arg-type]
through(Block(up, down, norm, Embedding.init(Mlp, Embed, key=key)), x)  # E(type): Block: argument 'table' is Embedding["mlp -> embed"]; expected Embedding["vocab -> embed"] or None  [arg-type]
through(Block(up, down, norm, None), h)  # E(type): through: argument 'x' is [batch, position, mlp]; expected [batch, position, embed]: no axis 'embed'  [arg-type]


class Wrong(eqx.Module):
    first: Linear["embed"]  # E(static): Linear: cannot read 'embed': expected the form 'In -> Out'  [axis-pattern]
    second: Linear["embed -> mlp -> head"]  # E(static): Linear: cannot read 'embed -> mlp -> head': expected the form 'In -> Out'  [axis-pattern]
    third: LayerNorm["embed -> mlp"]  # E(static): LayerNorm: cannot read 'embed -> mlp': expected the form 'axis'  [axis-pattern]
    fourth: Linear["embed, mlp -> head"]  # E(static): Linear: cannot read 'embed, mlp -> head': unexpected ','; separate names by spaces: 'In -> Out'  [axis-pattern]
    fifth: Linear["embed embed -> mlp"]  # E(static): Linear: axis 'embed' is repeated in 'embed embed'; name each axis once  [axis-duplicate]
    sixth: Conv["height width -> mlp"]  # E(static): Conv: cannot read 'height width -> mlp': expected the form 'Spatial: In -> Out'  [axis-pattern]
    seventh: Gate["embed mlp"]  # E(static): Gate: cannot read 'embed mlp': expected the form 'In -> Out'  [axis-pattern]


def inside(block: Block, x: NamedArray["batch position embed"], h: NamedArray["batch position mlp"]) -> NamedArray["batch position embed"]:
    block.up(h)  # E(static): Linear["embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
    block.down(x)  # E(static): Linear["mlp -> embed"]: no axis 'mlp' in [batch, position, embed]  [axis-missing]
    block.norm(block.up(x))  # E(static): LayerNorm["embed"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
    x + block.up(x)  # E(static): add: cannot broadcast [batch, position, embed] and [batch, position, mlp]: neither has all axes of the other; rename an axis, or use broadcast_axis to add the missing ones  [axis-broadcast]
    block.up(block.down(x))  # E(static): Linear["mlp -> embed"]: no axis 'mlp' in [batch, position, embed]  [axis-missing]
    for layer in (block.up, block.up):
        layer(h)  # E(static): Linear["embed -> mlp"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
    hax.vmap(block.up, "batch")(h)  # E(static): Linear["embed -> mlp"]: no axis 'embed' in [position, mlp]  [axis-missing]
    hax.vmap(lambda row: block.up(row), "batch")(h)  # E(static): Linear["embed -> mlp"]: no axis 'embed' in [position, mlp]  [axis-missing]
    if block.table is not None:
        block.table(x)  # E(static): Embedding["vocab -> embed"]: axis 'embed' is already in [batch, position, embed]; choose another name or rename it first  [axis-duplicate]
        block.table.unembed(h)  # E(static): Embedding["vocab -> embed"]: no axis 'embed' in [batch, position, mlp]  [axis-missing]
    kept: Linear["mlp -> embed"] = block.up  # E(static): the assigned value is Linear["embed -> mlp"]; expected Linear["mlp -> embed"]  [assignment]
    kept = block.down
    kept = block.up  # E(static): the assigned value is Linear["embed -> mlp"]; expected Linear["mlp -> embed"]  [assignment]
    layers: list[Linear["embed -> embed"]] = [block.up]  # E(static): list item 0 is Linear["embed -> mlp"]; expected Linear["embed -> embed"]  [list-item]
    layers.append(block.down)  # E(static): list.append: argument 1 is Linear["mlp -> embed"]; expected Linear["embed -> embed"]  [arg-type]
    named: dict[str, Linear["embed -> mlp"]] = {"a": block.down}  # E(static): the value of dict entry 0 is Linear["mlp -> embed"]; expected Linear["embed -> mlp"]  [dict-item]
    named["b"] = block.down  # E(static): the assigned value is Linear["mlp -> embed"]; expected Linear["embed -> mlp"]  [assignment]
    jax.checkpoint(block.up)(h)
    eqx.filter_jit(block.up)(h)
    return block.up(x)  # E(static): inside: the result is [batch, position, mlp]; expected [batch, position, embed]: no axis 'embed'  [return-value]


Layers = Axis("layers", 3)
keys = jax.random.split(key, 3)
blocks = Stacked.init(Layers, Block)(keys)
written = BlockSeq.init(Layers, Block)(keys)
Stacked.init(Layers, Narrow)(keys).fold(x)  # E(type): Stacked[Narrow].fold: the carry goes into a step as [batch, position, embed] and comes out as [batch, position, mlp]: no axis 'embed'  [axis-missing]
BlockSeq.init(Layers, Narrow)(keys).fold(x)  # E(type): BlockSeq[Narrow].fold: the carry goes into a step as [batch, position, embed] and comes out as [batch, position, mlp]: no axis 'embed'  [axis-missing]
blocks.fold(h)  # E(type): Block.__call__: argument 'init' is [batch, position, mlp]; expected [batch, position, embed]: no axis 'embed'  [arg-type]
written.fold(h)  # E(type): Block.__call__: argument 'init' is [batch, position, mlp]; expected [batch, position, embed]: no axis 'embed'  [arg-type]
blocks.fold(x.sum("batch"))  # E(static): Block.__call__: argument 'init' is [position, embed]; expected [batch, position, embed]: no axis 'batch'  [arg-type]
blocks.fold(x).sum("mlp")  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]
written.fold(x).sum("mlp")  # E: sum: no axis 'mlp' in [batch, position, embed]  [axis-missing]


class Keyed(eqx.Module):
    up: Linear["embed -> mlp"] = hax.field(state_dict_key="c_fc")
    down: Linear["mlp -> embed"]


Keyed(up)  # E(type): Missing positional argument "down" in call to "Keyed"  [call-arg]
Keyed(down=down)  # E(type): Missing positional argument "up" in call to "Keyed"  [call-arg]
Keyed(Linear.init(Mlp, Embed, key=key), down).up(x)  # E(type): Keyed: argument 'up' is Linear["mlp -> embed"]; expected Linear["embed -> mlp"]  [arg-type]
