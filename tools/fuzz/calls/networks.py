"""Calls of functions of networks: losses, dropout, attention and its masks."""

from __future__ import annotations

from typing import Any

from haliax.pure.operation import Operation
from tools.fuzz.calls.elementwise import is_bool, is_int
from tools.fuzz.calls.table import draws
from tools.fuzz.making import Maker, Operand, path

_REDUCTIONS = ("", "None", "hax.sum", "hax.max", "hax.mean")
_KEY = "jax.random.key(0)"


@draws("glu")
def glu(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda v: any(size % 2 == 0 for size in v.shape.values()))
    return f"hax.nn.glu({x.text}, {m.selector(x, m.pick([n for n, size in x.value.shape.items() if size % 2 == 0]))})"


@draws("standardize")
def standardize(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    more = m.pick(["", "", f", mean={x.text}.mean()", f", where={x.text} > 0"])
    return f"hax.nn.standardize({x.text}, {m.selection(x, m.some(x.names, 1, 2))}{more})"


@draws("dropout")
def dropout(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    shared = f", {m.selection(x, m.some(x.names, 1, 2))}" if m.chance(0.5) else ""
    how = "inference=True" if m.chance(0.5) else f"inference=False, key={_KEY}"
    return f"hax.nn.dropout({x.text}, 0.5{shared}, {how})"


@draws("reduce_loss", "maybe_reduce_loss")
def reduce_loss(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    axis = m.selection(x, m.some(x.names, 1, 2)) if m.chance(0.5) else "None"
    how = m.pick(_REDUCTIONS[1:])
    return f"{path(op)}({x.text}, {how}, {axis}, {m.pick(['None', f'{x.text} > 0'])})"


@draws("cross_entropy_loss", "cross_entropy_loss_and_log_normalizers")
def cross_entropy(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    label = m.pick(x.names)
    targets = f"{x.text}.argmax({m.selector(x, label)})" if m.chance(0.6) else f'hax.nn.softmax({x.text}, "{label}")'
    rest = [name for name in x.names if name != label]
    call = f"{path(op)}({x.text}, {m.selector(x, label)}, {targets}"
    return f"{call})" if op.name.endswith("normalizers") else f"{call}{_reduced(m, x, rest)})"


@draws("binary_cross_entropy_loss")
def binary_cross_entropy(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    return f"{path(op)}({x.text}, {x.text} > 0{_reduced(m, x, list(x.names))})"


def _reduced(m: Maker, x: Operand, names: list[str]) -> str:
    """How a loss is reduced."""
    how = m.pick(_REDUCTIONS)
    axis = f", reduction_axis={m.selection(x, m.some(names, 1, 2))}" if names and m.chance(0.5) else ""
    return f"{f', reduction={how}' if how else ''}{axis}"


@draws("causal_mask", "prefix_lm_mask")
def mask_of_pairs(m: Maker, op: Operation[Any]) -> str:
    start = m.array(is_int) if m.chance(0.3) and m.arrays(is_int) else None
    names = [name for name in ("p", "q", "vocab", "width") if start is None or name not in start.names]
    first, second = m.some(names, 2, 2)
    text = "2" if start is None else start.text
    return f"{path(op)}({m.axis(first, 3)}, {m.axis(second, 4)}, {text})"


@draws("segment_mask")
def segment_mask(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda v: v.ndim > 0)
    return f'{path(op)}({m.selector(x, m.pick(x.names))}, "{m.absent(x.value)}", {x.text})'


@draws("combine_masks_and", "combine_masks_or")
def combined(m: Maker, op: Operation[Any]) -> str:
    masks = [m.array(is_bool).text, m.pick(["None", m.array(is_bool).text])]
    return f"{path(op)}({', '.join(masks if m.chance(0.5) else masks[::-1])})"


@draws("mask_to_bias")
def bias(m: Maker, op: Operation[Any]) -> str:
    return f"{path(op)}({m.array(is_bool).text})"


@draws("alibi_attention_bias")
def alibi(m: Maker, op: Operation[Any]) -> str:
    return f"{path(op)}({m.axis('vocab', 3)}, {m.axis('width', 4)})"


@draws("dropout_mask")
def dropout_mask(m: Maker, op: Operation[Any]) -> str:
    return f"{path(op)}({m.shape(m.some(['vocab', 'width'], 1, 2))}, 0.5, key={_KEY})"


@draws("forgetful_causal_mask")
def forgetful(m: Maker, op: Operation[Any]) -> str:
    return f"{path(op)}({m.axis('vocab', 3)}, 0.5, key={_KEY})"


@draws("dot_product_attention", "dot_product_attention_weights")
def attention(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(2)
    position, compared = m.some(x.names, 2, 2)
    other = m.absent(x.value)
    keys = f'{x.text}.rename({{"{position}": "{other}"}})'
    axes = [f'"{other}"', m.selector(x, compared)]
    if op.name.endswith("weights"):
        return f"{path(op)}({', '.join(axes[::-1])}, {x.text}, {keys})"
    return f"{path(op)}({', '.join(axes)}, {x.text}, {keys}, {keys})"
