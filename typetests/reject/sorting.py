"""Sorting needs its axis; what is searched has one."""

import haliax as hax
from haliax import Axis

Batch, Vocab = hax.make_axes(batch=2, vocab=7)
x = hax.ones((Batch, Vocab))

x.sort("vocabulary")  # E: sort: no axis 'vocabulary' in [batch, vocab]; did you mean 'vocab'?  [axis-missing]
hax.sort(x, None)  # E(type): sort: argument 'axis' is None; expected Axis or str  [arg-type]
x.argsort("time")  # E: argsort: no axis 'time' in [batch, vocab]  [axis-missing]
x.argsort(None).sum("batch")  # E: sum: no axis 'batch' in [flat]  [axis-missing]
hax.top_k(x, "time", 3)  # E: top_k: no axis 'time' in [batch, vocab]  [axis-missing]
hax.top_k(x, Vocab, 8)  # E: top_k: cannot take 8 elements of axis 'vocab' of size 7  [axis-size]
hax.top_k(x, "vocab", 3, new_axis="batch")  # E: top_k: axis 'batch' is already in [batch, vocab]; choose another name or rename it first  [axis-duplicate]
hax.top_k(x, "vocab", 3, new_axis="best")[0].sum("vocab")  # E: sum: no axis 'vocab' in [batch, best]  [axis-missing]
hax.searchsorted(x, 1.0)  # E: searchsorted: expected an array with one axis, got [batch, vocab]; flatten it, or take a part of it  [axis-size]
hax.searchsorted(hax.arange(Axis("limit", 3)), x).sum("limit")  # E: sum: no axis 'limit' in [batch, vocab]  [axis-missing]
