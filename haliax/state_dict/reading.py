"""State dicts to modules: all of them is compared with the module first, then read."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import equinox as eqx
import jax.numpy as jnp
import numpy as np

from haliax.core import NamedArray, wrap
from haliax.state_dict import errors
from haliax.state_dict.errors import Groups, Problem, StateDictError
from haliax.state_dict.found import Found, in_numpy
from haliax.state_dict.layouts import export_shape, flatten_modules_for_export, imported, unflatten_modules_from_export
from haliax.state_dict.nodes import custom, groups, is_array, is_number, layouts, parts, with_prefix
from haliax.state_dict.placing import Place
from haliax.state_dict.recording import Recording
from haliax.state_dict.stacking import differences, layer_shape, stacked_like, with_layers
from haliax.tree_util import is_stack_of_layers

T = TypeVar("T")


@dataclass(frozen=True)
class Options:
    """How a state dict is read.

    Attributes:
        as_torch: Whether arrays stand there as torch has them.
        cast: Whether another dtype of the same kind is converted.
        place: Where the arrays go.
    """

    as_torch: bool = False
    cast: bool = False
    place: Place = field(default_factory=Place)


_outer: ContextVar[Options | None] = ContextVar("options", default=None)


@contextmanager
def _within(options: Options) -> Generator[None, None, None]:
    """What methods of modules read within a `with` block is read in the same way."""
    token = _outer.set(options)
    try:
        yield
    finally:
        _outer.reset(token)


def read_module(op: str, tree: T, state_dict: dict[str, Any], prefix: str | None) -> T:
    """What a module reads that calls the method that it inherits, on its own parts."""
    outer = _outer.get()
    reader = Reader(op, Recording.of(state_dict), outer or Options())
    found = reader.read_parts(tree, prefix)
    reader.raise_problems([] if outer else reader.state_dict.unread())
    placed: T = reader.options.place.put(found)
    return placed


def read_tree(op: str, tree: T, state_dict: dict[str, Any], prefix: str | None, *, strict: bool, options: Options) -> T:
    """What a function reads, which is called by a user or, if it is not the outermost one, by a method of a module."""
    outer = _outer.get()
    if outer is not None:
        place = outer.place if options.place == Place() else options.place
        options = replace(options, cast=options.cast or outer.cast, place=place)
    reader = Reader(op, Recording.of(state_dict), options)
    found = reader.read(tree, prefix)
    if outer is None:
        if strict:
            unread = reader.state_dict.unread(prefix)
            reader.problems += [errors.unexpected(key, state_dict[key]) for key in unread]
        reader.raise_problems(reader.state_dict.unread())
    reader.raise_problems()
    placed: T = options.place.put(found)
    return placed


@dataclass
class Reader:
    """Reads one state dict.

    Attributes:
        op: The function that was called.
        state_dict: It.
        options: How it is read.
        problems: What is wrong, as far as it was read.
    """

    op: str
    state_dict: Recording
    options: Options
    problems: list[Problem] = field(default_factory=list)

    def read(self, node: Any, prefix: str | None) -> Any:
        """What is found for a tree. Where something is wrong it is as it was."""
        if custom(node, "from_state_dict") is not None:
            return self._by_method(node, prefix)
        if self.options.as_torch and custom(node, "flatten_for_export") is not None:
            return self._flat(node, prefix)
        return self.read_parts(node, prefix)

    def read_parts(self, node: Any, prefix: str | None) -> Any:
        """What is found for a tree, the own methods of the outermost module aside."""
        if is_array(node) or is_number(node):
            if prefix is None:
                raise ValueError(f"{self.op}: an array alone has no key; give it one as the prefix")
            return self._array(node, prefix, None) if is_array(node) else self._number(node, prefix)
        if is_stack_of_layers(node):
            return self._layers(node, prefix)
        found, rebuilt = parts(node)
        known = layouts(node) if self.options.as_torch else {}
        new = []
        for part in found:
            key = with_prefix(prefix, part.key)
            if not part.saved:
                new.append(part.value)
            elif part.name in known and key is not None:
                dims = groups(part.value.axis_names, known[part.name])
                new.append(self._array(part.value, key, dims))
            else:
                new.append(self.read(part.value, key))
        return rebuilt(new) if found else node

    def raise_problems(self, unread: Sequence[str] = ()) -> None:
        """Say what is wrong, if anything is.

        Args:
            unread: The keys that nothing has read, with one of which a missing one may be confused.
        """
        if self.problems:
            hint = errors.other_prefix(self.problems[0].key, unread) if self.state_dict.untouched else ""
            problems = self.problems if hint else list(errors.with_names_like_theirs(self.problems, unread))
            raise StateDictError(self.op, problems, hint)

    def _by_method(self, node: Any, prefix: str | None) -> Any:
        flat = eqx.filter_eval_shape(flatten_modules_for_export, node) if self.options.as_torch else node
        options = replace(self.options, as_torch=False)
        with _within(options), self.state_dict.below(prefix):
            try:
                found = flat.from_state_dict(self.state_dict, prefix)
            except StateDictError as error:
                self.problems += error.problems
                self.state_dict.pass_over(prefix)  # it may have stopped before it read them
                return node
        whole = unflatten_modules_from_export(found, node) if self.options.as_torch else found
        return options.place.move(whole)

    def _flat(self, node: Any, prefix: str | None) -> Any:
        """A module that says itself what it is in torch."""
        found = self.read_parts(export_shape(node), prefix)
        if self.problems:
            return node
        place = self.options.place
        return place.move(place.put(found).unflatten_from_export(node))

    def _layers(self, node: Any, prefix: str | None) -> Any:
        shape = layer_shape(node)
        layers = [self.read(shape, with_prefix(prefix, str(index))) for index in range(node.Block.size)]
        if self.problems:
            return node
        self.problems += differences(node, layers, prefix)
        return with_layers(node, stacked_like(node, shape, layers))

    def _array(self, node: Any, key: str, dims: Groups | None) -> Any:
        expected = errors.description(node, dims)
        if key not in self.state_dict:
            self.problems.append(errors.missing(key, expected))
            return node
        value = in_numpy(self.state_dict[key])
        value = np.asarray(value) if is_number(value) else value
        wanted = tuple(node.array.shape if isinstance(node, NamedArray) else node.shape)
        if isinstance(node, NamedArray) and dims is not None:
            wanted = errors.shape_of(node, dims)
        problem = self._unfit(key, value, node.dtype, wanted, expected)
        if problem is not None:
            self.problems.append(problem)
            return node
        if isinstance(node, NamedArray):
            values = value if dims is None else imported(value, node, dims)
            return wrap(Found(key, values, node.dtype), node.axis_names)
        return Found(key, value, node.dtype)

    def _unfit(self, key: str, value: Any, dtype: Any, shape: tuple[int, ...], expected: str) -> Problem | None:
        """What is wrong with a value for an array of this dtype and shape, if anything is."""
        if not is_array(value) or isinstance(value, NamedArray):
            return errors.no_array(key, value, expected)
        if tuple(value.shape) != shape:
            return errors.wrong_shape(key, tuple(value.shape), shape, expected)
        alike = _same_kind(value.dtype, dtype)
        if value.dtype != dtype and not (self.options.cast and alike):
            return errors.wrong_dtype(key, value.dtype, expected, alike)
        return None

    def _number(self, node: Any, key: str) -> Any:
        """A number of Python. One that a state dict lacks, as those of torch do, keeps its value."""
        if key not in self.state_dict:
            return node
        value = np.asarray(in_numpy(self.state_dict[key]))
        if value.shape != () or not _fits(value.dtype, type(node)):
            self.problems.append(errors.no_number(key, self.state_dict[key], type(node).__name__))
            return node
        return type(node)(value.item())


_KINDS = (jnp.bool_, jnp.integer, jnp.floating, jnp.complexfloating)


def _kind(dtype: Any) -> int | None:
    return next((index for index, kind in enumerate(_KINDS) if jnp.issubdtype(dtype, kind)), None)


def _same_kind(one: Any, other: Any) -> bool:
    return _kind(one) is not None and _kind(one) == _kind(other)


def _fits(dtype: Any, number: type) -> bool:
    """Whether a value of this dtype is a number of this type; an integer is a real number, too."""
    found, wanted = _kind(dtype), (bool, int, float, complex).index(number)
    return found is not None and (found == wanted or 0 < found < wanted)
