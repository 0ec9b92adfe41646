"""`Axes`: what is known of the axes of an array, and the algebra that rules are written in.

When a program runs, every axis is known, with its size. A checker often knows less: only the first axes, only a set of
names, no sizes. `Axes` can say all of it, and the functions here work on all of it. Each has three answers:

- yes: the `Axes` that come out, as exact as what went in allows;
- no, whatever the unknown part may be: an `AxisError`;
- cannot tell: a vaguer `Axes`, down to `[...]`. It is never an error.

This is abstract interpretation (Cousot and Cousot, 1977). An `Axes` is an abstract value: it stands for all the lists
of axes that it describes (its concretization), and a rule on it must cover what the rule does to each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from math import prod

from haliax.pure import errors
from haliax.pure.axis import Axis, AxisSelection, AxisSelector, as_axis, entries, name_of, of_size, size_of


@dataclass(frozen=True, slots=True)
class Axes:
    """The axes of an array, as far as they are known.

    Attributes:
        head: The first axes, in order; all known axes where the order is unknown.
        gap: What else there may be between head and tail. None: nothing. "": any axes. Else: the axes that the row
            variable of this name stands for.
        tail: The last axes, in order. Empty where there is no gap or no order.
        ordered: Whether the axes come in the order given here.
        absent: Names that no axis in the gap has. Empty but for a gap of any axes.
        names: The names that are known.
    """

    head: tuple[Axis, ...] = ()
    gap: str | None = None
    tail: tuple[Axis, ...] = ()
    ordered: bool = True
    absent: frozenset[str] = frozenset()
    names: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        settle = object.__setattr__  # one value has one form, so that equal knowledge compares equal
        head = tuple([axis if type(axis) is Axis else as_axis(axis) for axis in self.head])
        tail = tuple([axis if type(axis) is Axis else as_axis(axis) for axis in self.tail]) if self.tail else ()
        if tail and (self.gap is None or not self.ordered):
            head, tail = head + tail, ()
        settle(self, "head", head)
        settle(self, "tail", tail)
        names = tuple([axis.name for axis in head + tail])
        settle(self, "names", names)
        if not self.ordered and (len(head) == 0 or (len(head) == 1 and self.gap is None)):
            settle(self, "ordered", True)
        if self.absent:
            settle(self, "absent", self.absent.difference(names) if self.gap == "" else frozenset())
        if len(names) > 1 and len(set(names)) < len(names):
            name = next(n for n in names if names.count(n) > 1)
            raise errors.repeated(name, self._show())

    @property
    def known(self) -> tuple[Axis, ...]:
        """The axes whose names are known."""
        return self.head + self.tail

    @property
    def is_open(self) -> bool:
        """Whether there may be axes that are not known."""
        return self.gap is not None

    @property
    def is_exact(self) -> bool:
        """Whether all names and their order are known. Sizes may still be unknown."""
        return self.gap is None and self.ordered

    def has(self, name: str) -> bool | None:
        """Whether there is an axis of this name; None if that cannot be told."""
        return True if name in self.names else (None if self.is_open and name not in self.absent else False)

    def get(self, name: str) -> Axis:
        """All that is known of the axis of this name: its size, or only the name."""
        for axis in self.known:
            if axis.name == name:
                return axis
        return of_size(name, None)

    def size(self, name: str) -> int | None:
        """The size of the axis of this name, None where it is not known."""
        return size_of(self.get(name))

    def sizes(self) -> dict[str, int]:
        """The sizes that are known, by name."""
        found = {axis.name: size_of(axis) for axis in self.known}
        return {name: size for name, size in found.items() if size is not None}

    def _show(self) -> str:
        but = f" (not {' '.join(sorted(self.absent))})" if self.absent else ""
        gap = [] if self.gap is None else [f"*{self.gap}" if self.gap else f"...{but}"]
        inside = ", ".join([*map(str, self.head), *gap, *map(str, self.tail)])
        return f"[{inside}]" if self.ordered else f"{{{inside}}}"

    def __str__(self) -> str:
        return self._show()


@dataclass(frozen=True, slots=True)
class Repeated:
    """A list of arrays with the same axes; its length is None where it is not known."""

    axes: Axes
    count: int | None


ANY = Axes(gap="")
"""Nothing is known: `[...]`, which describes all lists of axes. The top of the lattice."""

SCALAR = Axes()
"""No axes: `[]`."""


def exactly(selection: AxisSelection | Axes) -> Axes:
    """Just these axes, in this order. A selection of which a checker knows only a part is `Axes` already.

    Raises:
        AxisError: If a name is repeated.
    """
    return selection if isinstance(selection, Axes) else Axes(entries(selection))


def mismatch(spec: Axes, axes: Axes) -> str | None:
    """Why `axes` are not among those that `spec` describes; None if they are, or if that cannot be told."""
    absent = [name for name in spec.names if axes.has(name) is False]
    if absent:
        return f"no axis {', '.join(map(repr, absent))}"
    extra = [name for name in axes.names if spec.has(name) is False]
    if extra:
        return f"unexpected axis {', '.join(map(repr, extra))}"
    for axis in spec.known:
        size, found = size_of(axis), axes.size(axis.name)
        if size is not None and found is not None and size != found:
            return f"axis '{axis.name}' has size {found}, not {size}"
    if not spec.ordered or not axes.ordered:
        return None
    if axes.is_open:
        return _wrong_end(spec, axes)
    first, last = len(spec.head), len(spec.tail)
    if axes.names[:first] + axes.names[len(axes.names) - last :] != spec.names:
        return f"the axes are in another order; use rearrange(({_listed(spec)}))"
    return None


def _wrong_end(spec: Axes, axes: Axes) -> str | None:
    """Why the first or the last of axes that are not all known are not those of `spec`; None if they are."""
    starts, ends = spec.head, spec.tail if spec.is_open else spec.head
    pairs = [*zip(starts, axes.head, strict=False), *zip(reversed(ends), reversed(axes.tail), strict=False)]
    for wanted, found in pairs:
        if wanted.name != found.name:
            return f"axis '{found.name}' is in the place of '{wanted.name}'"
    return None


def _listed(spec: Axes) -> str:
    """The axes of an annotation as `rearrange` takes them."""
    head, tail = ([f'"{axis.name}"' for axis in side] for side in (spec.head, spec.tail))
    return ", ".join([*head, *(["..."] if spec.is_open else []), *tail])


def describes(spec: Axes, axes: Axes) -> bool:
    """Whether `axes`, all of them known, are among those that `spec` stands for."""
    return mismatch(spec, axes) is None


def find(axes: Axes, axis: AxisSelector) -> Axis:
    """The axis of `axes` that a selector means, with its size if either gives one.

    Raises:
        AxisError: If it is not there, or there with another size.
    """
    name, size = name_of(axis), size_of(axis)
    if axes.has(name) is False:
        raise errors.missing(name, axes, axes.names)
    found = axes.get(name)
    known = size_of(found)
    if size is not None and known is not None and size != known:
        raise errors.size_conflict(name, known, size, where=axes)
    return found if size is None else of_size(name, size)


def select(axes: Axes, selection: AxisSelection | Axes) -> Axes:
    """The selected axes, each found in `axes`, in the order of the selection.

    Raises:
        AxisError: If one is not there, is there with another size, or is selected twice.
    """
    wanted = exactly(selection)
    head, tail = (tuple([find(axes, axis) for axis in side]) for side in (wanted.head, wanted.tail))
    return Axes(head, wanted.gap, tail, wanted.ordered, wanted.absent)


def having(axes: Axes, selection: AxisSelection | Axes) -> Axes:
    """The axes themselves, with all that is known of them if they have the selected ones.

    Raises:
        AxisError: If one is not there, is there with another size, or is selected twice.
    """
    found = select(axes, selection)
    told = with_sizes(axes, found.sizes())
    hidden = tuple(axis for axis in found.known if axis.name not in axes.names)
    if not hidden or axes.gap or (axes.ordered and axes.known):
        return told  # that they are in the gap cannot be said beside an order, or a row variable
    return Axes((*told.known, *hidden), "", ordered=False)


def drop(axes: Axes, selection: AxisSelection | Axes | None) -> Axes:
    """The axes without the selected ones; no axes at all if the selection is None.

    Raises:
        AxisError: If one is not there, is there with another size, or is selected twice.
    """
    if selection is None:
        return SCALAR
    gone = select(axes, selection)
    if gone.is_open:
        return ANY
    return without(axes, gone.names)


def without(axes: Axes, names: Sequence[str]) -> Axes:
    """The axes without those names, wherever they may be."""
    hidden = axes.is_open and not set(names) <= set(axes.names)
    head, tail = (tuple([axis for axis in side if axis.name not in names]) for side in (axes.head, axes.tail))
    return Axes(head, "" if hidden else axes.gap, tail, axes.ordered, axes.absent.union(names))


def followed(axes: Axes, new: tuple[Axis, ...]) -> Axes:
    """The axes, and after them others, which are not among them."""
    if axes.is_open:
        return Axes(axes.head, axes.gap, (*axes.tail, *new), axes.ordered)
    return Axes((*axes.head, *new), ordered=axes.ordered)


def swap(axes: Axes, old: AxisSelector, new: Iterable[AxisSelector]) -> Axes:
    """The axes with `new` ones in the place of `old`.

    Raises:
        AxisError: If `old` is not there, or the name of a new one is taken.
    """
    find(axes, old)
    added = tuple(map(as_axis, new))
    rest = without(axes, [name_of(old)])
    for axis in added:
        if axis.name in rest.names:
            raise errors.taken(axis.name, axes)
    return _put(axes, rest, name_of(old), added)


def resize(axes: Axes, axis: AxisSelector, size: int | None) -> Axes:
    """The axes with another size for one of them; None for any size.

    Raises:
        AxisError: If it is not there, or there with another size than the selector gives.
    """
    return swap(axes, axis, [of_size(name_of(axis), size)])


def _put(axes: Axes, rest: Axes, place: str, new: tuple[Axis, ...]) -> Axes:
    """`rest`, which is left of `axes`, with `new` ones where the axis named `place` was."""

    def inserted(was: tuple[Axis, ...], kept: tuple[Axis, ...]) -> tuple[Axis, ...]:
        names = [a.name for a in was]
        before = names[: names.index(place)]
        at = sum(a.name in before for a in kept)
        return (*kept[:at], *new, *kept[at:])

    if axes.ordered and any(a.name == place for a in axes.head):
        return replace(rest, head=inserted(axes.head, rest.head))
    if axes.ordered and any(a.name == place for a in axes.tail):
        return replace(rest, tail=inserted(axes.tail, rest.tail))
    return Axes((*rest.known, *new), rest.gap, ordered=False)


def rename(axes: Axes, renames: Mapping[AxisSelector, AxisSelector]) -> Axes:
    """The axes under other names, all changed at once.

    Raises:
        AxisError: If an axis is not there, a new size differs from the old one, or a name comes out twice.
    """
    renamed: dict[str, Axis] = {}
    for selector, new in renames.items():
        old, size = name_of(selector), size_of(find(axes, selector))
        wanted = size_of(new)
        if size is not None and wanted is not None and size != wanted:
            raise errors.size_conflict(old, size, wanted, where=axes)
        renamed[old] = of_size(name_of(new), wanted if size is None else size)
    head = tuple(renamed.get(a.name, a) for a in axes.head)
    tail = tuple(renamed.get(a.name, a) for a in axes.tail)
    hidden = [new for old, new in renamed.items() if old not in axes.names]
    names = [a.name for a in (*head, *tail, *hidden)]
    for name in names:
        if names.count(name) > 1:
            raise errors.taken(name, axes)
    if hidden:
        return Axes((*head, *tail, *hidden), "", ordered=False)
    return replace(axes, head=head, tail=tail)


def merge(axes: Axes, old: AxisSelection | Axes, new: AxisSelector) -> Axes:
    """The axes with the `old` ones merged into one, where the first of them in `axes` was.

    Raises:
        AxisError: If an old axis is not there, the new name is taken, or the sizes do not multiply to the new size.
    """
    gone = select(axes, old)
    if gone.is_open:
        return ANY
    if not gone.known:
        raise errors.no_axes("merging axes")
    rest = without(axes, gone.names)
    if name_of(new) in rest.names:
        raise errors.taken(name_of(new), axes)
    merged = (merged_axis(gone, new),)
    if axes.ordered and set(gone.names) <= set(axes.names):
        first = next(name for name in axes.names if name in gone.names)
        return _put(axes, rest, first, merged)
    return Axes((*rest.known, *merged), rest.gap, ordered=False)


def merged_axis(parts: Axes, new: AxisSelector) -> Axis:
    """The axis that `parts` merge into, with its size if all of theirs are known.

    Raises:
        AxisError: If the sizes do not multiply to that of `new`.
    """
    sizes = parts.sizes()
    wanted = size_of(new)
    if parts.is_open or len(sizes) < len(parts.known):
        return of_size(name_of(new), wanted)
    product = prod(sizes.values())
    if wanted is not None and wanted != product:
        raise errors.product_conflict(parts, product, name_of(new), wanted)
    return of_size(name_of(new), product)


def _agree(operands: Sequence[Axes]) -> dict[str, int]:
    """The sizes known from any operand.

    Raises:
        AxisError: If two operands give one name different sizes.
    """
    sizes: dict[str, int] = {}
    for operand in operands:
        for name, size in operand.sizes().items():
            if sizes.setdefault(name, size) != size:
                raise errors.operand_sizes(name, [o for o in operands if o.has(name)])
    return sizes


def with_sizes(axes: Axes, sizes: Mapping[str, int]) -> Axes:
    """The axes with the sizes that `sizes` knows, where they have none."""

    def fill(axis: Axis) -> Axis:
        return of_size(axis.name, sizes[axis.name]) if size_of(axis) is None and axis.name in sizes else axis

    return replace(axes, head=tuple(map(fill, axes.head)), tail=tuple(map(fill, axes.tail)))


def _all_known(operands: Sequence[Axes]) -> Axes:
    """All axes whose names any operand knows, and perhaps others."""
    return Axes(tuple({axis.name: axis for operand in operands for axis in operand.known}.values()), "", ordered=False)


def _contains(outer: Axes, inner: Axes) -> bool | None:
    """Whether `outer` has every axis of `inner`; None if that cannot be told."""
    if outer.gap == inner.gap != "":  # a row variable stands for none of the axes beside it
        return set(inner.names) <= set(outer.names)
    answers = [outer.has(name) for name in inner.names]
    if False in answers:
        return False
    return None if None in answers or inner.is_open else True


def broadcast(*operands: Axes) -> Axes:
    """The axes of the first operand that has all axes of the others.

    Raises:
        AxisError: If none has, or two give one name different sizes.
    """
    sizes = _agree(operands)
    answers = [
        [i == j or _contains(outer, inner) for j, inner in enumerate(operands)] for i, outer in enumerate(operands)
    ]
    able = [i for i, row in enumerate(answers) if False not in row]
    if not able:
        raise errors.no_broadcast(operands)
    if None not in answers[able[0]]:
        return with_sizes(operands[able[0]], sizes)
    known = with_sizes(_all_known(operands), sizes)
    if all(operands[i] == operands[able[0]] for i in able):
        return having(operands[able[0]], known.known)
    sure = [i for i in able if None not in answers[i]]
    if sure:  # it has all the axes, but an earlier operand may have them too, in another order
        first = with_sizes(operands[sure[0]], sizes)
        earlier = [operands[i] for i in able if i < sure[0]]
        kept = all(operand.is_exact and describes(first, operand) for operand in earlier)
        if kept:
            return first
        return _one_of([*earlier, first], known) if first.gap == "" else replace(first, ordered=False)
    return _one_of([operands[i] for i in able], known)


def _one_of(operands: Sequence[Axes], known: Axes) -> Axes:
    """What is known of axes that are those of one of the operands, and among which are all the known ones."""
    front = _shared([o.names if o.is_exact else tuple(a.name for a in o.head if o.ordered) for o in operands])
    ends = [o.names if o.is_exact else tuple(a.name for a in o.tail) for o in operands]
    back = _shared([tuple(name for name in reversed(end) if name not in front) for end in ends])[::-1]
    if len(front) + len(back) < len(known.names):
        return known
    return Axes(tuple(map(known.get, front)), "", tuple(map(known.get, back)))


def either(options: Sequence[Axes]) -> Axes:
    """What is known of axes that are those of one of the options."""
    first, *others = options
    if all(other == first for other in others):
        return first
    shared = [name for name in first.names if all(name in other.names for other in others)]
    sizes = {name: {option.size(name) for option in options} for name in shared}
    known = tuple(of_size(name, found.pop() if len(found) == 1 else None) for name, found in sizes.items())
    if any(option.is_open or len(option.names) > len(shared) for option in options):
        return _one_of(options, Axes(known, "", ordered=False))
    orders = {option.names if option.ordered else None for option in options}
    return Axes(known, ordered=len(orders) == 1 and None not in orders)


def _shared(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What lists of names begin with alike."""
    columns = takewhile(lambda column: len(set(column)) == 1, zip(*lists, strict=False))
    return tuple(column[0] for column in columns)


def union(*operands: Axes) -> Axes:
    """All axes of the operands, in the order in which they first appear.

    Raises:
        AxisError: If two operands give one name different sizes.
    """
    sizes = _agree(operands)
    total = operands[0]
    for operand in operands[1:]:
        total = _joined(total, operand)
    return with_sizes(total, sizes)


def _joined(left: Axes, right: Axes) -> Axes:
    if _contains(left, right):
        return left
    new = without(right, left.names)
    if not left.is_open:
        if left.ordered and right.ordered:
            return Axes(left.head + new.head, new.gap, new.tail)
        return Axes(left.known + new.known, new.gap, ordered=False)
    return Axes(left.known + new.known, "", ordered=False)


def same(*operands: Axes) -> Axes:
    """The axes of the first operand, which the others must have too, in any order.

    Raises:
        AxisError: If they differ, in name or size.
    """
    sizes = _agree(operands)
    for other in operands[1:]:
        if False in (_contains(operands[0], other), _contains(other, operands[0])):
            raise errors.different_axes(operands)
    first = with_sizes(operands[0], sizes)
    if first.is_exact:
        return first
    closed = next((o for o in operands if not o.is_open), None)
    if first.is_open and closed is not None:  # another operand knows all the names
        hidden = tuple(axis for axis in with_sizes(closed, sizes).head if axis.name not in first.names)
        ordered = first.ordered and len(hidden) <= 1
        return Axes(first.head + hidden + first.tail, ordered=ordered)
    if not set(_all_known(operands).names) <= set(first.names):
        return with_sizes(_all_known(operands), sizes)
    return first
