"""Sorting keeps the axes; what is found in a sorted array has the axes of what was looked for."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Vocab = hax.make_axes(batch=2, vocab=7)
x = hax.ones((Batch, Vocab))
limits = hax.arange(Axis("limit", 3))

reveal_type(hax.sort(x, "vocab"))  # R: [batch, vocab]
reveal_type(x.sort(Vocab))  # R: [batch, vocab]
reveal_type(hax.argsort(x, "vocab"))  # R: [batch, vocab]
reveal_type(x.argsort("vocab", stable=True))  # R: [batch, vocab]
reveal_type(x.argsort(None))  # R: [flat]
reveal_type(x["vocab", x.argsort("vocab")])  # R: [batch, vocab]

reveal_type(hax.top_k(x, "vocab", 3))  # R: tuple[[batch, vocab], [batch, vocab]]
reveal_type(hax.top_k(x, Vocab, 3, new_axis="best"))  # R: tuple[[batch, best], [batch, best]]
reveal_type(hax.top_k(x, "vocab", 3, Axis("best", 3))[0])  # R: [batch, best]

reveal_type(hax.searchsorted(limits, x))  # R: [batch, vocab]
reveal_type(hax.searchsorted(limits, 1.5, side="right"))  # R: []


def vague(end: NamedArray["... vocab"]) -> None:
    values, positions = hax.top_k(end, "vocab", 3, new_axis="best")
    reveal_type(values)  # R: [..., best]
    reveal_type(positions)  # R: [..., best]


vague(x)
