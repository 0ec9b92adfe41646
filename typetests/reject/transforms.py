"""Mistakes in functions that are mapped, and in calls of what maps them."""

import haliax as hax
from haliax import NamedArray

Batch, Position, Embed, Mlp = hax.make_axes(batch=2, position=3, embed=5, mlp=7)


def norm(row: NamedArray["position embed"]) -> NamedArray["position"]:
    return row.sum("embed")


def project(row: NamedArray["position embed"], weight: NamedArray["embed mlp"]) -> NamedArray["position mlp"]:
    return hax.dot(row, weight, axis="embed")


def step(carry: NamedArray["embed"], row: NamedArray["embed"]) -> tuple[NamedArray["embed"], NamedArray[""]]:
    return carry + row, row.sum()


def grows(carry: NamedArray["embed"], row: NamedArray["position embed"]) -> NamedArray["position embed"]:
    return carry + row


def turns(carry: NamedArray["position embed"], row: NamedArray["embed"]) -> NamedArray["embed position"]:
    return (carry + row).rearrange(("embed", "position"))


def calls(x: NamedArray["batch position embed"], y: NamedArray["batch embed position"], w: NamedArray["embed mlp"]) -> None:
    hax.vmap(lambda row: row.sum("embd"), "batch")(x)  # E(static): sum: no axis 'embd' in [position, embed]; did you mean 'embed'?  [axis-missing]
    hax.vmap(norm, "batch")(y)  # E(static): norm: argument 1 is [embed, position]; expected [position, embed]: the axes are in another order; use rearrange(("position", "embed"))  [arg-type]
    hax.vmap(norm, "position")(x)  # E(static): norm: argument 1 is [batch, embed]; expected [position, embed]: no axis 'position'  [arg-type]
    hax.vmap(norm, "head")(x)  # E(static): vmap: no argument has axis 'head': the arguments are [batch, position, embed]; pass Axis('head', size) to say how often  [axis-missing]
    hax.vmap(project, "batch")(x, x)  # E(static): project: argument 2 is [position, embed]; expected [embed, mlp]: no axis 'mlp'  [arg-type]
    hax.vmap(project, "batch")(x)  # E(static): Missing positional argument "weight" in call to "project"  [call-arg]
    hax.vmap(norm, "batch")(x).sum("embed")  # E(static): sum: no axis 'embed' in [batch, position]  [axis-missing]
    hax.vmap(norm, Batch)(w)  # E(static): norm: argument 1 is [embed, mlp]; expected [position, embed]: no axis 'position'  [arg-type]
    hax.vmap(lambda row: row * row.rename({"embed": "mlp"}), "batch")(x)  # E(static): multiply: cannot broadcast [position, embed] and [position, mlp]: neither has all axes of the other; rename an axis, or use broadcast_axis to add the missing ones  [axis-broadcast]
    hax.scan(step, "position")(hax.zeros(Mlp), x["batch", 0])  # E(static): step: argument 1 is [mlp]; expected [embed]: no axis 'embed'  [arg-type]
    hax.scan(step, "position")(hax.zeros(Embed), x["batch", 0])[1].sum("embed")  # E(static): sum: no axis 'embed' in [position]  [axis-missing]
    hax.scan(step, "head")(hax.zeros(Embed), x["batch", 0])  # E(static): scan: no argument has axis 'head': the arguments are [position, embed]; pass Axis('head', size) to say how often  [axis-missing]
    hax.fold(grows, "batch")(hax.zeros(Embed), x)  # E(static): fold: the carry goes into a step as [embed] and comes out as [position, embed]: unexpected axis 'position'  [axis-missing]
    hax.fold(turns, "batch")(hax.zeros((Position, Embed)), x["position", 0])  # E(static): fold: the carry goes into a step as [position, embed] and comes out as [embed, position]: the axes are in another order; use rearrange(("position", "embed"))  [axis-order]
    hax.fold(lambda carry, row: carry.sum("embd"), "batch")(hax.zeros((Position, Embed)), x)  # E(static): sum: no axis 'embd' in [position, embed]; did you mean 'embed'?  [axis-missing]
    hax.map(norm, Batch)(y)  # E(static): norm: argument 1 is [embed, position]; expected [position, embed]: the axes are in another order; use rearrange(("position", "embed"))  [arg-type]
    hax.map(norm, Batch)(x).sum("embed")  # E(static): sum: no axis 'embed' in [batch, position]  [axis-missing]
