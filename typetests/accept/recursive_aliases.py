"""Aliases that stand within themselves, as trees of arrays do: what is read of them ends."""

from typing import Union

import haliax as hax
from haliax import NamedArray

Tree = Union[NamedArray["batch"], "list[Tree]", "dict[str, Tree]"]
Pairs = Union[tuple[()], tuple[int, "Pairs"]]


def doubled(tree: Tree) -> Tree:
    same = tree
    if isinstance(same, list):
        return [doubled(part) for part in same]
    if isinstance(same, dict):
        return {name: doubled(part) for name, part in same.items()}
    return same + same


def nested(tree: Tree, depth: int) -> Tree:
    for _ in range(depth):
        tree = [tree, {"other": tree}]
    both = [tree, [tree]]
    return both[0] if depth else both


def longer(pairs: Pairs) -> Pairs:
    more = (1, pairs)
    return more


x = hax.ones(hax.Axis("batch", 2))
assert doubled([x, {"a": x}]) is not None
assert isinstance(nested(x, 1), list)
assert longer(()) == (1, ())
