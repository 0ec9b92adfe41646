"""Arrays in lists, dicts, tuples and comprehensions."""

from dataclasses import dataclass, replace

import haliax as hax
from haliax import NamedArray

Batch, Embed = hax.make_axes(batch=2, embed=3)
be = hax.ones((Batch, Embed))
eb = hax.ones((Embed, Batch))
b = hax.ones(Batch)

# Members with the same axes keep them.
same = [be, be + 1]
reveal_type(same)  # R: list[[batch, embed]]
reveal_type(same[0].sum("embed"))  # R: [batch]
reveal_type({"a": b, "b": b * 2})  # R: dict[str, [batch]]
reveal_type((be, b))  # R: tuple[[batch, embed], [batch]]
reveal_type((be, b)[1])  # R: [batch]
first, *others = be, b, b
reveal_type(first)  # R: [batch, embed]
reveal_type(others)  # R: list[[batch]]

# Members that differ are arrays of unknown axes.
swapped, mixed, by_name = [be, eb], [be, b], {"a": be, "b": b}
reveal_type(swapped[0])  # R: [...]
reveal_type(mixed[1])  # R: [...]
reveal_type(mixed[:1][0])  # R: [...]
reveal_type([be, b][0].sum("embed"))  # R: [...]
reveal_type([b, *same][0])  # R: [...]
reveal_type(by_name["b"])  # R: [...]
reveal_type(by_name.get("b"))  # R: [...] | None
reveal_type([x for x in mixed])  # R: list[[...]]
reveal_type([x.sum("batch") for x in by_name.values()])  # R: list[[...]]
for member in mixed:
    reveal_type(member)  # R: [...]
for _, value in by_name.items():
    reveal_type(value)  # R: [...]
reveal_type([b, 1.0])  # R(static): list[object]

# Comprehensions, and functions of containers.
reveal_type([x.sum("embed") for x in same])  # R: list[[batch]]
reveal_type({name: x.mean("batch") for name, x in zip("ab", same, strict=True)})  # R: dict[str, [embed]]
reveal_type([x for x in (be, eb)][0])  # R: [...]
reveal_type(tuple(x.sum() for x in same))  # R: tuple[[], ...]
reveal_type(next(x.sum("batch") for x in same))  # R: [embed]
reveal_type(list(zip(same, [b, b], strict=True))[0])  # R: tuple[[batch, embed], [batch]]
reveal_type(max(same, key=lambda x: float(x.sum())))  # R: [batch, embed]
for index, row in enumerate(be.unbind("batch")):
    reveal_type(row)  # R: [embed]
mapped = list(map(lambda x: x.sum("embed"), same))
reveal_type(mapped)  # R: list[[batch]]


@dataclass
class Batched:
    tokens: NamedArray["batch"]
    extra: dict[str, NamedArray["batch ..."]]


batched = Batched(b, {"features": be})
reveal_type(batched.tokens * 2)  # R: [batch]
reveal_type(batched.extra["features"])  # R: [batch, ...]
reveal_type(replace(batched, tokens=b + 1).tokens)  # R: [batch]
reveal_type([x.tokens for x in (batched, batched)])  # R: list[[batch]]
