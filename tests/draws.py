"""Random arguments of rules: concrete ones, and vaguer ones that describe them.

Arguments are drawn so that they mostly fit: names and sizes come from small pools, and later arguments look at the
arrays drawn before them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from haliax.pure.axes import SCALAR, Axes
from haliax.pure.axis import Axis, is_size_said, name_of, of_size, unsized
from haliax.pure.rules.indexing import Positions
from tests.laws import Rows

NAMES = "abcd"
SIZES = (2, 3, 4, 6, 1, 0)

Pair = tuple[Any, Any]
"""A concrete argument, and one that describes it."""


class Source:
    """Draws the arguments of one call."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.rows: Rows = {}
        self.sizes = {name: self.one_of(*SIZES) for name in f"{NAMES}e"}
        self.operands: list[Axes] = []
        self.bindings: dict[str, Any] = {}
        self.arrays: list[Pair] | None = None
        self.last = NAMES[0]
        self.windows: list[str] = []
        self.pair: Sequence[str] = NAMES[:2]
        self.roles: Sequence[str] = ()

    def one_of(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def often(self) -> bool:
        return self.draw(st.integers(0, 7)) > 0

    def some(self, items: Any, most: int = 4) -> list[Any]:
        """Some of the items, in any order."""
        least = 1 if self.often() else 0
        return self.draw(st.lists(st.sampled_from(items), unique=True, min_size=least, max_size=most)) if items else []

    def axis(self, name: str) -> Axis:
        """The axis of this name, mostly with the size that it has elsewhere in the call."""
        return Axis(name, self.sizes[name] if self.often() else self.one_of(*SIZES))

    def operand(self) -> Pair:
        """The axes of an array."""
        like = self.one_of(*self.operands).head if self.operands and self.draw(st.booleans()) else ()
        names = [name_of(axis) for axis in like] or self.some(NAMES)
        exact = Axes(tuple(self.axis(name) for name in self.draw(st.permutations(names))[: self.one_of(9, 9, 1, 2)]))
        self.operands.append(exact)
        return exact, self.vaguer(exact)

    def matrix(self) -> Pair:
        """The rows and the columns of the first array, mostly of one size."""
        chosen = self.pair if self.often() else self.some(NAMES)
        pairs = [self.by_name_or_axis(name) for name in chosen]
        return tuple(one for one, _ in pairs), tuple(one for _, one in pairs)

    def matrices(self) -> Pair:
        """The axes of matrices, mostly square ones."""
        self.pair = self.draw(st.permutations(NAMES))[:2]
        rows, columns = self.pair
        if self.often():
            self.sizes[columns] = self.sizes[rows]
        more = [name for name in self.some(NAMES, 2) if name not in self.pair]
        exact = Axes(tuple(self.axis(name) for name in self.draw(st.permutations([*self.pair, *more]))))
        self.operands.append(exact)
        return exact, self.vaguer(exact)

    def sides(self) -> Pair:
        """The axes of right-hand sides: mostly the rows of the matrices, and others."""
        others = [name for name in self.some(f"{NAMES}e", 2) if name not in self.pair or not self.often()]
        names = dict.fromkeys([*(self.pair[:1] if self.often() else ()), *others])
        exact = Axes(tuple(self.axis(name) for name in self.draw(st.permutations([*names]))))
        self.operands.append(exact)
        return exact, self.vaguer(exact)

    def apart(self) -> Pair:
        """The axes of an array that mostly has none of those of the one before."""
        other = self.operands[-1].names
        names = [name for name in f"{NAMES}e" if name not in other or not self.often()]
        exact = Axes(tuple(self.axis(name) for name in self.some(names, 3)))
        self.operands.append(exact)
        return exact, self.vaguer(exact)

    def few(self) -> Pair:
        """A number, or the axes of an array that is mostly new."""
        return (SCALAR, SCALAR) if self.draw(st.booleans()) else self.apart()

    def matrix_shape(self) -> Pair:
        """The axes of a matrix, mostly two of them."""
        names = self.draw(st.permutations(NAMES))[: self.one_of(2, 2, 2, 2, 1, 3)]
        exact = Axes(tuple(self.axis(name) for name in names))
        return exact.head, self.vaguer(exact) if self.draw(st.booleans()) else self.unsized(exact.head)

    def vaguer(self, exact: Axes) -> Axes:
        """Axes that describe others: with less sizes, order or names."""
        form = self.one_of("closed", "open", "open", "unordered", "some")
        axes = exact.head
        if form == "unordered":
            return Axes(self.unsized(tuple(self.draw(st.permutations(axes)))), ordered=False)
        if form == "some":
            shown = tuple(self.some(axes))
            return Axes(self.unsized(shown), self.row(tuple(a for a in axes if a not in shown)), ordered=False)
        if form == "open":
            start = self.draw(st.integers(0, len(axes)))
            stop = self.draw(st.integers(start, len(axes)))
            return Axes(self.unsized(axes[:start]), self.row(axes[start:stop]), self.unsized(axes[stop:]))
        return Axes(self.unsized(axes))

    def unsized(self, axes: Any) -> tuple[AxisSelector, ...]:
        """The axes, the sizes of some forgotten."""
        return tuple(self.forgotten(axis) if self.draw(st.booleans()) else axis for axis in axes)

    def forgotten(self, axis: Axis) -> Axis:
        """The axis, of any size."""
        return of_size(axis.name, None) if is_size_said(axis) else unsized(axis.name)

    def row(self, hidden: Any) -> str:
        """A gap for hidden axes: one of any axes, or a row variable that stands for just these."""
        for name in ("Rest", "More"):
            if self.draw(st.booleans()) and self.rows.setdefault(name, tuple(hidden)) == tuple(hidden):
                return name
        return ""

    def selector(self) -> Pair:
        """One axis, mostly of an array."""
        known = [name for axes in self.operands for name in axes.names]
        self.last = self.one_of(*known) if known and self.often() else self.one_of(*NAMES, "e")
        return self.by_name_or_axis(self.last)

    def by_name_or_axis(self, name: str) -> Pair:
        """One axis, given by its name or as an `Axis`."""
        if self.draw(st.booleans()):
            return name, name
        axis = self.axis(name)
        return axis, self.unsized([axis])[0]

    def new_axis(self) -> Pair:
        """One axis that is mostly new."""
        return self.by_name_or_axis(self.one_of("e", "e", *NAMES))

    def selection(self, *, vague_axes: bool = True) -> Pair:
        """Several axes, mostly of an array, in one of the forms of a selection."""
        known = [name for axes in self.operands for name in axes.names]
        if known and self.often():
            picked = [self.by_name_or_axis(name) for name in self.some(known)]
        else:
            picked = [self.selector() for _ in range(self.draw(st.integers(0, 3)))]
        exact, vague = tuple(e for e, _ in picked), tuple(v for _, v in picked)
        names = [name_of(axis) for axis in exact]
        if len(names) == 1 and self.draw(st.booleans()):
            return exact[0], vague[0]
        if len(set(names)) == len(names) and vague_axes and self.draw(st.booleans()):
            described = self.vaguer(Axes(exact))
            return exact, described
        return exact, vague

    def order(self) -> Pair:
        """A partial order: axes of an array, and ellipses."""
        known = tuple(name for axes in self.operands for name in axes.names) or NAMES
        picked: list[Pair] = [self.by_name_or_axis(name) for name in self.some(known)]
        for _ in range(self.one_of(1, 1, 1, 0, 2)):
            picked.insert(self.draw(st.integers(0, len(picked))), (..., ...))
        return tuple(e for e, _ in picked), tuple(v for _, v in picked)

    def renames(self) -> Pair:
        """Old axes, and new ones."""
        picked = [(self.selector(), self.selector() if self.draw(st.booleans()) else self.new_axis()) for _ in range(2)]
        picked = picked[: self.one_of(0, 1, 1, 2, 2)]
        if len({name_of(old[0]) for old, _ in picked}) < len(picked):
            picked = picked[:1]
        return {old[0]: new[0] for old, new in picked}, {old[1]: new[1] for old, new in picked}

    def window(self) -> Pair:
        """Axes along which a window moves, with its lengths."""
        self.windows = [self.draw(st.permutations(NAMES))[0], *self.some(NAMES, 1)]
        names = dict.fromkeys(self.windows) if self.often() else self.windows
        axes = tuple(Axis(name, self.one_of(1, 1, 2, 3)) for name in names)
        described = len(set(names)) == len(axes) and self.draw(st.booleans())
        return axes, self.vaguer(Axes(axes)) if described else self.unsized(axes)

    def pooled(self) -> Pair:
        """The axes of an array that mostly has those of a window."""
        names = dict.fromkeys([*(self.windows if self.often() else ()), *self.some(NAMES, 2)])
        exact = Axes(tuple(self.axis(name) for name in self.draw(st.permutations([*names]))))
        self.operands.append(exact)
        return exact, self.vaguer(exact)

    def row_axes(self) -> Pair:
        """The axes of rows: mostly the first two of four names."""
        return self._mostly(0, 1)

    def grouped_matrices(self) -> Pair:
        """The axes of matrices for groups of those rows."""
        return self._mostly(1, 2, 3)

    def group_sizes(self) -> Pair:
        """The axis of the groups."""
        return self._mostly(3)

    def summed(self) -> Pair:
        """The axis that rows and matrices share."""
        return self.by_name_or_axis(NAMES[1] if self.often() else self.one_of(*NAMES))

    def _mostly(self, *places: int) -> Pair:
        names = [NAMES[place] for place in places] if self.often() else self.some(NAMES)
        exact = Axes(tuple(self.axis(name) for name in self.draw(st.permutations(names))))
        self.operands.append(exact)
        return exact, self.vaguer(exact)

    def numbers(self) -> Pair:
        """A number for all axes, or one for each of two, of which a rule may see nothing."""
        numbers = self.one_of(1, 1, 2, 3, (1, 2), (2,))
        return numbers, numbers if self.draw(st.booleans()) else SCALAR

    def padding(self) -> Pair:
        """The padding of some axes, of which a rule may see nothing."""
        padding = self.one_of("VALID", "SAME", "SAME_LOWER", 0, 1, (1,), (0, 1), ((1, 0),), ((0, 1), (2, 1)))
        return padding, padding if self.draw(st.booleans()) else SCALAR

    def several(self) -> Pair:
        """The axes of several arrays."""
        if self.arrays is None:
            self.arrays = [self.operand() for _ in range(self.draw(st.integers(0, 3)))]
        return tuple(e for e, _ in self.arrays), tuple(v for _, v in self.arrays)

    def alike(self) -> Pair:
        """The axes of several arrays that mostly have the same ones."""
        first = self.operand()
        likes = [Axes(tuple(self.draw(st.permutations(first[0].head)))) for _ in range(self.draw(st.integers(0, 2)))]
        others = [(like, self.vaguer(like)) if self.often() else self.operand() for like in likes]
        pairs = [first, *others] if self.often() else []
        return tuple(e for e, _ in pairs), tuple(v for _, v in pairs)

    def factors(self) -> Pair:
        """Axes that mostly multiply to the size of the last one selected."""
        total = self.sizes[self.last]
        first = self.one_of(1, 2, 3, total)
        sizes = (first, total // first if first else 0)
        axes = tuple(Axis(name, size) for name, size in zip(self.one_of("ef", "ea", "ab"), sizes, strict=True))
        return axes, self.vaguer(Axes(axes)) if self.draw(st.booleans()) else self.unsized(axes)

    def pieces(self) -> Pair:
        """The axes of pieces, mostly of the size of one that an array has."""
        total = self.sizes[self.last]
        first = self.draw(st.integers(0, total))
        axes = [Axis(self.one_of("e", *NAMES), first), Axis(self.one_of("e", *NAMES), total - first)]
        return tuple(axes), self.unsized(axes)

    def position(self) -> Pair:
        """An integer, or the axes of an array of them."""
        if self.draw(st.booleans()):
            return self.operand()
        index = self.one_of(0, 0, 1, -1, 2, -3)
        return index, index if self.draw(st.booleans()) else SCALAR

    def index(self) -> Pair:
        """What stands in `x[...]`: a dict from axes to indices."""
        names = self.some(self.operands[0].names, 3) if self.operands else []
        exact: dict[Any, Any] = {}
        vague: dict[Any, Any] = {}
        for name in names if self.often() else [*names, "e"]:
            key, how = self.by_name_or_axis(name), self.one_of(self.position, self.part)()
            exact[key[0]], vague[key[1]] = how
        return exact, vague

    def part(self) -> Pair:
        """An index that keeps its axis."""
        if self.draw(st.booleans()):
            bound = st.none() | st.integers(-4, 4)
            part = slice(self.draw(bound), self.draw(bound), self.one_of(None, 1, 2, -1))
            return part, part if self.draw(st.booleans()) else Positions(None)
        count = self.draw(st.integers(0, 3))
        return Positions(count), Positions(count if self.draw(st.booleans()) else None)

    def number(self) -> Pair:
        """Where a part starts: a number, or an array of one, of which a rule sees only that."""
        number = self.one_of(0, 0, 1, 2, -1)
        return number, number if self.draw(st.booleans()) else SCALAR

    def starts(self) -> Pair:
        """Where a part starts, by axis."""
        picked = [(self.by_name_or_axis(name), self.number()) for name in self.some(self.operands[0].names, 2)]
        return {axis[0]: at[0] for axis, at in picked}, {axis[1]: at[1] for axis, at in picked}

    def cuts(self) -> Pair:
        """Parts to cut out: axis, new name, start and length."""
        exact, vague = [], []
        for name in self.some(self.operands[0].names, 2):
            axis = self.by_name_or_axis(name)
            new, start, length = self.one_of(name, "e", *NAMES), self.one_of(0, 0, 1, 2), self.one_of(None, 0, 1, 2)
            known = self.one_of((start, length), (None, length), (None, None))
            exact.append((axis[0], new, start, length))
            vague.append((axis[1], new, *known))
        return tuple(exact), tuple(vague)

    def slicing(self) -> Pair:
        """The arguments of `slice` after the array."""
        if self.draw(st.booleans()):
            exact, vague = self.starts()
            lengths = {name_of(axis): self.one_of(0, 1, 2, Axis("e", 1)) for axis in exact if self.often()}
            return (exact, lengths), (vague, lengths)
        pairs = [self.selector(), self.optional(Source.new_axis), self.number()]
        length = () if self.draw(st.booleans()) else (self.one_of(0, 1, 2),)
        return (*(e for e, _ in pairs), *length), (*(v for _, v in pairs), *length)

    def lengths(self) -> Pair:
        """Axes, and for some of them a length."""
        if self.draw(st.booleans()):
            return self.selection(vague_axes=False)
        picked = [(self.by_name_or_axis(name), self.length()) for name in self.some(self.operands[0].names, 2)]
        return {axis[0]: length[0] for axis, length in picked}, {axis[1]: length[1] for axis, length in picked}

    def length(self) -> Pair:
        length = self.one_of(None, None, 1, 2, 3, Axis("e", 4))
        return length, self.unsized([length])[0] if isinstance(length, Axis) else length

    def widths(self) -> Pair:
        """How much to add before and after, by axis."""
        picked = [self.by_name_or_axis(name) for name in self.some((*self.operands[0].names, "e"), 2)]
        widths = [(self.one_of(0, 1, 2), self.one_of(0, 1, 2)) for _ in picked]
        pairs = list(zip(picked, widths, strict=True))
        return {axis[0]: width for axis, width in pairs}, {axis[1]: width for axis, width in pairs}

    def count(self) -> Pair:
        count = self.one_of(0, 1, 1, 2, 2, 3, 5)
        return count, count

    def first_axis(self) -> Pair:
        """One axis of the first array, by its name."""
        names = self.operands[0].names
        self.last = self.one_of(*names) if names and self.often() else self.one_of(*NAMES)
        return self.last, self.last

    def new_axis_or_none(self) -> Pair:
        return self.one_of((None, None), ("e", "e"), self.new_axis())

    def matrix_axis(self) -> Pair:
        """One axis of an array, mostly another than the last one selected."""
        others = [name for name in self.operands[0].names if name != self.last]
        return self.by_name_or_axis(self.one_of(*others)) if others and self.often() else self.selector()

    def order_or_pattern(self) -> Pair:
        """How to rearrange an array, as the only one of several arguments."""
        if self.draw(st.booleans()):
            exact, vague = self.order()
            return (exact,), (vague,)
        pattern = self.pattern(self.operands[-1])
        return (pattern,), (pattern,)

    def pattern(self, array: Axes) -> str:
        """A pattern for an array, mostly one that fits."""
        by_name = self.draw(st.booleans())
        left, identifiers = [], []
        for axis in array.head:
            name, size = name_of(axis), self.sizes[name_of(axis)]
            if by_name and self.draw(st.integers(0, 2)) == 0:
                continue
            if self.draw(st.integers(0, 3)) == 0:
                names = [f"p{len(left)}", name if self.draw(st.booleans()) else f"q{len(left)}"]
                left.append(f"({name}: {' '.join(names)})" if by_name else f"({' '.join(names)})")
                self.bindings[names[0]] = self.one_of(2, 2, 3, size, Axis("e", 2))
            else:
                names = [name if by_name or self.draw(st.booleans()) else f"i{len(left)}"]
                left.append(names[0])
            identifiers += names
        if self.draw(st.booleans()):
            start = self.draw(st.integers(0, len(left)))
            stop = start if by_name else self.draw(st.integers(start, len(left)))
            gone = {name for part in left[start:stop] for name in part.strip("()").split()}
            left[start:stop] = ["..."]
            identifiers = [*(name for name in identifiers if name not in gone), "..."]
        right = self.merged(list(self.draw(st.permutations(identifiers if self.often() else identifiers[:-1]))))
        for name in identifiers:
            if name != "..." and not self.often():
                self.bindings[name] = self.one_of(self.one_of(*array.head), self.new_axis()[0], *SIZES)
        side = " ".join(left)
        return f"{{{side}}} -> {' '.join(right)}" if by_name else f"{side} -> {' '.join(right)}"

    def merged(self, parts: list[str]) -> list[str]:
        """The right side of a pattern, with a run of it merged at times."""
        if parts and self.draw(st.booleans()):
            start = self.draw(st.integers(0, len(parts) - 1))
            stop = self.draw(st.integers(start, len(parts)))
            label = self.one_of("e", "f", *NAMES)
            if not self.often():
                self.bindings[label] = self.one_of(*SIZES, Axis("f", 6))
            parts[start:stop] = [f"({label}: {' '.join(parts[start:stop])})"]
        return parts

    def equation(self) -> Pair:
        """An equation for the arrays of the call."""
        arrays, _ = self.several()
        names = list(dict.fromkeys(name for array in arrays for name in array.names))
        out = self.some(names or NAMES)
        out.insert(self.draw(st.integers(0, len(out))), "...") if self.draw(st.booleans()) else None
        form = self.one_of("position", "position", "name", "all")
        if form == "all":
            text = f"-> {' '.join(out)}"
        elif form == "name":
            text = f"{{{' '.join(self.some([*names, '...']))}}} -> {' '.join(out)}"
        else:
            sides = [self.gapped([*array.names]) for array in arrays]
            text = f"{', '.join(' '.join(side) for side in sides)} -> {' '.join(out)}"
        for name in names:
            if not self.often():
                self.bindings[name] = self.selector()[0]
        return text, text

    def gapped(self, names: list[str]) -> list[str]:
        """One side of an equation, a run of it replaced by dots at times."""
        if self.draw(st.booleans()):
            start = self.draw(st.integers(0, len(names)))
            names[start : self.draw(st.integers(start, len(names)))] = ["..."]
        return names

    def bound(self) -> Pair:
        """The bindings of the pattern or equation."""
        vague = {
            name: self.unsized([given])[0] if isinstance(given, Axis) else given
            for name, given in self.bindings.items()
        }
        return dict(self.bindings), vague

    def flag(self) -> Pair:
        value = self.draw(st.booleans())
        return value, value

    def optional(self, draw_one: Callable[[Source], Pair]) -> Pair:
        return draw_one(self) if self.often() else (None, None)

    def either(self) -> Pair:
        """One axis, of an array or new."""
        return self.one_of(self.selector, self.selector, self.new_axis)()

    def role(self, at: int) -> Pair:
        """One of the axes that have a part of their own, such as the positions of the keys of attention."""
        self.roles = self.roles or self.draw(st.permutations(NAMES))
        return self.by_name_or_axis(self.roles[at])

    def with_roles(self, mostly: str, perhaps: str) -> Pair:
        """The axes of an array that has some of those axes, given by their numbers."""
        names = [self.roles[int(at)] for at in mostly if self.often()]
        names += [self.roles[int(at)] for at in perhaps if self.draw(st.booleans())]
        exact = Axes(tuple(self.axis(name) for name in self.draw(st.permutations(names))))
        self.operands.append(exact)
        return exact, self.vaguer(exact)
