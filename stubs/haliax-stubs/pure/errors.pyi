# Written by `python -m tools.stubs`. Do not edit.
"""`AxisError`, and the one place where each kind of axis mistake is worded.

Every function here builds one kind of error. The text says what is wrong with which axes and what to do instead; the
name of the operation is put in front of it once, where the operation is called (`AxisError.within`). The mypy plugin
prints the same text, with the kind as its error code.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from haliax.errors import AxisError as AxisError, Fault as Fault

Mistake: TypeAlias = Literal["missing", "duplicate"] | Literal["broadcast", "size", "order", "pattern", "kind"]

class WrongKind(TypeError):
    """An argument is of a wrong kind altogether. To users it is a TypeError, and mypy says it in its own words."""

class Misuse(Fault, WrongKind):
    """A wrong kind of argument of which no type tells, so that a checker has to hear of it from the rule."""

    def __init__(self, text: str) -> None: ...

def missing(name: str, axes: object, known: Iterable[str]) -> AxisError:
    """`name` is not among `axes`, whose names are `known`."""

def repeated(name: str, within: object) -> AxisError:
    """`name` stands twice in one list of axes."""

def taken(name: str, axes: object) -> AxisError:
    """A new axis would have the name of one that is there already."""

def size_conflict(name: str, first: int, second: int, *, where: object = None) -> AxisError:
    """One name with two sizes."""

def operand_sizes(name: str, operands: Sequence[object]) -> AxisError:
    """Two operands give one name two sizes."""

def no_broadcast(operands: Sequence[object]) -> AxisError:
    """No operand has all the axes of the others."""

def extra_axes(names: Sequence[str], axes: object, target: object) -> AxisError:
    """Broadcasting to a target which lacks some of the array's axes."""

def update_axes(names: Sequence[str], axes: object, target: object) -> AxisError:
    """An update has axes that what it is written to lacks."""

def shared_axes(names: Sequence[str], first: object, second: object) -> AxisError:
    """Two arrays that must not have an axis in common do."""

def different_axes(operands: Sequence[object]) -> AxisError:
    """Operands that must have the same axes do not."""

def incomplete(missing_names: Sequence[str], axes: object) -> AxisError:
    """An order was asked for that leaves axes out."""

def product_conflict(merged: object, product: int, name: str, size: int) -> AxisError:
    """Axes do not multiply to the size of the axis that should hold them."""

def sum_conflict(parts: object, total: int, name: str, size: int) -> AxisError:
    """Sizes do not add up to the size of the axis that should hold them."""

def no_size(name: str) -> AxisError:
    """A new axis was given by its name alone."""

def no_axes(what: str) -> AxisError:
    """At least one axis is needed."""

def no_arrays() -> AxisError:
    """At least one array is needed."""

def out_of_range(name: str, index: int, size: int) -> AxisError:
    """A static index is outside its axis."""

def wrong_mask(name: str, size: int | None, mask: object) -> AxisError:
    """A mask does not lie along the axis that it indexes."""

def wrong_rank(axes: object, shape: Sequence[int]) -> AxisError:
    """An array and its list of axes differ in length."""

def changed_rank(axes: object, shape: Sequence[int], added: int, transform: str) -> AxisError:
    """A transform has given an array another number of dimensions, and left its names as they were."""

def nested(axes: object, inner: object) -> AxisError:
    """A named array holds another one, as jacobians do."""

def list_of_no_layer(parts: Sequence[str]) -> AxisError:
    """An annotation names the list of a layer where there is none."""

def malformed(problem: str, text: str, at: int | None = None) -> AxisError:
    """A spec or a pattern cannot be read; `at` is the offending column of `text`."""

def too_short(name: str, length: int) -> AxisError:
    """A transform of no elements."""

def length_of_another(name: str, axis: object) -> AxisError:
    """The length of a transform was given by an axis of another name."""

def other_length(axes: object, wanted: object) -> AxisError:
    """An array with another number of elements than the one that it goes with."""

def not_scalar(axes: object) -> AxisError:
    """A scalar was needed."""

def not_number(axes: object) -> Misuse:
    """A Python number was asked of an array that has axes."""

def unhashable() -> Misuse:
    """A hash was asked of an array."""

def no_matmul() -> Misuse:
    """Arrays were multiplied by `@`."""

def array_size(name: str, size: int, given: int) -> AxisError:
    """An axis was given with a size that the array does not have."""

def indivisible(name: str, size: int, parts: object) -> AxisError:
    """An axis cannot be split into parts of the sizes that are given."""

def negative_size(name: str, size: int) -> AxisError:
    """A size below zero."""

def negative_count(name: str, count: int) -> AxisError:
    """Something is to be done along an axis fewer times than none."""

def wrong_count(pattern: str, count: int, axes: object, *, open_ended: bool) -> AxisError:
    """A pattern that goes by position names another number of axes than there are."""

def another_axis(identifier: str, name: str, found: str, axes: object) -> AxisError:
    """An identifier stands at an axis which is not the one that it is bound to."""

def wrong_arrays(equation: str, count: int, given: int) -> AxisError:
    """An equation speaks of another number of arrays than there are."""

def two_axes(identifier: str, first: str, second: str) -> AxisError:
    """An identifier stands for axes of different names."""

def two_identifiers(first: str, second: str, name: str) -> AxisError:
    """Two identifiers stand for axes of one name."""

def not_as_annotated(place: object, got: object, wanted: object, why: str, kind: Mistake) -> AxisError:
    """An argument or result has other axes than its annotation says."""

def other_layer(place: object, got: object, wanted: object) -> AxisError:
    """A layer takes or gives other axes than its annotation says."""

def call_sizes(name: str, first: int, place: object, second: int, other: object) -> AxisError:
    """Two arguments or results of one call give one name two sizes."""

def call_rows(name: str, first: object, place: object, second: object, other: object) -> AxisError:
    """A row variable, or a type variable, stands for different axes within one call."""

def outside(name: str, start: int, length: int, size: int) -> AxisError:
    """A part does not lie within its axis."""

def one_axis(axes: object) -> AxisError:
    """An array with exactly one axis was needed."""

def no_matrix(axes: object) -> AxisError:
    """The two axes of a matrix were needed."""

def not_square(rows: object, columns: object) -> AxisError:
    """The rows and the columns of a matrix that must be square differ in number."""

def too_many(count: int, name: str, size: int | None) -> AxisError:
    """More elements were asked for than an axis has, or fewer than none."""

def shorter(name: str, size: int, new: object) -> AxisError:
    """An axis that should become longer is to take the place of one that it is longer than."""

def several_axes(names: Sequence[str]) -> AxisError:
    """One axis was needed where several were given."""

def not_pairs(shown: str) -> Misuse:
    """What stands between the brackets of an index is not made of axes and indices."""

def no_index(name: str, kind: str) -> Misuse:
    """An axis is indexed by something that is no index."""

def not_one_order(count: int, names: Sequence[str]) -> Misuse:
    """The order of the axes was not given as one argument; `names` are what was given, if that is names."""

def no_bindings(name: str) -> Misuse:
    """Something was bound by name where there is no expression."""

def no_sum_axes(*, last: bool) -> Misuse:
    """The axes to sum over were not given, or came after the arrays."""

def no_array(kind: str) -> Misuse:
    """Something else was given where an array with names is needed."""

def half_where() -> Misuse:
    """One of two arrays was given to `where`, or none, and nothing to name the positions with."""

def no_argument_has(name: str, arguments: Sequence[str], known: Iterable[str]) -> AxisError:
    """A function is mapped along an axis that is given by its name alone, and that no argument has."""

def mapped_sizes(name: str, first: int, place: object, second: int, other: object, *, way_out: str) -> AxisError:
    """What a function is mapped along has two sizes, in two arguments or in an argument and the axis that was given."""

def carry_axes(place: str, before: object, after: object, change: str, kind: Mistake) -> AxisError:
    """A carry comes out of a step with other axes than it went in with."""

def branches_differ(first: object, other: object, change: str, kind: Mistake) -> AxisError:
    """The branches of a condition give arrays of other axes."""

def by_position(name: str, ours: str, given: object, axis: str) -> str:
    """A transform of jax maps over a dimension, and leaves its name."""

def carry_kind(place: str, before: object, after: object, way_out: str) -> Misuse:
    """A carry comes out of a step as another kind of thing than it went in as."""

def carry_parts(change: str) -> Misuse:
    """A carry comes out of a step with other parts than it went in with."""

def no_pair(given: str) -> Misuse:
    """The body of a scan gave something else than its carry and an output."""

def no_function(kind: str) -> Misuse:
    """Something else was given where a function is needed."""
