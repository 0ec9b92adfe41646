"""`AxisError`, and the one place where each kind of axis mistake is worded.

Every function here builds one kind of error. The text says what is wrong with which axes and what to do instead; the
name of the operation is put in front of it once, where the operation is called (`AxisError.within`). The mypy plugin
prints the same text, with the kind as its error code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal, Self, TypeAlias

# A union, as type checkers see it: the test that stubs agree with the library asks for one.
Mistake: TypeAlias = Literal["missing", "duplicate"] | Literal["broadcast", "size", "order", "pattern", "kind"]


class Fault(Exception):
    """A mistake that a rule tells of.

    Attributes:
        text: What is wrong, without the operation's name.
        kind: Which kind of mistake it is; mypy shows it as the error code `axis-<kind>`.
        op: The operation, once it is known.
    """

    __module__ = "haliax.errors"  # where users find it

    def __init__(self, text: str, kind: Mistake) -> None:
        super().__init__(text)
        self.text = text
        self.kind: Mistake = kind
        self.op: str | None = None

    def within(self, op: str) -> Self:
        """The same error, raised by `op`. The innermost operation that names itself is kept."""
        if self.op is None:
            self.op = op
        return self

    def __str__(self) -> str:
        return f"{self.op}: {self.text}" if self.op else self.text


class AxisError(Fault, ValueError):
    """The axes of an operation do not fit.

    Attributes:
        text: What is wrong, without the operation's name.
        kind: Which kind of mistake it is; mypy shows it as the error code `axis-<kind>`.
        op: The operation, once it is known.
    """

    __module__ = "haliax.errors"  # where users find it

    def __init__(self, text: str, kind: Mistake = "missing") -> None:
        super().__init__(text, kind)


class WrongKind(TypeError):
    """An argument is of a wrong kind altogether. To users it is a TypeError, and mypy says it in its own words."""


class Misuse(Fault, WrongKind):
    """A wrong kind of argument of which no type tells, so that a checker has to hear of it from the rule."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "kind")


for _kind in (WrongKind, Misuse):
    _kind.__module__, _kind.__qualname__ = "builtins", "TypeError"  # as which tracebacks show them


def missing(name: str, axes: object, known: Iterable[str]) -> AxisError:
    """`name` is not among `axes`, whose names are `known`."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    hint = f"; did you mean '{close[0]}'?" if close else ""
    return AxisError(f"no axis '{name}' in {axes}{hint}", "missing")


def repeated(name: str, within: object) -> AxisError:
    """`name` stands twice in one list of axes."""
    return AxisError(f"axis '{name}' is repeated in {within}; name each axis once", "duplicate")


def taken(name: str, axes: object) -> AxisError:
    """A new axis would have the name of one that is there already."""
    return AxisError(f"axis '{name}' is already in {axes}; choose another name or rename it first", "duplicate")


def size_conflict(name: str, first: int, second: int, *, where: object = None) -> AxisError:
    """One name with two sizes."""
    place = f" in {where}" if where is not None else ""
    return AxisError(f"axis '{name}' has size {first}{place} but {second} was given; sizes must agree", "size")


def operand_sizes(name: str, operands: Sequence[object]) -> AxisError:
    """Two operands give one name two sizes."""
    return AxisError(
        f"axis '{name}' has different sizes in {_listed(operands)}; sizes of one name must agree, or rename one", "size"
    )


def no_broadcast(operands: Sequence[object]) -> AxisError:
    """No operand has all the axes of the others."""
    which = "neither has all axes of the other" if len(operands) == 2 else "none has all axes of the others"
    return AxisError(
        f"cannot broadcast {_listed(operands)}: {which}; rename an axis, or use broadcast_axis to add the missing ones",
        "broadcast",
    )


def extra_axes(names: Sequence[str], axes: object, target: object) -> AxisError:
    """Broadcasting to a target which lacks some of the array's axes."""
    return AxisError(
        f"{axes} has {_quoted(names)}, which {target} lacks; name every axis of the array, or use broadcast_axis",
        "broadcast",
    )


def update_axes(names: Sequence[str], axes: object, target: object) -> AxisError:
    """An update has axes that what it is written to lacks."""
    way_out = "take a part of it, or rename its axis"
    return AxisError(f"the update {axes} has {_quoted(names)}, which {target} lacks; {way_out}", "broadcast")


def shared_axes(names: Sequence[str], first: object, second: object) -> AxisError:
    """Two arrays that must not have an axis in common do."""
    which = "axis" if len(names) == 1 else "axes"
    return AxisError(
        f"{which} {_quoted(names)} {'is' if len(names) == 1 else 'are'} in both {first} and {second}; "
        "rename one, or match them by dot(x, y, axis=())",
        "duplicate",
    )


def different_axes(operands: Sequence[object]) -> AxisError:
    """Operands that must have the same axes do not."""
    return AxisError(
        f"needs arrays with the same axes, got {_listed(operands)}; broadcast or rename them first", "order"
    )


def incomplete(missing_names: Sequence[str], axes: object) -> AxisError:
    """An order was asked for that leaves axes out."""
    return AxisError(
        f"the new order leaves out {_quoted(missing_names)} of {axes}; name every axis, or use `...` for the rest",
        "order",
    )


def product_conflict(merged: object, product: int, name: str, size: int) -> AxisError:
    """Axes do not multiply to the size of the axis that should hold them."""
    return AxisError(f"{merged} has {product} elements, but axis '{name}' has size {size}; they must be equal", "size")


def sum_conflict(parts: object, total: int, name: str, size: int) -> AxisError:
    """Sizes do not add up to the size of the axis that should hold them."""
    return AxisError(
        f"the sizes of {parts} add up to {total}, but axis '{name}' has size {size}; they must be equal", "size"
    )


def no_size(name: str) -> AxisError:
    """A new axis was given by its name alone."""
    return AxisError(f"axis '{name}' needs a size; pass Axis('{name}', size)", "size")


def no_axes(what: str) -> AxisError:
    """At least one axis is needed."""
    return AxisError(f"{what} needs at least one axis, got none", "missing")


def no_arrays() -> AxisError:
    """At least one array is needed."""
    return AxisError("needs at least one array, got none", "missing")


def out_of_range(name: str, index: int, size: int) -> AxisError:
    """A static index is outside its axis."""
    return AxisError(f"index {index} is out of range for axis '{name}' of size {size}", "size")


def wrong_mask(name: str, size: int | None, mask: object) -> AxisError:
    """A mask does not lie along the axis that it indexes."""
    return AxisError(
        f"axis '{name}' of size {size} is indexed by a mask {mask}; a mask lies along the axis that it selects from",
        "size",
    )


def wrong_rank(axes: object, shape: Sequence[int]) -> AxisError:
    """An array and its list of axes differ in length."""
    shown = ", ".join(map(str, shape))
    return AxisError(
        f"{axes} does not fit an array of shape ({shown}), which has {len(shape)} dimensions; name each dimension once",
        "size",
    )


def changed_rank(axes: object, shape: Sequence[int], added: int, transform: str) -> AxisError:
    """A transform has given an array another number of dimensions, and left its names as they were."""
    shown = ", ".join(map(str, shape))
    dimensions = "dimension" if abs(added) == 1 else "dimensions"
    change = f"added {added} {dimensions}" if added > 0 else f"taken {-added} {dimensions} away"
    return AxisError(
        f"{axes} does not fit an array of shape ({shown}): {transform} has {change} and left the names; "
        "take the positional array, x.array, and name what it has now",
        "size",
    )


def nested(axes: object, inner: object) -> AxisError:
    """A named array holds another one, as jacobians do."""
    return AxisError(
        f"{axes} holds an array {inner} in the place of values, as jax.jacobian and jax.hessian leave it; "
        "take the positional array, x.array.array, and name all of its dimensions",
        "size",
    )


def list_of_no_layer(parts: Sequence[str]) -> AxisError:
    """An annotation names the list of a layer where there is none."""
    name = next(part for part in parts if part[0] == "*")
    what = f"'{name}' is a list of axes of a layer, and this is no field of one; for any axes write `...`"
    return malformed(what, " ".join(parts))


def malformed(problem: str, text: str, at: int | None = None) -> AxisError:
    """A spec or a pattern cannot be read; `at` is the offending column of `text`."""
    if at is None:
        return AxisError(f"cannot read '{text}': {problem}", "pattern")
    return AxisError(f"cannot read the pattern: {problem}\n  {text}\n  {' ' * at}^", "pattern")


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _listed(operands: Sequence[object]) -> str:
    texts = [str(operand) for operand in operands]
    return " and ".join(texts) if len(texts) <= 2 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def too_short(name: str, length: int) -> AxisError:
    """A transform of no elements."""
    return AxisError(f"the transform along axis '{name}' has length {length}; it must be 1 or more", "size")


def length_of_another(name: str, axis: object) -> AxisError:
    """The length of a transform was given by an axis of another name."""
    return AxisError(
        f"the length along axis '{name}' is given by another axis, {axis}; give a number, and rename the result", "size"
    )


def other_length(axes: object, wanted: object) -> AxisError:
    """An array with another number of elements than the one that it goes with."""
    return AxisError(f"{axes} has another number of elements than {wanted}; they must be equal", "size")


def not_scalar(axes: object) -> AxisError:
    """A scalar was needed."""
    return AxisError(f"{axes} is not a scalar; reduce its axes first", "size")


def not_number(axes: object) -> Misuse:
    """A Python number was asked of an array that has axes."""
    return Misuse(f"{axes} is not a scalar; reduce its axes first, or take one element")


def unhashable() -> Misuse:
    """A hash was asked of an array."""
    return Misuse("unhashable type: 'NamedArray', since == compares its elements; use id(x), or a name, as a key")


def no_matmul() -> Misuse:
    """Arrays were multiplied by `@`."""
    return Misuse("`@` does not say which axis to sum over; use haliax.dot(x, y, axis=...)")


def array_size(name: str, size: int, given: int) -> AxisError:
    """An axis was given with a size that the array does not have."""
    return AxisError(f"axis '{name}' is given with size {given}, but the array has {size} there", "size")


def indivisible(name: str, size: int, parts: object) -> AxisError:
    """An axis cannot be split into parts of the sizes that are given."""
    return AxisError(
        f"axis '{name}' has size {size}, which cannot be split into {parts}; give sizes that divide it", "size"
    )


def negative_size(name: str, size: int) -> AxisError:
    """A size below zero."""
    return AxisError(f"axis '{name}' is given with size {size}; a size is 0 or more", "size")


def negative_count(name: str, count: int) -> AxisError:
    """Something is to be done along an axis fewer times than none."""
    return AxisError(f"axis '{name}' is given the number {count}; it must be 0 or more", "size")


def wrong_count(pattern: str, count: int, axes: object, *, open_ended: bool) -> AxisError:
    """A pattern that goes by position names another number of axes than there are."""
    named = f"at least {count}" if open_ended else str(count)
    way_out = (
        "leave some out" if open_ended else "name each axis, use `...` for the rest, or find axes by name with `{}`"
    )
    return AxisError(f"'{pattern}' names {named} {_axes(count)}, but the array has {axes}; {way_out}", "pattern")


def another_axis(identifier: str, name: str, found: str, axes: object) -> AxisError:
    """An identifier stands at an axis which is not the one that it is bound to."""
    return AxisError(
        f"'{identifier}' is bound to axis '{name}', but stands for axis '{found}' of {axes}; "
        "put it in the place of its axis, or find axes by name with `{}`",
        "pattern",
    )


def wrong_arrays(equation: str, count: int, given: int) -> AxisError:
    """An equation speaks of another number of arrays than there are."""
    arrays = "array" if count == 1 else "arrays"
    return AxisError(
        f"'{equation}' is of {count} {arrays}, but {given} were given; "
        "separate the axes of one array from those of the next by `,`, or find axes by name with `{}`",
        "pattern",
    )


def two_axes(identifier: str, first: str, second: str) -> AxisError:
    """An identifier stands for axes of different names."""
    return AxisError(
        f"'{identifier}' stands for axis '{first}' in one array and axis '{second}' in another; "
        "use two identifiers, or rename one of the axes",
        "pattern",
    )


def two_identifiers(first: str, second: str, name: str) -> AxisError:
    """Two identifiers stand for axes of one name."""
    return AxisError(
        f"'{first}' and '{second}' both stand for axis '{name}'; "
        "use one identifier, or rename the axis in one of the arrays",
        "pattern",
    )


def _axes(count: int) -> str:
    return "axis" if count == 1 else "axes"


def not_as_annotated(place: object, got: object, wanted: object, why: str, kind: Mistake) -> AxisError:
    """An argument or result has other axes than its annotation says."""
    return AxisError(f"{place} is {got}; expected {wanted}: {why}", kind)


def other_layer(place: object, got: object, wanted: object) -> AxisError:
    """A layer takes or gives other axes than its annotation says."""
    return AxisError(f"{place} is {got}; expected {wanted}", "missing")


def call_sizes(name: str, first: int, place: object, second: int, other: object) -> AxisError:
    """Two arguments or results of one call give one name two sizes."""
    return AxisError(f"axis '{name}' has size {first} in {place} but {second} in {other}", "size")


def call_rows(name: str, first: object, place: object, second: object, other: object) -> AxisError:
    """A row variable, or a type variable, stands for different axes within one call."""
    return AxisError(f"{name} stands for {first} in {place} but for {second} in {other}", "broadcast")


def outside(name: str, start: int, length: int, size: int) -> AxisError:
    """A part does not lie within its axis."""
    return AxisError(f"positions {start} to {start + length} are not within axis '{name}' of size {size}", "size")


def one_axis(axes: object) -> AxisError:
    """An array with exactly one axis was needed."""
    return AxisError(f"expected an array with one axis, got {axes}; flatten it, or take a part of it", "size")


def no_matrix(axes: object) -> AxisError:
    """The two axes of a matrix were needed."""
    return AxisError(f"a matrix has two axes, its rows and its columns, got {axes}; name both", "size")


def not_square(rows: object, columns: object) -> AxisError:
    """The rows and the columns of a matrix that must be square differ in number."""
    return AxisError(f"needs square matrices, got rows {rows} and columns {columns}; their sizes must be equal", "size")


def too_many(count: int, name: str, size: int | None) -> AxisError:
    """More elements were asked for than an axis has, or fewer than none."""
    there = "" if size is None else f" of size {size}"
    return AxisError(f"cannot take {count} elements of axis '{name}'{there}", "size")


def shorter(name: str, size: int, new: object) -> AxisError:
    """An axis that should become longer is to take the place of one that it is longer than."""
    return AxisError(
        f"axis '{name}' has size {size}, which is more than {new}; give a longer axis, or take a part", "size"
    )


def several_axes(names: Sequence[str]) -> AxisError:
    """One axis was needed where several were given."""
    return AxisError(f"works along one axis, got {_quoted(names)}; transform them one after the other", "order")


def not_pairs(shown: str) -> Misuse:
    """What stands between the brackets of an index is not made of axes and indices."""
    return Misuse(f'expected x["axis", index, ...] or x[{{"axis": index}}], got x[{shown}]; an index follows its axis')


def no_index(name: str, kind: str) -> Misuse:
    """An axis is indexed by something that is no index."""
    return Misuse(f"axis '{name}' cannot be indexed by {kind}; use an integer, a slice, or an array of positions")


def not_one_order(count: int, names: Sequence[str]) -> Misuse:
    """The order of the axes was not given as one argument; `names` are what was given, if that is names."""
    way_out = f"; put the axes into one tuple: rearrange(({_quoted(names)}))" if len(names) > 1 else ""
    return Misuse(f"expected one sequence of axes or one expression, got {count} arguments{way_out}")


def no_bindings(name: str) -> Misuse:
    """Something was bound by name where there is no expression."""
    return Misuse(f"unexpected keyword argument '{name}'; only an expression has bindings")


def no_sum_axes(*, last: bool) -> Misuse:
    """The axes to sum over were not given, or came after the arrays."""
    way_out = "it by name, as in dot(x, y, axis=...)" if last else "axis=() for an outer product, None for all axes"
    return Misuse(f"expected `axis`, the axes to sum over; pass {way_out}")


def no_array(kind: str) -> Misuse:
    """Something else was given where an array with names is needed."""
    return Misuse(f"expected a NamedArray, got {kind}; name its axes with haliax.named")


def half_where() -> Misuse:
    """One of two arrays was given to `where`, or none, and nothing to name the positions with."""
    return Misuse("expected both x and y, or neither and a new_axis for the positions")


def no_argument_has(name: str, arguments: Sequence[str], known: Iterable[str]) -> AxisError:
    """A function is mapped along an axis that is given by its name alone, and that no argument has."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    hint = f"did you mean '{close[0]}'? If not, pass" if close else "pass"
    there = f"the arguments are {_listed(arguments)}" if arguments else "there is no array"
    return AxisError(f"no argument has axis '{name}': {there}; {hint} Axis('{name}', size) to say how often", "missing")


def mapped_sizes(name: str, first: int, place: object, second: int, other: object, *, way_out: str) -> AxisError:
    """What a function is mapped along has two sizes, in two arguments or in an argument and the axis that was given."""
    return AxisError(f"axis '{name}' has size {first} in {place} but {second} in {other}; {way_out}", "size")


def carry_axes(place: str, before: object, after: object, change: str, kind: Mistake) -> AxisError:
    """A carry comes out of a step with other axes than it went in with."""
    return AxisError(f"{place} goes into a step as {before} and comes out as {after}: {change}", kind)


def branches_differ(first: object, other: object, change: str, kind: Mistake) -> AxisError:
    """The branches of a condition give arrays of other axes."""
    return AxisError(f"one branch gives {first}, another {other}: {change}; all must give the same axes in order", kind)


def by_position(name: str, ours: str, given: object, axis: str) -> str:
    """A transform of jax maps over a dimension, and leaves its name."""
    return f'{name} takes a dimension of {given} and leaves its name; {ours}(f, "{axis}") maps over an axis by its name'


def carry_kind(place: str, before: object, after: object, way_out: str) -> Misuse:
    """A carry comes out of a step as another kind of thing than it went in as."""
    return Misuse(f"{place} goes into a step as {before} and comes out as {after}; {way_out}")


def carry_parts(change: str) -> Misuse:
    """A carry comes out of a step with other parts than it went in with."""
    return Misuse(f"the carry comes out of a step with other parts than it went in: {change}; give back the same parts")


def no_pair(given: str) -> Misuse:
    """The body of a scan gave something else than its carry and an output."""
    return Misuse(
        f"a step returns (carry, out), got {given}; return (carry, None), or use haliax.fold, if nothing is out"
    )


def no_function(kind: str) -> Misuse:
    """Something else was given where a function is needed."""
    return Misuse(f"expected a function, got {kind}; pass the function first, then the axis, then call what comes out")
