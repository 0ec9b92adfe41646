"""Statistics lack the axes that they go over; quantiles come first, and a covariance has its second axis by name."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Sample, Feature = hax.make_axes(batch=2, sample=7, feature=3)
x = hax.ones((Batch, Sample, Feature))
q = hax.linspace(Axis("quantile", 5), start=0.0, stop=1.0)

reveal_type(hax.median(x, "sample"))  # R: [batch, feature]
reveal_type(hax.median(x, (Sample, "batch")))  # R: [feature]
reveal_type(hax.nanmedian(x))  # R: []

reveal_type(hax.quantile(x, 0.5, "sample"))  # R: [batch, feature]
reveal_type(hax.quantile(x, q, "sample"))  # R: [quantile, batch, feature]
reveal_type(hax.percentile(x, 100 * q, axis=("batch", Feature), method="nearest"))  # R: [quantile, sample]
reveal_type(hax.nanquantile(x, 0.5))  # R: []
reveal_type(hax.nanpercentile(x, q))  # R: [quantile]

reveal_type(hax.average(x, "sample"))  # R: [batch, feature]
reveal_type(hax.average(x, Sample, weights=hax.arange(Sample)))  # R: [batch, feature]
reveal_type(hax.average(x, weights=x))  # R: []

reveal_type(hax.cov(x, "sample", "feature"))  # R: [batch, feature, feature_cov]
reveal_type(hax.cov(x, Sample, variable=Batch, new_axis="other"))  # R: [batch, other, feature]
reveal_type(hax.cov(x, "sample", "feature", Feature.alias("other"), ddof=0))  # R: [batch, feature, other]

# Distinct elements lie along an axis of their own.
Value = Axis("value", 4)
reveal_type(hax.unique(x, Value))  # R: [value]
reveal_type(hax.unique(x, Value, axis="sample"))  # R: [batch, value, feature]
reveal_type(hax.unique(x, Value, return_index=True))  # R: tuple[[value], [value]]
reveal_type(hax.unique(x, Value, return_inverse=True))  # R: tuple[[value], [batch, sample, feature]]
reveal_type(hax.unique(x, Value, axis="batch", return_inverse=True, return_counts=True)[1])  # R: [batch]
reveal_type(hax.unique_values(x, Value))  # R: [value]
reveal_type(hax.unique_counts(x, Value, axis=Batch))  # R: tuple[[value, sample, feature], [value]]
reveal_type(hax.unique_inverse(x, Value))  # R: tuple[[value], [batch, sample, feature]]
reveal_type(hax.unique_all(x, Value, axis="batch")[2])  # R: [batch]


def vague(end: NamedArray["... sample"], some: NamedArray["{sample feature}"]) -> None:
    reveal_type(hax.median(end, "sample"))  # R: [...]
    reveal_type(hax.quantile(end, q, "sample"))  # R: [quantile, ...]
    reveal_type(hax.cov(some, "sample", "feature"))  # R: [feature, feature_cov]
    reveal_type(hax.unique(end, Value, axis="sample"))  # R: [..., value]


vague(x["feature", 0], x["batch", 0])
