"""What mypy cannot know is no mistake: Any, names from outside, axes in variables, code without annotations."""

import json
import os
from typing import Any

import jax.numpy as jnp
import numpy as np

import haliax as hax
from haliax import Axis, AxisSelection, AxisSelector, AxisSpec, NamedArray

Batch, Position, Embed = hax.make_axes(batch=2, position=3, embed=5)
x = hax.ones((Batch, Position, Embed))
e = hax.ones(Embed)


# Any, and things that have it inside.
def with_any(a: Any, axis: Any, b: dict[str, Any], c: list[Any]) -> Any:
    x.sum(axis)
    x.sum(b["axis"])
    x.sum(c)
    x.sum(tuple(c))
    x.rename(b["renames"])
    x + a
    a + x
    hax.dot(x, a, axis="embed")
    hax.dot(x, e, axis=axis)
    hax.where(a > 0, x, a)
    hax.zeros(b["shape"])
    x.rearrange(c + [...])
    hax.stack(axis + "s", [x, x])
    total: NamedArray["batch"] = a
    return a.sum("whatever") if a == "never" else total


# Names that are not written out.
def with_names(axis: str, axes: tuple[str, ...], Axis_: Axis, selection: AxisSelection, selector: AxisSelector) -> None:
    x.sum(axis)
    x.sum((axis, "batch"))
    x.sum(axes)
    x.sum(Axis_)
    x.sum(selection)
    x.sum(selector)
    x.sum(axis.lower())
    x.sum(f"{axis}")
    x.sum(axis + "")
    x.sum("".join(["em", "bed"]))
    x.rename({axis: "mlp"})
    x.rename({"embed": axis + "_2"})
    hax.dot(x, e, axis=axis)
    hax.nn.softmax(x, axis)
    hax.zeros(Axis("a" + axis, 2)) + hax.zeros(Axis("a" + axis, 2))
    x.sum(axes[0])
    x.sum([a for a in axes])
    x.sum(sorted(axes))
    x.sum(*[axis])
    x.take(axis, 0)
    x.unbind(axis)
    x.flatten_axes((axis, "batch"), "both")


def with_specs(spec: AxisSpec, axes: tuple[Axis, ...], shape: dict[str, int]) -> None:
    hax.zeros(spec).sum("embed")
    hax.zeros(axes).sum("embed")
    hax.zeros(shape).sum("embed")
    hax.ones((Batch, *axes)).sum("embed")
    hax.zeros({**shape, "batch": 2}).sum("embed")
    hax.zeros(hax.concat_axes(Batch, axes)).sum("embed")
    hax.zeros(hax.without_axes((Batch, Embed), axes)).sum("batch")
    hax.zeros(Axis("embed", int(os.environ.get("HALIAX_TYPETEST_SIZE", "5")))) + e
    hax.zeros([Axis(name, size) for name, size in shape.items()]).sum("embed")
    hax.zeros(tuple(Axis(name, size) for name, size in shape.items())).sum("embed")


# Plain values of every kind.
def with_numbers(scale: float, values: np.ndarray, settings: str) -> None:
    config = json.loads(settings)
    x * scale
    x * config["scale"]
    x.sum(config["axis"])
    hax.zeros(Axis(config["axis"], config["size"])).sum("embed")
    x * values.item()
    x + jnp.float32(1.0)
    x / np.sqrt(2.0)
    x * jnp.sum(jnp.ones(3))
    hax.named(values, (config["axis"],)).sum("embed")
    True & (x > 0)
    max(scale, 1.0) * x
    x.array + 1
    x.array.sum(axis=0)


# Code without annotations: not checked, or checked knowing nothing.
def untyped(x, axis="embed"):  # type: ignore[no-untyped-def]
    x.sum(axis)
    x.sum("nothing") if axis is None else None
    return x.sum("embed") + hax.ones(Batch)


with_any(e, "embed", {"axis": "embed", "renames": {}, "shape": Batch}, ["embed"])
with_names("embed", ("embed",), Embed, ("embed",), "embed")
with_specs(Embed, (Embed,), {"embed": 5})
with_numbers(2.0, np.ones(1), '{"axis": "embed", "scale": 2.0, "size": 5}')
untyped(x.sum("position"))  # type: ignore[no-untyped-call]
