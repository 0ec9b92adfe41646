"""Mistakes in what each device runs on its own parts."""

import equinox as eqx

import haliax as hax
from haliax import NamedArray

mapping = {"batch": "data"}
wrong = hax.ones({"batch": 8, "mlp": 4})


def total(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    return hax.psum(x.sum("batch"), "batch")


@hax.shard_map
def plain(x: NamedArray["batch embed"]) -> NamedArray["embed"]:
    return hax.psum(x.sum("batch"), "batch")


@hax.shard_map(axis_mapping=mapping)
def by_options(x: NamedArray["batch embed"], scale: float = 1.0) -> NamedArray["embed"]:
    return hax.psum(x.sum("batch"), "batch") * scale


class Layer(eqx.Module):
    w: NamedArray["embed mlp"]

    @hax.shard_map
    def __call__(self, x: NamedArray["batch embed"]) -> NamedArray["batch mlp"]:
        return hax.dot(x, self.w, axis="embed")


def calls(layer: Layer, x: NamedArray["batch embed"]) -> None:
    hax.shard_map(total)(wrong)  # E(static): total: argument 'x' is [batch, mlp]; expected [batch, embed]: no axis 'embed'  [arg-type]
    hax.shard_map(total, mapping)(wrong)  # E(static): total: argument 'x' is [batch, mlp]; expected [batch, embed]: no axis 'embed'  [arg-type]
    plain(wrong)  # E(static): plain: argument 'x' is [batch, mlp]; expected [batch, embed]: no axis 'embed'  [arg-type]
    by_options(wrong)  # E(static): by_options: argument 'x' is [batch, mlp]; expected [batch, embed]: no axis 'embed'  [arg-type]
    by_options(x, "2")  # E(static): Argument 2 to "by_options" has incompatible type "str"; expected "float"  [arg-type]
    plain(x).sum("batch")  # E(static): sum: no axis 'batch' in [embed]  [axis-missing]
    layer(wrong)  # E(static): Layer.__call__: argument 1 is [batch, mlp]; expected [batch, embed]: no axis 'embed'  [arg-type]
    layer(x).sum("embed")  # E(static): sum: no axis 'embed' in [batch, mlp]  [axis-missing]
    hax.psum(x, "batch").sum("mlp")  # E(static): sum: no axis 'mlp' in [batch, embed]  [axis-missing]
    hax.ppermute(x, "batch", 1).sum("mlp")  # E(static): sum: no axis 'mlp' in [batch, embed]  [axis-missing]
    hax.all_gather(x, "embd")  # E(static): all_gather: no axis 'embd' in [batch, embed]; did you mean 'embed'?  [axis-missing]
    hax.psum_scatter(x, "mlp")  # E(static): psum_scatter: no axis 'mlp' in [batch, embed]  [axis-missing]
    hax.psum(x, 3)  # E(static): psum: argument 'axis' is a value of type int; expected Axis or str or Sequence[Axis | str] or Mapping[str, int | None]  [arg-type]
