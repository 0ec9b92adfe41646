"""Statistics need their axes, and none that comes out may be there twice."""

import haliax as hax
from haliax import Axis

Batch, Sample, Feature = hax.make_axes(batch=2, sample=7, feature=3)
x = hax.ones((Batch, Sample, Feature))
Value = Axis("value", 4)

hax.median(x, "samples")  # E: median: no axis 'samples' in [batch, sample, feature]; did you mean 'sample'?  [axis-missing]
hax.nanmedian(x, ("batch", Batch))  # E: nanmedian: axis 'batch' is repeated in [batch, batch=2]; name each axis once  [axis-duplicate]
hax.median(x, "sample").sum("sample")  # E: sum: no axis 'sample' in [batch, feature]  [axis-missing]

hax.quantile(x, 0.5, "time")  # E: quantile: no axis 'time' in [batch, sample, feature]  [axis-missing]
hax.quantile(x, hax.ones(Batch) / 2, "sample")  # E: quantile: axis 'batch' is already in [batch, feature]; choose another name or rename it first  [axis-duplicate]
hax.percentile(x, [10, 90], "sample")  # E(type): percentile: argument 'q' is a value of type list[int]; expected [...] or Array or …  [arg-type]
hax.quantile(x, hax.ones(Axis("q", 2)), "sample").sum("sample")  # E: sum: no axis 'sample' in [q, batch, feature]  [axis-missing]

hax.average(x, "time")  # E: average: no axis 'time' in [batch, sample, feature]  [axis-missing]
hax.average(x, "sample", weights=hax.ones(Axis("weight", 7)))  # E: average: [weight] has 'weight', which [batch, sample, feature] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]

hax.cov(x, "time", "feature")  # E: cov: no axis 'time' in [batch, sample, feature]  [axis-missing]
hax.cov(x, "sample", "features")  # E: cov: no axis 'features' in [batch, sample, feature]; did you mean 'feature'?  [axis-missing]
hax.cov(x, "sample", "sample")  # E: cov: axis 'sample' is repeated in [sample, sample]; name each axis once  [axis-duplicate]
hax.cov(x, "sample", "feature", "batch")  # E: cov: axis 'batch' is already in [batch, feature]; choose another name or rename it first  [axis-duplicate]
hax.cov(x, "sample", "feature", "feature")  # E: cov: axis 'feature' is already in [batch, sample, feature]; choose another name or rename it first  [axis-duplicate]

hax.unique(x, Value, axis="time")  # E: unique: no axis 'time' in [batch, sample, feature]  [axis-missing]
hax.unique(x, Value, axis="time", return_counts=True)  # E: unique: no axis 'time' in [batch, sample, feature]  [axis-missing]
hax.unique_all(x, Feature, axis="sample")  # E: unique_all: axis 'feature' is already in [batch, sample, feature]; choose another name or rename it first  [axis-duplicate]
hax.unique_counts(x, Value)[0].sum("batch")  # E: sum: no axis 'batch' in [value]  [axis-missing]
