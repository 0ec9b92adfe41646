"""Lists, dicts, tuples and sets of arrays whose axes differ."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import haliax as hax
from haliax import NamedArray

Batch, Embed = hax.make_axes(batch=2, embed=3)
be = hax.ones((Batch, Embed))
eb = hax.ones((Embed, Batch))
b = hax.ones(Batch)
scalar = hax.sum(b)


def takes_one(x: NamedArray["batch"]) -> None: ...
def takes_two(x: NamedArray["batch embed"]) -> None: ...
def takes_all(xs: Sequence[NamedArray]) -> None: ...
def takes_any_dict(xs: Mapping[str, NamedArray]) -> None: ...
def unknown(x: NamedArray) -> NamedArray:
    return x


def partly(x: NamedArray["batch ..."]) -> NamedArray["batch ..."]:
    return x


# Same rank, other ranks, a scalar among them.
same_rank = [be, eb]
other_ranks = [be, b, scalar]
by_name = {"x": be, "y": b}
nested: dict[str, dict[str, NamedArray]] = {"a": {"b": be}, "c": {"d": b, "e": scalar}}
takes_two(same_rank[0])
takes_one(other_ranks[1])
takes_one(by_name["y"])
takes_two(nested["a"]["b"])
takes_all(same_rank)
takes_all(other_ranks)
takes_all((be, b))
takes_all([be])
takes_any_dict(by_name)
takes_any_dict({"x": b})

# What is done to their members.
for array in other_ranks:
    array.sum()
    (array + 1).mean()
for name, array in by_name.items():
    hax.exp(array).sum("batch")
total = sum(float(array.sum().item()) for array in by_name.values())
scaled = {name: array * 2 for name, array in by_name.items()}
takes_one(scaled["y"])
flat = [array.ravel("all") for array in other_ranks]
hax.concatenate("all", flat)
longest = max(other_ranks, key=lambda array: array.ndim)
takes_two(longest)
pairs = list(zip(by_name, by_name.values(), strict=True))
takes_two(pairs[0][1])

# Containers that grow.
grown = [be]
grown.append(be * 2)
hax.stack("layer", grown)
anything: list[NamedArray] = []
anything.append(be)
anything.append(b)
anything += [scalar]
takes_two(anything[0])
cache: dict[str, NamedArray] = {}
cache["x"] = be
cache["y"] = b
cache.update(y=scalar, z=b)
takes_two(cache["x"])
by_letter = {"x": b}
by_letter["y"] = be
by_letter["y"].sum("embed")
by_letter.update(z=be)
by_letter["z"].sum("embed")
listed = [b]
listed[0] = be
listed[0].sum("embed")
extended = [b]
extended += [be]
extended[1].sum("embed")
lengthened = [b]
lengthened.extend([be, be])
lengthened[1].sum("embed")
put_first = [b]
put_first.insert(0, be)
put_first[0].sum("embed")
for array in put_first:
    array.sum("embed") if array.ndim > 1 else array.sum("batch")
in_turn = deque([b])
in_turn.append(be)
in_turn[-1].sum("embed")
states = [partly(b)] * 2
for index, state in enumerate(states):
    states[index] = unknown(state)
    states[index], _ = unknown(state), index
groups: defaultdict[str, list[NamedArray]] = defaultdict(list)
groups["x"].append(be)
groups["x"].append(b)
queue = deque([be, b])
takes_two(queue.popleft())
mixed: list[Any] = [be, 1, "x"]
takes_one(mixed[0])
with_none = [be, None, b]
arrays = [array for array in with_none if array is not None]
takes_two(arrays[0])
numbers = [b, 1.0]
by_axis = {Batch: b, Embed: be.sum("batch")}
takes_one(by_axis[Batch])
chosen = be if len(by_name) > 1 else b
chosen.sum("batch")
merged = {**by_name, "z": scalar}
takes_one(merged["y"])
starred = [*other_ranks, *grown]
takes_all(starred)
first, *rest = other_ranks
takes_all(rest)
head, tail = (be, b), (b, be)
takes_two(head[0])
takes_two(tail[1])
table = {name: (array, index) for index, (name, array) in enumerate(by_name.items())}
takes_one(table["y"][0])
as_tuple = tuple(other_ranks)
takes_two(as_tuple[0])
sorted_by_rank = sorted(other_ranks, key=lambda array: array.ndim)
takes_one(sorted_by_rank[1])


def to_list(*arrays: NamedArray) -> list[NamedArray]:
    return list(arrays)


def all_sums(arrays: Iterable[NamedArray]) -> list[NamedArray[""]]:
    return [array.sum() for array in arrays]


takes_two(to_list(be, b)[0])
all_sums(other_ranks)
all_sums(array for array in (be, eb))
hax.stack("layer", all_sums([be, b]))
