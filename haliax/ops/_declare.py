"""How the members of a large family are declared, one line each, with a name, a signature and a docstring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from haliax.core import NamedArray, NamedOrNumeric, Names, Shape, Signature, wrap
from haliax.ops._arguments import NUMBERS, known, number, parts_of, shape_of
from haliax.ops._explicit import implements, instead
from haliax.ops._kernels import Kernel, at_once, kernel
from haliax.ops._moves import STAY, Move, move, moved, spread
from haliax.ops._settle import Settle, Signatures, settled
from haliax.pure.errors import Fault
from haliax.pure.operation import Operation

_new = object.__new__

A = TypeVar("A", NamedArray, ArrayLike)
F = TypeVar("F", bound=Callable[..., Any])


def published(
    operation: Operation[Any],
    function: F,
    what: str,
    doc: str,
    compute: Callable[..., Any] | None = None,
    *,
    is_placed: bool = False,
) -> F:
    """Gives a declared function the face that a written one would have, and to its operation.

    Args:
        operation: The declaration.
        function: The function.
        what: What it computes: the first line of the docstring, up to the full stop.
        doc: The rest of the docstring.
        compute: The kernel, where the family has one way to it.
        is_placed: Whether its results lie by their names already, where jax cannot tell where they lie.
    """
    function.__name__ = function.__qualname__ = operation.name
    function.__module__ = operation.home
    function.__doc__ = f"{what}.{doc}"
    return implements(operation, compute, is_placed=is_placed)(function)


def applied(operation: Operation[Any], settle: Settle[tuple[Kernel, Names]], array: Any, *statics: Any) -> NamedArray:
    """The kernel that an operation settles on, with its one array. The result lies by its names."""
    if not isinstance(array, NamedArray):
        parts_of(operation, array)  # which refuses it
    values = array._array
    try:
        call, names = settle.of_one(operation, operation.rule, array._axis_names, values.shape, *statics)
    except (Fault, TypeError):
        call, names = settle(operation, ((array._axis_names, values.shape),), *statics)  # which says whose it is
    try:
        out = _new(NamedArray)  # `wrap`, written out, as below
        out._array = call(values)
        out._axis_names = names
        return out
    except Exception as error:
        __tracebackhide__ = True
        found: NamedArray = instead(applied, (operation, settle, array, *statics), {}, error)
        return found


def unary(operation: Operation[Any], compute: Callable[..., Any], what: str) -> Callable[[A], A]:
    """Declares an operation of one array. If its rule says that the axes stay, no call asks it again."""
    quick = at_once(operation.told, compute)

    def by_rule(a: A) -> A:
        if isinstance(a, NamedArray):
            array = a._array
            names = names_after(operation, ((a._axis_names, array.shape),))
            return wrap(quick(array), names)
        return compute(a)  # type: ignore[no-any-return]  # jax's kernels of one array return arrays

    def op(a: A) -> A:
        named: Any = a
        try:  # what has no such parts is no NamedArray; the type of an array tells its shape quicker than the array
            array, names = named._array, named._axis_names
            fits = len(names) == len(array.aval.shape)
        except AttributeError:
            fits = False
        if not fits:
            return by_rule(a)
        out: Any = _new(NamedArray)  # `wrap`, written out, as below
        out._array = quick(array)
        out._axis_names = names
        return out  # type: ignore[no-any-return]  # it is what `a` is

    function = op if operation.keeps_axes() else by_rule
    return published(operation, function, f"{what}, element by element", " The axes stay.", compute, is_placed=True)


@settled
def names_after(operation: Operation[Any], signatures: Signatures, *statics: Any) -> Names:
    """The names of what comes out, where the rule wants arrays and then `statics`."""
    return operation.rule(*map(known, signatures), *statics).names  # type: ignore[no-any-return]  # rules give Axes


@settled
def names_of_each(operation: Operation[Any], signatures: Signatures, *statics: Any) -> tuple[Names, ...]:
    """The names of each array that comes out, where there are several."""
    return tuple(out.names for out in operation.rule(*map(known, signatures), *statics))


@settled
def allowed(operation: Operation[Any], signatures: Signatures, *statics: Any) -> None:
    """Refuses what the rule refuses."""
    operation.rule(*map(known, signatures), *statics)


def binary(operation: Operation[Any], compute: Callable[..., Any], what: str) -> Callable[[Any, Any], Any]:
    """Declares an operation of two arrays, which broadcast by name. Of two with the same axes they stay."""
    quick, rule = at_once(operation.told, compute), operation.rule
    of_number = compute if compute in _BY_VALUE else quick

    def op(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedOrNumeric:
        if not isinstance(x1, NamedArray):
            return _beside(operation, of_number, x2, x1, True) if isinstance(x2, NamedArray) else compute(x1, x2)
        call, first, names = quick, x1._array, x1._axis_names
        try:
            shape = first.aval.shape
            if type(x2) in NUMBERS:
                call, second, alike = of_number, x2, len(names) == len(shape)
            else:
                other: Any = x2  # what has no such parts is no NamedArray
                second = other._array
                alike = names == other._axis_names and shape == second.aval.shape and len(names) == len(shape)
        except AttributeError:
            alike = False
        if not alike or operation.rule is not rule:
            if not isinstance(x2, NamedArray):
                return _beside(operation, of_number, x1, x2, False)
            second = x2._array
            call, names = broadcast_call(operation, ((names, first.shape), (x2._axis_names, second.shape)))
        try:
            out = _new(NamedArray)
            out._array = call(first, second)
            out._axis_names = names
            return out
        except Exception as error:
            __tracebackhide__ = True
            return instead(op, (x1, x2), {}, error)  # type: ignore[no-any-return]  # as above

    return published(operation, op, f"{what}, element by element", f"\n\n{_BROADCAST}", compute, is_placed=True)


def _beside(operation: Operation[Any], call: Kernel, a: NamedArray, other: Any, is_first: bool) -> NamedArray:
    """An operation of an array and a number, or of a number and an array. The axes stay.

    Args:
        operation: The operation.
        call: Its kernel for a number of Python.
        a: The array.
        other: The number.
        is_first: Whether the number comes first.
    """
    array, names = a._array, a._axis_names
    if type(other) not in NUMBERS:
        assert operation.kernel is not None
        call, other = operation.kernel, number(operation, other)
    signature = names, array.shape
    names = names_after(operation, (None, signature) if is_first else (signature, None))
    return wrap(call(other, array) if is_first else call(array, other), names)


_BY_VALUE: Final = (jnp.power,)
"""What looks at the value of a number: jax multiplies for a power that is an integer."""

_BROADCAST = """Operands broadcast by name: one must have all the axes of the other.

Axes: `[batch, embed], [embed] -> [batch, embed]`

Raises:
    AxisError: If neither has all axes of the other, or a shared axis has two sizes.
"""


@settled
def broadcast_call(operation: Operation[Any], signatures: Signatures) -> tuple[Kernel, Names]:
    """The kernel of an operation of two operands, for operands with these axes, and the names of what comes out."""
    first, second = map(known, signatures)
    out = operation.rule(first, second)
    axes = out[0] if isinstance(out, tuple) else out
    assert operation.kernel is not None
    if first.names == second.names == axes.names:
        return operation.kernel, axes.names
    moves = tuple(_operand_move(operand.names, axes.names) for operand in (first, second))
    return kernel(operation.told, _on_moved, operation.kernel, moves), axes.names


def _operand_move(have: Names, want: Names) -> Move:
    """The move of an operand. One without axes stays as it is, since kernels take numbers beside arrays."""
    return move(have, want) if have else STAY


def _on_moved(compute: Callable[..., Any], moves: tuple[Move, ...], *arrays: Any) -> jax.Array:
    """The kernel on arrays after their moves."""
    return compute(*map(moved, arrays, moves))  # type: ignore[no-any-return]  # kernels return arrays


def aligned(
    operation: Operation[Any], compute: Callable[..., Any], *operands: Any, more: tuple[Any, ...] = ()
) -> NamedArray:
    """The kernel on operands brought to the axes that the rule settles; numbers stay as they are.

    Args:
        operation: The declaration.
        compute: Computes the values.
        operands: The operands that the rule wants to know of.
        more: Numbers that the kernel is given after them.
    """
    values: list[Any] = []
    given: list[Signature | None] = []
    for operand in operands:
        if isinstance(operand, NamedArray):
            array = operand._array
            values.append(array)
            given.append((operand._axis_names, array.shape))
        else:
            values.append(number(operation, operand))
            given.append(None)
    signatures = tuple(given)
    if not any(signatures):
        return wrap(jnp.asarray(compute(*values, *more)), names_after(operation, signatures))
    call, out = _aligned(operation, signatures, compute, len(more))
    return wrap(call(*values, *more), out)


@settled
def _aligned(
    operation: Operation[Any], signatures: Signatures, compute: Callable[..., Any], more: int
) -> tuple[Kernel, Names]:
    operands = tuple(map(known, signatures))
    out = operation.rule(*operands)
    moves = tuple(move(axes.names, out.names) if axes.names else None for axes in operands)
    return kernel(operation.told, _on_spread, compute, (*moves, *[None] * more), shape_of(out)), out.names


def _on_spread(compute: Callable[..., Any], moves: tuple[Move | None, ...], shape: Shape, *arrays: Any) -> Any:
    """The kernel on arrays after their moves; those without a move have no axes."""
    return compute(
        *(array if how is None else spread(how, shape, array) for array, how in zip(arrays, moves, strict=True))
    )
