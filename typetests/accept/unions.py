"""Unions, Optional and narrowing: an operation that may be right is not wrong."""

from typing import Literal, Optional, TypeGuard, Union

import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray, NamedOrNumeric

Batch, Embed = hax.make_axes(batch=2, embed=3)
be = hax.ones((Batch, Embed))
b = hax.ones(Batch)
e = hax.ones(Embed)


def either(x: NamedArray["batch embed"] | NamedArray["embed"]) -> NamedArray["embed"]:
    x.sum("embed")
    x.sum("batch") if x.ndim == 2 else None
    x + x
    hax.dot(x, e, axis="embed")
    x * e
    hax.where(x > 0, x, 0.0)
    return x.mean("batch") if x.has_axis("batch") else x.sum("embed") * e


def either_operand(x: NamedArray["batch"] | NamedArray["embed"], y: NamedArray["batch"] | float) -> None:
    (x + y if x.has_axis("batch") else x).sum()
    be * x
    x * be
    y * 2
    2 - y
    be / y


def optional(mask: Optional[NamedArray["batch"]], bias: Union[NamedArray["embed"], None], x: NamedOrNumeric) -> None:
    out = be
    if mask is not None:
        out = out * mask
    if bias:
        out = out + bias
    out = out if bias is None else out + bias
    hax.sum(out, "embed", where=mask)
    out + x
    x + out
    hax.add(out, x)
    hax.where(mask if mask is not None else True, out, x)
    hax.clip(out, None, x)
    (mask or b).sum("batch") if mask is None else mask.sum()


def narrowed(x: object, y: NamedArray | jax.Array | float, z: NamedArray["batch"] | list[NamedArray["batch"]]) -> float:
    if isinstance(x, NamedArray):
        x.sum("batch")
    if isinstance(y, NamedArray):
        return float(y.sum().item())
    if isinstance(z, NamedArray):
        z = [z]
    z[0].sum("batch")
    return float(jnp.sum(jnp.asarray(y)))


def is_batched(x: NamedArray) -> TypeGuard[NamedArray["batch ..."]]:
    return x.has_axis("batch")


def guarded(x: NamedArray, which: Literal["batch", "embed"], other: Literal["batch", "heads"], A: Axis | None) -> None:
    if is_batched(x):
        x.sum("batch")
    be.sum(which)
    be.sum(other) if be.has_axis(other) else None
    be.sum(A)
    be.sum(A if A is not None else "embed")
    be.sum("batch" if which == "batch" else ("batch", "embed"))
    hax.zeros(A if A is not None else Batch).sum("batch")


def looped() -> None:
    for axis in ("batch", "embed"):
        be.sum(axis)
    for name in ("embed", "heads"):
        if be.has_axis(name):
            be.sum(name)
    for Ax in (Batch, Embed):
        be.sum(Ax).sum()
        hax.zeros(Ax).sum(Ax)
    for x in (be, e):
        x.sum("embed")
        (x * e).sum()


either(be)
either_operand(b, b)
either_operand(e, 2.0)
optional(None, None, 1.0)
optional(b > 0, None, 1.0)
narrowed(be, 1.0, b)
guarded(be, "batch", "batch", Batch)
guarded(be, "embed", "heads", None)
looped()
