"""How the members of a large family are declared, one line each, with a name, a signature and a docstring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import jax
from jax.typing import ArrayLike

from haliax.algebra import SCALAR
from haliax.core import NamedArray, NamedOrNumeric, axes_of, wrap
from haliax.ops._plan import Fused, Move, fused, move, moved, scalar, settled, shape_of, spread
from haliax.rules import elementwise as rules

A = TypeVar("A", NamedArray, ArrayLike)
F = TypeVar("F", bound=Callable[..., Any])


def published(op: F, name: str, module: str, doc: str) -> F:
    """Gives a declared operation the name, home and docstring that a written one would have."""
    op.__name__ = op.__qualname__ = name
    op.__module__ = module
    op.__doc__ = doc
    return op


def unary(module: str) -> Callable[[str, Callable[..., Any], str], Callable[[A], A]]:
    """Declares operations of one array in `module`: name, kernel, what it computes."""

    def declare(name: str, kernel: Callable[..., Any], what: str) -> Callable[[A], A]:
        def op(a: A) -> A:
            if isinstance(a, NamedArray):
                array, names = a.array, a.axis_names
                if len(array.shape) != len(names):
                    axes_of(names, array.shape)
                return wrap(kernel(array), names)
            return kernel(a)  # type: ignore[no-any-return]  # jax's kernels of one array return arrays

        return published(op, name, module, f"{what}, element by element. The axes stay.")

    return declare


def binary(module: str) -> Callable[[str, Callable[..., Any], str], Callable[[Any, Any], Any]]:
    """Declares operations of two arrays in `module`: name, kernel, what it computes."""

    def declare(name: str, kernel: Callable[..., Any], what: str) -> Callable[[Any, Any], Any]:
        def op(x1: NamedOrNumeric, x2: NamedOrNumeric) -> NamedOrNumeric:
            if isinstance(x1, NamedArray):
                if isinstance(x2, NamedArray):
                    first, second = x1.array, x2.array
                    names, shape = x1.axis_names, first.shape
                    if names == x2.axis_names and shape == second.shape and len(shape) == len(names):
                        return wrap(kernel(first, second), names)
                    call, out = _broadcast(name, kernel, names, shape, x2.axis_names, second.shape)
                    return wrap(call(first, second), out)
                return wrap(kernel(_checked(x1), scalar(name, x2)), x1.axis_names)
            if isinstance(x2, NamedArray):
                return wrap(kernel(scalar(name, x1), _checked(x2)), x2.axis_names)
            return kernel(x1, x2)  # type: ignore[no-any-return]  # jax's kernels of two arrays return arrays

        return published(op, name, module, f"{what}, element by element.\n\n{_BROADCAST}")

    return declare


def _checked(a: NamedArray) -> jax.Array:
    """The values, which must fit the names."""
    array, names = a.array, a.axis_names
    if len(array.shape) != len(names):
        axes_of(names, array.shape)
    return array


_BROADCAST = """Operands broadcast by name: one must have all the axes of the other.

Axes: `[batch, embed], [embed] -> [batch, embed]`

Raises:
    AxisError: If neither has all axes of the other, or a shared axis has two sizes.
"""


@settled
def _broadcast(
    op: str,
    kernel: Callable[..., Any],
    names1: tuple[str, ...],
    shape1: tuple[int, ...],
    names2: tuple[str, ...],
    shape2: tuple[int, ...],
) -> tuple[Fused, tuple[str, ...]]:
    out = rules.add(axes_of(names1, shape1), axes_of(names2, shape2)).names
    return fused(op, _on_moved, kernel, _operand_move(names1, out), _operand_move(names2, out)), out


def _operand_move(have: tuple[str, ...], want: tuple[str, ...]) -> Move:
    """The move of an operand. One without axes stays as it is, since kernels take numbers beside arrays."""
    return move(have, want) if have else Move(None, ())


def _on_moved(kernel: Callable[..., Any], *moves_and_arrays: Any) -> jax.Array:
    """The kernel on arrays after their moves."""
    half = len(moves_and_arrays) // 2
    moves, arrays = moves_and_arrays[:half], moves_and_arrays[half:]
    return kernel(*map(moved, arrays, moves))  # type: ignore[no-any-return]  # kernels return arrays


def aligned(op: str, kernel: Callable[..., Any], rule: Callable[..., Any], *operands: Any) -> NamedArray:
    """The kernel on operands brought to the axes that the rule settles; numbers stay as they are."""
    signature = tuple([(o.axis_names, o.array.shape) if isinstance(o, NamedArray) else None for o in operands])
    if not any(signature):
        return wrap(jax.numpy.asarray(kernel(*operands)), ())
    call, out = _aligned(op, kernel, rule, signature)
    return wrap(call(*[o.array if isinstance(o, NamedArray) else scalar(op, o) for o in operands]), out)


@settled
def _aligned(
    op: str,
    kernel: Callable[..., Any],
    rule: Callable[..., Any],
    signature: tuple[tuple[tuple[str, ...], tuple[int, ...]] | None, ...],
) -> tuple[Fused, tuple[str, ...]]:
    out = rule(*(SCALAR if s is None else axes_of(*s) for s in signature))
    moves = tuple(None if s is None or not s[0] else move(s[0], out.names) for s in signature)
    return fused(op, _on_spread, kernel, moves, shape_of(out)), out.names


def _on_spread(kernel: Callable[..., Any], moves: tuple[Move | None, ...], shape: tuple[int, ...], *arrays: Any) -> Any:
    """The kernel on arrays after their moves; those without a move have no axes."""
    return kernel(
        *(array if how is None else spread(how, shape, array) for array, how in zip(arrays, moves, strict=True))
    )
