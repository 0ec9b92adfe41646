"""`Maker`: draws pieces of a program, guided by the values that its variables have."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.pure.operation import Operation
from tools.fuzz.executing import compiled
from tools.fuzz.words import SIZES, TARGETS, variable

T = TypeVar("T")
_MOST_AXES = 5
_LONGEST = 200


class Nothing(Exception):
    """There is nothing here of which the piece that was asked for could be made."""


@dataclass
class Scope:
    """A place in a program: the values of its variables now, and the statements so far.

    Attributes:
        env: The value of each variable.
        lines: The statements.
        bound: Variables that may be bound again.
        in_function: Whether it is the body of a function.
    """

    env: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    bound: list[str] = field(default_factory=list)
    in_function: bool = False

    def inner(self) -> Scope:
        """A block inside this one: what happens there leaves this scope as it is."""
        return Scope(dict(self.env), [], list(self.bound), self.in_function)


@dataclass(frozen=True)
class Operand:
    """An expression and the array that it gives."""

    text: str
    value: NamedArray

    @property
    def names(self) -> tuple[str, ...]:
        return self.value.axis_names


@dataclass
class Maker:
    """Draws pieces of programs for one scope after another.

    Attributes:
        rng: What is drawn from.
        scope: Where the next piece will stand.
        depth: How many blocks deep that is.
        known: Functions and classes that can be called: expressions, drawn anew for each call.
        count: How many names it has made.
        annotated: Variables that have an annotation of their own, and keep it.
    """

    rng: Random
    scope: Scope
    depth: int = 0
    known: list[Callable[[], str]] = field(default_factory=list)
    count: int = 0
    annotated: set[str] = field(default_factory=set)

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def pick(self, options: Sequence[T]) -> T:
        if not options:
            raise Nothing
        return self.rng.choice(options)

    def some(self, options: Sequence[T], least: int = 1, most: int = 3) -> list[T]:
        """Some of the options, in any order."""
        if len(options) < least:
            raise Nothing
        return self.rng.sample(list(options), self.rng.randint(least, min(most, len(options))))

    def fresh(self, stem: str = "") -> str:
        """A name that nothing has."""
        self.count += 1
        return f"{stem or self.pick(TARGETS)}{self.count}"

    # --- arrays

    def arrays(self, fits: Callable[[NamedArray], bool] = lambda _: True) -> list[str]:
        """The variables that hold a suitable array."""
        env = self.scope.env
        return [n for n, v in env.items() if isinstance(v, NamedArray) and not n.startswith("_") and fits(v)]

    def array(self, fits: Callable[[NamedArray], bool] = lambda _: True) -> Operand:
        """A suitable array: mostly a variable, the newer the likelier.

        Raises:
            Nothing: If there is none.
        """
        names = self.arrays(fits)
        if not names:
            raise Nothing
        newest = names[-4:]
        name = self.pick(newest) if self.chance(0.6) else self.pick(names)
        return Operand(name, self.scope.env[name])

    def of_rank(self, least: int = 1, most: int = _MOST_AXES) -> Operand:
        """An array with so many axes."""
        return self.array(lambda value: least <= value.ndim <= most)

    def absent(self, *arrays: NamedArray) -> str:
        """The name of an axis that none of the arrays has."""
        there = {name for value in arrays for name in value.axis_names}
        return self.pick([name for name in SIZES if name not in there])

    # --- axes

    def axis(self, name: str, size: int | None = None) -> str:
        """An axis, by name or as an Axis; an Axis if a size is given."""
        bare = variable(name)
        known = self.scope.env.get(bare)
        if isinstance(known, Axis) and (size is None or known.size == size) and self.chance(0.7):
            return bare if size is not None or self.chance(0.5) else f'"{name}"'
        return f'"{name}"' if size is None else f'Axis("{name}", {size})'

    def selector(self, array: Operand, name: str) -> str:
        """The axis of this name of an array, in some form."""
        if self.chance(0.6):
            return f'"{name}"'
        if self.chance(0.1):
            return f'{array.text}.resolve_axis("{name}")'
        return self.axis(name, array.value.axis_size(name))

    def selection(self, array: Operand, names: Sequence[str]) -> str:
        """Some axes of an array, in some form."""
        if len(names) == 1 and self.chance(0.8):
            return self.selector(array, names[0])
        if self.chance(0.1) and names:
            return "{" + ", ".join(f'"{name}": {array.value.axis_size(name)}' for name in names) + "}"
        inside = ", ".join(self.selector(array, name) for name in names)
        return f"({inside},)" if len(names) == 1 else f"({inside})"

    def shape(self, names: Sequence[str], sizes: dict[str, int] | None = None) -> str:
        """Axes with sizes, in some form."""
        of = {name: (sizes or SIZES).get(name, SIZES.get(name, 4)) for name in names}
        if names and self.chance(0.15):
            return "{" + ", ".join(f'"{name}": {size}' for name, size in of.items()) + "}"
        if len(names) == 1 and self.chance(0.7):
            return self.axis(names[0], of[names[0]])
        inside = ", ".join(self.axis(name, size) for name, size in of.items())
        return f"({inside},)" if len(names) == 1 else f"({inside})"

    # --- calls and statements

    def call(self, op: Operation[Any], array: str, *rest: str) -> str:
        """A call of an operation whose first argument is an array: as a method, if it is one, or as a function."""
        arguments = ", ".join(filter(None, rest))
        methods = [name for name in op.methods if not name.startswith("__")]
        if methods and self.chance(0.6):
            simple = array.isidentifier() or array.endswith(")")
            return f"{array if simple else f'({array})'}.{methods[0]}({arguments})"
        return f"{path(op)}({', '.join(filter(None, (array, *rest)))})"

    def evaluate(self, text: str) -> Any:
        """The value of an expression here.

        Raises:
            Nothing: If it has none.
        """
        try:
            return eval(text, self.scope.env)
        except Exception as error:
            raise Nothing from error

    def run(self, text: str) -> bool:
        """Whether statements can be executed here. If so, they become part of the program."""
        before = dict(self.scope.env)
        try:
            exec(compiled(text), self.scope.env)
        except Exception:
            self.scope.env.clear()
            self.scope.env.update(before)
            return False
        self.scope.lines += text.splitlines()
        return True


def path(op: Operation[Any]) -> str:
    """How users call an operation: `hax.sum`, `hax.nn.relu`."""
    if op.home == f"haliax.nn.{op.name}":  # of a module that hides a function of its name
        return f"{op.home.replace('haliax', 'hax', 1)}.{op.name}"
    if op.home.startswith("haliax.nn"):
        inside = next((part for part in ("attention", "loss") if part in op.home), "")
        is_in_nn = inside != "attention" and op.name != "maybe_reduce_loss"
        return f"hax.nn.{op.name}" if is_in_nn else f"hax.nn.{inside}.{op.name}"
    if op.home.startswith("haliax.linalg"):
        return f"hax.linalg.{op.name}"
    return f"hax.random.{op.name}" if op.home.startswith("haliax.random") else f"hax.{op.name}"


def is_handy(value: Any) -> bool:
    """Whether a value is small enough to go on with."""
    if isinstance(value, NamedArray):
        return value.ndim <= _MOST_AXES and all(1 <= size <= _LONGEST for size in value.shape.values())
    if isinstance(value, list | tuple):
        return len(value) <= 20 and all(map(is_handy, value))
    return True


def is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text)
