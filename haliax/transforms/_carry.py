"""The carry of a loop: it must come out of a step as it went in."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from haliax.core import NamedArray, wrap
from haliax.pure import errors
from haliax.pure.axis import show
from haliax.transforms._leaves import Names, Refused, flatten, is_data, is_named, same


class Carry(NamedTuple):
    """What a carry is, apart from its values.

    Attributes:
        structure: Its structure, in which dicts have an order.
        plain: Its structure, as jax sees it.
        names: The names of each leaf; None for one that has none.
        statics: The leaves that are no arrays, each with its position.
    """

    structure: Any
    plain: Any
    names: tuple[Names, ...]
    statics: tuple[tuple[int, Any], ...]

    def joined(self, arrays: list[Any]) -> Any:
        """The carry with these values."""
        statics, values = dict(self.statics), iter(arrays)
        leaves = [
            statics[i] if i in statics else next(values) if names is None else wrap(next(values), names)
            for i, names in enumerate(self.names)
        ]
        return self.structure.unflatten(leaves)

    def taken(self, op: str, before: list[Any], carry: Any) -> list[Any]:
        """The values of the carry that a step gave.

        Args:
            op: The operation, for errors.
            before: The values that went in.
            carry: What came out.

        Raises:
            Refused: If it has other axes, another dtype or another structure than what went in.
        """
        leaves, structure = jax.tree_util.tree_flatten(carry, is_leaf=is_named)
        if structure != self.plain:
            raise Refused(_other_structure(self, structure, carry).within(op))
        statics, values, out = dict(self.statics), iter(before), []
        for i, (leaf, names) in enumerate(zip(leaves, self.names, strict=True)):
            if i in statics:
                problem = None if same(statics[i], leaf) else _other_static(statics[i], leaf)
            else:
                value = next(values)
                old = value if names is None else wrap(value, names)
                problem = _change(old, leaf)
                out.append(leaf.array if isinstance(leaf, NamedArray) else leaf)
            if problem is not None:
                raise Refused(_error(_place(carry, i), *problem).within(op))
        return out


def apart(init: Any) -> tuple[Carry, list[Any]]:
    """A carry taken apart, and its values."""
    leaves, structure = flatten(init)
    arrays, statics = [], []
    for i, leaf in enumerate(leaves):
        if isinstance(leaf, NamedArray):
            arrays.append(leaf.array)
        elif is_data(leaf):
            arrays.append(leaf)
        else:
            statics.append((i, leaf))
    names = tuple([leaf.axis_names if isinstance(leaf, NamedArray) else None for leaf in leaves])
    plain = jax.tree_util.tree_structure(init, is_leaf=is_named)
    return Carry(structure, plain, names, tuple(statics)), arrays


_Problem = tuple[str, str, str, str]
"""What went in, what came out, what to do, and the kind of mistake."""


def _change(old: Any, new: Any) -> _Problem | None:
    """What is wrong with a leaf that came out, if anything is."""
    if is_named(old) != is_named(new) or not (is_named(new) or is_data(new)):
        return _text(old), _text(new), "give back a carry of the same kind", "kind"
    if isinstance(old, NamedArray):
        if old.axes != new.axes:
            return show(old.axes), show(new.axes), *_axes_change(old, new)
        old, new, shown = old.array, new.array, f" {show(new.axes)}"
    else:
        shown = ""
    before, after = jax.typeof(old), jax.typeof(jnp.asarray(new))
    if before.shape != after.shape:
        return _text(old), _text(new), "give back an array of the same shape", "kind"
    # A Python number takes the dtype that it comes out with, as in jax.
    if before.dtype != after.dtype and not before.weak_type:
        first, then = f"{before.dtype}{shown}", f"{after.dtype}{shown}"
        return first, then, "convert one of them with astype", "kind"
    return None


def _axes_change(old: NamedArray, new: NamedArray) -> tuple[str, str]:
    before, after = old.axis_names, new.axis_names
    appear, vanish = ([f"'{n}'" for n in one if n not in other] for one, other in ((after, before), (before, after)))
    said = [f"{_axis(names)} {', '.join(names)} {verb}" for names, verb in ((appear, "new"), (vanish, "gone")) if names]
    if said:
        return f"{' and '.join(said)}; give the carry all its axes before the loop, by broadcast_axis", "broadcast"
    if before != after:
        wanted = ", ".join(f'"{name}"' for name in before)
        return f"the axes are in another order; use rearrange(({wanted}{',' if len(before) == 1 else ''}))", "order"
    return "a carry keeps its sizes; give back all of it", "size"


def _axis(names: list[str]) -> str:
    return "axis" if len(names) == 1 else "axes"


def _other_static(old: Any, new: Any) -> _Problem:
    return _text(old), _text(new), "what is no array cannot change; make an array of it", "kind"


def _other_structure(carry: Carry, structure: Any, new: Any) -> errors.Fault:
    """The error where a step gives a carry of another structure: what is new, and what is gone."""
    old = carry.structure.unflatten([0] * len(carry.names))
    before, after = _paths(old), _paths(new)
    appear, vanish = [p for p in after if p not in before], [p for p in before if p not in after]
    if "" in before or "" in after or not (appear or vanish):
        shown = (carry.plain, structure) if type(old) is type(new) else (type(old).__name__, type(new).__name__)
        first, then = ("an array" if "" in paths else kind for paths, kind in zip((before, after), shown, strict=True))
        return errors.carry_kind("the carry", first, then, _SAME)
    said = [f"{', '.join(map(repr, paths))} {verb}" for paths, verb in ((appear, "new"), (vanish, "gone")) if paths]
    return errors.carry_parts(" and ".join(said))


_SAME = "give back a carry of the same structure"


def _paths(tree: Any) -> list[str]:
    """Where there is something in a pytree, be it None."""
    paths = jax.tree_util.tree_flatten_with_path(tree, is_leaf=lambda node: node is None or is_named(node))[0]
    return [jax.tree_util.keystr(path, simple=True, separator=".") for path, _ in paths]


def _place(carry: Any, leaf: int) -> str:
    paths = jax.tree_util.tree_flatten_with_path(carry, is_leaf=is_named)[0]
    path = jax.tree_util.keystr(paths[leaf][0], simple=True, separator=".")
    return f"'{path}' of the carry" if path else "the carry"


def _text(leaf: Any) -> str:
    if isinstance(leaf, NamedArray):
        return f"NamedArray {show(leaf.axes)}"
    if is_data(leaf):
        return f"a plain array of shape ({', '.join(map(str, jnp.shape(leaf)))})"
    return repr(leaf)


def _error(place: str, before: str, after: str, way_out: str, kind: Any) -> errors.Fault:
    if kind == "kind":
        return errors.carry_kind(place, before, after, way_out)
    return errors.carry_axes(place, before, after, way_out, kind)
