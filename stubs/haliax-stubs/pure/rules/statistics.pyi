# Written by `python -m tools.stubs`. Do not edit.
"""Statistics that are more than a sum: medians, quantiles, weighted means, covariances."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
median: Operation[Any]
nanmedian: Operation[Any]
quantile: Operation[Any]
nanquantile: Operation[Any]
percentile: Operation[Any]
nanpercentile: Operation[Any]
average: Operation[Any]
SECOND: str
"""What the second axis of a covariance has after the name of the first, where no name was given."""

cov: Operation[Any]
