"""Linear algebra: two axes, named as a pair, are the rows and the columns of matrices; other axes are batches."""

from __future__ import annotations

from typing import TypeAlias

from haliax.pure import errors
from haliax.pure.axes import Axes, drop, find, having, swap, union
from haliax.pure.axis import Axis, AxisSelector, as_axis, name_of, of_size, show, size_of
from haliax.pure.errors import WrongKind
from haliax.pure.operation import Family
from haliax.pure.wants import Array, OptionalSelection, OptionalSelector, Plain, Selector

Matrix: TypeAlias = tuple[AxisSelector, AxisSelector]
"""The rows and the columns of a matrix."""

norms = Family("haliax.linalg.norms")
solving = Family("haliax.linalg.solving")
decompositions = Family("haliax.linalg.decompositions")


def pair(axis: object) -> tuple[str, str]:
    """The names of the rows and of the columns.

    Raises:
        AxisError: If there are not two.
        WrongKind: If it is no pair of axes.
    """
    if isinstance(axis, tuple | list) and len(axis) == 2:
        return name_of(axis[0]), name_of(axis[1])
    if isinstance(axis, str | Axis):
        axis = (axis,)
    if isinstance(axis, tuple | list):
        raise errors.no_matrix(show(map(as_axis, axis)))
    raise WrongKind(f"expected a pair of axes, the rows and the columns, got {type(axis).__name__}")


def _matrix(array: Axes, axis: Matrix) -> Axes:
    """The axes of an array of matrices."""
    pair(axis)
    return having(array, axis)


def square(array: Axes, axis: Matrix) -> Axes:
    """The axes of an array of square matrices, with what one of the two tells of the size of the other.

    Raises:
        AxisError: If they are not square.
    """
    rows, columns = pair(axis)
    out = having(array, axis)
    first, second = (size_of(find(out, one)) for one in axis)
    if first is not None and second is not None and first != second:
        raise errors.not_square(of_size(rows, first), of_size(columns, second))
    size = second if first is None else first
    return having(out, (of_size(rows, size), of_size(columns, size)))


def _norm(array: Array, axis: OptionalSelection = None) -> Axes:
    return drop(array, axis)


norm = norms("norm", _norm)


def _number(array: Array, axis: Plain[Matrix]) -> Axes:
    return drop(square(array, axis), axis)


det = norms("det", _number)


def _slogdet(array: Array, axis: Plain[Matrix]) -> tuple[Axes, Axes]:
    out = _number(array, axis)
    return out, out


slogdet = norms("slogdet", _slogdet)


def _rank(array: Array, axis: Plain[Matrix]) -> Axes:
    return drop(_matrix(array, axis), axis)


matrix_rank = norms("matrix_rank", _rank)


def _square(array: Array, axis: Plain[Matrix]) -> Axes:
    return square(array, axis)


inv = solving("inv", _square)


def _pinv(array: Array, axis: Plain[Matrix]) -> Axes:
    return _matrix(array, axis)


pinv = solving("pinv", _pinv)


def _solve(a: Array, b: Array, axis: Plain[Matrix]) -> Axes:
    matrices = square(a, axis)
    rows, columns = pair(axis)
    find(b, rows)
    if b.has(columns):
        raise errors.taken(columns, b)
    return drop(union(matrices, b), rows)


solve = solving("solve", _solve)


def _vectors(array: Axes, axis: Matrix, new_axis: AxisSelector | None) -> Axes:
    """The axes of square matrices with a new one in the place of the columns."""
    out = square(array, axis)
    columns = find(out, axis[1])
    name, size = columns.name if new_axis is None else name_of(new_axis), size_of(columns)
    return having(swap(out, columns, [_sized(name, size, new_axis)]), (find(out, axis[0]),))


def _sized(name: str, size: int | None, given: AxisSelector | None) -> AxisSelector:
    """A new axis, of the size that it must have.

    Raises:
        AxisError: If it is given with another.
    """
    wanted = None if given is None else size_of(given)
    if size is not None and wanted is not None and wanted != size:
        raise errors.array_size(name, size, wanted)
    return of_size(name, wanted if size is None else size)


def _cholesky(array: Array, axis: Plain[Matrix], new_axis: OptionalSelector = None) -> Axes:
    return _vectors(array, axis, new_axis)


cholesky = decompositions("cholesky", _cholesky)


def _eigh(array: Array, axis: Plain[Matrix], new_axis: OptionalSelector = None) -> tuple[Axes, Axes]:
    vectors = _vectors(array, axis, new_axis)
    return drop(vectors, axis[0]), vectors


eigh = decompositions("eigh", _eigh)


def _eigvalsh(array: Array, axis: Plain[Matrix], new_axis: OptionalSelector = None) -> Axes:
    return _eigh(array, axis, new_axis)[0]


eigvalsh = decompositions("eigvalsh", _eigvalsh)


def _factors(array: Axes, axis: Matrix, new_axis: AxisSelector) -> tuple[Axes, Axes]:
    """The axes of two factors of matrices: one has the rows and the new axis, one the new axis and the columns."""
    out = _matrix(array, axis)
    sizes = [size_of(find(out, one)) for one in axis]
    known = [size for size in sizes if size is not None]
    size = min(known) if len(known) == 2 or 0 in known else None
    new = _sized(name_of(new_axis), size, new_axis)
    rows, columns = (find(out, one) for one in axis)
    return having(swap(out, columns, [new]), (rows,)), having(swap(out, rows, [new]), (columns,))


def _qr(array: Array, axis: Plain[Matrix], new_axis: Selector) -> tuple[Axes, Axes]:
    return _factors(array, axis, new_axis)


qr = decompositions("qr", _qr)


def _svd(array: Array, axis: Plain[Matrix], new_axis: Selector) -> tuple[Axes, Axes, Axes]:
    left, right = _factors(array, axis, new_axis)
    return left, drop(left, axis[0]), right


svd = decompositions("svd", _svd)


def _svdvals(array: Array, axis: Plain[Matrix], new_axis: Selector) -> Axes:
    return _svd(array, axis, new_axis)[1]


svdvals = decompositions("svdvals", _svdvals)
