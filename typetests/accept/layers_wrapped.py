"""Layers around layers: adapters, layers that are mapped, wrapped, replaced, chosen, kept in lists and dicts."""

from __future__ import annotations

import abc
import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, Self, TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, AxisSpec, NamedArray
from haliax.nn import MLP, Conv, Dropout, Embedding, Layer, LayerNorm, Linear, RmsNorm, maps
from haliax.nn.norms import LayerNormBase
from haliax.quantization import QuantizationConfig, quantize_linear_layers
from haliax.state_dict import ModuleWithStateDictSerialization, to_torch_compatible_state_dict

Batch, Position, Embed, Mlp, Vocab, LowRank = hax.make_axes(batch=2, position=3, embed=4, mlp=6, vocab=7, low_rank=2)
Mels, Frames = Axis("mels", 5), Axis("position", 6)
key = jax.random.key(0)
x = hax.ones((Batch, Position, Embed))

M = TypeVar("M", bound=eqx.Module)
L = TypeVar("L", bound=Layer)


class LowRankLinear(eqx.Module):
    lora_A: Linear
    lora_B: Linear
    dropout: Dropout
    scale: float = eqx.field(static=True)

    @staticmethod
    def init(In: AxisSpec, Out: AxisSpec, r: int, alpha: float = 8.0, *, key: jax.Array) -> LowRankLinear:
        _R = Axis("low_rank", r)
        key_A, key_B = jax.random.split(key)
        lora_A = Linear.init(In, _R, key=key_A, use_bias=False, out_first=True)
        lora_B = Linear.init(_R, Out, key=key_B, use_bias=False, out_first=True)
        return LowRankLinear(lora_A, lora_B, Dropout(0.1), alpha / r)

    def __call__(self, x: NamedArray, key: jax.Array | None = None) -> NamedArray:
        if key is not None:
            key, key2 = jax.random.split(key)
            x = self.dropout(x, key=key2)
        z = self.lora_A(x, key=key)
        z = self.lora_B(z)
        return z * self.scale

    def merge(self) -> NamedArray:
        return hax.dot(self.lora_A.weight, self.lora_B.weight, axis="low_rank") * self.scale


class LoraLinear(ModuleWithStateDictSerialization):
    wrapped: Linear
    lora: LowRankLinear

    def __call__(self, x: NamedArray, key: jax.Array | None = None) -> NamedArray:
        if key is None:
            return self.lora(x) + self.wrapped(x)
        k1, k2 = jax.random.split(key)
        return self.lora(x, key=k2) + self.wrapped(x, key=k1)

    def merge(self) -> Linear:
        weight = self.lora.merge() + self.wrapped.weight
        return dataclasses.replace(self.wrapped, weight=weight)

    @staticmethod
    def init(wrapped: Linear, r: int, alpha: float, *, key: jax.Array) -> LoraLinear:
        return LoraLinear(wrapped, LowRankLinear.init(wrapped.In, wrapped.Out, r, alpha, key=key))


def loraize(model: M, r: int, key: jax.Array) -> M:
    def is_linear(leaf: Any) -> bool:
        return isinstance(leaf, Linear)

    def wrap(leaf: Any) -> Any:
        return LoraLinear.init(leaf, r, 8.0, key=key) if isinstance(leaf, Linear) else leaf

    found: M = jax.tree.map(wrap, model, is_leaf=is_linear)
    return found


class Adapter(eqx.Module):
    base: Linear["embed -> mlp"]
    a: Linear["embed -> low_rank"]
    b: Linear["low_rank -> mlp"]

    def __call__(self, x: NamedArray["... embed"]) -> NamedArray["... mlp"]:
        return self.base(x) + self.b(self.a(x))

    def frozen(self) -> Self:
        return eqx.tree_at(lambda m: m.base, self, jax.lax.stop_gradient(self.base))

    def reset(self) -> Self:
        return dataclasses.replace(self, b=dataclasses.replace(self.b, weight=hax.zeros_like(self.b.weight)))


class WhisperEncoder(eqx.Module):
    conv1: Conv["position: mels -> embed"]
    conv2: Conv["position: embed -> embed"]
    norm: LayerNorm["embed"]
    act: Callable[[NamedArray], NamedArray] = eqx.field(static=True)

    @staticmethod
    def init(Mels: Axis["mels"], Embed: Axis["embed"], *, key: jax.Array) -> WhisperEncoder:
        k1, k2 = jax.random.split(key)
        conv1 = Conv.init("position", Mels, Embed, kernel_size=3, padding=1, key=k1)
        conv2 = Conv.init("position", Embed, Embed, kernel_size=3, stride=2, padding=1, key=k2)
        return WhisperEncoder(conv1, conv2, LayerNorm.init(Embed), functools.partial(hax.nn.gelu, approximate=False))

    def __call__(self, features: NamedArray["batch mels position"]) -> NamedArray["batch position embed"]:
        x = self.act(self.conv1(features))
        x = self.act(self.conv2(x))
        x = x.rearrange(("batch", "position", "embed"))
        x = x + hax.random.normal(jax.random.key(1), x.resolve_axis(("position", "embed")))
        return self.norm(x)


class ScaleNorm(LayerNormBase, axes="{axis}"):
    @maps("axis")
    def __call__(self, x: NamedArray) -> NamedArray:
        x = x / (hax.sqrt((x * x).sum(self.axis)) + self.eps)
        return x if self.weight is None else x * self.weight


class Conv1D(Linear):
    def _state_dict_layout(self) -> dict[str, Any]:
        return {"weight": {"In": self.In, "Out": self.Out}, "bias": {"Out": self.Out}}


class Classifier(abc.ABC, eqx.Module):
    @abc.abstractmethod
    def logits(self, x: NamedArray["batch embed"]) -> NamedArray["batch vocab"]: ...

    def predict(self, x: NamedArray["batch embed"]) -> NamedArray["batch"]:
        return self.logits(x).argmax("vocab")


class Shallow(Classifier):
    out: Linear["embed -> vocab"]

    def logits(self, x: NamedArray["batch embed"]) -> NamedArray["batch vocab"]:
        return self.out(x)


class Deep(Classifier):
    net: MLP["embed -> vocab"]
    norm: ScaleNorm["embed"] | None = None

    def logits(self, x: NamedArray["batch embed"]) -> NamedArray["batch vocab"]:
        if self.norm is not None:
            x = self.norm(x)
        return self.net(x)


class Projects(Protocol):
    def __call__(self, inputs: NamedArray, /) -> NamedArray: ...


class Residual(eqx.Module, Generic[M]):
    inner: M
    apply: Callable[[M, NamedArray], NamedArray] = eqx.field(static=True)

    def __call__(self, x: NamedArray["batch position embed"]) -> NamedArray:
        return x + self.apply(self.inner, x)


def apply(layer: Projects, x: NamedArray) -> NamedArray:
    return layer(x)


def same(layer: L) -> L:
    return layer


def cast(layer: L, dtype: Any) -> L:
    return jax.tree.map(lambda a: a.astype(dtype) if eqx.is_inexact_array(a) else a, layer)


def chain(layers: Iterable[Linear["embed -> embed"]], x: NamedArray["batch position embed"]) -> NamedArray["batch position embed"]:
    for layer in layers:
        x = x + hax.nn.relu(layer(x))
    return x


def pick(layers: Mapping[str, Linear["embed -> mlp"]], name: str, x: NamedArray["... embed"]) -> NamedArray["... mlp"]:
    layer = layers.get(name)
    if layer is None:
        layer = next(iter(layers.values()))
    return layer(x)


def either(norm: LayerNorm["embed"] | RmsNorm["embed"], x: NamedArray["batch embed"]) -> NamedArray["batch embed"]:
    if isinstance(norm, RmsNorm):
        return norm(x)
    return norm(x) * 2


def gated(flag: jax.Array, one: Linear["embed -> mlp"], two: Linear["embed -> mlp"], x: NamedArray["batch embed"]) -> NamedArray["batch mlp"]:
    return jax.lax.cond(flag, lambda x: one(x), lambda x: two(x), x)


@hax.named_jit(axis_resources={})
def run(model: WhisperEncoder, features: NamedArray["batch mels position"]) -> NamedArray["batch position embed"]:
    return model(features)


def sizes(layer: Linear) -> tuple[int, int]:
    return hax.axis_size(layer.In), hax.axis_size(layer.Out)


up = Linear.init(Embed, Mlp, key=key)
mixes = [Linear.init(Embed, Embed, key=k) for k in jax.random.split(key, 2)]
y = chain(mixes, x)
z = chain((mix for mix in mixes), x)
w = pick({"up": up, "other": Linear.init(Embed, Mlp, key=key)}, "up", x).sum("mlp")
v = either(LayerNorm.init(Embed), either(RmsNorm.init(Embed, use_bias=False), x["position", 0]))
g = gated(jnp.array(True), up, dataclasses.replace(up, bias=None), x["position", 0]).sum("mlp")
adapter = Adapter(up, Linear.init(Embed, LowRank, key=key), Linear.init(LowRank, Mlp, key=key))
frozen = adapter.frozen().reset()
out = frozen(x).rearrange(("mlp", "position", "batch"))
lora = LoraLinear.init(up, 2, 8.0, key=key)
merged = lora.merge()
same_out = merged(x).sum("mlp") + lora(x, key=key).sum("mlp")
loraized = loraize(Shallow(Linear.init(Embed, Vocab, key=key)), 2, key)
encoded = run(WhisperEncoder.init(Mels, Embed, key=key), hax.ones((Batch, Mels, Frames)))
halved = encoded["position", 2].sum("embed")
shallow: Classifier = Shallow(Linear.init(Embed, Vocab, key=key))
deep: Classifier = Deep(MLP.init(Embed, Vocab, 5, 1, key=key), ScaleNorm.init(Embed))
models: Sequence[Classifier] = [shallow, deep, Deep(MLP.init(Embed, Vocab, 5, 1, key=key))]
votes = sum((hax.nn.one_hot(m.predict(x["position", 0]), Vocab) for m in models), hax.zeros((Batch, Vocab)))
conv1d = Conv1D.init(Embed, Mlp, key=key)
keys = list(to_torch_compatible_state_dict(conv1d))
same_layer = same(up)(x).sum("mlp") + apply(up, x).sum("mlp")
small = cast(up, jnp.bfloat16)(x).astype(jnp.float32)
residual = Residual(mixes[0], lambda layer, x: layer(x))(x)
partial_linear = functools.partial(Linear.init, Embed, Mlp, use_bias=False)
made = partial_linear(key=key)(x).sum("mlp")
quantized = quantize_linear_layers(adapter, QuantizationConfig(int8=True))
q = quantized(x).sum("mlp")
inference = eqx.nn.inference_mode(Dropout(0.5))
dropped = inference(x) + Dropout(0.5)(x, key=key)
mapped = hax.vmap(up, Batch)(x).sum("mlp")
grads = eqx.filter_grad(lambda layer: layer(x).sum().scalar())(up)
updated = eqx.apply_updates(up, jax.tree.map(lambda g: -0.1 * g, grads))(x).sum("mlp")
shapes = eqx.filter_eval_shape(Linear.init, Embed, Mlp, key=key)
arrays, rest = eqx.partition(adapter, eqx.is_array)
again = eqx.combine(arrays, rest)(x).sum("mlp")
tied = eqx.tree_at(lambda m: m.weight, up, up.weight * 2)(x).sum("mlp")
replaced = eqx.tree_at(lambda m: m.bias, up, None)(x).sum("mlp")
table = Embedding.init(Vocab, Embed, key=key)
unembedded = table.unembed(table.embed(hax.arange(Position) % Vocab.size)).argmax("vocab")
total = sum(hax.nn.relu(mix(x)).sum().scalar() for mix in mixes)
counts = {name: sum(leaf.size for leaf in jax.tree.leaves(layer)) for name, layer in {"up": up, "table": table}.items()}
both = (*mixes, mixes[0])[-1](x).sum("embed")
zipped = [layer(x).sum("embed") for layer, _ in zip(mixes, range(2), strict=True)]
folded = functools.reduce(lambda carry, layer: layer(carry), mixes, x).sum("embed")
